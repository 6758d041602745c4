import type { ColumnModel } from '../../data/schema/index.ts'
import { elementOf } from '../model/element.ts'
import { isBig } from '../sql/print.ts'
import { fits, isText } from '../sql/value.ts'

/** Characters of a text that has no length of its own. */
export const longestText = 100_000
/** Elements of an array column. */
export const longestArray = 1000
/** Lines of one child list. */
export const mostLines = 1000

/** Why a value is refused: a sentence for the client, and for arrays the index of the element. */
export interface Refusal {
  readonly message: string
  readonly at?: number
}

/** Reads one value of a body: what to store, or why not. */
export type ReadValue = (value: unknown) => { readonly value: unknown } | Refusal

/** `10:30:00`, with or without an offset. */
export const timeForm = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?$/

// ISO 8601, and what PostgreSQL prints: `1 day 02:00:00`.
const duration =
  /^(?:P(?=.)(?:\d{1,6}[YMWD])*(?:T(?:\d{1,9}[HMS])+)?|(?=.)(?:-?\d{1,6} (?:year|mon|day)s? ?)*(?:-?\d{1,9}:\d\d:\d\d(?:\.\d{1,6})?)?)$/

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** The reader of one column's values, compiled once. Values come out as Drizzle has them, `Date` for times. */
export function valueReader(column: ColumnModel): ReadValue {
  const read = column.type === 'array' ? arrayReader(column) : readers[column.type](column)
  if (column.notNull) return value => (value === null ? { message: 'Must not be null.' } : read(value))
  return value => (value === null ? { value } : read(value))
}

const readers: Readonly<Record<Exclude<ColumnModel['type'], 'array'>, (column: ColumnModel) => ReadValue>> = {
  text: textReader,
  uuid: plain('Must be a UUID.'),
  integer: numberReader('Must be a whole number', true),
  number: decimalReader,
  bigint: bigReader,
  boolean: () => value => (typeof value === 'boolean' ? { value } : { message: 'Must be true or false.' }),
  date: column => value => {
    if (typeof value !== 'string' || !fits(column, value)) return { message: 'Must be a date: YYYY-MM-DD.' }
    return { value: column.jsType === 'date' ? new Date(value) : value }
  },
  timestamp: momentReader,
  json: () => value => {
    if (JSON.stringify(value)?.includes('\\u0000') === true) return { message: 'Must not contain NUL characters.' }
    return value === undefined ? { message: 'Must be JSON.' } : { value }
  },
  bytes: () => value => {
    const fitting = typeof value === 'string' && /^[\w+/]*={0,2}$/.test(value) && value.length % 4 === 0
    return fitting ? { value: Buffer.from(value, 'base64') } : { message: 'Must be base64.' }
  },
  time: plain('Must be a time of day: HH:MM:SS.', timeForm),
  interval: plain('Must be a duration in ISO 8601: P1DT2H.', duration),
  other: plain('Must be text.'),
}

function plain(message: string, pattern = /^/): (column: ColumnModel) => ReadValue {
  return column => value => (fits(column, value) && pattern.test(String(value)) ? { value } : { message })
}

function textReader(column: ColumnModel): ReadValue {
  const { enumValues } = column
  if (enumValues !== undefined) {
    const known = new Set<unknown>(enumValues)
    const message = `Must be one of ${enumValues.join(', ')}.`
    return value => (known.has(value) ? { value } : { message })
  }
  const longest = column.maxLength ?? longestText
  return value => {
    if (typeof value !== 'string') return { message: 'Must be text.' }
    if (!isText(value)) return { message: 'Must not contain NUL characters.' }
    // PostgreSQL counts code points, JavaScript UTF-16 units: never fewer.
    if (value.length > longest && [...value].length > longest)
      return { message: `Must be at most ${longest} characters.` }
    if (column.key === 'email' && !email.test(value)) return { message: 'Must be an e-mail address.' }
    return { value }
  }
}

function numberReader(message: string, isWhole: boolean) {
  return (column: ColumnModel): ReadValue => {
    const refusal = { message: isWhole ? `${message}${rangeOf(column)}.` : `${message}.` }
    return value => (typeof value === 'number' && fits(column, value) ? { value } : refusal)
  }
}

function rangeOf(column: ColumnModel): string {
  return column.sqlType.startsWith('small') ? ' from -32768 to 32767' : ' from -2147483648 to 2147483647'
}

/** `numeric` takes strings too: a JavaScript number does not hold all its digits. */
function decimalReader(column: ColumnModel): ReadValue {
  if (!isBig(column)) return numberReader('Must be a number', false)(column)
  const { digits, tooLong } = roomOf(column)
  return value => {
    if (!fits(column, value)) return { message: 'Must be a number.' }
    if (tooLong(value)) return { message: `Must have at most ${digits} digits before the point.` }
    return { value: column.jsType === 'number' ? Number(value) : String(value) }
  }
}

/** `numeric(12, 2)` has room for 10 digits before the point, once it has rounded what comes after it. */
function roomOf({ sqlType }: ColumnModel): { readonly digits: number; tooLong(value: unknown): boolean } {
  const [, precision, scale = '0'] = /\((\d+)(?:,\s*(\d+))?\)/.exec(sqlType) ?? []
  if (precision === undefined) return { digits: Number.POSITIVE_INFINITY, tooLong: () => false }
  const digits = Number(precision) - Number(scale)
  const roundsUp = new RegExp(`^-?0*9{${digits}}\\.9{${scale}}[5-9]`)
  return { digits, tooLong: value => lengthOf(value) > digits || roundsUp.test(String(value)) }
}

/** Digits before the point. */
function lengthOf(value: unknown): number {
  const text = typeof value === 'number' ? String(BigInt(Math.trunc(value))) : String(value)
  return (/^-?0*(\d*)/.exec(text)?.[1] ?? '').length
}

function bigReader(column: ColumnModel): ReadValue {
  return value => {
    if (!fits(column, value)) return { message: 'Must be a whole number of at most 64 bits.' }
    return { value: column.jsType === 'number' ? Number(value) : BigInt(value as string) }
  }
}

const hasTime = /[T ]/i
const hasZone = /(?:Z|[+-]\d\d(?::?\d\d)?)$/i

const earliest = Date.parse('0001-01-01T00:00:00Z')
const latest = Date.parse('9999-12-31T23:59:59.999Z')

/** Times without an offset are in UTC, days begin at midnight UTC. */
function momentReader(column: ColumnModel): ReadValue {
  const refusal = { message: 'Must be a time in ISO 8601: 2026-01-31T12:00:00Z.' }
  return value => {
    if (typeof value !== 'string' || !fits(column, value)) return refusal
    const zoned = !hasTime.test(value)
      ? value
      : hasZone.test(value)
        ? value.replace(/([+-]\d\d)$/, '$1:00')
        : `${value}Z`
    const date = new Date(zoned)
    // An offset may lead out of the years that both sides can write.
    if (!(date.getTime() >= earliest && date.getTime() <= latest)) return refusal
    return { value: column.jsType === 'date' ? date : date.toISOString() }
  }
}

function arrayReader(column: ColumnModel): ReadValue {
  const read = valueReader(elementOf(column))
  return value => {
    if (!Array.isArray(value)) return { message: 'Must be a list.' }
    if (value.length > longestArray) return { message: `Must have at most ${longestArray} elements.` }
    const results: unknown[] = []
    for (const [at, element] of value.entries()) {
      const result = read(element)
      if ('message' in result) return { message: result.message, at }
      results.push(result.value)
    }
    return { value: results }
  }
}
