/** Tenants: who names one, which one counts, and who belongs to it. */
export { type Candidate, isReserved } from './candidate.ts'
export type { Changes } from './changes.ts'
export { tenancyErrors } from './errors.ts'
export type { Membership, Standing } from './members.ts'
export { isSlug, isTenantId } from './name.ts'
export {
  resolveTenancy,
  type SettingsShape,
  type TenancyConfig,
  type TenancyOptions,
  type TenantSource,
} from './options.ts'
export type { Plan, PlanOptions, PlansOptions } from './plans.ts'
export { requireTenant, settle, type Tenant } from './settle.ts'
/** What tenants keep, statement by statement. Changes run under `tenancy.changes.run`. */
export {
  type Invitation,
  lookInvitation,
  putInvitation,
  removeInvitation,
  removeInvitationTo,
} from './store/invitations.ts'
export { giveRole, isHeldOnce, join, leave, leaveAll, mostTenants } from './store/members.ts'
export { addRole, changeRole, findRole, isRoleUsed, mostRoles, removeRole } from './store/roles.ts'
export {
  endTenant,
  insertTenant,
  readSettings,
  restoreTenant,
  slugOf,
  tenantsOver,
  updateTenant,
  writeSettings,
} from './store/tenants.ts'
export { Tenancy, type TenancyParts } from './tenancy.ts'
