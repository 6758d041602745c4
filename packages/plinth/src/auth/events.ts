import { z } from 'zod'
import { event } from '../events/index.ts'

/** What happens to accounts, for subscriptions: `on(authEvents.refreshReused, …)`. Ids only; look up the rest. */
export const authEvents = {
  /** A refresh token was used again after its successor: somebody has a copy. Its session has ended, and so say its user. */
  refreshReused: event('auth.refreshReused', z.object({ user: z.string(), session: z.string() })),
  /** A user has another password. Their other sessions have ended. */
  passwordChanged: event('auth.passwordChanged', z.object({ user: z.string() })),
  /** Somebody opened an account. */
  registered: event('auth.registered', z.object({ user: z.string() })),
  /** An account is gone, and its row with it: the time to tidy what keeps the id without a foreign key. */
  deleted: event('auth.deleted', z.object({ user: z.string() })),
}
