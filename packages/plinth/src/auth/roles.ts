import type { Log } from '../observability/index.ts'
import type { Standing } from '../tenancy/index.ts'

/** Roles with what they permit together. Frozen, and the same object for the same roles. */
export interface Grant {
  readonly roles: readonly string[]
  readonly permissions: readonly string[]
}

/** Distinct sets of roles that are remembered. They come from our own tables, so there are few. */
const MOST = 1000

/** What roles permit, resolved once for each set of roles. */
export class Roles {
  readonly #permissions: ReadonlyMap<string, readonly string[]>
  readonly #log: Log
  readonly #grants = new Map<string, Grant>()
  readonly #warned = new Set<string>()

  constructor(roles: Readonly<Record<string, readonly string[]>>, log: Log) {
    this.#permissions = new Map(Object.entries(roles))
    this.#log = log
  }

  /** True for a role that the code names. */
  has(role: string): boolean {
    return this.#permissions.has(role)
  }

  /** What a membership permits today. A role of the code wins over one of the tenant that has its name. */
  within({ role, permissions }: Standing): Grant {
    if (permissions === null || this.has(role)) return this.grant([role])
    return Object.freeze({ roles: Object.freeze([role]), permissions: Object.freeze([...permissions]) })
  }

  /** The permissions of these roles together. An unknown role permits nothing, and is logged once. */
  grant(roles: readonly string[]): Grant {
    const key = JSON.stringify(roles)
    const known = this.#grants.get(key)
    if (known !== undefined) return known
    const permissions = new Set(roles.flatMap(role => this.#permissions.get(role) ?? this.#unknown(role)))
    const grant = Object.freeze({ roles: Object.freeze([...roles]), permissions: Object.freeze([...permissions]) })
    if (this.#grants.size < MOST) this.#grants.set(key, grant)
    return grant
  }

  #unknown(role: string): readonly string[] {
    if (this.#warned.has(role) || this.#warned.size >= MOST) return []
    this.#warned.add(role)
    this.#log.warn({ role }, 'A user has a role that auth.roles does not name; it permits nothing.')
    return []
  }
}
