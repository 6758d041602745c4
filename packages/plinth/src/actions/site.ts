import type { Operation } from '../operations/index.ts'
import type { EngineParts, Served, Table, TableShape } from '../resources/index.ts'
import { actionErrors } from './errors.ts'
import type { ReadRoute } from './route.ts'

/** One operation of a user's own, or one of the ready ones. Opaque: it becomes an operation at boot. */
export interface Action {
  readonly kind: 'action'
  readonly route: string
  /** Not for users. */
  compile(site: ActionSite): Omit<Operation, 'name'>
}

/** What an action is compiled with. */
export interface ActionSite {
  readonly module: string
  readonly parts: EngineParts
}

/** The row that a path names: the resource it comes under, and where its id stands. */
export interface PathRow {
  readonly served: Served
  readonly param: string
  readonly parent: string | undefined
}

/** The table of an action, or a boot error. */
export function tableOf({ parts }: ActionSite, object: TableShape, route: string): Table {
  const table = parts.site.tables.of(object)
  if (table === undefined)
    throw actionErrors.ACTION_TABLE_UNKNOWN({ route, problem: 'is about a table outside of the schema.' })
  return table
}

/**
 * The resource that shows a table to the clients of a path: the one under whose path it stands, else the table's own.
 * `/profiles/:username/follow` on `users` is about profiles.
 */
export function shownAt(site: ActionSite, object: TableShape, route: ReadRoute): Served {
  const table = tableOf(site, object, route.path)
  const nearby = site.parts.models.find(model => model.table === table && isUnder(route.path, model.path))
  const served = nearby === undefined ? site.parts.shown(table) : site.parts.served(nearby)
  if (served !== undefined) return served
  const problem = `needs one resource that shows ${table.key}, and there is none, or several.`
  throw actionErrors.ACTION_TABLE_UNKNOWN({ route: route.path, problem })
}

/** The row of an action that is `on` a table. A table without a resource is read without a policy: `allow` decides. */
export function rowAt(site: ActionSite, object: TableShape, route: ReadRoute): PathRow {
  const table = tableOf(site, object, route.path)
  const isShown = site.parts.models.some(model => model.table === table)
  const served = isShown ? shownAt(site, object, route) : open(site.parts.bare(table))
  const { model } = served
  const under = isUnder(route.path, model.path) ? /^\/:(\w+)/.exec(route.path.slice(model.path.length))?.[1] : undefined
  const param = under ?? route.params[0]
  if (param === undefined) throw actionErrors.ACTION_ROW_UNKNOWN({ route: route.path, table: table.key })
  return { served, param, parent: under === undefined ? undefined : model.parent?.param }
}

function open(served: Served): Served {
  return { ...served, model: { ...served.model, readOne: { kind: 'anyone' } } }
}

function isUnder(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}/`)
}
