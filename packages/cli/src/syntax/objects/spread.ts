import { addElement, putFields, readSlot, setFields } from '../machine/slots.ts'
import type { Frame } from '../values/frame.ts'
import { join, joinAll } from '../values/join.ts'
import { UNDEFINED } from '../values/make.ts'
import type { Thing, Value } from '../values/value.ts'
import { refValue, valueOfSlot } from './member.ts'

type Write = typeof putFields

/** Copies the members of a value into an object, as `...value` does. What is not known by field is remembered as a whole. */
export function spreadInto(target: Thing, value: Value, frame: Frame): void {
  copyInto(target, value, { frame, write: putFields })
}

/** Copies members into an object that is there already, as `Object.assign` does. */
export function assignInto(target: Thing, value: Value, frame: Frame): void {
  copyInto(target, value, { frame, write: setFields })
}

function copyInto(target: Thing, given: Value, { frame, write }: { frame: Frame; write: Write }): void {
  const value = given.flatMap(atom => (atom.kind === 'object' && atom.unfold ? atom.unfold() : [atom]))
  const things = value.flatMap(atom => (atom.kind === 'object' ? [unwrap(atom)] : []))
  const names = new Set(things.flatMap(thing => [...thing.slots.keys()]))
  const sure = things.length === value.length
  for (const name of names) copyField(target, things, { name, sure, frame, write })
  for (const thing of things) {
    for (const base of thing.bases) addBase(target, base.value)
    if (thing.tag === 'query') addBase(target, [thing])
    if (thing.element) addElement(frame, target, readSlot(thing.element))
  }
  const open = value.filter(atom => atom.kind === 'answer' || atom.kind === 'unknown')
  if (open.length > 0) addBase(target, open)
}

function unwrap(thing: Thing): Thing {
  if (thing.tag !== 'ref') return thing
  const inner = refValue(thing).find(atom => atom.kind === 'object')
  return inner ?? thing
}

interface Copy {
  name: string
  sure: boolean
  frame: Frame
  write: Write
}

function copyField(target: Thing, things: readonly Thing[], { name, sure, frame, write }: Copy): void {
  let value: Value = []
  let everywhere = sure
  for (const thing of things) {
    const slot = thing.slots.get(name)
    const own = slot ? valueOfSlot(slot, [thing], frame) : []
    if (own.length === 0) everywhere = false
    value = join(value, own)
  }
  if (value.length === 0) return
  const before = target.slots.get(name)
  write(frame, target, { [name]: everywhere ? value : join(value, before ? readSlot(before) : UNDEFINED) })
}

/** Sources of one object, in all: a value has no more alternatives either. */
const MOST_SOURCES = 32

/** Remembers a source of members that are not known by name: what of it is not remembered yet. */
export function addBase(target: Thing, value: Value): void {
  const { bases } = target
  const fresh = value.filter(atom => !bases.some(base => join(base.value, [atom]) === base.value))
  if (fresh.length === 0) return
  const order = target.slots.size + bases.length + 1
  const known = bases.reduce((sum, base) => sum + base.value.length, 0)
  // A store into which every answer is merged would be gone through with all of them, each time that it is read.
  target.bases =
    known + fresh.length > MOST_SOURCES
      ? [{ value: join(joinAll(bases.map(base => base.value)), fresh), order }]
      : [...bases, { value: fresh, order }]
}
