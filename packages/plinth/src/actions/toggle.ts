import type { Actor, Policy } from '../access/index.ts'
import type { Context } from '../context/index.ts'
import { forbidden, notFound } from '../errors/index.ts'
import type { Call, Operation } from '../operations/index.ts'
import {
  actorKey,
  answerOf,
  asClient,
  type Column,
  Draft,
  demand,
  type FieldOf,
  fits,
  invalidOption,
  keyBetween,
  policySql,
  readOne,
  rowsSql,
  scopeOf,
  type Table,
  type TableShape,
  type Target,
  targetSql,
} from '../resources/index.ts'
import { readRoute } from './route.ts'
import { type Action, type ActionSite, type PathRow, rowAt, shownAt, tableOf } from './site.ts'

/** What a toggle switches. */
export interface ToggleOptions<On extends TableShape, Through extends TableShape> {
  /** The table whose row the path names. The actor must be able to see it. */
  readonly on: On
  /** The table that holds one row for each actor and row: a key to `on`, a key to the users, both unique together. */
  readonly through: Through
  /** The field of `through` that points to `on`. Needed where several do. */
  readonly by?: FieldOf<Through>
  readonly allow: Policy
}

/**
 * Two actions on one path: POST adds the actor's row to `through`, DELETE takes it out, both answer with the row of
 * `on` as the actor now sees it. Asking twice changes nothing more.
 */
export function toggle<On extends TableShape, Through extends TableShape>(
  path: `/${string}`,
  options: ToggleOptions<On, Through>,
): readonly [Action, Action] {
  const side = (method: 'POST' | 'DELETE'): Action =>
    Object.freeze({
      kind: 'action',
      route: `${method} ${path}`,
      compile: (site: ActionSite) => compileToggle(`${method} ${path}`, options as unknown as AnyToggle, site),
    })
  return [side('POST'), side('DELETE')]
}

type AnyToggle = ToggleOptions<TableShape, TableShape> & { readonly by?: string }

interface Keys {
  readonly through: Table
  /** The column of `through` that points to the row, and the row's column it points to. */
  readonly by: { readonly column: Column; readonly target: Column }
  readonly actor: Column
}

function compileToggle(route: string, options: AnyToggle, site: ActionSite): Omit<Operation, 'name'> {
  const read = readRoute(route)
  const row = rowAt(site, options.on, read)
  const { model } = shownAt(site, options.on, read)
  const keys = keysOf(route, options, site)
  const adds = read.method === 'POST'
  return {
    method: read.method,
    path: read.path,
    summary: `${adds ? 'Add' : 'Remove'} ${read.words.at(-1) ?? ''}`,
    module: site.module,
    answer: answerOf(model, 'item'),
    status: 200,
    allow: options.allow,
    limit: 'api',
    async run(call, ctx) {
      const asker = asClient(ctx.actor)
      demand(options.allow.node, asker)
      const target = targetOf(row, call)
      await change(row, { keys, adds, target }, ctx)
      const found = await readOne(row.served, target, asker)
      if (found === undefined) throw notFound(model.singular)
      return { kind: 'json', json: found.item, version: found.version }
    },
  }
}

function keysOf(route: string, options: AnyToggle, site: ActionSite): Keys {
  const through = tableOf(site, options.through, route)
  const place = { resource: route, option: 'through' }
  const by = keyBetween(through, tableOf(site, options.on, route), { ...place, by: options.by })
  const actor = actorKey(through, by, { ...place, users: site.parts.site.users })
  const pair = [by.column.model.name, actor.model.name]
  const { primaryKey, uniques, indexes } = through.model
  const unique = [
    primaryKey?.columns ?? [],
    ...uniques.map(one => one.columns),
    ...indexes
      .filter(index => index.unique && index.where === undefined)
      .map(index => index.parts.map(part => part.column)),
  ]
  const once = unique.some(columns => columns.length === 2 && pair.every(name => columns.includes(name)))
  if (once) return { through, by, actor }
  const problem = `${through.key} may hold a row twice: ${by.column.key} and ${actor.key} are not unique together.`
  throw invalidOption(route, problem, `Add primaryKey({ columns: [t.${by.column.key}, t.${actor.key}] }).`)
}

function targetOf({ param, parent }: PathRow, call: Call): Target {
  return { id: call.params[param], parent: parent === undefined ? undefined : call.params[parent] }
}

interface Change {
  readonly keys: Keys
  readonly adds: boolean
  readonly target: Target
}

/** One statement: the row under its read policy, then the pair. No row is 404. */
async function change({ served }: PathRow, { keys, adds, target }: Change, ctx: Context): Promise<void> {
  const { model, database } = served
  const actor = idFor(keys.actor, ctx.actor)
  const draft = new Draft(asClient(ctx.actor), model.table)
  const own = targetSql(model, target, draft)
  scopeOf({ table: keys.through }, draft.asker)
  const readable = policySql(model.readOne, model.table, draft.at('t'))
  const { through, by } = keys
  const row = `select t.${by.target.sql} as key from ${rowsSql(model.table, draft.at('t'), [own, readable])}`
  const me = draft.bind(actor, keys.actor.cast)
  const tenant =
    through.tenant === undefined ? ['', ''] : [`, ${through.tenant.sql}`, `, ${draft.tenant(through.tenant)}`]
  const added = `insert into ${through.sql} (${by.column.sql}, ${keys.actor.sql}${tenant[0]}) select p.key, ${me}${tenant[1]} from p on conflict do nothing`
  const pair = [`h.${by.column.sql} = p.key`, `h.${keys.actor.sql} = ${me}`]
  const removed = `delete from ${rowsSql(through, draft.at('h'), { where: pair, middle: ' using p' })}`
  const text = `with p as (${row}), changed as (${adds ? added : removed}) select 1 from p`
  const rows = await database.write(served.statements.of(text), draft.values, scopeOf(model, draft.asker))
  if (rows.length === 0) throw notFound(model.singular)
}

function idFor(column: Column, actor: Actor): unknown {
  if (actor.kind === 'user' && fits(column.model, actor.id)) return actor.id
  throw forbidden()
}
