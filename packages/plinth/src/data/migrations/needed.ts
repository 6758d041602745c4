import type { ColumnModel, IndexModel, TableModel } from '../schema/index.ts'
import { migrationErrors } from './errors.ts'

/** An index that something declared wants. Tables and columns by key or SQL name. */
export interface NeededIndex {
  readonly table: string
  readonly columns: readonly string[]
  /** `btree` for filters and sorts, `search` for text search. */
  readonly kind: 'btree' | 'search'
  /** Who wants it, for people: `sort createdAt of products`. */
  readonly why: string
}

/** A needed index that is not there. */
export interface IndexProblem extends NeededIndex {
  /** What to add to the table in the schema. */
  readonly line: string
}

/**
 * The needed indexes that no table has. An index serves the columns it begins with; unique constraints and primary
 * keys are indexes, partial ones are none. In a tenant table the tenant may stand before.
 */
export function checkIndexes(tables: readonly TableModel[], needed: readonly NeededIndex[]): IndexProblem[] {
  const problems = new Map<string, IndexProblem>()
  for (const need of needed) {
    const table = tables.find(each => each.key === need.table || each.name === need.table)
    const columns = need.columns.map(name => table?.columns.find(each => each.key === name || each.name === name))
    const known = columns.filter(column => column !== undefined)
    if (table !== undefined && known.length === columns.length && serves(table, known, need.kind)) continue
    const line = lineFor(
      table,
      need.columns.map((name, at) => columns[at]?.key ?? name),
      need.kind,
    )
    const key = `${need.table} ${line}`
    const first = problems.get(key)
    problems.set(key, first === undefined ? { ...need, line } : { ...first, why: `${first.why}, ${need.why}` })
  }
  return [...problems.values()]
}

/** Throws INDEX_MISSING with every line to add, when there is one. */
export function requireIndexes(tables: readonly TableModel[], needed: readonly NeededIndex[]): void {
  const problems = checkIndexes(tables, needed)
  if (problems.length === 0) return
  const list = problems.map(({ table, line, why }) => `  ${table}: ${line}  // ${why}`).join('\n')
  throw migrationErrors.INDEX_MISSING({ list, problems })
}

function serves(table: TableModel, columns: readonly ColumnModel[], kind: NeededIndex['kind']): boolean {
  const names = columns.map(column => column.name)
  if (kind === 'search') {
    const searched = new Set(table.indexes.filter(full).flatMap(trigramColumns))
    return names.every(name => searched.has(name))
  }
  const tenant = table.columns.find(column => column.role === 'tenant')?.name
  return orders(table).some(order => begins(order, names) || (order[0] === tenant && begins(order.slice(1), names)))
}

function begins(order: readonly (string | undefined)[], names: readonly string[]): boolean {
  return names.every((name, at) => order[at] === name)
}

/** The column orders of everything that is a full b-tree. */
function orders(table: TableModel): (readonly (string | undefined)[])[] {
  const plain = table.indexes.filter(index => full(index) && index.method === 'btree')
  return [
    ...plain.map(index => index.parts.map(part => (part.opClass === undefined ? part.column : undefined))),
    ...table.uniques.map(unique => unique.columns),
    ...(table.primaryKey === undefined ? [] : [table.primaryKey.columns]),
  ]
}

function full(index: IndexModel): boolean {
  return index.where === undefined
}

function trigramColumns(index: IndexModel): string[] {
  if (index.method !== 'gin') return []
  return index.parts.flatMap(part =>
    part.opClass === 'gin_trgm_ops' && part.column !== undefined ? [part.column] : [],
  )
}

function lineFor(table: TableModel | undefined, keys: readonly string[], kind: NeededIndex['kind']): string {
  const words = keys.map(key => `table.${key}`)
  if (kind === 'search') return `search(${words.join(', ')})`
  const tenant = table?.columns.find(column => column.role === 'tenant')
  const all = tenant === undefined || keys[0] === tenant.key ? words : [`table.${tenant.key}`, ...words]
  return `index().on(${all.join(', ')})`
}
