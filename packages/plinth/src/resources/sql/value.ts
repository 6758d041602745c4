import type { ColumnModel, ColumnType } from '../../data/schema/index.ts'
import type { Column } from '../model/table.ts'

const uuid = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i
const whole = /^-?\d{1,19}$/
const decimal = /^-?\d{1,1000}(\.\d{1,1000})?$/
const day = /^(\d{4})-(\d\d)-(\d\d)$/
const moment =
  /^(\d{4}-\d\d-\d\d)(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d{1,9})?)? ?(?:Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?)?$/i

type Fit = (value: unknown, column: ColumnModel) => boolean

/** Whether PostgreSQL would take a value for a column: asked before it is, so that no client's value is a 500. */
const fit: Readonly<Record<ColumnType, Fit>> = {
  text: (value, column) => isText(value) && (column.enumName === undefined || isListed(value, column)),
  uuid: value => typeof value === 'string' && uuid.test(value),
  integer: (value, column) => fitsInteger(value, column.sqlType.startsWith('small') ? 15n : 31n),
  bigint: value => fitsInteger(value, 63n),
  number: (value, column) => fitsNumber(value, column),
  boolean: value => typeof value === 'boolean' || value === 'true' || value === 'false',
  date: value => value instanceof Date || (typeof value === 'string' && isDay(value)),
  timestamp: value => isMoment(value),
  json: value => value !== undefined,
  array: value => Array.isArray(value),
  bytes: value => ArrayBuffer.isView(value),
  time: isText,
  interval: isText,
  other: isText,
}

/** True when `value` can be compared with or stored in the column. Null never fits: it is asked for by its own means. */
export function fits(column: ColumnModel, value: unknown): boolean {
  return value !== null && value !== undefined && fit[column.type](value, column)
}

/** A value as a parameter: JSON columns take text, everything else is written by `data/`. */
export function toParameter(column: Column, value: unknown): unknown {
  if (value === undefined || value === null) return null
  return column.model.type === 'json' ? JSON.stringify(value) : value
}

/** Text that PostgreSQL can hold: it refuses NUL. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0')
}

/** A day of the calendar, `2026-02-28`. */
export function isDay(text: string): boolean {
  const [, year, month, date] = day.exec(text)?.map(Number) ?? []
  if (year === undefined || month === undefined || date === undefined || year === 0) return false
  return month >= 1 && month <= 12 && date >= 1 && date <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function isMoment(value: unknown): boolean {
  if (value instanceof Date) return !Number.isNaN(value.getTime())
  return typeof value === 'string' && isDay(moment.exec(value)?.[1] ?? '')
}

function fitsInteger(value: unknown, bits: bigint): boolean {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return false
  if (typeof value !== 'number' && typeof value !== 'bigint' && !(typeof value === 'string' && whole.test(value)))
    return false
  const number = BigInt(value)
  return number >= -(1n << bits) && number < 1n << bits
}

function fitsNumber(value: unknown, column: ColumnModel): boolean {
  const fitting = typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && decimal.test(value)
  return (
    fitting && (!/^real|^double/.test(column.sqlType) || fitsFloat(Number(value), column.sqlType.startsWith('real')))
  )
}

/** PostgreSQL refuses floats that would become infinite, or zero. */
function fitsFloat(value: number, single: boolean): boolean {
  const stored = single ? Math.fround(value) : value
  return Number.isFinite(stored) && (stored !== 0 || value === 0)
}

function isListed(value: string, column: ColumnModel): boolean {
  return column.enumValues?.includes(value) === true
}
