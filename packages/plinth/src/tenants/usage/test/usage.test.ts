import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { silentLog } from '../../../observability/index.ts'
import { resolveTenancy } from '../../../tenancy/index.ts'
import { Requests } from '../requests.ts'
import { backend, type Counted, type Name, openCounted, tenants } from './backend.ts'

let counted: Counted
beforeAll(async () => {
  counted = await openCounted()
})
afterAll(() => counted?.stop())
beforeEach(async () => {
  await counted.place.asOwner('delete from papers')
  await counted.place.asOwner('delete from notes')
  await counted.place.asOwner('update plinth.tenants set plan = null')
})

interface Day {
  readonly day: string
  readonly requests: number
  readonly members: number
  readonly rows: Readonly<Record<string, number>>
}
const as = (name: Name) => counted.as(name)
const usage = async (query = '', name: Name = 'ann', tenant: string = tenants.acme) =>
  (await as(name).get(`/api/tenants/${tenant}/usage${query}`)).body as { data: Day[]; code?: string }
const today = async () => (await usage()).data.at(-1)
const create = (kind: 'papers' | 'notes', name: Name = 'ann') => as(name).post(`/api/${kind}`, { title: 'x' })
const plan = (name: string) => counted.place.asOwner('update plinth.tenants set plan = $1', [name])

describe('8.4.1 usage', () => {
  test('of another tenant does not exist, and is shown to nobody without the permission', async () => {
    expect((await as('zoe').get(`/api/tenants/${tenants.acme}/usage`)).status).toBe(404)
    expect((await as('max').get(`/api/tenants/${tenants.acme}/usage`)).status).toBe(403)
    expect((await as('ron').get(`/api/tenants/${tenants.acme}/usage`)).status).toBe(403)
    expect((await counted.app.get(`/api/tenants/${tenants.acme}/usage`)).status).toBe(401)
  })

  test('counts nothing of another tenant', async () => {
    await create('papers', 'zoe')
    expect((await today())?.rows.papers ?? 0).toBe(0)
    expect((await usage('', 'zoe', tenants.zeta)).data.at(-1)).toMatchObject({ members: 1, rows: { papers: 1 } })
  })

  test('is written by nobody but the triggers', async () => {
    const client = new pg.Client(counted.place.app.config)
    await client.connect()
    try {
      for (const table of ['usage_rows', 'usage_deltas', 'usage_requests', 'plans', 'plan_limits']) {
        for (const text of [`delete from plinth.${table}`, `update plinth.${table} set n = 0`]) {
          await expect(client.query(text), text).rejects.toThrow(/permission denied|does not exist/)
        }
      }
      await expect(client.query(`insert into plinth.usage_deltas values ('x', 'papers', now(), -9)`)).rejects.toThrow(
        'permission denied',
      )
      await expect(client.query(`select plinth.check_rows('x', 'papers')`)).rejects.toThrow('permission denied')
      expect((await client.query('select * from plinth.usage_rows')).rows).toEqual([])
    } finally {
      await client.end()
    }
  })
})

describe('rows', () => {
  test('that were rolled back are not counted', async () => {
    expect((await as('ann').post('/api/notes/undone', {})).status).toBe(500)
    expect((await today())?.rows.notes ?? 0).toBe(0)
  })

  test('are counted however they came and went, before and after they are added up', async () => {
    await Promise.all(Array.from({ length: 20 }, () => create('notes')))
    await as('ann').post('/api/papers/many', { n: 3 })
    expect((await today())?.rows).toEqual({ notes: 20, papers: 3 })
    await counted.place.asOwner('select plinth.compact_usage()')
    expect(await counted.place.asOwner('select * from plinth.usage_deltas')).toEqual([])
    expect((await today())?.rows).toEqual({ notes: 20, papers: 3 })
    await counted.place.asOwner('delete from notes')
    expect((await today())?.rows).toEqual({ notes: 0, papers: 3 })
  })

  test('are those at the end of each day', async () => {
    await create('notes')
    const before = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    const { data } = await usage(`?from=${before}`)
    expect(data.map(({ day, rows }) => [day === before, rows.notes ?? 0])).toEqual([
      [true, 0],
      [false, 1],
    ])
    expect((await usage()).data).toHaveLength(30)
  })

  test.each(['?from=x', '?to=2030-02-31', '?from=2030-01-02&to=2030-01-01', '?from=2020-01-01&to=2030-01-01', '?a=b'])(
    '2.2.1 are not asked for by %s',
    async query => {
      expect((await as('ann').get(`/api/tenants/${tenants.acme}/usage${query}`)).status).toBe(400)
    },
  )
})

