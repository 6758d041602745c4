import { AsyncLocalStorage } from 'node:async_hooks'
import { currentContext } from '../../context/index.ts'
import type { Scope } from '../../data/index.ts'
import { tenancyErrors } from '../../tenancy/index.ts'

const nowhere: Scope = Object.freeze({ tenant: null })

/**
 * Where users are at home: in no tenant, or each in one (`tenancy.users: 'perTenant'`). There it is the tenant of who
 * asks: the claim of their token, else the one that the request names. Row-level security does the rest: outside of
 * their tenant nobody is found.
 */
export class Home {
  /** True where each user belongs to one tenant. */
  readonly perTenant: boolean
  readonly #within = new AsyncLocalStorage<Scope>()

  constructor(perTenant: boolean) {
    this.perTenant = perTenant
  }

  /** The scope of every statement about users. TENANT_NEEDED where users have tenants and none is settled. */
  scope(): Scope {
    if (!this.perTenant) return nowhere
    const within = this.#within.getStore()
    if (within !== undefined) return within
    const tenant = currentContext()?.actor.tenant ?? null
    if (tenant === null) throw tenancyErrors.TENANT_NEEDED()
    return { tenant }
  }

  /** What is only good for this tenant bears it; null where users have none. */
  tenant(): string | null {
    return this.scope().tenant
  }

  /** Runs `work` in that tenant, whoever asks: for sessions and keys, which know their own, and for commands. */
  within<T>(tenant: string | null, work: () => T): T {
    return this.perTenant && tenant !== null ? this.#within.run(Object.freeze({ tenant }), work) : work()
  }
}
