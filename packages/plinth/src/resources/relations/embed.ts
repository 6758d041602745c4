import type { PlinthError } from '../../errors/index.ts'
import { resourceErrors } from '../errors.ts'
import { invalidOption } from '../model/fail.ts'
import { wireName } from '../model/fields.ts'
import type { Embed, ResourceModel } from '../model/model.ts'
import type { Table } from '../model/table.ts'
import { keysTo } from './computation.ts'
import type { Linking } from './filters.ts'
import type { Relation } from './relation.ts'

/** A relation as an option names it; `view` is the resource that should show it. */
export interface EmbedAsk {
  readonly name: string
  readonly view?: string | undefined
  readonly option: string
}

/** The related rows of one relation. */
export function embedOf(model: ResourceModel, { name, view, option }: EmbedAsk, linking: Linking): Embed {
  const place = { resource: model.name, option, declared: model.options.relations }
  return embed(model, { relation: linking.related.named(model.table, name, place), view }, linking)
}

/** The rows of a child table, by its one key to this one, or by the relation of that name. */
export function childOf(
  model: ResourceModel,
  { name, child }: { name: string; child: Table },
  linking: Linking,
): Embed {
  if (model.options.relations?.[name] !== undefined) return embedOf(model, { name, option: 'children' }, linking)
  const keys = keysTo(child, model.table)
  const [key] = keys
  if (key === undefined) {
    const problem = `children.${name}: ${child.key} has no key to ${model.table.key}.`
    throw invalidOption(model.name, problem, 'Add a foreign key.')
  }
  if (keys.length > 1) {
    const names = keys.map(one => `${child.key}.${one.column.key}`).join(', ')
    throw resourceErrors.RESOURCE_RELATION_AMBIGUOUS({ resource: model.name, relation: name, keys: names })
  }
  const relation: Relation = { name, kind: 'many', from: key.target, target: child, to: key.column }
  return embed(model, { relation }, linking)
}

interface Named {
  readonly relation: Relation
  readonly view?: string | undefined
}

function embed(model: ResourceModel, named: Named, { models, site }: Linking): Embed {
  const { name } = named.relation
  if (model.fields.get(name)?.shown === true || model.computed.some(field => field.key === name)) {
    const mend = 'Name the relation otherwise: relations: { … }.'
    throw invalidOption(model.name, `${name} is a field and a relation.`, mend)
  }
  return { name, wire: wireName(name, site.wire), relation: named.relation, shows: viewOf(model, named, models) }
}

/** The resource that shows the rows of a relation: the one named, else the one called like the table, else the only one. */
function viewOf(model: ResourceModel, { relation, view }: Named, models: readonly ResourceModel[]): ResourceModel {
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
