import type pg from 'pg'
import { quoteName, quoteText } from '../schema/index.ts'

/** A table whose rows are counted for its tenants. */
export interface CountedTable {
  /** Default `public`. */
  readonly schema?: 'public' | 'plinth'
  /** SQL name. */
  readonly name: string
  /** What its rows are counted under. */
  readonly as: string
}

/** A plan of tenants, the smallest first. */
export interface PlanRule {
  readonly name: string
  /** The most rows by what they are counted under; a name that is absent has no limit. */
  readonly rows: Readonly<Record<string, number>>
}

/** What is counted, and what plans allow. */
export interface UsageRules {
  readonly tables: readonly CountedTable[]
  readonly plans: readonly PlanRule[]
}

const events = [
  ['insert', 'new table as new_rows'],
  ['delete', 'old table as old_rows'],
] as const

/**
 * Puts the triggers that count on the tables that are counted, takes them off all others, and writes what plans allow.
 * Runs at every migration, as `settleAudit` does. A table that was not counted before is locked and counted once.
 */
export async function settleUsage(client: pg.Client, { tables, plans }: UsageRules): Promise<void> {
  await client.query('begin')
  try {
    const standing = await readStanding(client)
    const limited = new Set(plans.flatMap(plan => Object.keys(plan.rows)))
    for (const table of tables) {
      const place = placeOf(table)
      const given = `plinth.count_rows(${quoteText(table.as)}, ${quoteText(limited.has(table.as) ? 'limited' : '')})`
      const found = standing.get(place) ?? []
      standing.delete(place)
      if (found.length === events.length && found.every(text => text.endsWith(given))) continue
      await drop(client, place)
      for (const [event, referencing] of events) {
        await client.query(`create trigger plinth_usage_${event} after ${event} on ${place} referencing ${referencing}
          for each statement execute function ${given}`)
      }
      if (!found.some(text => text.includes(`count_rows(${quoteText(table.as)},`))) await recount(client, table)
    }
    for (const place of standing.keys()) await drop(client, place)
    await writePlans(client, plans)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

function placeOf({ schema = 'public', name }: CountedTable): string {
  return `${quoteName(schema)}.${quoteName(name)}`
}

async function readStanding(client: pg.Client): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ schema: string; name: string; text: string }>(
    `select n.nspname as schema, c.relname as name, pg_get_triggerdef(t.oid) as text from pg_trigger t
      join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'plinth') and t.tgname like 'plinth\\_usage\\_%'`,
  )
  const standing = new Map<string, string[]>()
  for (const { schema, name, text } of rows) {
    const place = `${quoteName(schema)}.${quoteName(name)}`
    standing.set(place, [...(standing.get(place) ?? []), text])
  }
  return standing
}

async function drop(client: pg.Client, place: string): Promise<void> {
  for (const [event] of events) await client.query(`drop trigger if exists plinth_usage_${event} on ${place}`)
}

/** The new trigger holds the table: nobody writes it before the commit. Under FORCE the owner would see no row. */
async function recount(client: pg.Client, table: CountedTable): Promise<void> {
  const place = placeOf(table)
  const [forced] = (
    await client.query<{ forced: boolean }>(
      'select relforcerowsecurity as forced from pg_class where oid = $1::regclass',
      [place],
    )
  ).rows
  if (forced?.forced === true) await client.query(`alter table ${place} no force row level security`)
  await client.query('delete from plinth.usage_deltas where name = $1', [table.as])
  await client.query('delete from plinth.usage_rows where name = $1', [table.as])
  await client.query(
    `insert into plinth.usage_rows (tenant_id, name, day, n)
      select tenant_id, $1, (now() at time zone 'UTC')::date, count(*) from ${place} group by tenant_id`,
    [table.as],
  )
  if (forced?.forced === true) await client.query(`alter table ${place} force row level security`)
}

async function writePlans(client: pg.Client, plans: readonly PlanRule[]): Promise<void> {
  await client.query('delete from plinth.plans')
  await client.query('delete from plinth.plan_limits')
  for (const [rank, { name, rows }] of plans.entries()) {
    await client.query('insert into plinth.plans (name, rank) values ($1, $2)', [name, rank])
    for (const [counted, most] of Object.entries(rows)) {
      await client.query('insert into plinth.plan_limits (plan, name, most) values ($1, $2, $3)', [name, counted, most])
    }
  }
}
