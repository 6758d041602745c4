import type { TextRow } from '../../data/index.ts'
import { notFound } from '../../errors/index.ts'
import type { ListQuery, PageInfo } from '../../operations/index.ts'
import type { ResourceModel } from '../model/model.ts'
import { writeCursor } from '../sql/cursor.ts'
import { type Asker, type At, Draft } from '../sql/draft.ts'
import { isIndexed, mostCounted, type PageStatement, pageSql } from '../sql/page.ts'
import { allOf, policySql } from '../sql/predicate.ts'
import { projectRow, rowJson, type Selection, wholeRowJson } from '../sql/project.ts'
import { rowsSql } from '../sql/rows.ts'
import { Columns } from '../sql/texts.ts'
import { fits } from '../sql/value.ts'
import { demand } from './rights.ts'
import { type Served, scopeOf, type Target } from './served.ts'

/** A page to read: what of, for whom, and what it is narrowed by besides: a nested path, or the fixed condition of a feed. */
export interface ListAsk {
  readonly query: ListQuery
  readonly asker: Asker
  readonly parent?: string | undefined
  readonly condition?: ((at: At) => string) | undefined
}

/** A page that was read. */
export interface PageFound {
  /** The items as one JSON array. */
  readonly json: string
  readonly page: PageInfo
}

/** One page, in one statement. The one place where lists are decided: doors, hooks and users' code all come here. */
export async function readPage(served: Served, ask: ListAsk): Promise<PageFound> {
  const { model, database } = served
  const { query, asker } = ask
  demand(model.readMany, asker)
  const draft = new Draft(asker, model.table)
  const { parent } = model
  const above = ask.parent === undefined || parent === undefined ? undefined : parentSql(model, ask.parent, draft)
  if (above === 'none') throw notFound(parent?.model.singular)
  const nested = above === undefined ? 'true' : `t.${parent?.field.sql} = (select key from parent)`
  const condition = allOf([nested, ask.condition?.(draft.at('t')) ?? 'true'])
  const made = pageSql({ model, query, draft, condition, parent: above })
  const statement = served.statements.of(made.text, 'texts')
  const run = isIndexed(query) ? database.read.bind(database) : database.write.bind(database)
  const rows = await run<TextRow>(statement, draft.values, scopeOf(model, asker))
  const { at, limit, shape } = made
  if (at.parent !== undefined && rows[0]?.[at.parent] !== 't') throw notFound(parent?.model.singular)
  const found = rows[0]?.[at.number] === null ? [] : rows
  const items = found.length > limit ? found.slice(0, limit) : found
  let json = ''
  for (const row of items) json += `${json === '' ? '' : ','}${shape.json(row)}`
  return { json: `[${json}]`, page: pageInfo(rows, found.length, made) }
}

function pageInfo(rows: readonly TextRow[], found: number, made: PageStatement): PageInfo {
  const { limit, offset, steps, most, isExact, at } = made
  const isPart = found === most || (found === 0 && offset > 0)
  const counted = isPart && at.total !== undefined ? Number(rows.at(-1)?.[at.total]) : offset + found
  const capped = !isExact && counted > mostCounted
  const place = at.place === undefined || found <= limit ? null : (rows[limit - 1]?.[at.place] ?? null)
  return {
    limit,
    offset,
    total: at.total === undefined ? null : capped ? mostCounted : counted,
    capped: at.total !== undefined && capped,
    next: place === null ? null : writeCursor(steps, place),
  }
}

/** One row as JSON. */
export interface RowFound {
  readonly item: string
  readonly version: string
}

