import { elementSlot, makeThing, putField, readSlot, writeSlot } from '../machine/slots.ts'
import { elementType } from '../types/members.ts'
import type { Frame } from '../values/frame.ts'
import { joinAll } from '../values/join.ts'
import { answer, constant, text, unknown } from '../values/make.ts'
import { literalOf } from '../values/text.ts'
import type { Atom, Thing, Unknown, Value } from '../values/value.ts'
import { inCrowd } from './crowd.ts'
import { elementOfAnswer, refValue, valueOfSlot } from './member.ts'
import { pathOfElement } from './path.ts'

/** The elements of a list, in order; the last may stand for any number of them. */
export function elementsOf(value: Value, frame: Frame): Value[] {
  let elements: Value[] = []
  inCrowd([value], frame, () => {
    elements = value.flatMap(atom => elementsOfAtom(atom, frame))
  })
  return elements
}

function elementsOfAtom(atom: Atom, frame: Frame): Value[] {
  switch (atom.kind) {
    case 'object':
      return elementsOfThing(atom, frame)
    case 'answer':
      return [elementOfAnswer(atom, frame)]
    case 'unknown':
      return [elementOfUnknown(atom)]
    case 'text': {
      const literal = literalOf(atom)
      return literal === undefined || literal.length > 8 ? [unknown('character')] : [...literal].map(one => text(one))
    }
    case 'constant':
      return typeof atom.value === 'number' ? [unknown('number', { is: 'number' })] : []
    default:
      return []
  }
}

function elementsOfThing(thing: Thing, frame: Frame): Value[] {
  if (thing.unfold) return elementsOf(thing.unfold(), frame)
  if (thing.tag === 'ref') return elementsOf(refValue(thing), frame)
  const known = [...thing.slots.values()].map(slot => valueOfSlot(slot, [thing], frame)).filter(one => one.length > 0)
  const spread = thing.bases.flatMap(base => elementsOf(base.value, frame))
  const rest = thing.element ? readSlot(thing.element) : []
  return rest.length > 0 ? [...known, ...spread, rest] : [...known, ...spread]
}

function elementOfUnknown(atom: Unknown): Value {
  const name = atom.name.length > 2 && atom.name.endsWith('s') ? atom.name.slice(0, -1) : atom.name
  const type = atom.type && elementType(atom.type)
  if (type) return unknown(name, { type })
  const wrapped = atom.wraps
    ?.filter(one => one.kind === 'answer')
    .map(one => answer(one.source, pathOfElement(one.path)))
  if (wrapped?.length) return wrapped
  return unknown(name, atom.is ? { is: atom.is } : {})
}

/** True for one list whose elements are all known, one by one. */
export function isListed(value: Value): boolean {
  const [only] = value
  return (
    value.length === 1 && only?.kind === 'object' && only.tag === 'array' && only.bases.length === 0 && !hasRest(only)
  )
}

function hasRest(thing: Thing): boolean {
  return thing.element !== undefined && readSlot(thing.element).length > 0
}

/** Elements that are known, and what may follow any number of times. */
export interface OpenList {
  items: readonly Value[]
  rest: Value
}

/** More elements than these are not told apart: a list that is joined to itself doubles with every run. */
const MOST_ITEMS = 256

/** An array of these elements. */
export function makeArray(frame: Frame, site: number, list: readonly Value[] | OpenList): Value {
  const { items, rest } = 'items' in list ? list : { items: list, rest: [] }
  const array = makeThing(frame, site, 'array')
  for (const [index, item] of items.slice(0, MOST_ITEMS).entries())
    putField(frame, array, { name: String(index), value: item })
  const others = items.length > MOST_ITEMS ? joinAll([rest, ...items.slice(MOST_ITEMS)]) : rest
  if (others.length > 0) writeSlot(frame.machine, elementSlot(frame.machine, array), others)
  return [array]
}

/** A list whose length is known, as long as nobody adds to it. */
export function counted(list: Value): Value {
  const [array] = list
  if (array?.kind === 'object') {
    const { size } = array.slots
    array.lazy = name =>
      name === 'length' && !hasRest(array) && array.slots.size === size ? constant(size) : undefined
    array.holds = []
  }
  return list
}
