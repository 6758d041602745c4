import type { Login } from '../connect.ts'
import { migrationErrors } from './errors.ts'
import { platformMigrations, readMigrations } from './files.ts'
import { withLock } from './lock.ts'
import { withSession } from './session.ts'

/** Which migration, and what became of it. */
export interface ResolveOptions {
  readonly owner: Login
  readonly folder: string
  readonly name: string
  /** `retry`: what it did was undone, the next run begins it anew. `done`: it was finished by hand. */
  readonly as: 'retry' | 'done'
}

/** Ends the half-applied state of one migration, after a person has looked at it. MIGRATION_UNKNOWN when it has none. */
export async function resolveMigration({ owner, folder, name, as }: ResolveOptions): Promise<void> {
  const files = [...platformMigrations(), ...(await readMigrations(folder))]
  const file = files.find(each => each.name === name)
  const changed = await withSession(owner, undefined, client =>
    withLock(client, { seconds: 0 }, () =>
      as === 'retry'
        ? client.query('delete from plinth.migrations where name = $1 and finished_at is null', [name])
        : client.query(
            `update plinth.migrations set finished_at = clock_timestamp(), checksum = coalesce($2, checksum),
               statements = coalesce($3, statements) where name = $1 and finished_at is null`,
            [name, file?.checksum ?? null, file?.statements.length ?? null],
          ),
    ),
  )
  if (changed.rowCount === 0) throw migrationErrors.MIGRATION_UNKNOWN({ name })
}
