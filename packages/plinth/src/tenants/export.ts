import type { Database } from '../data/index.ts'
import { quoteName, quoteText, readTables, type TableModel } from '../data/schema/index.ts'
import { isSecretName } from '../observability/index.ts'
import { printSql } from '../resources/index.ts'
import type { Parts } from './parts.ts'

/** Rows of a table in an answer with all of them, and in one with it alone: the rest is asked for table by table. */
export const mostRows = { all: 1000, one: 10_000 } as const

/** Which rows of a tenant's table are read. */
export interface Piece {
  readonly tenant: string
  readonly offset: number
  readonly limit: number
}

/** Reads a tenant's rows. */
export interface TenantExport {
  /** Names of the tables on the wire. */
  readonly tables: readonly string[]
  /** `{ "rows": […], "more": … }` of a table, as JSON text. */
  rows(table: string, piece: Piece): Promise<string>
}

/** Every tenant table, in the formats of resources; columns that are named like a secret are left out. */
export function tenantExport({ database, schema, wire }: Parts): TenantExport {
  const tables = readTables(schema).filter(table => table.tenant)
  const texts = new Map(tables.map(table => [wire.name(table.key), textOf(table, wire)]))
  return {
    tables: [...texts.keys()],
    rows: (table, piece) => read(database, texts.get(table) ?? '', piece),
  }
}

async function read(database: Database, text: string, { tenant, offset, limit }: Piece): Promise<string> {
  const [row] = await database.write<{ item: string }>({ text }, [tenant, limit, offset], { tenant })
  return row?.item ?? '{}'
}

function textOf(table: TableModel, { name, bigNumbers }: Parts['wire']): string {
  const shown = table.columns.filter(({ key, role }) => !isSecretName(key) && role !== 'tenant')
  const tenant = table.columns.find(({ role }) => role === 'tenant')
  // Functions take 100 arguments: an object of two columns each, joined.
  const members = shown.map(column => {
    const value = printSql(column, `t.${quoteName(column.name)}`, bigNumbers)
    return `jsonb_build_object(${quoteText(name(column.key))}, ${value})`
  })
  const keys = table.primaryKey?.columns ?? shown.map(column => column.name)
  const order = keys.map(key => `t.${quoteName(key)}`).join(', ')
  return `with page as (
      select ${members.join(' || ') || `'{}'::jsonb`} as item, row_number() over (order by ${order || '1'}) as n
      from ${quoteName(table.name)} t where t.${quoteName(tenant?.name ?? 'tenant_id')}::text = $1
      order by n limit $2::int + 1 offset $3::int)
    select json_build_object('rows', coalesce(json_agg(item order by n) filter (where n <= $3::int + $2::int), '[]'),
      'more', count(*) > $2::int)::text as item from page`
}
