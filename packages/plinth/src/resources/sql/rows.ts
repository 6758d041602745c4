import type { Table } from '../model/table.ts'
import type { At } from './draft.ts'
import { allOf } from './predicate.ts'

/** Conditions, and what stands between the table and them: a join, or what is set. */
export interface Narrowed {
  readonly where: readonly string[]
  readonly middle: string
}

/**
 * `"papers" t where t."tenant_id" = $1::uuid and …`: rows of a table, for after `from`, `update` and `delete from`. The
 * one place where a table gets its alias, so that none comes without its tenant. Row-level security says the same once
 * more; neither leans on the other.
 */
export function rowsSql(table: Table, at: At, narrowed: readonly string[] | Narrowed): string {
  const { where, middle } = 'middle' in narrowed ? narrowed : { where: narrowed, middle: '' }
  return `${table.sql} ${at.alias}${middle} where ${allOf([tenantSql(table, at), ...where])}`
}

function tenantSql({ tenant }: Table, { alias, draft }: At): string {
  return tenant === undefined ? 'true' : `${alias}.${tenant.sql} = ${draft.tenant(tenant)}`
}
