import socket from './socket'

async function show(loom) {
  const { threads } = await socket.get(`/looms/${loom}/threads`, { after: 20 })
  document.body.textContent = threads.map(thread => thread.colour).join()
}

document.body.onclick = event => show(event.target.id)
document.body.onsubmit = event => socket.post('/looms', { width: 80, name: event.target.title })
document.body.ondblclick = event => socket.delete(`/looms/${event.target.id}`)
