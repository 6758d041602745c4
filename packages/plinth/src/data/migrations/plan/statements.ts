import type {
  CheckModel,
  ForeignKeyModel,
  IndexModel,
  IndexPart,
  PrimaryKeyModel,
  UniqueModel,
} from '../../schema/index.ts'
import { quoteName } from '../../schema/index.ts'
import type { ColumnState, TableState } from './snapshot.ts'

const list = (names: readonly string[]) => names.map(quoteName).join(', ')

/** `create table`, with all that belongs to the table alone. Foreign keys, indexes and policies come after it. */
export function createTable(table: TableState): string {
  const lines = [
    ...table.columns.map(columnClause),
    ...(table.primaryKey === undefined ? [] : [primaryKeyClause(table.primaryKey)]),
    ...table.uniques.map(uniqueClause),
    ...table.checks.map(checkClause),
  ]
  return `create table ${quoteName(table.name)} (\n${lines.map(line => `  ${line}`).join(',\n')}\n)`
}

/** One column, as it stands in `create table` and `add column`. */
export function columnClause(column: ColumnState): string {
  const words = [quoteName(column.name), column.type]
  if (column.expression !== undefined) words.push(`generated always as (${column.expression}) stored`)
  if (column.identity !== undefined) words.push(identityClause(column.identity))
  if (column.notNull === true) words.push('not null')
  if (column.default !== undefined) words.push(`default ${column.default}`)
  return words.join(' ')
}

/** `generated always as identity (start with 100)`. */
export function identityClause({ always, options }: NonNullable<ColumnState['identity']>): string {
  const clause = `generated ${always ? 'always' : 'by default'} as identity`
  return options === '' ? clause : `${clause} (${options})`
}

/** A primary key, as it stands in `create table` and `add`. */
export function primaryKeyClause({ name, columns }: PrimaryKeyModel): string {
  return `constraint ${quoteName(name)} primary key (${list(columns)})`
}

/** A unique constraint, as it stands in `create table` and `add`. */
export function uniqueClause({ name, columns, nullsNotDistinct }: UniqueModel): string {
  return `constraint ${quoteName(name)} unique ${nullsNotDistinct ? 'nulls not distinct ' : ''}(${list(columns)})`
}

/** A check, as it stands in `create table` and `add`. */
export function checkClause({ name, expression }: CheckModel): string {
  return `constraint ${quoteName(name)} check (${expression})`
}

/** A foreign key, as it stands in `add`. */
export function foreignKeyClause(key: ForeignKeyModel): string {
  const { name, columns, table, foreignColumns, onUpdate, onDelete } = key
  const actions = [
    onUpdate === 'no action' ? '' : ` on update ${onUpdate}`,
    onDelete === 'no action' ? '' : ` on delete ${onDelete}`,
  ]
  const target = `${quoteName(table)} (${list(foreignColumns)})`
  return `constraint ${quoteName(name)} foreign key (${list(columns)}) references ${target}${actions.join('')}`
}

/** `create index`. Concurrently it cannot run in a transaction. */
export function createIndex(table: string, index: IndexModel, concurrently = false): string {
  const { name, unique, method, parts, where } = index
  const words = [
    'create',
    ...(unique ? ['unique'] : []),
    'index',
    ...(concurrently ? ['concurrently'] : []),
    quoteName(name),
  ]
  words.push('on', quoteName(table))
  if (method !== 'btree') words.push('using', method)
  words.push(`(${parts.map(partClause).join(', ')})`)
  if (index.with !== undefined) words.push(`with (${index.with})`)
  if (where !== undefined) words.push(`where ${where}`)
  return words.join(' ')
}

function partClause({ column, expression, order, nulls, opClass }: IndexPart): string {
  const words = [column === undefined ? `(${expression})` : quoteName(column)]
  if (opClass !== undefined) words.push(opClass)
  if (order !== undefined) words.push(order)
  if (nulls !== undefined) words.push('nulls', nulls)
  return words.join(' ')
}

/**
 * The wall between tenants. Forced, so that the owner stands behind it too. The tenant is a subselect: it is read once
 * a statement, not once a row. Without a tenant no row is seen.
 */
export function tenantPolicy(table: string, column: ColumnState): string[] {
  const cast = column.type === 'text' ? '' : `::${column.type}`
  const tenant = `(select nullif(current_setting('app.tenant_id', true), '')${cast})`
  return [
    `alter table ${quoteName(table)} enable row level security, force row level security`,
    `create policy tenant on ${quoteName(table)} using (${quoteName(column.name)} = ${tenant})`,
  ]
}

/** The trigger that moves `updated_at`. */
export function touchTrigger(table: string): string {
  return `create trigger touch before update on ${quoteName(table)} for each row execute function plinth.touch()`
}
