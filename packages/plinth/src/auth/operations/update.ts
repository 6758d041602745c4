import { signedIn } from '../../access/index.ts'
import type { Context } from '../../context/index.ts'
import { unauthenticated } from '../../errors/index.ts'
import type { Operation } from '../../operations/index.ts'
import { type Body, bodyCheck } from '../accounts/body.ts'
import { newPassword, type Rule, textRule } from '../accounts/rules.ts'
import type { User } from '../accounts/users.ts'
import { authErrors } from '../errors.ts'
import { mail } from '../mails/ask.ts'
import { checkNewPassword } from '../passwords/check.ts'
import { hashPassword } from '../passwords/passwords.ts'
import { setPassword } from '../passwords/set.ts'
import { columnFields, optionalField, type Parts, userAnswer } from './parts.ts'
import { confirmPassword, userOf } from './password.ts'

/** Profile forms send an empty password when it is to stay. */
const passwordOrBlank: Rule = {
  schema: { ...newPassword.schema, minLength: 0 },
  problem: value => (value === '' ? undefined : newPassword.problem(value)),
}

/**
 * Changes the user who is signed in: what is left out stays. A new password ends the user's other sessions. It and
 * what people sign in with need the current password, as `currentPassword`, or a login of the last 15 minutes.
 */
export function update(parts: Parts): Operation {
  const { wire } = parts
  const current = textRule(0, 1000, { format: 'password' })
  const passwords = [optionalField('password', passwordOrBlank, wire), optionalField('currentPassword', current, wire)]
  return {
    name: 'auth.update',
    method: 'PUT',
    path: '/auth/me',
    summary:
      'Change the user who is signed in. What is left out stays; a new password ends all other sessions. It, and another e-mail, need the current password or a login of the last 15 minutes.',
    module: 'auth',
    body: bodyCheck([...columnFields(parts, () => false), ...passwords], wire.extra),
    answer: userAnswer(parts),
    status: 200,
    allow: signedIn,
    limit: 'api',
    envelope: 'me',
    async run(call, ctx) {
      const { password, currentPassword, ...input } = call.body as Body
      const id = userOf(ctx)
      const session = ctx.accessToken === undefined ? undefined : await parts.tokens.session(ctx.accessToken)
      const login = await parts.users.label(id)
      const next = typeof password === 'string' && password !== '' ? password : undefined
      const renamed = otherLogin(parts, input, login)
      if (next !== undefined || renamed) await demandProof(parts, { id, session, password: currentPassword })
      if (next !== undefined) await checkNewPassword(next, [input.email, login], wire.name('password'))
      const hash = next === undefined ? undefined : await hashPassword(next)
      const user = await write(parts, ctx, { id, input, hash, session, renamed, login })
      return {
        kind: 'value',
        value: { user: user.view, accessToken: parts.cookies === undefined ? ctx.accessToken : null },
      }
    },
  }
}

/** Profile forms send what stays too. */
function otherLogin({ accounts }: Parts, input: Body, login: string): boolean {
  const given = input[accounts.login.key]
  return given !== undefined && given !== login
}

/** Seconds that a login proves who is there. */
const freshFor = 900

interface Proof {
  readonly id: string
  readonly session: string | undefined
  readonly password: unknown
}

/** Whoever has only found an open session has neither. */
async function demandProof(parts: Parts, { id, session, password }: Proof): Promise<void> {
  if (typeof password === 'string') return confirmPassword(parts, id, password)
  const isFresh = session !== undefined && (await parts.sessions.isFresh(session, freshFor))
  if (!isFresh) throw authErrors.AUTH_LOGIN_TOO_OLD()
}

interface Change {
  readonly id: string
  readonly input: Body
  /** Undefined where the password stays. */
  readonly hash: string | undefined
  /** The session that asks, and stays. */
  readonly session: string | undefined
  /** They sign in with another name or address from now on. */
  readonly renamed: boolean
  readonly login: string
}

/** Columns, password and sessions change together or not at all. */
async function write(parts: Parts, ctx: Context, change: Change): Promise<User> {
  const { id, hash, session } = change
  let user: User | undefined
  const columns = async (): Promise<void> => {
    user = await writeColumns(parts, ctx, change)
  }
  if (hash !== undefined) await setPassword(parts, ctx, { user: id, hash, kept: session ?? null, guard: columns })
  else await parts.database.transaction({ tenant: null }, columns)
  if (user === undefined) throw unauthenticated()
  return user
}

/** Another address is not confirmed yet; the old one is told, and its links are good for nothing any more. */
async function writeColumns(
  parts: Parts,
  ctx: Context,
  { id, input, renamed, login }: Change,
): Promise<User | undefined> {
  const { users, tickets, accounts, verifies } = parts
  const user = Object.keys(input).length === 0 ? await users.byId(id) : await users.update(id, input)
  if (!renamed || user === undefined) return user
  await users.unverify(id)
  await tickets.revokeAll(id)
  await mail(parts, ctx, { kind: 'emailChanged', user: id, to: login })
  const to = String(input[accounts.login.key])
  if (verifies !== 'no') await mail(parts, ctx, { kind: 'verify', user: id, to })
  return user
}
