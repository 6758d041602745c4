import type { Relation } from '../relations/relation.ts'
import type { Embed, Filter, ResourceModel } from './model.ts'

/** An index that a resource's declarations rely on. Tables by SQL name, columns too. */
export interface NeededIndex {
  readonly table: string
  readonly columns: readonly string[]
  /** `btree` for filters, sorts and relations, `search` for text search. */
  readonly kind: 'btree' | 'search'
  /** Who needs it, for people: `sort createdAt of products`. */
  readonly why: string
}

/** The indexes that one resource needs. Filters on array columns take a GIN index of their own, which is not asked for. */
export function indexesOf(model: ResourceModel): NeededIndex[] {
  const own = (columns: readonly string[], kind: NeededIndex['kind'], why: string): NeededIndex => ({
    table: model.table.model.name,
    columns,
    kind,
    why: `${why} of ${model.name}`,
  })
  const listed = model.verbs.includes('list')
  const { parent } = model
  // A nested list is always the rows of one parent, so its order comes after the key.
  const under = parent === undefined ? [] : [parent.field.model.name]
  return [
    ...(listed ? model.sorts.map(field => own([...under, field.model.name], 'btree', `sort ${field.key}`)) : []),
    ...(model.search.length > 0
      ? [
          own(
            model.search.map(field => field.model.name),
            'search',
            'search',
          ),
        ]
      : []),
    ...[...model.filters.values()].flatMap(filter => filterIndexes(model, filter)),
    ...[...model.embeds, ...model.children, ...model.includes.values()].flatMap(embed => embedIndexes(model, embed)),
    ...(parent === undefined ? [] : [own(under, 'btree', `path ${model.path}`)]),
    ...model.owners.filter(() => listed).map(field => own([field.model.name], 'btree', `owner ${field.key}`)),
  ]
}

function filterIndexes(model: ResourceModel, { word, hops, end }: Filter): NeededIndex[] {
  const why = `filter ${word} of ${model.name}`
  const table = hops.at(-1)?.target ?? model.table
  const last =
    'model' in end && end.model.type !== 'array'
      ? [{ table: table.model.name, columns: [end.model.name], kind: 'btree' as const, why }]
      : []
  return [...hops.flatMap(hop => hopIndexes(hop, why)), ...last]
}

function embedIndexes(model: ResourceModel, { name, relation }: Embed): NeededIndex[] {
  return hopIndexes(relation, `${name} of ${model.name}`)
}

function hopIndexes({ kind, target, to }: Relation, why: string): NeededIndex[] {
  return kind === 'one' ? [] : [{ table: target.model.name, columns: [to.model.name], kind: 'btree', why }]
}
