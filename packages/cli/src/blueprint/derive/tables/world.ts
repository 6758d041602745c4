import type { Singleton } from '../actions/singleton.ts'
import type { Toggle } from '../actions/toggle.ts'
import type { AuthAsks } from '../auth/operations.ts'
import type { People } from '../auth/people.ts'
import type { Roles } from '../auth/roles.ts'
import type { QueryWords } from '../dialect/query.ts'
import type { Facts } from '../facts/facts.ts'
import { fieldsOf, isScalar, mergeShapes } from '../facts/shape.ts'
import type { Collection } from './collection.ts'

/** What is known before tables are made: every step reads it, none changes it. */
export interface World {
  readonly facts: Facts
  readonly auth: AuthAsks
  readonly words: QueryWords
  readonly collections: readonly Collection[]
  readonly toggles: readonly Toggle[]
  readonly singletons: readonly Singleton[]
  readonly people: People
  readonly roles: Roles
}

/** The table of a collection's rows. */
export function tableOf(world: World, collection: Collection): string {
  return world.people.collections.includes(collection) ? 'users' : collection.table
}

/** A field that the database computes: a number of rows, or whether the actor has one. */
export interface Computation {
  readonly name: string
  readonly kind: 'count' | 'exists'
  readonly of: string
  readonly by?: string
}

/** What toggles and nested collections compute on rows of a collection, whichever collection of its table they stand under. */
export function computedOf(world: World, collection: Collection): Computation[] {
  const table = tableOf(world, collection)
  const toggles = world.toggles
    .filter(({ on }) => tableOf(world, on) === table)
    .flatMap(toggle => fromToggle(toggle, table))
  const nested = world.collections
    .filter(({ parent }) => parent === collection)
    .flatMap(child => fromChild(world, collection, child))
  const found = new Map([...nested, ...toggles].map(computation => [computation.name, computation]))
  return [...found.values()]
}

function fromToggle({ exists, count, through, rowKey }: Toggle, table: string): Computation[] {
  const by = table === 'users' ? { by: rowKey } : {}
  return [
    ...(exists === undefined ? [] : [{ name: exists, kind: 'exists' as const, of: through, ...by }]),
    ...(count === undefined ? [] : [{ name: count, kind: 'count' as const, of: through, ...by }]),
  ]
}

/** `commentsCount` and `commentCount` beside a collection of comments, when no body carries it. */
function fromChild(world: World, collection: Collection, child: Collection): Computation[] {
  const names = [
    `${child.name}Count`,
    `${child.singular}Count`,
    `total${child.name.charAt(0).toUpperCase()}${child.name.slice(1)}`,
  ]
  const sent = fieldsOf(mergeShapes(collection.created, collection.changed))
  const own = Object.entries(fieldsOf(collection.item)).filter(
    ([name, { shape }]) => isScalar(shape) && !Object.hasOwn(sent, name),
  )
  const of = tableOf(world, child)
  return own.flatMap(([name]) => (names.includes(name) ? [{ name, kind: 'count' as const, of }] : []))
}
