import type { Service } from '../lifecycle/index.ts'

/** Compiled SQL. Statements with a name are prepared once per connection and must never change text under it. */
export interface Statement {
  readonly name?: string
  readonly text: string
  /** Rows come as `TextRow`, without names. Default: objects by column name. */
  readonly texts?: true
}

/** A row as PostgreSQL prints it, in the order of the columns: half the work of an object. */
export type TextRow = readonly (string | null)[]

/** Whose statement it is: the settings that row-level security reads, set for the one transaction it runs in. */
export interface Scope {
  readonly tenant: string | null
}

/**
 * The database of one process, logged in as the app role. Every statement carries its scope in the same round
 * trip and in one implicit transaction, so a setting cannot outlive it.
 */
export interface Database extends Service {
  /**
   * A compiled, index-backed read. Pipelined on shared clients outside of a transaction; on the transaction's
   * own client inside one. Bounded by the server's `statement_timeout` (10 s).
   */
  read<Row>(statement: Statement, values: readonly unknown[], scope: Scope): Promise<Row[]>
  /** One statement on a pooled client: its own transaction, or the ambient one. */
  write<Row>(statement: Statement, values: readonly unknown[], scope: Scope): Promise<Row[]>
  /**
   * Runs `work` in a transaction that everything inside joins. Nested calls are savepoints. Serialization
   * failures and deadlocks (40001, 40P01) are retried from the start, 3 times by default: keep outside effects in `afterCommit`.
   */
  transaction<T>(scope: Scope, work: () => Promise<T>): Promise<T>
  /**
   * Runs `work` outside of the ambient transaction: what it writes is there at once, and stays when the transaction is
   * rolled back. For counters and one-time secrets. It takes a connection of its own.
   */
  outside<T>(work: () => Promise<T>): Promise<T>
  /** True inside a transaction of this database. */
  readonly inTransaction: boolean
  /** Runs after the commit of the ambient transaction, at once when there is none, never after a rollback. */
  afterCommit(work: () => void): void
}
