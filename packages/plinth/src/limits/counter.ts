import { createRequire } from 'node:module'
import type * as Flexible from 'rate-limiter-flexible'
import type { Limit } from './options.ts'

// This one file loads in 2 ms, the package's index with every store in 20.
const RateLimiterMemory: typeof Flexible.RateLimiterMemory = createRequire(import.meta.url)(
  'rate-limiter-flexible/lib/RateLimiterMemory.js',
)

/** What one request learns about its limit. */
export interface Hit {
  readonly allowed: boolean
  /** Requests in a window. */
  readonly limit: number
  /** Requests left in this window. */
  readonly remaining: number
  /** Whole seconds until the window ends, 1 or more. */
  readonly resetSeconds: number
}

/**
 * Counts the requests of each key in fixed windows, in memory. At most `most` keys are kept, about 450 bytes each;
 * beyond that the key whose window began first is forgotten, and counts from zero again.
 */
export class Counter {
  readonly #limit: Required<Limit>
  readonly #most: number
  readonly #limiter: Flexible.RateLimiterMemory
  readonly #keys = new Set<string>()
  // One iterator for all evictions, which sees what is added later: a new one each time walks over every hole that
  // deleting at the front has left (25 µs a hit at 100,000 keys).
  #oldest = this.#keys.values()

  constructor(limit: Required<Limit>, most: number) {
    this.#limit = limit
    this.#most = most
    this.#limiter = new RateLimiterMemory({ points: limit.points, duration: limit.seconds, keyPrefix: '' })
  }

  /** Counts one request. */
  async hit(key: string): Promise<Hit> {
    const state = await this.#limiter.consume(key).catch(refused)
    if (state.isFirstInDuration) this.#keep(key)
    return {
      allowed: state.consumedPoints <= this.#limit.points,
      limit: this.#limit.points,
      remaining: state.remainingPoints,
      resetSeconds: Math.max(1, Math.ceil(state.msBeforeNext / 1000)),
    }
  }

  /** Keys that are counted or were. For tests of the bound. */
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

/** The library rejects with the state when the points are used up, and with an Error when something broke. */
function refused(reason: unknown): Flexible.RateLimiterRes {
  if (reason instanceof Error) throw reason
  return reason as Flexible.RateLimiterRes
}
