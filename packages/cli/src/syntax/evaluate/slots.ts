import type { Frame } from '../values/frame.ts'
import { join } from '../values/join.ts'
import type { Cell, Slot, Tag, Thing, Value } from '../values/value.ts'
import type { Machine } from './machine.ts'

/** What a slot may hold, late writers included. */
export function readSlot(slot: Slot): Value {
  return slot.cell ? join(slot.value, slot.cell.value) : slot.value
}

/** Writes in the order of the program: what was there before is gone, unless a branch is rolled back. */
export function writeSlot(machine: Machine, slot: Slot, value: Value): void {
  const journal = machine.journals.at(-1)
  const older = journal && (slot.since ?? 0) < journal.since
  if (older && !journal.before.has(slot)) journal.before.set(slot, slot.value)
  slot.value = value
}

/** The cell of a name, kept from round to round. */
export function cellOf(machine: Machine, name: string): Cell {
  let cell = machine.cells.get(name)
  if (!cell) {
    cell = { value: [] }
    machine.cells.set(name, cell)
  }
  return cell
}

/** Adds to a slot from elsewhere or later; the program's order is not known, so nothing is lost. */
export function addToSlot(machine: Machine, slot: Slot, value: Value): void {
  if (!slot.cell) return writeSlot(machine, slot, join(slot.value, value))
  const before = slot.cell.value
  const joined = join(before, value)
  if (joined.length !== before.length) machine.changes += 1
  slot.cell.value = joined
}

/** True when the frame that made something is still running: then writes happen in the program's order. */
export function isRunning(frame: Frame | undefined): boolean {
  return frame?.active === true
}

/** A new object, named after the place where it is made and the calls that led there. */
export function makeThing(frame: Frame, site: number, tag: Tag = 'plain'): Thing {
  const { machine } = frame
  const born = `${site}:${frame.context}:${tag}`
  const count = (machine.births.get(born) ?? 0) + 1
  machine.births.set(born, count)
  return {
    kind: 'object',
    key: `${born}:${count}`,
    round: machine.round,
    tag,
    slots: new Map(),
    bases: [],
    born: frame,
    since: machine.clock,
  }
}

/** An object of ours that is the same everywhere. */
export function makeGlobal(name: string, members: Readonly<Record<string, Value>> = {}): Thing {
  const slots = new Map(Object.entries(members).map(([key, value], order) => [key, { value, order }]))
  return { kind: 'object', key: `global:${name}`, round: 0, tag: 'plain', slots, bases: [] }
}

/** The slot of a field, made when it is not there. */
export function slotOf(machine: Machine, thing: Thing, name: string): Slot {
  let slot = thing.slots.get(name)
  if (!slot) {
    const cell = cellOf(machine, `${thing.key}.${name}`)
    slot = { value: [], order: thing.slots.size + thing.bases.length, cell, since: thing.since ?? 0 }
    thing.slots.set(name, slot)
  }
  return slot
}

/** The slot for members whose names are not known. */
export function elementSlot(machine: Machine, thing: Thing): Slot {
  thing.element ??= { value: [], order: 0, cell: cellOf(machine, `${thing.key}[]`) }
  return thing.element
}

/** Gives a field its first value. */
export function putField(frame: Frame, thing: Thing, name: string, value: Value): void {
  const slot = slotOf(frame.machine, thing, name)
  slot.order = thing.slots.size + thing.bases.length
  writeSlot(frame.machine, slot, value)
}

/** Writes a field: in order while the object's maker runs, else added to what it may be. */
export function setField(frame: Frame, thing: Thing, name: string, value: Value): void {
  const slot = slotOf(frame.machine, thing, name)
  if (isRunning(thing.born)) writeSlot(frame.machine, slot, value)
  else addToSlot(frame.machine, slot, value)
}

/** Adds to what members of unknown names may be. */
export function addElement(frame: Frame, thing: Thing, value: Value): void {
  addToSlot(frame.machine, elementSlot(frame.machine, thing), value)
}
