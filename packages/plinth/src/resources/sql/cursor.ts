import type { PlinthError } from '../../errors/index.ts'
import { resourceErrors } from '../errors.ts'
import type { Step } from './order.ts'
import { fits } from './value.ts'

const longest = 4000

/** The place of a row in an order, as the opaque text that clients hand back. `values` is a JSON array of texts and nulls. */
export function writeCursor(steps: readonly Step[], values: string): string {
  return Buffer.from(`[${JSON.stringify(nameOf(steps))},${values.slice(1)}`).toString('base64url')
}

/**
 * The values of a cursor made for the same order, or CURSOR_INVALID under the query's `word`: it comes from a client,
 * so nothing in it is believed.
 */
export function readCursor(steps: readonly Step[], cursor: string, word: string): (string | null)[] {
  const refused = (): PlinthError =>
    resourceErrors.CURSOR_INVALID([
      { field: word, message: 'Must be a cursor that an earlier page of this list gave.' },
    ])
  if (cursor.length > longest || !/^[\w-]+$/.test(cursor)) throw refused()
  const [name, ...values] = parse(cursor)
  const fitting = values.every((value, at) => {
    const field = steps[at]?.field
    if (value === null) return field?.model.notNull === false
    return field !== undefined && typeof value === 'string' && fits(field.model, value)
  })
  if (name !== nameOf(steps) || values.length !== steps.length || !fitting) throw refused()
  return values as (string | null)[]
}

/** What is no list of JSON is empty: no order has a cursor without values. */
function parse(cursor: string): unknown[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(read) ? read : []
  } catch {
    return []
  }
}

function nameOf(steps: readonly Step[]): string {
  return steps.map(step => (step.descending ? '-' : '') + step.field.key).join(',')
}
