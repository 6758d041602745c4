import { type Birth, MadeThing, nameOfBirth } from '../values/birth.ts'
import type { Frame } from '../values/frame.ts'
import { isFull, join, truth } from '../values/join.ts'
import type { Atom, Cell, Literal, Primitive, Slot, Tag, Thing, Value } from '../values/value.ts'
import { type Journal, type Machine, pairOf } from './machine.ts'
import { release } from './release.ts'
import { wake, wakeTask, watch } from './task.ts'
import { unchanged } from './unchanged.ts'

/** What a slot may hold, late writers included. */
export function readSlot(slot: Slot): Value {
  return slot.cell ? settledOf(slot, readCell(slot.cell)) : slot.value
}

/** Most slots are read far more often than written: what both are together is kept (measured: half of some runs). */
function settledOf(slot: Slot, later: Value): Value {
  const { value, settled } = slot
  if (later.length === 0) return value
  if (settled && settled.value === value && settled.later === later) return settled.both
  const both = settle(value, later)
  slot.settled = { value, later, both }
  return both
}

/** What late writers wrote so far; the running task runs again when there is more. */
export function readCell(cell: Cell): Value {
  watch(cell.machine, cell)
  return cell.value
}

/**
 * What a state may be when it is used. A text or number that it begins with is only there until somebody types or chooses, so
 * that what is typed later stands for it.
 */
export function settle(initial: Value, later: Value): Value {
  if (!later.some(isTyped)) return join(initial, later)
  const kept = initial.filter(atom => atom.kind !== 'text' && atom.kind !== 'constant')
  const began = beginningOf(initial)
  return join(kept, began === undefined ? later : later.map(atom => asKind(atom, began)))
}

/** The kind that a state begins with: an empty text, or a number or flag and nothing else. */
function beginningOf(initial: Value): Primitive | undefined {
  if (initial.some(atom => atom.kind === 'text' && truth([atom]) === false)) return 'string'
  const kinds = new Set(initial.map(atom => (atom.kind === 'constant' ? typeof atom.value : atom.kind)))
  const [kind] = kinds
  return kinds.size === 1 && (kind === 'number' || kind === 'boolean') ? kind : undefined
}

function isTyped(atom: Atom): boolean {
  return atom.kind === 'unknown' && atom.soft !== true && atom.wraps === undefined && atom.env === undefined
}

function asKind(atom: Atom, is: Primitive): Atom {
  return atom.kind === 'unknown' && !atom.is && !atom.type ? { ...atom, is } : atom
}

/** Writes in the order of the program: what was there before is gone, unless a branch is rolled back. */
export function writeSlot(machine: Machine, slot: Slot, value: Value): void {
  const journal = machine.journals.at(-1)
  const older = journal && (slot.since ?? 0) < journal.since
  if (older) keepBefore(journal, slot)
  slot.value = value
}

function keepBefore(journal: Journal, slot: Slot): void {
  journal.before ??= new Map()
  if (!journal.before.has(slot)) journal.before.set(slot, slot.value)
}

/** The cell of a name, kept from round to round. */
export function cellOf(machine: Machine, name: string): Cell {
  let cell = machine.cells.get(name)
  if (!cell) {
    cell = { machine, name, value: [], versions: 0 }
    machine.cells.set(name, cell)
  }
  return cell
}

/** Adds to what late writers wrote. Code that nothing reaches leaves no traces. */
export function addToCell(machine: Machine, cell: Cell, given: Value): void {
  if (!machine.live) return
  const before = cell.value
  // An address that is mended and kept is mended again when it is read: each round it would be longer.
  const value = given.some(isGrown) ? given.filter(atom => !isGrown(atom)) : given
  const joined = join(before, value)
  const isSame = joined === before
  if (isFull(joined) || (!isSame && joined.length < before.length + value.length))
    releaseLost([...before, ...value], joined)
  if (isSame) return
  cell.value = joined
  if (joined.length !== before.length) wake(machine, cell)
  else if (cell.versions < MOST_VERSIONS && machine.task?.steady !== true && differs(machine, before, joined)) {
    cell.versions += 1
    wake(machine, cell)
  }
}

