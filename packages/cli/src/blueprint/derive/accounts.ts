import type { BlueprintTable, BlueprintTenancy } from '../blueprint.ts'
import { type BuiltIns, findBuiltIns } from './auth/built-in.ts'
import { findCookies } from './auth/cookies.ts'
import { type AuthAsks, type AuthName, findAuth } from './auth/operations.ts'
import type { Roles } from './auth/roles.ts'
import { fittingAuth } from './auth/unfit.ts'
import { sentLogin, shownLogin } from './auth/users.ts'
import { findEnvelope } from './dialect/envelope.ts'
import type { Ask, Facts } from './facts/facts.ts'
import type { Reserved } from './facts/reserved.ts'
import { snakeCase } from './facts/words.ts'
import { findTenancy, type Tenancy } from './tenancy/tenancy.ts'

/** What is built in: who signs in, what hangs on an account, and tenants. */
export interface Accounts {
  readonly auth: AuthAsks
  /** Operations of `auth` whose answers stand outside of what wraps the others. */
  readonly bare: ReadonlySet<AuthName>
  readonly builtIns: BuiltIns
  readonly tenancy: Tenancy | undefined
  /** Calls that nothing built in serves. */
  readonly free: readonly Ask[]
  /** True where people sign in, and not in the way in which the frontend asks for it. */
  readonly loginLeft: boolean
}

/** Login and its siblings, then what hangs on an account, then tenants. */
export function findAccounts(facts: Facts): Accounts {
  const { asks, links, casing } = facts
  const found = findAuth(asks)
  const rest = without(asks, found.values())
  const { itemStyle: style, listStyle } = findEnvelope(rest, [...found.values()])
  const wire = casing === 'snake' ? snakeCase : (name: string) => name
  const cookie = findCookies(found, facts)?.needed === true
  const { served, bare, refused } = fittingAuth(found, { style, cookie, casing })
  const login = found.get('auth.login')
  const loginLeft = login !== undefined && refused.has(login)
  // Whoever signs in is known from the login, whether it is served there or not.
  const basic = loginLeft ? new Map([['auth.login' as const, login], ...served]) : served
  const known = findBuiltIns(basic, rest, {
    style,
    identity: sentLogin(basic) ?? shownLogin(basic),
    wire,
    links,
    cookie,
  })
  const builtIns = { ...known, refused: new Map([...known.refused, ...refused]) }
  const auth = new Map([...basic, ...builtIns.asks])
  const left = without(asks, [...auth.values(), ...builtIns.refused.keys()])
  const tenancy = findTenancy({ ...facts, asks: left }, { auth, listStyle, wire })
  const kept = [...auth.values()].filter(ask => !refused.has(ask))
  const free = without(asks, [...kept, ...(tenancy?.asks.values() ?? [])])
  return { auth, bare, builtIns, tenancy, free, loginLeft }
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
