import { anyone } from '../../access/index.ts'
import type { Context } from '../../context/index.ts'
import { type FieldProblem, PlinthError } from '../../errors/index.ts'
import { hashedId } from '../../observability/index.ts'
import type { Operation } from '../../operations/index.ts'
import { isRequired } from '../accounts/accounts.ts'
import { type Body, bodyCheck } from '../accounts/body.ts'
import { newPassword } from '../accounts/rules.ts'
import type { User } from '../accounts/users.ts'
import { authErrors } from '../errors.ts'
import { authEvents } from '../events.ts'
import { mail } from '../mails/ask.ts'
import { checkNewPassword } from '../passwords/check.ts'
import { hashPassword } from '../passwords/passwords.ts'
import { columnFields, fieldOf, nothing, type Parts, userAnswer } from './parts.ts'

/**
 * Opens an account, and signs in to it. Where an address must be confirmed before the first login, the answer is the
 * same whether somebody has the address or not: the mail says it.
 */
export function register(parts: Parts): Operation {
  const { accounts, signIn, verifies, wire } = parts
  const required = accounts.writable.filter(column => isRequired(column) || column === accounts.login)
  const keys = required.map(column => column.key)
  const fields = [...columnFields(parts, key => keys.includes(key)), fieldOf('password', newPassword, wire)]
  const waits = verifies === 'before-login'
  return {
    name: 'auth.register',
    method: 'POST',
    path: '/auth/register',
    summary: waits ? 'Open an account. A mail says how to go on.' : 'Open an account, and sign in to it.',
    module: 'auth',
    body: bodyCheck(fields, wire.extra),
    ...(waits ? { answer: nothing, status: 204 } : { answer: userAnswer(parts), status: 201, envelope: 'session' }),
    allow: anyone,
    limit: 'auth',
    token: 'ignored',
    async run(call, ctx) {
      const { password, ...input } = call.body as Body
      await checkNewPassword(String(password), [input.email, input.username, input.name], wire.name('password'))
      const hash = await hashPassword(String(password))
      if (waits) await openQuietly(parts, ctx, { input, hash })
      return waits ? { kind: 'nothing' } : signIn.open(await open(parts, ctx, { input, hash }), null, ctx.client)
    },
  }
}

interface Opening {
  readonly input: Body
  readonly hash: string
}

async function open(parts: Parts, ctx: Context, { input, hash }: Opening): Promise<User> {
  const { database, users, verifies } = parts
  const user = await database.transaction({ tenant: null }, async () => {
    const made = await users.insert(input, hash)
    if (verifies !== 'no') await mail(parts, ctx, { kind: 'verify', user: made.id, to: String(input.email) })
    await ctx.events.emit(authEvents.registered, { user: made.id })
    return made
  })
  ctx.log.info({ user: hashedId(user.id) }, 'A user registered.')
  return user
}

/** Other values that somebody has are said: they are no secret, since the account would show them. */
async function openQuietly(parts: Parts, ctx: Context, opening: Opening): Promise<void> {
  const { accounts, delays, users, wire } = parts
  try {
    await open(parts, ctx, opening)
  } catch (error) {
    if (!(error instanceof PlinthError) || error.code !== 'AUTH_TAKEN') throw error
    const problems = error.details as readonly FieldProblem[]
    const others = problems.filter(({ field }) => field !== wire.name(accounts.login.key))
    if (others.length > 0) throw authErrors.AUTH_TAKEN(others)
    const owner = await users.byLogin(String(opening.input.email))
    const user = owner === undefined || owner.disabled ? null : owner.id
    const to = owner?.login ?? String(opening.input.email)
    if (await delays.mayMail(to)) await mail(parts, ctx, { kind: 'known', user, to })
  }
}