/** A text in which one word of the source stands twice, or one hole behind itself: it was made of what it had been before. */
function isGrown(atom: Atom): boolean {
  if (atom.kind !== 'text' || atom.parts.length < 2) return false
  const { parts } = atom
  const words = parts.flatMap(part => ('text' in part && /\w/.test(part.text) ? [nameOfPart(part)] : []))
  const holes = parts.map(part => ('name' in part ? part.name : ''))
  return new Set(words).size < words.length || holes.some((name, at) => name !== '' && name === holes[at + 1])
}

function nameOfPart({ text, at }: Literal): string {
  return `${text} ${at?.file}:${at?.line}`
}

/** What a full value has no room for is forgotten; functions in it may be called all the same. */
function releaseLost(all: Value, kept: Value): void {
  for (const atom of all) {
    if (atom.kind !== 'object' || !atom.born || kept.includes(atom) || kept.some(one => isVersion(atom, one))) continue
    release([atom], atom.born)
  }
}

/** A list that is appended to itself is another one each time: its readers are told so often. */
const MOST_VERSIONS = 3

/** Whether newer versions of the same objects differ. A value that is full is no longer told apart. */
function differs(machine: Machine, before: Value, now: Value): boolean {
  return before.some((atom, at) => {
    const other = now[at]
    return other !== undefined && atom !== other && isVersion(atom, other) && !unchanged(machine, [atom], [other])
  })
}

function isVersion(atom: Atom, other: Atom): boolean {
  if (atom.kind === 'object') return other.kind === 'object' && atom.key === other.key
  return atom.kind !== 'function' || (other.kind === 'function' && atom.key === other.key)
}

/** Adds to a slot from elsewhere or later; the program's order is not known, so nothing is lost. */
export function addToSlot(machine: Machine, slot: Slot, value: Value): void {
  if (!slot.cell && slot.home) {
    const birth = nameOfBirth(slot.home)
    slot.cell = cellOf(machine, `${birth}.${slot.name}`)
    slot.widened = true
    machine.late.add(slot.home.site)
    machine.lateFields.set(birth, [...(machine.lateFields.get(birth) ?? []), slot.name ?? ''])
    if (slot.home.task) wakeTask(machine, slot.home.task)
    const fields = machine.fields.get(slot.home.site)
    if (fields) wake(machine, fields)
  }
  if (slot.cell) addToCell(machine, slot.cell, value)
  else writeSlot(machine, slot, join(slot.value, value))
}

/** A slot; it has a cell from the start where an earlier round wrote late to its like. */
export function makeSlot(machine: Machine, home: Birth, { value, order, since, name }: NewSlot): Slot {
  const cell = machine.late.has(home.site) ? machine.cells.get(`${nameOfBirth(home)}.${name}`) : undefined
  return cell ? { value, order, since, name, home, cell } : { value, order, since, name, home }
}

/** What a slot begins with. */
export interface NewSlot {
  value: Value
  order: number
  since: number
  name: string
}

/** True when the frame that made something is still running: then writes happen in the program's order. */
export function isRunning(frame: Frame | undefined): boolean {
  return frame?.active === true
}

/** A new object, named after the place where it is made and the calls that led there. */
export function makeThing(frame: Frame, site: number, tag: Tag = 'plain'): Thing {
  const birth = { site, context: frame.context, count: countBirth(frame, site), task: frame.machine.task }
  const thing = new MadeThing(birth, tag, frame)
  if (frame.machine.late.has(site)) addLateFields(frame.machine, thing)
  return thing
}

/** Fields that an earlier round wrote late are there from the start. */
function addLateFields(machine: Machine, thing: MadeThing): void {
  for (const name of machine.lateFields.get(thing.key) ?? []) {
    if (name === '[]') elementSlot(machine, thing)
    else slotOf(machine, thing, name)
  }
}

