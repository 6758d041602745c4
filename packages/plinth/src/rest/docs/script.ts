import { placeholderOrigin } from './curl.ts'

/** Script of the docs: its own origin in the examples, the filter, the copy buttons. The page reads without it. */
export const script = `for (const code of document.querySelectorAll('.shows code')) {
  code.textContent = code.textContent.replaceAll('${placeholderOrigin}', location.origin)
}
const filter = document.getElementById('filter')
const sections = [...document.querySelectorAll('.operation')]
const links = new Map([...document.querySelectorAll('nav li a')].map(link => [link.hash.slice(1), link.parentElement]))
filter.addEventListener('input', () => {
  const words = filter.value.toLowerCase().split(/\\s+/)
  for (const section of sections) {
    section.hidden = !words.every(word => section.dataset.words.includes(word))
    links.get(section.id).hidden = section.hidden
  }
  for (const group of document.querySelectorAll('.module')) group.hidden = !group.querySelector('.operation:not([hidden])')
  for (const group of document.querySelectorAll('nav section')) group.hidden = !group.querySelector('li:not([hidden])')
  document.getElementById('nothing').hidden = sections.some(section => !section.hidden)
})
for (const button of document.querySelectorAll('.copy')) {
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.closest('figure').querySelector('code').textContent)
    button.textContent = 'Copied'
    setTimeout(() => { button.textContent = 'Copy' }, 1500)
  })
}
`
