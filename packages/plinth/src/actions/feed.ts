import type { Policy, Scalar } from '../access/index.ts'
import type { ListQuery, ListSpec } from '../operations/index.ts'
import {
  type At,
  allOf,
  answerOf,
  asClient,
  checkPolicy,
  columnNamed,
  demand,
  type FieldOf,
  invalidOption,
  listSpec,
  policySql,
  type ResourceModel,
  readPage,
  type TableShape,
} from '../resources/index.ts'
import { type Route, readRoute } from './route.ts'
import { type Action, shownAt } from './site.ts'

/** What a feed is of. */
export interface FeedOptions<T extends TableShape> {
  readonly of: T
  /** What is always true of its rows, over relations and computed fields: `{ 'author.following': true }`. Default: nothing. */
  readonly where?: Readonly<Record<string, Scalar>>
  /** Which rows it has of those that the actor may see: `owner('userId')` for the actor's own. Default: all of them. */
  readonly rows?: Policy<FieldOf<T>>
  /**
   * Its order when the client says none, by a field that the resource sorts by: `-rating` for the highest first.
   * Default: the resource's.
   */
  readonly sort?: FieldOf<T> | `-${FieldOf<T>}`
  /** Page size when the client does not say. Default: the resource's. Never over 1000. */
  readonly size?: number
  /** Who may ask for it at all; the rows still come under the resource's own read policy. */
  readonly allow: Policy
}

/** A list of a resource's rows with a fixed condition, with the filters, sorts and paging of the resource. */
export function feed<T extends TableShape>(route: Route, options: FeedOptions<T>): Action {
  return Object.freeze({
    kind: 'action',
    route,
    compile: site => {
      const read = readRoute(route)
      const served = shownAt(site, options.of, read)
      const { model } = served
      const { where = {}, rows, size, sort } = options
      const always = site.parts.condition(model, where)
      if (rows !== undefined) checkPolicy(rows.node, model.table, { resource: model.name, option: 'rows' })
      const list = sized(listSpec(model), size)
      const order = sort === undefined ? {} : { sort: [orderIn(model, String(sort))] }
      const condition = (at: At): string =>
        rows === undefined ? always(at) : allOf([always(at), policySql(rows.node, model.table, at)])
      return {
        method: read.method,
        path: read.path,
        summary: `List ${model.name}: ${read.words.at(-1) ?? ''}`,
        module: site.module,
        list,
        answer: answerOf(model, 'list'),
        status: 200,
        allow: options.allow,
        limit: 'api',
        async run(call, ctx) {
          const asker = asClient(ctx.actor)
          demand(options.allow.node, asker)
          const { json, page } = await readPage(served, {
            query: { limit: list.size.default, ...order, ...call.list },
            asker,
            condition,
          })
          return { kind: 'list', json, page }
        },
      }
    },
  } satisfies Action)
}

function sized(spec: ListSpec, size: number | undefined): ListSpec {
  return size === undefined ? spec : { ...spec, size: { ...spec.size, default: Math.min(size, spec.size.max) } }
}

function orderIn(model: ResourceModel, sort: string): NonNullable<ListQuery['sort']>[number] {
  const field = sort.replace(/^-/, '')
  const known = columnNamed(model.table, field, { resource: model.name, option: 'sort' })
  if (!model.sorts.some(({ key }) => key === known.key))
    throw invalidOption(model.name, `a feed sorts by ${field}`, `Name ${field} in the resource's sort.`)
  return { field, descending: sort.startsWith('-') }
}
