import { signedIn } from '../../access/index.ts'
import type { Context } from '../../context/index.ts'
import { forbidden, notFound } from '../../errors/index.ts'
import { hashedId } from '../../observability/index.ts'
import type { JsonSchema, Operation } from '../../operations/index.ts'
import { type Body, bodyCheck } from '../accounts/body.ts'
import { type Rule, textRule } from '../accounts/rules.ts'
import { fieldOf, nothing, optionalField, type Parts } from './parts.ts'

const text: JsonSchema = { type: 'string' }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const moment: JsonSchema = { type: ['string', 'null'], format: 'date-time' }
const shape = {
  id: text,
  name: text,
  prefix: text,
  scopes: { type: 'array', items: text },
  createdAt: time,
  expiresAt: moment,
  usedAt: moment,
} satisfies Record<string, JsonSchema>

const scopeForm = /^(?:\*|(?:\*|[\w-]+):(?:\*|[\w-]+))$/
const mostScopes = 100

const scopesRule: Rule = {
  schema: { type: 'array', items: { type: 'string', pattern: scopeForm.source }, minItems: 1, maxItems: mostScopes },
  problem(value) {
    const fits = Array.isArray(value) && value.length > 0 && value.length <= mostScopes
    if (fits && value.every(scope => typeof scope === 'string' && scopeForm.test(scope))) return undefined
    return `Must be 1 to ${mostScopes} scopes such as orders:read, orders:* or *.`
  },
}

const later: Rule = {
  schema: { type: 'string', format: 'date-time' },
  problem(value) {
    const at =
      typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(value)
        ? Date.parse(value)
        : Number.NaN
    return at > Date.now() ? undefined : 'Must be a time to come, such as 2030-01-31T00:00:00Z.'
  },
}

/** Lists the API keys that the user made, in the tenant that they are signed in to. */
export function listKeys({ keys, wire }: Parts): Operation {
  return {
    ...common,
    name: 'auth.keys',
    method: 'GET',
    path: '/auth/keys',
    summary: 'Show the API keys that the user made.',
    answer: { kind: 'item', name: 'keys', plural: 'keys', schema: { type: 'array', items: objectOf(shape, wire) } },
    status: 200,
    async run(_call, ctx) {
      const found = await keys.list(userOf(ctx), ctx.actor.tenant)
      return { kind: 'value', value: found.map(key => named(key, wire)) }
    },
  }
}

/** Makes an API key. Its text is in this one answer only. */
export function createKey({ keys, wire }: Parts): Operation {
  const fields = [
    fieldOf('name', textRule(1, 100), wire),
    fieldOf('scopes', scopesRule, wire),
    optionalField('expiresAt', later, wire),
  ]
  return {
    ...common,
    name: 'auth.createKey',
    method: 'POST',
    path: '/auth/keys',
    summary:
      'Make an API key. It may do what its scopes name, as far as its maker may. The key itself is shown this once.',
    body: bodyCheck(fields, wire.extra),
    answer: { kind: 'item', name: 'key', plural: 'keys', schema: objectOf({ ...shape, key: text }, wire) },
    status: 201,
    async run(call, ctx) {
      const { name, scopes, expiresAt = null } = call.body as Body & { name: string; scopes: string[] }
      const user = userOf(ctx)
      const made = await keys.make({
        user,
        tenant: ctx.actor.tenant,
        name,
        scopes,
        expiresAt: expiresAt as string | null,
      })
      ctx.log.info({ user: hashedId(user), key: made.prefix }, 'A user made an API key.')
      return { kind: 'value', value: named(made, wire) }
    },
  }
}

/** Revokes an API key of the user. Those of others do not exist. */
export function revokeKey({ keys, tokens }: Parts): Operation {
  return {
    ...common,
    name: 'auth.revokeKey',
    method: 'DELETE',
    path: '/auth/keys/:id',
    summary: 'Revoke an API key. Requests with it are refused within a second.',
    answer: nothing,
    status: 204,
    async run({ params: { id = '' } }, ctx) {
      if (!isId(id) || !(await keys.revoke(id, userOf(ctx), ctx.actor.tenant))) throw notFound('key')
      await tokens.revoke(id)
      return { kind: 'nothing' }
    },
  }
}

const common = { module: 'auth', allow: signedIn, limit: 'api' } as const

const isId = (id: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)

/** Keys make no keys: only people do. */
function userOf({ actor }: Context): string {
  if (actor.kind !== 'user' || actor.id === null) throw forbidden()
  return actor.id
}

function objectOf(properties: Readonly<Record<string, JsonSchema>>, wire: Parts['wire']): JsonSchema {
  const named = Object.fromEntries(Object.entries(properties).map(([key, schema]) => [wire.name(key), schema]))
  return { type: 'object', properties: named, required: Object.keys(named), additionalProperties: false }
}

function named(value: object, wire: Parts['wire']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [wire.name(key), each]))
}
