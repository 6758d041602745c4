import { type ColumnModel, quoteName, readTables, type TableModel } from '../../data/schema/index.ts'

/** One column as statements use it. */
export interface Column {
  readonly key: string
  /** The quoted SQL name. */
  readonly sql: string
  /** The type that its parameters are cast to, without a length: a cast would cut in silence what an insert refuses. */
  readonly cast: string
  readonly model: ColumnModel
}

/** One table as statements use it. */
export interface Table {
  readonly key: string
  /** The quoted SQL name. */
  readonly sql: string
  readonly model: TableModel
  readonly columns: ReadonlyMap<string, Column>
  readonly byName: ReadonlyMap<string, Column>
  /** The primary key; empty where there is none. */
  readonly primary: readonly Column[]
  /** The column of a tenant table that says whose row it is. */
  readonly tenant: Column | undefined
}

/** The tables of a backend, found by the object that users hold, by key and by SQL name. */
export interface Tables {
  readonly all: readonly Table[]
  of(object: unknown): Table | undefined
  /** The object that users hold. */
  object(table: Table): unknown
  named(name: string): Table | undefined
}

const stored: Readonly<Record<string, string>> = {
  smallserial: 'smallint',
  serial: 'integer',
  bigserial: 'bigint',
  char: 'bpchar',
  character: 'bpchar',
}

/** Reads every table of the schema once. */
export function tablesOf(schema: Readonly<Record<string, unknown>>): Tables {
  const all = readTables(schema).map(makeTable)
  const byKey = new Map(all.map(table => [table.key, table]))
  const byName = new Map(all.map(table => [table.model.name, table]))
  const byObject = new Map(Object.entries(schema).map(([key, object]) => [object, byKey.get(key)]))
  return {
    all,
    of: object => byObject.get(object),
    object: table => schema[table.key],
    named: name => byName.get(name),
  }
}

function makeTable(model: TableModel): Table {
  const columns = model.columns.map(column => ({
    key: column.key,
    sql: quoteName(column.name),
    cast: castOf(column.sqlType),
    model: column,
  }))
  const byName = new Map(columns.map(column => [column.model.name, column]))
  return {
    key: model.key,
    sql: quoteName(model.name),
    model,
    columns: new Map(columns.map(column => [column.key, column])),
    byName,
    primary: (model.primaryKey?.columns ?? []).map(name => byName.get(name) as Column),
    tenant: columns.find(column => column.model.role === 'tenant'),
  }
}

function castOf(sqlType: string): string {
  const bare = sqlType.replace(/ ?\([^)]*\)/g, '')
  return stored[bare] ?? bare
}
