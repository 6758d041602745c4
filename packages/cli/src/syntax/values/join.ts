import { printText } from './text.ts'
import type { Atom, Value } from './value.ts'

const MOST_ATOMS = 32
const MOST_NUMBERS = 6

/** A name for an atom that is equal for equal atoms, in every round. */
export function keyOf(atom: Atom): string {
  switch (atom.kind) {
    case 'text':
      return `t${printText(atom)}${atom.when ?? ''}`
    case 'constant':
      return `c${typeof atom.value}${String(atom.value)}${atom.when ?? ''}`
    case 'unknown':
      return `u${atom.name}:${atom.is ?? ''}:${atom.soft ?? ''}:${atom.type?.node.start ?? ''}:${atom.wraps?.map(keyOf) ?? ''}`
    case 'answer':
      return `a${atom.source.id}#${atom.path}`
    case 'promise':
      return `p(${atom.value.map(keyOf).join()})`
    case 'object':
      return `o${atom.key}`
    case 'function':
      return `f${atom.key}`
  }
}

/** Every alternative of both, each once; of two versions of one object the newer. */
export function join(left: Value, right: Value): Value {
  if (left === right || right.length === 0) return left
  if (left.length === 0) return right
  const byKey = new Map<string, Atom>()
  for (const atom of left) byKey.set(keyOf(atom), atom)
  const size = byKey.size
  let renewed = false
  for (const atom of right) renewed = admit(byKey, atom) || renewed
  if (byKey.size === size && !renewed) return left
  return widen([...byKey.values()])
}

function admit(byKey: Map<string, Atom>, atom: Atom): boolean {
  const key = keyOf(atom)
  const known = byKey.get(key)
  if (known && !isNewer(atom, known)) return false
  byKey.set(key, atom)
  return known !== undefined
}

function isNewer(atom: Atom, known: Atom): boolean {
  if (atom === known) return false
  if (atom.kind === 'object' && known.kind === 'object') return atom.round >= known.round
  if (atom.kind === 'function' && known.kind === 'function') return atom.round > known.round
  return false
}

/** Every alternative of all. */
export function joinAll(values: readonly Value[]): Value {
  return values.reduce(join, [])
}

function isNumber(atom: Atom): boolean {
  return atom.kind === 'constant' && typeof atom.value === 'number'
}

/** Keeps a value finite: counters become a number that is not known, and no value has more than 32 alternatives. */
function widen(atoms: Atom[]): Value {
  let kept = atoms
  if (kept.length > MOST_NUMBERS && kept.filter(isNumber).length > MOST_NUMBERS) {
    kept = [...kept.filter(atom => !isNumber(atom)), { kind: 'unknown', name: 'number', is: 'number' }]
  }
  return kept.length > MOST_ATOMS ? kept.slice(-MOST_ATOMS) : kept
}

/** True when both have the same alternatives. */
export function same(left: Value, right: Value): boolean {
  return left === right || (left.length === right.length && join(left, right) === left)
}

/** Whether a condition holds: always, never, or (undefined) it depends. */
export function truth(value: Value): boolean | undefined {
  let known: boolean | undefined
  for (const atom of value) {
    const one = truthOf(atom)
    if (one === undefined || (known !== undefined && known !== one)) return undefined
    known = one
  }
  return known
}

/** Whether one alternative counts as true. */
export function truthOf(atom: Atom): boolean | undefined {
  switch (atom.kind) {
    case 'constant':
      return Boolean(atom.value)
    case 'text':
      if (atom.parts.some(part => 'text' in part && part.text !== '')) return true
      return atom.parts.every(part => 'text' in part) ? false : undefined
    case 'object':
    case 'function':
    case 'promise':
      return true
    default:
      return undefined
  }
}

/** True for null and undefined, undefined where it depends. */
export function isNullish(atom: Atom): boolean | undefined {
  if (atom.kind === 'constant') return atom.value === null || atom.value === undefined
  return atom.kind === 'unknown' || atom.kind === 'answer' ? undefined : false
}
