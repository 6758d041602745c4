import { coverOf } from './cover.ts'
import { textOf } from './make.ts'
import { printText } from './text.ts'
import type { Atom, Callable, Part, Text, Thing, Unknown, Value } from './value.ts'

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
  const full = isFull(left)
  // Most values that are joined are alike, alternative by alternative.
  let next = 0
  for (const atom of right) {
    if (full && !mayReplace(atom)) continue
    const list: Value = joined ?? left
    if (list[next] === atom) {
      next += 1
      continue
    }
    const at = indexOfSame(list, atom)
    if (at >= 0) next = at + 1
    const known = list[at]
    if (known ? !isNewer(atom, known) : full && atom.kind !== 'text') continue
    joined ??= [...left]
    if (known) joined[at] = atom
    else joined.push(atom)
  }
  if (!joined) return left
  if (joined.length === left.length) return joined
  const kept = widen(joined)
  return full && kept.every((atom, at) => atom === left[at]) ? left : kept
}

/** Whether a value has no room for more alternatives. */
export function isFull(value: Value): boolean {
  return value.length >= MOST_ATOMS
}

/**
 * A full value stays as it is, but for newer versions of what it has and for texts that cover more. Whoever reads many full
 * values joins nothing else: a store of 40 lists spent half of its work on alternatives that had no room.
 */
function mayReplace(atom: Atom): boolean {
  if (atom.kind === 'text') return atom.parts.length > 1
  return atom.kind === 'object' || atom.kind === 'function' || atom.kind === 'constant'
}

function indexOfSame(list: Value, atom: Atom): number {
  const itself = list.indexOf(atom)
  if (itself >= 0) return itself
  for (let at = 0; at < list.length; at += 1) {
    const one = list[at]
    if (one && one.kind === atom.kind && sameAtom(one, atom)) return at
  }
  return -1
}

/** True for two versions of one alternative. Joining is a third of a run: only what wrappers hold is compared by name. */
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
      return right.kind === 'unknown' && sameUnknown(left, right)
    case 'function':
      return right.kind === 'function' && left.key === right.key
    case 'promise':
      return right.kind === 'promise' && sameKeys(left.value, right.value)
  }
}

function sameUnknown(left: Unknown, right: Unknown): boolean {
  if (left.name !== right.name || left.is !== right.is || left.soft !== right.soft) return false
  if (left.type?.node.start !== right.type?.node.start) return false
  if (left.control?.key !== right.control?.key || (left.control && left.part !== right.part)) return false
  return left.wraps === right.wraps || sameKeys(left.wraps ?? NONE, right.wraps ?? NONE)
}

const NONE: Value = []

function sameKeys(left: Value, right: Value): boolean {
  if (left === right) return true
  return left.length === right.length && left.every((atom, at) => sameKey(atom, right[at]))
}

function sameKey(left: Atom, right: Atom | undefined): boolean {
  if (left === right) return true
  if (!right || left.kind !== right.kind) return false
  return left.kind === 'object' || left.kind === 'function'
    ? left.key === (right as Callable | Thing).key
    : keyOf(left) === keyOf(right)
}

function sameThing(left: Thing, right: Thing): boolean {
  if (!left.birth || !right.birth) return left.key === right.key
  const { site, context, count } = left.birth
  return site === right.birth.site && context === right.birth.context && count === right.birth.count
}

function sameText(left: Text, right: Text): boolean {
  if (left.parts.length !== right.parts.length || !sameConditions(left.when, right.when)) return false
  return left.parts.every((part, at) => part === right.parts[at] || samePart(part, right.parts[at]))
}

function sameConditions(left: Text['when'] = NO_CONDITIONS, right: Text['when'] = NO_CONDITIONS): boolean {
  return left === right || (left.length === right.length && left.every((one, at) => one === right[at]))
}

const NO_CONDITIONS: readonly string[] = []

function samePart(left: Part, right: Part | undefined): boolean {
  if (!right) return false
  if ('text' in left) return 'text' in right && left.text === right.text
  if ('name' in left) return 'name' in right && left.name === right.name
  return printText(textOf([left])) === printText(textOf([right]))
}

function isNewer(atom: Atom, known: Atom): boolean {
  if (atom === known) return false
  if (known.kind === 'constant') return known.compared === true && atom.kind === 'constant' && !atom.compared
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
  return kept.length > MOST_ATOMS ? coverOf(kept, MOST_ATOMS) : kept
}

