import { quoteName, quoteText } from '../../schema/index.ts'
import type { Draft } from './draft.ts'
import type { ColumnState, TableState } from './snapshot.ts'
import { columnClause, identityClause } from './statements.ts'
import { isWider, plainType } from './types.ts'

/** One table before and after, and the enum types that are made anew under their old name. */
export interface TableChange {
  readonly before: TableState
  readonly after: TableState
  readonly remade: ReadonlySet<string>
}

/** Names of the columns that keep their name and change their type, or are dropped and made again. */
export function retypedColumns({ before, after, remade }: TableChange): Set<string> {
  const pairs = pairsOf(before, after)
  const retyped = pairs.filter(([old, now]) => isRetyped(old, now, remade)).map(([, now]) => now.name)
  const gone = before.columns.filter(old => !after.columns.some(now => now.name === old.name)).map(old => old.name)
  const moved = [...retyped, ...gone]
  const leaning = pairs
    .filter(([old, now]) => moved.some(name => mentions(old.expression, name) || mentions(now.expression, name)))
    .map(([, now]) => now.name)
  const remadeValues = pairs.filter(([old, now]) => isRemade(old, now)).map(([, now]) => now.name)
  return new Set([...retyped, ...leaning, ...remadeValues])
}

/** True when an expression speaks of a column. It may say yes too often, which costs a rebuild and nothing else. */
export function mentions(expression: string | undefined, column: string): boolean {
  if (expression === undefined) return false
  return expression.includes(quoteName(column)) || new RegExp(`\\b${column.replace(/\W/g, '\\$&')}\\b`).test(expression)
}

/** Plans what happens to the columns of a table that was there before. */
export function planColumns(change: TableChange, retyped: ReadonlySet<string>, draft: Draft): void {
  const { before, after } = change
  const table = quoteName(after.name)
  for (const old of before.columns.filter(each => !after.columns.some(now => now.name === each.name))) {
    // An expression leans on the columns beside it, so generated columns go first.
    draft.add(old.expression === undefined ? 'drop' : 'lift', `alter table ${table} drop column ${quoteName(old.name)}`)
    if (old.expression === undefined) lose(draft, [after.name, old.name], 'drops the column')
  }
  for (const now of after.columns.filter(each => !before.columns.some(old => old.name === each.name))) {
    addColumn(after, now, draft)
  }
  for (const [old, now] of pairsOf(before, after)) {
    if (isRemade(old, now) || (now.expression !== undefined && retyped.has(now.name)))
      remake(after.name, [old, now], draft)
    else planColumn(change, [old, now], draft)
  }
}

type Pair = readonly [old: ColumnState, now: ColumnState]

function pairsOf(before: TableState, after: TableState): Pair[] {
  return after.columns.flatMap(now => {
    const old = before.columns.find(each => each.name === now.name)
    return old === undefined ? [] : [[old, now] as const]
  })
}

function isRetyped(old: ColumnState, now: ColumnState, remade: ReadonlySet<string>): boolean {
  return plainType(old.type) !== plainType(now.type) || (now.enum !== undefined && remade.has(now.enum))
}

/** A generated column whose expression changed. One that becomes an ordinary column keeps its values. */
function isRemade(old: ColumnState, now: ColumnState): boolean {
  return now.expression !== undefined && old.expression !== now.expression
}

function remake(table: string, [old, now]: Pair, draft: Draft): void {
  draft.add(
    old.expression === undefined ? 'drop' : 'lift',
    `alter table ${quoteName(table)} drop column ${quoteName(now.name)}`,
  )
  // After the columns that its expression leans on have their new type.
  draft.add('generate', `alter table ${quoteName(table)} add column ${columnClause(now)}`)
  if (old.expression === undefined) lose(draft, [table, now.name], 'replaces the values of the column')
}

function addColumn(table: TableState, column: ColumnState, draft: Draft): void {
  draft.add(
    column.expression === undefined ? 'create' : 'generate',
    `alter table ${quoteName(table.name)} add column ${columnClause(column)}`,
  )
  if (column.notNull !== true || column.expression !== undefined || column.identity !== undefined) return
  if (table.tenant === column.name) lose(draft, [table.name, column.name], 'leaves rows that exist without a tenant in')
  else if (column.default === undefined && !/serial$/.test(column.type)) {
    lose(draft, [table.name, column.name], 'fails when rows exist, which have no value for')
  }
}

