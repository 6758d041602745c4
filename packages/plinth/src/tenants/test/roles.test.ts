import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { codeOf, dataOf, openWorld, type Person, send, type World } from './world.ts'

let world: World
let ann: Person
let cleo: Person
let rex: Person
let zoe: Person
let acme: string
let zeta: string

beforeAll(async () => {
  world = await openWorld()
  ann = await world.person('ann')
  cleo = await world.person('cleo')
  rex = await world.person('rex')
  zoe = await world.person('zoe')
  acme = await world.found(ann, 'Acme')
  zeta = await world.found(zoe, 'Zeta')
  await world.bring(ann, cleo, 'clerk')
  await world.bring(ann, rex, 'reader')
})
afterAll(() => world?.stop())

const path = () => `/tenants/${acme}/roles`
const make = (name: string, permissions: unknown, as = ann) => world.ask(`POST ${path()}`, as, { name, permissions })
const give = (role: string, as = ann) => world.ask(`PATCH /tenants/${acme}/members/${rex.id}`, as, { role })

describe('roles of a tenant', () => {
  it('8.2.2 permit nothing that their maker may not do, and nothing that nobody asks for', async () => {
    for (const permissions of [['*'], ['members:*'], ['*:read'], ['notes:read', 'tenants:delete']]) {
      const answer = await make('more', permissions, cleo)
      expect([answer.status, codeOf(answer)], permissions.join()).toEqual([403, 'TENANT_ROLE_EXCEEDS'])
    }
    for (const permissions of [
      ['moon:walk'],
      ['notes:dance'],
      ['*:dance'],
      ['notes'],
      ['*:*x'],
      'notes:read',
      [7],
      [null],
    ])
      expect((await make('odd', permissions)).status, JSON.stringify(permissions)).toBe(400)
    expect((await make('mine', ['notes:read'], rex)).status).toBe(403)
    expect((await world.place.asOwner('select from plinth.roles')).length).toBe(0)
  })

  it('have names of their own', async () => {
    for (const name of ['owner', 'clerk', 'reader'])
      expect(codeOf(await make(name, ['notes:read'])), name).toBe('TENANT_ROLE_TAKEN')
    for (const name of ['', 'a b', '7', '-', 'x'.repeat(64), "x'; drop table plinth.roles"])
      expect((await make(name, ['notes:read'])).status, name).toBe(400)
    const both = await Promise.all([make('writer', ['notes:read', 'notes:write']), make('writer', ['notes:read'])])
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
    for (const role of ['owner', 'clerk']) {
      expect(codeOf(await world.ask(`PUT ${path()}/${role}`, ann, { permissions: [] }))).toBe('TENANT_ROLE_TAKEN')
      expect(codeOf(await world.ask(`DELETE ${path()}/${role}`, ann))).toBe('TENANT_ROLE_TAKEN')
    }
    expect((await world.ask(`PUT ${path()}/none`, ann, { permissions: [] })).status).toBe(404)
  })

  it('8.4.1 exist in their own tenant alone', async () => {
    await world.ask(`PUT ${path()}/writer`, ann, { permissions: ['notes:read', 'notes:write'] })
    const other = await world.ask(`POST /tenants/${zeta}/invitations`, zoe, { email: 'x@example.com', role: 'writer' })
    expect(other.status).toBe(400)
    expect(JSON.stringify((await world.ask(`GET /tenants/${zeta}/roles`, zoe)).body)).not.toContain('writer')
    const { body } = await world.ask(`GET ${path()}`, ann)
    expect(dataOf(body)).toMatchObject([
      { name: 'writer', permissions: ['notes:read', 'notes:write'], custom: true },
      { name: 'clerk', custom: false },
      { name: 'owner', permissions: ['*'], custom: false },
      { name: 'reader', custom: false },
    ])
    const rows = await world.place.database.write({ text: 'select name from plinth.roles' }, [], { tenant: zeta })
    expect(rows).toEqual([])
  })

  it('8.4.1 give their rights, and other ones at once when they change, in every instance', async () => {
    const other = await world.instance()
    const write = (on = world.app) => send(on.as(rex.token), 'POST /notes', { text: 'x' })
    expect([(await write()).status, (await write(other)).status]).toEqual([403, 403])
    expect((await give('writer')).status).toBe(200)
    for (const on of [world.app, other])
      await vi.waitFor(async () => expect((await write(on)).status).toBe(201), { timeout: 1000, interval: 20 })
    const { status, body } = await world.ask(`PUT ${path()}/writer`, ann, { permissions: ['notes:read'] })
    expect([status, dataOf(body)]).toEqual([200, { name: 'writer', permissions: ['notes:read'], custom: true }])
    expect((await write()).status).toBe(403)
    await vi.waitFor(async () => expect((await write(other)).status).toBe(403), { timeout: 1000, interval: 20 })
  })

  it('are seen to change within a second where no message comes', async () => {
    const write = () => send(world.app.as(rex.token), 'POST /notes', { text: 'x' })
    expect((await write()).status).toBe(403)
    await world.place.asOwner(
      `with changed as (update plinth.roles set permissions = '{notes:write,notes:read}' returning tenant_id)
       update plinth.tenants set changed_at = clock_timestamp() from changed where id = changed.tenant_id`,
    )
    await vi.waitFor(async () => expect((await write()).status).toBe(201), { timeout: 1500, interval: 20 })
    await world.ask(`PUT ${path()}/writer`, ann, { permissions: ['notes:read'] })
  })

  it('8.2.2 of more rights than one’s own are neither changed nor given', async () => {
    await make('chief', ['tenants:delete'])
    for (const answer of [
      await world.ask(`PUT ${path()}/chief`, cleo, { permissions: [] }),
      await world.ask(`DELETE ${path()}/chief`, cleo),
      await give('chief', cleo),
    ])
      expect(codeOf(answer)).toBe('TENANT_ROLE_EXCEEDS')
    expect((await world.ask(`DELETE ${path()}/chief`, ann)).status).toBe(204)
  })

  it('that somebody has, or is invited to, stay', async () => {
    await give('writer')
    expect(codeOf(await world.ask(`DELETE ${path()}/writer`, ann))).toBe('TENANT_ROLE_IN_USE')
    await give('reader')
    await world.ask(`POST /tenants/${acme}/invitations`, ann, { email: 'x@example.com', role: 'writer' })
    expect(codeOf(await world.ask(`DELETE ${path()}/writer`, ann))).toBe('TENANT_ROLE_IN_USE')
    await world.ask(`POST /tenants/${acme}/invitations`, ann, { email: 'x@example.com', role: 'reader' })
    const [deleted, given] = await Promise.all([world.ask(`DELETE ${path()}/writer`, ann), give('writer')])
    expect([
      [204, 400],
      [409, 200],
    ]).toContainEqual([deleted.status, given.status])
  })

  it('bind API keys of their holders', async () => {
    await make('scribe', ['notes:read', 'notes:write'])
    await give('scribe')
    const { body } = await world.ask('POST /auth/keys', rex, { name: 'k', scopes: ['*'] })
    const { key } = dataOf(body) as { key: string }
    const write = () => send(world.app.as(key), 'POST /notes', { text: 'x' })
    expect((await write()).status).toBe(201)
    await world.ask(`PUT ${path()}/scribe`, ann, { permissions: ['notes:read'] })
    expect((await write()).status).toBe(403)
  })
})
