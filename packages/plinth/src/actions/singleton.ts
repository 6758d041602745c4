import type { Policy } from '../access/index.ts'
import type { Context } from '../context/index.ts'
import { forbidden } from '../errors/index.ts'
import type { Operation } from '../operations/index.ts'
import {
  answerOf,
  asClient,
  bodyCheck,
  changeRow,
  createRow,
  demand,
  fits,
  readOne,
  readPage,
  replyOf,
  type Served,
  type TableShape,
} from '../resources/index.ts'
import { readRoute } from './route.ts'
import { type Action, type ActionSite, shownAt } from './site.ts'

/** What there is one row of. */
export interface SingletonOptions {
  /**
   * The table. With an owner field in its resource's policies, unique, each user has a row; without, each tenant has, or
   * everybody together. What a row needs must have a default: it is made when it is first asked for.
   */
  readonly of: TableShape
  /** Who may ask at all; the row still comes under its resource's read and update policies. */
  readonly allow: Policy
  /** How it is changed: PATCH (default) and POST keep what is left out, PUT does what it does in the dialect. */
  readonly change?: 'PUT' | 'PATCH' | 'POST'
}

/** Two actions on one path, without an id: GET reads the actor's own row, the other changes it. */
export function singleton(path: `/${string}`, options: SingletonOptions): readonly [Action, Action] {
  const { change = 'PATCH' } = options
  const side = (method: 'GET' | 'PUT' | 'PATCH' | 'POST'): Action => {
    const route = `${method} ${path}`
    return Object.freeze({ kind: 'action', route, compile: site => compileSide(route, options, site) } satisfies Action)
  }
  return [side('GET'), side(change)]
}

function compileSide(route: string, { of, allow }: SingletonOptions, site: ActionSite): Omit<Operation, 'name'> {
  const read = readRoute(route)
  const served = shownAt(site, of, read)
  const { model, wire } = served
  const reads = read.method === 'GET'
  const verb = read.method === 'PUT' ? 'replace' : 'update'
  const kind = verb === 'replace' && wire.put !== 'merge' ? 'replace' : 'update'
  return {
    method: read.method,
    path: read.path,
    summary: `${reads ? 'Get' : 'Change'} ${read.words.at(-1) ?? ''}`,
    module: site.module,
    ...(reads ? {} : { body: bodyCheck(model, { kind, extra: wire.extra ?? 'refuse' }) }),
    answer: answerOf(model, 'item'),
    status: 200,
    allow,
    limit: 'api',
    async run(call, ctx) {
      const asker = asClient(ctx.actor)
      demand(allow.node, asker)
      const own = await ownRow(served, ctx)
      if (reads) return { kind: 'json', json: own }
      const id = (JSON.parse(own) as Readonly<Record<string, unknown>>)[model.id.wire]
      const input = call.body as Record<string, unknown>
      const ask = { verb, target: { id }, input, asker, ifMatch: call.conditions.ifMatch } as const
      return replyOf(served, await changeRow(served, ask, ctx))
    },
  }
}

/** The row, made with its defaults where there is none. Of two that make it at once, one finds the other's. */
async function ownRow(served: Served, ctx: Context): Promise<string> {
  const found = await find(served, ctx)
  if (found !== undefined) return found
  const asker = { actor: ctx.actor, trusted: true, plain: false }
  const failure = await createRow(served, { input: keyOf(served, ctx), asker }, ctx).then(
    () => undefined,
    (error: unknown) => error,
  )
  const made = await find(served, ctx)
  if (made !== undefined) return made
  throw failure ?? forbidden()
}

async function find(served: Served, ctx: Context): Promise<string | undefined> {
  const asker = asClient(ctx.actor)
  const { model } = served
  if (model.owners.length === 0) return (await readOne(served, { id: keyOf(served, ctx)[model.id.key] }, asker))?.item
  const { json } = await readPage(served, { query: { limit: 1, count: 'none' }, asker })
  return json === '[]' ? undefined : json.slice(1, -1)
}

/** What makes the row the only one: its owner, else an id that is always the same. */
function keyOf({ model }: Served, { actor }: Context): Record<string, unknown> {
  const [owner] = model.owners
  if (owner === undefined) return { [model.id.key]: actor.tenant ?? '00000000-0000-4000-8000-000000000000' }
  if (actor.kind !== 'user' || !fits(owner.model, actor.id)) throw forbidden()
  return { [owner.key]: actor.id }
}
