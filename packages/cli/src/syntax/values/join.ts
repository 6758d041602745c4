import type { Birth } from './birth.ts'
import { printText } from './text.ts'
import type { Atom, Value } from './value.ts'

const MOST_ATOMS = 32
const MOST_NUMBERS = 6
const MOST_OF_ONE_SITE = 8

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
  let joined: Atom[] | undefined
  for (const atom of right) {
    const list: Value = joined ?? left
    const at = list.findIndex(one => sameAtom(one, atom))
    const known = list[at]
    if (known && !isNewer(atom, known)) continue
    joined ??= [...left]
    if (known) joined[at] = atom
    else joined.push(atom)
  }
  if (!joined) return left
  return joined.length > left.length ? widen(joined) : joined
}

/** True for two versions of one alternative. */
function sameAtom(left: Atom, right: Atom): boolean {
  if (left === right) return true
  if (left.kind !== right.kind) return false
  if (left.kind === 'object' && right.kind === 'object' && left.birth && right.birth)
    return sameBirth(left.birth, right.birth)
  if (left.kind === 'answer' && right.kind === 'answer') return left.source === right.source && left.path === right.path
  if (left.kind === 'constant' && right.kind === 'constant' && !left.when && !right.when)
    return Object.is(left.value, right.value)
  if (left.kind === 'unknown' && right.kind === 'unknown' && left.name !== right.name) return false
  return keyOf(left) === keyOf(right)
}

function sameBirth(left: Birth, right: Birth): boolean {
  return left.site === right.site && left.context === right.context && left.count === right.count
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
  if (kept.length > MOST_OF_ONE_SITE) kept = fewOfEachSite(kept)
  return kept.length > MOST_ATOMS ? kept.slice(-MOST_ATOMS) : kept
}

/** Objects that one place makes again and again are alike: the last few stand for all. */
function fewOfEachSite(atoms: readonly Atom[]): Atom[] {
  const counts = new Map<number, number>()
  const kept: Atom[] = []
  for (const atom of atoms.toReversed()) {
    const site = atom.kind === 'object' ? atom.birth?.site : undefined
    const count = site === undefined ? 0 : (counts.get(site) ?? 0) + 1
    if (site !== undefined) counts.set(site, count)
    if (count <= MOST_OF_ONE_SITE) kept.push(atom)
  }
  return kept.reverse()
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
    case 'unknown':
      return atom.solid
    default:
      return undefined
  }
}

/** True for null and undefined, undefined where it depends. */
export function isNullish(atom: Atom): boolean | undefined {
  if (atom.kind === 'constant') return atom.value === null || atom.value === undefined
  return atom.kind === 'unknown' || atom.kind === 'answer' ? undefined : false
}
