import { anyone } from '../../access/index.ts'
import { hashedId } from '../../observability/index.ts'
import type { Operation } from '../../operations/index.ts'
import { type Body, bodyCheck } from '../accounts/body.ts'
import { textRule } from '../accounts/rules.ts'
import { authErrors } from '../errors.ts'
import { mail } from '../mails/ask.ts'
import { fieldOf, nothing, type Parts } from './parts.ts'

/** Confirms an address with the ticket of a mail. */
export function verify({ tickets, users, wire }: Parts): Operation {
  return {
    ...common,
    name: 'auth.verify',
    path: '/auth/verify',
    summary: 'Confirm an e-mail address, with the ticket of the mail.',
    body: bodyCheck([fieldOf('ticket', textRule(1, 100), wire)], wire.extra),
    async run(call, ctx) {
      const ticket = await tickets.take('verify', String((call.body as Body).ticket))
      const user = ticket?.user == null ? undefined : await users.byId(ticket.user)
      // The address may have changed since the mail was sent: then another one was confirmed.
      if (user === undefined || (await users.label(user.id)) !== ticket?.payload.email) {
        throw authErrors.AUTH_TICKET_INVALID()
      }
      await users.markVerified(user.id)
      ctx.log.info({ user: hashedId(user.id) }, 'A user confirmed their address.')
      return { kind: 'nothing' }
    },
  }
}

/** Sends the mail again. The answer is the same for everybody. */
export function resendVerify(parts: Parts): Operation {
  return {
    ...common,
    name: 'auth.resendVerify',
    path: '/auth/verify/resend',
    summary: 'Send the mail that confirms an address again. Says nothing of whether there is such an account.',
    body: loginBody(parts),
    async run(call, ctx) {
      const { users, accounts, delays } = parts
      const to = String((call.body as Body)[accounts.login.key])
      const found = await users.byLogin(to)
      const user = found === undefined || found.verified || found.disabled ? null : found.id
      if (await delays.mayMail(to)) await mail(parts, ctx, { kind: 'verify', user, to: found?.login ?? to })
      return { kind: 'nothing' }
    },
  }
}

/** A body with what people sign in with. */
export function loginBody({ accounts, wire }: Parts): ReturnType<typeof bodyCheck> {
  return bodyCheck([fieldOf(accounts.login.key, textRule(1, 320), wire)], wire.extra)
}

const common = {
  method: 'POST',
  module: 'auth',
  answer: nothing,
  status: 204,
  allow: anyone,
  limit: 'auth',
  token: 'ignored',
} as const
