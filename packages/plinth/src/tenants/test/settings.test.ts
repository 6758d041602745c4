import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { anyone, can } from '../../access/index.ts'
import { defineBackend } from '../../app/index.ts'
import { openapiOf } from '../../app/inspect.ts'
import { id, pgTable, text } from '../../data/schema/index.ts'
import { module } from '../../modules/index.ts'
import { resource } from '../../resources/index.ts'
import { codeOf, dataOf, openWorld, type Person, roles, send, users, type World } from './world.ts'

let world: World
let ann: Person
let zoe: Person
let acme: string

beforeAll(async () => {
  world = await openWorld()
  ann = await world.person('ann')
  zoe = await world.person('zoe')
  acme = await world.found(ann, 'Acme')
  await world.found(zoe, 'Zeta')
})
afterAll(() => world?.stop())

const set = (body: unknown, as = ann) => world.ask(`PUT /tenants/${acme}/settings`, as, body)
const read = async () => dataOf((await world.ask(`GET /tenants/${acme}/settings`, ann)).body)
const theme = async (on = world.app, as = ann) =>
  (dataOf((await send(on.as(as.token), 'GET /here')).body) as { theme: string }).theme

describe('settings of a tenant', () => {
  it('2.2.1 refuse what the schema does not know, and leave what was set', async () => {
    await set({ theme: 'dark' })
    for (const body of [
      { theme: 'pink' },
      { colour: 'red' },
      { exports: 'yes' },
      { theme: null },
      [],
      'x',
      { constructor: {} },
    ])
      expect((await set(body)).status, JSON.stringify(body)).toBe(400)
    expect(await read()).toEqual({ theme: 'dark', exports: false })
  })

  it('have every default, and are replaced whole', async () => {
    await set({ theme: 'dark', exports: true })
    expect(dataOf((await set({ exports: true })).body)).toEqual({ theme: 'light', exports: true })
    expect(await read()).toEqual({ theme: 'light', exports: true })
  })

  it('8.4.1 are those of the own tenant in ctx.tenant, at most a second old in another instance', async () => {
    const other = await world.instance()
    await set({ theme: 'light' })
    expect([await theme(), await theme(other)]).toEqual(['light', 'light'])
    await set({ theme: 'dark' })
    expect(await theme()).toBe('dark')
    await vi.waitFor(async () => expect(await theme(other)).toBe('dark'), { timeout: 1000, interval: 20 })
    expect(await theme(other, zoe)).toBe('light')
  })

  it('of an earlier schema keep what still fits', async () => {
    await world.place.asOwner(
      `update plinth.tenants set settings = '{"theme":"pink","exports":true,"gone":1}' where id = $1`,
      [acme],
    )
    expect(await read()).toEqual({ theme: 'light', exports: true })
  })

  it('need a permission to be changed', async () => {
    const rex = await world.person('rex')
    await world.bring(ann, rex, 'reader')
    expect((await set({ theme: 'dark' }, rex)).status).toBe(403)
    expect((await world.ask(`GET /tenants/${acme}/settings`, rex)).status).toBe(200)
  })
})

describe('options that cannot be', () => {
  const boot = (tenancy: object) =>
    world.instance({ tenancy }).catch(error => ({ status: 0, headers: new Headers(), body: error }))
  it.each([
    ['settings without a default', { settings: z.object({ theme: z.string() }) }],
    ['settings that are no object', { settings: z.string() }],
    ['a founder that is no role', { founder: 'king' }],
    ['a time that is none', { deleteAfter: 'soon' }],
    ['an unknown source', { from: ['moon'] }],
  ])('stop the start: %s', async (_, tenancy) => {
    expect(codeOf((await boot(tenancy)) as never)).toBe('TENANCY_UNFIT')
  })

  it('8.2.1 stop the start where whoever makes a tenant could touch what all tenants share', async () => {
    const shared = pgTable('plans', { id: id(), name: text().notNull() })
    const compile = (allow: object, founder?: string | false) => () =>
      openapiOf(
        defineBackend({
          name: 'desk',
          schema: { users, plans: shared },
          tenancy: { global: [shared], ...(founder === undefined ? {} : { founder }) },
          auth: { users, roles },
          modules: [module('plans', { tables: [shared], resources: [resource(shared, { allow })] })],
        }),
      )
    const writers = { read: anyone, write: can('plans:write') }
    expect(compile(writers)).toThrow(/founder.*owner.*plans:write/)
    for (const fine of [compile(writers, 'clerk'), compile(writers, false), compile({ read: anyone })])
      expect(Object.keys(fine().paths)).toContain('/api/plans')
  })

  it('leave out what is off', async () => {
    const closed = await world.instance({ tenancy: { founder: false } })
    const names = closed.app.operations.map(({ name }) => name)
    expect(names).not.toContain('tenants.create')
    expect(names).not.toContain('tenants.settings')
    expect(names).toContain('tenants.list')
  })
})
