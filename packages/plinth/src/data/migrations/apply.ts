import type pg from 'pg'
import { migrationErrors } from './errors.ts'
import type { Migration } from './files.ts'

/**
 * Applies one migration. In a transaction it is there whole or not at all. Without one the ledger says how far it
 * came: written before the first statement and after each, so that a killed run is seen by the next.
 */
export async function applyMigration(client: pg.Client, migration: Migration): Promise<void> {
  if (migration.transaction) await applyWhole(client, migration)
  else await applyByStatement(client, migration)
}

async function applyWhole(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    for (const at of migration.statements.keys()) await run(client, migration, at)
    await client.query(
      'insert into plinth.migrations (name, checksum, statements, started_at, finished_at) values ($1, $2, $3, now(), clock_timestamp())',
      [migration.name, migration.checksum, migration.statements.length],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

async function applyByStatement(client: pg.Client, { name, checksum, ...migration }: Migration): Promise<void> {
  await client.query('insert into plinth.migrations (name, checksum) values ($1, $2)', [name, checksum])
  for (const at of migration.statements.keys()) {
    await run(client, { name, checksum, ...migration }, at)
    await client.query('update plinth.migrations set statements = $2 where name = $1', [name, at + 1])
  }
  await client.query('update plinth.migrations set finished_at = clock_timestamp() where name = $1', [name])
}

async function run(client: pg.Client, migration: Migration, at: number): Promise<void> {
  const statement = migration.statements[at]
  if (statement === undefined) return
  try {
    await client.query(statement.text)
  } catch (cause) {
    const { message: reason, position, code = '' } = cause as Partial<pg.DatabaseError>
    const before = statement.text.slice(0, Math.max(0, Number(position ?? 1) - 1))
    const line = statement.line + before.split('\n').length - 1
    const details = { name: migration.name, line, statement: at + 1, of: migration.statements.length, reason }
    throw migrationErrors.MIGRATION_FAILED({ ...details, mend: mendOf(code, reason ?? '', migration) }, { cause })
  }
}

function mendOf(code: string, reason: string, { name, transaction }: Migration): string {
  const kept = transaction
    ? 'Nothing of it was kept.'
    : `What came before it was kept. Undo that and run \`plinth migrate --retry ${name}\`, or finish it by hand and run \`plinth migrate --done ${name}\`.`
  return `${advice(code, reason)} ${kept}`
}

function advice(code: string, reason: string): string {
  if (code === '42501' && reason.includes('row-level security')) {
    return 'Write `alter table … no force row level security;` before the statement and `alter table … force row level security;` after it: the migration then sees the rows of every tenant.'
  }
  if (code === '25001') return 'Put it into a file of its own that begins with `-- plinth: no transaction`.'
  if (code === '55P03') return 'Another session holds the table: the lock was not there within 10 s. Try again.'
  return 'Correct the file and run it again.'
}
