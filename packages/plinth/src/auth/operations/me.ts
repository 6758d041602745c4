import { signedIn } from '../../access/index.ts'
import { unauthenticated } from '../../errors/index.ts'
import type { Operation } from '../../operations/index.ts'
import { type Parts, userAnswer } from './parts.ts'

/** Shows the user who is signed in. */
export function me(parts: Parts): Operation {
  return {
    name: 'auth.me',
    method: 'GET',
    path: '/auth/me',
    summary: 'Show the user who is signed in.',
    module: 'auth',
    answer: userAnswer(parts),
    status: 200,
    allow: signedIn,
    limit: 'api',
    envelope: 'me',
    async run(_call, { actor, accessToken }) {
      const user = actor.kind === 'user' && actor.id !== null ? await parts.users.byId(actor.id) : undefined
      if (user === undefined) throw unauthenticated()
      return {
        kind: 'value',
        value: { user: user.view, accessToken: parts.cookies === undefined ? accessToken : null },
      }
    },
  }
}
