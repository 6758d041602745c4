import type pg from 'pg'
import type { Statement } from '../database.ts'
import type { Answer, TypeParsers } from './internals.ts'
import type { WireValue } from './values.ts'

/** One statement on its way to the server. */
export interface Call {
  readonly statement: Statement
  readonly values: readonly WireValue[]
  /** The tenant that policies see. The empty string means none: policies then match no row. */
  readonly tenant: string
  /** Who asks, for what triggers write down. Left out where nobody does. */
  readonly by?: string | undefined
  /** Rows as arrays of values. Default: as objects. */
  readonly rowMode?: 'array'
  /** Other parsers than the platform's, for Drizzle. */
  readonly types?: TypeParsers
}

/**
 * Sends a statement and its scope to one connection. Both implementations pass one conformance suite; the self-test at
 * start chooses. Neither lets a scope outlive its transaction, whatever fails.
 */
export interface Wire {
  readonly name: 'scoped' | 'transactional'
  /** Whether many calls may be in flight on one connection. If not, reads go to the pool as well. */
  readonly pipelined: boolean
  /** One statement in a transaction of its own: when it resolves, it is committed. */
  alone(client: pg.Client, call: Call): Promise<Answer>
  /** One statement in the open transaction of the client. `begin` opens it first. One call at a time. */
  within(client: pg.Client, call: Call, begin: boolean): Promise<Answer>
}
