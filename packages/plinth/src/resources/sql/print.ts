import type { ColumnModel, ColumnType } from '../../data/schema/index.ts'
import type { Member, Print } from './texts.ts'

const isoFormat = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`

/**
 * One printed format per column type, whether PostgreSQL builds the JSON (`printSql`) or this process does, from texts
 * (`textSql`) or values (`printValue`): instants as ISO 8601 in UTC with milliseconds, days as `YYYY-MM-DD`, `bigint`
 * and `numeric` as
 * strings (or numbers, by the dialect), bytes as base64, what only SQL understands as its text.
 */
export function printSql(column: ColumnModel, name: string, bigNumbers: 'string' | 'number'): string {
  switch (column.type) {
    case 'timestamp':
      return `to_char(${inUtc(column, name)}, ${isoFormat})`
    case 'bigint':
      return bigNumbers === 'string' ? `${name}::text` : name
    case 'number':
      return isBig(column) ? bigSql(name, bigNumbers) : name
    case 'bytes':
      return `translate(encode(${name}, 'base64'), E'\\n', '')`
    case 'array':
      return printArray(column, name, bigNumbers)
    case 'time':
    case 'interval':
    case 'other':
      return `${name}::text`
    default:
      return name
  }
}

const prints: Readonly<Record<ColumnType, Print>> = {
  array: 'bare',
  bigint: 'bare',
  boolean: 'boolean',
  bytes: 'quoted',
  date: 'quoted',
  integer: 'bare',
  interval: 'text',
  json: 'bare',
  number: 'number',
  other: 'text',
  text: 'text',
  time: 'quoted',
  timestamp: 'instant',
  uuid: 'quoted',
}

/** The same format from the text of a column. */
export function textSql(column: ColumnModel, name: string, bigNumbers: 'string' | 'number'): Omit<Member, 'name'> {
  const print = prints[column.type]
  switch (column.type) {
    case 'timestamp':
      return { sql: inUtc(column, name), print }
    case 'bigint':
      return { sql: name, print: bigNumbers === 'string' ? 'quoted' : print }
    case 'number':
      if (!isBig(column)) return { sql: name, print }
      return bigNumbers === 'string' ? { sql: name, print: 'quoted' } : { sql: bigSql(name, bigNumbers), print }
    case 'array':
      return { sql: `to_json(${printArray(column, name, bigNumbers)})`, print }
    default:
      return { sql: printSql(column, name, bigNumbers), print }
  }
}

/** The same format for a value in hand, as Drizzle gives it. */
export function printValue(column: ColumnModel, value: unknown, bigNumbers: 'string' | 'number' = 'string'): unknown {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return column.type === 'date' ? value.toISOString().slice(0, 10) : value.toISOString()
  if (column.type === 'timestamp') return new Date(zoned(String(value))).toISOString()
  if (column.type === 'bigint' || (column.type === 'number' && isBig(column))) {
    return bigNumbers === 'string' ? String(value) : Number(value)
  }
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
  return value
}

/** As a text, all digits of its scale stand: `"19.90"`. As a number it is what JavaScript would print: `19.9`. */
function bigSql(name: string, bigNumbers: 'string' | 'number'): string {
  return bigNumbers === 'string' ? `${name}::text` : `trim_scale(${name})`
}

/** `numeric` holds more digits than a JavaScript number. */
export function isBig(column: ColumnModel): boolean {
  return /^(numeric|decimal)/.test(column.sqlType)
}

function inUtc(column: ColumnModel, name: string): string {
  return hasZone(column.sqlType) ? `${name} at time zone 'UTC'` : name
}

function hasZone(sqlType: string): boolean {
  return sqlType.includes('with time zone') || sqlType.startsWith('timestamptz')
}

/** PostgreSQL's own output, `2026-11-21 03:29:46.1+00`; a timestamp without a zone is UTC. */
function zoned(text: string): string {
  const iso = text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')
  return /(?:Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`
}

function printArray(column: ColumnModel, name: string, bigNumbers: 'string' | 'number'): string {
  const element = column.sqlType.replace(/(\[\d*\])+$/, '')
  if (element.startsWith('timestamp')) {
    const each = hasZone(element) ? `e at time zone 'UTC'` : 'e'
    return `(select array_agg(to_char(${each}, ${isoFormat}) order by n) from unnest(${name}) with ordinality as u(e, n))`
  }
  return bigNumbers === 'string' && /^(bigint|numeric|decimal)/.test(element) ? `${name}::text[]` : name
}
