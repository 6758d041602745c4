import type { Service } from '../lifecycle/index.ts'

/** How far a key has counted. */
export interface Count {
  readonly used: number
  /** Milliseconds until the window ends, more than 0. */
  readonly resetMs: number
}

/** Where a key counts: `space` is the limit that it counts against, at most 40 characters; spaces never touch. */
export interface CountKey {
  readonly space: string
  readonly key: string
}

/** What a store of counters must promise. Anything that it throws means that the store is down. */
export interface LimitsDriver extends Service {
  /**
   * True where all instances count together. Then keys arrive hashed, and a key that is over its limit is not asked
   * for again until its window ends.
   */
  readonly shared: boolean
  /**
   * Adds one and returns the new count. The first count of a key begins its window of `seconds` (1 to 86,400); later
   * ones do not make it longer. Atomic: of a hundred at once, each gets a number of its own.
   */
  count(at: CountKey, seconds: number): Promise<Count>
  /** The count as it stands, undefined where there is none. Counts nothing. */
  read(at: CountKey): Promise<Count | undefined>
  /** Forgets a key. Does nothing for one that is not there. */
  forget(at: CountKey): Promise<void>
}
