import { io, type Socket } from 'socket.io-client'
import type { Notification } from '../types.ts'
import { BASE_URL } from './client.ts'
import { session } from './session.ts'

interface FromServer {
  notification: (notification: Notification) => void
}

interface ToServer {
  'notifications:read': (message: { ids: string[] }) => void
}

/** The live connection of one signed-in user. */
export type NotificationSocket = Socket<FromServer, ToServer>

/** Connects to the host of the API. Gives up after three attempts: the server may not serve this. */
export function connectNotifications(): NotificationSocket {
  return io(new URL(BASE_URL, window.location.href).origin, {
    auth: answer => answer({ token: session.accessToken() }),
    reconnectionAttempts: 2,
  })
}

/** Tells the server what the user has seen. */
export function markRead(socket: NotificationSocket, ids: string[]) {
  socket.emit('notifications:read', { ids })
}
