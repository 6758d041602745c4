import { signedIn } from '../../access/index.ts'
import { unauthenticated } from '../../errors/index.ts'
import { hashedId } from '../../observability/index.ts'
import type { JsonSchema, Operation } from '../../operations/index.ts'
import { type Body, bodyCheck } from '../accounts/body.ts'
import { removeUser } from '../accounts/removal.ts'
import { textRule } from '../accounts/rules.ts'
import { authEvents } from '../events.ts'
import { shutOut } from '../sessions/shut.ts'
import { nothing, optionalField, type Parts } from './parts.ts'
import { confirmPassword, userOf } from './password.ts'

/** Deletes the account of who is signed in, with all that auth keeps of it. AUTH_IN_USE names what is in the way. */
export function deleteAccount(parts: Parts): Operation {
  const { users, cookies, wire } = parts
  return {
    name: 'auth.delete',
    method: 'DELETE',
    path: '/auth/me',
    summary: 'Delete the account: sessions, keys and memberships go with it, and what its tables delete along.',
    module: 'auth',
    body: bodyCheck([optionalField('password', textRule(0, 1000, { format: 'password' }), wire)], wire.extra),
    answer: nothing,
    status: 204,
    allow: signedIn,
    limit: 'auth',
    async run(call, ctx) {
      const user = userOf(ctx)
      if ((await users.hash(user)) !== null)
        await confirmPassword(parts, user, String((call.body as Body).password ?? ''))
      await shutOut(parts, {
        user,
        kept: null,
        reason: 'deleted',
        change: async () => {
          await removeUser(parts, user)
          await ctx.events.emit(authEvents.deleted, { user })
        },
      })
      ctx.log.info({ user: hashedId(user) }, 'A user deleted their account.')
      return { kind: 'nothing', cookies: cookies?.clear() ?? [] }
    },
  }
}

const list: JsonSchema = { type: 'array', items: { type: 'object' } }

/** Gives who is signed in all that is kept about them (GDPR, article 20). */
export function exportAccount({ users, sessions, keys, holdings, tenancy, wire }: Parts): Operation {
  const rows: JsonSchema = {
    type: 'object',
    additionalProperties: { type: 'object', properties: { rows: list, more: { type: 'boolean' } } },
  }
  const properties = { user: { type: 'object' }, sessions: list, keys: list, memberships: list, rows }
  return {
    name: 'auth.export',
    method: 'GET',
    path: '/auth/me/export',
    summary: 'Take along all that is kept about the user: profile, sessions, keys, memberships and rows of theirs.',
    module: 'auth',
    answer: {
      kind: 'item',
      name: 'export',
      plural: 'exports',
      schema: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
    },
    status: 200,
    allow: signedIn,
    limit: 'export',
    async run(_call, ctx) {
      const id = userOf(ctx)
      const user = await users.byId(id)
      if (user === undefined) throw unauthenticated()
      const memberships = (await tenancy?.memberships(id)) ?? []
      const tenants = memberships.map(({ id }) => id)
      const made = await Promise.all([null, ...tenants].map(tenant => keys.list(id, tenant)))
      const value = {
        user: user.view,
        sessions: named(await sessions.list(id), wire),
        keys: named(made.flat(), wire),
        memberships: named(memberships, wire),
        rows: await holdings.of(id, tenants),
      }
      return { kind: 'value', value }
    },
  }
}

function named(values: readonly object[], wire: Parts['wire']): object[] {
  return values.map(value => Object.fromEntries(Object.entries(value).map(([key, each]) => [wire.name(key), each])))
}
