import type { Thing } from '../values/value.ts'
import type { Waiting } from './machine.ts'
import type { Task } from './task.ts'

/** Who goes through an object, and how deep it stands. */
interface Visit {
  task: Task | undefined
  round: number
  depth: number
}

/**
 * Functions that escaped, in the order in which they did. One that waits already is not noted again: a store that is
 * handed about by a thousand places would fill the list with the same thousand functions each time.
 */
export class Released {
  #list: Waiting[] = []
  #next = 0
  readonly #known = new Set<string>()
  readonly #seen = new WeakMap<Thing, Visit & { fields: number }>()
  readonly #barren = new WeakMap<Thing, Omit<Visit, 'task'> & { fields: number }>()
  /** Grows with every function that is found; what is gone through and leaves it as it was holds none. */
  found = 0

  get length(): number {
    return this.#list.length - this.#next
  }

  /** Whether an object has to be gone through: a task does so once in a round, as long as no field is added. */
  isNew(thing: Thing, visit: Visit): boolean {
    const fields = fieldsOf(thing)
    const barren = this.#barren.get(thing)
    const { depth, round } = visit
    if (barren && barren.round === round && barren.fields === fields && barren.depth <= depth) return false
    const known = this.#seen.get(thing)
    const same = known && known.task === visit.task && known.round === visit.round && known.fields === fields
    if (same && known.depth <= visit.depth) {
      this.found += 1
      return false
    }
    this.#seen.set(thing, { ...visit, fields })
    return true
  }

  /** Nobody finds a function in it in this round: who puts one there wakes the one who looked first. */
  noteBarren(thing: Thing, { round, depth }: Omit<Visit, 'task'>): void {
    this.#barren.set(thing, { round, depth, fields: fieldsOf(thing) })
  }

  add(waiting: Waiting): void {
    const name = nameOf(waiting)
    if (this.#known.has(name)) return
    this.#known.add(name)
    this.#list.push(waiting)
  }

  take(): Waiting | undefined {
    const waiting = this.#list[this.#next]
    if (waiting === undefined) return undefined
    this.#known.delete(nameOf(waiting))
    this.#next++
    if (this.#next === this.#list.length) this.clear()
    return waiting
  }

  clear(): void {
    this.#list = []
    this.#next = 0
    this.#known.clear()
  }
}

function fieldsOf(thing: Thing): number {
  return thing.slots.size + (thing.element?.value.length ?? 0)
}

const nameOf = ({ callable, by, name }: Waiting): string =>
  `${by?.id ?? ''} ${name ?? callable.code?.site ?? callable.key}`
