import type { PolicyNode } from '../../access/index.ts'
import type { ColumnModel } from '../../data/schema/index.ts'
import type { FilterOp, FilterSpec, FilterType } from '../../operations/index.ts'
import { computationOf } from './computation.ts'
import { elementOf } from './element.ts'
import { columnNamed, invalidOption } from './fail.ts'
import type { Filter, ResourceModel } from './model.ts'
import type { Related } from './relate.ts'
import type { Relation } from './relation.ts'
import type { Site } from './shape.ts'
import type { Column } from './table.ts'

interface Linking {
  readonly related: Related
  readonly site: Site
}

/** The declared filters of a resource. */
export function filtersOf(model: ResourceModel, models: readonly ResourceModel[], linking: Linking): Filter[] {
  const given = model.options.filter ?? []
  const words = Array.isArray(given)
    ? given.map(key => [key, key] as const)
    : Object.entries(given as Record<string, string>)
  return words.map(([word, path]) => filterOf(model, { word, path }, models, linking))
}

/** One filter over a dotted path: relations, then a column or a computed field. */
export function filterOf(
  model: ResourceModel,
  { word, path }: { readonly word: string; readonly path: string },
  models: readonly ResourceModel[],
  { related, site }: Linking,
): Filter {
  const place = { resource: model.name, option: `filter.${word}` }
  const segments = path.split('.')
  const last = segments.pop() as string
  const hops: Relation[] = []
  for (const segment of segments) {
    const table = hops.at(-1)?.target ?? model.table
    hops.push(related.named(table, segment, place, hops.length === 0 ? model.options.relations : {}))
  }
  const table = hops.at(-1)?.target ?? model.table
  if (site.computed[table.key]?.[last] !== undefined) {
    const end = computationOf({ ...site, resource: model.name, table, key: last })
    return { word, hops, end, spec: { type: end.type, ops: ['eq'] }, read: null }
  }
  const end = columnNamed(table, last, place)
  return {
    word,
    hops,
    end,
    spec: specOf(model, end, hops),
    read: ruleOf(end, table === model.table ? [model] : models),
  }
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

const compared: readonly FilterOp[] = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in']

const opsOf: Readonly<Record<FilterType, readonly FilterOp[]>> = {
  text: [...compared, 'contains', 'startsWith'],
  number: compared,
  integer: compared,
  bigint: compared,
  date: compared,
  timestamp: compared,
  uuid: ['eq', 'ne', 'in'],
  boolean: ['eq', 'ne'],
}

function specOf(model: ResourceModel, end: Column, hops: readonly Relation[]): FilterSpec {
  const column = end.model.type === 'array' ? elementOf(end.model) : end.model
  const type = filterType(column)
  if (type === undefined) {
    throw invalidOption(
      model.name,
      `it cannot filter on ${end.key}, a ${end.model.sqlType}.`,
      'Filter in an action instead.',
    )
  }
  const values = column.enumValues
  const ops = end.model.type === 'array' ? (['eq', 'in'] as const) : values === undefined ? opsOf[type] : opsOf.uuid
  // "Some related row is unequal" is hardly ever what is meant.
  const meantOps = hops.length > 0 ? ops.filter(op => op !== 'ne') : ops
  const nullable = !end.model.notNull && hops.length === 0 && end.model.type !== 'array'
  return { type, ops: nullable ? [...meantOps, 'isNull'] : meantOps, ...(values === undefined ? {} : { values }) }
}

function filterType(column: ColumnModel): FilterType | undefined {
  return Object.hasOwn(opsOf, column.type) ? (column.type as FilterType) : undefined
}
