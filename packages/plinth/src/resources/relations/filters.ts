import type { PolicyNode } from '../../access/index.ts'
import { columnNamed, invalidOption } from '../model/fail.ts'
import type { Filter, ResourceModel } from '../model/model.ts'
import type { Site } from '../model/shape.ts'
import type { Column } from '../model/table.ts'
import { computationOf } from './computation.ts'
import type { Related } from './relate.ts'
import type { Relation } from './relation.ts'
import { specOf } from './spec.ts'

/** What names are looked up in. */
export interface Linking {
  readonly models: readonly ResourceModel[]
  readonly related: Related
  readonly site: Site
}

/** The declared filters of a resource. */
export function filtersOf(model: ResourceModel, linking: Linking): Filter[] {
  const given = model.options.filter ?? []
  const words = Array.isArray(given)
    ? given.map(key => [key, key] as const)
    : Object.entries(given as Record<string, string>)
  return words.map(([word, path]) => filterOf(model, { word, path }, linking))
}

/** One filter over a dotted path: relations, then a column or a computed field. */
export function filterOf(
  model: ResourceModel,
  { word, path }: { readonly word: string; readonly path: string },
  { models, related, site }: Linking,
): Filter {
  const place = { resource: model.name, option: `filter.${word}` }
  const segments = path.split('.')
  const last = segments.pop() as string
  const hops: Relation[] = []
  for (const segment of segments) {
    const table = hops.at(-1)?.target ?? model.table
    const declared = hops.length === 0 ? model.options.relations : undefined
    hops.push(related.named(table, segment, { ...place, declared }))
  }
  const table = hops.at(-1)?.target ?? model.table
  if (site.computed[table.key]?.[last] !== undefined) {
    const end = computationOf({ ...site, resource: model.name, table, key: last })
    return { word, hops, end, spec: { type: end.type, ops: ['eq'] }, read: null }
  }
  const end = columnNamed(table, last, place)
  const spec = specOf(end, hops.length > 0)
  if (spec === undefined) {
    const problem = `it cannot filter on ${end.key}, a ${end.model.sqlType}.`
    throw invalidOption(model.name, problem, 'Filter in an action instead.')
  }
  return { word, hops, end, spec, read: ruleOf(end, table === model.table ? [model] : models) }
}

/** The read rule of a field, from whichever resource of its table has one. */
function ruleOf(column: Column, models: readonly ResourceModel[]): PolicyNode | null {
  const rules = models.flatMap(model => {
    const field = model.table.columns.get(column.key) === column ? model.fields.get(column.key) : undefined
    return field?.read == null ? [] : [field.read]
  })
  const [first] = rules
  return first === undefined ? null : rules.length === 1 ? first : { kind: 'and', of: rules }
}
