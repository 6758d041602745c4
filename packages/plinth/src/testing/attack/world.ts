import { type Actor, nobodyActor } from '../../access/index.ts'
import { resourcesOf } from '../../app/index.ts'
import { readTables } from '../../data/schema/index.ts'
import type { ResourceModel } from '../../resources/index.ts'
import type { TestApp } from '../app.ts'
import { attackErrors } from './errors.ts'
import { Rows, type Side } from './rows.ts'
import { operationAt } from './surface.ts'

/** Who asks in the attack, from the mightiest to nobody. `key` is an API key of the admin with every scope. */
export const attackers = ['admin', 'member', 'viewer', 'guest', 'key'] as const
export type Attacker = (typeof attackers)[number]

/** Somebody who asks. */
export interface Person {
  readonly name: Attacker
  readonly actor: Actor
  /** Headers that say who they are. */
  readonly headers: Readonly<Record<string, string>>
}

/** The two sides, their people and their rows. */
export interface World {
  readonly app: TestApp
  readonly rows: Rows
  readonly sides: Readonly<Record<'a' | 'b', Side>>
  /** The people of side A, who attack. */
  readonly people: readonly Person[]
  /** Ids of the people of each side. */
  readonly users: Readonly<Record<'a' | 'b', Readonly<Record<string, string>>>>
  /** The admin of side B, whose rows the others are after. */
  readonly victim: Person | undefined
  readonly models: readonly ResourceModel[]
  readonly bodies: Readonly<Record<string, BodyMaker>>
  /** Tables of tenants: what keeps the sides apart. False where the app has none, and people are set against each other. */
  readonly tenancy: boolean
}

/** Changes a body that was made from its schema. `key` is the id of a row of that table, of the same side. */
export type BodyMaker = (made: unknown, rows: { key(table: string): unknown }) => unknown

/** What the world is made with. */
export interface WorldOptions {
  /** The roles that stand for admin, member and viewer. Default: by what `auth.roles` lets each do. */
  readonly actors?: Readonly<Partial<Record<'admin' | 'member' | 'viewer', string>>> | undefined
  /** Values of rows that the attack makes, by table. */
  readonly rows?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined
  /** Bodies that a schema alone does not tell, by operation. */
  readonly bodies?: Readonly<Record<string, BodyMaker>> | undefined
}

const password = 'attack of the two sides'

/** Makes two sides with people in every role, and a row of each in every table. */
export async function makeWorld(app: TestApp, options: WorldOptions): Promise<World> {
  const tenancy = app.backend.tenancy !== undefined
  const tables = readTables(app.backend.schema)
  const users = tables.find(table => app.backend.schema[table.key] === app.backend.auth?.users)
  const sides = { a: await makeSide(app, 'a', tenancy), b: await makeSide(app, 'b', tenancy) }
  const tenants = tenancy ? [sides.a.tenant, sides.b.tenant] : [null]
  const rows = new Rows(app, { users: users?.name ?? '', own: options.rows ?? {}, tenants })
  const roles = rolesOf(app, options)
  const ids = { a: {} as Record<string, string>, b: {} as Record<string, string> }
  const people: Person[] = []
  let victim: Person | undefined
  for (const side of Object.values(sides)) {
    for (const [name, role] of app.backend.auth === undefined ? [] : roles) {
      const id = await makeUser(app, { side, name, role, tenancy })
      ids[side.name][name] = id
      if (side.name === 'b' && name !== 'admin') continue
      const permissions = app.backend.auth?.roles?.[role] ?? []
      const actor: Actor = { kind: 'user', id, tenant: side.tenant, roles: [role], permissions }
      const person = { name, actor, headers: await signIn(app, loginOf(name, side)) }
      if (side.name === 'a') people.push(person)
      else victim = person
    }
  }
  const naming = tenancy ? { 'x-tenant-id': sides.a.tenant ?? '' } : {}
  people.push({ name: 'guest', actor: { ...nobodyActor, tenant: sides.a.tenant }, headers: naming })
  const admin = people.find(person => person.name === 'admin')
  const key = admin && (await makeKey(app, admin))
  if (admin !== undefined && key !== undefined) {
    people.push({ name: 'key', actor: { ...admin.actor, kind: 'key', scopes: ['*'] }, headers: key })
  }
  for (const side of Object.values(sides)) {
    for (const user of Object.values(ids[side.name])) {
      for (const table of tables) if (table !== users) await rows.base(table, { side, user })
    }
    if (Object.keys(ids[side.name]).length === 0) for (const table of tables) await rows.base(table, { side, user: '' })
  }
  const models = resourcesOf(app.backend)
  return { app, rows, sides, people, victim, models, bodies: options.bodies ?? {}, users: ids, tenancy }
}

