import { Kennel } from './kennel'
import { EventSource } from './event-source'

const cache = new Map<string, string>()
const chosen = new Set<string>()
const params = new URLSearchParams(location.search)
const form = document.querySelector('form')!

cache.set('/api/cached', 'x')
if (cache.has('/api/cached')) cache.get('/api/cached')
cache.delete('/api/cached')
chosen.add('/api/chosen')
chosen.delete('/api/chosen')
const back = params.get('/return')
params.delete('/return')

form.addEventListener('submit', async event => {
  event.preventDefault()
  const data = new FormData(form)
  const name = data.get('name')
  data.delete('internal')
  await fetch('/api/dogs', { method: 'POST', body: JSON.stringify({ name, tags: data.getAll('tags') }) })
  if (back) location.assign(back)
})

const kennel = new Kennel()
kennel.fetch('/api/stick')
kennel.post('/api/fence')

const bus = new EventSource('/api/not-a-stream')
bus.on('dog', () => {})

const headers = new Headers()
headers.get('/x')
headers.delete('authorization')
sessionStorage.getItem('/api/session')
caches.delete('/api/assets')
