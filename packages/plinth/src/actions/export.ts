import { decide, type Policy } from '../access/index.ts'
import { conflict } from '../errors/index.ts'
import type { ListQuery, Operation } from '../operations/index.ts'
import { type Asker, asClient, demand, listSpec, readPage, type Served, type TableShape } from '../resources/index.ts'
import { csvLine } from './csv.ts'
import { type Route, readRoute } from './route.ts'
import { type Action, type ActionSite, shownAt } from './site.ts'

/** Rows that are read at a time. */
const pageSize = 1000

/** What is exported. */
export interface ExportOptions {
  readonly of: TableShape
  /** `csv`: RFC 4180, UTF-8, one column for each field. `json`: one array of the items of the list. */
  readonly as: 'csv' | 'json'
  /** Who may ask for it at all; the rows still come under the resource's own read policy, and fields under their rules. */
  readonly allow: Policy
  /** Most rows; a list with more is 409, so that nobody takes a part for the whole. Default 100,000. */
  readonly most?: number
}

/** A resource's list as a file, with the list's own filters, search and sort. Read and sent 1000 rows at a time. */
export function exportOf(route: Route, options: ExportOptions): Action {
  return Object.freeze({ kind: 'action', route, compile: (site: ActionSite) => compileExport(route, options, site) })
}

function compileExport(
  route: Route,
  { of, as, allow, most = 100_000 }: ExportOptions,
  site: ActionSite,
): Omit<Operation, 'name'> {
  const read = readRoute(route)
  const served = shownAt(site, of, read)
  const { model } = served
  const type = as === 'csv' ? 'text/csv' : 'application/json'
  return {
    method: read.method,
    path: read.path,
    summary: `Export ${model.name}`,
    module: site.module,
    list: listSpec(model),
    answer: { kind: 'item', schema: { type: 'string' }, type, name: model.singular, plural: model.name },
    status: 200,
    allow,
    limit: 'export',
    wire: 'fixed',
    async run(call, ctx) {
      const asker = asClient(ctx.actor)
      demand(allow.node, asker)
      const { offset: _, after: __, limit: ___, ...query } = call.list ?? {}
      const first = await readPage(served, { query: { ...query, limit: pageSize, next: true, count: 'exact' }, asker })
      if ((first.page.total ?? 0) > most) throw conflict(`These are more than ${most} rows: narrow the list.`)
      const pages = pagesOf(served, { first, query, asker })
      return {
        kind: 'file',
        type,
        name: `${model.name}.${as}`,
        text: as === 'csv' ? csvOf(served, pages, asker) : jsonOf(pages),
      }
    },
  }
}

interface Pages {
  readonly first: Awaited<ReturnType<typeof readPage>>
  readonly query: ListQuery
  readonly asker: Asker
}

async function* pagesOf(served: Served, { first, query, asker }: Pages): AsyncGenerator<string> {
  yield first.json
  for (let { next } = first.page; next !== null; ) {
    const found = await readPage(served, { query: { ...query, limit: pageSize, after: next }, asker })
    yield found.json
    next = found.page.next
  }
}

async function* jsonOf(pages: AsyncIterable<string>): AsyncGenerator<string> {
  let between = '['
  for await (const page of pages) {
    if (page === '[]') continue
    yield between + page.slice(1, -1)
    between = ','
  }
  yield between === '[' ? '[]' : ']'
}

/** The header, then a line a row. A field that the asker may not read has no value; one with parts is JSON. */
async function* csvOf({ model }: Served, pages: AsyncIterable<string>, { actor }: Asker): AsyncGenerator<string> {
  const shown = [...model.fields.values()].filter(
    field => field.shown && (field.read === null || decide(field.read, actor) !== false),
  )
  const names = [...shown, ...model.computed].map(({ wire }) => wire)
  yield csvLine(names)
  for await (const page of pages) {
    const rows = JSON.parse(page) as readonly Readonly<Record<string, unknown>>[]
    yield rows.map(row => csvLine(names.map(name => row[name]))).join('')
  }
}
