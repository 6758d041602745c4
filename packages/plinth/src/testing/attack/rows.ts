import { type ColumnModel, quoteName, readTables, type TableModel } from '../../data/schema/index.ts'
import { fits } from '../../resources/index.ts'
import type { TestApp } from '../app.ts'

/** One side of the attack: a tenant, or in an app without tenants a person. */
export interface Side {
  readonly name: 'a' | 'b'
  /** In the names of its people: two attacks on one app have different ones. */
  readonly mark: string
  readonly tenant: string | null
}

/** A row that the attack has made. */
export interface MadeRow {
  readonly table: TableModel
  /** By field key. */
  readonly values: Readonly<Record<string, unknown>>
  readonly side: Side
  /** Who owns it, where it has owners. */
  readonly user: string
}

/** What a row is made for. */
export interface RowAsk {
  readonly side: Side
  readonly user: string
  /** Fields that are given. */
  readonly given?: Readonly<Record<string, unknown>>
}

/** What rows are made with. */
export interface RowsOptions {
  /** SQL name of the table of those who sign in. */
  readonly users: string
  /** Values of rows, by table. */
  readonly own: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** The tenants of both sides; null is the whole database. */
  readonly tenants: readonly (string | null)[]
}

type Values = Readonly<Record<string, unknown>>

const mark = /canary[ab]\d+x\d+y/g

const foreignKeyViolation = '23503'

/** A field of a row whose word stands in a text. */
export interface Found {
  readonly row: MadeRow
  readonly field: string
  readonly word: string
}

/**
 * Rows of every table, made by the owner of the database and not by the app: whatever the app does wrong, they are
 * there. Every text in them holds a word that stands nowhere else, so that it is known again in any answer.
 */
export class Rows {
  readonly #app: TestApp
  readonly #own: Readonly<Record<string, Values>>
  readonly #tables: ReadonlyMap<string, TableModel>
  readonly #marks = new Map<string, MadeRow>()
  readonly #made = new Map<string, MadeRow>()
  readonly #bases = new Map<string, Promise<MadeRow>>()
  readonly #users: string
  readonly #tenants: readonly (string | null)[]
  #count = 0

  constructor(app: TestApp, { users, own, tenants }: RowsOptions) {
    this.#app = app
    this.#tenants = tenants
    this.#users = users
    this.#own = own
    this.#tables = new Map(readTables(app.backend.schema).map(table => [table.name, table]))
  }

  get tables(): readonly TableModel[] {
    return [...this.#tables.values()]
  }

  /** The fields whose words stand in a text. */
  in(text: string): Found[] {
    const words = new Set(text.toLowerCase().match(mark) ?? [])
    return [...words].flatMap(word => {
      const [head = '', at = ''] = word.split(/(?<=x)/)
      const row = this.#marks.get(head)
      return row === undefined ? [] : [{ row, word, field: row.table.columns[Number.parseInt(at, 10)]?.key ?? '' }]
    })
  }

  /** The row of `base`, once it is made. */
  known(table: string, side: Side, user: string): MadeRow | undefined {
    return this.#made.get(`${table} ${side.name} ${user}`)
  }

  table(name: string): TableModel | undefined {
    return this.#tables.get(name)
  }

  /** Name of the table of those who sign in. */
  get users(): string {
    return this.#users
  }

  /** The row that stands for a table on one side: made once for each person. */
  base(table: TableModel, ask: RowAsk): Promise<MadeRow> {
    const key = `${table.name} ${ask.side.name} ${ask.user}`
    const made = this.#bases.get(key) ?? this.#keep(key, table, ask)
    this.#bases.set(key, made)
    return made
  }

  async #keep(key: string, table: TableModel, ask: RowAsk): Promise<MadeRow> {
    const row = await this.make(table, ask)
    this.#made.set(key, row)
    return row
  }

  /** A new row. What it points to is the person's too. */
  async make(table: TableModel, ask: RowAsk): Promise<MadeRow> {
    const word = `canary${ask.side.name}${++this.#count}x`
    const values: Record<string, unknown> = {}
    for (const [at, column] of table.columns.entries()) {
      const value = await this.#value(column, { ...ask, table, word: `${word}${at}y` })
      if (value !== undefined) values[column.key] = value
    }
    const stored = await this.#insert(table, values, ask.side)
    const row: MadeRow = { table, values: stored, side: ask.side, user: ask.user }
    this.#marks.set(word, row)
    return row
  }

