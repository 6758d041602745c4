const SHELL = 'shell-v3'

self.addEventListener('install', event => {
  event.waitUntil(caches.open(SHELL).then(c => c.addAll(['/', '/index.html', '/app.css'])))
})

self.addEventListener('fetch', event => {
  const url = new URL(event.request.url)
  if (url.pathname.startsWith('/api/')) return
  event.respondWith(caches.match(event.request).then(hit => hit || fetch(event.request)))
})

self.addEventListener('sync', event => {
  if (event.tag === 'readings') event.waitUntil(flush())
})

async function flush() {
  const cache = await caches.open('outbox')
  for (const key of await cache.keys()) {
    const reading = await (await cache.match(key)).json()
    const res = await fetch('/api/readings', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ port: reading.port, level: reading.level, at: reading.at }),
    })
    if (res.ok) await cache.delete(key)
  }
}

self.addEventListener('notificationclick', event => {
  fetch('/api/push/clicks?tag=' + event.notification.tag, { method: 'PUT' })
})
