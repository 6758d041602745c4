import { anyone } from '../../access/index.ts'
import { hashedId } from '../../observability/index.ts'
import type { Operation } from '../../operations/index.ts'
import { isRequired } from '../accounts/accounts.ts'
import { type Body, bodyCheck } from '../accounts/body.ts'
import { newPassword } from '../accounts/rules.ts'
import { hashPassword } from '../passwords/passwords.ts'
import { columnFields, fieldOf, type Parts, userAnswer } from './parts.ts'

/** Opens an account, and signs in to it. */
export function register(parts: Parts): Operation {
  const { accounts, users, signIn, wire } = parts
  const required = accounts.writable.filter(column => isRequired(column) || column === accounts.login)
  const keys = required.map(column => column.key)
  const fields = [...columnFields(parts, key => keys.includes(key)), fieldOf('password', newPassword, wire)]
  return {
    name: 'auth.register',
    method: 'POST',
    path: '/auth/register',
    summary: 'Open an account, and sign in to it.',
    module: 'auth',
    body: bodyCheck(fields, wire.extra),
    answer: userAnswer(parts),
    status: 201,
    allow: anyone,
    limit: 'auth',
    token: 'ignored',
    envelope: 'session',
    async run(call, ctx) {
      const { password, ...input } = call.body as Body
      const user = await users.insert(input, await hashPassword(String(password)))
      ctx.log.info({ user: hashedId(user.id) }, 'A user registered.')
      return signIn.open(user, null, ctx.client)
    },
  }
}
