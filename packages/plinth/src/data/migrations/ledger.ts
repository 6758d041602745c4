import type pg from 'pg'
import type { PlinthError } from '../../errors/index.ts'
import { platformPrefix } from '../platform/index.ts'
import { migrationErrors } from './errors.ts'
import type { Migration } from './files.ts'

/** One row of `plinth.migrations`. Unfinished: begun outside of a transaction, and not known to be done. */
export interface Entry {
  readonly name: string
  readonly checksum: string
  /** Statements that were done. */
  readonly statements: number
  readonly finishedAt: Date | null
}

/** The applied migrations, in the order they were applied; none when the database was never migrated. */
export async function readLedger(client: pg.Client): Promise<Entry[]> {
  const { rows: found } = await client.query("select to_regclass('plinth.migrations') as table")
  if (found[0]?.table === null) return []
  const { rows } = await client.query<Entry>(
    'select name, checksum, statements, finished_at as "finishedAt" from plinth.migrations order by started_at, name',
  )
  return rows
}

/** Where one migration stands. */
export type MigrationState = 'applied' | 'pending' | 'half applied' | 'changed' | 'missing'

/** One migration: its file against its entry. */
export interface MigrationStatus {
  readonly name: string
  readonly state: MigrationState
  /** When it was applied. */
  readonly at?: Date
  /** The error that `migrate` throws for it. */
  readonly problem?: PlinthError
}

/** Compares the files with the ledger: first what was applied and is gone, then the files in order. */
export function compare(migrations: readonly Migration[], entries: readonly Entry[]): MigrationStatus[] {
  const names = new Set(migrations.map(migration => migration.name))
  const byName = new Map(entries.map(entry => [entry.name, entry]))
  const gone = entries.filter(entry => !names.has(entry.name)).map(missing)
  return [...gone, ...migrations.map(migration => compareOne(migration, byName.get(migration.name)))]
}

function compareOne(migration: Migration, entry: Entry | undefined): MigrationStatus {
  const { name } = migration
  if (entry === undefined) return { name, state: 'pending' }
  if (entry.finishedAt === null) return { name, state: 'half applied', problem: halfApplied(migration, entry) }
  if (entry.checksum !== migration.checksum) {
    return { name, state: 'changed', at: entry.finishedAt, problem: migrationErrors.MIGRATION_CHANGED({ name }) }
  }
  return { name, state: 'applied', at: entry.finishedAt }
}

function halfApplied({ name, statements }: Migration, entry: Entry): PlinthError {
  const statement = statements[entry.statements]?.text.split('\n')[0] ?? 'the last one'
  const done = entry.statements
  return migrationErrors.MIGRATION_HALF_APPLIED({ name, done, of: statements.length, next: done + 1, statement })
}

function missing({ name, finishedAt }: Entry): MigrationStatus {
  const mend = name.startsWith(platformPrefix)
    ? 'A newer Plinth has migrated this database: install that version.'
    : 'Bring the file back, from another branch perhaps. The database stays as it is until then.'
  const problem = migrationErrors.MIGRATION_MISSING({ name, mend })
  return { name, state: 'missing', problem, ...(finishedAt === null ? {} : { at: finishedAt }) }
}
