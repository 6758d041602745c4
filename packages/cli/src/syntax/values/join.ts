import { textOf } from './make.ts'
import { printText } from './text.ts'
import type { Atom, Part, Text, Thing, Unknown, Value } from './value.ts'

const MOST_ATOMS = 32
const MOST_NUMBERS = 6
const MOST_OF_ONE_SITE = 8

/** A name for an atom that is equal for equal atoms, in every round. */
export function keyOf(atom: Atom): string {
  switch (atom.kind) {
    case 'text':
      return `t${printText(atom)}${atom.when ?? ''}`
    case 'constant':
      return `c${typeof atom.value}${String(atom.value)}`
    case 'unknown':
      return `u${atom.name}:${atom.is ?? ''}:${atom.soft ?? ''}:${atom.type?.node.start ?? ''}:${atom.wraps?.map(keyOf) ?? ''}${atom.control ? keyOfControl(atom) : ''}`
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

function keyOfControl({ control, part }: Unknown): string {
  return `:${part ?? ''}${control?.key ?? ''}`
}

/**
 * Every alternative of both, each once; of two versions of one object the newer. What was put together by hand may hold one
 * alternative many times, and doubles with every round: what is longer than a joined value can be is gone through here.
 */
export function join(left: Value, right: Value): Value {
  if (left === right || right.length === 0) return left
  if (left.length === 0) return right.length > MOST_ATOMS ? add(right.slice(0, 1), right) : right
  return add(left, right)
}

function add(left: Value, right: Value): Value {
  let joined: Atom[] | undefined
  for (const atom of right) {
    const list: Value = joined ?? left
    const at = indexOfSame(list, atom)
    const known = list[at]
    if (known && !isNewer(atom, known)) continue
    joined ??= [...left]
    if (known) joined[at] = atom
    else joined.push(atom)
  }
  if (!joined) return left
  return joined.length > left.length ? widen(joined) : joined
}

function indexOfSame(list: Value, atom: Atom): number {
  for (let at = 0; at < list.length; at += 1) {
    const one = list[at]
    if (one === atom || (one && one.kind === atom.kind && sameAtom(one, atom))) return at
  }
  return -1
}

/** True for two versions of one alternative. Joining is a third of a run: only promises and wrappers are compared by name. */
function sameAtom(left: Atom, right: Atom): boolean {
  switch (left.kind) {
    case 'object':
      return right.kind === 'object' && sameThing(left, right)
    case 'answer':
      return right.kind === 'answer' && left.source === right.source && left.path === right.path
    case 'constant':
      return right.kind === 'constant' && Object.is(left.value, right.value)
    case 'text':
      return right.kind === 'text' && sameText(left, right)
    case 'unknown':
      return right.kind === 'unknown' && left.name === right.name && keyOf(left) === keyOf(right)
    default:
      return keyOf(left) === keyOf(right)
  }
}

function sameThing(left: Thing, right: Thing): boolean {
  if (!left.birth || !right.birth) return left.key === right.key
  const { site, context, count } = left.birth
  return site === right.birth.site && context === right.birth.context && count === right.birth.count
}

function sameText(left: Text, right: Text): boolean {
  if (left.parts.length !== right.parts.length || String(left.when) !== String(right.when)) return false
  return left.parts.every((part, at) => part === right.parts[at] || samePart(part, right.parts[at]))
}

function samePart(left: Part, right: Part | undefined): boolean {
  if (!right) return false
  if ('text' in left) return 'text' in right && left.text === right.text
  if ('name' in left) return 'name' in right && left.name === right.name
  return printText(textOf([left])) === printText(textOf([right]))
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
