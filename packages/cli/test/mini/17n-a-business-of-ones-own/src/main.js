const send = (method, path, body) => fetch(`/api${path}`, { method, body: JSON.stringify(body) })
const form = id => Object.fromEntries(new FormData(document.getElementById(id)))

document.getElementById('sign-up').addEventListener('submit', () => {
  const { email, password } = form('sign-up')
  send('POST', '/sign-up', { email, password })
})

const said = () => {
  const { name, street } = form('bakery')
  return { name, street }
}
document.getElementById('open').onclick = () => send('POST', '/business/create', said())
document.getElementById('change').onclick = () => send('PUT', '/business', said())
document.getElementById('ovens').onclick = () => send('GET', '/ovens')
