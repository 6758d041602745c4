import { anyone } from '../../access/index.ts'
import type { Operation } from '../../operations/index.ts'
import { type Body, bodyCheck } from '../accounts/body.ts'
import { textRule } from '../accounts/rules.ts'
import { fieldOf, type Parts, userAnswer } from './parts.ts'

/** Exchanges a refresh token for the next pair. */
export function refresh(parts: Parts): Operation {
  const { signIn, wire } = parts
  return {
    name: 'auth.refresh',
    method: 'POST',
    path: '/auth/refresh',
    summary: 'Exchange a refresh token for the next pair of tokens. The old one is void.',
    module: 'auth',
    body: bodyCheck([fieldOf('refreshToken', textRule(1, 1000), wire)], wire.extra),
    answer: userAnswer(parts),
    status: 200,
    allow: anyone,
    limit: 'api',
    token: 'ignored',
    envelope: 'session',
    async run(call) {
      const { refreshToken } = call.body as Body
      return { kind: 'value', value: await signIn.renew(String(refreshToken)) }
    },
  }
}
