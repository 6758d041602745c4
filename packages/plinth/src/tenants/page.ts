import type { Database, Scope, Statement } from '../data/index.ts'
import { invalid } from '../errors/index.ts'
import type { ListQuery, ListReply, ListSpec } from '../operations/index.ts'

/** What the lists of tenants take: the dialect's words of paging. */
export const paging: ListSpec = Object.freeze({
  filters: {},
  sorts: [],
  fields: [],
  includes: [],
  search: false,
  size: { default: 20, max: 1000 },
})

/** As far as a list is counted unless all of it is asked for. */
const CAP = 10_000
const ALL = 1_000_000_000

export interface Paged {
  /** Names the statement. */
  readonly name: string
  /** Gives `k`, a text that no two rows share and that orders them, and `item`, as JSON. */
  readonly rows: string
  /** How many values `rows` takes. */
  readonly values: number
}

export interface Asked {
  readonly values: readonly unknown[]
  readonly list: ListQuery
  readonly scope: Scope
}

interface Row {
  readonly items: string
  readonly last: string | null
  readonly found: number
  readonly total: number | null
}

/** Reads pages of a small list, one statement each. */
export function pager(database: Database, paged: Paged): (asked: Asked) => Promise<ListReply> {
  const statement = statementOf(paged)
  return async ({ values, list, scope }) => {
    const { limit = 20, offset = 0, after, next = after !== undefined, count = 'capped' } = list
    const cap = after !== undefined || count === 'none' ? null : count === 'exact' ? ALL : CAP
    const paging = [after === undefined || after === '' ? null : readCursor(after), limit, offset, cap]
    const [row] = await database.write<Row>(statement, [...values, ...paging], scope)
    const { items = '[]', last = null, found = 0, total = null } = row ?? {}
    const capped = total !== null && cap !== null && total > cap
    const more = next && found > limit && last !== null ? Buffer.from(last).toString('base64url') : null
    return { kind: 'list', json: items, page: { limit, offset, total: capped ? cap : total, capped, next: more } }
  }
}

function statementOf({ name, rows, values }: Paged): Statement {
  const [after, limit, offset, cap] = [1, 2, 3, 4].map(at => `$${values + at}`)
  return {
    name: `tenants_page_${name}`,
    text: `with rows as (${rows}),
      page as (select k, item, row_number() over (order by k collate "C") - ${offset}::int as n from rows
        where ${after}::text is null or k collate "C" > ${after} order by k collate "C" limit ${limit}::int + 1 offset ${offset}::int)
      select coalesce((select json_agg(item order by n) from page where n <= ${limit}::int), '[]')::text as items,
        (select max(k collate "C") from page where n <= ${limit}::int) as last,
        (select count(*)::int from page) as found,
        case when ${cap}::int is not null then
          (select count(*)::int from (select 1 from rows limit ${cap}::int + 1) counted) end as total`,
  }
}

function readCursor(text: string): string {
  const key = Buffer.from(text, 'base64url').toString()
  if (key !== '' && !key.includes('\0') && Buffer.from(key).toString('base64url') === text) return key
  throw invalid([{ field: 'cursor', message: 'Must be a cursor that an earlier page gave.' }])
}
