import type { ListQuery } from '../../operations/index.ts'
import type { ResourceModel } from '../model/model.ts'
import { readCursor } from './cursor.ts'
import type { Draft } from './draft.ts'
import { afterSql, orderOf, orderSql, type Step } from './order.ts'
import { allOf } from './predicate.ts'
import { projectSql } from './project.ts'
import { whereSql } from './where.ts'

/** Totals are exact up to here. */
export const mostCounted = 10_000
const mostOffset = 10_000_000
export const mostRows = 1000

/**
 * Row counts that the planner is told. A parameter in `limit` makes it plan for a tenth of the table, and plan anew
 * each time; these are literals, and the rows beyond the asked ones are left out after.
 */
const planned = [1, 5, 10, 12, 15, 20, 25, 30, 50, 100, 200, 500, 1000] as const

/** A page to read. `condition` is a further condition on the row `t`; `parent` a table expression that must have a row. */
export interface PageAsk {
  readonly model: ResourceModel
  readonly query: ListQuery
  readonly draft: Draft
  readonly condition?: string | undefined
  readonly parent?: string | undefined
}

/** What the statement answers with: one row. */
export interface PageRow {
  readonly items: string
  readonly next: string | null
  readonly total: string | number | null
  readonly parent?: boolean
}

export interface PageStatement {
  readonly text: string
  readonly steps: readonly Step[]
  readonly limit: number
  readonly offset: number
}

/** One statement for a whole page: the items as JSON, the total and the place of the last row. */
export function pageSql(ask: PageAsk): PageStatement {
  const { model, query, draft } = ask
  const limit = Math.min(Math.max(1, Math.trunc(query.limit ?? model.size)), mostRows)
  const offset = query.after === undefined ? Math.min(Math.max(0, Math.trunc(query.offset ?? 0)), mostOffset) : 0
  const steps = orderOf(model, query.sort, draft)
  const where = allOf([ask.condition ?? 'true', whereSql(model, query, draft)])
  const after = query.after === undefined ? 'true' : afterSql(steps, readCursor(steps, query.after), 't', draft)
  const most = planned.find(count => count >= limit) ?? mostRows
  const rows = `select * from ${model.table.sql} t where ${allOf([where, after])} order by ${orderSql(steps, 't')} limit ${most + 1}${offset === 0 ? '' : ` offset ${draft.bind(offset, 'bigint')}`}`
  const size = draft.bind(limit, 'bigint')
  const project = projectSql(model, 'p', draft, query)
  const counted = countSql({ model, where, query, offset, size })
  const text = [
    `with ${ask.parent === undefined ? '' : `parent as (${ask.parent}), `}page as materialized (`,
    `select *, row_number() over () as "#" from (${rows}) t)`,
    `select (select coalesce(json_agg(j), '[]')::text from (select ${project} from page p where p."#" <= ${size}) j) as items,`,
    `(select ${placeSql(steps)} from page p where p."#" = ${size} and exists (select 1 from page where "#" > ${size})) as next,`,
    `${counted} as total${ask.parent === undefined ? '' : ', exists (select 1 from parent) as parent'}`,
  ].join(' ')
  return { text, steps, limit, offset }
}

/** The sort values of a row as texts, for the cursor. */
function placeSql(steps: readonly Step[]): string {
  return `json_build_array(${steps.map(step => `p.${step.field.sql}::text`).join(', ')})::text`
}

interface CountAsk {
  readonly model: ResourceModel
  readonly where: string
  readonly query: ListQuery
  readonly offset: number
  readonly size: string
}

/** The total, counted only where the page does not tell it: the first page of a list that fits on it does. */
function countSql({ model, where, query, offset, size }: CountAsk): string {
  if (query.after !== undefined || query.count === 'none') return 'null::bigint'
  const bound = query.count === 'exact' ? '' : ` limit ${mostCounted + 1}`
  const counted = `(select count(*) from (select 1 from ${model.table.sql} t where ${where}${bound}) c)`
  if (offset > 0) return counted
  return `case when exists (select 1 from page where "#" > ${size}) then ${counted} else (select count(*) from page) end`
}

/** Whether the statement walks an index, so that it may run pipelined with others; text search does not always. */
export function isIndexed(query: ListQuery): boolean {
  return query.search === undefined && query.where?.some(condition => condition.op === 'contains') !== true
}
