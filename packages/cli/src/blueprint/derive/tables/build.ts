import { type BlueprintField, isNumeric } from '../../blueprint.ts'
import { childrenOf } from '../columns/children.ts'
import { columnsOf } from '../columns/columns.ts'
import { keyTo } from '../columns/field.ts'
import { inOrder } from '../columns/order.ts'
import { wordValues } from '../dialect/query.ts'
import { isSameName, isSpelledTwice } from '../facts/names.ts'
import { ownerOf } from '../policy/owner.ts'
import { toldNames } from '../policy/told.ts'
import { type Collection, keyOf } from './collection.ts'
import type { Child, Draft } from './draft.ts'
import { membersOf, type Relation } from './members.ts'
import { computedOf, tableOf, type World } from './world.ts'

const total = /(total|sum|subtotal|amount)/i
const money = /(cents|price|total|amount|cost)/i

/** Makes a draft of every collection. */
export function makeDrafts(world: World): Draft[] {
  const drafts = world.collections.map(collection => makeDraft(world, collection))
  return withoutCircles(drafts.map(draft => withOthers(draft, drafts)))
}

/** Rows that show rows that show the first again have no end: the relation that closes the circle is left out. */
function withoutCircles(drafts: readonly Draft[]): Draft[] {
  const shows = new Map(drafts.map(({ collection, embed }) => [collection.name, new Map(embed)]))
  const reached = (from: string, seen = new Set<string>()): ReadonlySet<string> => {
    if (seen.has(from)) return seen
    seen.add(from)
    for (const next of shows.get(from)?.values() ?? []) reached(next, seen)
    return seen
  }
  for (const { collection } of drafts) {
    const own = shows.get(collection.name)
    for (const [name, shownBy] of own ?? []) if (reached(shownBy).has(collection.name)) own?.delete(name)
  }
  return drafts.map(draft => ({ ...draft, embed: shows.get(draft.collection.name) ?? draft.embed }))
}

/** What leads to another row under one path of the rows does so under each: no column may have the name of a relation. */
function withOthers(draft: Draft, drafts: readonly Draft[]): Draft {
  const others = drafts.filter(other => other !== draft && other.table === draft.table)
  const embed = new Map(draft.embed)
  const names = new Set(draft.include)
  for (const other of others) {
    for (const name of other.include) names.add(name)
    for (const [name, shownBy] of other.embed)
      if (draft.fields.some(field => field.name === name)) embed.set(name, shownBy)
  }
  const shown = others
    .flatMap(({ children }) => children)
    .filter(({ name }) => draft.fields.some(field => field.name === name))
  const children = [...draft.children, ...shown]
  const isColumn = ({ name }: BlueprintField) =>
    !embed.has(name) && !names.has(name) && !shown.some(child => child.name === name)
  // What one call sends as something unknown, another one shows to have members.
  const told = (field: BlueprintField) => {
    const known = others
      .flatMap(({ fields }) => fields)
      .find(({ name, type }) => name === field.name && type === 'json')
    return known === undefined || field.type !== 'text'
      ? field
      : { ...known, required: known.required && field.required }
  }
  const makers = draft.collection.verbs.has('create')
    ? []
    : others.filter(({ collection }) => collection.verbs.has('create'))
  // Whoever makes rows under another path does not send it: it cannot be demanded.
  const asked = (field: BlueprintField) => {
    const isSent = makers.every(({ fields }) => fields.some(({ name }) => name === field.name))
    return isSent || field.default !== undefined || field.server !== undefined ? field : { ...field, required: false }
  }
  if (others.length === 0) return draft
  return { ...draft, embed, children, fields: draft.fields.filter(isColumn).map(told).map(asked) }
}

