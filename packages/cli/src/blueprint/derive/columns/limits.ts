import { type BlueprintField, isNumeric } from '../../blueprint.ts'
import type { Field } from '../../endpoint.ts'

/** The limits that a column can hold. */
export type Limits = Pick<BlueprintField, 'min' | 'max' | 'minLength' | 'maxLength'>

/**
 * The limits that every call keeps to which sends the member: the loosest of each kind, and none where a call has none,
 * because the database would refuse what that call sends. Forms let an empty field pass whatever its least length,
 * so that one holds only where every form requires the field. Patterns stay with the endpoint: no demo row would fit.
 */
export function limitsOf({ type, values }: Pick<BlueprintField, 'type' | 'values'>, sent: readonly Field[]): Limits {
  if (sent.length === 0 || values !== undefined) return {}
  if (isNumeric(type)) return numeric(sent, type)
  return type === 'text' ? textual(sent) : {}
}

function numeric(sent: readonly Field[], type: BlueprintField['type']): Limits {
  const [low, high] = type === 'integer' ? [Math.ceil, Math.floor] : [Number, Number]
  return {
    ...one('min', low(Math.min(...numbers(sent, 'min')))),
    ...one('max', high(Math.max(...numbers(sent, 'max')))),
  }
}

function textual(sent: readonly Field[]): Limits {
  const longest = one('maxLength', Math.max(...numbers(sent, 'maxLength')))
  if (!sent.every(({ required }) => required === true)) return longest
  return { ...one('minLength', Math.min(...numbers(sent, 'minLength'))), ...longest }
}

/** The limit of each call; one that has none lets everything pass. */
function numbers(sent: readonly Field[], name: 'min' | 'max' | 'minLength' | 'maxLength'): number[] {
  const open = name === 'min' || name === 'minLength' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return sent.map(field => field[name] ?? open)
}

function one(name: keyof Limits, value: number): Limits {
  const isLength = name === 'minLength' || name === 'maxLength'
  const fits = isLength ? Number.isInteger(value) && value > 0 && value <= 1_000_000 : Number.isFinite(value)
  return fits ? { [name]: value } : {}
}
