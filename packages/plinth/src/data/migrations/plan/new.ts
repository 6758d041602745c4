import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readTables, type TableModel } from '../../schema/index.ts'
import { migrationErrors } from '../errors.ts'
import { migrationFiles } from '../files.ts'
import { requireTenants, type TenantRules } from '../tenants.ts'
import { type Loss, type Plan, type PlanStep, plan } from './plan.ts'
import { readSnapshot, writeSnapshot } from './snapshot.ts'

/** Which schema, where to write, and the answers to what cannot be known. */
export interface NewMigrationOptions {
  /** The project's `migrations/`, made when it is not there. */
  readonly folder: string
  readonly schema: Readonly<Record<string, unknown>>
  /** What the file is called after its number. Default `init` for the first one, `change` for others. */
  readonly name?: string
  /** `old=new` for tables, `table.old=new` for columns, in SQL names. */
  readonly renames?: readonly string[]
  /** Writes what would lose or endanger data. Default false: MIGRATION_DATA_LOSS, and nothing is written. */
  readonly allowDataLoss?: boolean
  /** Present where tenancy is on: nothing is written while the schema does not keep tenants apart (TENANTS_OPEN). */
  readonly tenants?: TenantRules | undefined
  /** Writes a file to fill by hand when the schema has not changed. Default false. */
  readonly empty?: boolean
}

/** What was written. */
export interface NewMigration {
  /** Paths that were written, in the order they will run; none when there was nothing to write. */
  readonly files: readonly string[]
  readonly losses: readonly Loss[]
  readonly hints: readonly string[]
}

/**
 * Writes the migration that brings the database from the snapshot to the schema, and the snapshot after it. One file
 * as a rule; enum values that are used at once, and concurrent indexes, get files of their own.
 */
export async function newMigration(options: NewMigrationOptions): Promise<NewMigration> {
  const { folder, schema, renames = [], tenants } = options
  if (tenants !== undefined) requireTenants(schema, tenants)
  const planned = plan(await readSnapshot(folder), readTables(schema), renames)
  if (planned.losses.length > 0 && options.allowDataLoss !== true) throw dataLoss(planned)
  const steps = planned.steps.length === 0 && options.empty === true ? [emptyStep] : planned.steps
  const files = steps.length === 0 ? [] : await write(options, steps, planned.losses)
  if (files.length > 0) await writeSnapshot(folder, planned.snapshot)
  return { files, losses: planned.losses, hints: planned.hints }
}

/** The statements that the schema wants and no migration has. */
export async function unwritten(folder: string, tables: readonly TableModel[]): Promise<string[]> {
  return plan(await readSnapshot(folder), tables).steps.flatMap(step => step.statements)
}

/** What was written, for people. */
export function formatNewMigration({ files, losses, hints }: NewMigration): string {
  if (files.length === 0) return 'The schema has not changed since the last migration.'
  return [...files.map(file => `Wrote ${file}`), ...lossLines(losses, hints)].join('\n')
}

const emptyStep: PlanStep = { part: 'tables', transaction: true, statements: [] }

async function write(
  options: NewMigrationOptions,
  steps: readonly PlanStep[],
  losses: readonly Loss[],
): Promise<string[]> {
  const { folder } = options
  await mkdir(folder, { recursive: true })
  const existing = await migrationFiles(folder)
  const next = Number(existing.at(-1)?.slice(0, 4) ?? 0) + 1
  const name = fileWord(options.name ?? (next === 1 ? 'init' : 'change'))
  const paths: string[] = []
  for (const [at, step] of steps.entries()) {
    const ending = step.part === 'tables' ? '' : `_${step.part}`
    const path = join(folder, `${String(next + at).padStart(4, '0')}_${name}${ending}.sql`)
    await writeFile(path, fileText(step, step.part === 'tables' ? losses : []), { flag: 'wx' })
    paths.push(path)
  }
  return paths
}

function fileWord(name: string): string {
  const word = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return word === '' ? 'change' : word
}

function fileText({ transaction, statements }: PlanStep, losses: readonly Loss[]): string {
  const head = [...(transaction ? [] : ['-- plinth: no transaction']), ...losses.map(loss => `-- This ${loss.what}.`)]
  const body = statements.map(statement => `${statement};`)
  return `${[...(head.length === 0 ? [] : [head.join('\n')]), ...body].join('\n\n')}\n`
}

function dataLoss({ losses, hints }: Plan): Error {
  const list = losses.map(loss => `it ${loss.what}`).join('; ')
  const rename = hints.length === 0 ? '' : `If something was renamed, say so: ${hints.join(' ')}. `
  const mend = `${rename}To go on regardless, say --allow-data-loss.`
  return migrationErrors.MIGRATION_DATA_LOSS({ losses: list, list: losses, hints, mend })
}

function lossLines(losses: readonly Loss[], hints: readonly string[]): string[] {
  return [
    ...losses.map(loss => `  This ${loss.what}.`),
    ...(hints.length === 0 || losses.length === 0 ? [] : [`  Was something renamed? ${hints.join(' ')}`]),
  ]
}
