import type pg from 'pg'
import type { Login } from '../connect.ts'
import { appRole } from '../platform/index.ts'
import { quoteName } from '../schema/index.ts'
import { withSession } from './session.ts'

/** A table whose changes are audited. Names are SQL names. */
export interface AuditedTable {
  /** Default `public`. */
  readonly schema?: 'public' | 'plinth'
  readonly name: string
  /** The column of its key. */
  readonly key: string
  /** Columns whose values are left out. */
  readonly hidden: readonly string[]
  /** Columns that are passed over: a change of nothing else is no entry. Default none. */
  readonly passed?: readonly string[]
}

/** Months that are made ahead. What comes later goes to the rest, and is no worse but for its retention. */
const ahead = 24

const events = [
  ['insert', 'new table as new_rows'],
  ['update', 'old table as old_rows new table as new_rows'],
  ['delete', 'old table as old_rows'],
] as const

/**
 * Puts the triggers on the tables that are audited, takes them off all others, and makes the months to come. Runs at
 * every migration: it is decided by the backend, not by the schema, so no migration file speaks of it.
 */
export async function settleAudit(client: pg.Client, tables: readonly AuditedTable[]): Promise<void> {
  const wanted = new Map(tables.flatMap(table => events.map(event => triggerOf(table, event))))
  const { rows } = await client.query<{ table: string; name: string; text: string }>(
    `select n.nspname || '.' || c.relname as table, t.tgname as name, pg_get_triggerdef(t.oid) as text from pg_trigger t
      join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'plinth') and t.tgname like 'plinth\\_audit\\_%'`,
  )
  const standing = new Set<string>()
  for (const { table, name, text } of rows) {
    const known = wanted.get(`${table} ${name}`)
    // The arguments stand at the end.
    if (known !== undefined && text.endsWith(known.arguments)) standing.add(`${table} ${name}`)
    else await client.query(`drop trigger ${quoteName(name)} on ${table.split('.').map(quoteName).join('.')}`)
  }
  for (const [name, { text }] of wanted) if (!standing.has(name)) await client.query(text)
  if (tables.length > 0) await makeMonths(client)
}

function triggerOf(
  { schema = 'public', name, key, hidden, passed = [] }: AuditedTable,
  [event, referencing]: (typeof events)[number],
): readonly [string, { readonly text: string; readonly arguments: string }] {
  const given = `plinth.audit_rows(${[key, hidden.join(), passed.join()].map(literal).join(', ')})`
  const trigger = `plinth_audit_${event}`
  const text = `create trigger ${trigger} after ${event} on ${schema}.${quoteName(name)} referencing ${referencing}
    for each statement execute function ${given}`
  return [`${schema}.${name} ${trigger}`, { text, arguments: given }]
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

async function makeMonths(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; from: string; to: string }>(
    `select to_char(m, '"audit_"YYYY_MM') as name, to_char(m, 'YYYY-MM-DD') as from,
        to_char(m + interval '1 month', 'YYYY-MM-DD') as to
      from generate_series(date_trunc('month', now() at time zone 'UTC'),
        date_trunc('month', now() at time zone 'UTC') + interval '${ahead} months', '1 month') m
      where to_regclass('plinth.' || to_char(m, '"audit_"YYYY_MM')) is null`,
  )
  for (const { name, from, to } of rows) {
    // A month that has entries in the rest already stays there.
    const { rows: late } = await client.query(`select from plinth.audit_rest where at >= $1 and at < $2 limit 1`, [
      from,
      to,
    ])
    if (late.length > 0) continue
    await client.query(
      `create table plinth.${name} partition of plinth.audit for values from ('${from} 00:00Z') to ('${to} 00:00Z')`,
    )
    await client.query(`revoke all on plinth.${name} from ${appRole}`)
  }
}

/** Drops the months that ended before `keep` days ago, and says which. What stands in the rest is deleted. */
async function pruneAudit(client: pg.Client, keep: number): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'plinth.audit'::regclass and c.relname ~ '^audit_\\d{4}_\\d\\d$'
        and to_date(substr(c.relname, 7), 'YYYY_MM') + interval '1 month' < now() - make_interval(days => $1)
      order by 1`,
    [keep],
  )
  for (const { name } of rows) await client.query(`drop table plinth.${quoteName(name)}`)
  await client.query(`delete from plinth.audit_rest where at < now() - make_interval(days => $1)`, [keep])
  return rows.map(({ name }) => name)
}

/** `pruneAudit` on a connection of its own. */
export function pruneEntries(owner: Login, keep: number): Promise<string[]> {
  return withSession(owner, undefined, client => pruneAudit(client, keep))
}
