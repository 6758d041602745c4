const outbox = []

if ('serviceWorker' in navigator) {
  navigator.serviceWorker.register('/sw.js').then(async reg => {
    const sub = await reg.pushManager.subscribe({ userVisibleOnly: true })
    await fetch('/api/push/subscriptions', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ endpoint: sub.endpoint, lang: navigator.language }),
    })
  })
}

async function show(port) {
  const res = await fetch(`/api/tides/${port}`)
  document.querySelector('#app').textContent = await res.text()
}

window.addEventListener('hashchange', () => show(location.hash.slice(1)))
window.addEventListener('offline', () => outbox.push(location.hash))
