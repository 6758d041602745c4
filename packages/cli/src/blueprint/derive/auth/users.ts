import type { BlueprintField } from '../../blueprint.ts'
import type { Field } from '../../endpoint.ts'
import { columnOf, placesOf } from '../columns/field.ts'
import { inOrder } from '../columns/order.ts'
import { leafNames } from '../facts/ask.ts'
import { isFit } from '../facts/names.ts'
import { fieldsOf } from '../facts/shape.ts'
import { isAdded } from '../tables/members.ts'
import { computedOf, type World } from '../tables/world.ts'
import { authNames, isServersToSay } from './names.ts'
import { type AuthAsks, sentFields } from './operations.ts'

/** Names of a login field that say only that it is one. */
const anyLogin = /^(login|identifier)$/i

/** `passwordHint`: the runtime keeps no text of a password beside an account. When one was changed is no secret. */
const ofPassword = /^(password|passwd|pwd)/i

/** The columns of the users table: what register sends, what answers show of users, what they may change. */
export function usersFields(world: World): BlueprintField[] {
  const { people, roles, auth } = world
  const computed = new Set(
    people.collections.flatMap(collection => computedOf(world, collection)).map(({ name }) => name),
  )
  const known = Object.entries(fieldsOf(people.known)).filter(
    ([name]) => isFit(name) && !isAdded(name) && !computed.has(name),
  )
  const login = loginField(world)
  const isLogin = (name: string) => name.toLowerCase() === login && name !== login
  const named = known.filter(([name]) => (!anyLogin.test(name) || name === login) && !isLogin(name))
  const registered = fieldsOf(people.registered)
  const asks = [...auth.values()]
  const writing = [auth.get('auth.register'), auth.get('auth.update')]
  const bodies = writing.flatMap(ask => (ask === undefined ? [] : [sentFields(ask)]))
  const columns = named.map(([name, field]): BlueprintField => {
    const created = name === login ? given(field) : registered[name]
    // The settings of a person change them all: none is for nobody to write.
    const sent = bodies.flatMap(body => body[name] ?? [])
    const column = columnOf({
      name,
      field,
      created,
      changed: true,
      sent,
      always: people.always.has(name) || people.collections.some(({ always }) => always.has(name)),
      evidence: placesOf(name, asks),
    })
    return name === login ? { ...column, required: true, unique: true } : withoutDemand(column)
  })
  const open = columns.filter(({ name, type }) => type !== 'text' || !ofPassword.test(name))
  const signed = open.some(({ name }) => name === login) ? open : [...open, loginColumn(world)]
  if (roles.all.length === 0) return inOrder(signed)
  return inOrder(roles.flag === undefined ? withRole(signed, world) : withFlag(signed, roles.flag, world))
}

/** Nobody says of themselves what they may, or whether they are let in: a column for it begins as the server has it. */
function withoutDemand(column: BlueprintField): BlueprintField {
  if (!isServersToSay(column.name) || !column.required || column.default !== undefined) return column
  if (column.type === 'boolean') return { ...column, default: /(?:active|enabled)$/i.test(column.name) }
  return { ...column, required: false }
}

/** Who is staff is the server's too, unless staff says it of somebody. */
function withFlag(columns: readonly BlueprintField[], flag: string, { people }: World): BlueprintField[] {
  const isSaid = people.collections.some(({ changed }) => Object.hasOwn(fieldsOf(changed), flag))
  return columns.map(({ values: _, ...column }) =>
    column.name === flag
      ? {
          ...column,
          type: 'boolean',
          required: true,
          default: false,
          write: isSaid ? { can: 'users:write' } : 'nobody',
        }
      : column,
  )
}

/** Nothing shows what people sign in with, and they sign in. */
function loginColumn(world: World): BlueprintField {
  const evidence = world.auth.get('auth.login')?.endpoint.evidence.slice(0, 3) ?? []
  return { name: loginField(world), type: 'text', required: true, unique: true, certainty: 'guess', evidence }
}

function given(field: Field): Field {
  return { ...field, optional: false }
}

/** What the login sends, as far as its name says it. */
export function sentLogin(auth: AuthAsks): 'email' | 'username' | undefined {
  const sent = Object.keys(sentFields(auth.get('auth.login'))).find(name => authNames.identity.test(name))
  // A password grant of OAuth calls it `username`, whatever people sign in with.
  const made = Object.keys(sentFields(auth.get('auth.register')))
  const isMail = made.some(name => /^e_?mail/i.test(name)) && !made.some(name => /^user_?name$/i.test(name))
  if (sent !== undefined && /^user_?name$/i.test(sent)) return isMail ? 'email' : 'username'
  return sent !== undefined && /mail/i.test(sent) ? 'email' : undefined
}

/** What people are shown to have, where the login's own word says nothing: `identifier`. */
export function shownLogin(auth: AuthAsks): 'username' | undefined {
  const asks = (['auth.register', 'auth.login', 'auth.me', 'auth.update'] as const).flatMap(
    name => auth.get(name) ?? [],
  )
  const names = asks.flatMap(ask => [...leafNames(ask.answer), ...Object.keys(sentFields(ask))])
  return names.includes('username') && !names.includes('email') ? 'username' : undefined
}

/** What people log in with: as the login sends it, when a user has such a member; else their e-mail or username. */
export function loginField({ auth, people }: Pick<World, 'auth' | 'people'>): 'email' | 'username' {
  const sent = sentLogin(auth)
  if (sent !== undefined) return sent
  return Object.hasOwn(fieldsOf(people.known), 'username') && !Object.hasOwn(fieldsOf(people.known), 'email')
    ? 'username'
    : 'email'
}

/** The role is the server's: it starts as the first role, and no body writes it. */
function withRole(columns: readonly BlueprintField[], { roles }: World): BlueprintField[] {
  const known = columns.find(({ name }) => name === 'role')
  const role: BlueprintField = {
    name: 'role',
    type: 'text',
    required: true,
    values: [...roles.all],
    default: roles.initial ?? 'user',
    write: 'nobody',
    certainty: known === undefined ? 'likely' : 'sure',
    evidence: known?.evidence ?? [...roles.evidence].slice(0, 3),
  }
  return [...columns.filter(({ name }) => name !== 'role'), role]
}
