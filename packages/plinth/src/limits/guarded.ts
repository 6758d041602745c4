import { hash } from 'node:crypto'
import type { CheckResult } from '../lifecycle/index.ts'
import type { Log } from '../observability/index.ts'
import type { Count, CountKey, LimitsDriver } from './driver.ts'
import { MemoryDriver } from './drivers/memory.ts'

/** How long one answer of the store is waited for, and how long it is left alone after a failure, in milliseconds. */
const patience = 500
const rest = 1000

type State = 'up' | 'down'

/**
 * A shared store that may go down. While it is, everything is counted in the memory of this process with the same
 * numbers, so limits still hold, for each instance apart. One request a second tries the store again.
 *
 * up → down: a call throws, or takes over 500 ms. Logged once.
 * down → up: the one call that tries again is answered. Logged once.
 *
 * The store sees hashes of keys: no address and no e-mail is kept there.
 */
export class GuardedDriver implements LimitsDriver {
  readonly name = 'limits'
  readonly shared = true
  readonly #store: LimitsDriver
  readonly #log: Log
  readonly #memory = new MemoryDriver()
  #state: State = 'up'
  #triesAt = 0

  constructor(store: LimitsDriver, log: Log) {
    this.#store = store
    this.#log = log
  }

  start(): Promise<void> {
    return this.#store.start()
  }

  stop(): Promise<void> {
    return this.#store.stop()
  }

  /** Degraded while the store is down: the instance is ready all the same. */
  async check(): Promise<CheckResult> {
    await this.read({ space: 'check', key: 'check' })
    if (this.#state === 'up') return { status: 'ok' }
    return { status: 'degraded', detail: 'The store of limits does not answer. Each instance counts in its memory.' }
  }

  count(at: CountKey, seconds: number): Promise<Count> {
    return this.#ask(at, (driver, hashed) => driver.count(hashed, seconds))
  }

  read(at: CountKey): Promise<Count | undefined> {
    return this.#ask(at, (driver, hashed) => driver.read(hashed))
  }

  forget(at: CountKey): Promise<void> {
    return this.#ask(at, (driver, hashed) => driver.forget(hashed))
  }

  async #ask<T>(at: CountKey, work: (driver: LimitsDriver, at: CountKey) => Promise<T>): Promise<T> {
    const hashed = { space: at.space, key: hash('sha256', at.key, 'base64url').slice(0, 22) }
    if (this.#state === 'down') {
      if (performance.now() < this.#triesAt) return work(this.#memory, hashed)
      // Everybody else goes on in memory while this one tries.
      this.#triesAt = performance.now() + rest
    }
    try {
      const answer = await within(work(this.#store, hashed), patience)
      this.#up()
      return answer
    } catch (error) {
      this.#down(error)
      return work(this.#memory, hashed)
    }
  }

  #up(): void {
    if (this.#state === 'up') return
    this.#state = 'up'
    this.#log.info({}, 'the store of limits answers again')
  }

  #down(error: unknown): void {
    this.#triesAt = performance.now() + rest
    if (this.#state === 'down') return
    this.#state = 'down'
    this.#log.warn({ error }, 'the store of limits does not answer: counting in memory, each instance apart')
  }
}

/** Rejects with undefined when `work` takes longer than `milliseconds`. */
async function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject('no answer in time'), milliseconds)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
