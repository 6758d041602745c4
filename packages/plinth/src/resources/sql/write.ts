import type { Column, Table } from '../model/table.ts'
import type { Draft } from './draft.ts'
import { rowsSql } from './rows.ts'
import { toParameter } from './value.ts'

/** Values by field key. Keys that are absent take the column's default. */
export type Values = Readonly<Record<string, unknown>>

/** A row to store. `parent` is the column of its parent's key, and a query that must give that key. */
export interface NewRow {
  readonly values: Values
  readonly parent?: { readonly column: Column; readonly sql: string } | undefined
  /** The select list to answer with, of the new row `t`. */
  readonly returning: string
}

/** `insert …`, with what is asked of the new row. The tenant of a tenant table is the asker's, never one of the values. */
export function insertSql(table: Table, { values, parent, returning }: NewRow, draft: Draft): string {
  const columns = writtenColumns(table, values)
  const own = table.tenant === undefined ? [] : [table.tenant]
  const names = [...columns, ...own].map(column => column.sql)
  const bound = [
    ...columns.map(column => draft.bind(toParameter(column, values[column.key]), column.cast)),
    ...own.map(column => draft.tenant(column)),
  ]
  const into = `insert into ${table.sql} as t`
  if (parent !== undefined) {
    const all = [...names, parent.column.sql].join(', ')
    return `${into} (${all}) select ${[...bound, 'p.key'].join(', ')} from (${parent.sql}) p returning ${returning}`
  }
  if (names.length === 0) return `${into} default values returning ${returning}`
  return `${into} (${names.join(', ')}) values (${bound.join(', ')}) returning ${returning}`
}

/** Columns that a statement takes from the values: never the tenant. */
function writtenColumns(table: Table, values: Values): Column[] {
  return [...table.columns.values()].filter(column => values[column.key] !== undefined && column !== table.tenant)
}

/** Marks a column that goes back to its default. */
export const toDefault = Symbol('default')

/** Values to store in the rows that all conditions hold for. */
export interface ChangedRow {
  readonly values: Values
  readonly where: readonly string[]
  /** The select list to answer with, of the row `t` as it is then. */
  readonly returning: string
}

/** `update …` of the rows that `where` finds, with what is asked of them. Without values nothing is written. */
export function updateSql(table: Table, { values, where, returning }: ChangedRow, draft: Draft): string {
  const columns = writtenColumns(table, values)
  const sets = columns.map(column => {
    const value = values[column.key]
    return `${column.sql} = ${value === toDefault ? 'default' : draft.bind(toParameter(column, value), column.cast)}`
  })
  const row = draft.at('t')
  if (sets.length === 0) return `select ${returning} from ${rowsSql(table, row, where)}`
  return `update ${rowsSql(table, row, { where, middle: ` set ${sets.join(', ')}` })} returning ${returning}`
}

/**
 * `insert …` of many rows with the same fields, from one JSON parameter: the text does not depend on how many there
 * are, and the rows are stored in their order.
 */
export function insertManySql(table: Table, rows: readonly Values[], draft: Draft): string {
  const [first = {}] = rows
  const columns = writtenColumns(table, first)
  const { tenant } = table
  const names = columns.map(column => column.sql)
  const into = [...names, ...(tenant === undefined ? [] : [tenant.sql])].join(', ')
  const taken = [...names, ...(tenant === undefined ? [] : [draft.tenant(tenant)])].join(', ')
  const shape = columns.map(column => `${column.sql} ${column.cast}`).join(', ')
  const lines = rows.map(row => Object.fromEntries(columns.map(column => [column.model.name, inJson(row[column.key])])))
  const from = `json_to_recordset(${draft.bind(JSON.stringify(lines), 'json')}) as x(${shape})`
  return `insert into ${table.sql} (${into}) select ${taken} from ${from} returning 1`
}

function inJson(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (ArrayBuffer.isView(value))
    return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
  return value
}
