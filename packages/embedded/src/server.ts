import type { Connection, Role } from './postgres/session.ts'

/** What to start. */
export interface EmbeddedOptions {
  /** The server's own folder, such as `.plinth/postgres`; made when missing. One server runs per folder. */
  directory: string
  /** Gets a line for each thing that takes time or needs saying: making data, adopting, recovering. Default: nobody. */
  onLog?: (line: string) => void
}

/** A running PostgreSQL that this process takes part in. It outlives a killed process, and is adopted by the next one. */
export interface EmbeddedServer {
  /** The server's process id. */
  readonly pid: number
  /** True when it ran already. */
  readonly adopted: boolean
  /** True when this call made the data directory. */
  readonly initialised: boolean
  /** `18.4` */
  readonly version: string
  /** How to connect by `pg`, as the owner or as the role that row-level security binds. Database: `plinth` by default. */
  connection(role: Role, database?: string): Connection
  /** Leaves, and stops the server unless somebody else has a connection. Close your own first. Safe to call twice. */
  stop(): Promise<'stopped' | 'left running'>
}
