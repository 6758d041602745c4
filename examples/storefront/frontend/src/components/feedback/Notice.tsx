import type { ReactNode } from 'react'
import { errorMessage, isUnavailable } from '../../api/errors.ts'
import { Icon } from '../Icon.tsx'

/** A calm sentence that is read out when it appears. */
export function Notice({ tone = 'info', children }: { tone?: 'info' | 'success'; children: ReactNode }) {
  return (
    <div className={`notice notice-${tone}`} role="status">
      <Icon name={tone === 'success' ? 'check' : 'info'} />
      <div>{children}</div>
    </div>
  )
}

/** Says that the server does not offer a feature. */
export function Unavailable({ feature }: { feature: string }) {
  return <Notice>{feature} is not available yet.</Notice>
}

interface ErrorNoticeProps {
  error: unknown
  /** Names the feature: a server that does not serve it gets a note instead of an error. */
  feature?: string
  /** Offered unless the server has said that there is no such thing. */
  onRetry?: () => void
}

/** Says what went wrong, or nothing without an error. */
export function ErrorNotice({ error, feature, onRetry }: ErrorNoticeProps) {
  if (!error) return null
  if (feature && isUnavailable(error)) return <Unavailable feature={feature} />
  return (
    <div className="notice notice-error" role="alert">
      <Icon name="info" />
      <div>{errorMessage(error)}</div>
      {onRetry && !isUnavailable(error) && (
        <button type="button" className="button button-quiet" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  )
}
