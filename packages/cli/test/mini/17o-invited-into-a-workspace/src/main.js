const post = (path, body) => fetch(`/api${path}`, { method: 'POST', body: JSON.stringify(body) })
const field = name => document.querySelector(`[name=${name}]`).value

document.getElementById('found').onclick = () => post('/workspace/create', { name: field('name') })
document.getElementById('invite').onclick = () => {
  const workspace_id = document.body.dataset.workspace
  post('/invite', { emails: field('emails').split(','), workspace_id })
}
document.getElementById('come').onclick = () => post('/invite/accept', { email: field('email'), token: field('token') })
