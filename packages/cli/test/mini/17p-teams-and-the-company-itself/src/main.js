const send = (method, path, body) => fetch(`/api${path}`, { method, body: JSON.stringify(body) })
const field = name => document.querySelector(`[name=${name}]`).value

document.getElementById('log-in').onclick = () => send('POST', '/login', { email: field('email'), password: field('password') })
document.getElementById('row').onclick = () => send('POST', '/teams/join', { code: field('code') })
document.getElementById('call').onclick = () =>
  send('POST', '/invitations', { email: field('guest'), workspaceIds: [field('boat'), field('quay')] })

const said = () => ({ name: field('company'), phone: field('phone') })
document.getElementById('tell').onclick = () => send('POST', '/company', said())
document.getElementById('mend').onclick = () => send('PUT', '/company', said())
