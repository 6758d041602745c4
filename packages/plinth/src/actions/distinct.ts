import type { Policy } from '../access/index.ts'
import type { Operation } from '../operations/index.ts'
import {
  asClient,
  type Column,
  columnNamed,
  columnSchema,
  Draft,
  demand,
  type FieldOf,
  policySql,
  printSql,
  rowsSql,
  type Served,
  scopeOf,
  type TableShape,
} from '../resources/index.ts'
import { namesOf } from './answers.ts'
import { type Route, readRoute } from './route.ts'
import { type Action, type ActionSite, shownAt, tableOf } from './site.ts'

/** Values of one answer; rarer ones are left out. */
const mostValues = 1000

/** What a list of values is of. */
export interface DistinctOptions<T extends TableShape> {
  readonly of: T
  /** The field whose values are listed; of an array field, its elements. */
  readonly field: FieldOf<T>
  readonly allow: Policy
}

/**
 * The values of a field that are in use, most used first, at most 1000: `distinct('GET /tags', { of: articles, field:
 * 'tagList', allow: anyone })`.
 */
export function distinct<T extends TableShape>(route: Route, options: DistinctOptions<T>): Action {
  return Object.freeze({
    kind: 'action',
    route,
    compile: (site: ActionSite) => compileDistinct(route, options as unknown as DistinctOptions<TableShape>, site),
  })
}

function compileDistinct(
  route: Route,
  { of, field, allow }: DistinctOptions<TableShape>,
  site: ActionSite,
): Omit<Operation, 'name'> {
  const read = readRoute(route)
  const served = shownAt(site, of, read)
  const column = columnNamed(tableOf(site, of, route), field, { resource: route, option: 'field' })
  const { items, ...schema } = columnSchema({ ...column.model, notNull: true }, 'answer')
  return {
    method: read.method,
    path: read.path,
    summary: `List ${read.words.at(-1) ?? ''}`,
    module: site.module,
    answer: { kind: 'list', schema: (items as typeof schema | undefined) ?? schema, ...namesOf(read) },
    status: 200,
    allow,
    limit: 'api',
    async run(_call, ctx) {
      const draft = new Draft(asClient(ctx.actor), served.model.table)
      demand(allow.node, draft.asker)
      demand(served.model.readMany, draft.asker)
      demand(served.model.fields.get(field)?.read ?? allow.node, draft.asker)
      const statement = served.statements.of(valuesSql(served, column, draft))
      const rows = await served.database.write<{ json: string; total: string }>(
        statement,
        draft.values,
        scopeOf(served.model, draft.asker),
      )
      const [{ json, total } = { json: '[]', total: '0' }] = rows
      const page = { limit: mostValues, offset: 0, total: Number(total), capped: false, next: null }
      return { kind: 'list', json, page }
    },
  }
}

function valuesSql({ model }: Served, column: Column, draft: Draft): string {
  const own = `t.${column.sql}`
  const rule = model.fields.get(column.key)?.read ?? null
  const where = [policySql(model.readMany, model.table, draft.at('t'))]
  if (rule !== null) where.push(policySql(rule, model.table, draft.at('t')))
  const isArray = column.model.type === 'array'
  where.push(`${isArray ? 'v.value' : own} is not null`)
  const values = isArray ? `, unnest(${own}) as v(value)` : ''
  const value = isArray ? 'v.value' : printSql(column.model, own, model.bigNumbers)
  const used = `select ${value} as value, count(*) as uses from ${rowsSql(model.table, draft.at('t'), { where, middle: values })} group by 1`
  const page = `select * from (${used}) u order by uses desc, value limit ${mostValues}`
  return `select coalesce(json_agg(value order by uses desc, value), '[]')::text as json, count(*) as total from (${page}) p`
}
