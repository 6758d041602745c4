import type { Database, Scope, Statement } from '../../data/index.ts'
import type { Service } from '../../lifecycle/index.ts'

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
  text: `select id::text as id from plinth.sessions where ended_at > now() - interval '15 seconds'`,
}

/**
 * Looks once a second for sessions that ended, while tokens are remembered. The bus is faster, but a message is lost
 * when a process dies between its commit and its message. Where the look fails, everything is forgotten.
 */
export function watchSessions(database: Database, remembered: Remembered): Service {
  let timer: NodeJS.Timeout | undefined
  let looking = Promise.resolve()
  const look = async (): Promise<void> => {
    if (remembered.size === 0) return
    try {
      const ended = await database.read<{ id: string }>(endedStatement, [], nowhere)
      remembered.forget(ended.map(({ id }) => id))
    } catch {
      remembered.forgetAll()
    }
  }
  return {
    name: 'sessions',
    start: async () => {
      timer = setInterval(() => {
        looking = look()
      }, INTERVAL).unref()
    },
    stop: async () => {
      clearInterval(timer)
      await looking
    },
  }
}
