import { quoteName } from '../../schema/index.ts'
import { planColumns, retypedColumns, type TableChange } from './columns.ts'
import type { Draft } from './draft.ts'
import { planEnums } from './enums.ts'
import { planLinks, planObjects } from './objects.ts'
import type { Snapshot, TableState } from './snapshot.ts'
import { createIndex, createTable, tenantPolicy, touchTrigger } from './statements.ts'

/** Plans everything between two snapshots of which the names are settled. */
export function planTables(before: Snapshot, after: Snapshot, draft: Draft): void {
  const remade = planEnums(before, after, draft)
  if (!usesTrigrams(before) && usesTrigrams(after)) draft.add('types', 'create extension if not exists pg_trgm')
  const retyped = new Map<string, ReadonlySet<string>>()
  for (const table of after.tables) {
    const old = before.tables.find(each => each.name === table.name)
    if (old === undefined) create(table, draft)
    else {
      const change = { before: old, after: table, remade }
      const columns = retypedColumns(change)
      retyped.set(table.name, columns)
      planObjects(change, columns, draft)
      planColumns(change, columns, draft)
      planGuard(change, columns, draft)
    }
  }
  for (const { name } of before.tables.filter(old => !after.tables.some(now => now.name === old.name))) {
    draft.add('drop', `drop table ${quoteName(name)}`)
    draft.lose({ table: name, what: `drops the table ${name}` })
  }
  planLinks({ before, after }, retyped, draft)
}

function usesTrigrams({ tables }: Snapshot): boolean {
  return tables.some(table => table.indexes.some(index => index.parts.some(part => part.opClass === 'gin_trgm_ops')))
}

function create(table: TableState, draft: Draft): void {
  draft.add('create', createTable(table))
  draft.add('constrain', ...table.indexes.map(index => createIndex(table.name, index)))
  guard(table, draft)
  touch(table, draft)
}

function guard(table: TableState, draft: Draft): void {
  const column = table.columns.find(each => each.name === table.tenant)
  if (column !== undefined) draft.add('guard', ...tenantPolicy(table.name, column))
}

function touch(table: TableState, draft: Draft): void {
  if (table.touched !== undefined) draft.add('guard', touchTrigger(table.name))
}

function planGuard({ before, after }: TableChange, retyped: ReadonlySet<string>, draft: Draft): void {
  const name = quoteName(after.name)
  const same = before.tenant === after.tenant && !retyped.has(after.tenant ?? '')
  if (!same && before.tenant !== undefined) {
    draft.add('lift', `drop policy tenant on ${name}`)
    if (after.tenant === undefined) {
      draft.add('lift', `alter table ${name} disable row level security, no force row level security`)
      draft.lose({ table: after.name, what: `opens the rows of every tenant in ${after.name}` })
    }
  }
  if (!same) guard(after, draft)
  if (before.touched === after.touched) return
  if (before.touched !== undefined) draft.add('lift', `drop trigger touch on ${name}`)
  touch(after, draft)
}
