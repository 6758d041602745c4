import type { Allow } from '../../blueprint.ts'
import { isStaffs } from '../auth/roles.ts'
import { wordsOf } from '../facts/path.ts'
import { fieldsOf } from '../facts/shape.ts'
import type { Collection, Verb } from '../tables/collection.ts'
import type { Draft } from '../tables/draft.ts'
import { membersOf } from '../tables/members.ts'
import { tableOf, type World } from '../tables/world.ts'
import { isSubmission, ownerOf } from './owner.ts'
import { type Reach, reachOfVerbs } from './reach.ts'

/** Who may use a verb of a collection. */
export function allowOf(world: World, draft: Draft, verb: Verb): Allow {
  if (!world.people.present) return 'anyone'
  if (verb === 'list' || verb === 'get') return readers(world, draft)
  return verb === 'create' ? makers(world, draft) : changers(world, draft, verb)
}

function readers(world: World, draft: Draft): Allow {
  const everybody: Allow = { can: `${draft.table}:read` }
  const reach = reachOfVerbs(world, draft.collection, ['list', 'get'])
  if (draft.personal && draft.owner !== undefined) return ownerOr(world, draft.owner, everybody)
  // Whoever may make rows and change their own sees them, too.
  const isMakers =
    draft.owner !== undefined && draft.collection.verbs.has('create') && makers(world, draft) === 'signedIn'
  const staff = isMakers ? ownerOr(world, draft.owner ?? '', everybody) : everybody
  if (reach === 'staff') return staff
  if (reach !== 'unknown') return reach
  const { parent } = draft.collection
  // Rows under a row that only its owner sees are found under it by nobody else.
  const above = ancestorsOf(parent)
  if (above.some(each => ownerOf(world, each, membersOf(world, each)).personal)) return 'signedIn'
  // Where no call shows the row above, those see it who change it: nobody else finds anything under it.
  if (parent !== undefined && !parent.verbs.has('list') && !parent.verbs.has('get'))
    return isStaffs(world.roles) ? { can: `${tableOf(world, parent)}:write` } : 'signedIn'
  if (isInner(draft)) return isStaffs(world.roles) ? staff : 'signedIn'
  const reached = (who: Reach) => above.find(each => reachOfVerbs(world, each, ['list', 'get']) === who)
  const staffs = reached('staff')
  if (staffs !== undefined) return { can: `${tableOf(world, staffs)}:read` }
  if (reached('signedIn') !== undefined) return 'signedIn'
  if (draft.table !== 'users' || draft.collection.verbs.get('list') === undefined) return 'anyone'
  // A list of everybody with what they log in with is not for guests, unless a page shows it to them.
  return isStaffs(world.roles) ? staff : 'signedIn'
}

/** The rows that rows stand under, the nearest first. */
function ancestorsOf(parent: Collection | undefined): Collection[] {
  return parent === undefined ? [] : [parent, ...ancestorsOf(parent.parent)]
}

/** Stands behind a word for staff, or has something in it that opens other doors: no guest sees it. */
function isInner({ collection, fields }: Draft): boolean {
  const isStaffs = wordsOf(collection.segments).some(word =>
    /^(admin|manage|management|internal|backoffice)$/i.test(word),
  )
  return isStaffs || fields.some(({ name }) => /(secret|token|apiKey|privateKey|passphrase|credentials?)$/i.test(name))
}

function makers(world: World, draft: Draft): Allow {
  const reach = reachOfVerbs(world, draft.collection, ['create'])
  if (reach === 'staff') return writers(draft)
  if (draft.owner !== undefined) return 'signedIn'
  return unowned(world, draft, reach)
}

/** Without an owner: whom the guards let pass; else staff, where there is one. */
function unowned(world: World, draft: Draft, reach: Reach): Allow {
  if (reach === 'staff') return writers(draft)
  if (reach !== 'unknown') return reach
  return isStaffs(world.roles) ? writers(draft) : 'signedIn'
}

function changers(world: World, draft: Draft, verb: Verb): Allow {
  const reach = reachOfVerbs(world, draft.collection, [verb])
  if (draft.table === 'users')
    return reach === 'staff' || givesRights(world, draft, verb)
      ? writers(draft)
      : ownerOr(world, world.facts.idName, writers(draft))
  if (draft.owner === undefined) return unowned(world, draft, reach === 'anyone' ? 'signedIn' : reach)
  const onlyStaff = reach === 'staff' || (reach === 'unknown' && movesOnly(draft) && isStaffs(world.roles))
  return onlyStaff ? writers(draft) : ownerOr(world, draft.owner, writers(draft))
}

/** It says who is staff: nobody says that of themselves. */
function givesRights({ roles }: World, { collection }: Draft, verb: Verb): boolean {
  const body = collection.verbs.get(verb)?.body
  return roles.flag !== undefined && Object.hasOwn(fieldsOf(body), roles.flag)
}

/** A change that sends nothing but the status which its maker could not send. */
function movesOnly({ collection }: Draft): boolean {
  const names = Object.keys(fieldsOf(collection.changed))
  return isSubmission(collection) && names.length > 0 && names.every(name => name === 'status' || name === 'state')
}

function writers({ table }: Draft): Allow {
  return { can: `${table}:write` }
}

/** The owner; and staff, where the frontend knows roles. */
export function ownerOr({ roles }: World, field: string, staff: Allow): Allow {
  return roles.all.length === 0 ? { owner: field } : { or: [staff, { owner: field }] }
}
