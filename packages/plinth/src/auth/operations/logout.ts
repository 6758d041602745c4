import { anyone, signedIn } from '../../access/index.ts'
import { unauthenticated } from '../../errors/index.ts'
import { hashedId } from '../../observability/index.ts'
import type { Operation } from '../../operations/index.ts'
import { type Body, bodyCheck } from '../accounts/body.ts'
import { textRule } from '../accounts/rules.ts'
import { cookieToken, nothing, optionalField, type Parts } from './parts.ts'

/** Ends the session of the refresh token, and that of the access token. Nobody is told whether there was one. */
export function logout(parts: Parts): Operation {
  const { sessions, tokens, cookies, wire } = parts
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
    async run(call, { accessToken, client }) {
      const refreshToken = (call.body as Body).refreshToken ?? cookieToken(parts, client)
      const named = [
        typeof refreshToken === 'string' ? sessions.sessionOf(refreshToken) : undefined,
        accessToken === undefined ? undefined : await tokens.session(accessToken),
      ]
      for (const session of new Set(named)) {
        if (session === undefined) continue
        await sessions.end(session, 'logout')
        await tokens.revoke(session)
      }
      return { kind: 'nothing', cookies: cookies?.clear() ?? [] }
    },
  }
}

/** Ends every session of the user, this one too. */
export function logoutAll({ sessions, tokens, cookies }: Parts): Operation {
  return {
    name: 'auth.logoutAll',
    method: 'POST',
    path: '/auth/logout-all',
    summary: 'Sign out everywhere: end every session of the user, this one too.',
    module: 'auth',
    answer: nothing,
    status: 204,
    allow: signedIn,
    limit: 'api',
    async run(_call, { actor, log }) {
      if (actor.kind !== 'user' || actor.id === null) throw unauthenticated()
      await tokens.revoke(...(await sessions.endOthers(actor.id, null, 'logout')))
      log.info({ user: hashedId(actor.id) }, 'A user signed out everywhere.')
      return { kind: 'nothing', cookies: cookies?.clear() ?? [] }
    },
  }
}
