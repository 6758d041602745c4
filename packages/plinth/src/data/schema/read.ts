import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { orm, pg } from './drizzle.ts'
import { schemaErrors } from './errors.ts'
import type { ColumnModel, TableModel } from './model.ts'
import { type OwnColumn, readColumn } from './read-column.ts'
import {
  readChecks,
  readForeignKeys,
  readIndex,
  readPrimaryKey,
  readUniques,
  type TableConfig,
} from './read-constraints.ts'

type Constraints = Pick<TableModel, 'indexes' | 'uniques' | 'foreignKeys' | 'checks'> &
  Partial<Pick<TableModel, 'primaryKey'>>

/**
 * Every table of a schema module as plain data, in the order of its exports. The only reader of Drizzle's objects:
 * what is no table is passed over. Refuses what the migrations could not keep (SCHEMA_UNSUPPORTED), and two tables or
 * columns of one name (SCHEMA_AMBIGUOUS).
 */
export function readTables(schema: Readonly<Record<string, unknown>>): TableModel[] {
  const models = new Map<PgTable, TableModel>()
  for (const [key, value] of Object.entries(schema)) {
    if (orm.is(value, pg.PgTable) && !models.has(value)) models.set(value, readTable(key, value))
  }
  const tables = [...models.values()]
  refuseTwice(
    tables.map(table => table.name),
    'Table',
  )
  refuseUnknown(tables)
  refuseTwice(
    tables.flatMap(table => table.indexes.map(index => index.name)),
    'Index',
  )
  return tables
}

function readTable(key: string, table: PgTable): TableModel {
  const config = pg.getTableConfig(table)
  refuseUnsupported(config)
  const own = Object.entries(orm.getTableColumns(table)).map(([name, column]) => readColumn(name, column as PgColumn))
  refuseTwice(
    own.map(column => column.name),
    `Column of ${config.name}:`,
  )
  const constraints = readConstraints(config, own)
  const tenant = own.find(column => column.role === 'tenant')?.name
  return {
    key,
    name: config.name,
    columns: own.map(column => complete(column, constraints, tenant)),
    ...constraints,
    tenant: tenant !== undefined,
  }
}

function readConstraints(config: TableConfig, own: readonly OwnColumn[]): Constraints {
  const primaryKey = readPrimaryKey(config)
  const required = own.filter(column => column.notNull).map(column => column.name)
  const notNull = new Set([...required, ...(primaryKey?.columns ?? [])])
  return {
    ...(primaryKey === undefined ? {} : { primaryKey }),
    indexes: config.indexes.map(index => readIndex(index, { name: config.name, notNull })),
    uniques: readUniques(config),
    foreignKeys: readForeignKeys(config),
    checks: readChecks(config),
  }
}

function complete(column: OwnColumn, constraints: Constraints, tenant: string | undefined): ColumnModel {
  const { primaryKey, indexes, uniques, foreignKeys } = constraints
  const alone = (columns: readonly unknown[] | undefined) => columns?.length === 1 && columns[0] === column.name
  const inTenant = (columns: readonly unknown[]) =>
    alone(columns) || (tenant !== undefined && alone(columns.filter(name => name !== tenant)))
  const primary = primaryKey?.columns.includes(column.name) === true
  const full = indexes.filter(index => index.unique && index.where === undefined)
  const key = foreignKeys.find(foreign => alone(foreign.columns))
  return {
    ...column,
    notNull: column.notNull || primary,
    primary,
    unique:
      inTenant(primaryKey?.columns ?? []) ||
      uniques.some(unique => inTenant(unique.columns)) ||
      full.some(index => inTenant(index.parts.map(part => part.column))),
    ...(key === undefined ? {} : { references: { table: key.table, column: key.foreignColumns[0] as string } }),
  }
}

function refuseUnsupported({ name, schema, policies }: TableConfig): void {
  if (schema !== undefined) {
    const mend = 'Keep tables in the public schema.'
    throw schemaErrors.SCHEMA_UNSUPPORTED({ table: name, what: `the PostgreSQL schema ${schema}`, mend })
  }
  if (policies.length > 0) {
    const mend = 'Use tenantId(), or write the policy in a migration of your own.'
    throw schemaErrors.SCHEMA_UNSUPPORTED({ table: name, what: 'pgPolicy', mend })
  }
}

function refuseTwice(names: readonly string[], what: string): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw schemaErrors.SCHEMA_AMBIGUOUS({ what: `${what} ${twice}` })
}

function refuseUnknown(tables: readonly TableModel[]): void {
  const names = new Set(tables.map(table => table.name))
  for (const { name: table, foreignKeys } of tables) {
    const key = foreignKeys.find(foreign => !names.has(foreign.table))
    if (key === undefined) continue
    const what = `a foreign key to the table ${key.table}, which the schema does not export,`
    throw schemaErrors.SCHEMA_UNSUPPORTED({ table, what, mend: 'Export that table from the schema.' })
  }
}