/**
 * Objects that one place makes again and again are alike, unless they hold other functions, or other words that a program
 * chooses by: the last few of each kind stand for all of it.
 */
function fewOfEachSite(atoms: readonly Atom[]): Atom[] {
  const crowded = new Set<number>()
  const made = new Map<number, number>()
  for (const atom of atoms) {
    const site = siteOfAtom(atom)
    const count = site === undefined ? 0 : (made.get(site) ?? 0) + 1
    if (site !== undefined) made.set(site, count)
    if (site !== undefined && count > MOST_OF_ONE_SITE) crowded.add(site)
  }
  if (crowded.size === 0) return [...atoms]
  const kinds = atoms.map(atom => {
    const site = siteOfAtom(atom)
    return site !== undefined && crowded.has(site) ? `${site} ${functionsOf(atom as Thing)}` : undefined
  })
  return lastOfEach(atoms, kinds)
}

function lastOfEach(atoms: readonly Atom[], kinds: readonly (string | undefined)[]): Atom[] {
  const most = Math.max(2, Math.min(MOST_OF_ONE_SITE, Math.floor(MOST_ATOMS / new Set(kinds).size)))
  const counts = new Map<string, number>()
  const kept: Atom[] = []
  for (const [index, atom] of [...atoms.entries()].toReversed()) {
    const kind = kinds[index]
    const count = kind === undefined ? 0 : (counts.get(kind) ?? 0) + 1
    if (kind !== undefined) counts.set(kind, count)
    if (count <= most) kept.push(atom)
  }
  return kept.reverse()
}

function siteOfAtom(atom: Atom): number | undefined {
  return atom.kind === 'object' ? atom.birth?.site : undefined
}

// `{ title, confirm: { label, action } }`
const DEEPEST = 2
/** Functions that are looked at in one object: a state that holds all of a store has thousands. */
const MOST_FUNCTIONS = 200

const known = new WeakMap<Thing, number>()

/** What an object holds when its maker is done is what it holds: the state of a store is joined often. */
function functionsOf(thing: Thing): number {
  const before = known.get(thing)
  if (before !== undefined) return before
  const found = { sum: 7, left: MOST_FUNCTIONS, seen: new Set<Thing>() }
  addFunctionsIn(thing, found, 0)
  if (thing.born?.active === false) known.set(thing, found.sum)
  return found.sum
}

interface Functions {
  /** A number for the functions, the words and their names so far. Texts of them were most of a run with large states. */
  sum: number
  left: number
  seen: Set<Thing>
}

/**
 * The program's functions that an object holds: what a dialog does when somebody agrees tells it from other dialogs. And its
 * own words: which dialog it is.
 */
function addFunctionsIn(thing: Thing, found: Functions, depth: number): void {
  found.seen.add(thing)
  for (const [name, { value }] of thing.slots) {
    for (const atom of value) {
      if (found.left <= 0) return
      if (atom.kind === 'function' && atom.code) {
        found.left -= 1
        found.sum = mixed(hashOf(name, found.sum), atom.code.site)
      } else if (depth === 0 && isWord(atom)) {
        found.left -= 1
        found.sum = hashOf(printText(atom), hashOf(name, found.sum))
      } else if (atom.kind === 'object' && atom.tag === 'plain' && depth < DEEPEST && !found.seen.has(atom))
        addFunctionsIn(atom, found, depth + 1)
    }
  }
}

/** `{ dialog: 'share' }`: what a program chooses by. */
function isWord(atom: Atom): atom is Text {
  if (atom.kind !== 'text' || atom.parts.length !== 1) return false
  const [only] = atom.parts
  return only !== undefined && 'text' in only && /^[\w-]{1,32}$/.test(only.text)
}

function hashOf(name: string, from: number): number {
  let sum = from
  for (let at = 0; at < name.length; at += 1) sum = mixed(sum, name.charCodeAt(at))
  return sum
}

function mixed(sum: number, part: number): number {
  return (sum * 31 + (part % 2 ** 40)) % 2 ** 46
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
      // An empty text that stands in for a variable of the build says only that nothing sets it here.
      return atom.parts.every(part => 'text' in part) && !atom.likely ? false : undefined
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
