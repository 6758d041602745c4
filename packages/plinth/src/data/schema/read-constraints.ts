import type { SQL } from 'drizzle-orm'
import type { getTableConfig, Index, IndexedColumn } from 'drizzle-orm/pg-core'
import { orm } from './drizzle.ts'
import { expressionText } from './expression.ts'
import { isEverywhere } from './mark.ts'
import type { CheckModel, ForeignKeyModel, IndexModel, IndexPart, PrimaryKeyModel, UniqueModel } from './model.ts'
import { columnName, constraintName, type NamedColumn } from './name.ts'

/** A table as Drizzle tells of it. */
export type TableConfig = ReturnType<typeof getTableConfig>

/** Reads the primary key, of one column or of several. */
export function readPrimaryKey({ name: table, columns, primaryKeys }: TableConfig): PrimaryKeyModel | undefined {
  const declared = primaryKeys[0]
  const members = declared?.columns ?? columns.filter(column => column.primary)
  if (members.length === 0) return undefined
  return { name: declared?.name ?? constraintName(table, [], 'pkey'), columns: members.map(columnName) }
}

/** Reads unique constraints: those of single columns first. */
export function readUniques({ name: table, columns, uniqueConstraints }: TableConfig): UniqueModel[] {
  const single = columns
    .filter(column => column.isUnique)
    .map(column => ({
      columns: [column],
      name: column.uniqueName,
      nullsNotDistinct: column.uniqueType === 'not distinct',
    }))
  return [...single, ...uniqueConstraints].map(unique => {
    // Drizzle has put its own default in by now, made of keys. Only a name that somebody gave is kept.
    const drizzles = `${table}_${unique.columns.map(column => column.name).join('_')}_unique`
    const names = unique.columns.map(columnName)
    const name =
      unique.name === undefined || unique.name === drizzles ? constraintName(table, names, 'unique') : unique.name
    return { name, columns: names, nullsNotDistinct: unique.nullsNotDistinct }
  })
}

/** Reads foreign keys, both of columns and of the table. */
export function readForeignKeys({ name: table, foreignKeys }: TableConfig): ForeignKeyModel[] {
  return foreignKeys.map(key => {
    const { name, columns, foreignTable, foreignColumns } = key.reference()
    const names = columns.map(columnName)
    return {
      name: name ?? constraintName(table, names, 'fk'),
      columns: names,
      table: orm.getTableName(foreignTable),
      foreignColumns: foreignColumns.map(columnName),
      onUpdate: key.onUpdate ?? 'no action',
      onDelete: key.onDelete ?? 'no action',
    }
  })
}

/** Reads checks. */
export function readChecks({ checks }: TableConfig): CheckModel[] {
  return checks.map(check => ({ name: check.name, expression: expressionText(check.value) }))
}

/** The table that an index stands on: its SQL name, and the columns that are never null. */
export interface IndexedTable {
  readonly name: string
  readonly notNull: ReadonlySet<string>
}

/** Reads one Drizzle index. */
export function readIndex({ config }: Index, table: IndexedTable): IndexModel {
  const method = config.method ?? 'btree'
  const parts = config.columns.map(part => readPart(part, method, table.notNull))
  const names = parts.map((part, at) => part.column ?? `expression${at === 0 ? '' : at + 1}`)
  const storage = Object.entries(config.with ?? {}).map(([name, value]) => `${name} = ${value}`)
  const ending = config.unique ? 'unique_index' : method === 'btree' ? 'index' : method
  return {
    name: config.name ?? constraintName(table.name, names, ending),
    unique: config.unique,
    method,
    parts,
    concurrently: config.concurrently === true,
    ...(isEverywhere(config) ? { everywhere: true as const } : {}),
    ...(config.where === undefined ? {} : { where: expressionText(config.where) }),
    ...(storage.length === 0 ? {} : { with: storage.join(', ') }),
  }
}

function readPart(part: Partial<IndexedColumn | SQL>, method: string, notNull: ReadonlySet<string>): IndexPart {
  if (orm.is(part, orm.SQL)) return { expression: expressionText(part) }
  const { indexConfig, ...named } = part as IndexedColumn
  const column = columnName(named as unknown as NamedColumn)
  const opClass = indexConfig.opClass === undefined ? {} : { opClass: indexConfig.opClass }
  if (method !== 'btree') return { column, ...opClass }
  const descending = indexConfig.order === 'desc'
  const usual = descending ? 'first' : 'last'
  // Drizzle's `desc()` means nulls last, which `order by … desc` cannot use. Where no null can be, it is left out.
  const nulls =
    indexConfig.nulls === usual || notNull.has(column) ? {} : { nulls: indexConfig.nulls as 'first' | 'last' }
  return { column, ...(descending ? { order: 'desc' as const } : {}), ...nulls, ...opClass }
}
