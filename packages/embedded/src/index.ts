/** The one error class of this package, and its codes. */
export { EmbeddedError, type EmbeddedErrorCode } from './errors.ts'
/** How to connect, and as whom. */
export type { Connection, Role } from './postgres/session.ts'
/** What to start, and what one gets. */
export type { EmbeddedOptions, EmbeddedServer } from './server.ts'
/** Start the PostgreSQL of one directory, or join the one that runs there already. */
export { startEmbedded } from './start.ts'
