import { formatDateTime } from '../../format.ts'
import { useDisclosure } from '../../hooks/useDisclosure.ts'
import { useNotifications } from '../../hooks/useNotifications.ts'
import type { Notification } from '../../types.ts'
import { Icon } from '../Icon.tsx'

function NotificationList({ notifications }: { notifications: Notification[] }) {
  if (notifications.length === 0) return <p className="menu-note">Nothing new.</p>
  return (
    <ul className="notifications">
      {notifications.map(({ id, title, body, createdAt }) => (
        <li key={id}>
          <strong>{title}</strong>
          <span>{body}</span>
          <span className="muted">{formatDateTime(createdAt)}</span>
        </li>
      ))}
    </ul>
  )
}

/** The bell: how many messages are new, and the messages. Opening it marks them as read. */
export function NotificationBell({ userId }: { userId: string }) {
  const { notifications, live, markAllRead } = useNotifications(userId)
  const { open, toggle, container } = useDisclosure<HTMLDivElement>()
  const unread = notifications.filter(({ read }) => !read).length

  function onClick() {
    if (!open) markAllRead()
    toggle()
  }

  return (
    <div className="disclosure" ref={container}>
      <button
        type="button"
        className="icon-button"
        aria-label={`Notifications, ${unread} new`}
        aria-expanded={open}
        onClick={onClick}
      >
        <Icon name="bell" />
        {unread > 0 && <span className="count">{unread}</span>}
      </button>
      {open && (
        <div className="popover">
          <h2 className="popover-title">Notifications</h2>
          {live ? (
            <NotificationList notifications={notifications} />
          ) : (
            <p className="menu-note">Live notifications are not available yet.</p>
          )}
        </div>
      )}
    </div>
  )
}
