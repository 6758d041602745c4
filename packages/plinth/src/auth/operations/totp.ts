import { anyone, signedIn } from '../../access/index.ts'
import type { Context } from '../../context/index.ts'
import { forbidden } from '../../errors/index.ts'
import { hashedId } from '../../observability/index.ts'
import type { JsonSchema, Operation } from '../../operations/index.ts'
import { type Body, bodyCheck } from '../accounts/body.ts'
import { textRule } from '../accounts/rules.ts'
import { authErrors } from '../errors.ts'
import { verifyPassword } from '../passwords/passwords.ts'
import type { Ticket } from '../tickets/tickets.ts'
import { whoOf } from './login.ts'
import { fieldOf, nothing, optionalField, type Parts, userAnswer } from './parts.ts'

const text: JsonSchema = { type: 'string' }
const code = textRule(1, 40)

/** Says whether a login of the user needs a code. */
export function totpStatus({ totp }: Parts): Operation {
  return {
    ...common,
    name: 'auth.totp',
    method: 'GET',
    summary: 'Show whether signing in needs a code of an authenticator.',
    answer: item({ enabled: { type: 'boolean' } }),
    status: 200,
    run: async (_call, ctx) => ({ kind: 'value', value: { enabled: await totp.isOn(userOf(ctx)) } }),
  }
}

/** Begins: a secret for the authenticator. Nothing is asked at login before it is confirmed. */
export function beginTotp(parts: Parts): Operation {
  const { totp, users, wire } = parts
  return {
    ...common,
    name: 'auth.beginTotp',
    method: 'POST',
    summary: 'Set up an authenticator: a secret, to be confirmed with a first code.',
    body: bodyCheck([optionalField('password', textRule(0, 1000, { format: 'password' }), wire)], wire.extra),
    answer: item({ secret: text, uri: text }),
    status: 201,
    async run(call, ctx) {
      const user = userOf(ctx)
      const { password } = call.body as Body
      const hash = await users.hash(user)
      // Who has only found an open session must not lock its owner out.
      if (hash !== null && !(await verifyPassword(String(password ?? ''), hash))) {
        throw authErrors.AUTH_WRONG_CREDENTIALS()
      }
      return { kind: 'value', value: await totp.begin(user, await users.label(user)) }
    },
  }
}

/** Confirms with a first code: from here on logins need one. */
export function confirmTotp({ totp, wire }: Parts): Operation {
  return {
    ...common,
    name: 'auth.confirmTotp',
    method: 'POST',
    path: '/auth/totp/confirm',
    summary: 'Confirm an authenticator with its first code. Answers recovery codes, this once.',
    body: bodyCheck([fieldOf('code', code, wire)], wire.extra),
    answer: item({ [wire.name('recoveryCodes')]: { type: 'array', items: text } }),
    limit: 'auth',
    status: 200,
    async run(call, ctx) {
      const user = userOf(ctx)
      const codes = await totp.confirm(user, String((call.body as Body).code))
      ctx.log.info({ user: hashedId(user) }, 'A user turned a second factor on.')
      return { kind: 'value', value: { [wire.name('recoveryCodes')]: codes } }
    },
  }
}

/** Turns it off, with a code. */
export function removeTotp({ totp, wire }: Parts): Operation {
  return {
    ...common,
    name: 'auth.removeTotp',
    method: 'DELETE',
    summary: 'Turn the second factor off, with a code of the authenticator or a recovery code.',
    body: bodyCheck([fieldOf('code', code, wire)], wire.extra),
    answer: nothing,
    limit: 'auth',
    status: 204,
    async run(call, ctx) {
      const user = userOf(ctx)
      if (!(await totp.verify(user, String((call.body as Body).code)))) throw authErrors.AUTH_CODE_WRONG()
      await totp.remove(user)
      ctx.log.info({ user: hashedId(user) }, 'A user turned their second factor off.')
      return { kind: 'nothing' }
    },
  }
}

/** The second step of a login: the ticket of the first, and a code. */
export function loginSecond(parts: Parts): Operation {
  const { tickets, totp, users, signIn, delays, wire } = parts
  return {
    name: 'auth.loginSecond',
    method: 'POST',
    path: '/auth/login/second',
    summary: 'Finish signing in with a code of the authenticator, or a recovery code. Five wrong ones end the ticket.',
    module: 'auth',
    body: bodyCheck([fieldOf('ticket', textRule(1, 100), wire), fieldOf('code', code, wire)], wire.extra),
    answer: userAnswer(parts),
    status: 200,
    allow: anyone,
    limit: 'auth',
    token: 'ignored',
    envelope: 'session',
    async run(call, ctx) {
      const { ticket, code } = call.body as { ticket: string; code: string }
      const found = await tickets.look('second', ticket)
      if (found === undefined || found.user === null) throw authErrors.AUTH_TICKET_INVALID()
      const attempt = await delays.second(found.user, ctx.client)
      if (!(await totp.verify(found.user, code))) {
        await tickets.fail('second', ticket)
        ctx.log.info(whoOf(ctx, { id: found.user }), 'A login failed at its second factor.')
        throw authErrors.AUTH_CODE_WRONG()
      }
      await attempt.passed()
      const user = (await tickets.take('second', ticket)) && (await users.byId(found.user))
      if (user === undefined) throw authErrors.AUTH_TICKET_INVALID()
      const answer = await signIn.open({ ...user, ...changedOf(found.payload) }, found.tenant, ctx.client)
      ctx.log.info(whoOf(ctx, user), 'A user signed in with a second factor.')
      return answer
    },
  }
}

/** When the password was set that the first step was made with. */
const changedOf = ({ changed }: Ticket['payload']) => (typeof changed === 'string' ? { changed } : {})

const common = { module: 'auth', path: '/auth/totp', allow: signedIn, limit: 'api' } as const

function userOf({ actor }: Context): string {
  if (actor.kind !== 'user' || actor.id === null) throw forbidden()
  return actor.id
}

function item(properties: Readonly<Record<string, JsonSchema>>): Operation['answer'] {
  const schema = { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
  return { kind: 'item', name: 'totp', plural: 'totps', schema }
}
