import type { Database } from '../../data/index.ts'
import type { ApiKeys } from '../keys/keys.ts'
import type { Tokens } from '../tokens/tokens.ts'
import type { EndReason, Sessions } from './sessions.ts'

export interface ShutParts {
  readonly database: Database
  readonly sessions: Sessions
  readonly tokens: Tokens
  readonly keys: ApiKeys
}

export interface Shut {
  readonly user: string
  /** The session that stays. */
  readonly kept: string | null
  readonly reason: EndReason
  /** What shuts them out: it commits with the end of their sessions, or not at all. */
  readonly change: () => Promise<void>
}

/**
 * Changes an account so that older proofs no longer count, and ends the sessions that were opened with them. A login
 * that was under way may open its session between the first end and the commit: hence the second one. What opens later
 * sees the change, and ends itself (`SignIn.open`).
 */
export async function shutOut(parts: ShutParts, { user, kept, reason, change }: Shut): Promise<void> {
  const { database, sessions, tokens, keys } = parts
  const ended = await database.transaction({ tenant: null }, async () => {
    await change()
    return sessions.endOthers(user, kept, reason)
  })
  ended.push(...(await sessions.endOthers(user, kept, reason)))
  if (reason !== 'password') ended.push(...(await keys.idsOf(user)))
  await tokens.revoke(...ended)
}
