import { ownerFields } from '../../access/index.ts'
import type { Database } from '../../data/index.ts'
import { type ColumnModel, quoteName, readTables, type TableModel } from '../../data/schema/index.ts'
import { isSecretName } from '../../observability/index.ts'
import type { Resource } from '../../resources/index.ts'
import type { Accounts } from './accounts.ts'
import { View, type Wire } from './view.ts'

/** A table whose rows belong to users. */
interface Holding {
  readonly table: TableModel
  readonly view: View
  readonly text: string
}

/** Rows of one table that an export holds at most; more are cut, and `more` says so. */
const most = 10_000

/** Rows of a user, by table. */
export type Held = Readonly<Record<string, { readonly rows: readonly unknown[]; readonly more: boolean }>>

export interface HoldingsParts {
  readonly schema: Readonly<Record<string, unknown>>
  readonly accounts: Accounts
  /** What clients are served: it says who owns a row, and which fields are not for everybody. */
  readonly resources: readonly Resource[]
  readonly database: Database
  readonly wire: Wire
}

/**
 * What hangs on a user: the rows of every table, but the users' own, in which a foreign key to the users table, or a
 * field that a resource calls `owner()`, holds their id. Left out are columns that are named like a secret, that have a
 * rule for reading, or that no resource of the table shows.
 */
export class Holdings {
  readonly #holdings: readonly Holding[]
  readonly #parts: HoldingsParts

  constructor(parts: HoldingsParts) {
    this.#parts = parts
    this.#holdings = readTables(parts.schema).flatMap(table => holdingOf(table, parts))
  }

  /** The user's rows in these tenants, and in none, in the names and formats of resources. */
  async of(user: string, tenants: readonly string[]): Promise<Held> {
    const held: Record<string, { rows: unknown[]; more: boolean }> = {}
    for (const holding of this.#holdings) {
      const rows: unknown[] = []
      for (const tenant of holding.table.tenant ? tenants : [null]) {
        if (rows.length <= most) rows.push(...(await this.#rows(holding, user, tenant)))
      }
      held[this.#parts.wire.name(holding.table.key)] = { rows: rows.slice(0, most), more: rows.length > most }
    }
    return held
  }

  async #rows({ view, text }: Holding, user: string, tenant: string | null): Promise<unknown[]> {
    const { database } = this.#parts
    const rows = await database.write<Record<string, unknown>>({ text }, [user, most + 1], { tenant })
    return rows.map(row => view.print(row))
  }
}

function holdingOf(table: TableModel, { schema, accounts, resources, wire }: HoldingsParts): Holding[] {
  if (table.key === accounts.table.key) return []
  const shownBy = resources.filter(({ table: shown }) => shown === schema[table.key])
  const owners = new Set(shownBy.flatMap(ownersOf))
  const keys = table.columns.filter(
    ({ key, references }) => references?.table === accounts.table.name || owners.has(key),
  )
  if (keys.length === 0) return []
  const view = new View(
    table.columns.filter(column => isShown(column, shownBy)),
    wire,
  )
  const order = table.primaryKey?.columns.map(name => `t.${quoteName(name)}`).join(', ')
  // Compared as text: fields without a key may have another type than the users' ids.
  const text = `select ${view.sql('t')} from ${quoteName(table.name)} t
    where ${keys.map(({ name }) => `t.${quoteName(name)}::text = $1`).join(' or ')}
    ${order === undefined ? '' : `order by ${order}`} limit $2`
  return [{ table, view, text }]
}

function ownersOf({ options: { allow = {} } }: Resource): string[] {
  return Object.values(allow).flatMap(policy => (policy === undefined ? [] : ownerFields(policy.node)))
}

function isShown({ key }: ColumnModel, resources: readonly Resource[]): boolean {
  if (isSecretName(key)) return false
  if (resources.length === 0) return true
  const hasRule = resources.some(({ options: { fields = {} } }) => fields[key]?.read !== undefined)
  return !hasRule && resources.some(({ options: { only } }) => only === undefined || only.includes(key))
}
