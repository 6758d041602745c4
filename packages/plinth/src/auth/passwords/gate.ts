import { authErrors } from '../errors.ts'

/**
 * Lets a few pieces of work run at once and the rest wait in line, up to `most`; beyond that AUTH_BUSY. Hashing shares
 * Node's four pool threads with files, DNS and signatures: two hashes at once leave two threads to everybody else.
 */
export class Gate {
  readonly #width: number
  readonly #most: number
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(width: number, most: number) {
    this.#width = width
    this.#most = most
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#width) this.#running++
    else await this.#turn()
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#running--
      else next()
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= this.#most) throw authErrors.AUTH_BUSY(undefined, { headers: { 'retry-after': '5' } })
    return new Promise(resolve => this.#waiting.push(resolve))
  }
}
