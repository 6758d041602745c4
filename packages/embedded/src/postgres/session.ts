import pg from 'pg'
import { EmbeddedError, systemCode } from '../errors.ts'
import type { Place } from '../place/place.ts'
import { type PidFile, parsePidFile } from './postmaster.ts'
import { readPasswords } from './windows.ts'

/** Connection settings for `pg`. `host` is a socket directory; `password` is there on Windows only. */
export interface Connection {
  host: string
  port: number
  user: string
  database: string
  password?: string
}

/** `owner` is the superuser `postgres`, for migrations; `app` is the role that row-level security binds. */
export type Role = 'owner' | 'app'

/** The owner's connection that this process keeps while it uses the server: ready when it must stop it. */
export interface Session {
  readonly client: pg.Client
  /** `18.4` */
  readonly version: string
  /** False once the server has gone. */
  isOpen(): boolean
  /** Whether the open connection alone keeps this process running. It does at first. */
  keepAwake(on: boolean): void
}

/** How to connect to a running server. */
export function connectionTo(place: Place, found: PidFile, role: Role): Omit<Connection, 'database'> {
  const user = role === 'owner' ? 'postgres' : 'plinth_app'
  if (process.platform !== 'win32') return { host: found.socket, port: found.port, user }
  return { host: '127.0.0.1', port: found.port, user, password: readPasswords(place)[role] }
}

/**
 * Connects as the owner and makes sure that the server at the other end is the one of this directory.
 *
 * @returns undefined while it does not answer, or is another one.
 * @throws EMBEDDED_IN_USE when it refuses us: waiting would not help.
 */
export async function enter(place: Place, found: PidFile): Promise<Session | undefined> {
  // The type declarations of `pg` lack ref and unref.
  const client = new pg.Client({
    ...connectionTo(place, found, 'owner'),
    database: 'postgres',
    application_name: `plinth-embedded:${process.pid}`,
    connectionTimeoutMillis: 5000,
    ssl: false,
  }) as pg.Client & Record<'ref' | 'unref', () => void>
  let open = true
  const close = () => {
    open = false
  }
  client.on('error', close)
  client.on('end', close)
  try {
    await client.connect()
    const { rows } = await client.query<{ pidfile: string; version: string }>(
      `select pg_read_file('postmaster.pid') as pidfile, current_setting('server_version') as version`,
    )
    const answer = rows[0]
    if (answer && parsePidFile(answer.pidfile)?.identity === found.identity) {
      return {
        client,
        version: answer.version,
        isOpen: () => open,
        keepAwake: on => (on ? client.ref() : client.unref()),
      }
    }
  } catch (cause) {
    if (/^28/.test(systemCode(cause))) {
      throw new EmbeddedError('EMBEDDED_IN_USE', `the PostgreSQL of ${place.directory} does not let this user in`, {
        cause,
      })
    }
  }
  await client.end().catch(close)
  return undefined
}

/** How many connections the server has besides this one. */
export async function countOthers(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where backend_type = 'client backend' and pid <> pg_backend_pid()`,
  )
  return rows[0]?.count ?? 0
}
