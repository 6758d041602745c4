import type { FilterSpec, FilterType } from '../../operations/index.ts'

/** A value that reads as its type, or what it should have been. */
export type Typed = { readonly value: string | number | boolean } | { readonly wanted: string }

/** Longest text that a filter compares with. */
const longestText = 1000

/**
 * Reads one value of a filter. Texts, uuids, dates, timestamps (ISO 8601, in UTC) and bigints come back as strings;
 * numbers as numbers, or as their digits where a double would lose some. What comes back never fails in PostgreSQL.
 */
export function readValue(text: string, spec: FilterSpec): Typed {
  if (spec.values !== undefined) {
    return spec.values.includes(text) ? { value: text } : { wanted: `one of ${spec.values.join(', ')}` }
  }
  return readers[spec.type](text)
}

const readers: { readonly [T in FilterType]: (text: string) => Typed } = {
  text: text =>
    text.length <= longestText && !text.includes('\0')
      ? { value: text }
      : { wanted: 'a text of at most 1000 characters' },
  number: readNumber,
  integer: text => readWhole(text, 2_147_483_647n, 'a whole number of 32 bits'),
  bigint: text => readWhole(text, 9_223_372_036_854_775_807n, 'a whole number of 64 bits'),
  boolean: text => (text === 'true' || text === 'false' ? { value: text === 'true' } : { wanted: 'true or false' }),
  uuid: text => (uuid.test(text) ? { value: text.toLowerCase() } : { wanted: 'a UUID' }),
  date: readDate,
  timestamp: readTimestamp,
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function readNumber(text: string): Typed {
  if (!/^-?\d{1,40}(\.\d{1,40})?$/.test(text)) return { wanted: 'a number' }
  const value = Number(text)
  return { value: String(value) === text ? value : text }
}

/** int4 comes back as a number, int8 as digits. */
function readWhole(text: string, largest: bigint, wanted: string): Typed {
  if (!/^-?\d{1,19}$/.test(text)) return { wanted }
  const value = BigInt(text)
  if (value > largest || value < -largest - 1n) return { wanted }
  return { value: largest < 2n ** 32n ? Number(value) : String(value) }
}

function readDate(text: string): Typed {
  return isDate(text) ? { value: text } : { wanted: 'a date such as 2026-01-31' }
}

/** Year 0 is none to PostgreSQL, and `Date` turns February 30 into March 1. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text.startsWith('0000')) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

const timestamp = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9}))?(Z|[+\- ]\d\d:?\d\d)?)?$/i

/** A date alone is its midnight, and a missing zone is UTC. A `+` that was not escaped in the query arrives as a space. */
function readTimestamp(text: string): Typed {
  const wanted = { wanted: 'a time such as 2026-01-31T12:00:00Z' }
  const [, date, time = '00:00:00', fraction = '', zone = 'Z'] = timestamp.exec(text) ?? []
  if (date === undefined || !isDate(date)) return wanted
  const moment = new Date(
    `${date}T${time}${zone
      .replace(' ', '+')
      .replace(/(\d\d)(\d\d)$/, '$1:$2')
      .toUpperCase()}`,
  )
  if (Number.isNaN(moment.getTime())) return wanted
  const iso = moment.toISOString()
  return /^(?!0000)\d{4}-/.test(iso)
    ? { value: iso.replace('.000Z', `.${fraction.slice(0, 6).padEnd(3, '0')}Z`) }
    : wanted
}
