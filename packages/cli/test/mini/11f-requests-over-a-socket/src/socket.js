import weave from 'shuttle.io.js'
import io from 'socket.io-client'

const shuttle = weave(io)
shuttle.autoConnect = false

const { socket } = shuttle

for (const method of ['GET', 'POST', 'DELETE']) {
  socket[method.toLowerCase()] = (url, data) =>
    new Promise((resolve, reject) => {
      socket.request({ method, data, url: `/api${url}` }, (body, { error }) => (error ? reject(body) : resolve(body)))
    })
}

export default socket
