import type { Shape } from '../../endpoint.ts'
import { isPeople, type Toggle } from '../actions/toggle.ts'
import { fieldsOf, isScalar, mergeShapes } from '../facts/shape.ts'
import type { Collection } from '../tables/collection.ts'
import { authNames } from './names.ts'
import { type AuthAsks, sentFields } from './operations.ts'
import type { Session } from './session.ts'

/** Those who sign in, as the answers show them. */
export interface People {
  /** False where nobody signs in. */
  readonly present: boolean
  /** What register sends, without passwords. */
  readonly registered: Shape
  /** Every member that a user is known to have, without passwords and tokens. */
  readonly known: Shape
  /** Members that the answer of somebody who has just registered has for certain, and never as null. */
  readonly always: ReadonlySet<string>
  /** Collections whose rows are users. */
  readonly collections: readonly Collection[]
}

const platform = /^(id|_id|createdAt|updatedAt)$/

/** Puts together what is known of users. `profiles` are users when they show nothing that users do not have. */
export function findPeople(
  asks: AuthAsks,
  session: Session,
  { collections, toggles }: { collections: readonly Collection[]; toggles: readonly Toggle[] },
): People {
  const present = asks.has('auth.login')
  const registered = withoutSecrets(sentFields(asks.get('auth.register')))
  const updated = withoutSecrets(sentFields(asks.get('auth.update')))
  const login = identityOf(sentFields(asks.get('auth.login')), registered)
  const known = [login, registered, updated, withoutSecrets(fieldsOf(session.user))].reduce(mergeShapes)
  const names = new Set(Object.keys(fieldsOf(known)))
  const shown = collections.filter(collection => present && showsPeople(collection, names, toggles))
  const sure = Object.entries(fieldsOf(session.user)).filter(([, field]) => !field.optional && field.nullable !== true)
  return { present, registered, known, always: new Set(sure.map(([name]) => name)), collections: shown }
}

/** What a login sends to say who it is. The rest is about signing in, and so is a name that nobody registers with. */
function identityOf(fields: ReturnType<typeof sentFields>, registered: Shape): Shape {
  const known = fieldsOf(registered)
  const isKnown = (name: string) => Object.keys(known).length === 0 || Object.hasOwn(known, name)
  const own = Object.entries(fields).filter(([name]) => authNames.identity.test(name) && isKnown(name))
  return { kind: 'object', fields: Object.fromEntries(own) }
}

function withoutSecrets(fields: ReturnType<typeof sentFields>): Shape {
  const open = Object.entries(fields).filter(([name]) => !authNames.secret.test(name))
  return { kind: 'object', fields: Object.fromEntries(open) }
}

function showsPeople(collection: Collection, names: ReadonlySet<string>, toggles: readonly Toggle[]): boolean {
  if (!isPeople(collection)) return false
  if (collection.name === 'users') return true
  const computed = toggles.filter(({ on }) => on === collection).flatMap(({ exists, count }) => [exists, count])
  const own = scalarNames(collection.item).filter(name => !platform.test(name) && !computed.includes(name))
  return own.length > 0 && own.every(name => names.has(name)) && collection.verbs.get('create') === undefined
}

/** True for an object that shows a user: all that is known of it belongs to users. */
export function isPerson(
  { name, shape }: { name: string; shape: Shape },
  people: People,
  computed: ReadonlySet<string>,
): boolean {
  if (!people.present || shape.kind !== 'object') return false
  const names = scalarNames(shape).filter(member => !platform.test(member) && !computed.has(member))
  const known = fieldsOf(people.known)
  const all = names.every(member => Object.hasOwn(known, member))
  return personWord.test(name) ? all || names.some(member => Object.hasOwn(known, member)) : all && names.length > 1
}

/** Names of a person in a row: the one who made it, or somebody it is about. */
export const personWord =
  /^(user|owner|author|creator|createdBy|customer|seller|buyer|sender|receiver|recipient|assignee|poster|reporter|reviewer|writer|editor|host|member|student|teacher)$/

/** Names of the person who made the row. */
export const makerWord = /^(user|owner|author|creator|createdBy|customer|sender|poster|reporter|reviewer|writer|host)$/

function scalarNames(shape: Shape): string[] {
  return Object.entries(fieldsOf(shape)).flatMap(([name, field]) => (isScalar(field.shape) ? [name] : []))
}
