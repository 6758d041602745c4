import type { Blueprint, BlueprintResource } from '../../blueprint/blueprint.ts'
import { authNames } from '../../blueprint/derive/auth/names.ts'
import type { Endpoint } from '../../blueprint/endpoint.ts'
import { hasId, idName, pathOf } from '../emit/model.ts'
import { camelCase, snakeCase } from '../words/names.ts'
import { askedFor, keyOf, type Served, servedBy } from './served.ts'
import { answered, answeredAnew, type ContractValue } from './value.ts'

/** An id that no row has. */
export const nothing = '00000000-0000-4000-8000-000000000000'

/** A field of a table's first demo row, where there is one. */
export type FirstValue = (table: string, field: string) => ContractValue | undefined

/** A value that stands in the query or the body. */
export interface BesideValue {
  readonly at: 'query' | 'body'
  readonly name: string
  readonly value: ContractValue
}

/** Where the values of parameters and keys come from: earlier answers. */
export class Sources {
  readonly #blueprint: Blueprint
  readonly #steps: readonly Endpoint[]
  readonly #first: FirstValue

  /** `first` gives a field of a table's first demo row. */
  constructor(blueprint: Blueprint, first: FirstValue) {
    this.#first = first
    this.#blueprint = blueprint
    this.#steps = askedFor(blueprint).filter(endpoint => {
      const served = servedBy(blueprint, keyOf(endpoint))
      return served.kind !== 'action' || served.action.kind !== 'pending'
    })
  }

  /** The endpoints that give something. */
  get steps(): readonly Endpoint[] {
    return this.#steps
  }

  /** The parameters of a path; what stands above a row is what the call asked for that gives the row. */
  params(endpoint: Endpoint, anew: boolean): ReadonlyMap<string, ContractValue> {
    const names = paramsOf(endpoint)
    const found = new Map(names.map(name => [name, this.#param(endpoint, name, anew)]))
    for (const name of names.toReversed()) {
      const giver = this.#steps.find(step => keyOf(step) === answeredBy(found.get(name)))
      if (giver === undefined || !shapeOf(endpoint.path).startsWith(`${shapeOf(giver.path)}/`)) continue
      const above = this.params(giver, false)
      for (const [at, one] of paramsOf(giver).entries()) {
        const value = above.get(one)
        if (value !== undefined) found.set(names[at] ?? '', value)
      }
      return found
    }
    return found
  }

  /** What names the row of a call whose path does not: of the same rows as a parameter of the path would. */
  beside(endpoint: Endpoint, served: Served, anew: boolean): BesideValue[] {
    if (served.kind !== 'resource') return []
    const { resource, verb } = served
    const all = this.#blueprint.dialect.params as Readonly<Record<string, Readonly<Record<string, string>>>> | undefined
    return Object.entries(all?.[`${resource.name}.${verb}`] ?? {}).map(([param, place]): BesideValue => {
      const [at, name = param] = place.split('.') as ['query' | 'body', string]
      const path = `${this.#blueprint.base.path}${pathOf(resource).replace(/(?<=\/):(\w+)/g, '{$1}')}/{${param}}`
      return { at, name, value: this.#param({ ...endpoint, path }, param, anew) }
    })
  }

  /** A parameter of a path: from the collection before it, else from any answer that has a field of that name. */
  #param(endpoint: Endpoint, name: string, anew: boolean): ContractValue {
    const above = this.#above(endpoint, name)
    const own = endpoint.path.endsWith(`{${name}}`)
    const filled = this.#filledParent(endpoint, above)
    if (filled !== undefined) return filled
    const source = this.#at('POST', above) ?? this.#at('GET', above) ?? this.#giver(this.#resourceAt(above))
    const field = this.#idField(endpoint, { name, above })
    if (source !== undefined)
      return anew && own && (source.method === 'POST' || this.#isTaken(this.#resourceAt(above)))
        ? answeredAnew(keyOf(source), field)
        : answered(keyOf(source), field)
    const resource = this.#resourceAt(above)
    const known = resource === undefined ? undefined : this.#first(resource.table, this.#idOf(resource))
    if (known !== undefined) return known
    const other = this.#steps.find(
      each =>
        each !== endpoint &&
        each.method === 'GET' &&
        !each.path.includes('{') &&
        mentions(each, field) &&
        this.#mayName(each, { resource, field, ends: endpoint.method === 'DELETE' }),
    )
    return other === undefined ? nothing : answered(keyOf(other), field)
  }

  /** The row that a list began with may be gone: another one is made, or several are deleted at once. */
  #isTaken(resource: BlueprintResource | undefined): boolean {
    if (resource === undefined) return false
    const { table, operations } = resource
    const isDeleted = this.#blueprint.actions.some(
      action => action.kind === 'bulk' && action.verb === 'delete' && action.on === table,
    )
    return operations.create !== undefined || isDeleted
  }

  /** True where the code reads a member of that name of an answer, or nothing is known of what it reads there. */
  #tells(ask: string, name: string): boolean {
    const step = this.#blueprint.endpoints.find(endpoint => keyOf(endpoint) === ask)
    return step === undefined || step.reads.length === 0 || mentions(step, name)
  }

  /** The id of a row is one of its own table, or of people in what shows who is signed in: that of another row names nothing. */
  #mayName(endpoint: Endpoint, { resource, field, ends }: Naming): boolean {
    if (resource === undefined || field !== this.id(resource.table)) return true
    const served = servedBy(this.#blueprint, keyOf(endpoint))
    if (served.kind === 'auth') return !ends && resource.table === this.#blueprint.auth?.users
    return served.kind !== 'resource' || served.resource.table === resource.table
  }

  /** What a token that is sent is called in the answer to a login: `refresh_token`, where it is sent as `refresh`. */
  tokenIn(login: string, name: string): string | undefined {
    if (this.#tells(login, name)) return name
    const step = this.#blueprint.endpoints.find(endpoint => keyOf(endpoint) === login)
    const told = step?.reads.map(read => read.slice(read.lastIndexOf('.') + 1)) ?? []
    return authNames.refresh.test(name) ? told.find(each => authNames.refresh.test(each)) : undefined
  }

  /** A key in a body: `productId` is the id of what `/products` gave. */
  key(name: string): ContractValue | undefined {
    const stem = camelCase(name.replace(/_?ids?$/i, ''))
    const resource = this.#blueprint.resources.find(
      ({ singular, name: plural }) => camelCase(singular) === stem || plural === stem,
    )
    return resource === undefined ? undefined : this.#keyFrom(resource)
  }

  /** A key to a row of a table. */
  keyOf(table: string): ContractValue | undefined {
    const resource = this.#blueprint.resources.find(each => each.table === table && this.#giver(each) !== undefined)
    return resource === undefined ? this.#first(table, this.id(table)) : this.#keyFrom(resource)
  }

  #keyFrom(resource: BlueprintResource): ContractValue | undefined {
    const endpoint = resource.operations.create?.endpoint ?? resource.operations.list?.endpoint
    return endpoint === undefined ? undefined : answered(endpoint, this.wire(this.#idOf(resource)))
  }

  /** Rows that nobody makes are there for some parents only: the one that the first demo row belongs to. */
  #filledParent(endpoint: Endpoint, above: string): ContractValue | undefined {
    const served = servedBy(this.#blueprint, keyOf(endpoint))
    const parent = this.#resourceAt(above)
    if (served.kind !== 'resource' || parent === undefined || parent.id !== undefined) return undefined
    const { create, list } = served.resource.operations
    const isAsked = (operation: typeof create) =>
      operation !== undefined && this.#steps.some(step => keyOf(step) === operation.endpoint)
    if (isAsked(create) || (served.verb !== 'list' && isAsked(list))) return undefined
    return this.#aboveFirst(served.resource.table, parent.table)
  }

  /** The row of a table that a first demo row belongs to, by its own key or that of the first row between the two. */
  #aboveFirst(table: string, target: string, seen: readonly string[] = []): ContractValue | undefined {
    const fields = this.#blueprint.tables.find(({ name }) => name === table)?.fields ?? []
    const own = fields.find(({ references }) => references?.table === target)
    if (own !== undefined) return this.#first(table, own.name)
    for (const { name, references } of fields) {
      const between = references?.table
      if (between === undefined || seen.includes(between)) continue
      if (this.#first(table, name) === this.#first(between, this.id(between)))
        return this.#aboveFirst(between, target, [...seen, table])
    }
    return undefined
  }

  /** The path before a parameter, with the names that the rows have here: `/notes` of `/note/delete/{id}`. */
  #above(endpoint: Endpoint, name: string): string {
    const written = endpoint.path.slice(0, endpoint.path.indexOf(`{${name}}`) - 1)
    const served = servedBy(this.#blueprint, keyOf(endpoint))
    if (served.kind !== 'resource' && served.kind !== 'action') return written
    const base = this.#blueprint.base.path
    const set = served.kind === 'action' && served.action.kind === 'assign' ? served.action.on : undefined
    const rows = this.#blueprint.resources.find(
      ({ table, operations }) => table === set && (operations.list ?? operations.create),
    )
    // `/orders/update/status/{id}` names a row of `/orders`.
    if (rows !== undefined && endpoint.path.endsWith(`{${name}}`)) return base + pathOf(rows)
    const path = served.kind === 'action' ? served.action.path : pathOf(served.resource)
    if (served.kind === 'resource' && endpoint.path.endsWith(`{${name}}`)) return base + path
    return base + path.split('/').slice(0, written.slice(base.length).split('/').length).join('/')
  }

  /** The call that makes the rows of a resource, or lists them, wherever it stands. */
  #giver(resource: BlueprintResource | undefined): Endpoint | undefined {
    const keys = [resource?.operations.create?.endpoint, resource?.operations.list?.endpoint]
    return keys.flatMap(key => this.#steps.find(step => keyOf(step) === key) ?? [])[0]
  }

  #at(method: string, path: string): Endpoint | undefined {
    return this.#steps.find(each => each.method === method && shapeOf(each.path) === shapeOf(path))
  }

  /** The field that stands in the path, by the resource above it, else by the parameter's name. */
  #idField(endpoint: Endpoint, { name, above }: { name: string; above: string }): string {
    const resource = this.#resourceAt(above)
    if (resource !== undefined) return this.wire(this.#idOf(resource))
    const served = servedBy(this.#blueprint, keyOf(endpoint))
    if (served.kind === 'resource' && endpoint.path.endsWith(`{${name}}`)) return this.wire(this.#idOf(served.resource))
    return /id$/i.test(name) ? this.id() : name
  }

  #resourceAt(path: string): BlueprintResource | undefined {
    const base = this.#blueprint.base.path
    const route = shapeOf(path.startsWith(base) ? path.slice(base.length) : path)
    return this.#blueprint.resources.find(each => shapeOf(pathOf(each)) === route)
  }

  /** What the rows of a table are named by; of most tables, where none is given. */
  id(table?: string): string {
    const named = this.#blueprint.tables.find(each => (table === undefined ? hasId(each) : each.name === table))
    return named === undefined ? 'id' : idName(named)
  }

  #idOf({ id, table }: BlueprintResource): string {
    return id ?? this.id(table)
  }

  /** A name as the dialect writes it. */
  wire(name: string): string {
    if (name === '_id' || name === 'ID') return name
    return this.#blueprint.dialect.casing === 'snake' ? snakeCase(name) : name
  }
}

/** What a parameter names. */
interface Naming {
  resource: BlueprintResource | undefined
  field: string
  /** The row is gone afterwards: who asks must not be. */
  ends: boolean
}

/** Paths are the same when they differ in the names of their parameters only. */
function shapeOf(path: string): string {
  return path.replace(/\{\w*\}|:\w+/g, '{}')
}

function paramsOf({ path }: Endpoint): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
}

/** The call whose answer a value is taken of. */
function answeredBy(value: ContractValue | undefined): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { $answer, $new } = value as Readonly<Record<string, ContractValue>>
  return $answer ?? $new
}

function mentions({ reads }: Endpoint, field: string): boolean {
  return reads.some(name => name === field || name.endsWith(`.${field}`))
}
