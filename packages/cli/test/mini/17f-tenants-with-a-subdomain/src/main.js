const form = document.querySelector('form')

form.addEventListener('submit', async event => {
  event.preventDefault()
  const { name, subdomain } = Object.fromEntries(new FormData(form))
  await fetch('/api/choirs', { method: 'POST', body: JSON.stringify({ name, subdomain }) })
})

const singers = await (await fetch('/api/singers')).json()
document.querySelector('ul').append(...singers.map(singer => singer.voice))
