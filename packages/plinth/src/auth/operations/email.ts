import { anyone, signedIn } from '../../access/index.ts'
import { hashedId } from '../../observability/index.ts'
import type { Operation } from '../../operations/index.ts'
import { type Body, bodyCheck } from '../accounts/body.ts'
import { ruleOf, textRule } from '../accounts/rules.ts'
import { authErrors } from '../errors.ts'
import { mail } from '../mails/ask.ts'
import { fieldOf, nothing, type Parts } from './parts.ts'
import { confirmPassword, userOf } from './password.ts'

/** Asks to sign in with another address. It counts when the link that is sent there was opened. */
export function changeEmail(parts: Parts): Operation {
  const { accounts, wire } = parts
  const password = textRule(0, 1000, { format: 'password' })
  return {
    ...common,
    name: 'auth.changeEmail',
    path: '/auth/email',
    summary:
      'Ask to sign in with another e-mail address. A link is sent there; the old address counts until it is opened.',
    body: bodyCheck([fieldOf('email', ruleOf(accounts.login), wire), fieldOf('password', password, wire)], wire.extra),
    allow: signedIn,
    async run(call, ctx) {
      const { email, password } = call.body as Body
      const user = userOf(ctx)
      await confirmPassword(parts, user, String(password))
      const to = String(email)
      if (await parts.delays.mayMail(to)) await mail(parts, ctx, { kind: 'email', user, to })
      return { kind: 'nothing' }
    },
  }
}

/** Confirms the other address with the ticket of the mail. AUTH_TAKEN when somebody else has it by now. */
export function confirmEmail(parts: Parts): Operation {
  const { database, tickets, users, wire } = parts
  return {
    ...common,
    name: 'auth.confirmEmail',
    path: '/auth/email/confirm',
    summary: 'Confirm another e-mail address, with the ticket of the mail.',
    body: bodyCheck([fieldOf('ticket', textRule(1, 100), wire)], wire.extra),
    allow: anyone,
    token: 'ignored',
    async run(call, ctx) {
      const text = String((call.body as Body).ticket)
      await database.transaction({ tenant: null }, async () => {
        const ticket = await tickets.take('email', text)
        const user = ticket?.user == null ? undefined : await users.byId(ticket.user)
        if (user === undefined) throw authErrors.AUTH_TICKET_INVALID()
        const old = await users.label(user.id)
        await users.update(user.id, { email: ticket?.payload.email })
        await users.markVerified(user.id)
        // Links in the old mailbox are good for nothing any more.
        await tickets.revokeAll(user.id)
        await mail(parts, ctx, { kind: 'emailChanged', user: user.id, to: old })
        ctx.log.info({ user: hashedId(user.id) }, 'A user changed their address.')
      })
      return { kind: 'nothing' }
    },
  }
}

const common = { method: 'POST', module: 'auth', answer: nothing, status: 204, limit: 'auth' } as const
