import type { Database } from '../../data/index.ts'
import { type ColumnModel, quoteName, readTables, type TableModel } from '../../data/schema/index.ts'
import { isSecretName } from '../../observability/index.ts'
import type { Accounts } from './accounts.ts'
import type { Wire } from './view.ts'

/** A table whose rows belong to users: the column that points at them, and those that they may take along. */
interface Holding {
  readonly table: TableModel
  readonly owner: ColumnModel
  readonly shown: readonly ColumnModel[]
}

/** Rows of one table that an export holds at most; more are cut, and `more` says so. */
const most = 10_000

/** Rows of a user, by table. */
export type Held = Readonly<Record<string, { readonly rows: readonly unknown[]; readonly more: boolean }>>

/** What hangs on a user: the rows whose foreign key points at theirs. */
export class Holdings {
  readonly #holdings: readonly Holding[]
  readonly #database: Database
  readonly #wire: Wire

  constructor(
    schema: Readonly<Record<string, unknown>>,
    { table: users }: Accounts,
    parts: { database: Database; wire: Wire },
  ) {
    this.#database = parts.database
    this.#wire = parts.wire
    this.#holdings = readTables(schema).flatMap(table =>
      table.columns
        .filter(column => column.references?.table === users.name)
        .map(owner => ({ table, owner, shown: table.columns.filter(column => !isSecretName(column.key)) })),
    )
  }

  /** The user's rows in these tenants, and in none, in wire names. */
  async of(user: string, tenants: readonly string[]): Promise<Held> {
    const held: Record<string, { rows: unknown[]; more: boolean }> = {}
    for (const holding of this.#holdings) {
      const rows: unknown[] = []
      for (const tenant of holding.table.tenant ? tenants : [null])
        rows.push(...(await this.#rows(holding, user, tenant)))
      const before = held[this.#wire.name(holding.table.key)]?.rows ?? []
      const all = [...before, ...rows]
      held[this.#wire.name(holding.table.key)] = { rows: all.slice(0, most), more: all.length > most }
    }
    return held
  }

  async #rows({ table, owner, shown }: Holding, user: string, tenant: string | null): Promise<unknown[]> {
    const pairs = shown.map(({ key, name }) => `'${this.#wire.name(key).replaceAll("'", "''")}', t.${quoteName(name)}`)
    const text = `select coalesce(json_agg(json_build_object(${pairs.join(', ')})), '[]')::text as rows
      from (select * from ${quoteName(table.name)} where ${quoteName(owner.name)}::text = $1 limit ${most + 1}) t`
    const [found] = await this.#database.write<{ rows: string }>({ text }, [user], { tenant })
    return JSON.parse(found?.rows ?? '[]') as unknown[]
  }
}
