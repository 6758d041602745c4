import type { Frame } from '../values/frame.ts'
import { answer, unknown } from '../values/make.ts'
import type { Answer, Atom, Slot, Thing, Value } from '../values/value.ts'
import { type Machine, placeOf } from './machine.ts'
import { addToCell, cellOf, readCell, readSlot } from './slots.ts'

/** The name of what all refused answers are parts of. */
export const REFUSED = 'refused'
const THROWN = 'thrown'
const DEEPEST = 3

/** The same part of an answer that was refused. Refused answers are one: what is read of any of them is what errors look like. */
export function refused(value: Value, machine: Machine): Value {
  if (!value.some(atom => atom.kind === 'answer' && atom.source !== machine.refused)) return value
  return value.map(atom => (atom.kind === 'answer' ? refusedAnswer(atom, machine) : atom))
}

function refusedAnswer({ path }: Answer, machine: Machine): Answer {
  return answer(machine.refused, path)
}

/** Evaluates what is thrown: answers in it are refused ones. */
export function whileRefusing<T>(machine: Machine, run: () => T): T {
  const before = machine.refusing
  machine.refusing = true
  try {
    return run()
  } finally {
    machine.refusing = before
  }
}

/** Notes what is thrown; any handler may get it. */
export function throwValue(value: Value, frame: Frame, at: { start: number } = frame.node ?? { start: 0 }): void {
  const { machine } = frame
  const known = value.filter(atom => (atom.kind === 'object' && !atom.unfold) || isPartNearTop(atom))
  const again = value.some(atom => atom.kind === 'object' && atom.unfold && atom.unfold().length > 0)
  if ((again || known.length > 0) && machine.live) machine.throws.push(placeOf(frame, at))
  addToCell(machine, cellOf(machine, THROWN), copies(known, { machine, made: new Map() }, 0))
}

/** How deep a part of an answer may be that is thrown. */
const MOST_STEPS = 2

/** A handler that throws a part of what it caught would be given parts of that part, and so on: errors in errors for ever. */
function isPartNearTop(atom: Atom): boolean {
  return atom.kind === 'answer' && atom.path.split('.').length <= MOST_STEPS
}

/** What a handler of failures may get. */
export function caught(frame: Frame): Value {
  return [...ERROR, frame.machine.caught]
}

const ERROR = unknown('error')

/** What is caught, as one object: its members are those of all that is thrown, looked up when they are asked for. */
export function makeCaught(machine: () => Machine, member: (value: Value, name: string, frame: Frame) => Value): Thing {
  const thrown = () => readCell(cellOf(machine(), THROWN))
  return {
    kind: 'object',
    key: 'caught',
    round: 0,
    tag: 'instance',
    slots: new Map(),
    bases: [],
    unfold: thrown,
    lazy: (name, frame) => {
      const value = member(thrown(), name, frame)
      return value.length > 0 ? value : undefined
    },
  }
}

/** One copying: an object that stands in several places of what is thrown is copied once. */
interface Copying {
  machine: Machine
  made: Map<Thing, Thing>
}

function copies(value: Value, copying: Copying, depth: number): Value {
  return refused(value, copying.machine).map(atom => copyOf(atom, copying, depth))
}

/** A copy of what is thrown, in which every answer is refused. */
function copyOf(atom: Atom, copying: Copying, depth: number): Atom {
  if (atom.kind !== 'object' || depth > DEEPEST || atom.key.endsWith('!')) return atom
  const { machine, made } = copying
  const known = made.get(atom)
  if (known) return known
  const slots = new Map<string, Slot>()
  const copy: Thing = { kind: 'object', key: `${atom.key}!`, round: machine.stamp, tag: atom.tag, slots, bases: [] }
  if (atom.class) copy.class = atom.class
  made.set(atom, copy)
  for (const [name, slot] of atom.slots) {
    slots.set(name, { value: copies(readSlot(slot), copying, depth + 1), order: slot.order })
  }
  return copy
}
