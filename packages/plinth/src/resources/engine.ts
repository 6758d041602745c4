import type { Scalar } from '../access/index.ts'
import type { Context } from '../context/index.ts'
import type { Database } from '../data/index.ts'
import type { Operation } from '../operations/index.ts'
import type { ComputedFields } from './computed.ts'
import { resourceErrors } from './errors.ts'
import { indexesOf, type NeededIndex } from './model/indexes.ts'
import type { ResourceModel, Wire } from './model/model.ts'
import { type Definition, type Site, shapeResource } from './model/shape.ts'
import { type Table, tablesOf } from './model/table.ts'
import { operationsOf } from './operations.ts'
import type { TableShape } from './register.ts'
import { conditionOf } from './relations/condition.ts'
import { linkResources } from './relations/link.ts'
import { resource } from './resource.ts'
import type { Resources } from './resources.ts'
import type { Served } from './run/served.ts'
import { tableResource } from './run/table.ts'
import type { At } from './sql/draft.ts'
import { Statements } from './sql/statements.ts'

/** What resources are compiled from. */
export interface EngineOptions {
  /** The module of Drizzle tables. */
  readonly schema: Readonly<Record<string, unknown>>
  readonly computed?: ComputedFields | undefined
  readonly definitions: readonly Definition[]
  /** The table of those who log in: what `of: 'actor'` goes by. */
  readonly users?: TableShape | undefined
  readonly database: Database
  readonly wire?: Wire | undefined
}

/** The resources of a backend, compiled. */
export interface ResourceEngine {
  readonly operations: readonly Operation[]
  /** `ctx.resources`: acts as the actor. */
  resources(ctx: Context): Resources
  /** `ctx.trusted.resources`: no policies and no field rules, the same tenant. */
  trusted(ctx: Context): Resources
  /** Indexes that declared filters, sorts, searches and relations rely on. */
  neededIndexes(): NeededIndex[]
  /** For `actions/`: the compiled resources, and what they were compiled with. */
  readonly parts: EngineParts
}

/** The inside of the engine, for actions: compiled resources by table. */
export interface EngineParts {
  readonly site: Site
  readonly models: readonly ResourceModel[]
  readonly database: Database
  served(model: ResourceModel): Served
  /** The resource that shows a table: the one called like it, else the only one. Undefined where it is not one. */
  shown(table: Table): Served | undefined
  /** Every column of a table, without rules, for actions on tables that no resource shows. */
  bare(table: Table): Served
  /** A fixed condition over dotted paths and computed fields: `{ 'author.following': true }`. */
  condition(model: ResourceModel, match: Readonly<Record<string, Scalar>>): (at: At) => string
}

let engines = 0

/**
 * Compiles every resource once, at boot. What is wrong with one is a coded error here, with the name of the resource
 * and the mend, and never a fault while serving.
 */
export function compileResources(options: EngineOptions): ResourceEngine {
  const tables = tablesOf(options.schema)
  const users = options.users === undefined ? undefined : tables.of(options.users)
  const site: Site = { tables, users, computed: options.computed ?? {}, wire: options.wire ?? {} }
  const models = options.definitions.map(definition => shapeResource(definition, site))
  refuseTwice(models)
  linkResources(models, site)
  const parts = partsOf(options, site, models)
  const operations = models.flatMap(model => operationsOf(parts.served(model)))
  return Object.freeze({
    operations: Object.freeze(operations),
    resources: (ctx: Context) => resourcesOf(parts, ctx, false),
    trusted: (ctx: Context) => resourcesOf(parts, ctx, true),
    neededIndexes: () => models.flatMap(indexesOf),
    parts,
  })
}

/** Throws OPERATION_TWICE where two operations answer one method and path; parameter names make no difference. */
export function refuseClashes(operations: readonly Operation[]): void {
  const known = new Map<string, Operation>()
  for (const operation of operations) {
    const route = `${operation.method} ${operation.path.replace(/(?<=\/):\w+/g, ':')}`
    const first = known.get(route)
    if (first !== undefined) {
      const details = { first: first.name, second: operation.name, route: `${operation.method} ${operation.path}` }
      throw resourceErrors.OPERATION_TWICE(details)
    }
    known.set(route, operation)
  }
}

function partsOf(options: EngineOptions, site: Site, models: readonly ResourceModel[]): EngineParts {
  const { database } = options
  engines += 1
  const served = new Map<ResourceModel, Served>()
  const bare = new Map<Table, Served>()
  const serve = (model: ResourceModel, name: string): Served => ({
    model,
    // Several engines may share one database in one process, so their statements must not share names.
    statements: new Statements(`p${engines}_${name}`),
    database,
    wire: site.wire,
  })
  for (const [at, model] of models.entries()) served.set(model, serve(model, `r${at}`))
  return {
    site,
    models,
    database,
    served: model => served.get(model) as Served,
    shown(table) {
      const candidates = models.filter(model => model.table === table)
      const model =
        candidates.find(one => one.name === table.key) ?? (candidates.length === 1 ? candidates[0] : undefined)
      return model === undefined ? undefined : served.get(model)
    },
    bare(table) {
      const known = bare.get(table) ?? serve(bareModel(table, site), `t${site.tables.all.indexOf(table)}`)
      bare.set(table, known)
      return known
    },
    condition: (model, match) => conditionOf(model, match, { site, models }),
  }
}

/** A table without a resource: nobody from outside may do anything with it. */
function bareModel(table: Table, site: Site): ResourceModel {
  const object = site.tables.object(table) as TableShape
  return shapeResource({ module: '', resource: resource(object, { operations: [] }) }, site)
}

/** One getter a table, so that a context pays for the tables it uses. */
function resourcesOf(parts: EngineParts, ctx: Context, trusted: boolean): Resources {
  const all = {}
  for (const table of parts.site.tables.all) {
    Object.defineProperty(all, table.key, {
      enumerable: true,
      configurable: true,
      get() {
        const made = tableResource(parts.shown(table) ?? parts.bare(table), ctx, trusted)
        Object.defineProperty(all, table.key, { value: made, enumerable: true })
        return made
      },
    })
  }
  return all as Resources
}

function refuseTwice(models: readonly ResourceModel[]): void {
  const names = models.map(model => model.name)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw resourceErrors.RESOURCE_TWICE({ resource: twice })
}
