import { io } from 'socket.io-client'

export const socket = io('http://localhost:4300/darts', {
  autoConnect: false,
  transports: ['websocket'],
  query: { board: location.hash },
})

export const Events = { THROW: 'throw', SCORE: 'score' }

socket.on('connect', () => socket.emit('authenticate', { token: localStorage.getItem('darts') }))
socket.on('disconnect', reason => console.warn(reason))
socket.on('connect_error', () => setTimeout(() => socket.connect(), 1000))

// the rest comes through one event
const handlers = new Map()

export const handle = (type, fn) => {
  handlers.set(type, fn)
  return () => handlers.delete(type)
}

socket.on('message', ({ type, payload }) => handlers.get(type)?.(payload))
