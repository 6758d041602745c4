import type { PlinthError } from '../../errors/index.ts'
import type { ComputedFields } from '../computed.ts'
import { resourceErrors } from '../errors.ts'
import { columnNamed, invalidOption, meant, type Place } from '../model/fail.ts'
import type { Computation } from '../model/model.ts'
import type { Column, Table, Tables } from '../model/table.ts'
import { equalsSql } from '../sql/predicate.ts'
import { rowsSql } from '../sql/rows.ts'
import { fits } from '../sql/value.ts'

/** Which computed field, and for whom. */
export interface ComputationAsk {
  /** For errors: the resource or feed that names it. */
  readonly resource: string
  readonly table: Table
  readonly key: string
  readonly computed: ComputedFields
  readonly tables: Tables
  /** The table of those who log in. */
  readonly users: Table | undefined
}

/** The computed field of that name, compiled. */
export function computationOf(ask: ComputationAsk): Computation {
  const { table, key, tables } = ask
  const declared = ask.computed[table.key] ?? {}
  const field = declared[key]
  if (field === undefined) {
    throw broken(
      ask,
      `is not declared.${meant(key, Object.keys(declared))}`,
      `Declare it in computed.ts, under ${table.key}.`,
    )
  }
  const other = tables.of(field.table)
  if (other === undefined) throw broken(ask, 'is about a table that is not in the schema.', 'Export the table.')
  const place = { resource: ask.resource, option: `computed.${key}` }
  const by = keyBetween(other, table, { ...place, by: (field.options as { readonly by?: string }).by })
  const mine = field.options.of === 'actor' ? actorKey(other, by, { ...place, users: ask.users }) : undefined
  const match = Object.entries(field.options.where ?? {}).map(([name, value]) => {
    return [columnNamed(other, name, { resource: ask.resource, option: `computed.${key}.where` }), value] as const
  })
  return {
    key,
    type: field.kind === 'exists' ? 'boolean' : 'integer',
    fixed: mine === undefined && match.length === 0 && (other.tenant === undefined || table.tenant !== undefined),
    sql({ alias, draft }) {
      const { actor } = draft.asker
      if (mine !== undefined && !(actor.kind === 'user' && fits(mine.model, actor.id))) {
        return field.kind === 'exists' ? 'false' : '0'
      }
      const inner = draft.inner()
      const rows = `from ${rowsSql(other, inner, [
        `${inner.alias}.${by.column.sql} = ${alias}.${by.target.sql}`,
        ...(mine === undefined ? [] : [equalsSql(mine, [actor.id], inner)]),
        ...match.map(([column, value]) => equalsSql(column, [value], inner)),
      ])}`
      return field.kind === 'exists' ? `exists (select 1 ${rows})` : `(select count(*)::int ${rows})`
    },
  }
}

/** A key of one table, and the column that it points to. */
export interface Pointing {
  readonly column: Column
  readonly target: Column
}

/** The key of `other` that points to `table`: the one named `by`, else the only one. */
export function keyBetween(other: Table, table: Table, place: Place & { readonly by?: string | undefined }): Pointing {
  const { resource, option, by } = place
  if (by !== undefined) columnNamed(other, by, { resource, option: `${option}.by` })
  const keys = keysTo(other, table).filter(key => by === undefined || key.column.key === by)
  const [key] = keys
  if (key !== undefined && keys.length === 1) return key
  const names = keys.map(one => one.column.key).join(' or ')
  throw key === undefined
    ? invalidOption(resource, `${option}: ${other.key} has no key to ${table.key}.`, 'Add a foreign key.')
    : invalidOption(resource, `${option}: ${other.key} points to ${table.key} by ${names}.`, 'Say which: { by: … }.')
}

/** The key of `other` that says whose row it is: its one key to the users besides `by`. */
export function actorKey(
  other: Table,
  by: Pointing,
  { resource, option, users }: Place & { readonly users: Table | undefined },
): Column {
  if (users === undefined) {
    throw invalidOption(resource, `${option} goes by the actor, but nobody can log in.`, 'Set auth: { users }.')
  }
  const keys = keysTo(other, users).filter(key => key.column.key !== by.column.key)
  const [key] = keys
  if (key !== undefined && keys.length === 1) return key.column
  const problem = `${option} goes by the actor, but ${other.key} has ${keys.length} other keys to ${users.key}.`
  throw invalidOption(resource, problem, 'It needs exactly one.')
}

/** Foreign keys of one column from one table to another. */
export function keysTo(from: Table, to: Table): Pointing[] {
  return from.model.foreignKeys.flatMap(key => {
    const column = from.byName.get(key.columns[0] ?? '')
    const target = to.byName.get(key.foreignColumns[0] ?? '')
    if (key.table !== to.model.name || key.columns.length !== 1) return []
    return column === undefined || target === undefined ? [] : [{ column, target }]
  })
}

function broken({ resource, key }: ComputationAsk, problem: string, mend: string): PlinthError {
  return resourceErrors.RESOURCE_COMPUTED_INVALID({ resource, field: key, problem, mend })
}
