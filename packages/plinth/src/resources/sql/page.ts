import type { ListQuery } from '../../operations/index.ts'
import type { ResourceModel } from '../model/model.ts'
import { readCursor } from './cursor.ts'
import type { Draft } from './draft.ts'
import { afterSql, orderOf, orderSql, type Step } from './order.ts'
import { allOf } from './predicate.ts'
import { projectRow } from './project.ts'
import { rowsSql } from './rows.ts'
import { Columns, type Shape } from './texts.ts'
import { whereSql } from './where.ts'

/** Totals are exact up to here. */
export const mostCounted = 10_000
const mostOffset = 10_000_000
/** Rows of one page, whoever asks. */
export const mostRows = 1000

/**
 * Row counts that the planner is told. A parameter in `limit` makes it plan for a tenth of the table, and plan anew
 * each time; these are literals, and a parameter around them stops earlier.
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

/** The statement of a page, and what it was made for. */
export interface PageStatement {
  readonly text: string
  readonly shape: Shape
  readonly steps: readonly Step[]
  readonly limit: number
  readonly offset: number
  /** Rows that the statement asks for: one more than the page where the next one is to be known. */
  readonly most: number
  readonly isExact: boolean
  readonly at: Places
}

/** Where in a row of the statement stands what is not of the item. */
interface Places {
  /** Number of the row, from 1; null in the one row that an empty page has. */
  readonly number: number
  readonly total: number | undefined
  /** Its sort values, for the cursor. */
  readonly place: number | undefined
  /** Whether the parent is there, and to be seen. */
  readonly parent: number | undefined
}

/**
 * One statement for a whole page: its rows, the total, and the place of the last row where it is asked for. The last
 * row alone brings the total: PostgreSQL counts only when it comes to it, and a page that is not full needs no count.
 * An empty page is one row of nulls, so that it, too, can say what it knows.
 */
export function pageSql(ask: PageAsk): PageStatement {
  const { model, query, draft, parent } = ask
  const limit = Math.min(Math.max(1, Math.trunc(query.limit ?? model.size) || model.size), mostRows)
  const offset = query.after === undefined ? Math.min(Math.max(0, Math.trunc(query.offset ?? 0) || 0), mostOffset) : 0
  const goesOn = query.after !== undefined || query.next === true
  const size = sizeSql(limit, goesOn, draft)
  const steps = orderOf(model, query.sort, draft)
  const where = allOf([ask.condition ?? 'true', whereSql(model, query, draft)])
  const found = allOf([where, placeAfter(ask, steps)])
  const shape = projectRow(model, draft.at('p'), query)
  const columns = new Columns(shape)
  const counted = countSql(ask, where)
  const whole = (sql: string): string => `case when p."#" = ${size.most} or p."#" is null then ${sql} end`
  const at = {
    number: columns.add('p."#"'),
    total: counted === undefined ? undefined : columns.add(whole(counted)),
    place: goesOn ? columns.add(`case when p."#" = ${size.limit} then ${placeSql(steps)} end`) : undefined,
    parent: parent === undefined ? undefined : columns.add('exists (select 1 from parent)'),
  }
  const from = rowsSql(model.table, draft.at('t'), [found])
  const first = `select * from ${from} order by ${orderSql(steps, 't')}`
  const skipped = offset === 0 ? '' : ` offset ${draft.bind(offset, 'bigint')}`
  const rows = `select *, row_number() over () as "#" from (${first} limit ${size.planned}${skipped}) t${size.stop}`
  const above = parent === undefined ? '' : `with parent as (${parent}) `
  const text = `${above}select ${columns.sql} from (values (1)) one left join (${rows}) p on true`
  return { text, shape, steps, limit, offset, most: goesOn ? limit + 1 : limit, isExact: query.count === 'exact', at }
}

interface Size {
  /** The page, and one row more where it goes on. */
  readonly limit: string
  readonly most: string
  readonly planned: number
  readonly stop: string
}

/** The size of a page in SQL. One shape for every size that is not planned, so that clients cannot make a thousand. */
function sizeSql(limit: number, goesOn: boolean, draft: Draft): Size {
  const more = goesOn ? 1 : 0
  const count = planned.find(each => each >= limit) ?? mostRows
  if (count === limit) return { limit: `${limit}`, most: `${limit + more}`, planned: limit + more, stop: '' }
  const bound = draft.bind(limit, 'bigint')
  const most = goesOn ? `${bound} + 1` : bound
  return { limit: bound, most, planned: count + more, stop: ` limit ${most}` }
}

/** The rows after a cursor. An empty one begins at the first. */
function placeAfter({ model, query, draft }: PageAsk, steps: readonly Step[]): string {
  const { after = '' } = query
  return after === '' ? 'true' : afterSql(steps, readCursor(steps, after, model.cursor), draft.at('t'))
}

/** The sort values of a row as texts, for the cursor. */
function placeSql(steps: readonly Step[]): string {
  return `json_build_array(${steps.map(step => `p.${step.field.sql}::text`).join(', ')})::text`
}

/** The total; undefined where nobody asked for it. */
function countSql({ model, query, draft }: PageAsk, where: string): string | undefined {
  if (query.after !== undefined || query.count === 'none') return undefined
  const bound = query.count === 'exact' ? '' : ` limit ${mostCounted + 1}`
  return `(select count(*) from (select 1 from ${rowsSql(model.table, draft.at('t'), [where])}${bound}) c)`
}

/** Whether the statement walks an index, so that it may run pipelined with others; text search does not always. */
export function isIndexed(query: ListQuery): boolean {
  return query.search === undefined && query.where?.some(condition => condition.op === 'contains') !== true
}
