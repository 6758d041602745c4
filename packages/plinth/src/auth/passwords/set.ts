import type { Context } from '../../context/index.ts'
import { hashedId } from '../../observability/index.ts'
import { authEvents } from '../events.ts'
import { mail } from '../mails/ask.ts'
import type { Parts } from '../operations/parts.ts'
import { shutOut } from '../sessions/shut.ts'

export interface NewPassword {
  readonly user: string
  readonly hash: string
  /** The session that stays. */
  readonly kept: string | null
  /** Runs first, in the same transaction. */
  readonly guard?: () => Promise<void>
}

/**
 * Sets a password. Every other session of the user ends, and so does every ticket: whoever knew the old password may
 * have asked for another address, or be at the second step of a login. The user is told by mail.
 */
export async function setPassword(parts: Parts, ctx: Context, { user, hash, kept, guard }: NewPassword): Promise<void> {
  const { users, tickets } = parts
  const change = async (): Promise<void> => {
    await guard?.()
    await users.keepHash(user, hash)
    await tickets.revokeAll(user)
    await mail(parts, ctx, { kind: 'passwordChanged', user, to: await users.label(user) })
    await ctx.events.emit(authEvents.passwordChanged, { user })
  }
  await shutOut(parts, { user, kept, reason: 'password', change })
  ctx.log.info({ user: hashedId(user) }, 'A user changed their password.')
}
