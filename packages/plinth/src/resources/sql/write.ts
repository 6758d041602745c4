import type { Column, Table } from '../model/table.ts'
import type { Draft } from './draft.ts'
import { allOf } from './predicate.ts'
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

/** `insert …`, with what is asked of the new row. */
export function insertSql(table: Table, { values, parent, returning }: NewRow, draft: Draft): string {
  const columns = [...table.columns.values()].filter(column => values[column.key] !== undefined)
  const names = columns.map(column => column.sql)
  const bound = columns.map(column => draft.bind(toParameter(column, values[column.key]), column.cast))
  const into = `insert into ${table.sql} as t`
  if (parent !== undefined) {
    const all = [...names, parent.column.sql].join(', ')
    return `${into} (${all}) select ${[...bound, 'p.key'].join(', ')} from (${parent.sql}) p returning ${returning}`
  }
  if (names.length === 0) return `${into} default values returning ${returning}`
  return `${into} (${names.join(', ')}) values (${bound.join(', ')}) returning ${returning}`
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
  const columns = [...table.columns.values()].filter(column => values[column.key] !== undefined)
  const sets = columns.map(column => {
    const value = values[column.key]
    return `${column.sql} = ${value === toDefault ? 'default' : draft.bind(toParameter(column, value), column.cast)}`
  })
  if (sets.length === 0) return `select ${returning} from ${table.sql} t where ${allOf(where)}`
  return `update ${table.sql} t set ${sets.join(', ')} where ${allOf(where)} returning ${returning}`
}

/**
 * `insert …` of many rows with the same fields, from one JSON parameter: the text does not depend on how many there
 * are, and the rows are stored in their order.
 */
export function insertManySql(table: Table, rows: readonly Values[], draft: Draft): string {
  const [first = {}] = rows
  const columns = [...table.columns.values()].filter(column => first[column.key] !== undefined)
  const names = columns.map(column => column.sql).join(', ')
  const shape = columns.map(column => `${column.sql} ${column.cast}`).join(', ')
  const lines = rows.map(row => Object.fromEntries(columns.map(column => [column.model.name, inJson(row[column.key])])))
  const from = `json_to_recordset(${draft.bind(JSON.stringify(lines), 'json')}) as x(${shape})`
  return `insert into ${table.sql} (${names}) select ${names} from ${from} returning 1`
}

function inJson(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (ArrayBuffer.isView(value))
    return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
  return value
}
