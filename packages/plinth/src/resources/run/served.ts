import type { Actor } from '../../access/index.ts'
import type { Database, Scope } from '../../data/index.ts'
import { requireTenant } from '../../tenancy/index.ts'
import type { ResourceModel, Wire } from '../model/model.ts'
import type { Asker } from '../sql/draft.ts'
import type { Statements } from '../sql/statements.ts'

/** A resource, and what it runs on. */
export interface Served {
  readonly model: ResourceModel
  readonly statements: Statements
  readonly database: Database
  readonly wire: Wire
}

/** One row: the value of its id, and that of its parent where the path is nested. */
export interface Target {
  readonly id: unknown
  readonly parent?: string | undefined
}

/** A client, through a door. */
export function asClient(actor: Actor): Asker {
  return { actor, trusted: false, plain: false }
}

/** The tenant that a statement sees. TENANT_NEEDED for a tenant table where none was settled. */
export function scopeOf({ table }: Pick<ResourceModel, 'table'>, { actor }: Asker): Scope {
  return { tenant: table.tenant === undefined ? actor.tenant : requireTenant(actor) }
}