function makeDraft(world: World, collection: Collection): Draft {
  const members = membersOf(world, collection)
  const owner = ownerOf(world, collection, members)
  const children = childrenOf(world, collection, members)
  const seen = columnsOf(world, collection, members).map(column => withTotal(column, children))
  const known = seen.filter(({ name }) => !isSpelledTwice(name, seen))
  const all = keysOf(world, collection, members.relations)
  const columns = known.filter(({ name }) => !all.some(key => key.name !== name && isSameName(key.name, name)))
  const keys = all.filter(key => !columns.some(({ name }) => name === key.name))
  const told = toldNames(world, collection)
  const shown = [...asPair(collection, columns), ...keys].map(column => withMaker(column, told, owner.field))
  const fields = withOwner(shown, owner.field, children)
  const included = includedBy(world, collection)
  const along = members.relations.filter(relation => !isIncluded(relation, included))
  return {
    collection,
    table: tableOf(world, collection),
    fields: inOrder(fields),
    embed: new Map(along.map(({ name, table, shownBy }) => [name, shownBy ?? (table === 'users' ? 'people' : table)])),
    include: members.relations
      .filter(relation => isIncluded(relation, included))
      .map(({ name }) => name)
      .sort(),
    children,
    computed: computedOf(world, collection),
    owner: owner.field,
    personal: owner.personal,
  }
}

/** Keys that answers imply: of an object in the row, and of the row that stands before in the path. */
function keysOf(world: World, collection: Collection, relations: readonly Relation[]): BlueprintField[] {
  const keys = relations
    .filter(({ many }) => !many)
    .map(({ name, table }) => keyTo(`${name}Id`, { table, onDelete: 'set null' }, false))
  const { parent } = collection
  if (parent === undefined) return keys
  const shared = collection.table !== collection.name
  return [...keys, keyTo(keyOf(parent), { table: tableOf(world, parent), onDelete: 'cascade' }, !shared)]
}

/** A row of nothing but keys, under one of those that it points at, is a pair: it goes with either of the two. */
function asPair({ parent }: Collection, columns: readonly BlueprintField[]): readonly BlueprintField[] {
  if (parent === undefined || columns.length !== 1) return columns
  return columns.map(column =>
    column.references === undefined
      ? column
      : { ...column, references: { ...column.references, onDelete: 'cascade' as const } },
  )
}

/** What its maker is called is copied from them, where a row shows it and nobody sends it. */
function withMaker(column: BlueprintField, told: readonly string[], owner: string | undefined): BlueprintField {
  const isTold = told.includes(column.name) && column.type === 'text' && column.values === undefined
  if (owner === undefined || !isTold || column.write !== 'nobody') return column
  return { ...column, server: { copyOf: `${owner.replace(/Id$/, '')}.${column.name}` } }
}

/** The owner's key is the server's. Rows with money in them stay: their owner cannot be deleted. */
function withOwner(
  fields: readonly BlueprintField[],
  owner: string | undefined,
  children: readonly Child[],
): BlueprintField[] {
  if (owner === undefined) return [...fields]
  const known = fields.find(({ name }) => name === owner)
  const business = children.length > 0 || fields.some(({ name }) => money.test(name))
  const key = keyTo(owner, { table: 'users', onDelete: business ? 'restrict' : 'cascade' }, true)
  const others = fields.filter(({ name }) => name !== owner)
  return [...others, { ...key, server: 'owner', evidence: known?.evidence ?? [] }]
}

/** A sum over rows that are written with the row is computed when they are. */
function withTotal(column: BlueprintField, children: readonly Child[]): BlueprintField {
  if (children.length === 0 || !isNumeric(column.type) || column.write !== 'nobody' || !total.test(column.name))
    return column
  const { default: _, ...plain } = column
  return { ...plain, required: true, server: 'hook' }
}

/** The relations that the frontend asks for by name; true where it asks and the names are not known. */
function includedBy({ words }: World, collection: Collection): ReadonlySet<string> | boolean {
  const word = words.include
  if (word === undefined) return false
  const asks = [...collection.verbs.values()].filter(ask => ask.query.includes(word))
  const values = asks.flatMap(ask => wordValues(ask, word)).flatMap(value => String(value).split(','))
  return values.length > 0 ? new Set(values) : asks.length > 0
}

function isIncluded({ name }: Relation, included: ReadonlySet<string> | boolean): boolean {
  return typeof included === 'boolean' ? included : included.has(name)
}
