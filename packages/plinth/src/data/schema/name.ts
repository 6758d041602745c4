import { createHash } from 'node:crypto'
import { casing } from './drizzle.ts'

/** What Drizzle's columns know of their name. */
export interface NamedColumn {
  readonly name: string
  readonly keyAsName: boolean
}

/** The SQL name of a column: the one that was given, else its key in snake case, exactly as `ctx.db` writes it. */
export function columnName(column: NamedColumn): string {
  return column.keyAsName ? casing.toSnakeCase(column.name) : column.name
}

/** PostgreSQL cuts names off at 63 bytes in silence, and then two of them can meet. */
const longestName = 63

/** The name of a constraint or index that nobody named: `orders_customer_id_index`. Long ones end in a hash. */
export function constraintName(table: string, columns: readonly string[], ending: string): string {
  const name = [table, ...columns, ending].join('_')
  if (Buffer.byteLength(name) <= longestName) return name
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8)
  return `${Buffer.from(name)
    .subarray(0, longestName - ending.length - 10)
    .toString()
    .replace(/\uFFFD+$/, '')}_${hash}_${ending}`
}
