import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { platformSql } from '../platform/index.ts'
import { migrationErrors } from './errors.ts'
import { type SqlStatement, splitStatements } from './split.ts'

/** One migration, ready to run. */
export interface Migration {
  /** `0007_add_prices` for the project's, `plinth/0001_functions` for the platform's. */
  readonly name: string
  readonly checksum: string
  /** False when the file says `-- plinth: no transaction`: its statements then take effect one by one. */
  readonly transaction: boolean
  readonly statements: readonly SqlStatement[]
}

const fileName = /^\d{4}_[a-z0-9][a-z0-9_-]*\.sql$/

/** The names of the migration files of a folder, sorted; none when there is no folder. */
export async function migrationFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder).catch(none)
  const files = entries.filter(file => file.endsWith('.sql')).sort()
  const odd = files.find(file => !fileName.test(file))
  if (odd !== undefined) throw migrationErrors.MIGRATION_NAME({ file: odd })
  return files
}

/** Reads the project's migrations, in the order of their names. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const files = await migrationFiles(folder)
  return Promise.all(files.map(async file => parse(file.slice(0, -4), await readFile(join(folder, file), 'utf8'))))
}

/** The platform's migrations, which run before the project's. */
export function platformMigrations(): Migration[] {
  return platformSql.map(({ name, sql }) => parse(name, sql))
}

function none(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return []
  throw error
}

function parse(name: string, written: string): Migration {
  // Git may check the file out with other line ends; it is the same migration.
  const sql = written.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const transaction = !directives(name, sql).includes('no transaction')
  const statements = splitStatements(sql)
  if (transaction) refuseOwnTransaction(name, statements)
  return { name, checksum: createHash('sha256').update(sql).digest('hex'), transaction, statements }
}

function directives(name: string, sql: string): string[] {
  return [...sql.matchAll(/^-- *plinth: *(.*?) *$/gm)].map(({ 1: directive = '', index }) => {
    if (directive === 'no transaction') return directive
    const line = sql.slice(0, index).split('\n').length
    const mend = 'The only one is `-- plinth: no transaction`.'
    throw migrationErrors.MIGRATION_INVALID({ name, line, reason: `\`${directive}\` means nothing to Plinth.`, mend })
  })
}

function refuseOwnTransaction(name: string, statements: readonly SqlStatement[]): void {
  const own = /^(?:begin|start\s+transaction|commit|end|abort|prepare\s+transaction|rollback(?!\s+to\b))\b/i
  const found = statements.find(statement => own.test(statement.text))
  if (found === undefined) return
  const mend = 'Leave it out, or begin the file with `-- plinth: no transaction`.'
  const reason = 'every migration is one transaction already.'
  throw migrationErrors.MIGRATION_INVALID({ name, line: found.line, reason, mend })
}
