import type pg from 'pg'
import { DatabaseError } from 'pg'
import type { Log } from '../../observability/index.ts'
import type { Login } from '../connect.ts'
import { appRole, prepareSql } from '../platform/index.ts'
import { readTables } from '../schema/index.ts'
import { applyMigration } from './apply.ts'
import { type AuditedTable, settleAudit } from './audit.ts'
import { migrationErrors } from './errors.ts'
import { type Migration, platformMigrations, readMigrations } from './files.ts'
import { compare, readLedger } from './ledger.ts'
import { withLock } from './lock.ts'
import { type NeededIndex, requireIndexes } from './needed.ts'
import { unwritten } from './plan/new.ts'
import { settle, withSession } from './session.ts'
import { requireTenants, type TenantRules } from './tenants.ts'
import { settleUsage, type UsageRules } from './usage.ts'

/** Which database, which files, and what is checked before anything is applied. */
export interface MigrateOptions {
  /** The login that owns the tables, on a direct connection. */
  readonly owner: Login
  /** The project's `migrations/`. One that does not exist holds none. */
  readonly folder: string
  /** The schema module, to say what it has that no migration has yet. */
  readonly schema?: Readonly<Record<string, unknown>>
  /** Indexes that declared filters, sorts and searches want. One that is missing stops the run before it begins. */
  readonly needed?: readonly NeededIndex[]
  /** Present where tenancy is on: a schema that does not keep tenants apart stops the run before it begins. */
  readonly tenants?: TenantRules | undefined
  /** Tables whose changes are audited. Default: what stands is left as it is. */
  readonly audit?: readonly AuditedTable[]
  /** What is counted for tenants, and what their plans allow. Default: what stands is left as it is. */
  readonly usage?: UsageRules | undefined
  readonly log?: Log
  /** Seconds to wait while somebody else migrates. Default 60. */
  readonly wait?: number
}

/** What a run did. */
export interface MigrateResult {
  /** Names, in the order they were applied. Empty when the database was up to date. */
  readonly applied: readonly string[]
  /** Statements that the schema wants and no migration has: `plinth migrate new` writes them. */
  readonly unwritten: readonly string[]
}

/**
 * Applies what is pending, the platform's migrations first. Safe to run from many processes at once: one works, the
 * others wait and find nothing to do. Applies nothing at all when a file was changed, is gone, or stopped half way.
 */
export async function migrate(options: MigrateOptions): Promise<MigrateResult> {
  const migrations = [...platformMigrations(), ...(await readMigrations(options.folder))]
  const open = await checkSchema(options)
  const applied = await withSession(options.owner, options.log, client =>
    withLock(client, { seconds: options.wait ?? 60, log: options.log }, async () => {
      const done = await applyPending(client, migrations, options.log)
      if (options.audit !== undefined) await settleAudit(client, options.audit)
      if (options.usage !== undefined) await settleUsage(client, options.usage)
      return done
    }),
  )
  return { applied, unwritten: open }
}

async function checkSchema({ schema, folder, needed, tenants, log }: MigrateOptions): Promise<string[]> {
  if (schema === undefined) return []
  if (tenants !== undefined) requireTenants(schema, tenants)
  const tables = readTables(schema)
  if (needed !== undefined) requireIndexes(tables, needed)
  const open = await unwritten(folder, tables)
  if (open.length > 0) log?.warn({ statements: open.length }, 'the schema has changes that no migration has yet')
  return open
}

async function applyPending(client: pg.Client, migrations: readonly Migration[], log?: Log): Promise<string[]> {
  const standing = compare(migrations, await readLedger(client))
  const problem = standing.find(each => each.problem !== undefined)?.problem
  if (problem !== undefined) throw problem
  const pending = new Set(standing.filter(each => each.state === 'pending').map(each => each.name))
  if (pending.size > 0 || !(await hasRole(client))) await prepare(client)
  const applied: string[] = []
  for (const migration of migrations.filter(each => pending.has(each.name))) {
    const start = performance.now()
    await applyMigration(client, migration)
    await settle(client)
    applied.push(migration.name)
    log?.info({ migration: migration.name, ms: Math.round(performance.now() - start) }, 'migration applied')
  }
  return applied
}

async function hasRole(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [appRole])
  return rows.length > 0
}

async function prepare(client: pg.Client): Promise<void> {
  try {
    await client.query(prepareSql)
  } catch (cause) {
    if (!(cause instanceof DatabaseError)) throw cause
    const { rows } = await client.query('select current_user as user, current_database() as database')
    throw migrationErrors.MIGRATION_SETUP({ ...rows[0], reason: cause.message }, { cause })
  }
}
