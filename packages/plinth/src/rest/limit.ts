import type { Actor } from '../access/index.ts'
import { type Exchange, limitKey } from '../http/index.ts'
import type { Limit } from '../limits/index.ts'
import type { Operation } from '../operations/index.ts'
import type { RestParts } from './parts.ts'

/** Counts one request, and throws TOO_MANY_REQUESTS where that was one too many. */
export type CountRequest = (actor: Actor, exchange: Exchange) => Promise<void>

/** Which requests of signed-in people count besides those of their address. */
export interface ActorLimits {
  /** True where every user and every API key has a limit. */
  readonly user: boolean
  /** The limit of a tenant, by its plan; undefined where it has none. Left out, no tenant has one. */
  readonly tenant?: (tenant: string) => Required<Limit> | undefined
}

/**
 * The limits of one operation, once it is known who asks, compiled at boot; undefined where nothing is counted. Its
 * address was counted before anything was parsed.
 */
export function compileLimit({ limit }: Operation, parts: RestParts): CountRequest | undefined {
  if (limit === 'none') return undefined
  const steps: CountRequest[] = []
  if (limit === 'auth') steps.push(byAddress(parts))
  else if (limit !== 'api') steps.push(byActor(limit, parts))
  const { user = false, tenant } = parts.actorLimits ?? {}
  if (user) steps.push(byUser(parts))
  if (tenant !== undefined) steps.push(byTenant(tenant, parts))
  if (steps.length <= 1) return steps[0]
  return async (actor, exchange) => {
    for (const step of steps) await step(actor, exchange)
  }
}

/** Counts a full-text search, for operations that take one. */
export function compileSearchLimit({ limit, list }: Operation, parts: RestParts): CountRequest | undefined {
  return list?.search === true && limit !== 'none' && limit !== 'search' ? byActor('search', parts) : undefined
}

function byAddress({ limit }: RestParts): CountRequest {
  return async (_, exchange) => exchange.count(await limit('auth', limitKey(exchange.address)))
}

function byActor(name: 'uploads' | 'search' | 'export', { limit }: RestParts): CountRequest {
  return async (actor, exchange) => exchange.count(await limit(name, idOf(actor) ?? limitKey(exchange.address)))
}

function byUser({ limit }: RestParts): CountRequest {
  return async (actor, exchange) => {
    const id = idOf(actor)
    if (id !== null) exchange.count(await limit('user', id))
  }
}

function byTenant(limitOf: (tenant: string) => Required<Limit> | undefined, { limit }: RestParts): CountRequest {
  return async ({ kind, tenant }, exchange) => {
    if (tenant === null || kind === 'nobody') return
    const own = limitOf(tenant)
    if (own !== undefined) exchange.count(await limit('tenant', tenant, own))
  }
}

function idOf({ kind, id }: Actor): string | null {
  return id === null ? null : `${kind}:${id}`
}
