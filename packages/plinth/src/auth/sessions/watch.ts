import type { Database, Scope, Statement } from '../../data/index.ts'
import { repeat, type Service } from '../../lifecycle/index.ts'

/** What remembers tokens, and forgets them. */
export interface Remembered {
  readonly size: number
  forget(sessions: readonly string[]): void
  forgetAll(): void
}

const nowhere: Scope = Object.freeze({ tenant: null })
/** Milliseconds between looks: so long may a token outlive its session where the bus told nothing. */
const INTERVAL = 1000
// A statement lasts 10 s at most, so none that began earlier can still commit.
const endedStatement: Statement = {
  name: 'auth_sessions_ended',
  text: `select id::text as id from plinth.sessions where ended_at > now() - interval '15 seconds'
    union all select id::text from plinth.api_keys where revoked_at > now() - interval '15 seconds'
    union all select k.id::text from plinth.api_keys k join plinth.credentials c using (user_id)
      where c.disabled_at > now() - interval '15 seconds'`,
}

/**
 * Looks once a second for sessions that ended and API keys that were revoked or whose maker was disabled, while tokens
 * are remembered. The bus is faster, but a message is lost when a process dies between its commit and its message.
 * Where the look fails, everything is forgotten.
 */
export function watchSessions(database: Database, remembered: Remembered): Service {
  const work = async (): Promise<void> => {
    if (remembered.size === 0) return
    const ended = await database.read<{ id: string }>(endedStatement, [], nowhere)
    remembered.forget(ended.map(({ id }) => id))
  }
  return repeat({ name: 'sessions', every: INTERVAL, work, failed: () => remembered.forgetAll() })
}