function countBirth({ machine, context }: Frame, site: number): number {
  const key = pairOf(machine, context, site)
  const count = (machine.births.get(key) ?? 0) + 1
  machine.births.set(key, count)
  return count
}

/** An object of ours that is the same everywhere. */
export function makeGlobal(name: string, members: Readonly<Record<string, Value>> = {}): Thing {
  const slots = new Map(Object.entries(members).map(([key, value], order) => [key, { value, order }]))
  return { kind: 'object', key: `global:${name}`, round: 0, tag: 'plain', slots, bases: [] }
}

/** Notes that the running task reads which fields an object of others has, or finds that it lacks one. */
export function watchFields({ birth, born }: Thing): void {
  const machine = born?.machine
  if (!birth || !machine?.task || birth.task === machine.task) return
  let fields = machine.fields.get(birth.site)
  if (!fields) {
    fields = {}
    machine.fields.set(birth.site, fields)
  }
  watch(machine, fields)
}

/** The slot of a field, made when it is not there. */
export function slotOf(machine: Machine, thing: Thing, name: string): Slot {
  let slot = thing.slots.get(name)
  if (!slot) {
    slot = newSlot(machine, thing, name)
    thing.slots.set(name, slot)
  }
  return slot
}

function newSlot(machine: Machine, thing: Thing, name: string): Slot {
  const order = thing.slots.size + thing.bases.length
  const since = thing.since ?? 0
  if (thing.birth) return makeSlot(machine, thing.birth, { value: [], order, since, name })
  return { value: [], order, since, cell: cellOf(machine, `${thing.key}.${name}`) }
}

/** The slot for members whose names are not known. */
export function elementSlot(machine: Machine, thing: Thing): Slot {
  thing.element ??= newSlot(machine, thing, '[]')
  return thing.element
}

/** Fields by name. */
export type Fields = Readonly<Record<string, Value>>

/** Gives fields their first values. */
export function putFields(frame: Frame, thing: Thing, fields: Fields): void {
  for (const name of Object.keys(fields)) putField(frame, thing, { name, value: fields[name] ?? [] })
}

/** Gives one field its first value. */
export function putField({ machine }: Frame, thing: Thing, { name, value }: Field): void {
  const slot = slotOf(machine, thing, name)
  slot.order = thing.slots.size + thing.bases.length
  writeSlot(machine, slot, value)
}

/** A field and its value. */
export interface Field {
  name: string
  value: Value
}

/** True while the maker of an object runs, and it is its maker's task that runs: what a child writes comes at any time. */
export function isMaking(machine: Machine, thing: Thing): boolean {
  return isRunning(thing.born) && thing.birth?.task === machine.task
}

/** A field that is written later, and whose readers only care when it is. */
export function openField(frame: Frame, thing: Thing, name: string): void {
  const slot = slotOf(frame.machine, thing, name)
  slot.cell ??= cellOf(frame.machine, `${thing.key}.${name}`)
}

/** The same for members of unknown names. */
export function openElement({ machine }: Frame, thing: Thing): void {
  openSlot(machine, elementSlot(machine, thing))
}

/** The same for a slot that is there. */
export function openSlot(machine: Machine, slot: Slot): void {
  if (slot.home) slot.cell ??= cellOf(machine, `${nameOfBirth(slot.home)}.${slot.name}`)
}

/** Writes fields: in order while the object's maker runs, else added to what they may be. */
export function setFields(frame: Frame, thing: Thing, fields: Fields): void {
  for (const [name, value] of Object.entries(fields)) {
    const slot = slotOf(frame.machine, thing, name)
    if (isMaking(frame.machine, thing)) writeSlot(frame.machine, slot, value)
    else addToSlot(frame.machine, slot, value)
  }
}

/** Adds to what members of unknown names may be. */
export function addElement(frame: Frame, thing: Thing, value: Value): void {
  addToSlot(frame.machine, elementSlot(frame.machine, thing), value)
}
