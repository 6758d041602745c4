import type { Actor, PolicyNode } from '../access/index.ts'
import type { People, Wire } from '../auth/index.ts'
import type { Context } from '../context/index.ts'
import type { Database } from '../data/index.ts'
import { forbidden, notFound } from '../errors/index.ts'
import type { Log } from '../observability/index.ts'
import type { Answer, Call } from '../operations/index.ts'
import type { Tenancy } from '../tenancy/index.ts'
import type { ResolveTxt } from './registry/registry.ts'
import type { Settings } from './settings.ts'

/** What the operations of tenants are made of; `app/` hands it in. */
export interface TenantsParts {
  readonly database: Database
  readonly schema: Readonly<Record<string, unknown>>
  readonly tenancy: Tenancy
  readonly people: People
  readonly wire: Wire
  /** What the backend's policies ask for: a role of a tenant may name those permissions, and no others. */
  readonly policies: () => readonly PolicyNode[]
  /** Permissions about rows that all tenants share: nobody may get them by making a tenant. */
  readonly shared: ReadonlySet<string>
  /** Default silent. */
  readonly log?: Log
  /** Reads TXT records, to verify domains. Default: the system's resolver. */
  readonly resolveTxt?: ResolveTxt
  /** Runs in the transaction of a new membership, under the tenant's lock: what throws here keeps the member out. */
  readonly beforeJoin?: (tenant: string) => Promise<void>
}

/** The same, with what is compiled of it. */
export interface Parts extends TenantsParts {
  /** Role of whoever makes a tenant; at least one member has it. */
  readonly founder: string
  readonly settings: Settings
  readonly log: Log
}

/** The tenant of the path, which the actor is signed in to. Every other one does not exist. */
export function tenantOf({ params: { id } }: Call, { tenant }: Actor): string {
  if (tenant === null || id !== tenant) throw notFound('tenant')
  return tenant
}

/** The user who asks. Keys belong to no tenant: the people who made them do. */
export function userOf({ actor }: Context): string {
  if (actor.kind !== 'user' || actor.id === null) throw forbidden()
  return actor.id
}

/** An answer without a body. */
export const nothing: Answer = { kind: 'nothing', schema: {}, name: 'tenant', plural: 'tenants' }

/** What every operation of tenants has. */
export const common = { module: 'tenants', limit: 'api' } as const
