import $ from 'jquery'
import axios from 'axios'

const root = document.getElementById('app')

// POST that reads
const report = () => axios.post('/api/reports/usage', { from: '2030-01-01', rooms: [1, 2, 3] })

// PUT that creates
const add = name => fetch(`/api/lamps/${crypto.randomUUID()}`, { method: 'PUT', body: JSON.stringify({ name, on: false }) })

// DELETE with a body
const removeMany = ids => axios.delete('/api/lamps', { data: { ids } })

// GET with side effects
const toggle = id => fetch('/api/lamps/' + id + '/toggle')
const reboot = () => $.get('/api/bridge/reboot', { hard: 1 })

// whether it is there at all
const known = id => fetch(`/api/lamps/${id}`, { method: 'HEAD' }).then(r => r.ok)

// what may be done there: no endpoint of its own
const allowed = () => axios.options('/api/reports').then(answer => answer.headers.allow)

const rows = [
  ['Usage', report],
  ['Add', () => add(prompt('Name'))],
  ['Remove two', () => removeMany([prompt('One'), prompt('Two')])],
  ['Toggle', () => toggle(prompt('Lamp'))],
  ['Reboot', reboot],
  ['Allowed?', async () => alert(await allowed())],
  ['Known?', async () => alert(await known(prompt('Lamp')))],
]

for (const [label, act] of rows) {
  const button = document.createElement('button')
  button.textContent = label
  button.addEventListener('click', act)
  root.append(button)
}
