import { permits } from '../access/index.ts'
import type { Service } from '../lifecycle/index.ts'
import { silentLog } from '../observability/index.ts'
import type { Operation } from '../operations/index.ts'
import { tenancyErrors } from '../tenancy/index.ts'
import type { CurrentTenant, RegisteredSettings } from './context.ts'
import { guarded } from './ending.ts'
import { endingOperations } from './operations/ending.ts'
import { invitationOperations } from './operations/invitations.ts'
import { memberOperations } from './operations/members.ts'
import { roleOperations } from './operations/roles.ts'
import { settingsOperations } from './operations/settings.ts'
import { changeTenant, createTenant, getTenant, listTenants } from './operations/tenants.ts'
import type { Parts, TenantsParts } from './parts.ts'
import { Registry } from './registry/registry.ts'
import { Settings } from './settings.ts'
import { tenantSweep } from './sweep.ts'
import { counted } from './usage/counted.ts'
import { Requests } from './usage/requests.ts'
import { showUsage } from './usage/usage.ts'

/** The tenants of one backend, as clients see them. */
export interface Tenants {
  readonly operations: readonly Operation[]
  /** What watches changes of tenants, and removes what is over. */
  readonly services: readonly Service[]
  /** `ctx.tenant` of a context in that tenant. */
  current(tenant: string | null): CurrentTenant | null
  /** An operation that is refused while its tenant is about to end. */
  guarded(operation: Operation): Operation
  /** What an operator does with tenants: `plinth tenants`. */
  readonly registry: Registry
  /** Removes now what is over. */
  sweep(): Promise<void>
}

/** Compiles them once, at boot, where `tenancy` and `auth` are on. */
export function compileTenants(given: TenantsParts): Tenants {
  const { database, tenancy, log = silentLog } = given
  const settings = new Settings(database, tenancy)
  const parts: Parts = { ...given, founder: founderOf(given), settings, log }
  const sweep = tenantSweep(parts)
  const requests = new Requests({ database, plans: tenancy.config.plans, log })
  return Object.freeze({
    operations: operationsOf(parts),
    services: [
      tenancy.changes.service(),
      ...(tenancy.domains === undefined ? [] : [tenancy.domains.service()]),
      sweep,
      requests.service(),
    ],
    registry: new Registry(database, tenancy, given.resolveTxt),
    current: (tenant: string | null) =>
      tenant === null ? null : { id: tenant, settings: () => settings.of(tenant) as Promise<RegisteredSettings> },
    guarded: (operation: Operation) => guarded(counted(operation, requests), tenancy),
    sweep: () => sweep.round(),
  })
}

function operationsOf(parts: Parts): Operation[] {
  return [
    ...(parts.tenancy.config.founder === false ? [] : [createTenant(parts)]),
    listTenants(parts),
    getTenant(parts),
    changeTenant(parts),
    ...settingsOperations(parts),
    ...memberOperations(parts),
    ...invitationOperations(parts),
    ...roleOperations(parts),
    ...endingOperations(parts),
    showUsage(parts),
  ]
}

/**
 * The role that is named, else the first of the code that may do everything, else `admin`. Anybody has it who makes a
 * tenant, so where tenants are made by asking it may touch nothing that all tenants share.
 */
function founderOf({ tenancy, shared, people: { roles } }: TenantsParts): string {
  const { founder } = tenancy.config
  const role = typeof founder === 'string' ? founder : Object.keys(roles).find(each => roles[each]?.includes('*'))
  if (typeof founder === 'string' && !Object.hasOwn(roles, founder)) throw unfit(`auth.roles has no ${founder}`)
  const permissions = roles[role ?? ''] ?? []
  const reached = [...shared].filter(permission => permits({ permissions }, permission))
  if (founder !== false && reached.length > 0)
    throw unfit(
      `who makes a tenant gets the role ${role}, and with it ${reached.slice(0, 3).join(', ')}, which is about rows of all tenants. Name a role that may not, or set it to false`,
    )
  return role ?? 'admin'
}

function unfit(reason: string): Error {
  return tenancyErrors.TENANCY_UNFIT({ option: 'founder', reason })
}
