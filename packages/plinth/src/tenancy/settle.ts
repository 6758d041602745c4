import type { Actor } from '../access/index.ts'
import { tenancyErrors } from './errors.ts'

/** A tenant by both of its names. */
export interface Tenant {
  readonly id: string
  /** Its name in hosts and headers; null for a tenant that is only known by its id. */
  readonly slug: string | null
}

/**
 * The tenant of a signed-in request: the token's claim, always. A candidate only agrees with it or is refused:
 * TENANT_MISMATCH when the claim is another, TENANT_FORBIDDEN when there is no claim. Neither claim nor candidate is
 * null, or TENANT_NEEDED where one is `required`.
 */
export function settle(claim: Tenant | null, candidate: string | null, required = false): string | null {
  if (claim === null) {
    if (candidate !== null) throw tenancyErrors.TENANT_FORBIDDEN()
    if (required) throw tenancyErrors.TENANT_NEEDED()
    return null
  }
  if (candidate !== null && candidate !== claim.id && candidate !== claim.slug) throw tenancyErrors.TENANT_MISMATCH()
  return claim.id
}

/** The actor's tenant; TENANT_NEEDED where none was settled. For everything that works on tenant tables. */
export function requireTenant(actor: Actor): string {
  if (actor.tenant === null) throw tenancyErrors.TENANT_NEEDED()
  return actor.tenant
}
