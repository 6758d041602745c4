import type { Login } from '../connect.ts'
import { platformPrefix } from '../platform/index.ts'
import { readTables } from '../schema/index.ts'
import { platformMigrations, readMigrations } from './files.ts'
import { compare, type MigrationStatus, readLedger } from './ledger.ts'
import { unwritten } from './plan/new.ts'
import { withSession } from './session.ts'

/** Which database, which files, and the schema when it is to be compared. */
export interface StatusOptions {
  readonly owner: Login
  readonly folder: string
  readonly schema?: Readonly<Record<string, unknown>>
}

/** Where a database stands. */
export interface Status {
  readonly migrations: readonly MigrationStatus[]
  /** Statements that the schema wants and no migration has. */
  readonly unwritten: readonly string[]
  /** True when nothing is pending, unwritten or wrong. */
  readonly current: boolean
}

/** Where every migration stands. Changes nothing, and waits for nobody. */
export async function status({ owner, folder, schema }: StatusOptions): Promise<Status> {
  const files = [...platformMigrations(), ...(await readMigrations(folder))]
  const entries = await withSession(owner, undefined, readLedger)
  const migrations = compare(files, entries)
  const open = schema === undefined ? [] : await unwritten(folder, readTables(schema))
  const current = open.length === 0 && migrations.every(each => each.state === 'applied')
  return { migrations, unwritten: open, current }
}

/** The status for people: a line for each of the project's migrations, one for the platform's, then what is wrong. */
export function formatStatus({ migrations, unwritten: open }: Status): string {
  const platform = migrations.filter(each => each.name.startsWith(platformPrefix))
  const project = migrations.filter(each => !each.name.startsWith(platformPrefix))
  const odd = platform.filter(each => each.state !== 'applied')
  const summary = odd.length === 0 ? 'applied' : odd.map(each => `${each.name} ${each.state}`).join(', ')
  const width = Math.max(...project.map(each => each.name.length), 'platform'.length)
  const line = (name: string, state: string, at?: Date) =>
    `${name.padEnd(width)}  ${state}${at === undefined ? '' : `  ${at.toISOString().slice(0, 16).replace('T', ' ')}`}`
  const problems = migrations.flatMap(({ problem }) =>
    problem === undefined ? [] : ['', problem.message, `  ${problem.hint ?? ''}`],
  )
  const changes = open.length === 1 ? '1 change' : `${open.length} changes`
  return [
    line('platform', summary),
    ...project.map(each => line(each.name, each.state, each.at)),
    ...problems,
    ...(open.length === 0 ? [] : ['', `The schema has ${changes} that no migration has: run \`plinth migrate new\`.`]),
  ].join('\n')
}
