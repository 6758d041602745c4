import { signedIn } from '../../access/index.ts'
import type { Context } from '../../context/index.ts'
import { notFound, unauthenticated } from '../../errors/index.ts'
import type { JsonSchema, Operation } from '../../operations/index.ts'
import type { SessionView } from '../sessions/sessions.ts'
import { nothing, type Parts } from './parts.ts'

const text: JsonSchema = { type: 'string' }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const maybe: JsonSchema = { type: ['string', 'null'] }

/** Lists the open sessions of the user. */
export function listSessions({ sessions, tokens, wire }: Parts): Operation {
  const shape = {
    id: text,
    current: { type: 'boolean' },
    agent: maybe,
    address: maybe,
    createdAt: time,
    usedAt: time,
    expiresAt: time,
  }
  const properties = Object.fromEntries(Object.entries(shape).map(([key, schema]) => [wire.name(key), schema]))
  const shown = (session: SessionView, own: string | undefined): Record<string, unknown> => {
    const { id, ...rest } = session
    return Object.fromEntries(
      Object.entries({ id, current: id === own, ...rest }).map(([key, value]) => [wire.name(key), value]),
    )
  }
  return {
    name: 'auth.sessions',
    method: 'GET',
    path: '/auth/sessions',
    summary: 'Show where the user is signed in, the place used last first.',
    module: 'auth',
    answer: { kind: 'item', name: 'sessions', plural: 'sessions', schema: listOf(properties) },
    status: 200,
    allow: signedIn,
    limit: 'api',
    async run(_call, ctx) {
      const own = await current(ctx, tokens)
      const found = await sessions.list(userOf(ctx))
      return { kind: 'value', value: found.map(session => shown(session, own)) }
    },
  }
}

function listOf(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return {
    type: 'array',
    items: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
  }
}

/** Ends one session of the user. Those of others do not exist. */
export function endSession({ sessions, tokens }: Parts): Operation {
  return {
    name: 'auth.endSession',
    method: 'DELETE',
    path: '/auth/sessions/:id',
    summary: 'End one session of the user.',
    module: 'auth',
    answer: nothing,
    status: 204,
    allow: signedIn,
    limit: 'api',
    async run({ params: { id = '' } }, ctx) {
      if (!isSession(id) || !(await sessions.endOwn(id, userOf(ctx)))) throw notFound('session')
      await tokens.revoke(id)
      return { kind: 'nothing' }
    },
  }
}

/** Ends every session of the user but the one that asks. */
export function endOtherSessions({ sessions, tokens }: Parts): Operation {
  return {
    name: 'auth.endOtherSessions',
    method: 'DELETE',
    path: '/auth/sessions',
    summary: 'End every session of the user but this one.',
    module: 'auth',
    answer: nothing,
    status: 204,
    allow: signedIn,
    limit: 'api',
    async run(_call, ctx) {
      const own = (await current(ctx, tokens)) ?? null
      await tokens.revoke(...(await sessions.endOthers(userOf(ctx), own, 'user')))
      return { kind: 'nothing' }
    },
  }
}

const isSession = (id: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)

/** The session that asks. */
async function current({ accessToken }: Context, tokens: Parts['tokens']): Promise<string | undefined> {
  return accessToken === undefined ? undefined : tokens.session(accessToken)
}

function userOf({ actor }: Context): string {
  if (actor.kind !== 'user' || actor.id === null) throw unauthenticated()
  return actor.id
}
