import { availableParallelism } from 'node:os'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import type { PlinthError } from '../errors/index.ts'
import type { CheckResult } from '../lifecycle/index.ts'
import { type Log, silentLog } from '../observability/index.ts'
import { type Login, type Logins, sessionConfig, unreachable } from './connect.ts'
import { Pipeline, type PipelineStats } from './connections/pipeline.ts'
import { Pool, type PoolStats } from './connections/pool.ts'
import type { Database, Scope, Statement } from './database.ts'
import { DrizzleDatabases, type Schema } from './drizzle.ts'
import { busy, dataErrors } from './errors.ts'
import { Constraints } from './failure/constraints.ts'
import { camelCase, type Explaining, explain, type FieldName } from './failure/explain.ts'
import { retrying } from './retry.ts'
import { settleRole } from './role.ts'
import { logSlow, slowFrom } from './slow.ts'
import { type TransactionOptions, Transactions } from './transaction.ts'
import type { Call, Wire } from './wire/call.ts'
import type { Answer } from './wire/internals.ts'
import { scopedWire } from './wire/scoped-query.ts'
import { chooseWire } from './wire/self-test.ts'
import { transactionalWire } from './wire/transactional.ts'
import { toWire } from './wire/values.ts'

// What is in hand gets this long to finish when the process stops.
const stopPatience = 10_000
// A health check answers within a second, so it does not wait for a connection as long as a caller does.
const checkPatience = 900
// Sent as statements, these would open or end a transaction behind the back of `transaction`.
const transactionCommand =
  /^\s*(begin|start\s+transaction|commit|end|rollback|abort|savepoint|release|prepare\s+transaction)\b/i

export interface DatabaseOptions extends Logins {
  /**
   * Refuses a login that could get past row-level security. Otherwise it is switched to the app role, with a warning.
   * Default false.
   */
  readonly production?: boolean
  /** Default silent. */
  readonly log?: Log
  /** Connections for writes and transactions. Default 20. */
  readonly pool?: number
  /** Shared connections for reads. Default: one a processor, at least 2 and at most 4. */
  readonly lanes?: number
  /** How scopes travel. Default: what a self-test at start finds sound. */
  readonly wire?: 'scoped' | 'transactional'
  /** Named in `pg_stat_activity`. Default `plinth`. */
  readonly name?: string
  /** What a column is called on the wire, for errors. Default: its name in camel case. */
  readonly fieldName?: FieldName
  /** The Drizzle tables and relations that `drizzle(…).query` knows. Default none. */
  readonly schema?: Schema
  /** Who asks, for triggers that write it down: called for each write. Left out, nobody is told. */
  readonly by?: () => string | undefined
  /** Told of each statement's own time in seconds, for a histogram. */
  readonly onStatement?: (kind: StatementKind, seconds: number) => void
}

export type StatementKind = 'read' | 'write' | 'transaction'

/** Counters since the start, and connections now. */
export interface DatabaseStats {
  readonly wire: Wire['name']
  readonly pool: PoolStats
  readonly pipeline: PipelineStats
  readonly statements: Readonly<Record<StatementKind, number>>
  readonly slow: number
}

/** A database that is opened; see `Database` for what it promises. */
export interface OpenDatabase extends Database {
  transaction<T>(scope: Scope, work: () => Promise<T>, options?: TransactionOptions): Promise<T>
  /**
   * Drizzle inside a scope. Loaded on first use; its statements use the pool or the ambient transaction, and its
   * `transaction` is the ambient one.
   */
  drizzle<S extends Schema = Schema>(scope: Scope): NodePgDatabase<S>
  /** The login for migrations. Works before `start`. */
  owner(): Login
  stats(): DatabaseStats
}

/** The database of a process. Nothing is connected before `start`. Migrations come first: they make the app role. */
export function openDatabase(options: DatabaseOptions): OpenDatabase {
  return new PostgresDatabase(options)
}

class PostgresDatabase implements OpenDatabase {
  readonly name = 'database'
  readonly #options: DatabaseOptions
  readonly #log: Log
  readonly #explaining: Explaining
  readonly #transactions: Transactions
  readonly #drizzle: DrizzleDatabases
  readonly #statements = { read: 0, write: 0, transaction: 0 }
  #wire: Wire = scopedWire
  #pool: Pool
  #pipeline: Pipeline
  #slow = 0

