import type { PolicyNode, Scalar } from '../access/index.ts'
import type { JsonSchema } from '../operations/index.ts'
import {
  type At,
  allOf,
  type Column,
  columnNamed,
  invalidOption,
  policySql,
  type Served,
  type TableShape,
} from '../resources/index.ts'
import type { ActionSite } from './site.ts'

/** Groups of one answer. */
const mostGroups = 1000

/** One number about the rows of a table that the actor may see, or one for each group of them. */
export interface Stat {
  readonly of: TableShape
  /** The field to add up, or to take the mean of. Default: rows are counted. */
  readonly sum?: string
  readonly average?: string
  /** What is true of the rows: `{ status: 'paid' }`. */
  readonly where?: Readonly<Record<string, Scalar>>
  /** Rows made since the beginning of this day, week, month or year, in UTC. */
  readonly since?: 'day' | 'week' | 'month' | 'year'
  /** One number for each value of this field: `{ paid: 3 }`. At most 1000, the first in their order. */
  readonly by?: string
  /** Values of a time, cut to the day (`2026-01-31`) or the month (`2026-01`), in UTC. At most 1000, the last ones. */
  readonly every?: 'day' | 'month'
  /** The groups as rows, with these names for value and number: `['date', 'count']`. */
  readonly as?: readonly [value: string, number: string]
}

/** A number, as statements compute it. */
export interface NumberOf {
  readonly served: Served
  readonly schema: JsonSchema
  /** The rules of the fields that it shows something of. */
  readonly read: readonly PolicyNode[]
  /** Which rows of those that the asker may list. */
  where(at: At): string
  /** The aggregate over the row `at`; of groups, their rows are narrowed before. */
  sql(at: At): string
  /** Values of the grouping enum, which have their number even where there are no rows. */
  readonly values?: readonly string[]
  /** The statement for its groups, from the rows and the aggregate. */
  readonly group?: ((rows: string, number: string) => string) | undefined
}

interface Place {
  readonly site: ActionSite
  readonly wire: (name: string) => string
  readonly route: string
}

/** Compiles a number. A field that is none, or that cannot be added up, is a boot error. */
export function compileNumber(stat: Stat, served: Served, { site, wire, route }: Place): NumberOf {
  const { model } = served
  const { table } = model
  const column = (option: 'sum' | 'average' | 'by'): Column | undefined => {
    const name = stat[option]
    return name === undefined ? undefined : columnNamed(table, name, { resource: route, option })
  }
  const [sum, average, by] = [column('sum'), column('average'), column('by')]
  for (const one of [sum, average]) if (one !== undefined) mustAddUp(route, one)
  const rules = [sum, average, by].flatMap(one => (one === undefined ? [] : (model.fields.get(one.key)?.read ?? [])))
  const fixed = site.parts.condition(model, stat.where ?? {})
  const made =
    stat.since === undefined ? undefined : columnNamed(table, 'createdAt', { resource: route, option: 'since' })
  const where = (at: At): string => {
    const since = `t.${made?.sql} >= date_trunc('${stat.since}', now(), 'UTC')`
    const readable = rules.map(rule => policySql(rule, table, at))
    return allOf([fixed(at), ...readable, made === undefined ? 'true' : since])
  }
  const of = sum === undefined ? (average === undefined ? 'count(*)' : `avg(t.${average.sql})`) : `sum(t.${sum.sql})`
  const group = by === undefined ? undefined : groupsOf(by, stat, wire)
  const filter = (at: At): string => {
    const condition = group === undefined ? where(at) : 'true'
    return condition === 'true' ? of : `${of} filter (where ${condition})`
  }
  const values = stat.as === undefined && by !== undefined ? by.model.enumValues : undefined
  const number: JsonSchema = { type: average === undefined ? 'number' : ['number', 'null'] }
  return {
    served,
    read: rules,
    where,
    sql: at => (average === undefined ? `coalesce(${filter(at)}, 0)` : filter(at)),
    ...(group === undefined ? { schema: number } : { schema: groupsSchema(stat, wire, number), group }),
    ...(values === undefined ? {} : { values }),
  }
}

function mustAddUp(route: string, { key, model: { type } }: Column): void {
  if (type === 'integer' || type === 'number' || type === 'bigint') return
  throw invalidOption(route, `${key} is no number.`, 'Name a field of numbers.')
}

function groupsOf(by: Column, { every, as }: Stat, wire: (name: string) => string) {
  const format = every === 'month' ? 'YYYY-MM' : 'YYYY-MM-DD'
  const time = by.model.type === 'date' ? `t.${by.sql}` : `t.${by.sql} at time zone 'UTC'`
  const value = every === undefined ? `t.${by.sql}::text` : `to_char(${time}, '${format}')`
  const [name, number] = (as ?? ['value', 'number']).map(one => `'${wire(one).replaceAll("'", "''")}'`)
  const row = `json_build_object(${name}, g.value, ${number}, g.number)`
  const made =
    as === undefined
      ? `coalesce(json_object_agg(g.value, g.number order by g.value), '{}')`
      : `coalesce(json_agg(${row} order by g.value), '[]')`
  return (rows: string, aggregate: string): string => {
    const groups = `select ${value} as value, ${aggregate} as number from ${rows} group by 1`
    const known = `select * from (${groups}) a where value is not null order by value${every === undefined ? '' : ' desc'} limit ${mostGroups}`
    return `select ${made}::text as json from (${known}) g`
  }
}

function groupsSchema({ as }: Stat, wire: (name: string) => string, number: JsonSchema): JsonSchema {
  if (as === undefined) return { type: 'object', additionalProperties: number }
  const [name, counted] = as.map(wire) as [string, string]
  const properties = { [name]: { type: 'string' }, [counted]: number }
  return { type: 'array', items: { type: 'object', properties, required: [name, counted] } }
}