  /**
   * Rows of side B that point to a row of side A, which only a fault elsewhere can make: what hangs on a row must be of
   * its tenant, too. Keys that carry the tenant let none in.
   */
  async plant(row: MadeRow, side: Side): Promise<MadeRow[]> {
    const planted: MadeRow[] = []
    for (const table of this.tables) {
      for (const key of table.foreignKeys) {
        const [name, target] = [key.columns[0], key.foreignColumns[0]]
        if (!table.tenant || key.table !== row.table.name || key.columns.length > 1) continue
        const field = table.columns.find(column => column.name === name)?.key ?? ''
        const value = row.values[row.table.columns.find(column => column.name === target)?.key ?? '']
        const made = await this.make(table, { side, user: row.user, given: { [field]: value } }).catch(error => {
          if ((error as { code?: string }).code === foreignKeyViolation) return undefined
          throw error
        })
        if (made !== undefined) planted.push(made)
      }
    }
    return planted
  }

  /** The row as it is now, as text; undefined where it is gone. */
  async now({ table, values, side }: MadeRow): Promise<string | undefined> {
    const keys = table.columns.filter(column => column.primary)
    const where = keys.map((column, at) => `t.${quoteName(column.name)}::text = $${at + 1}`).join(' and ')
    const text = `select t::text as row from ${quoteName(table.name)} t where ${where || 'true'}`
    const given = keys.map(column => String(values[column.key]))
    return (await this.#app.asOwner<{ row: string }>(text, given, side.tenant))[0]?.row
  }

  /** The row by field key as it is now. */
  async read(row: MadeRow): Promise<Values | undefined> {
    const [key] = row.table.columns.filter(column => column.primary)
    if (key === undefined) return undefined
    const text = `select * from ${quoteName(row.table.name)} t where t.${quoteName(key.name)}::text = $1`
    const [found] = await this.#app.asOwner(text, [String(row.values[key.key])], row.side.tenant)
    return found && named(row.table, found)
  }

  /** One text for all rows of a tenant, or of the whole database. */
  async digest(tenant: string | null): Promise<string> {
    const parts = this.tables.flatMap(({ name, columns }) => {
      const column = columns.find(each => each.role === 'tenant')
      if (tenant !== null && column === undefined) return []
      const where = tenant === null || column === undefined ? 'true' : `t.${quoteName(column.name)}::text = $1`
      return [
        `select concat('${name} ', md5(string_agg(t::text, '|' order by t::text))) as digest from ${quoteName(name)} t where ${where}`,
      ]
    })
    if (parts.length === 0) return ''
    const rows = await this.#app.asOwner<{ digest: string }>(
      parts.join(' union all '),
      tenant === null ? [] : [tenant],
      tenant,
    )
    return rows
      .map(row => row.digest)
      .toSorted()
      .join()
  }

