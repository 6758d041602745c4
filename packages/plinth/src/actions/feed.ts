import type { Policy, Scalar } from '../access/index.ts'
import { answerOf, asClient, demand, listSpec, readPage, type TableShape } from '../resources/index.ts'
import { type Route, readRoute } from './route.ts'
import { type Action, shownAt } from './site.ts'

/** What a feed is of. */
export interface FeedOptions {
  readonly of: TableShape
  /** What is always true of its rows, over relations and computed fields: `{ 'author.following': true }`. */
  readonly where: Readonly<Record<string, Scalar>>
  /** Who may ask for it at all; the rows still come under the resource's own read policy. */
  readonly allow: Policy
}

/** A list of a resource's rows with a fixed condition, with the filters, sorts and paging of the resource. */
export function feed(route: Route, options: FeedOptions): Action {
  return Object.freeze({
    kind: 'action',
    route,
    compile: site => {
      const read = readRoute(route)
      const served = shownAt(site, options.of, read)
      const { model } = served
      const condition = site.parts.condition(model, options.where)
      return {
        method: read.method,
        path: read.path,
        summary: `List ${model.name}: ${read.words.at(-1) ?? ''}`,
        module: site.module,
        list: listSpec(model),
        answer: answerOf(model, 'list'),
        status: 200,
        allow: options.allow,
        limit: 'api',
        async run(call, ctx) {
          const asker = asClient(ctx.actor)
          demand(options.allow.node, asker)
          const { json, page } = await readPage(served, { query: call.list ?? {}, asker, condition })
          return { kind: 'list', json, page }
        },
      }
    },
  } satisfies Action)
}
