import type { TableModel } from '../../schema/index.ts'
import { Draft, type Loss, phases } from './draft.ts'
import { renameHints } from './hints.ts'
import { applyRenames, parseRenames } from './rename.ts'
import { type Snapshot, takeSnapshot } from './snapshot.ts'
import { planTables } from './tables.ts'

export type { Loss } from './draft.ts'

/** Statements that make one migration file. */
export interface PlanStep {
  /** What its file name ends with, when there are several. */
  readonly part: 'values' | 'tables' | 'indexes'
  /** False for indexes that are built without blocking writes. */
  readonly transaction: boolean
  readonly statements: readonly string[]
}

/** What one change comes to. */
export interface Plan {
  /** In order; none when nothing changed. */
  readonly steps: readonly PlanStep[]
  /** What needs `--allow-data-loss`. */
  readonly losses: readonly Loss[]
  /** `--rename` answers that would turn losses into renames. */
  readonly hints: readonly string[]
  /** What the database is when every step has been applied. */
  readonly snapshot: Snapshot
}

/**
 * The difference between what the migrations make and what the schema wants. Never asks: a rename is said in `renames`
 * (`old=new`, `table.old=new`), else it is a drop and an addition, and a loss. The same input gives the same output.
 */
export function plan(previous: Snapshot, tables: readonly TableModel[], renames: readonly string[] = []): Plan {
  const draft = new Draft()
  const before = applyRenames(previous, parseRenames(renames), draft)
  const snapshot = takeSnapshot(tables)
  planTables(before, snapshot, draft)
  return { steps: stepsOf(draft), losses: draft.losses, hints: renameHints(before, snapshot), snapshot }
}

function stepsOf(draft: Draft): PlanStep[] {
  const values = draft.of('values')
  const rest = phases.filter(phase => phase !== 'values').flatMap(phase => draft.of(phase))
  // PostgreSQL refuses to use a new enum value in the transaction that added it.
  const added = values.map(statement => /add value ('(?:[^']|'')*')/.exec(statement)?.[1] ?? '')
  const apart = rest.some(statement => added.some(value => statement.includes(value)))
  const steps: PlanStep[] = [
    { part: 'values', transaction: true, statements: apart ? values : [] },
    { part: 'tables', transaction: true, statements: apart ? rest : [...values, ...rest] },
    { part: 'indexes', transaction: false, statements: draft.concurrent },
  ]
  return steps.filter(step => step.statements.length > 0)
}
