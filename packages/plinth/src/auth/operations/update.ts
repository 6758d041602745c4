import { signedIn } from '../../access/index.ts'
import { unauthenticated } from '../../errors/index.ts'
import { hashedId } from '../../observability/index.ts'
import type { Operation } from '../../operations/index.ts'
import { type Body, bodyCheck } from '../accounts/body.ts'
import { newPassword, type Rule } from '../accounts/rules.ts'
import type { User } from '../accounts/users.ts'
import { checkNewPassword } from '../passwords/check.ts'
import { hashPassword } from '../passwords/passwords.ts'
import { columnFields, optionalField, type Parts, userAnswer } from './parts.ts'

/** Profile forms send an empty password when it is to stay. */
const passwordOrBlank: Rule = {
  schema: { ...newPassword.schema, minLength: 0 },
  problem: value => (value === '' ? undefined : newPassword.problem(value)),
}

/** Changes the user who is signed in: what is left out stays. A new password ends the user's other sessions. */
export function update(parts: Parts): Operation {
  const { wire } = parts
  const fields = [...columnFields(parts, () => false), optionalField('password', passwordOrBlank, wire)]
  return {
    name: 'auth.update',
    method: 'PUT',
    path: '/auth/me',
    summary: 'Change the user who is signed in. What is left out stays; a new password ends all other sessions.',
    module: 'auth',
    body: bodyCheck(fields, wire.extra),
    answer: userAnswer(parts),
    status: 200,
    allow: signedIn,
    limit: 'api',
    envelope: 'me',
    async run(call, ctx) {
      const { actor, accessToken, log } = ctx
      if (actor.kind !== 'user' || actor.id === null) throw unauthenticated()
      const { password, ...input } = call.body as Body
      const isNew = typeof password === 'string' && password !== ''
      if (isNew)
        await checkNewPassword(password, [input.email, await parts.users.label(actor.id)], wire.name('password'))
      const hash = isNew ? await hashPassword(password) : null
      const own = accessToken === undefined ? null : ((await parts.tokens.session(accessToken)) ?? null)
      const user = await write(parts, { id: actor.id, input, hash, own })
      if (hash !== null) log.info({ user: hashedId(user.id) }, 'A user changed their password.')
      return {
        kind: 'value',
        value: { user: user.view, accessToken: parts.cookies === undefined ? accessToken : null },
      }
    },
  }
}

interface Change {
  readonly id: string
  readonly input: Body
  /** Null where the password stays. */
  readonly hash: string | null
  /** The session that asks, and stays. */
  readonly own: string | null
}

/** Columns, hash and sessions change together or not at all; tokens are revoked once they have. */
async function write({ database, users, sessions, tokens }: Parts, change: Change): Promise<User> {
  const { id, input, hash, own } = change
  let ended: string[] = []
  const user = await database.transaction({ tenant: null }, async () => {
    const found = Object.keys(input).length === 0 ? await users.byId(id) : await users.update(id, input)
    if (found === undefined) throw unauthenticated()
    if (hash !== null) {
      await users.keepHash(id, hash)
      ended = await sessions.endOthers(id, own, 'password')
    }
    return found
  })
  await tokens.revoke(...ended)
  return user
}
