/** Keys that are over their limit, and until when. At most `most` are kept; the one that came first goes first. */
export class Blocks {
  readonly #until = new Map<string, number>()
  readonly #most: number

  constructor(most = 10_000) {
    this.#most = most
  }

  /** Milliseconds that are left, 0 where the key is not blocked. */
  left(key: string): number {
    const until = this.#until.get(key)
    if (until === undefined) return 0
    const left = until - performance.now()
    if (left > 0) return left
    this.#until.delete(key)
    return 0
  }

  add(key: string, milliseconds: number): void {
    this.#until.delete(key)
    this.#until.set(key, performance.now() + milliseconds)
    if (this.#until.size <= this.#most) return
    for (const oldest of this.#until.keys()) {
      this.#until.delete(oldest)
      return
    }
  }

  get size(): number {
    return this.#until.size
  }
}
