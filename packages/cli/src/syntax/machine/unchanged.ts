import type { Closure, Scope } from '../values/frame.ts'
import { keyOf } from '../values/join.ts'
import type { Atom, Callable, Slot, Thing, Value } from '../values/value.ts'
import { freeNames } from './free.ts'
import type { Machine } from './machine.ts'

/** Objects that are looked at in one comparison: beyond, a value counts as changed. */
const MOST_OBJECTS = 4000

interface Comparing {
  machine: Machine
  /** Pairs that are taken to be alike while they are compared. */
  assumed: Map<object, object>
  left: number
}

/**
 * Whether two versions of a value are alike in everything that can be reached from them, closures included. Functions of ours
 * may hold anything: only one and the same is alike.
 */
export function unchanged(machine: Machine, before: Value, now: Value): boolean {
  if (before === now) return true
  const comparing: Comparing = { machine, assumed: new Map(), left: MOST_OBJECTS }
  if (!sameValues(before, now, comparing)) return false
  for (const [old, young] of comparing.assumed) machine.proven.set(old, young)
  return true
}

function sameValues(before: Value, now: Value, comparing: Comparing): boolean {
  if (before === now) return true
  return before.length === now.length && before.every((atom, at) => sameAtoms(atom, now[at], comparing))
}

function sameAtoms(before: Atom, now: Atom | undefined, comparing: Comparing): boolean {
  if (before === now) return true
  if (!now || before.kind !== now.kind) return false
  switch (before.kind) {
    case 'object':
      return now.kind === 'object' && pair([before, now], comparing, () => sameThings(before, now, comparing))
    case 'function':
      return now.kind === 'function' && pair([before, now], comparing, () => sameCallables(before, now, comparing))
    case 'promise':
      return now.kind === 'promise' && sameValues(before.value, now.value, comparing)
    case 'unknown':
      if (now.kind !== 'unknown' || before.type?.node !== now.type?.node) return false
      if (before.wraps || now.wraps) {
        const plain = keyOf({ ...before, wraps: [] }) === keyOf({ ...now, wraps: [] })
        return plain && sameValues(before.wraps ?? [], now.wraps ?? [], comparing)
      }
      return before.name === now.name && keyOf(before) === keyOf(now)
    default:
      return keyOf(before) === keyOf(now)
  }
}

type Pair<T> = readonly [before: T, now: T]

function pair([before, now]: Pair<object>, comparing: Comparing, compare: () => boolean): boolean {
  const { assumed, machine } = comparing
  if (assumed.get(before) === now || machine.proven.get(before) === now) return true
  comparing.left -= 1
  if (comparing.left < 0) return false
  assumed.set(before, now)
  return compare()
}

function sameThings(before: Thing, now: Thing, comparing: Comparing): boolean {
  if (before.key !== now.key || before.tag !== now.tag || before.slots.size !== now.slots.size) return false
  if (before.lazy !== now.lazy && !(before.holds && now.holds && sameValues(before.holds, now.holds, comparing)))
    return false
  // Who was given the older one may have told its type since.
  if (now.type && before.type?.node !== now.type.node) return false
  if (before.written !== now.written) return false
  if (before.bases.length !== now.bases.length) return false
  if (!before.bases.every((base, at) => sameValues(base.value, now.bases[at]?.value ?? [], comparing))) return false
  if (!sameSlots(before.element, now.element, comparing)) return false
  if (!sameValues(before.inner ?? [], now.inner ?? [], comparing)) return false
  if (!sameAtomsOf(before.class, now.class, comparing)) return false
  return sameTables([before.slots, now.slots], comparing)
}

type Table = ReadonlyMap<string, Slot>

function sameTables([before, now]: Pair<Table>, comparing: Comparing, names?: ReadonlySet<string>): boolean {
  if (before.size !== now.size) return false
  for (const [name, slot] of before) {
    if (names && !names.has(name)) continue
    const other = now.get(name)
    if (!other || !sameSlots(slot, other, comparing)) return false
  }
  return true
}

function sameAtomsOf(before: Callable | undefined, now: Callable | undefined, comparing: Comparing): boolean {
  return before === now || (before !== undefined && now !== undefined && sameAtoms(before, now, comparing))
}

function sameSlots(before: Slot | undefined, now: Slot | undefined, comparing: Comparing): boolean {
  if (before === now) return true
  if (!before || !now || (before.widened && !now.widened)) return false
  if (before.cell !== now.cell && (before.cell?.value.length ?? 0) + (now.cell?.value.length ?? 0) > 0) return false
  return sameAtomsOf(before.getter, now.getter, comparing) && sameValues(before.value, now.value, comparing)
}

function sameCallables(before: Callable, now: Callable, comparing: Comparing): boolean {
  if (before.key !== now.key) return false
  if (!before.code || !now.code || before.holds) {
    if (!before.holds || !now.holds || !sameValues(before.holds, now.holds, comparing)) return false
    if (!before.code || !now.code) return true
  }
  if (!sameValues(before.code.self, now.code.self, comparing)) return false
  if (before.prototype && now.prototype && !sameAtoms(before.prototype, now.prototype, comparing)) return false
  if (before.statics && now.statics && !sameAtoms(before.statics, now.statics, comparing)) return false
  return sameScopes(before.code, now.code, comparing)
}

/** Only names that the function may read count. Modules are compared when they run: those who read them are told. */
function sameScopes(before: Closure, now: Closure, comparing: Comparing): boolean {
  const names = freeNames(before.node)
  let one: Scope | undefined = before.scope
  let other: Scope | undefined = now.scope
  while (one && other && one !== other) {
    if (!one.parent && !other.parent) return one.module === other.module
    if (!sameTables([one.names, other.names], comparing, names)) return false
    one = one.parent
    other = other.parent
  }
  return one === other
}

/** Whether two versions of a module's names are alike. */
export function sameNames(machine: Machine, before: Scope, now: Scope): boolean {
  const comparing: Comparing = { machine, assumed: new Map(), left: MOST_OBJECTS * 4 }
  if (!sameTables([before.names, now.names], comparing)) return false
  for (const [old, young] of comparing.assumed) machine.proven.set(old, young)
  return true
}
