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

  get length(): number {
    return this.#list.length - this.#next
  }

  /** Whether an object has to be gone through: a task does so once in a round, as long as no field is added. */
  isNew(thing: Thing, visit: Visit): boolean {
    const fields = thing.slots.size + (thing.element?.value.length ?? 0)
    const known = this.#seen.get(thing)
    const same = known && known.task === visit.task && known.round === visit.round && known.fields === fields
    if (same && known.depth <= visit.depth) return false
    this.#seen.set(thing, { ...visit, fields })
    return true
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

const nameOf = ({ callable, by, name }: Waiting): string =>
  `${by?.id ?? ''} ${name ?? callable.code?.site ?? callable.key}`
