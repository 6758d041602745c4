import type { LimitClass } from '../operations/index.ts'
import { Counter, type Hit } from './counter.ts'
import type { LimitsConfig } from './options.ts'

/** The limits of one process. */
export interface Limits {
  /** Counts one request of `key` against the class. `none` is always allowed and counts nothing. */
  hit(cls: LimitClass, key: string): Promise<Hit>
}

/** Keys that each class remembers. An attacker with more addresses than this has more budget than the limit matters for. */
const MOST_KEYS = 100_000

const unlimited: Hit = Object.freeze({ allowed: true, limit: Infinity, remaining: Infinity, resetSeconds: 1 })

/** Limits counted in the memory of this process: each instance allows the full number. */
export function createLimits(config: LimitsConfig, mostKeys = MOST_KEYS): Limits {
  const counters = { api: new Counter(config.api, mostKeys), auth: new Counter(config.auth, mostKeys) }
  return Object.freeze({
    hit: async (cls: LimitClass, key: string) => (cls === 'none' ? unlimited : counters[cls].hit(key)),
  })
}
