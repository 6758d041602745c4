import { isUtf8 } from 'node:buffer'
import { type FieldProblem, invalid } from '../../errors/index.ts'
import { doorErrors } from '../errors.ts'
import { failurePosition } from './json-position.ts'

/** Deepest nesting of a body. */
const deepest = 32

/** Only texts that hold one of these are walked: the key itself, or an escape that could spell it, a NUL or a surrogate. */
const suspicious = /__proto__|constructor|\\u(?:00|[dD][89a-fA-F])/

/**
 * Parses a body; an empty one is `undefined`. Throws BODY_MALFORMED with the position, and VALIDATION_FAILED with a
 * pointer for keys that poison prototypes, for NUL characters and halves of surrogate pairs (which PostgreSQL refuses),
 * and for nesting over 32.
 */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined
  if (!isUtf8(bytes)) throw doorErrors.BODY_MALFORMED({ reason: 'It is not UTF-8.' })
  const text = bytes.toString('utf8')
  const value = parse(text)
  if (suspicious.test(text) || mayBeDeep(text)) refuseHostile(value)
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw doorErrors.BODY_MALFORMED(placeOf(text), { cause })
  }
}

function placeOf(text: string): { position: number; line: number; column: number } {
  const position = failurePosition(text)
  const before = text.slice(0, position).split('\n')
  return { position, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** A text cannot nest deeper than it has opening brackets. */
function mayBeDeep(text: string): boolean {
  let open = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if ((code === 0x5b || code === 0x7b) && ++open > deepest) return true
  }
  return false
}

function refuseHostile(value: unknown): void {
  const problem = findHostile(value, '', 1)
  if (problem !== undefined) throw invalid([problem])
}

const unstorable = 'Must not hold NUL characters or halves of surrogate pairs.'

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

function findHostile(value: unknown, field: string, depth: number): FieldProblem | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : { field, message: unstorable }
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > deepest) return { field: field.slice(0, 200), message: `Must not be nested deeper than ${deepest}.` }
  for (const key of Object.keys(value)) {
    const inside = Array.isArray(value) ? `${field}[${key}]` : field === '' ? key : `${field}.${key}`
    if (key === '__proto__' || key === 'constructor' || !isStorable(key))
      return { field: inside, message: 'This name is not allowed.' }
    const problem = findHostile((value as Record<string, unknown>)[key], inside, depth + 1)
    if (problem !== undefined) return problem
  }
  return undefined
}
