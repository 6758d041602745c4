import { createRequire } from 'node:module'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { Scope } from './database.ts'
import type { TransactionOptions } from './transaction.ts'
import type { Answer, TypeParsers } from './wire/internals.ts'

export type Schema = Record<string, unknown>

/** A statement as Drizzle hands it to its driver. */
export interface DrizzleQuery {
  readonly name?: string
  readonly text: string
  readonly rowMode?: 'array'
  readonly types?: TypeParsers
}

/** What Drizzle stands on here: statements that carry the scope, and the ambient transaction. */
export interface DrizzleGround {
  readonly schema: Schema
  send(query: DrizzleQuery, values: readonly unknown[], scope: Scope): Promise<Answer>
  transaction<T>(scope: Scope, work: () => Promise<T>, options: TransactionOptions): Promise<T>
}

interface PreparedQuery {
  queryWithCache(text: string, values: unknown[], run: () => Promise<unknown>): Promise<unknown>
}

interface Session {
  prepareQuery(...args: unknown[]): PreparedQuery
}

interface DrizzleTransactionConfig {
  readonly isolationLevel?: 'read uncommitted' | 'read committed' | 'repeatable read' | 'serializable'
  readonly accessMode?: 'read only' | 'read write'
}

// A backend with more tenants at once makes Drizzle anew for some, 20 µs without relations.
const keptTenants = 500

/**
 * Drizzle on top of a scope, made on first use and kept for each tenant. It runs at a third of the speed of hand-written
 * statements: good for the odd query of a handler, never for a hot path.
 */
export class DrizzleDatabases {
  readonly #ground: DrizzleGround
  readonly #kept = new Map<string | null, NodePgDatabase<Schema>>()

  constructor(ground: DrizzleGround) {
    this.#ground = ground
  }

  of(scope: Scope): NodePgDatabase<Schema> {
    const kept = this.#kept.get(scope.tenant)
    if (kept !== undefined) return kept
    if (this.#kept.size >= keptTenants) this.#kept.clear()
    const made = make(this.#ground, scope)
    this.#kept.set(scope.tenant, made)
    return made
  }
}

// As ESM the import takes 0.8 s on Node 24, required 0.12 s; a process that never uses `ctx.db` pays nothing.
const require = createRequire(import.meta.url)

function make(ground: DrizzleGround, scope: Scope): NodePgDatabase<Schema> {
  const { drizzle } = require('drizzle-orm/node-postgres') as typeof import('drizzle-orm/node-postgres')
  const client = {
    query: (query: DrizzleQuery, values: readonly unknown[] = []) => ground.send(query, values, scope),
  }
  const database = drizzle({
    client: client as never,
    schema: ground.schema,
    casing: 'snake_case',
    logger: false,
  }) as NodePgDatabase<Schema>
  throwOurErrors((database as unknown as { session: Session }).session)
  joinAmbient(database, ground, scope)
  return database
}

/** Drizzle wraps errors in one of its own, whose message holds the values. Ours are to pass as they are. */
function throwOurErrors(session: Session): void {
  const prepareQuery = session.prepareQuery.bind(session)
  session.prepareQuery = (...args) => {
    const prepared = prepareQuery(...args)
    prepared.queryWithCache = (_text, _values, run) => run()
    return prepared
  }
}

/** Drizzle's own transactions send BEGIN by themselves. These join the ambient one, with its savepoints and retries. */
function joinAmbient(database: NodePgDatabase<Schema>, ground: DrizzleGround, scope: Scope): void {
  const inside = Object.create(database, { rollback: { value: rollBack } })
  const transaction = async <T>(work: (tx: unknown) => Promise<T>, config: DrizzleTransactionConfig = {}) => {
    const { isolationLevel: level } = config
    const options = level === undefined || level === 'read uncommitted' ? {} : { isolation: level }
    return ground.transaction(
      scope,
      async () => {
        if (config.accessMode === 'read only') await ground.send({ text: 'set transaction read only' }, [], scope)
        return work(inside)
      },
      options,
    )
  }
  Object.defineProperty(database, 'transaction', { value: transaction })
}

function rollBack(): never {
  const { TransactionRollbackError } = require('drizzle-orm/errors') as typeof import('drizzle-orm/errors')
  throw new TransactionRollbackError()
}
