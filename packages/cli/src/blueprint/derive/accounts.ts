import type { BlueprintTable, BlueprintTenancy } from '../blueprint.ts'
import { type BuiltIns, findBuiltIns } from './auth/built-in.ts'
import { findCookies } from './auth/cookies.ts'
import { type AuthAsks, findAuth } from './auth/operations.ts'
import type { Roles } from './auth/roles.ts'
import { sentLogin } from './auth/users.ts'
import { findEnvelope } from './dialect/envelope.ts'
import type { Ask, Facts } from './facts/facts.ts'
import type { Reserved } from './facts/reserved.ts'
import { snakeCase } from './facts/words.ts'
import { findTenancy, type Tenancy } from './tenancy/tenancy.ts'

/** What is built in: who signs in, what hangs on an account, and tenants. */
export interface Accounts {
  readonly auth: AuthAsks
  readonly builtIns: BuiltIns
  readonly tenancy: Tenancy | undefined
  /** Calls that nothing built in serves. */
  readonly free: readonly Ask[]
}

/** Login and its siblings, then what hangs on an account, then tenants. */
export function findAccounts(facts: Facts): Accounts {
  const { asks, links, casing } = facts
  const basic = findAuth(asks)
  const rest = without(asks, basic.values())
  const { itemStyle: style, listStyle } = findEnvelope(rest, [...basic.values()])
  const wire = casing === 'snake' ? snakeCase : (name: string) => name
  const cookie = findCookies(basic, facts)?.needed === true
  const builtIns = findBuiltIns(basic, rest, { style, identity: sentLogin(basic), wire, links, cookie })
  const auth = new Map([...basic, ...builtIns.asks])
  const left = without(asks, [...auth.values(), ...builtIns.refused.keys()])
  const tenancy = findTenancy({ ...facts, asks: left }, { auth, listStyle, wire })
  const free = without(asks, [...auth.values(), ...(tenancy?.asks.values() ?? [])])
  return { auth, builtIns, tenancy, free }
}

function without(asks: readonly Ask[], served: Iterable<Ask>): Ask[] {
  const known = new Set(served)
  return asks.filter(ask => !known.has(ask))
}

/** Calls that are meant for what is built in and cannot be served, with what to say of each. */
export function reservedBy({ refused }: BuiltIns, tenancy: Tenancy | undefined): [Ask, Reserved][] {
  return [
    ...[...refused].map(([ask, { reason }]): [Ask, Reserved] => [ask, { feature: 'auth', reason }]),
    ...[...(tenancy?.refused ?? [])].map(([ask, reason]): [Ask, Reserved] => [ask, { feature: 'tenancy', reason }]),
  ]
}

/**
 * Whoever makes a tenant gets a role in it, and what that permits counts for the tables of all tenants too: where there
 * are such tables it is the role of those who register. Nobody makes one where the frontend has no call for it.
 */
export function tenancyOf(tenancy: Tenancy, tables: readonly BlueprintTable[], roles: Roles): BlueprintTenancy {
  const shared = tables.some(({ name, tenant }) => name !== 'users' && tenant !== true)
  const made = tenancy.asks.has('tenants.create')
  return {
    from: [...tenancy.from],
    ...(made ? (shared && roles.initial !== undefined ? { founder: roles.initial } : {}) : { founder: false as const }),
    operations: Object.fromEntries([...tenancy.asks].map(([name, ask]) => [name, ask.key])),
    evidence: [...tenancy.evidence],
  }
}
