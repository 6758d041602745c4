import { z } from 'zod'
import { event } from '../events/index.ts'

/** What happens to accounts, for subscriptions: `on(authEvents.refreshReused, …)`. Ids only; look up the rest. */
export const authEvents = {
  /** A refresh token was used again after its successor: somebody has a copy. Its session has ended, and so say its user. */
  refreshReused: event('auth.refreshReused', z.object({ user: z.string(), session: z.string() })),
}
