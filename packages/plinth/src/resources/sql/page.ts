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
/** Rows of one page, whoever asks. */
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

/** The statement of a page, and what it was made for. */
export interface PageStatement {
  readonly text: string
  readonly steps: readonly Step[]
  readonly limit: number
  readonly offset: number
}

/**
 * One statement for a whole page: the items as JSON, the total, and the place of the last row where it is asked for.
 * Without that place, and with a row count that the planner is told, rows need no numbers: 150 µs instead of 168.
 */
export function pageSql(ask: PageAsk): PageStatement {
  const { model, query, draft, parent } = ask
  const limit = Math.min(Math.max(1, Math.trunc(query.limit ?? model.size) || model.size), mostRows)
  const offset = query.after === undefined ? Math.min(Math.max(0, Math.trunc(query.offset ?? 0) || 0), mostOffset) : 0
  const steps = orderOf(model, query.sort, draft)
  const where = allOf([ask.condition ?? 'true', whereSql(model, query, draft)])
  const found = allOf([where, placeAfter(query.after, steps, draft)])
  const rows: Rows = {
    project: projectSql(model, draft.at('p'), query),
    from: `select * from ${model.table.sql} t where ${found} order by ${orderSql(steps, 't')}`,
    offset: offset === 0 ? '' : ` offset ${draft.bind(offset, 'bigint')}`,
    limit,
  }
  const counting = { model, where, query, offset }
  const goesOn = query.after !== undefined || query.next === true
  const isPlain = !goesOn && planned.some(count => count === limit)
  const place = goesOn ? placeSql(steps) : undefined
  const { ctes, columns } = isPlain ? plainSql(rows, counting) : numberedSql(rows, counting, { place, draft })
  const above = parent === undefined ? [] : [`parent as (${parent})`]
  const seen = parent === undefined ? [] : ['exists (select 1 from parent) as parent']
  const head = [...above, ...ctes]
  const text = `${head.length === 0 ? '' : `with ${head.join(', ')} `}select ${[...columns, ...seen].join(', ')}`
  return { text, steps, limit, offset }
}

interface Rows {
  readonly project: string
  readonly from: string
  readonly offset: string
  readonly limit: number
}

interface Parts {
  readonly ctes: readonly string[]
  readonly columns: readonly string[]
}

function plainSql({ project, from, offset, limit }: Rows, counting: CountAsk): Parts {
  const page = `(${from} limit ${limit}${offset}) p`
  return {
    ctes: [],
    columns: [itemsSql(project, page), 'null as next', `${countSql(counting) ?? 'null::bigint'} as total`],
  }
}

/** Rows numbered: one more than asked for tells whether there is a next page, and a page that is the whole list counts itself. */
function numberedSql(
  { project, from, offset, limit }: Rows,
  counting: CountAsk,
  { place, draft }: { readonly place: string | undefined; readonly draft: Draft },
): Parts {
  const most = planned.find(count => count >= limit) ?? mostRows
  const size = draft.bind(limit, 'bigint')
  const more = `exists (select 1 from page where "#" > ${size})`
  const counted = countSql(counting)
  const whole =
    counted === undefined || counting.offset > 0
      ? counted
      : `case when ${more} then ${counted} else (select count(*) from page) end`
  return {
    ctes: [`page as materialized (select *, row_number() over () as "#" from (${from} limit ${most + 1}${offset}) t)`],
    columns: [
      itemsSql(project, `page p where p."#" <= ${size}`),
      place === undefined ? 'null as next' : `(select ${place} from page p where p."#" = ${size} and ${more}) as next`,
      `${whole ?? 'null::bigint'} as total`,
    ],
  }
}

function itemsSql(project: string, from: string): string {
  return `(select coalesce(json_agg(j), '[]')::text from (select ${project} from ${from}) j) as items`
}

/** The rows after a cursor. An empty one begins at the first. */
function placeAfter(cursor: string | undefined, steps: readonly Step[], draft: Draft): string {
  return cursor === undefined || cursor === '' ? 'true' : afterSql(steps, readCursor(steps, cursor), draft.at('t'))
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
}

/** The total; undefined where nobody asked for it. */
function countSql({ model, where, query }: CountAsk): string | undefined {
  if (query.after !== undefined || query.count === 'none') return undefined
  const bound = query.count === 'exact' ? '' : ` limit ${mostCounted + 1}`
  return `(select count(*) from (select 1 from ${model.table.sql} t where ${where}${bound}) c)`
}

/** Whether the statement walks an index, so that it may run pipelined with others; text search does not always. */
export function isIndexed(query: ListQuery): boolean {
  return query.search === undefined && query.where?.some(condition => condition.op === 'contains') !== true
}
