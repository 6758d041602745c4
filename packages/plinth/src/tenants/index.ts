import './context.ts'

/** What tenants can do with themselves: members, invitations, roles, settings, and how they end. */
export { compileTenants, type Tenants } from './compile.ts'
export type { CurrentTenant, RegisteredSettings } from './context.ts'
export { tenantsErrors } from './errors.ts'
export type { TenantsParts } from './parts.ts'
export { registryErrors } from './registry/errors.ts'
export type { RegisteredTenant, Registry, ResolveTxt, TenantDomain } from './registry/registry.ts'
