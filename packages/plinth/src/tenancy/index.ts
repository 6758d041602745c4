/** Tenants: who names one, which one counts, and who belongs to it. */
export type { Candidate } from './candidate.ts'
export { tenancyErrors } from './errors.ts'
export type { Membership } from './members.ts'
export { resolveTenancy, type TenancyConfig, type TenancyOptions, type TenantSource } from './options.ts'
export { requireTenant, settle, type Tenant } from './settle.ts'
export { Tenancy } from './tenancy.ts'