/** One row as the asker sees it; undefined where there is none, or none that the asker may see. */
export async function readOne(
  served: Served,
  target: Target & { readonly want?: Selection | undefined },
  asker: Asker,
): Promise<RowFound | undefined> {
  const { model, database } = served
  demand(model.readOne, asker)
  const draft = new Draft(asker, model.table)
  const where = allOf([targetSql(model, target, draft), policySql(model.readOne, model.table, draft.at('t'))])
  if (where === 'false') return undefined
  const shape = projectRow(model, draft.at('t'), target.want)
  const columns = new Columns(shape)
  const version = columns.add('t.xmin')
  const text = `select ${columns.sql} from ${rowsSql(model.table, draft.at('t'), [where])}`
  const statement = served.statements.of(text, 'texts')
  const [row] = await database.read<TextRow>(statement, draft.values, scopeOf(model, asker))
  return row && { item: shape.json(row), version: row[version] ?? '' }
}

/** The rows of these ids as the asker sees them, in the order of the ids, as one JSON array. */
export async function readMany(served: Served, ids: readonly unknown[], asker: Asker): Promise<string> {
  const { model, database } = served
  demand(model.readOne, asker)
  const draft = new Draft(asker, model.table)
  const { sql, cast } = model.id
  const asked = ` join unnest(${draft.bind(ids, `${cast}[]`)}) with ordinality o(id, n) on t.${sql} = o.id`
  const allowed = policySql(model.readOne, model.table, draft.at('t'))
  const from = rowsSql(model.table, draft.at('t'), { where: [allowed], middle: asked })
  const rows = `select ${rowJson(model, draft.at('t'))}::json as j, o.n from ${from}`
  const text = `select coalesce(json_agg(x.j order by x.n), '[]')::text as items from (${rows}) x`
  const [row] = await database.read<{ items: string }>(served.statements.of(text), draft.values, scopeOf(model, asker))
  return row?.items ?? '[]'
}

/** A whole row, and what the asker may do with it. */
export interface RowHeld {
  readonly row: string
  readonly version: string
  readonly readable: boolean
  readonly allowed: boolean
}

/** One row in full, with a policy decided on it. With `lock`, inside a transaction, nobody else changes it meanwhile. */
export async function holdOne(
  served: Served,
  target: Target & { readonly policy: (at: At) => string; readonly lock: boolean },
  asker: Asker,
): Promise<RowHeld | undefined> {
  const { policy, lock } = target
  const { model, database } = served
  const draft = new Draft(asker, model.table)
  const where = targetSql(model, target, draft)
  if (where === 'false') return undefined
  const readable = policySql(model.readOne, model.table, draft.at('t'))
  const columns = [
    `${wholeRowJson(model, 't')} as row`,
    't.xmin::text as version',
    `coalesce(${readable}, false) as readable`,
    `coalesce(${policy(draft.at('t'))}, false) as allowed`,
  ]
  const from = rowsSql(model.table, draft.at('t'), [where])
  const text = `select ${columns.join(', ')} from ${from}${lock ? ' for update of t' : ''}`
  const run = lock ? database.write.bind(database) : database.read.bind(database)
  const [row] = await run<RowHeld>(served.statements.of(text), draft.values, scopeOf(model, asker))
  return row
}

/** The row `t` is the one that the path names; `false` where no row can be. */
export function targetSql(model: ResourceModel, target: Target, draft: Draft): string {
  if (!fits(model.id.model, target.id)) return 'false'
  const own = `t.${model.id.sql} = ${draft.bind(target.id, model.id.cast)}`
  if (model.parent === undefined || target.parent === undefined) return own
  const parent = parentSql(model, target.parent, draft)
  return parent === 'none' ? 'false' : `${own} and t.${model.parent.field.sql} = (${parent})`
}

/** The key of the parent row, under the parent's own read policy; `none` where its id can be no row's. */
export function parentSql(model: ResourceModel, value: string, draft: Draft): string {
  const parent = model.parent
  if (parent === undefined || !fits(parent.model.id.model, value)) return 'none'
  const above = parent.model
  const inner = draft.inner()
  const { alias } = inner
  const allowed = policySql(above.readOne, above.table, inner)
  const own = `${alias}.${above.id.sql} = ${draft.bind(value, above.id.cast)}`
  return `select ${alias}.${parent.target.sql} as key from ${rowsSql(above.table, inner, [own, allowed])}`
}
