import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import type { Log } from '../../observability/index.ts'
import { migrationErrors } from './errors.ts'

/** The advisory lock of migrations, one for each database: the letters `plinth` in ASCII. */
const key = 0x706c696e7468

/** Milliseconds between two tries. */
const between = 200

/** How to wait for the lock. */
export interface LockOptions {
  /** How long to try. */
  readonly seconds: number
  readonly log?: Log | undefined
}

/**
 * Runs `work` while nobody else migrates this database. Tries again for a while, then MIGRATION_LOCKED. It asks
 * instead of waiting in the server: a waiting statement holds a snapshot, and `create index concurrently` of the one
 * who has the lock would wait for that one, for ever. The server frees the lock when the connection is gone.
 */
export async function withLock<T>(
  client: pg.Client,
  { seconds, log }: LockOptions,
  work: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000
  for (let tries = 0; !(await tryLock(client)); tries++) {
    if (tries === 0) log?.info({ seconds }, 'somebody else is migrating this database: waiting')
    if (Date.now() >= deadline) throw migrationErrors.MIGRATION_LOCKED({ seconds, holder: await holder(client) })
    await pause(between)
  }
  try {
    return await work()
  } finally {
    await client.query('select pg_advisory_unlock($1)', [key]).catch(() => undefined)
  }
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [key])
  return rows[0]?.locked === true
}

async function holder(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ pid: number; since: Date | null }>(
    `select a.pid, a.backend_start as since from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.granted and l.database = (select oid from pg_database where datname = current_database())
       and (l.classid::bigint << 32) + l.objid::bigint = $1`,
    [key],
  )
  const [found] = rows
  return found === undefined
    ? 'the lock'
    : `pid ${found.pid}, connected since ${found.since?.toISOString() ?? 'unknown'}`
}
