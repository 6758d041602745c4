import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type {
  CheckModel,
  ColumnModel,
  ForeignKeyModel,
  IdentityModel,
  IndexModel,
  PrimaryKeyModel,
  TableModel,
  UniqueModel,
} from '../../schema/index.ts'
import { migrationErrors } from '../errors.ts'
import { type KeysOfTable, tenantKeys } from './tenant-keys.ts'

/** A column as the database has it. What is usual is left out. */
export interface ColumnState {
  readonly name: string
  readonly type: string
  readonly notNull?: true
  readonly default?: string
  readonly expression?: string
  readonly identity?: IdentityModel
  /** The enum type of the column, or of an array's elements. */
  readonly enum?: string
}

/** A table as the database has it, with what the platform adds. */
export interface TableState {
  readonly name: string
  readonly columns: readonly ColumnState[]
  readonly primaryKey?: PrimaryKeyModel
  readonly uniques: readonly UniqueModel[]
  readonly indexes: readonly IndexModel[]
  readonly checks: readonly CheckModel[]
  readonly foreignKeys: readonly ForeignKeyModel[]
  /** The column of the tenant policy. */
  readonly tenant?: string
  /** The column that the trigger moves. */
  readonly touched?: string
}

/**
 * What all migrations together make, as `migrations/snapshot.json` keeps it. The same schema gives the same bytes:
 * two branches that change the schema meet in a merge conflict, as they should.
 */
export interface Snapshot {
  readonly version: 1
  readonly enums: Readonly<Record<string, readonly string[]>>
  readonly tables: readonly TableState[]
}

/** Before the first migration. */
export const emptySnapshot: Snapshot = Object.freeze({ version: 1, enums: {}, tables: [] })

/** What the schema wants the database to be. */
export function takeSnapshot(tables: readonly TableModel[]): Snapshot {
  const columns = tables.flatMap(table => table.columns)
  const keys = tenantKeys(tables)
  const enums = columns.flatMap(({ enumName, enumValues }) =>
    enumName === undefined || enumValues === undefined ? [] : [[enumName, enumValues] as const],
  )
  return {
    version: 1,
    enums: Object.fromEntries(enums.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))),
    tables: byName(tables.map(table => tableState(table, keys.get(table.name) ?? table))),
  }
}

function tableState(table: TableModel, { uniques, foreignKeys }: KeysOfTable): TableState {
  const tenant = table.columns.find(column => column.role === 'tenant')
  const touched = table.columns.find(column => column.role === 'updatedAt')
  return {
    name: table.name,
    columns: table.columns.map(columnState),
    ...(table.primaryKey === undefined ? {} : { primaryKey: table.primaryKey }),
    uniques: byName(uniques),
    indexes: byName(table.indexes.map(({ everywhere: _, ...index }) => index)),
    checks: byName(table.checks),
    foreignKeys: byName(foreignKeys),
    ...(tenant === undefined ? {} : { tenant: tenant.name }),
    ...(touched === undefined ? {} : { touched: touched.name }),
  }
}

function columnState(column: ColumnModel): ColumnState {
  return {
    name: column.name,
    type: column.sqlType,
    ...(column.notNull ? { notNull: true as const } : {}),
    ...(column.default === undefined ? {} : { default: column.default }),
    ...(column.expression === undefined ? {} : { expression: column.expression }),
    ...(column.identity === undefined ? {} : { identity: column.identity }),
    ...(column.enumName === undefined ? {} : { enum: column.enumName }),
  }
}

function byName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

const file = 'snapshot.json'

/** Reads the snapshot of a migrations folder; the empty one when there is none. */
export async function readSnapshot(folder: string): Promise<Snapshot> {
  const text = await readFile(join(folder, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return emptySnapshot
  const found = parse(text)
  if (found.version !== 1 || !Array.isArray(found.tables)) {
    throw migrationErrors.MIGRATION_SNAPSHOT({ reason: 'it was written by another version' })
  }
  return found
}

function parse(text: string): Snapshot {
  try {
    return JSON.parse(text) as Snapshot
  } catch (cause) {
    const reason = /^<{7} /m.test(text) ? 'a merge left both sides in it' : 'it is not JSON'
    throw migrationErrors.MIGRATION_SNAPSHOT({ reason }, { cause })
  }
}

/** Writes the snapshot beside itself and renames it: a reader sees the old one or the new one. */
export async function writeSnapshot(folder: string, snapshot: Snapshot): Promise<void> {
  const path = join(folder, file)
  await writeFile(`${path}.new`, `${JSON.stringify(snapshot, null, 2)}\n`)
  await rename(`${path}.new`, path)
}
