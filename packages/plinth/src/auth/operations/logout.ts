import { anyone } from '../../access/index.ts'
import type { Operation } from '../../operations/index.ts'
import { type Body, bodyCheck } from '../accounts/body.ts'
import { textRule } from '../accounts/rules.ts'
import { nothing, optionalField, type Parts } from './parts.ts'

/** Ends the session of the refresh token, and that of the access token. Nobody is told whether there was one. */
export function logout({ sessions, tokens, wire }: Parts): Operation {
  return {
    name: 'auth.logout',
    method: 'POST',
    path: '/auth/logout',
    summary: 'Sign out: end the session. Doing it again changes nothing.',
    module: 'auth',
    body: bodyCheck([optionalField('refreshToken', textRule(0, 1000), wire)], wire.extra),
    answer: nothing,
    status: 204,
    allow: anyone,
    limit: 'api',
    token: 'ignored',
    async run(call, ctx) {
      const { refreshToken } = call.body as Body
      if (typeof refreshToken === 'string') {
        const ended = await sessions.endByToken(refreshToken)
        if (ended !== undefined) tokens.revoke(ended)
      }
      const session = ctx.accessToken === undefined ? undefined : await tokens.session(ctx.accessToken)
      if (session !== undefined) {
        await sessions.end(session)
        tokens.revoke(session)
      }
      return { kind: 'nothing' }
    },
  }
}
