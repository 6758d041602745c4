import { nearest } from '../../../config/index.ts'
import { quoteName } from '../../schema/index.ts'
import { migrationErrors } from '../errors.ts'
import type { Draft } from './draft.ts'
import type { ColumnState, Snapshot, TableState } from './snapshot.ts'

/** An answer to "is this a new one, or the old one under another name?": of a table, or of a column of `table`. */
export interface Rename {
  readonly table?: string
  readonly from: string
  readonly to: string
}

/** Reads `old=new` and `table.old=new`. The table of a column may go by its old name or its new one. */
export function parseRenames(words: readonly string[]): Rename[] {
  const renames = words.map(word => {
    const [, table, from = '', to = ''] = /^(?:([^.=]+)\.)?([^.=]+)=([^.=]+)$/.exec(word) ?? []
    if (from === '') throw migrationErrors.MIGRATION_RENAME({ from: word, to: '…', reason: 'it does not say old=new' })
    return table === undefined ? { from, to } : { table, from, to }
  })
  // Tables first: the columns that follow find theirs under its new name.
  return renames.toSorted((a, b) => Number(a.table !== undefined) - Number(b.table !== undefined))
}

/** Renames in the snapshot and in the draft: the rows stay, and what is left of the difference is planned after it. */
export function applyRenames(snapshot: Snapshot, renames: readonly Rename[], draft: Draft): Snapshot {
  const moved = new Map<string, string>()
  return renames.reduce((current, rename) => {
    if (rename.table !== undefined) {
      return renameColumn(current, { ...rename, table: moved.get(rename.table) ?? rename.table }, draft)
    }
    moved.set(rename.from, rename.to)
    return renameTable(current, rename, draft)
  }, snapshot)
}

function renameTable(snapshot: Snapshot, { from, to }: Rename, draft: Draft): Snapshot {
  const names = snapshot.tables.map(table => table.name)
  refuse({ from, to }, names, 'table')
  draft.add('rename', `alter table ${quoteName(from)} rename to ${quoteName(to)}`)
  const tables = snapshot.tables.map(table => ({
    ...table,
    name: table.name === from ? to : table.name,
    foreignKeys: table.foreignKeys.map(key => (key.table === from ? { ...key, table: to } : key)),
  }))
  return { ...snapshot, tables }
}

function renameColumn(snapshot: Snapshot, rename: Rename & { table: string }, draft: Draft): Snapshot {
  const { table: name, from, to } = rename
  const table = snapshot.tables.find(each => each.name === name)
  if (table === undefined) {
    throw migrationErrors.MIGRATION_RENAME({ from: `${name}.${from}`, to, reason: `there is no table ${name}` })
  }
  refuse(
    rename,
    table.columns.map(column => column.name),
    `column of ${name}`,
  )
  draft.add('rename', `alter table ${quoteName(name)} rename column ${quoteName(from)} to ${quoteName(to)}`)
  const tables = snapshot.tables.map(each => {
    const own = each === table ? renameInTable(each, from, to) : each
    const foreignKeys = own.foreignKeys.map(key =>
      key.table === name ? { ...key, foreignColumns: renamed(key.foreignColumns, from, to) } : key,
    )
    return { ...own, foreignKeys }
  })
  return { ...snapshot, tables }
}

function refuse({ table, from, to }: Rename, names: readonly string[], what: string): void {
  const full = table === undefined ? from : `${table}.${from}`
  if (!names.includes(from)) {
    const near = nearest(from, names)
    const reason = `there was no ${what} of that name${near === undefined ? '' : `, did you mean ${near}?`}`
    throw migrationErrors.MIGRATION_RENAME({ from: full, to, reason: reason.replace(/\?$/, '') })
  }
  if (names.includes(to)) {
    throw migrationErrors.MIGRATION_RENAME({ from: full, to, reason: `there is a ${what} of that name already` })
  }
}

function renamed(names: readonly string[], from: string, to: string): string[] {
  return names.map(name => (name === from ? to : name))
}

function renameInTable(table: TableState, from: string, to: string): TableState {
  const text = (sql: string) => renameInText(sql, from, to)
  const name = (column: string) => (column === from ? to : column)
  const own = { tenant: table.tenant, touched: table.touched }
  return {
    ...table,
    columns: table.columns.map(column => renameInColumn(column, from, to)),
    ...(table.primaryKey === undefined
      ? {}
      : { primaryKey: { ...table.primaryKey, columns: renamed(table.primaryKey.columns, from, to) } }),
    uniques: table.uniques.map(unique => ({ ...unique, columns: renamed(unique.columns, from, to) })),
    indexes: table.indexes.map(index => ({
      ...index,
      parts: index.parts.map(part => ({
        ...part,
        ...(part.column === undefined ? {} : { column: name(part.column) }),
        ...(part.expression === undefined ? {} : { expression: text(part.expression) }),
      })),
      ...(index.where === undefined ? {} : { where: text(index.where) }),
    })),
    checks: table.checks.map(check => ({ ...check, expression: text(check.expression) })),
    foreignKeys: table.foreignKeys.map(key => ({ ...key, columns: renamed(key.columns, from, to) })),
    ...(own.tenant === undefined ? {} : { tenant: name(own.tenant) }),
    ...(own.touched === undefined ? {} : { touched: name(own.touched) }),
  }
}

function renameInColumn(column: ColumnState, from: string, to: string): ColumnState {
  const expression = column.expression === undefined ? {} : { expression: renameInText(column.expression, from, to) }
  return { ...column, name: column.name === from ? to : column.name, ...expression }
}

/** PostgreSQL follows a rename in its expressions by itself; this does the same to the text that we compare with. */
function renameInText(sql: string, from: string, to: string): string {
  const bare = new RegExp(`(?<![\\w"'$])${from.replace(/[^\w]/g, '\\$&')}(?![\\w"'$])`, 'g')
  return sql.replaceAll(quoteName(from), () => quoteName(to)).replace(bare, () => to)
}
