/** What waits for its end. */
export interface Waiting {
  /** `performance.now()` when it began. */
  readonly began: number
}

/**
 * Ends what takes too long. One timer for all instead of one each: entries stand in the order in which they began, so
 * a look at the oldest is enough, ten times per `timeout` (milliseconds). An entry ends up to a tenth late.
 */
export class Deadline<T extends Waiting> {
  readonly #waiting = new Map<T, () => void>()
  readonly #timeout: number
  readonly #timer: NodeJS.Timeout

  constructor(timeout: number) {
    this.#timeout = timeout
    this.#timer = setInterval(() => this.#look(), Math.max(1, timeout / 10)).unref()
  }

  /** `expire` runs once, unless `done` comes first. */
  add(entry: T, expire: () => void): void {
    this.#waiting.set(entry, expire)
  }

  done(entry: T): void {
    this.#waiting.delete(entry)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    const latest = performance.now() - this.#timeout
    for (const [entry, expire] of this.#waiting) {
      if (entry.began > latest) return
      this.#waiting.delete(entry)
      expire()
    }
  }
}
