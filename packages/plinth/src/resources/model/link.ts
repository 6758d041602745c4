import type { PlinthError } from '../../errors/index.ts'
import { resourceErrors } from '../errors.ts'
import { keysTo } from './computation.ts'
import { invalidOption } from './fail.ts'
import { wireName } from './fields.ts'
import { filtersOf } from './filters.ts'
import type { Embed, Field, Parent, ResourceModel } from './model.ts'
import { Related } from './relate.ts'
import type { Relation } from './relation.ts'
import type { Site } from './shape.ts'
import type { Table } from './table.ts'

/** Resolves what one resource says of others: relations, children, filters over relations, the parent of its path. */
export function linkResources(models: readonly ResourceModel[], site: Site): void {
  const related = new Related(site.tables)
  for (const model of models) {
    for (const [name, view] of namesOf(model.options.embed)) {
      model.embeds.push(embedOf(model, { name, view, option: 'embed' }, { models, related, site }))
    }
    for (const [name, view] of namesOf(model.options.include)) {
      model.includes.set(name, embedOf(model, { name, view, option: 'include' }, { models, related, site }))
    }
    for (const [name, table] of Object.entries(model.options.children ?? {})) {
      const child = site.tables.of(table)
      if (child === undefined)
        throw resourceErrors.RESOURCE_TABLE_UNKNOWN({ resource: `${model.name}.children.${name}` })
      model.children.push(childOf(model, name, child, { models, related, site }))
    }
    linkParent(model, models)
  }
  for (const model of models) {
    for (const filter of filtersOf(model, models, { related, site })) model.filters.set(filter.word, filter)
    refuseCircle(model, [])
  }
  for (const model of models) model.fixed = isFixed(model)
}

function isFixed(model: ResourceModel): boolean {
  const rules = [...model.fields.values()].some(field => field.read !== null)
  const embeds = [...model.embeds, ...model.children]
  return (
    !rules &&
    model.computed.every(field => field.fixed) &&
    embeds.every(({ shows }) => isAnyones(shows) && isFixed(shows))
  )
}

/** Everybody may read every row of it, or nobody. */
function isAnyones({ readOne }: ResourceModel): boolean {
  return readOne === null || readOne.kind === 'anyone'
}

/** A relation that shows everybody the same; one that is not there shows nothing. */
export function isOpen(model: ResourceModel | undefined): boolean {
  return model === undefined || (model.fixed && isAnyones(model))
}

interface Linking {
  readonly models: readonly ResourceModel[]
  readonly related: Related
  readonly site: Site
}

type Named = readonly string[] | Readonly<Record<string, string>> | undefined

function namesOf(given: Named): (readonly [string, string | undefined])[] {
  if (given === undefined) return []
  return Array.isArray(given) ? given.map(name => [name, undefined]) : Object.entries(given as Record<string, string>)
}

interface EmbedAsk {
  readonly name: string
  readonly view: string | undefined
  readonly option: string
}

function embedOf(model: ResourceModel, ask: EmbedAsk, { models, related, site }: Linking): Embed {
  const place = { resource: model.name, option: ask.option }
  const relation = related.named(model.table, ask.name, place, model.options.relations)
  return embed(model, relation, viewOf(model, relation, ask.view, models), site)
}

function childOf(model: ResourceModel, name: string, child: Table, { models, related, site }: Linking): Embed {
  const declared = model.options.relations ?? {}
  const place = { resource: model.name, option: 'children' }
  if (declared[name] !== undefined) {
    const relation = related.named(model.table, name, place, declared)
    return embed(model, relation, viewOf(model, relation, undefined, models), site)
  }
  const keys = keysTo(child, model.table)
  const [key] = keys
  if (key === undefined || keys.length > 1) {
    const names = keys.map(one => `${child.key}.${one.column.key}`).join(', ')
    if (key !== undefined)
      throw resourceErrors.RESOURCE_RELATION_AMBIGUOUS({ resource: model.name, relation: name, keys: names })
    throw invalidOption(
      model.name,
      `children.${name}: ${child.key} has no key to ${model.table.key}.`,
      'Add a foreign key.',
    )
  }
  const relation: Relation = { name, kind: 'many', from: key.target, target: child, to: key.column }
  return embed(model, relation, viewOf(model, relation, undefined, models), site)
}

function embed(model: ResourceModel, relation: Relation, shows: ResourceModel, site: Site): Embed {
  const { name } = relation
  if (model.fields.get(name)?.shown === true || model.computed.some(field => field.key === name)) {
    throw invalidOption(
      model.name,
      `${name} is a field and a relation.`,
      'Name the relation otherwise: relations: { … }.',
    )
  }
  return { name, wire: wireName(name, site.wire), relation, shows }
}

/** The resource that shows the rows of a relation: the one named, else the one called like the table, else the only one. */
function viewOf(
  model: ResourceModel,
  relation: Relation,
  view: string | undefined,
  models: readonly ResourceModel[],
): ResourceModel {
  const { target } = relation
  const candidates = models.filter(other => other.table === target)
  const named = candidates.find(other => other.name === (view ?? target.key))
  if (named !== undefined) return named
  const fail = (problem: string): PlinthError =>
    resourceErrors.RESOURCE_VIEW_UNKNOWN({ resource: model.name, relation: relation.name, table: target.key, problem })
  if (view !== undefined) throw fail(`no resource called ${view} shows`)
  const [only] = candidates
  if (only === undefined) throw fail('no resource shows')
  if (candidates.length > 1) throw fail(`${candidates.map(other => other.name).join(' and ')} show`)
  return only
}

/** A path such as `/articles/:slug/comments` hangs under the resource whose path it begins with. */
function linkParent(model: ResourceModel, models: readonly ResourceModel[]): void {
  const [, above, param] = /^(.+)\/:(\w+)\/[^/:]+$/.exec(model.path) ?? []
  if (above === undefined || param === undefined) {
    if (!model.path.includes(':')) return
    throw invalidOption(model.name, `the path ${model.path} cannot be read.`, 'Write /parents/:id/children.')
  }
  const parent = models.find(other => other.path === above)
  if (parent === undefined) {
    throw invalidOption(
      model.name,
      `no resource has the path ${above}.`,
      `Add a resource at ${above}, or change the path.`,
    )
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
