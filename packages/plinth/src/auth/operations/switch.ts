import { signedIn } from '../../access/index.ts'
import { unauthenticated } from '../../errors/index.ts'
import { hashedId } from '../../observability/index.ts'
import type { Operation } from '../../operations/index.ts'
import { type Body, bodyCheck } from '../accounts/body.ts'
import { textRule } from '../accounts/rules.ts'
import { fieldOf, type Parts, userAnswer } from './parts.ts'
import { userOf } from './password.ts'

/** Takes the session to another tenant of the user's. */
export function switchTenant(parts: Parts): Operation {
  const { signIn, users, tokens, wire } = parts
  return {
    name: 'auth.switch',
    method: 'POST',
    path: '/auth/switch',
    summary:
      'Go to another tenant that the user belongs to, by id or slug, with new tokens in the same session. The old access token is over; the old refresh token gives the new pair for 10 s.',
    module: 'auth',
    body: bodyCheck([fieldOf('tenant', textRule(1, 63), wire)], wire.extra),
    answer: userAnswer(parts),
    status: 200,
    allow: signedIn,
    limit: 'api',
    envelope: 'session',
    async run(call, ctx) {
      const [user, session] = await Promise.all([users.byId(userOf(ctx)), tokens.session(ctx.accessToken ?? '')])
      if (user === undefined || session === undefined) throw unauthenticated()
      const reply = await signIn.switch(
        user,
        session,
        String((call.body as Body).tenant)
          .trim()
          .toLowerCase(),
      )
      ctx.log.info({ user: hashedId(user.id) }, 'A user went to another tenant.')
      return reply
    },
  }
}
