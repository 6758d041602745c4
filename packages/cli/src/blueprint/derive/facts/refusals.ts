import type { Endpoint } from '../../endpoint.ts'
import type { Signals } from '../detection.ts'
import { topOf } from './names.ts'
import { isScalar } from './shape.ts'

/** What a type calls the problems of a refused answer, where no code reads them. */
const problems = /^(errors?|field_?errors|validation_?errors)$/i

/** The members that refused answers are known to have: `errors` of `errors.{}[]`. */
export function refusedNames({ errors = [] }: Signals): ReadonlySet<string> {
  return new Set(errors.flatMap(({ reads }) => reads.map(topOf)))
}

/**
 * The endpoint with the answer that it gives when all goes well. Clients that are made from a description declare both
 * answers as one type: a structure that refused answers have, and that no code reads of this one, is theirs.
 */
export function withoutRefusals(endpoint: Endpoint, refused: ReadonlySet<string>): Endpoint {
  const { answerShape, reads } = endpoint
  if (answerShape?.kind !== 'object') return endpoint
  const read = new Set(reads.map(topOf))
  const kept = Object.entries(answerShape.fields).filter(
    ([name, { shape }]) => isScalar(shape) || read.has(name) || !(refused.has(name) || problems.test(name)),
  )
  if (kept.length === Object.keys(answerShape.fields).length) return endpoint
  const served =
    kept.length === 0 ? ({ kind: 'unknown' } as const) : { ...answerShape, fields: Object.fromEntries(kept) }
  return { ...endpoint, answerShape: served }
}
