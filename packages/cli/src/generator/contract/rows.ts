import type { Allow, Blueprint, BlueprintResource } from '../../blueprint/blueprint.ts'
import type { Model } from '../emit/model.ts'
import { type Cell, dataOf } from '../seeds/cell.ts'
import { type DemoPlace, idAt, placeOfId } from '../seeds/ids.ts'
import { demoLogins } from '../seeds/logins.ts'
import type { DemoRows } from '../seeds/rows.ts'
import { personName } from './person.ts'
import type { Served } from './served.ts'
import { nothing } from './sources.ts'
import type { ContractValue } from './value.ts'

/** Rows that no call makes, and that the demo data has none of: tenants begin empty. */
export function isNeverThere(served: Served, { blueprint }: Model, rows: DemoRows): boolean {
  if (served.kind !== 'resource' || served.resource.table === blueprint.auth?.users) return false
  const { table } = served.resource
  const isMade = blueprint.resources.some(each => each.table === table && each.operations.create !== undefined)
  return !isMade && (rows.get(table) ?? []).length === 0
}

/** Rows that are never there are not found. */
export function noRow(served: Served, model: Model, rows: DemoRows): 404 | undefined {
  const isOne = served.kind === 'resource' && served.verb !== 'list' && served.verb !== 'create'
  return isOne && isNeverThere(served, model, rows) ? 404 : undefined
}

/** Nothing that the frontend is answered names a row. */
export function unnamed(served: Served, params: readonly (readonly [string, ContractValue])[]): 404 | undefined {
  const isOne = served.kind === 'resource' && served.verb !== 'list' && served.verb !== 'create'
  return isOne && params.at(-1)?.[1] === nothing ? 404 : undefined
}

/** A row that is there from the start, and that others point at, stays: no call makes another one to delete. */
export function keptRow(served: Served, model: Model, rows: DemoRows): 409 | undefined {
  const { blueprint, users } = model
  const resource = deletedBy(served, blueprint)
  if (resource === undefined || resource.operations.create) return undefined
  const { table } = resource
  const logins = table === users ? demoLogins(model) : []
  const shown = table === users ? firstLogin(resource, model) : firstShown(resource, rows)
  const isMade = (name: string): boolean =>
    blueprint.resources.some(each => each.table === name && each.operations.create)
  const points = blueprint.tables.some(({ name, fields }) =>
    fields.some(
      ({ name: key, references }) =>
        references?.table === table &&
        references.onDelete === 'restrict' &&
        // A row that the test made points at what the list begins with, as the code of the page would.
        // Rows of people are made by the one who may the least.
        ((isMade(name) && (table !== users || shown === logins.length - 1)) ||
          rows.get(name)?.some(row => pointsAt(row.get(key), shown))),
    ),
  )
  return points ? 409 : undefined
}

/** The rows of which a call deletes one, or some. */
function deletedBy(served: Served, { resources }: Blueprint): BlueprintResource | undefined {
  if (served.kind === 'resource') return served.verb === 'delete' ? served.resource : undefined
  if (served.kind !== 'action' || served.action.kind !== 'bulk') return undefined
  const { verb, of, on } = served.action
  const own = resources.filter(({ table }) => table === on)
  if (verb !== 'delete' || of === 'all' || own.some(({ operations }) => operations.create)) return undefined
  return own.find(({ operations }) => operations.list)
}

function pointsAt(cell: Cell | undefined, at: number): boolean {
  return cell !== undefined && (cell.kind === 'row' || cell.kind === 'login') && cell.at === at
}

/** The place of the demo login that the list of people begins with: below 0 where that is somebody who has just registered. */
function firstLogin({ operations, sort: [by = ''] }: BlueprintResource, model: Model): number {
  const logins = demoLogins(model)
  if (operations.list === undefined) return 0
  if (by === 'createdAt') return model.blueprint.auth?.operations['auth.register'] ? -1 : logins.length - 1
  const values = logins.map(({ columns }) => String(columns[by] ?? ''))
  return values.indexOf(values.toSorted()[0] ?? '')
}

/** The first demo row that an action can move on, where no call makes one that begins so. */
export function movable(served: Served, { model, rows }: Demo): string | undefined {
  if (served.kind !== 'action' || served.action.kind !== 'transition') return undefined
  const { on, field, from } = served.action
  if (model.blueprint.resources.some(({ table, operations }) => table === on && operations.create)) return undefined
  const at = rows.get(on)?.findIndex(row => from.includes(String(dataOf(row.get(field))))) ?? -1
  return at < 0 ? undefined : idAt(model, rows, { table: on, at })
}

/** Whose the demo row is that a path names last: its own owner, or that of the first row above it that has one. */
export function namedOwner(values: readonly ContractValue[], model: Model, rows: DemoRows): string | undefined {
  for (const value of values.toReversed()) {
    const place = placeOfId(model, rows, value)
    const login = place === undefined ? undefined : ownerAt(place, { model, rows })
    if (login !== undefined) return login
  }
  return undefined
}

interface Demo {
  readonly model: Model
  readonly rows: DemoRows
}

function ownerAt(place: DemoPlace, demo: Demo, seen: readonly string[] = []): string | undefined {
  const { model, rows } = demo
  const row = rows.get(place.table)?.[place.at]
  const { fields } = model.table(place.table)
  const owner = fields.find(({ server }) => server === 'owner')
  const cell = owner === undefined ? undefined : row?.get(owner.name)
  const login = cell?.kind === 'login' ? demoLogins(model)[cell.at] : undefined
  if (login !== undefined) return personName(login)
  const above = [...(row?.values() ?? [])].find(each => each.kind === 'row' && !seen.includes(each.table))
  return above?.kind === 'row' ? ownerAt(above, demo, [...seen, place.table]) : undefined
}

/** Whose the row is that a list begins with which everybody sees, where no call makes a row. */
export function shownOwner(served: Served, model: Model, rows: DemoRows): string | undefined {
  if (served.kind !== 'resource') return undefined
  const { table, operations } = served.resource
  const owner = ownerIn(served.allow)
  if (owner === undefined || operations.create !== undefined || operations.list === undefined) return undefined
  if (ownerIn(operations.list.allow) !== undefined) return undefined
  if (table === model.users) {
    const first = demoLogins(model)[firstLogin(served.resource, model)]
    return first === undefined ? undefined : personName(first)
  }
  const cell = rows.get(table)?.[firstShown(served.resource, rows)]?.get(owner)
  const login = cell?.kind === 'login' ? demoLogins(model)[cell.at] : undefined
  return login === undefined ? undefined : personName(login)
}

function ownerIn(allow: Allow): string | undefined {
  if (typeof allow === 'string') return undefined
  if ('owner' in allow) return allow.owner
  return 'or' in allow ? allow.or.flatMap(part => ownerIn(part) ?? [])[0] : undefined
}

/** The demo row that the list begins with: the newest, or the first by what it is sorted by. Without a list, the first. */
function firstShown({ table, operations, sort: [by] }: BlueprintResource, rows: DemoRows): number {
  const all = rows.get(table) ?? []
  if (operations.list === undefined || by === undefined || all.length === 0) return 0
  if (by === 'createdAt') return all.length - 1
  const values = all.map(row => String(dataOf(row.get(by)) ?? ''))
  return values.indexOf(values.toSorted()[0] ?? '')
}
