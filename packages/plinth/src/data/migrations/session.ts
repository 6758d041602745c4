import pg from 'pg'
import type { Log } from '../../observability/index.ts'
import { connectTimeout, type Login, unreachable } from '../connect.ts'
import { migrationErrors } from './errors.ts'

/** The oldest server that this runs on. */
const oldest = 150_000

/**
 * Settings of a migration session. `row_security` off: under FORCE a backfill by the owner would change no row, in
 * silence; now it is an error. A lock that is not there within 10 s would make everybody else wait behind us.
 */
const settings = `
  reset all; reset role;
  set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set lock_timeout = '10s';
  set row_security = off; set client_min_messages = notice`

/** Puts the session back to how every migration finds it: the one before may have changed its path, role or settings. */
export async function settle(client: pg.Client): Promise<void> {
  await client.query(settings)
}

/** Runs `work` on a connection of its own as the owner, and closes it. Wants a direct one: PgBouncer loses session locks. */
export async function withSession<T>(
  owner: Login,
  log: Log | undefined,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    ...owner.config,
    application_name: 'plinth migrate',
    connectionTimeoutMillis: connectTimeout,
    keepAlive: true,
  })
  // The statement that was running is rejected too; this only keeps the process alive to tell of it.
  client.on('error', () => undefined)
  client.on('notice', notice => log?.debug({ code: notice.code }, notice.message ?? 'notice'))
  await client.connect().catch(cause => {
    throw unreachable(owner, cause)
  })
  try {
    await settle(client)
    await refuseOld(client)
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function refuseOld(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: string; version: string }>(
    "select current_setting('server_version_num') as number, current_setting('server_version') as version",
  )
  const [server] = rows
  if (server !== undefined && Number(server.number) < oldest) {
    throw migrationErrors.MIGRATION_SERVER({ version: server.version })
  }
}
