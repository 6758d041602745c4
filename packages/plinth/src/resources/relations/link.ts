import { resourceErrors } from '../errors.ts'
import { invalidOption } from '../model/fail.ts'
import { isFixed } from '../model/fixed.ts'
import type { Field, Parent, ResourceModel } from '../model/model.ts'
import type { Site } from '../model/shape.ts'
import { keysTo } from './computation.ts'
import { childOf, embedOf } from './embed.ts'
import { filtersOf, type Linking } from './filters.ts'
import { Related } from './relate.ts'

/** Resolves what one resource says of others: relations, children, filters over relations, the parent of its path. */
export function linkResources(models: readonly ResourceModel[], site: Site): void {
  const linking: Linking = { models, related: new Related(site.tables), site }
  for (const model of models) linkRelations(model, linking)
  for (const model of models) {
    for (const filter of filtersOf(model, linking)) model.filters.set(filter.word, filter)
    refuseCircle(model, [])
  }
  for (const model of models) model.fixed = isFixed(model)
}

function linkRelations(model: ResourceModel, linking: Linking): void {
  for (const [name, view] of namesOf(model.options.embed)) {
    model.embeds.push(embedOf(model, { name, view, option: 'embed' }, linking))
  }
  for (const [name, view] of namesOf(model.options.include)) {
    model.includes.set(name, embedOf(model, { name, view, option: 'include' }, linking))
  }
  for (const [name, object] of Object.entries(model.options.children ?? {})) {
    const child = linking.site.tables.of(object)
    const resource = `${model.name}.children.${name}`
    if (child === undefined) throw resourceErrors.RESOURCE_TABLE_UNKNOWN({ resource })
    model.children.push(childOf(model, { name, child }, linking))
  }
  refuseLocked(model)
  linkParent(model, linking.models)
}

/** Rows that nobody may read would always be missing, and lines that nobody may create would fail every body. */
function refuseLocked({ name, verbs, embeds, includes, children }: ResourceModel): void {
  const mend = (verb: string, { name: shown }: ResourceModel) => `Add allow: { ${verb}: … } to ${shown}.`
  for (const { name: relation, shows } of [...embeds, ...includes.values(), ...children]) {
    if (shows.readOne !== null) continue
    throw invalidOption(name, `${relation} shows ${shows.name}, which allow lets nobody read.`, mend('read', shows))
  }
  for (const { name: child, shows } of children) {
    if (!verbs.includes('create') || shows.allow.create !== undefined) continue
    throw invalidOption(name, `${child} are ${shows.name}, which allow lets nobody create.`, mend('create', shows))
  }
}

type Names = readonly string[] | Readonly<Record<string, string>> | undefined

function namesOf(given: Names): (readonly [string, string | undefined])[] {
  if (given === undefined) return []
  return Array.isArray(given) ? given.map(name => [name, undefined]) : Object.entries(given as Record<string, string>)
}

/** A path such as `/articles/:slug/comments` hangs under the resource whose path it begins with. */
function linkParent(model: ResourceModel, models: readonly ResourceModel[]): void {
  const [, above, param] = /^(.+)\/:(\w+)\/[^:]+$/.exec(model.path) ?? []
  if (above === undefined || param === undefined) {
    if (!model.path.includes(':')) return
    throw invalidOption(model.name, `the path ${model.path} cannot be read.`, 'Write /parents/:id/children.')
  }
  const parent = models.find(other => other.path === above)
  if (parent === undefined) {
    const mend = `Add a resource at ${above}, or change the path.`
    throw invalidOption(model.name, `no resource has the path ${above}.`, mend)
  }
  model.parent = parentOf(model, parent, param)
}

function parentOf(model: ResourceModel, parent: ResourceModel, param: string): Parent {
  const keys = keysTo(model.table, parent.table)
  const [key] = keys
  if (key === undefined || keys.length > 1) {
    const problem = `${model.table.key} has ${keys.length} keys to ${parent.table.key}, and its path needs one.`
    throw invalidOption(model.name, problem, 'Add a foreign key, or give the resource a path of its own.')
  }
  return { model: parent, param, field: model.fields.get(key.column.key) as Field, target: key.target }
}

/** What always comes along may not bring itself along. */
function refuseCircle(model: ResourceModel, above: readonly ResourceModel[]): void {
  if (above.includes(model)) {
    const names = [...above.slice(above.indexOf(model)), model].map(one => one.name)
    throw invalidOption(model.name, `it embeds itself: ${names.join(' → ')}.`, 'Use include for one of them.')
  }
  for (const embedded of [...model.embeds, ...model.children]) refuseCircle(embedded.shows, [...above, model])
}
