import { createRequire } from 'node:module'
import type * as Flexible from 'rate-limiter-flexible'
import type { Count, CountKey, LimitsDriver } from '../driver.ts'

// This one file loads in 2 ms, the package's index with every store in 20.
const RateLimiterMemory: typeof Flexible.RateLimiterMemory = createRequire(import.meta.url)(
  'rate-limiter-flexible/lib/RateLimiterMemory.js',
)

/**
 * Keys that each space remembers, about 450 bytes each. Who has more addresses than this has more budget than a limit
 * matters for.
 */
const mostKeys = 100_000

/** Counters in the memory of this process: each instance allows the full number, and a restart forgets. */
export class MemoryDriver implements LimitsDriver {
  readonly name = 'limits'
  readonly shared = false
  readonly #most: number
  readonly #spaces = new Map<string, Space>()

  constructor(most = mostKeys) {
    this.#most = most
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  count({ space, key }: CountKey, seconds: number): Promise<Count> {
    return this.#space(space).count(key, seconds)
  }

  read({ space, key }: CountKey): Promise<Count | undefined> {
    return this.#space(space).read(key)
  }

  forget({ space, key }: CountKey): Promise<void> {
    return this.#space(space).forget(key)
  }

  /** Keys that are counted or were. For tests of the bound. */
  size(space: string): number {
    return this.#space(space).size
  }

  #space(name: string): Space {
    let space = this.#spaces.get(name)
    if (space === undefined) {
      space = new Space(this.#most)
      this.#spaces.set(name, space)
    }
    return space
  }
}

/** The keys of one space. Beyond the most that are kept, the key whose window began first is forgotten. */
class Space {
  readonly #most: number
  // `penalty` only counts: unlike `consume` it never rejects, which is what limits decide.
  readonly #limiter = new RateLimiterMemory({ points: 1, duration: 1, keyPrefix: '' })
  readonly #keys = new Set<string>()
  // One iterator for all evictions, which sees what is added later: a new one each time walks over every hole that
  // deleting at the front has left (25 µs a hit at 100,000 keys).
  #oldest = this.#keys.values()

  constructor(most: number) {
    this.#most = most
  }

  async count(key: string, seconds: number): Promise<Count> {
    const state = await this.#limiter.penalty(key, 1, { customDuration: seconds })
    if (state.isFirstInDuration) this.#keep(key)
    return { used: state.consumedPoints, resetMs: state.msBeforeNext }
  }

  async read(key: string): Promise<Count | undefined> {
    const state = await this.#limiter.get(key)
    return state === null || state.msBeforeNext <= 0
      ? undefined
      : { used: state.consumedPoints, resetMs: state.msBeforeNext }
  }

  async forget(key: string): Promise<void> {
    this.#keys.delete(key)
    await this.#limiter.delete(key)
  }

  get size(): number {
    return this.#keys.size
  }

  /** A Set keeps the order of insertion: the first key is the one whose window began first. */
  #keep(key: string): void {
    this.#keys.delete(key)
    this.#keys.add(key)
    if (this.#keys.size > this.#most) this.#evict()
  }

  #evict(): void {
    let { value } = this.#oldest.next()
    if (value === undefined) {
      this.#oldest = this.#keys.values()
      value = this.#oldest.next().value
    }
    if (value === undefined) return
    this.#keys.delete(value)
    void this.#limiter.delete(value)
  }
}
