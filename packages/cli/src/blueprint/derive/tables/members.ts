import type { Field } from '../../endpoint.ts'
import { authNames } from '../auth/names.ts'
import { isPerson, makerWord } from '../auth/people.ts'
import { isFit } from '../facts/names.ts'
import { elementOf, type Fields, fieldsOf, isRows, mergeShapes, noFields } from '../facts/shape.ts'
import { camelCase, upperFirst } from '../facts/words.ts'
import type { Collection } from './collection.ts'
import { computedOf, tableOf, type World } from './world.ts'

/** A member of a row that leads to other rows. */
export interface Relation {
  readonly name: string
  /** Table it leads to, and the collection that shows its rows; undefined for users without one. */
  readonly table: string
  readonly shownBy: string | undefined
  readonly many: boolean
  /** Members that are known of the other row. */
  readonly field: Field
}

/** The members of a collection's rows, sorted out. */
export interface Members {
  /** Columns: single values, arrays of them, and structures that belong to no table. */
  readonly columns: Fields
  readonly relations: readonly Relation[]
  /** Rows that are sent with the row. */
  readonly children: Fields
}

/** The writer of projects adds these by itself. */
export const platformName = /^_?(id|uuid|createdAt|updatedAt|created_at|updated_at)$/

/** A `uuid` beside the id is a column like others. */
export function isAdded(name: string): boolean {
  return platformName.test(name) && name !== 'uuid'
}

/** Sorts the members out: columns, relations to other tables, rows written with the row. */
export function membersOf(world: World, collection: Collection): Members {
  const computed = new Set(computedOf(world, collection).map(({ name }) => name))
  const all = withDeclared(
    fieldsOf([collection.created, collection.changed, collection.item].reduce(mergeShapes)),
    fieldsOf(collection.item),
  )
  const isOwn = (name: string) => isFit(name) && !isAdded(name) && !computed.has(name)
  const open = Object.entries(all).filter(([name]) => isOwn(name))
  const relations = open.flatMap(([name, field]) => relationOf(world, collection, { name, field }))
  const related = new Set(relations.map(({ name }) => name))
  const sent = fieldsOf(collection.created)
  const isPart = (name: string) => isPartOf(world, collection, name)
  const isChild = (name: string) => isRows(sent[name]?.shape) && !related.has(name) && !isPart(name)
  const pick = (test: (name: string) => boolean) => Object.fromEntries(open.filter(([name]) => test(name)))
  return {
    columns: pick(name => !related.has(name) && !isChild(name)),
    relations,
    children: pick(isChild),
  }
}

/**
 * Rows without a name of their own, that are sent whole whenever their row is: a part of it, kept as it is. Those with an
 * id, a key or a price are more than that, and so are rows that others show.
 */
function isPartOf(world: World, { created, changed, item, verbs }: Collection, name: string): boolean {
  const [first, later, shown] = [created, changed, item].map(shape => elementOf(fieldsOf(shape)[name]?.shape))
  if (first?.kind !== 'object' || later === undefined) return false
  const members = Object.keys({ ...fieldsOf(first), ...fieldsOf(later), ...fieldsOf(shown) })
  const isMore = members.some(
    member => platformName.test(member) || ownRow.test(member) || authNames.secret.test(member),
  )
  const { include } = world.words
  const isAlong = include !== undefined && [...verbs.values()].some(ask => ask.query.includes(include))
  return !isMore && !isAlong && !world.collections.some(other => other.name === name || other.table === name)
}

/** Names of members that make a row of it: keys to others, and money, which the server counts. */
const ownRow = /(Id|_id|[cC]ents|[pP]rice|[aA]mount|[tT]otal)$/

/** Where answers declare a single value, it is one, whatever a form is thought to send. */
function withDeclared(all: Fields, declared: Fields): Fields {
  const entries = Object.entries(all).map(([name, field]): [string, Field] => {
    const shown = declared[name]
    const isSingle = shown !== undefined && /^(string|number|boolean|date)$/.test(shown.shape.kind)
    return [name, isSingle && field.shape.kind === 'array' ? { ...field, shape: shown.shape } : field]
  })
  return Object.assign(noFields(), Object.fromEntries(entries))
}

function relationOf(world: World, collection: Collection, { name, field }: { name: string; field: Field }): Relation[] {
  if (field.shape.kind === 'object') return toOne(world, collection, { name, field })
  const child = world.collections.find(other => other.parent === collection && other.name === name)
  if (child === undefined || !isRows(field.shape)) return []
  return [{ name, table: tableOf(world, child), shownBy: child.name, many: true, field }]
}

function toOne(world: World, collection: Collection, { name, field }: { name: string; field: Field }): Relation[] {
  const computed = new Set(world.people.collections.flatMap(shown => computedOf(world, shown)).map(one => one.name))
  const other = collectionNamed(world, name)
  if (other === collection && !Object.hasOwn(fieldsOf(collection.item), `${name}Id`)) return []
  if (other !== undefined && !world.people.collections.includes(other)) {
    return [{ name, table: tableOf(world, other), shownBy: other.name, many: false, field }]
  }
  if (!isPerson({ name, shape: field.shape }, world.people, computed)) return []
  return [{ name, table: 'users', shownBy: publicPeople(world)?.name, many: false, field }]
}

/**
 * The collection that shows people to others: one that only reads, before one that manages. Where staff manages, that
 * one shows nobody else anything.
 */
export function publicPeople(world: World): Collection | undefined {
  const isStaffs = ({ verbs }: Collection) => world.roles.all.length > 0 && verbs.has('list') && verbs.size > 1
  const shown = world.people.collections.filter(collection => !isStaffs(collection))
  return (
    shown.find(({ verbs }) => verbs.size === 1 && verbs.has('get')) ??
    shown.find(({ verbs }) => verbs.has('get')) ??
    shown[0]
  )
}

/** `category`, `parentCategory` lead to `categories`. */
export function collectionNamed(world: World, word: string): Collection | undefined {
  const name = camelCase(word)
  const top = world.collections.toSorted((a, b) => a.segments.length - b.segments.length)
  return (
    top.find(({ singular }) => singular === name) ?? top.find(({ singular }) => name.endsWith(upperFirst(singular)))
  )
}

/** The relation to the user who made the row: by its name, else the only one to a user that no body names. */
export function makerOf(members: Members, collection: Collection): Relation | undefined {
  const people = members.relations.filter(({ table, many }) => table === 'users' && !many)
  const named = people.find(({ name }) => makerWord.test(name))
  const sent = fieldsOf(mergeShapes(collection.created, collection.changed))
  const unsent = people.filter(({ name }) => !Object.hasOwn(sent, `${name}Id`) && !Object.hasOwn(sent, name))
  return named ?? (unsent.length === 1 ? unsent[0] : undefined)
}
