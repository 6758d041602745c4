import type { LimitsDriver } from './driver.ts'

export interface PenaltyOptions {
  /** Attempts before the first delay, 1 or more. Default 5. */
  readonly free?: number
  /** Seconds of the first delay; each next one is twice as long. Default 1. */
  readonly first?: number
  /** Longest delay in seconds. Default 900: 15 minutes. */
  readonly longest?: number
  /** Seconds after the first failure at which all is forgotten. Default 86,400: a day. */
  readonly remembered?: number
}

/**
 * Delays after failures, for secrets that can be guessed. With the defaults a key has about 110 guesses a day, however
 * many are sent at once and to however many instances.
 *
 *     const wait = await penalties.attempt(account)      // before the secret is checked
 *     if (wait > 0) throw …                              // Retry-After: wait
 *     if (await isRight(password)) await penalties.clear(account)
 *
 * Call it outside of transactions: a count is never rolled back, and a waiting transaction holds a connection.
 */
export interface Penalties {
  /**
   * Takes one attempt, and counts it as a failure until `clear`. Returns 0 when it may be made, else the whole seconds
   * to wait; an attempt that is refused makes the delay no longer.
   */
  attempt(key: string): Promise<number>
  /** The secret was right: the failures of this key are forgotten. */
  clear(key: string): Promise<void>
  /** Whole seconds until the next attempt may be made, 0 for now. Takes none. */
  wait(key: string): Promise<number>
}

/** Delays that are counted in `driver`. `name` keeps them apart from others. */
export function penaltiesOf(driver: LimitsDriver, name: string, options: PenaltyOptions = {}): Penalties {
  const { free = 5, first = 1, longest = 900, remembered = 86_400 } = options
  const failures = (key: string) => ({ space: `${name}-failures`, key })
  const block = (key: string) => ({ space: `${name}-block`, key })
  const delayAfter = (tried: number): number => Math.min(longest, first * 2 ** Math.min(30, tried - free))

  /** The block after an attempt is begun by whoever counts it first: that attempt may be made, others when it is over. */
  const begin = async (key: string, tried: number): Promise<number> => {
    const { used, resetMs } = await driver.count(block(key), delayAfter(tried))
    return used === 1 ? 0 : inSeconds(resetMs)
  }
  const attempt = async (key: string): Promise<number> => {
    const failed = (await driver.read(failures(key)))?.used ?? 0
    if (failed >= free) {
      const wait = await begin(key, failed + 1)
      if (wait === 0) await driver.count(failures(key), remembered)
      return wait
    }
    // Many at once may all have read less: the count itself decides.
    const { used } = await driver.count(failures(key), remembered)
    return used < free ? 0 : begin(key, used)
  }
  return Object.freeze({
    attempt,
    clear: async (key: string) => {
      await Promise.all([driver.forget(failures(key)), driver.forget(block(key))])
    },
    wait: async (key: string) => inSeconds((await driver.read(block(key)))?.resetMs ?? 0),
  })
}

const inSeconds = (milliseconds: number): number => Math.ceil(milliseconds / 1000)
