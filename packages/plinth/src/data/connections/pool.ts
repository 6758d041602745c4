import { once } from 'node:events'
import pg from 'pg'
import { httpErrors } from '../../errors/index.ts'
import { statementTimeout } from '../connect.ts'
import { busy } from '../errors.ts'
import { isStalePlan } from '../failure/stale.ts'
import { prepareClient } from '../wire/prepare.ts'

// An idle connection costs the server about 2 MB; 30 s carries it over the gaps of a busy minute.
const idleTimeout = 30_000
// The server stops a statement after 10 s. What is silent for longer has no server behind it any more.
const silence = statementTimeout + 5_000
// More than these would wait longer than a caller does.
const waitingLimit = 1_000

export interface PoolOptions {
  readonly config: pg.ClientConfig
  /** Connections at most. Default 20. */
  readonly size: number
}

export interface PoolStats {
  readonly size: number
  readonly open: number
  readonly idle: number
  readonly waiting: number
}

/** Connections that one caller has to itself, for writes and transactions. */
export class Pool {
  readonly #pool: pg.Pool
  readonly #size: number
  readonly #clients = new Set<pg.Client>()
  readonly #outdated = new WeakSet<pg.Client>()

  constructor({ config, size }: PoolOptions) {
    this.#size = size
    this.#pool = new pg.Pool({
      ...config,
      max: size,
      idleTimeoutMillis: idleTimeout,
      query_timeout: silence,
      onConnect: client => prepareClient(client as pg.Client),
    })
    // The pool drops a connection that dies while idle. Without a listener the error would end the process.
    this.#pool.on('error', () => undefined)
    this.#pool.on('connect', client => {
      this.#clients.add(client)
      client.on('error', () => undefined)
    })
    this.#pool.on('remove', client => this.#clients.delete(client))
  }

  /** Runs `work` on a connection of its own. Waits for one 2 s at most, then throws DATABASE_BUSY. */
  async use<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = await this.take()
    try {
      return await work(client)
    } catch (error) {
      if (isStalePlan(error)) this.renew()
      throw error
    } finally {
      this.giveBack(client)
    }
  }

  /** Takes a connection out; `giveBack` is the caller's duty. */
  async take(): Promise<pg.PoolClient> {
    for (;;) {
      const client = await this.#connect()
      if (!this.#outdated.has(client)) return client
      client.release(true)
    }
  }

  /**
   * Puts a connection back. One that is still inside a transaction, for whatever reason, is closed instead: the next
   * caller would inherit it.
   */
  giveBack(client: pg.PoolClient): void {
    client.release(client.getTransactionStatus() !== 'I' || this.#outdated.has(client))
  }

  /** Replaces all connections, each when it is next idle: their prepared plans no longer fit the tables. */
  renew(): void {
    for (const client of this.#clients) this.#outdated.add(client)
  }

  stats(): PoolStats {
    const { totalCount: open, idleCount: idle, waitingCount: waiting } = this.#pool
    return { size: this.#size, open, idle, waiting }
  }

  /** Waits for what is in hand, `patience` milliseconds at most, then cuts the connections. Safe to call twice. */
  async stop(patience: number): Promise<void> {
    if (this.#pool.ending) return
    const ended = this.#pool.end().then(() => this.#allClosed())
    const { promise: cut, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(() => {
      for (const client of this.#clients) void client.end().catch(() => undefined)
      resolve()
    }, patience)
    await Promise.race([ended, cut])
    clearTimeout(timer)
  }

  /** The pool calls itself ended when it has asked its connections to close; a server that stops wants them gone. */
  async #allClosed(): Promise<void> {
    while (this.#clients.size > 0) await once(this.#pool, 'remove')
  }

  async #connect(): Promise<pg.PoolClient> {
    if (this.#pool.waitingCount >= waitingLimit) throw busy()
    try {
      return await this.#pool.connect()
    } catch (cause) {
      const { message, code } = cause as { message: string; code?: string }
      const full = code === '53300' || /timeout exceeded/.test(message)
      throw full ? busy(cause) : httpErrors.UNAVAILABLE(undefined, { cause })
    }
  }
}
