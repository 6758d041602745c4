import type { Policy } from '../access/index.ts'
import type { Context } from '../context/index.ts'
import { notFound } from '../errors/index.ts'
import type { Call, Check, Operation } from '../operations/index.ts'
import {
  type At,
  asClient,
  demand,
  denied,
  type FieldOf,
  holdOne,
  type Page,
  policySql,
  type Row,
  reviveRow,
  type TableShape,
} from '../resources/index.ts'
import { type Answers, answersOf, type ListOf } from './answers.ts'
import { type ParamsOf, type Route, readRoute } from './route.ts'
import { type SchemaInput, type SchemaOutput, type SchemaShape, schemaCheck } from './schema.ts'
import { type Action, type ActionSite, type PathRow, rowAt } from './site.ts'

/** What `run` gets: the context, and what the request carried, checked. */
export type ActionArgs<R extends string, On, Query, Body> = Context & {
  readonly params: ParamsOf<R>
  /** The row of the path, where the action is `on` a table. */
  readonly row: On extends TableShape ? Row<On> : undefined
  readonly query: SchemaOutput<Query>
  readonly body: SchemaOutput<Body>
}

/** What `run` gives back, by what `returns` says. */
export type ActionResult<Returns> =
  Returns extends ListOf<infer T>
    ? Pick<Page<Partial<Row<T>>>, 'items'> & Partial<Page<unknown>>
    : Returns extends TableShape
      ? Partial<Row<Returns>>
      : Returns extends SchemaShape
        ? SchemaInput<Returns>
        : // biome-ignore lint/suspicious/noConfusingVoidType: it is what `run` returns, and run() {} must do
          void

/** What makes an action: who may, on what, what it takes and gives, and what it does. */
export interface ActionOptions<R extends string, On, Query, Body, Returns> {
  /**
   * The table whose row the path names: read in the tenant, 404 when it is absent or the actor may not see it, held
   * against `allow`, given as `row`. Without it, `allow` can only ask who the actor is.
   */
  readonly on?: On
  readonly allow: Policy<On extends TableShape ? FieldOf<On> : never>
  /** Zod schemas of what the request carries. Default: nothing is taken. */
  readonly query?: Query
  readonly body?: Body
  /**
   * A table: the row is read again as the actor sees it. `listOf(table)`: the same for the items of a page. A Zod
   * schema: checked and sent. Default: 204.
   */
  readonly returns?: Returns
  run(args: ActionArgs<R, On, Query, Body>): Promise<ActionResult<Returns>> | ActionResult<Returns>
}

/** An operation of your own: `action('POST /orders/:id/cancel', { on: orders, allow, returns: orders, run })`. */
export function action<
  const R extends Route,
  On extends TableShape | undefined = undefined,
  Query extends SchemaShape | undefined = undefined,
  Body extends SchemaShape | undefined = undefined,
  Returns extends TableShape | ListOf<TableShape> | SchemaShape | undefined = undefined,
>(route: R, options: ActionOptions<R, On, Query, Body, Returns>): Action {
  return Object.freeze({
    kind: 'action',
    route,
    compile: (site: ActionSite) => compileAction(route, options as unknown as AnyOptions, site),
  })
}

interface AnyOptions {
  readonly on?: TableShape
  readonly allow: Policy<string>
  readonly query?: SchemaShape
  readonly body?: SchemaShape
  readonly returns?: TableShape | ListOf<TableShape> | SchemaShape
  run(args: object): unknown
}

function compileAction(route: string, options: AnyOptions, site: ActionSite): Omit<Operation, 'name'> {
  const read = readRoute(route)
  const { wire } = site.parts.site
  const casing = wire.casing ?? 'camel'
  const row = options.on === undefined ? undefined : rowAt(site, options.on, read)
  const answers: Answers = answersOf(options.returns, read, site)
  const check = (schema: SchemaShape | undefined): Check | undefined =>
    schema === undefined ? undefined : schemaCheck(schema, casing)
  const query = check(options.query)
  const body = check(options.body)
  return {
    method: read.method,
    path: read.path,
    summary: `${read.words.at(-1) ?? read.path}`,
    module: site.module,
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { body }),
    answer: answers.answer,
    status: answers.answer.kind === 'nothing' ? 204 : 200,
    allow: options.allow,
    limit: 'api',
    ...(read.method === 'POST' ? { idempotent: true } : {}),
    async run(call, ctx) {
      demand(options.allow.node, asClient(ctx.actor))
      const held = row === undefined ? undefined : await hold(row, options.allow, { call, ctx })
      const members = { params: call.params, query: call.query, body: call.body, row: held }
      return answers.reply(await options.run(Object.assign(Object.create(ctx) as Context, members)), ctx)
    },
  }
}

/** The row of the path, where the actor may see it and `allow` holds. */
async function hold(
  { served, param, parent }: PathRow,
  allow: Policy<string>,
  { call, ctx }: { readonly call: Call; readonly ctx: Context },
): Promise<Record<string, unknown>> {
  const { model } = served
  const target = { id: call.params[param], parent: parent === undefined ? undefined : call.params[parent] }
  const policy = (at: At) => policySql(allow.node, model.table, at)
  const held = await holdOne(served, { ...target, policy, lock: false }, asClient(ctx.actor))
  if (held?.readable !== true) throw notFound(model.singular)
  if (!held.allowed) throw denied(allow.node, ctx.actor)
  return reviveRow(model, held.row)
}