  constructor(options: DatabaseOptions) {
    this.#options = options
    this.#log = options.log ?? silentLog
    this.#pool = this.#makePool()
    this.#pipeline = this.#makePipeline()
    const constraints = new Constraints(text => this.#pool.use(client => client.query(text)))
    this.#explaining = { constraints, fieldName: options.fieldName ?? camelCase }
    this.#transactions = new Transactions({
      pool: () => this.#pool,
      wire: () => this.#wire,
      explain: (error, text) => this.#explain(error, text),
      afterCommitFailed: error => this.#log.error({ error }, 'an effect after a commit failed'),
    })
    this.#drizzle = new DrizzleDatabases({
      schema: options.schema ?? {},
      send: ({ name, text, ...shape }, values, scope) =>
        this.#write({ ...callOf(name === undefined ? { text } : { name, text }, values, scope), ...shape }),
      transaction: (_scope, work, transactionOptions) => this.#transactions.run(work, transactionOptions),
    })
  }

  async start(): Promise<void> {
    const { app, production = false } = this.#options
    const role = await settleRole(app, production, this.#log)
    if (role !== undefined) {
      this.#pool = this.#makePool(role)
      this.#pipeline = this.#makePipeline(role)
    }
    try {
      this.#wire = await this.#pipeline.start(client => this.#chooseWire(client))
    } catch (cause) {
      throw unreachable(app, cause)
    }
    if (!this.#wire.pipelined) await this.#pipeline.stop(stopPatience)
  }

  async stop(): Promise<void> {
    await Promise.all([this.#pipeline.stop(stopPatience), this.#pool.stop(stopPatience)])
  }

  async check(): Promise<CheckResult> {
    const asked = performance.now()
    const answered = new AbortController()
    const late = pause(checkPatience, undefined, { signal: answered.signal }).then(() => Promise.reject(busy()))
    try {
      await Promise.race([this.read({ name: 'plinth_check', text: 'select 1' }, [], { tenant: null }), late])
      return { status: 'ok', latency: performance.now() - asked }
    } catch (error) {
      return { status: 'failing', detail: (error as Error).message }
    } finally {
      answered.abort()
    }
  }

  async read<Row>(statement: Statement, values: readonly unknown[], scope: Scope): Promise<Row[]> {
    const call = callOf(statement, values, scope)
    const transaction = this.#transactions.current
    try {
      if (transaction !== undefined)
        return (await this.#timed('transaction', call, transaction.send(call))).rows as Row[]
      if (!this.#wire.pipelined) return (await this.#alone('read', call)).rows as Row[]
      return (await this.#pipeline.read(call)).rows as Row[]
    } catch (error) {
      throw await this.#explain(error, statement.text)
    }
  }

  async write<Row>(statement: Statement, values: readonly unknown[], scope: Scope): Promise<Row[]> {
    return (await this.#write(callOf(statement, values, scope))).rows as Row[]
  }

  transaction<T>(_scope: Scope, work: () => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    return this.#transactions.run(work, options)
  }

  outside<T>(work: () => Promise<T>): Promise<T> {
    return this.#transactions.outside(work)
  }

  get inTransaction(): boolean {
    return this.#transactions.current?.over === false
  }

  afterCommit(work: () => void): void {
    const transaction = this.#transactions.current
    if (transaction === undefined || transaction.over) work()
    else transaction.effects.push(work)
  }

  drizzle<S extends Schema>(scope: Scope): NodePgDatabase<S> {
    return this.#drizzle.of(scope) as unknown as NodePgDatabase<S>
  }

  owner(): Login {
    return this.#options.owner
  }

  stats(): DatabaseStats {
    const [pool, pipeline] = [this.#pool.stats(), this.#pipeline.stats()]
    return { wire: this.#wire.name, pool, pipeline, statements: { ...this.#statements }, slow: this.#slow }
  }

  async #write(given: Call): Promise<Answer> {
    const call = this.#options.by === undefined ? given : { ...given, by: this.#options.by() }
    const transaction = this.#transactions.current
    const [command] = transactionCommand.exec(call.statement.text) ?? []
    if (command !== undefined) throw dataErrors.TRANSACTION_COMMAND({ command: command.trim() })
    try {
      if (transaction !== undefined) return await this.#timed('transaction', call, transaction.send(call))
      return await retrying(() => this.#alone('write', call))
    } catch (error) {
      throw await this.#explain(error, call.statement.text)
    }
  }

  /** One statement on a pooled connection. Waiting for the connection is not the statement's time. */
  #alone(kind: StatementKind, call: Call): Promise<Answer> {
    return this.#pool.use(client => this.#timed(kind, call, this.#wire.alone(client, call)))
  }

  async #timed(kind: StatementKind, call: Call, answer: Promise<Answer>): Promise<Answer> {
    const sent = performance.now()
    try {
      return await answer
    } finally {
      this.#answered(kind, call.statement.text, performance.now() - sent)
    }
  }

  #answered(kind: StatementKind, text: string, milliseconds: number): void {
    this.#statements[kind]++
    this.#options.onStatement?.(kind, milliseconds / 1_000)
    if (milliseconds < slowFrom) return
    this.#slow++
    logSlow(this.#log, text, milliseconds)
  }

  #explain(error: unknown, text: string): Promise<PlinthError> {
    return explain(error, text, this.#explaining)
  }

  async #chooseWire(client: pg.Client): Promise<Wire> {
    const { wire } = this.#options
    if (wire !== undefined) return wire === 'scoped' ? scopedWire : transactionalWire
    const chosen = await chooseWire(client)
    if (chosen === transactionalWire)
      this.#log.warn({}, 'scoped queries do not work here: using a transaction for each')
    return chosen
  }

  #makePool(role?: string): Pool {
    return new Pool({ config: this.#session(this.#options.app, role), size: this.#options.pool ?? 20 })
  }

  #makePipeline(role?: string): Pipeline {
    return new Pipeline({
      config: this.#session(this.#options.app, role),
      lanes: this.#options.lanes ?? Math.min(4, Math.max(2, availableParallelism())),
      onAnswer: (text, milliseconds) => this.#answered('read', text, milliseconds),
    })
  }

  #session(login: Login, role: string | undefined): pg.ClientConfig {
    return sessionConfig(login, this.#options.name ?? 'plinth', role)
  }
}

function callOf(statement: Statement, values: readonly unknown[], { tenant }: Scope): Call {
  return { statement, values: toWire(values), tenant: tenant ?? '' }
}
