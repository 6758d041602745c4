import type { SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { casing, orm } from './drizzle.ts'

/** Quotes a name for SQL. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Quotes a string for SQL. Backslashes stay themselves: `standard_conforming_strings` is on. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** The SQL text of an expression: values written out, columns as bare names, which is what indexes and checks take. */
export function expressionText(expression: SQL): string {
  const query = expression.toQuery({
    casing: new casing.CasingCache('snake_case'),
    escapeName: quoteName,
    escapeParam: number => `$${number + 1}`,
    escapeString: quoteText,
    inlineParams: true,
    invokeSource: 'indexes',
  })
  return query.sql.trim()
}

/** The SQL text of a column's default, undefined when the database has none. */
export function defaultText(column: PgColumn): string | undefined {
  const value: unknown = column.default
  if (value === undefined) return undefined
  if (orm.is(value, orm.SQL)) return expressionText(value)
  return literal(value === null ? null : column.mapToDriverValue(value))
}

function literal(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  if (Buffer.isBuffer(value)) return quoteText(`\\x${value.toString('hex')}`)
  if (value instanceof Date) return quoteText(value.toISOString())
  if (orm.is(value, orm.SQL)) return expressionText(value)
  return quoteText(typeof value === 'object' ? JSON.stringify(value) : String(value))
}