describe('2.3.2 a plan', () => {
  test('is not passed by many writers at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => create('papers')))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(5).fill(201), ...Array(15).fill(402)])
    expect(await counted.place.asOwner('select count(*)::int as n from papers')).toEqual([{ n: 5 }])
    expect((await create('papers', 'zoe')).status).toBe(201)
    expect((await create('notes')).status).toBe(201)
  })

  test('says which limit, which plan, and which plan allows more', async () => {
    const { status, body } = await as('ann').post('/api/papers/many', { n: 6 })
    expect(status).toBe(402)
    const details = { plan: 'free', limit: 'papers', most: 5, next: 'large' }
    expect(body).toMatchObject({ code: 'PLAN_LIMIT_REACHED', details })
    expect((await today())?.rows.papers ?? 0).toBe(0)
  })

  test('has room again after a row went, and more after another plan was given', async () => {
    expect((await as('ann').post('/api/papers/many', { n: 5 })).status).toBe(200)
    expect((await create('papers')).status).toBe(402)
    await counted.place.asOwner('delete from papers where ctid = (select min(ctid) from papers)')
    expect((await create('papers')).status).toBe(201)
    await plan('large')
    expect((await as('ann').post('/api/papers/many', { n: 45 })).status).toBe(200)
    expect((await create('papers')).status).toBe(402)
  })

  test('holds for members', async () => {
    const join = () =>
      counted.place.database.write(
        { text: `insert into plinth.memberships (user_id, tenant_id, role) values ($1, $2::uuid, 'reader')` },
        [counted.ids.max, tenants.acme],
        { tenant: tenants.acme },
      )
    await expect(join()).rejects.toMatchObject({
      code: 'PLAN_LIMIT_REACHED',
      details: { limit: 'members', most: 2, next: 'small' },
    })
    await plan('small')
    await join()
    expect(await today()).toMatchObject({ members: 3 })
    await counted.place.asOwner('delete from plinth.memberships where user_id = $1', [counted.ids.max])
    expect(await today()).toMatchObject({ members: 2 })
  })
})

describe('requests', () => {
  const { plans } = resolveTenancy(backend.tenancy ?? {})
  const open = () => new Requests({ database: counted.place.database, plans, log: silentLog })
  const actor = { kind: 'user', id: 'ann', tenant: tenants.acme } as never
  beforeEach(() => counted.place.asOwner('delete from plinth.usage_requests'))
  const shown = async () => (await today())?.requests

  test('of visitors are not counted', async () => {
    const requests = open()
    requests.count({ kind: 'nobody', id: null, tenant: tenants.acme } as never)
    await requests.flush()
    expect(await shown()).toBe(0)
  })

  test('of two instances are added up, each once', async () => {
    const [one, two] = [open(), open()]
    for (let n = 0; n < 100; n += 1) (n % 2 === 0 ? one : two).count(actor)
    await Promise.all([one.flush(), two.flush()])
    await one.flush()
    expect(await shown()).toBe(100)
  })

  test('are kept while the database cannot be written', async () => {
    let down = true
    const write = (...args: Parameters<typeof counted.place.database.write>) =>
      down ? Promise.reject(new Error('down')) : counted.place.database.write(...args)
    const requests = new Requests({ database: { ...counted.place.database, write } as never, plans, log: silentLog })
    for (let n = 0; n < 3; n += 1) requests.count(actor)
    await expect(requests.flush()).rejects.toThrow('down')
    down = false
    await requests.flush()
    expect(await shown()).toBe(3)
  })

  test('2.4.1 beyond the month’s plan are refused, until there is a plan with more', async () => {
    await plan('small')
    const requests = open()
    for (let n = 0; n < 3; n += 1) requests.count(actor)
    await requests.flush()
    const refused = expect.objectContaining({
      code: 'PLAN_LIMIT_REACHED',
      details: { plan: 'small', limit: 'requests a month', most: 3, next: 'large' },
    })
    expect(() => requests.count(actor)).toThrow(refused)
    expect(() => requests.count(actor)).toThrow(refused)
    await requests.flush()
    expect(await shown()).toBe(3)
    await plan('large')
    expect(() => requests.count(actor)).toThrow(refused)
    await requests.flush()
    requests.count(actor)
  })
})
