import type { Answer } from '../wire/internals.ts'

/** Runs a catalog query of this file, on a connection outside of any transaction. */
export type Ask = (text: string) => Promise<Answer>

// Unique indexes that are no constraints are reported by their index's name.
const question = `
  select n.nspname as schema, c.conname as name, array_agg(a.attname::text order by a.attnum) as columns
  from pg_constraint c join pg_namespace n on n.oid = c.connamespace
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
  where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' group by 1, 2
  union all
  select n.nspname, i.relname, array_agg(a.attname::text order by a.attnum)
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = i.relnamespace
    join pg_attribute a on a.attrelid = x.indrelid and a.attnum = any (x.indkey)
  where x.indisunique and n.nspname !~ '^pg_' group by 1, 2`

interface Row {
  readonly schema: string
  readonly name: string
  readonly columns: readonly string[]
}

/**
 * The columns of constraints. PostgreSQL tells them in the error's detail, but not for tables under row-level security,
 * and there together with the values. Asked of the catalog at the first violation, then kept; again for a name not seen.
 */
export class Constraints {
  readonly #ask: Ask
  #known: Map<string, readonly string[]> | undefined

  constructor(ask: Ask) {
    this.#ask = ask
  }

  /** The columns of a constraint without the tenant's; empty when it is not known. */
  async columns(schema: string, name: string): Promise<readonly string[]> {
    const key = `${schema}.${name}`
    if (this.#known?.has(key) !== true) this.#known = await this.#load().catch(() => new Map())
    return this.#known.get(key) ?? []
  }

  async #load(): Promise<Map<string, readonly string[]>> {
    const { rows } = await this.#ask(question)
    return new Map(
      (rows as Row[]).map(({ schema, name, columns }) => [
        `${schema}.${name}`,
        columns.filter(column => column !== 'tenant_id'),
      ]),
    )
  }
}
