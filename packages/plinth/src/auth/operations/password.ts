import { anyone, signedIn } from '../../access/index.ts'
import type { Context } from '../../context/index.ts'
import { unauthenticated } from '../../errors/index.ts'
import type { Operation } from '../../operations/index.ts'
import { type Body, bodyCheck } from '../accounts/body.ts'
import { newPassword, textRule } from '../accounts/rules.ts'
import { deviceCookie } from '../devices.ts'
import { authErrors } from '../errors.ts'
import { mail } from '../mails/ask.ts'
import { checkNewPassword } from '../passwords/check.ts'
import { hashPassword, verifyPassword } from '../passwords/passwords.ts'
import { setPassword } from '../passwords/set.ts'
import { fieldOf, nothing, type Parts } from './parts.ts'
import { loginBody } from './verify.ts'

/** Asks for a link to set a new password. The answer is the same for everybody. */
export function forgot(parts: Parts): Operation {
  return {
    ...common,
    name: 'auth.forgot',
    path: '/auth/forgot',
    summary: 'Send a link to set a new password. Says nothing of whether there is such an account.',
    body: loginBody(parts),
    allow: anyone,
    token: 'ignored',
    async run(call, ctx) {
      const to = String((call.body as Body)[parts.accounts.login.key])
      const found = await parts.users.byLogin(to)
      const user = found === undefined || found.disabled ? null : found.id
      if (await parts.delays.mayMail(to)) await mail(parts, ctx, { kind: 'reset', user, to: found?.login ?? to })
      return { kind: 'nothing' }
    },
  }
}

/** Sets a new password with the ticket of a mail. Every session of the user ends. */
export function reset(parts: Parts): Operation {
  const { tickets, users, delays, devices, wire } = parts
  return {
    ...common,
    name: 'auth.reset',
    path: '/auth/reset',
    summary: 'Set a new password, with the ticket of the mail. Ends every session of the user.',
    body: bodyCheck([fieldOf('ticket', textRule(1, 100), wire), fieldOf('password', newPassword, wire)], wire.extra),
    allow: anyone,
    token: 'ignored',
    async run(call, ctx) {
      const { ticket, password } = call.body as { ticket: string; password: string }
      const known = await tickets.look('reset', ticket)
      const user = known?.user ?? undefined
      if (user === undefined || (await users.byId(user)) === undefined) throw authErrors.AUTH_TICKET_INVALID()
      // Checked before the ticket is used up: a refused password leaves it good.
      const login = await users.label(user)
      await checkNewPassword(password, [login], wire.name('password'))
      const hash = await hashPassword(password)
      await setPassword(parts, ctx, {
        user,
        hash,
        kept: null,
        guard: async () => {
          if ((await tickets.take('reset', ticket)) === undefined) throw authErrors.AUTH_TICKET_INVALID()
          // Whoever reads the mail has the address.
          if (known?.payload.email === (await users.label(user))) await users.markVerified(user)
        },
      })
      await delays.forget(login, user)
      // From here on nobody else's guesses keep them out.
      return { kind: 'nothing', cookies: [devices.cookie(devices.of(user, ctx.client?.cookie(deviceCookie)))] }
    },
  }
}

/** Changes the password of who is signed in. Every other session ends. */
export function changePassword(parts: Parts): Operation {
  const { users, tokens, wire } = parts
  const current = textRule(0, 1000, { format: 'password' })
  return {
    ...common,
    name: 'auth.changePassword',
    path: '/auth/password',
    summary: 'Change the password. Ends every other session of the user.',
    body: bodyCheck([fieldOf('current', current, wire), fieldOf('password', newPassword, wire)], wire.extra),
    allow: signedIn,
    async run(call, ctx) {
      const { current, password } = call.body as { current: string; password: string }
      const user = userOf(ctx)
      await confirmPassword(parts, user, current)
      await checkNewPassword(password, [await users.label(user)], wire.name('password'))
      const kept = ctx.accessToken === undefined ? null : ((await tokens.session(ctx.accessToken)) ?? null)
      await setPassword(parts, ctx, { user, hash: await hashPassword(password), kept })
      return { kind: 'nothing' }
    },
  }
}

/** AUTH_WRONG_CREDENTIALS unless this is the user's password. Failures are delayed as at a login. */
export async function confirmPassword({ users, delays }: Parts, user: string, password: string): Promise<void> {
  const attempt = await delays.confirm(user)
  if (!(await verifyPassword(password, await users.hash(user)))) throw authErrors.AUTH_WRONG_CREDENTIALS()
  await attempt.passed()
}

/** Who is signed in: keys and services have no account. */
export function userOf({ actor }: Context): string {
  if (actor.kind !== 'user' || actor.id === null) throw unauthenticated()
  return actor.id
}

const common = { method: 'POST', module: 'auth', answer: nothing, status: 204, limit: 'auth' } as const
