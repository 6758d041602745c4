import { quoteName } from '../../schema/index.ts'
import { mentions } from './columns.ts'
import type { Draft } from './draft.ts'
import type { Snapshot, TableState } from './snapshot.ts'
import { checkClause, createIndex, foreignKeyClause, primaryKeyClause, uniqueClause } from './statements.ts'

/** Columns that change their type or are made again, by table. What leans on them is taken down and put up again. */
export type Retyped = ReadonlyMap<string, ReadonlySet<string>>

/** What was there, and what shall be. */
interface Change<T> {
  readonly before: T
  readonly after: T
}

interface Named {
  readonly name: string
}

/** How one kind of named thing is taken down, put up, renamed, and whether it must be although it did not change. */
interface Kind<T extends Named> {
  readonly drop: (item: T) => void
  readonly add: (item: T) => void
  readonly rename: (from: T, to: T) => void
  readonly lifted: (item: T) => boolean
}

/** Plans constraints and indexes of a table that was there before. Foreign keys are `planLinks`. */
export function planObjects({ before, after }: Change<TableState>, retyped: ReadonlySet<string>, draft: Draft): void {
  const table = quoteName(after.name)
  const constraint = <T extends Named>(clause: (item: T) => string, lifted: (item: T) => boolean): Kind<T> => ({
    drop: item => draft.add('lift', `alter table ${table} drop constraint ${quoteName(item.name)}`),
    add: item => draft.add('constrain', `alter table ${table} add ${clause(item)}`),
    rename: (from, to) => draft.add('rename', renameConstraint(after.name, from.name, to.name)),
    lifted,
  })
  const touches = (columns: readonly string[]) => columns.some(column => retyped.has(column))
  const speaks = (text: string | undefined) => [...retyped].some(column => mentions(text, column))
  const columnsOf = (item: { readonly columns: readonly string[] }) => touches(item.columns)
  const keys = (table: TableState) => (table.primaryKey === undefined ? [] : [table.primaryKey])
  planNamed(keys(before), keys(after), constraint(primaryKeyClause, columnsOf))
  planNamed(before.uniques, after.uniques, constraint(uniqueClause, columnsOf))
  planNamed(
    before.checks,
    after.checks,
    constraint(checkClause, check => speaks(check.expression)),
  )
  planNamed(before.indexes, after.indexes, {
    drop: index => draft.add('lift', `drop index ${quoteName(index.name)}`),
    add: index => addIndex(after.name, index, draft),
    rename: (from, to) => draft.add('rename', `alter index ${quoteName(from.name)} rename to ${quoteName(to.name)}`),
    lifted: index =>
      speaks(index.where) || index.parts.some(part => speaks(part.expression) || touches([part.column ?? ''])),
  })
}

function addIndex(table: string, index: TableState['indexes'][number], draft: Draft): void {
  if (!index.concurrently) draft.add('constrain', createIndex(table, index))
  // The first line makes it safe to run again: a build that was killed leaves an index that is there and not valid.
  else
    draft.concurrent.push(`drop index concurrently if exists ${quoteName(index.name)}`, createIndex(table, index, true))
}

/** Plans the foreign keys of all tables. One goes down with the key that it points to, too. */
export function planLinks({ before, after }: Change<Snapshot>, retyped: Retyped, draft: Draft): void {
  const olds = new Map(before.tables.map(table => [table.name, table]))
  const news = new Map(after.tables.map(table => [table.name, table]))
  for (const { name, foreignKeys } of before.tables.filter(table => !news.has(table.name))) {
    for (const key of foreignKeys) draft.add('unlink', dropConstraint(name, key.name))
  }
  for (const { name, foreignKeys } of after.tables) {
    const moved = (table: string, columns: readonly string[]) =>
      columns.some(column => retyped.get(table)?.has(column) === true)
    planNamed(olds.get(name)?.foreignKeys ?? [], foreignKeys, {
      drop: key => draft.add('unlink', dropConstraint(name, key.name)),
      add: key => draft.add('link', `alter table ${quoteName(name)} add ${foreignKeyClause(key)}`),
      rename: (from, to) => draft.add('rename', renameConstraint(name, from.name, to.name)),
      lifted: key =>
        moved(name, key.columns) ||
        moved(key.table, key.foreignColumns) ||
        loses(olds.get(key.table), news.get(key.table)),
    })
  }
}

/** True when a table loses something that foreign keys may point to. */
function loses(before: TableState | undefined, after: TableState | undefined): boolean {
  const left = keysOf(after)
  return keysOf(before).some(key => !left.includes(key))
}

function keysOf(table: TableState | undefined): string[] {
  const unique = (table?.indexes ?? []).filter(index => index.unique).map(index => index.parts.map(part => part.column))
  const keys = [table?.primaryKey?.columns ?? [], ...(table?.uniques ?? []).map(each => each.columns), ...unique]
  return keys.map(columns => columns.join('\n'))
}

/** Same name and same definition: stays. Same definition under another name: renamed. The rest goes or comes. */
function planNamed<T extends Named>(before: readonly T[], after: readonly T[], kind: Kind<T>): void {
  const definition = ({ name: _, ...rest }: T & { concurrently?: boolean }) =>
    JSON.stringify({ ...rest, concurrently: undefined })
  const kept = new Set<T>()
  for (const now of after) {
    const fits = (old: T) => !kept.has(old) && definition(old) === definition(now)
    // A new name is free only when nothing had it before: what had it goes after the renames.
    const free = !before.some(each => each.name === now.name)
    const same = before.find(old => old.name === now.name && fits(old))
    const other = before.find(old => free && !after.some(each => each.name === old.name) && fits(old))
    const old = same ?? other
    if (old === undefined || kind.lifted(now)) kind.add(now)
    else {
      kept.add(old)
      if (old.name !== now.name) kind.rename(old, now)
    }
  }
  for (const old of before) if (!kept.has(old)) kind.drop(old)
}

function dropConstraint(table: string, name: string): string {
  return `alter table ${quoteName(table)} drop constraint ${quoteName(name)}`
}

function renameConstraint(table: string, from: string, to: string): string {
  return `alter table ${quoteName(table)} rename constraint ${quoteName(from)} to ${quoteName(to)}`
}
