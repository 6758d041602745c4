import type { ColumnModel } from '../../data/schema/index.ts'
import type { JsonSchema } from '../../operations/index.ts'
import { columnSchema, valueReader } from '../../resources/index.ts'

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

/** What a column takes from a body: what resources take, but for texts and e-mail addresses. */
export function ruleOf(column: ColumnModel): Rule {
  if (column.type === 'text' && column.enumValues === undefined)
    return column.key === 'email' ? emailRule : textRule(0, column.maxLength ?? LONGEST_TEXT)
  const given = { ...column, notNull: true }
  const read = valueReader(given)
  return {
    schema: columnSchema(given, 'body'),
    problem(value) {
      const result = read(value)
      return 'message' in result ? result.message : undefined
    },
  }
}
