const form = document.querySelector('form')

form.addEventListener('submit', async event => {
  event.preventDefault()
  const phrase = new FormData(form).get('phrase')
  const letters = await (await fetch(`/api/letters/containing/${phrase}`)).json()
  document.querySelector('ul').replaceChildren(...letters.map(letter => letter.subject))
})
