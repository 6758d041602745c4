import { awaitedType, elementType, innerType, memberType } from '../types/members.ts'
import type { Type } from '../types/type.ts'
import { view } from '../types/view.ts'
import { literalTexts } from '../values/text.ts'
import type { Answer, Atom, Thing, Value } from '../values/value.ts'
import { REFUSED } from './failure.ts'
import { countLook, wentThrough } from './once.ts'
import { readCell } from './slots.ts'

const DEEPEST = 3

/** Gives a value the type that is written beside it, and tells requests what their answers are said to be. */
export function noteType(value: Value, type: Type | undefined, depth = 0): Value {
  if (!type || depth > DEEPEST) return value
  let changed = false
  const noted = value.map(atom => {
    const one = noteAtom(atom, type, depth)
    changed ||= one !== atom
    return one
  })
  return changed ? noted : value
}

function noteAtom(atom: Atom, type: Type, depth: number): Atom {
  switch (atom.kind) {
    case 'unknown':
      return atom.type || atom.is ? atom : { ...atom, type }
    case 'answer':
      noteAnswer(atom, type)
      return atom
    case 'promise':
      noteType(atom.value, awaitedType(type), depth)
      return atom
    case 'object':
      noteThing(atom, type, depth)
      return atom
    default:
      return atom
  }
}

function noteAnswer({ source, path }: Answer, type: Type): void {
  // Refused answers are one: the types of what should have come say nothing of it.
  if (source.id === REFUSED) return
  const inner = innerType(type)
  const known = source.types.get(path)
  if (known && (known.length >= MOST_TYPES || known.some(one => one.node === inner.node))) return
  const { kind } = view(inner)
  if (kind === 'unknown' || kind === 'undefined') return
  if (known) known.push(inner)
  else source.types.set(path, [inner])
}

/** So many types of one part of an answer are looked at: a state in many hands has one in each of them. */
const MOST_TYPES = 16

function noteThing(thing: Thing, type: Type, depth: number): void {
  if (thing.tag === 'ref') {
    noteSlots(thing, () => innerType(type), depth)
    return
  }
  const seen = view(type)
  const { kind } = seen
  if (kind !== 'object' && kind !== 'array' && kind !== 'union') return
  if (wentThrough(thing, type.node, depth)) return
  countLook(thing)
  if (kind === 'union') {
    const all = membersOf(seen.of)
    const fitting = all.filter(one => fits(thing, one))
    const [only] = fitting
    if (only && fitting.length === 1 && all.length > 1) {
      noteThing(thing, only, depth)
      return
    }
  }
  thing.type ??= type
  if (thing.tag === 'array') noteSlots(thing, () => elementType(type), depth)
  else noteSlots(thing, name => memberType(type, name) ?? undefined, depth)
}

function membersOf(types: readonly Type[], depth = 0): Type[] {
  return types.flatMap(type => {
    const seen = view(type)
    return seen.kind === 'union' && depth < DEEPEST ? membersOf(seen.of, depth + 1) : [type]
  })
}

/** Of several types the one whose words an object has: `{ type: 'added', payload: Post } | { type: 'gone', payload: string }`. */
function fits(thing: Thing, type: Type): boolean {
  const seen = view(type)
  if (seen.kind !== 'object') return false
  return seen.members.every(member => {
    const wanted = view(member.type)
    const written = wanted.kind === 'literal' ? literalTexts(thing.slots.get(member.name)?.value ?? []) : []
    return wanted.kind !== 'literal' || written.length === 0 || written.some(text => wanted.values.includes(text))
  })
}

function noteSlots(thing: Thing, typeOf: (name: string) => Type | undefined, depth: number): void {
  for (const [name, slot] of thing.slots) {
    if (holdsMore(slot.value)) noteType(slot.value, typeOf(name), depth + 1)
    if (slot.cell && holdsMore(slot.cell.value)) noteType(readCell(slot.cell), typeOf(name), depth + 1)
  }
}

function holdsMore(value: Value): boolean {
  return value.some(atom => atom.kind === 'answer' || atom.kind === 'promise' || atom.kind === 'object')
}
