import './context.ts'

/** How the configuration or an embedded server says to log in. */
export { type EmbeddedConnections, type Login, type Logins, loginsOf, urlLogin } from './connect.ts'
/** What handlers get of it. */
export type { Db } from './context.ts'
/** The face of the database: reads, writes, transactions, each with its scope. */
export type { Database, Scope, Statement, TextRow } from './database.ts'
/** The codes of this feature. */
export { dataErrors } from './errors.ts'
/** Open the database of a process. */
export {
  type DatabaseOptions,
  type DatabaseStats,
  type OpenDatabase,
  openDatabase,
  type StatementKind,
} from './open.ts'
/** The role that policies bind. */
export { appRole } from './platform/prepare.ts'
export type { TransactionOptions } from './transaction.ts'
