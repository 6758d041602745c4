import { hash } from 'node:crypto'
import type { Database, Scope, Statement } from '../data/index.ts'
import { repeat, type Service } from '../lifecycle/index.ts'
import type { Log } from '../observability/index.ts'
import { restErrors } from './errors.ts'
import type { Rendered } from './reply.ts'

/** A request that carries an Idempotency-Key. */
export interface Repeatable {
  readonly key: string
  /** Who asks, tenant included: the same key of somebody else is another key. */
  readonly actor: string
  readonly route: string
  readonly scope: Scope
  /** All that makes the request what it is: its URL and its body. */
  readonly content: string
}

/** An answer, and whether it was given before. */
export interface Repeated extends Rendered {
  readonly replayed: boolean
}

/**
 * Takes the key, in the transaction of the write, unless it is held by a request that is still running (its advisory
 * lock) or that has been answered (its row). A row of more than 24 hours ago is taken over.
 */
const take: Statement = {
  name: 'idempotency-take',
  text: `insert into plinth.idempotency as held (actor, route, key, fingerprint)
select $1, $2, $3, $4 where pg_try_advisory_xact_lock(hashtextextended($1 || ' ' || $2 || ' ' || $3, 0))
on conflict (actor, route, key) do update set
  fingerprint = excluded.fingerprint, status = null, body = null, version = null, location = null, created_at = now()
where held.created_at < now() - interval '24 hours'
returning 1 as taken`,
}

const look: Statement = {
  name: 'idempotency-look',
  text: `select status, body, version, location, fingerprint = $4 as same from plinth.idempotency
where actor = $1 and route = $2 and key = $3`,
}

const keep: Statement = {
  name: 'idempotency-keep',
  text: `update plinth.idempotency set status = $4, body = $5, version = $6, location = $7
where actor = $1 and route = $2 and key = $3`,
}

/** Rows that one statement deletes: well within the time that a statement may take. */
const atOnce = 5000

const sweep: Statement = {
  name: 'idempotency-sweep',
  text: `delete from plinth.idempotency where ctid = any (array(
  select ctid from plinth.idempotency where created_at < now() - interval '24 hours' limit ${atOnce}
)) returning 1`,
}

/**
 * Runs `work` once per key and keeps its answer in the same transaction, so that neither is there without the other.
 * A repetition within 24 hours gets the kept answer, its ETag and Location too. The same key with other content is
 * 409, and so is one that is still running. What throws keeps nothing and may be tried again.
 */
export async function runOnce(
  database: Database,
  request: Repeatable,
  work: () => Promise<Rendered>,
): Promise<Repeated> {
  const { key, actor, route, scope, content } = request
  const id = [actor, route, key] as const
  const fingerprint = hash('sha256', content, 'buffer')
  return database.transaction(scope, async () => {
    const [taken] = await database.write(take, [...id, fingerprint], scope)
    if (taken === undefined) return replay(database, [...id, fingerprint], scope)
    const answer = await work()
    const { status, body = null, version = null, location = null } = answer
    await database.write(keep, [...id, status, body, version, location], scope)
    return { ...answer, replayed: false }
  })
}

interface Kept {
  readonly status: number
  readonly body: string | null
  readonly version: string | null
  readonly location: string | null
  /** The request is the one that was answered. */
  readonly same: boolean
}

async function replay(database: Database, values: readonly unknown[], scope: Scope): Promise<Repeated> {
  const [kept] = await database.write<Kept>(look, values, scope)
  if (kept === undefined) throw restErrors.IDEMPOTENCY_IN_FLIGHT(undefined, { headers: { 'retry-after': '1' } })
  if (!kept.same) throw restErrors.IDEMPOTENCY_KEY_REUSED()
  const { status, body, version, location } = kept
  return {
    status,
    body: body ?? undefined,
    version: version ?? undefined,
    location: location ?? undefined,
    // Cookies are secrets of one answer: none is kept.
    cookies: [],
    replayed: true,
  }
}

const hour = 3_600_000

/** Forgets answers of more than 24 hours ago: when it starts, and once an hour. */
export function answerSweep(database: Database, log: Log): Service {
  return repeat({
    name: 'idempotency',
    every: hour,
    work: () => sweepAnswers(database),
    failed: error => log.warn({ error }, 'Old answers could not be swept; it is tried again in an hour.'),
  })
}

async function sweepAnswers(database: Database): Promise<void> {
  for (;;) {
    const swept = await database.write(sweep, [], { tenant: null })
    if (swept.length < atOnce) return
  }
}
