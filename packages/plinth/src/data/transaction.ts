import { AsyncLocalStorage } from 'node:async_hooks'
import type pg from 'pg'
import type { Pool } from './connections/pool.ts'
import { dataErrors } from './errors.ts'
import { retrying } from './retry.ts'
import type { Call, Wire } from './wire/call.ts'
import type { Answer } from './wire/internals.ts'

export interface TransactionOptions {
  /** Default `read committed`. */
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable'
  /** How often a serialization failure or deadlock is tried again from the start. Default 3. */
  readonly retries?: number
}

/** What a transaction needs of its database. */
export interface Surroundings {
  readonly pool: () => Pool
  readonly wire: () => Wire
  /** Turns an error of PostgreSQL into a coded one. */
  readonly explain: (error: unknown, text: string) => Promise<unknown>
  readonly afterCommitFailed: (error: unknown) => void
}

/** Which transaction a piece of code runs in. One store for each database of the process. */
export class Transactions {
  readonly #ambient = new AsyncLocalStorage<Transaction | undefined>()
  readonly #surroundings: Surroundings

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings
  }

  /** The ambient transaction, or undefined outside of any. */
  get current(): Transaction | undefined {
    return this.#ambient.getStore()
  }

  /** Runs `work` as if there were no transaction around it. */
  outside<T>(work: () => Promise<T>): Promise<T> {
    return this.#ambient.run(undefined, work)
  }

  run<T>(work: () => Promise<T>, options: TransactionOptions): Promise<T> {
    const parent = this.#ambient.getStore()
    if (parent === undefined) return retrying(() => this.#outermost(work, options), options.retries)
    return parent.nest(child => this.#ambient.run(child, work))
  }

  async #outermost<T>(work: () => Promise<T>, { isolation }: TransactionOptions): Promise<T> {
    const connection = new Connection(this.#surroundings, isolation)
    const transaction = new Transaction(connection, 0)
    const result = await connection.around(() => this.#ambient.run(transaction, work), transaction)
    // Outside of `ambient.run`: what starts here is not part of the transaction.
    for (const effect of transaction.effects) {
      try {
        effect()
      } catch (error) {
        this.#surroundings.afterCommitFailed(error)
      }
    }
    return result
  }
}

/** A transaction, or the savepoint of a nested one. */
export class Transaction {
  /** What runs after the commit, in order. */
  readonly effects: (() => void)[] = []
  over = false
  readonly #connection: Connection
  readonly #depth: number
  #nested: Promise<unknown> = Promise.resolve()

  constructor(connection: Connection, depth: number) {
    this.#connection = connection
    this.#depth = depth
  }

  /** Sends a statement, after those before it. */
  send(call: Call): Promise<Answer> {
    if (this.over) return Promise.reject(dataErrors.TRANSACTION_OVER())
    return this.#connection.send(call)
  }

  /** Runs `work` in a savepoint. Siblings take turns: savepoints of one connection form a stack. */
  nest<T>(work: (child: Transaction) => Promise<T>): Promise<T> {
    if (this.over) return Promise.reject(dataErrors.TRANSACTION_OVER())
    const turn = this.#nested.then(() => this.#savepoint(work))
    this.#nested = turn.catch(() => undefined)
    return turn
  }

  async #savepoint<T>(work: (child: Transaction) => Promise<T>): Promise<T> {
    const name = `plinth_${this.#depth + 1}`
    const child = new Transaction(this.#connection, this.#depth + 1)
    await this.#connection.command(`savepoint ${name}`)
    try {
      const result = await work(child)
      child.over = true
      await this.#connection.command(`release savepoint ${name}`)
      this.effects.push(...child.effects)
      return result
    } catch (error) {
      child.over = true
      // Fails only where the connection is lost: then the outermost one is told by its own next statement.
      await this.#connection.command(`rollback to savepoint ${name}`).catch(() => undefined)
      throw error
    }
  }
}

/** The connection of one transaction: taken from the pool, and the transaction opened, with the first statement. */
class Connection {
  readonly #surroundings: Surroundings
  readonly #isolation: TransactionOptions['isolation']
  #client: pg.PoolClient | undefined
  #begun = false
  #tail: Promise<unknown> = Promise.resolve()

  constructor(surroundings: Surroundings, isolation: TransactionOptions['isolation']) {
    this.#surroundings = surroundings
    this.#isolation = isolation
  }

  /** Runs `work`, then commits, or rolls back when it throws. Gives the client back in both cases. */
  async around<T>(work: () => Promise<T>, transaction: Transaction): Promise<T> {
    try {
      const result = await work()
      transaction.over = true
      await this.#commit()
      return result
    } catch (error) {
      transaction.over = true
      await this.#rollback()
      throw error
    } finally {
      if (this.#client !== undefined) this.#surroundings.pool().giveBack(this.#client)
    }
  }

  send(call: Call): Promise<Answer> {
    return this.#queue(async () => {
      const client = await this.#begin(this.#isolation !== undefined)
      const begin = !this.#begun
      this.#begun = true
      return this.#surroundings.wire().within(client, call, begin)
    })
  }

  /** Sends a command that needs no scope, and that an aborted transaction still takes. */
  command(text: string): Promise<{ readonly command: string }> {
    return this.#queue(async () => this.#run(await this.#begin(true), text))
  }

  async #run(client: pg.PoolClient, text: string): Promise<{ readonly command: string }> {
    try {
      return await client.query(text)
    } catch (error) {
      throw await this.#surroundings.explain(error, text)
    }
  }

  /** One statement at a time: the setting and its statement must not be torn apart. */
  #queue<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(work)
    this.#tail = turn.catch(() => undefined)
    return turn
  }

  /** Takes the client. `now` opens the transaction at once; otherwise the first statement does, in its own round trip. */
  async #begin(now: boolean): Promise<pg.PoolClient> {
    if (this.#client !== undefined) return this.#client
    const client = await this.#surroundings.pool().take()
    this.#client = client
    if (now) {
      this.#begun = true
      await client.query(`begin isolation level ${this.#isolation ?? 'read committed'}`)
    }
    return client
  }

  /** PostgreSQL answers ROLLBACK to the COMMIT of a transaction in which a statement failed. */
  async #commit(): Promise<void> {
    await this.#tail
    if (this.#client === undefined) return
    const { command } = await this.#run(this.#client, 'commit')
    if (command === 'ROLLBACK') throw dataErrors.TRANSACTION_ABORTED()
  }

  /**
   * A rollback that fails has lost its connection, and with it the transaction. It does not ask the client for its
   * status: an error arrives before the ReadyForQuery that tells the new one.
   */
  async #rollback(): Promise<void> {
    await this.#tail
    await this.#client?.query('rollback').catch(() => undefined)
  }
}
