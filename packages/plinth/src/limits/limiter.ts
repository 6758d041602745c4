import { Blocks } from './blocks.ts'
import type { LimitsDriver } from './driver.ts'
import type { Limit } from './options.ts'

/** What one request learns about one limit. */
export interface Hit {
  readonly allowed: boolean
  /** Name of the limit, for clients: `api`. */
  readonly name: string
  /** Requests in a window. */
  readonly limit: number
  /** Length of the window, in seconds. */
  readonly seconds: number
  /** Requests left in this window. */
  readonly remaining: number
  /** Whole seconds until the window ends, 1 or more. */
  readonly resetSeconds: number
}

/**
 * One limit: counts the requests of each key in fixed windows. Where the store is shared, a key that is over its limit
 * is refused from memory until its window ends: a flood does not become a flood of the store.
 */
export class Limiter {
  readonly #name: string
  readonly #driver: LimitsDriver
  readonly #blocks = new Blocks()

  constructor(name: string, driver: LimitsDriver) {
    this.#name = name
    this.#driver = driver
  }

  /** Counts one request. */
  async hit(key: string, limit: Required<Limit>): Promise<Hit> {
    const { shared } = this.#driver
    const left = shared ? this.#blocks.left(key) : 0
    if (left > 0) return this.#hitOf(limit, limit.points + 1, left)
    const { used, resetMs } = await this.#driver.count({ space: this.#name, key }, limit.seconds)
    if (shared && used > limit.points) this.#blocks.add(key, resetMs)
    return this.#hitOf(limit, used, resetMs)
  }

  #hitOf({ points, seconds }: Required<Limit>, used: number, resetMs: number): Hit {
    return {
      allowed: used <= points,
      name: this.#name,
      limit: points,
      seconds,
      remaining: Math.max(0, points - used),
      resetSeconds: Math.max(1, Math.ceil(resetMs / 1000)),
    }
  }
}
