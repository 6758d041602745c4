import { anyone } from '../../access/index.ts'
import type { Context } from '../../context/index.ts'
import { hashedId } from '../../observability/index.ts'
import type { Operation } from '../../operations/index.ts'
import { type Body, bodyCheck } from '../accounts/body.ts'
import { textRule } from '../accounts/rules.ts'
import { authErrors } from '../errors.ts'
import { authEvents } from '../events.ts'
import type { Session } from '../sessions/sessions.ts'
import { Reused } from '../sign-in.ts'
import { cookieToken, fieldOf, optionalField, type Parts, userAnswer } from './parts.ts'

/** Exchanges a refresh token for the next pair. */
export function refresh(parts: Parts): Operation {
  const { signIn, wire, cookies } = parts
  const token = textRule(1, 1000)
  const field =
    cookies === undefined ? fieldOf('refreshToken', token, wire) : optionalField('refreshToken', token, wire)
  return {
    name: 'auth.refresh',
    method: 'POST',
    path: '/auth/refresh',
    summary:
      'Exchange a refresh token for the next pair of tokens. The old one gives the same pair for 10 s, then ends the session.',
    module: 'auth',
    body: bodyCheck([field], wire.extra),
    answer: userAnswer(parts),
    status: 200,
    allow: anyone,
    limit: 'api',
    token: 'ignored',
    envelope: 'session',
    async run(call, ctx) {
      const { client } = ctx
      const sent = (call.body as Body).refreshToken ?? cookieToken(parts, client)
      const reply = await signIn.renew(String(sent ?? ''), client)
      if (!(reply instanceof Reused)) return reply
      await tell(ctx, reply.session)
      throw authErrors.AUTH_REFRESH_INVALID()
    },
  }
}

async function tell({ log, events }: Context, { id, user }: Session): Promise<void> {
  log.warn({ user: hashedId(user) }, 'An old refresh token was used again. Its session has ended.')
  await events.emit(authEvents.refreshReused, { user, session: id })
}
