import { hash } from 'node:crypto'
import type { Database, Scope, Statement } from '../data/index.ts'
import { restErrors } from './errors.ts'

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

/** An answer as it is kept. */
export interface KeptAnswer {
  readonly status: number
  readonly body: string | undefined
}

/**
 * Takes the key, in the transaction of the write, unless it is held by a request that is still running (its advisory
 * lock) or that has been answered (its row). A row of more than 24 hours ago is taken over.
 */
const take: Statement = {
  name: 'idempotency-take',
  text: `insert into plinth.idempotency as held (actor, route, key, fingerprint)
select $1, $2, $3, $4 where pg_try_advisory_xact_lock(hashtextextended($1 || ' ' || $2 || ' ' || $3, 0))
on conflict (actor, route, key) do update set fingerprint = excluded.fingerprint, status = null, body = null, created_at = now()
where held.created_at < now() - interval '24 hours'
returning 1 as taken`,
}

const look: Statement = {
  name: 'idempotency-look',
  text: `select status, body, fingerprint = $4 as same from plinth.idempotency where actor = $1 and route = $2 and key = $3`,
}

const keep: Statement = {
  name: 'idempotency-keep',
  text: 'update plinth.idempotency set status = $4, body = $5 where actor = $1 and route = $2 and key = $3',
}

const sweep: Statement = {
  name: 'idempotency-sweep',
  text: `delete from plinth.idempotency where created_at < now() - interval '24 hours'`,
}

/**
 * Runs `work` once per key and keeps its answer in the same transaction, so that neither is there without the other.
 * A repetition within 24 hours gets the kept answer. The same key with other content is 409, and so is one that is
 * still running. What throws keeps nothing and may be tried again.
 */
export async function runOnce(
  database: Database,
  request: Repeatable,
  work: () => Promise<KeptAnswer>,
): Promise<KeptAnswer & { replayed: boolean }> {
  const { key, actor, route, scope, content } = request
  const id = [actor, route, key] as const
  const fingerprint = hash('sha256', content, 'buffer')
  return database.transaction(scope, async () => {
    const [taken] = await database.write(take, [...id, fingerprint], scope)
    if (taken === undefined) return replay(database, [...id, fingerprint], scope)
    const answer = await work()
    await database.write(keep, [...id, answer.status, answer.body ?? null], scope)
    return { ...answer, replayed: false }
  })
}

async function replay(
  database: Database,
  values: readonly unknown[],
  scope: Scope,
): Promise<KeptAnswer & { replayed: boolean }> {
  const [kept] = await database.write<{ status: number; body: string | null; same: boolean }>(look, values, scope)
  if (kept === undefined) throw restErrors.IDEMPOTENCY_IN_FLIGHT(undefined, { headers: { 'retry-after': '1' } })
  if (!kept.same) throw restErrors.IDEMPOTENCY_KEY_REUSED()
  return { status: kept.status, body: kept.body ?? undefined, replayed: true }
}

/** Deletes the answers of more than 24 hours ago. For a nightly job. */
export async function sweepAnswers(database: Database): Promise<void> {
  await database.write(sweep, [], { tenant: null })
}
