import type { ColumnModel, ForeignKeyModel, TableModel, UniqueModel } from '../../schema/index.ts'
import { constraintName, quoteName } from '../../schema/index.ts'

/** What of a table the tenant changes on its way into the database. */
export type KeysOfTable = Pick<TableModel, 'foreignKeys' | 'uniques'>

/**
 * The keys of every table as the database has them. PostgreSQL checks foreign keys past row-level security, so one
 * between tenant tables carries the tenant: `(paper_id, tenant_id)` points to `(id, tenant_id)`, and a row of another
 * tenant is refused with the words of one that does not exist. The other end is unique together with its tenant.
 */
export function tenantKeys(tables: readonly TableModel[]): ReadonlyMap<string, KeysOfTable> {
  const named = new Map(tables.map(table => [table.name, table]))
  const uniques = new Map(tables.map(table => [table.name, [...table.uniques]]))
  const keys = tables.map(table => {
    const foreignKeys = table.foreignKeys.map(key => {
      const target = named.get(key.table)
      const carried = target === undefined ? key : carry(key, table, target)
      if (target !== undefined && carried !== key) addUnique(uniques.get(target.name) ?? [], target, carried)
      return carried
    })
    return [table.name, { foreignKeys, uniques: uniques.get(table.name) ?? [] }] as const
  })
  return new Map(keys)
}

function tenantColumn(table: TableModel): ColumnModel | undefined {
  return table.columns.find(column => column.role === 'tenant')
}

function carry(key: ForeignKeyModel, table: TableModel, target: TableModel): ForeignKeyModel {
  const [own, other] = [tenantColumn(table), tenantColumn(target)]
  // Two types cannot be compared: `checkTenants` refuses them.
  if (own === undefined || own.sqlType !== other?.sqlType) return key
  const rest = key.columns.filter(name => name !== own.name)
  // Without its columns it would set the tenant to null as well. PostgreSQL 15.
  const onDelete = key.onDelete.startsWith('set ')
    ? `${key.onDelete} (${rest.map(quoteName).join(', ')})`
    : key.onDelete
  if (rest.length < key.columns.length) return onDelete === key.onDelete ? key : { ...key, onDelete }
  return { ...key, columns: [...rest, own.name], foreignColumns: [...key.foreignColumns, other.name], onDelete }
}

function addUnique(uniques: UniqueModel[], target: TableModel, { foreignColumns }: ForeignKeyModel): void {
  const wanted = sorted(foreignColumns)
  const full = target.indexes.filter(index => index.unique && index.where === undefined && index.method === 'btree')
  const standing = [
    target.primaryKey?.columns ?? [],
    ...uniques.map(unique => unique.columns),
    ...full.map(index => index.parts.map(part => part.column ?? '')),
  ]
  if (standing.some(columns => sorted(columns) === wanted)) return
  const tenant = tenantColumn(target)?.name
  const columns = foreignColumns.toSorted((a, b) => Number(b === tenant) - Number(a === tenant))
  uniques.push({ name: constraintName(target.name, columns, 'unique'), columns, nullsNotDistinct: false })
}

function sorted(columns: readonly string[]): string {
  return columns.toSorted().join('\n')
}