  /** The rows that stand for the tables of one side, and one text of how they are now. */
  bases(side: Side['name']): () => Promise<string> {
    const rows = [...this.#made.values()].filter(row => row.side.name === side && row.table.tenant)
    return async () => (await Promise.all(rows.map(async row => `${row.table.name} ${await this.now(row)}`))).join('\n')
  }

  /** One text for all that the two sides have. */
  async digests(): Promise<string> {
    return (await Promise.all(this.#tenants.map(tenant => this.digest(tenant)))).join('\n')
  }

  /** How many rows a tenant has in a table. */
  async count(table: TableModel, tenant: string | null): Promise<number> {
    const column = table.columns.find(each => each.role === 'tenant')
    const where = column === undefined ? 'true' : `t.${quoteName(column.name)}::text = $1`
    const text = `select count(*)::int as count from ${quoteName(table.name)} t where ${where}`
    const [row] = await this.#app.asOwner<{ count: number }>(text, column === undefined ? [] : [tenant], tenant)
    return row?.count ?? 0
  }

  /** How many rows of these tenants have a value. */
  async having(
    table: TableModel,
    column: ColumnModel,
    [value, tenants]: readonly [unknown, readonly (string | null)[]],
  ): Promise<number> {
    if (!fits(column, value)) return 0
    let sum = 0
    for (const tenant of new Set(tenants)) {
      const text = `select count(*)::int as count from ${quoteName(table.name)} t where t.${quoteName(column.name)} = $1::${castOf(column)}`
      const [row] = await this.#app.asOwner<{ count: number }>(text, [value], tenant)
      sum += row?.count ?? 0
    }
    return sum
  }

  async #insert(table: TableModel, values: Values, side: Side): Promise<Values> {
    const columns = table.columns.filter(column => values[column.key] !== undefined)
    const names = columns.map(column => quoteName(column.name)).join(', ')
    const places = columns.map((column, at) => `$${at + 1}::${castOf(column)}`).join(', ')
    const text = `insert into ${quoteName(table.name)} (${names}) values (${places}) on conflict do nothing returning *`
    const given = columns.map(column =>
      column.type === 'json' ? JSON.stringify(values[column.key]) : values[column.key],
    )
    const [row] = await this.#app.asOwner(text, given, side.tenant)
    return row === undefined ? values : named(table, row)
  }

  async #value(column: ColumnModel, ask: RowAsk & { table: TableModel; word: string }): Promise<unknown> {
    const { given = {}, side, user, table, word } = ask
    const own = given[column.key] ?? this.#own[table.key]?.[column.key]
    if (own !== undefined) return own
    if (column.role === 'tenant') return side.tenant
    if (column.generated || column.role !== undefined) return undefined
    const target = this.#targetOf(column, table)
    if (target !== undefined) return this.#keyTo(target, { column, table, side, user })
    if (column.makeDefault !== undefined) return column.makeDefault()
    if (column.hasDefault && !(column.type === 'text' && column.enumValues === undefined)) return undefined
    return fillerOf(column, word, this.#count)
  }

  #targetOf(column: ColumnModel, table: TableModel): { table: string; column: string } | undefined {
    if (column.references !== undefined) return column.references
    const key = table.foreignKeys.find(each => each.columns.includes(column.name))
    const at = key?.columns.indexOf(column.name) ?? -1
    return key === undefined ? undefined : { table: key.table, column: key.foreignColumns[at] ?? 'id' }
  }

  async #keyTo(
    target: { table: string; column: string },
    { column, table, side, user }: RowAsk & { column: ColumnModel; table: TableModel },
  ): Promise<unknown> {
    if (target.table === this.#users) return user
    const other = this.#tables.get(target.table)
    if (other === undefined || (other === table && !column.notNull)) return undefined
    const row = await this.base(other, { side, user })
    return row.values[other.columns.find(each => each.name === target.column)?.key ?? 'id']
  }
}

function fillerOf(column: ColumnModel, word: string, count: number): unknown {
  if (column.enumValues !== undefined && column.type !== 'array') return column.enumValues[0]
  switch (column.type) {
    case 'text':
      if (column.key === 'email') return `${word}@example.com`
      return word.length > (column.maxLength ?? 1000) ? String(count).slice(0, column.maxLength) : word
    case 'uuid':
      return crypto.randomUUID()
    case 'boolean':
      return true
    case 'date':
      return '2026-01-02'
    case 'timestamp':
      return '2026-01-02T03:04:05.000Z'
    case 'time':
      return '10:00'
    case 'interval':
      return '1 day'
    case 'json':
      return { text: word }
    case 'array':
      return column.sqlType === 'text[]' && column.enumValues === undefined ? [word] : []
    case 'integer':
    case 'bigint':
    case 'number':
      return column.unique ? count : 1
    default:
      return column.notNull ? '' : undefined
  }
}

function castOf({ sqlType }: ColumnModel): string {
  return sqlType.replace(/^(small|big)?serial$/, (_, size = '') => (size === '' ? 'integer' : `${size}int`))
}

function named(table: TableModel, row: Readonly<Record<string, unknown>>): Values {
  return Object.fromEntries(table.columns.map(column => [column.key, row[column.name]]))
}
