/** What filters the list of endpoints. The page is whole without it. */
export const script = `
const form = document.querySelector('#filters')
const rows = [...document.querySelectorAll('.endpoint')]
const texts = new Map(rows.map(row => [row, row.textContent.toLowerCase()]))
const shown = document.querySelector('#shown')
function apply() {
  const { text, ...exact } = Object.fromEntries(new FormData(form))
  const words = text.toLowerCase().split(/\\s+/).filter(Boolean)
  let count = 0
  for (const row of rows) {
    const fits = words.every(word => texts.get(row).includes(word)) &&
      Object.entries(exact).every(([name, value]) => value === '' || row.dataset[name] === value)
    row.hidden = !fits
    if (fits) count++
  }
  shown.textContent = count + ' of ' + rows.length
}
form.hidden = false
form.addEventListener('input', apply)
form.addEventListener('submit', event => event.preventDefault())
form.addEventListener('reset', () => setTimeout(apply))
for (const box of document.querySelectorAll('[data-find]')) box.addEventListener('click', () => {
  form.elements.text.value = box.dataset.find
  apply()
  document.querySelector('#endpoints').scrollIntoView()
})
apply()
`
