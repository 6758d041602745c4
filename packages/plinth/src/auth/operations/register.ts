import { anyone } from '../../access/index.ts'
import { hashedId } from '../../observability/index.ts'
import type { Operation } from '../../operations/index.ts'
import { isRequired } from '../accounts/accounts.ts'
import { type Body, bodyCheck } from '../accounts/body.ts'
import { newPassword } from '../accounts/rules.ts'
import { mailDue } from '../mails/mails.ts'
import { checkNewPassword } from '../passwords/check.ts'
import { hashPassword } from '../passwords/passwords.ts'
import type { SessionReply } from '../sign-in.ts'
import { columnFields, fieldOf, type Parts, userAnswer } from './parts.ts'

/** Opens an account, and signs in to it. */
export function register(parts: Parts): Operation {
  const { accounts, database, users, signIn, verifies, wire } = parts
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
      await checkNewPassword(String(password), [input.email, input.username, input.name], wire.name('password'))
      const hash = await hashPassword(String(password))
      const user = await database.transaction({ tenant: null }, async () => {
        const made = await users.insert(input, hash)
        if (verifies !== 'no')
          await ctx.events.emit(mailDue, { kind: 'verify', user: made.id, to: String(input.email) })
        return made
      })
      ctx.log.info({ user: hashedId(user.id) }, 'A user registered.')
      if (verifies === 'before-login') return unsigned(user.view)
      return signIn.open(user, null, ctx.client)
    },
  }
}

/** An account that signs in when its address is confirmed. */
function unsigned(user: unknown): SessionReply {
  return { kind: 'value', value: { user, accessToken: null, refreshToken: null, expiresIn: 0 } }
}
