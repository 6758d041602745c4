import type { Field } from '../../blueprint/endpoint.ts'
import { type Atom, type Control, controlOf, type Value } from '../../syntax/index.ts'

/** What a form may say of a field beside its shape. */
export type Limits = Pick<Field, 'required' | 'min' | 'max' | 'minLength' | 'maxLength' | 'pattern'>

const NAMES = ['required', 'min', 'max', 'minLength', 'maxLength', 'pattern'] as const

/** Fields that nobody types into, as far as one call shows: what another form says of them holds. */
const quiet = new WeakSet<Field>()

/** The limits of the fields in which a value is typed: what all of them let pass. Undefined where nobody types it. */
export function limitsOfValue(value: Value): Limits | undefined {
  const typed = value.filter(isTyped)
  if (typed.length === 0) return undefined
  const [first = {}, ...rest] = typed.map(atom => limitsOfControl(controlOf(atom)))
  return rest.reduce(looser, first)
}

/** Texts that are written down and what the server said are not typed here. */
function isTyped(atom: Atom): boolean {
  if (atom.kind === 'unknown') return atom.soft !== true
  return atom.kind === 'text' && atom.parts.some(part => !('text' in part))
}

function limitsOfControl(control: Control | undefined): Limits {
  const limits: Limits = {}
  for (const name of NAMES) {
    const limit = control?.[name]
    if (limit !== undefined) Object.assign(limits, { [name]: limit })
  }
  if (limits.minLength === 0) delete limits.minLength
  return limits
}

const SMALLER = new Set(['min', 'minLength'])

const FORMATS: Readonly<Record<string, NonNullable<Field['format']>>> = {
  email: 'email',
  url: 'url',
  password: 'password',
  date: 'date',
  'datetime-local': 'date-time',
  textarea: 'longtext',
}

/** The format that the fields of a value are for. */
export function formatOfTyped(value: Value): { format?: NonNullable<Field['format']> } {
  const kinds = value.filter(isTyped).map(atom => FORMATS[controlOf(atom)?.type ?? ''])
  const [first] = kinds
  return first && kinds.every(kind => kind === first) ? { format: first } : {}
}

/** What both let pass. */
export function looser(one: Limits, other: Limits): Limits {
  const limits: Limits = {}
  for (const name of NAMES) {
    const [left, right] = [one[name], other[name]]
    if (left === undefined || right === undefined) continue
    if (typeof left === 'number' && typeof right === 'number') {
      Object.assign(limits, { [name]: SMALLER.has(name) ? Math.min(left, right) : Math.max(left, right) })
    } else if (left === right) Object.assign(limits, { [name]: left })
  }
  return limits
}

/** A field with its limits. */
export function withLimits(field: Field, limits: Limits | undefined): Field {
  if (limits) return { ...field, ...limits }
  quiet.add(field)
  return field
}

/** Whether nobody types into a field, as far as is known. */
export function isQuiet(field: Field): boolean {
  return quiet.has(field)
}

/** Whether the limits of two alternatives of one field are those of the first. */
export function keepsLimits(one: Field, other: Field): boolean {
  if (quiet.has(one)) return quiet.has(other)
  if (quiet.has(other)) return true
  for (const name of NAMES) {
    const [left, right] = [one[name], other[name]]
    if (left === undefined || left === right) continue
    if (typeof left !== 'number' || typeof right !== 'number') return false
    if (SMALLER.has(name) ? right < left : right > left) return false
  }
  return true
}

/** Whether an attribute of a field is a limit. */
export function isLimit(name: string): boolean {
  return NAMES.some(one => one === name)
}

/** The limits of two alternatives of one field. */
export function mergeLimits(merged: Field, one: Field, other: Field): Field {
  if (quiet.has(one) && quiet.has(other)) {
    quiet.add(merged)
    return merged
  }
  const limits = quiet.has(one) ? other : quiet.has(other) ? one : looser(one, other)
  const plain = { ...merged }
  for (const name of NAMES) delete plain[name]
  for (const name of NAMES) if (limits[name] !== undefined) Object.assign(plain, { [name]: limits[name] })
  return plain
}
