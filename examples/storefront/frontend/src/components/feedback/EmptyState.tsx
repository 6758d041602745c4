import type { ReactNode } from 'react'
import { Icon, type IconName } from '../Icon.tsx'

interface EmptyStateProps {
  icon: IconName
  title: string
  /** What to do about it. */
  children?: ReactNode
}

/** Stands where a list would be. */
export function EmptyState({ icon, title, children }: EmptyStateProps) {
  return (
    <div className="empty">
      <span className="empty-icon">
        <Icon name={icon} size={28} />
      </span>
      <h2>{title}</h2>
      {children}
    </div>
  )
}