function planColumn(change: TableChange, [old, now]: Pair, draft: Draft): void {
  const table = change.after.name
  const alter = (what: string) =>
    draft.add('alter', `alter table ${quoteName(table)} alter column ${quoteName(now.name)} ${what}`)
  const retyped = isRetyped(old, now, change.remade)
  if (old.expression !== undefined && now.expression === undefined) {
    draft.add('lift', `alter table ${quoteName(table)} alter column ${quoteName(now.name)} drop expression`)
  }
  if (retyped && old.default !== undefined) {
    draft.add('lift', `alter table ${quoteName(table)} alter column ${quoteName(now.name)} drop default`)
  }
  planSerial(table, [old, now], draft)
  if (retyped) {
    alter(`type ${plainType(now.type)} using ${castOf(old, now)}`)
    if (!isWider(old, now, change.remade))
      lose(draft, [table, now.name], `casts ${old.type} to ${now.type} in the column`)
  }
  if (now.default !== undefined && (retyped || old.default !== now.default)) alter(`set default ${now.default}`)
  if (now.default === undefined && old.default !== undefined && !retyped) alter('drop default')
  planNotNull(change.after, [old, now], draft)
  planIdentity(table, [old, now], draft)
}

function castOf(old: ColumnState, now: ColumnState): string {
  // To and from an enum there is a cast by way of text alone.
  const text = old.enum === undefined && now.enum === undefined ? '' : now.type.endsWith(']') ? '::text[]' : '::text'
  return `${quoteName(now.name)}${text}::${plainType(now.type)}`
}

function planNotNull(table: TableState, [old, now]: Pair, draft: Draft): void {
  const name = quoteName(table.name)
  const column = quoteName(now.name)
  if (old.notNull === true && now.notNull !== true)
    draft.add('alter', `alter table ${name} alter column ${column} drop not null`)
  if (old.notNull === true || now.notNull !== true) return
  if (now.default === undefined) lose(draft, [table.name, now.name], 'fails when a row has no value in')
  else {
    const fill = `update ${name} set ${column} = ${now.default} where ${column} is null`
    // The owner stands behind the policy too: lifted for this one statement, in a transaction that locks the table.
    const lifted = [
      `alter table ${name} no force row level security`,
      fill,
      `alter table ${name} force row level security`,
    ]
    draft.add('alter', ...(table.tenant === undefined ? [fill] : lifted))
  }
  draft.add('alter', `alter table ${name} alter column ${column} set not null`)
}

function planSerial(table: string, [old, now]: Pair, draft: Draft): void {
  const [was, is] = [/serial$/.test(old.type), /serial$/.test(now.type)]
  if (was === is) return
  const [name, column] = [quoteName(table), quoteName(now.name)]
  if (was) {
    const found = `pg_get_serial_sequence(${quoteText(name)}, ${quoteText(now.name)})`
    draft.add('lift', `do $$ begin execute 'drop sequence ' || ${found} || ' cascade'; end $$`)
    return
  }
  const sequence = quoteName(`${table}_${now.name}_seq`)
  draft.add(
    'constrain',
    `create sequence ${sequence} owned by ${name}.${column}`,
    `select setval('${sequence}', coalesce(max(${column}), 0) + 1, false) from ${name}`,
    `alter table ${name} alter column ${column} set default nextval('${sequence}')`,
  )
}

function planIdentity(table: string, [old, now]: Pair, draft: Draft): void {
  const alter = `alter table ${quoteName(table)} alter column ${quoteName(now.name)}`
  if (old.identity !== undefined && now.identity === undefined) draft.add('lift', `${alter} drop identity`)
  if (now.identity === undefined) return
  if (old.identity === undefined) {
    const sequence = `pg_get_serial_sequence(${quoteText(quoteName(table))}, ${quoteText(now.name)})`
    draft.add(
      'constrain',
      `${alter} add ${identityClause(now.identity)}`,
      `select setval(${sequence}, greatest(max(${quoteName(now.name)}) + 1, 1), false) from ${quoteName(table)} having count(*) > 0`,
    )
    return
  }
  if (old.identity.always !== now.identity.always) {
    draft.add('alter', `${alter} set generated ${now.identity.always ? 'always' : 'by default'}`)
  }
  const options = now.identity.options.replace(/(start with|increment by|minvalue|maxvalue|cache|cycle)/g, 'set $1')
  if (old.identity.options !== now.identity.options && options !== '') draft.add('alter', `${alter} ${options}`)
}

function lose(draft: Draft, [table, column]: readonly [string, string], what: string): void {
  draft.lose({ table, column, what: `${what} ${table}.${column}` })
}
