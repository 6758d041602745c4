import type { ColumnModel } from '../../data/schema/index.ts'
import type { JsonSchema } from '../../operations/index.ts'

/** What one value must be: checked here, and told to clients by the schema. */
export interface Rule {
  readonly schema: JsonSchema
  /** A sentence for the user, or undefined when the value is fine. */
  problem(value: unknown): string | undefined
}

/** RFC 5321 section 4.5.3.1.3 leaves 254 octets to an address. */
const LONGEST_EMAIL = 254
const LONGEST_TEXT = 100_000

const emailForm = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const uuidForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const dateForm = /^\d{4}-\d{2}-\d{2}$/
const timestampForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?$/

/** Text of that many characters. NUL is refused: PostgreSQL cannot keep it. */
export function textRule(min: number, max: number, more: JsonSchema = {}): Rule {
  const size = min === 0 ? `Must be at most ${max} characters.` : `Must be ${min} to ${max} characters.`
  return {
    schema: { type: 'string', ...(min === 0 ? {} : { minLength: min }), maxLength: max, ...more },
    problem(value) {
      if (typeof value !== 'string') return 'Must be text.'
      if (value.includes('\0')) return 'Must not contain NUL characters.'
      if (value.length >= min && value.length <= max) return undefined
      // Characters outside of the basic plane count once.
      const length = value.length > 2 * max ? value.length : [...value].length
      return length < min || length > max ? size : undefined
    },
  }
}

/** A password for a new hash: 8 to 128 characters, any of them. */
export const newPassword: Rule = textRule(8, 128, { format: 'password' })

const emailRule: Rule = {
  schema: { type: 'string', format: 'email', maxLength: LONGEST_EMAIL },
  problem(value) {
    if (typeof value !== 'string') return 'Must be text.'
    const fits = Buffer.byteLength(value) <= LONGEST_EMAIL && emailForm.test(value) && !value.includes('\0')
    return fits ? undefined : 'Must be an e-mail address.'
  },
}

/** What a column takes from a body. */
export function ruleOf(column: ColumnModel): Rule {
  if (column.enumValues !== undefined && column.type === 'text') return oneOf(column.enumValues)
  if (column.type === 'text' && column.key === 'email') return emailRule
  switch (column.type) {
    case 'text':
      return textRule(0, column.maxLength ?? LONGEST_TEXT)
    case 'integer':
      return integerRule(column.sqlType.startsWith('small') ? 2 ** 15 : 2 ** 31)
    case 'bigint':
      return bigintRule
    case 'number':
      return numberRule
    case 'array':
      return listRule(column)
    case 'json':
      return jsonRule
    default:
      return forms[column.type] ?? forms.other
  }
}

function oneOf(values: readonly string[]): Rule {
  const problem = `Must be one of ${values.join(', ')}.`
  return {
    schema: { type: 'string', enum: [...values] },
    problem: value => (typeof value === 'string' && values.includes(value) ? undefined : problem),
  }
}

function integerRule(end: number): Rule {
  return {
    schema: { type: 'integer', minimum: -end, maximum: end - 1 },
    problem(value) {
      if (!Number.isInteger(value)) return 'Must be a whole number.'
      return (value as number) >= -end && (value as number) < end ? undefined : 'Must be in the range of the type.'
    },
  }
}

const bigintRule: Rule = {
  schema: { type: ['integer', 'string'], pattern: '^-?\\d{1,19}$' },
  problem(value) {
    const whole = typeof value === 'string' ? /^-?\d{1,19}$/.test(value) : Number.isSafeInteger(value)
    if (!whole) return 'Must be a whole number.'
    const number = BigInt(value as string | number)
    return number >= -(2n ** 63n) && number < 2n ** 63n ? undefined : 'Must be in the range of the type.'
  },
}

const numberRule: Rule = {
  schema: { type: ['number', 'string'], pattern: '^-?\\d{1,100}(\\.\\d{1,100})?$' },
  problem(value) {
    const fits = typeof value === 'string' ? /^-?\d{1,100}(\.\d{1,100})?$/.test(value) : Number.isFinite(value)
    return fits ? undefined : 'Must be a number.'
  },
}

const jsonRule: Rule = {
  schema: {},
  problem: value => (JSON.stringify(value).includes('\\u0000') ? 'Must not contain NUL characters.' : undefined),
}

function listRule(column: ColumnModel): Rule {
  const type = /^(?:text|varchar|char)/.test(column.sqlType) || column.enumValues !== undefined ? 'string' : 'number'
  const item = column.enumValues === undefined ? textRule(0, LONGEST_TEXT) : oneOf(column.enumValues)
  const fits = (value: unknown) => (type === 'string' ? item.problem(value) === undefined : Number.isFinite(value))
  return {
    schema: { type: 'array', maxItems: 1000, items: type === 'string' ? item.schema : { type } },
    problem: value =>
      Array.isArray(value) && value.length <= 1000 && value.every(fits) ? undefined : 'Must be a list of values.',
  }
}

function form(schema: JsonSchema, problem: string, test: (value: unknown) => boolean): Rule {
  return { schema, problem: value => (test(value) ? undefined : problem) }
}

const isDate = (value: string): boolean => {
  const time = Date.parse(`${value.slice(0, 10)}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value.slice(0, 10))
}

const forms: Readonly<Record<string, Rule>> & { readonly other: Rule } = {
  boolean: form({ type: 'boolean' }, 'Must be true or false.', value => typeof value === 'boolean'),
  uuid: form(
    { type: 'string', format: 'uuid' },
    'Must be a UUID.',
    value => typeof value === 'string' && uuidForm.test(value),
  ),
  date: form(
    { type: 'string', format: 'date' },
    'Must be a date: YYYY-MM-DD.',
    value => typeof value === 'string' && dateForm.test(value) && isDate(value),
  ),
  timestamp: form(
    { type: 'string', format: 'date-time' },
    'Must be a time in ISO 8601: 2026-01-31T12:00:00Z.',
    value =>
      typeof value === 'string' && timestampForm.test(value) && isDate(value) && !Number.isNaN(Date.parse(value)),
  ),
  other: textRule(0, LONGEST_TEXT),
}