async function makeSide(app: TestApp, name: 'a' | 'b', tenancy: boolean): Promise<Side> {
  const mark = `m${crypto.randomUUID().slice(0, 8)}`
  if (!tenancy) return { name, mark, tenant: null }
  const text = `insert into plinth.tenants (slug, name) values ($1, $2) returning id::text as id`
  const [tenant] = await app.asOwner<{ id: string }>(text, [`attack-${name}-${mark}`, name])
  return { name, mark, tenant: tenant?.id ?? null }
}

/** Roles of the backend, by how much they may do: the most for admin, the least for viewer. */
function rolesOf(app: TestApp, { actors = {} }: WorldOptions): (readonly ['admin' | 'member' | 'viewer', string])[] {
  const declared = Object.entries(app.backend.auth?.roles ?? {})
  const might = (permissions: readonly string[]): number =>
    permissions.reduce((sum, one) => sum + (one === '*' ? 1000 : one.includes('*') ? 10 : 1), 0)
  const names = declared.toSorted((a, b) => might(b[1]) - might(a[1])).map(([name]) => name)
  const [most = 'admin', least = 'viewer'] = [names[0], names.at(-1)]
  const middle = names[Math.floor(names.length / 2)] ?? 'member'
  return [
    ['admin', actors.admin ?? most],
    ['member', actors.member ?? middle],
    ['viewer', actors.viewer ?? least],
  ]
}

interface NewPerson {
  readonly side: Side
  readonly name: string
  readonly role: string
  readonly tenancy: boolean
}

async function makeUser(app: TestApp, { side, name, role, tenancy }: NewPerson): Promise<string> {
  const { auth, schema } = { auth: app.app.auth, schema: app.backend.schema }
  const table = readTables(schema).find(each => schema[each.key] === app.backend.auth?.users)
  const values: Record<string, unknown> = { password }
  for (const column of table?.columns ?? []) {
    const free = !column.notNull || column.hasDefault || column.makeDefault !== undefined || column.primary
    const known = column.key === 'role' && (column.enumValues?.includes(role) ?? true)
    if (column.key === 'email') values.email = loginOf(name, side)
    else if (column.key === 'username') values.username = nameIn(loginOf(name, side))
    else if (known) values.role = role
    else if (!free && column.role === undefined)
      values[column.key] = column.type === 'text' ? `${name} of ${side.name}` : 1
  }
  if (auth === undefined) throw attackErrors.ATTACK_PERSON({ name, problem: 'nobody can log in' })
  const { id } = await auth.users.create(values as { password: string })
  if (!tenancy) return id
  const join = 'insert into plinth.memberships (user_id, tenant_id, role) values ($1, $2::uuid, $3)'
  await app.asOwner(join, [id, side.tenant, role])
  return id
}

/** The address of a person: another one in each attack. */
function loginOf(name: string, side: Side): string {
  return `${name}.${side.name}@${side.mark}.example.com`
}

function nameIn(email: string): string {
  return email.replace(/@(\w+)\..*/, '-$1').replace('.', '-')
}

/** Signs in through the door, in whatever words the dialect has. */
async function signIn(app: TestApp, email: string): Promise<Record<string, string>> {
  const { method, path, body } = operationAt(app, 'auth.login')
  const fill = (field: string): unknown =>
    field === 'password' ? password : field === 'username' ? nameIn(email) : field === 'email' ? email : undefined
  const response = await app.app.fetch(
    new Request(`http://localhost${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body(fill)),
    }),
  )
  const text = await response.text()
  const token =
    /"access_?token"\s*:\s*"([^"]+)"/i.exec(text)?.[1] ??
    /"token"\s*:\s*"([^"]+)"/i.exec(text)?.[1] ??
    /__Host-access=([^;]+)/.exec(response.headers.getSetCookie().join('\n'))?.[1]
  if (token === undefined)
    throw attackErrors.ATTACK_PERSON({ name: email, problem: `login answered ${response.status}` })
  const { header, scheme } = app.app.token
  return { [header]: scheme === '' ? token : `${scheme} ${token}` }
}

async function makeKey(app: TestApp, admin: Person): Promise<Record<string, string> | undefined> {
  if (!app.app.operations.some(operation => operation.name === 'auth.createKey')) return undefined
  const { method, path, body } = operationAt(app, 'auth.createKey')
  const fill = (field: string): unknown => (field === 'name' ? 'attack' : field === 'scopes' ? ['*'] : undefined)
  const response = await app.app.fetch(
    new Request(`http://localhost${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...admin.headers },
      body: JSON.stringify(body(fill)),
    }),
  )
  const key = /"(plk_[^"]+)"/.exec(await response.text())?.[1]
  return key === undefined ? undefined : { 'x-api-key': key }
}
