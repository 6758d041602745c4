import { api, login, logout } from './session'

const form = document.querySelector('form')!

form.addEventListener('submit', async event => {
  event.preventDefault()
  const { email, password } = Object.fromEntries(new FormData(form)) as Record<string, string>
  await login(email!, password!)
  const fields = await (await api('/fields')).json()
  document.title = `${fields.length} fields`
})

document.querySelector('#out')?.addEventListener('click', () => logout())
