import { makerWord } from '../auth/people.ts'
import { isStaffs } from '../auth/roles.ts'
import { fitOr } from '../facts/names.ts'
import { placeOf } from '../facts/path.ts'
import { fieldsOf, isScalar, mergeShapes } from '../facts/shape.ts'
import type { Collection } from '../tables/collection.ts'
import { type Members, makerOf } from '../tables/members.ts'
import { ownList } from '../tables/mine.ts'
import { tableOf, type World } from '../tables/world.ts'
import { reachOfVerbs } from './reach.ts'
import { toldNames } from './told.ts'

/** Whose a row is. `personal` rows are seen by their owner, and staff, only. */
export interface Ownership {
  readonly field: string | undefined
  readonly personal: boolean
}

const nobodys: Ownership = { field: undefined, personal: false }

/** Finds the owner: shown with the row, named by an id in it, or known from who may make and see it. */
export function ownerOf(world: World, collection: Collection, members: Members): Ownership {
  if (!world.people.present || tableOf(world, collection) === 'users') return nobodys
  const maker = makerOf(members, collection)
  const shown = reachOfVerbs(world, collection, ['list', 'get']) === 'anyone'
  // Whoever asks for their own rows apart from all of them sees no others, or there would be nothing to tell apart.
  const mine = !shown && hasOwnList(world, collection)
  if (maker !== undefined) return { field: `${maker.name}Id`, personal: mine }
  const personal = mine || isPersonal(world, collection)
  const named = Object.keys(members.columns).find(name => isMakerKey(world, name))
  if (named !== undefined) return { field: named, personal }
  const told = toldMaker(world, collection, members)
  if (told !== undefined) return { field: told, personal: mine }
  return personal ? { field: keyOfRole(world.roles.initial ?? 'user'), personal } : nobodys
}

/** Whoever a row is shown with as its writer: by the id alone, as `user`, or by a key that no answer has. */
function toldMaker(world: World, collection: Collection, { columns }: Members): string | undefined {
  if (toldNames(world, collection).length === 0) return undefined
  const sent = fieldsOf(collection.created)
  const shown = Object.entries(columns).filter(([name, { shape }]) => !Object.hasOwn(sent, name) && isScalar(shape))
  return shown.map(([name]) => name).find(name => makerWord.test(name)) ?? 'userId'
}

/** `/orders/mine` beside `/orders`. */
function hasOwnList({ facts }: World, { place, verbs }: Collection): boolean {
  return verbs.has('create') && facts.asks.some(ask => placeOf(ownList(ask) ?? []) === place)
}

function isMakerKey(world: World, name: string): boolean {
  const [, stem = ''] = /^(.+)(?:Id|_id)$/.exec(name) ?? []
  if (stem === 'createdBy' || makerWord.test(stem)) return true
  // Clients who sign in, and clients of whom a list is kept, are told apart by that list.
  const isListed = world.collections.some(one => one.singular === stem && tableOf(world, one) !== 'users')
  return stem !== '' && stem === world.roles.initial && !isListed
}

/**
 * Rows are their maker's own when any signed-in user makes them and no guest sees them. Where the guards are not known:
 * when staff moves them on (a status that the maker does not send), or when there is no staff at all.
 */
function isPersonal(world: World, collection: Collection): boolean {
  if (!collection.verbs.has('create') || collection.parent !== undefined) return false
  const seen = reachOfVerbs(world, collection, ['list', 'get'])
  const made = reachOfVerbs(world, collection, ['create'])
  if (made === 'staff' || seen === 'anyone') return false
  if (made !== 'unknown' && seen !== 'unknown') return made === 'signedIn'
  return !isStaffs(world.roles) || isSubmission(collection)
}

/** A status that rows have and that whoever makes them does not send. */
export function isSubmission(collection: Collection): boolean {
  const sent = fieldsOf(collection.created)
  const known = fieldsOf(mergeShapes(collection.item, collection.changed))
  return ['status', 'state'].some(name => Object.hasOwn(known, name) && !Object.hasOwn(sent, name))
}

/** `customerId`, and `studentId` of the role `STUDENT`. */
function keyOfRole(role: string): string {
  return fitOr(`${role}Id`, fitOr(`${role.toLowerCase()}Id`, 'userId'))
}
