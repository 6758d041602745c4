import type { Frame } from '../values/frame.ts'
import { join } from '../values/join.ts'
import { bothWhen, opposed } from '../values/text.ts'
import type { Atom, Slot, Tag, Value } from '../values/value.ts'
import type { Journal, Machine } from './machine.ts'
import { writeSlot } from './slots.ts'

/** One way the program may go. `when` names the condition it holds under. */
export interface Way<T> {
  run: () => T
  when?: () => string
}

interface Outcome<T> {
  result: T
  /** What it wrote to what is older than itself. */
  after: Map<Slot, Value> | undefined
  when: (() => string) | undefined
  /** The moment before it began. */
  since: number
}

function runAside<T>(frame: Frame, way: Way<T>): Outcome<T> {
  const { machine, narrowed } = frame
  machine.clock += 1
  const journal: Journal = { since: machine.clock }
  machine.journals.push(journal)
  try {
    const result = way.run()
    return { result, after: journal.before && valuesNow(journal.before), when: way.when, since: journal.since - 1 }
  } finally {
    machine.journals.pop()
    if (frame.narrowed !== narrowed) restore(frame, narrowed)
    for (const [slot, value] of journal.before ?? []) slot.value = value
  }
}

function restore(frame: Frame, narrowed: Frame['narrowed']): void {
  if (narrowed) frame.narrowed = narrowed
  else delete frame.narrowed
}

function valuesNow(slots: ReadonlyMap<Slot, Value>): Map<Slot, Value> {
  const now = new Map<Slot, Value>()
  for (const slot of slots.keys()) now.set(slot, slot.value)
  return now
}

/**
 * Runs each way from the same state. What they wrote is joined; what ways wrote that `left` says do not go on is there again
 * when the function ends.
 */
export function branch<T>(frame: Frame, ways: readonly Way<T>[], left: (result: T) => boolean = () => false): T[] {
  const outcomes = ways.map(way => runAside(frame, way))
  const going = outcomes.filter(outcome => !left(outcome.result))
  if (going.some(outcome => outcome.after)) joinWritten(frame.machine, going)
  if (going.length < outcomes.length) for (const outcome of outcomes) if (left(outcome.result)) keepLeft(frame, outcome)
  return outcomes.map(outcome => outcome.result)
}

function keepLeft(frame: Frame, { after, when }: Outcome<unknown>): void {
  if (!after) return
  frame.left ??= new Map()
  for (const [slot, value] of after)
    frame.left.set(slot, join(frame.left.get(slot) ?? [], underCondition(value, when, slot.value)))
}

/** At the end of a function: what is written where it left early may be there as well as what is written at its end. */
export function joinLeft({ machine, left }: Frame): void {
  for (const [slot, value] of left ?? []) writeSlot(machine, slot, join(slot.value, value))
}

function joinWritten(machine: Machine, going: readonly Outcome<unknown>[]): void {
  const written = new Set(going.flatMap(outcome => [...(outcome.after?.keys() ?? [])]))
  for (const slot of written) {
    const before = slot.value
    // What only one way writes may stay, and be sent when the test comes out otherwise: a form that is filled to be edited.
    const isChosen = going.every(({ after }) => after?.has(slot))
    const values = going.map(({ after, when, since }) => {
      const value = after?.get(slot)
      if (value !== undefined && when && isChosen) markMade(value, when, since)
      return value === undefined ? before : underCondition(value, when, before)
    })
    writeSlot(machine, slot, values.reduce(join, []))
  }
}

/** Marks addresses and methods that came up in a branch with the branch's condition. */
export function underCondition(value: Value, when: (() => string) | undefined, before: Value = []): Value {
  if (!when || value === before || !value.some(isPartOfRequest)) return value
  return value.map(atom => {
    if (atom.kind !== 'text' || !isPartOfRequest(atom)) return atom
    const both = bothWhen(atom.when, [when()])
    return both ? { ...atom, when: both } : atom
  })
}

/** What a branch made goes with its condition: the body of the PUT is not that of the POST. */
export function markMade(value: Value, when: () => string, since: number): void {
  for (const atom of value) {
    if (atom.kind !== 'object' || (atom.since ?? 0) <= since || !BODIES.has(atom.tag) || atom.when === ANY) continue
    const name = [when()]
    atom.when = opposed(atom.when, name) ? ANY : (bothWhen(atom.when, name) ?? ANY)
  }
}

const BODIES: ReadonlySet<Tag> = new Set(['plain', 'array', 'form', 'json', 'params'])
const ANY: readonly string[] = []

/** Marks every text: words that are about to become parts of an address. */
export function wordsUnderCondition(value: Value, when: () => string): Value {
  return value.map(atom => {
    const both = atom.kind === 'text' ? bothWhen(atom.when, [when()]) : undefined
    return atom.kind === 'text' && both ? { ...atom, when: both } : atom
  })
}

const METHOD = /^(?:get|head|post|put|patch|delete)$/i

/** Only these matter for what goes together in a request; class names and labels have conditions, too. */
export function isPartOfRequest(atom: Atom): boolean {
  if (atom.kind !== 'text') return false
  const [first] = atom.parts
  if (!first || !('text' in first)) return true
  return first.text === '' || /[/?&=]/.test(first.text) || METHOD.test(first.text)
}
