import type { Waiting } from './machine.ts'

/**
 * Functions that escaped, in the order in which they did. One that waits already is not noted again: a store that is
 * handed about by a thousand places would fill the list with the same thousand functions each time.
 */
export class Released {
  #list: Waiting[] = []
  #next = 0
  readonly #known = new Set<string>()

  get length(): number {
    return this.#list.length - this.#next
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

const nameOf = ({ callable, by }: Waiting): string => `${by?.id ?? ''} ${callable.code?.site ?? callable.key}`
