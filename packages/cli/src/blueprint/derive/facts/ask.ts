import type { Shape } from '../../endpoint.ts'
import type { Ask } from './facts.ts'
import { wordsOf } from './path.ts'
import { elementOf, fieldsOf, isScalar } from './shape.ts'
import { plainWord } from './words.ts'

/** The last word of the path for comparing: `signin` of `/auth/sign-in`. */
export function lastWord(ask: Ask): string {
  return plainWord(wordsOf(ask.segments).at(-1) ?? '')
}

/** True when the path ends in a parameter. */
export function endsInHole(ask: Ask): boolean {
  const last = ask.segments.at(-1)
  return last !== undefined && 'hole' in last
}

/** True when the path has no parameter. */
export function isFixed(ask: Ask): boolean {
  return ask.segments.every(segment => 'word' in segment)
}

/** True when the client sends something. An empty object says nothing: some clients send one with every POST. */
export function hasBody({ body }: Ask): boolean {
  return body.kind === 'object' ? Object.keys(body.fields).length > 0 : body.kind !== 'unknown'
}

/** The names of all single values in a shape, objects and arrays looked into. */
export function leafNames(shape: Shape): string[] {
  const of = elementOf(shape)
  if (of !== undefined) return leafNames(of)
  return Object.entries(fieldsOf(shape)).flatMap(([name, field]) =>
    isScalar(field.shape) ? [name] : leafNames(field.shape),
  )
}
