import { useEffect, useRef, useState } from 'react'
import { connectNotifications, markRead, type NotificationSocket } from '../api/notifications.ts'
import type { Notification } from '../types.ts'

/** How many messages the bell keeps. */
const kept = 20

/** The live messages of this user since the page opened; `live` says whether the server pushes them. */
export function useNotifications(userId: string) {
  const [notifications, setNotifications] = useState<Notification[]>([])
  const [live, setLive] = useState(false)
  const socket = useRef<NotificationSocket>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another user needs another connection
  useEffect(() => {
    const connection = connectNotifications()
    socket.current = connection
    connection.on('connect', () => setLive(true))
    connection.on('disconnect', () => setLive(false))
    connection.on('notification', notification =>
      setNotifications(earlier => [notification, ...earlier].slice(0, kept)),
    )
    return () => {
      connection.disconnect()
      setNotifications([])
      setLive(false)
    }
  }, [userId])

  function markAllRead() {
    const ids = notifications.filter(({ read }) => !read).map(({ id }) => id)
    if (ids.length === 0 || !socket.current) return
    markRead(socket.current, ids)
    setNotifications(earlier => earlier.map(notification => ({ ...notification, read: true })))
  }

  return { notifications, live, markAllRead }
}
