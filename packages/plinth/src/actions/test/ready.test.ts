import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anyone, can, owner, signedIn } from '../../access/index.ts'
import { integer, pgTable, text, uuid } from '../../data/schema/index.ts'
import type { Reply } from '../../operations/index.ts'
import { resource } from '../../resources/index.ts'
import type { TestBackend } from '../../resources/test/backend.ts'
import { addProduct, ann, bob, boss, resources, schema, withShop } from '../../resources/test/shop.ts'
import { type Action, compileActions, exportOf, singleton, stats } from '../index.ts'

const settings = pgTable('settings', {
  userId: uuid().primaryKey(),
  theme: text().notNull().default('light'),
  size: integer(),
})
const site = pgTable('site', { id: uuid().primaryKey(), title: text().notNull().default('Ours') })

const compiled = (actions: readonly Action[]) => (engine: Parameters<typeof compileActions>[1]) =>
  compileActions(
    actions.map(action => ({ module: 'test', action })),
    engine,
  )

let shop: TestBackend

beforeAll(async () => {
  const { orders, products } = schema
  const actions = [
    stats('GET /orders/stats', {
      allow: signedIn,
      values: {
        total: { of: orders },
        pending: { of: orders, where: { status: 'pending' } },
        cancelled: { of: orders, where: { status: 'cancelled' } },
        'money.spent': { of: orders, sum: 'totalCents' },
        'money.mean': { of: orders, average: 'totalCents' },
        today: { of: orders, since: 'day' },
        byStatus: { of: orders, by: 'status' },
        daily: { of: orders, by: 'createdAt', every: 'day', as: ['date', 'count'] },
        paidDaily: { of: orders, where: { status: 'paid' }, by: 'createdAt', every: 'month', as: ['month', 'count'] },
        products: { of: products },
      },
    }),
    stats('GET /products/stock', { allow: anyone, values: { stock: { of: products, sum: 'stock' } } }),
    exportOf('GET /orders/export', { of: orders, as: 'csv', allow: signedIn, most: 1001 }),
    exportOf('GET /products/export', { of: products, as: 'json', allow: anyone }),
    ...singleton('/settings', { of: settings, allow: signedIn }),
    ...singleton('/site', { of: site, allow: anyone, change: 'PUT' }),
  ]
  const own = owner('userId')
  shop = await withShop({
    schema: { ...schema, settings, site },
    resources: [
      ...resources,
      resource(settings, { operations: [], allow: { read: own, update: own } }),
      resource(site, { operations: [], allow: { read: anyone, replace: can('site:write') } }),
    ],
    more: compiled(actions),
  })
  const lamp = await addProduct(shop, { name: 'Lamp', stock: 1000, priceCents: 250 })
  await addProduct(shop, { name: '=1+1, "so"', status: 'draft' })
  const place = (as: typeof ann, quantity: number, shippingAddress = 'x') =>
    shop.ask('orders.create', { as, body: { shippingAddress, items: [{ productId: lamp.id, quantity }] } })
  await place(ann, 1, '=cmd()')
  await place(ann, 3, 'a "b", c')
  await place(bob, 2)
})
afterAll(() => shop?.stop())

describe('numbers', () => {
  test('are of the rows that the actor may list', async () => {
    const mine = await shop.ask<Record<string, unknown>>('orders.stats', { as: ann })
    expect(mine).toMatchObject({ total: 2, pending: 2, cancelled: 0, money: { spent: 1000, mean: 500 }, today: 2 })
    expect(mine).toMatchObject({ byStatus: { pending: 2, cancelled: 0 }, paidDaily: [], products: 1 })
    expect(mine.daily).toEqual([{ date: new Date().toISOString().slice(0, 10), count: 2 }])
    expect(await shop.ask('orders.stats', { as: boss })).toMatchObject({
      total: 3,
      money: { spent: 1500 },
      products: 2,
    })
  })

  test('need signing in where their policy says so, and show nothing of a field that is not for all', async () => {
    await expect(shop.run('orders.stats')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    await expect(shop.run('products.stock', { as: ann })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await shop.ask('products.stock', { as: boss })).toEqual({ stock: 999 })
  })

  test('of a field that cannot be added up stop the start', () => {
    const wrong = stats('GET /x', { allow: anyone, values: { a: { of: schema.products, sum: 'name' } } })
    expect(() => compiled([wrong])(shop.engine)).toThrow('name is no number')
  })
})

const textOf = async (reply: Reply): Promise<string> => {
  const pieces: string[] = []
  if (reply.kind === 'file') for await (const piece of reply.text) pieces.push(piece)
  return pieces.join('')
}

describe('an export', () => {
  test('is the list of the actor, a line a row, with nothing that a spreadsheet would run', async () => {
    const reply = await shop.run('orders.export', {
      as: ann,
      list: { sort: [{ field: 'totalCents', descending: false }] },
    })
    expect(reply).toMatchObject({ kind: 'file', type: 'text/csv', name: 'orders.csv' })
    const [head = '', first = '', second = '', ...rest] = (await textOf(reply)).split('\r\n')
    expect(head.split(',')).toContain('shippingAddress')
    expect(first).toContain(`'=cmd()`)
    expect(second).toContain('"a ""b"", c"')
    expect(rest).toEqual([''])
  })

  test('takes the filters of the list, and leaves out what the actor may not see', async () => {
    const where = [{ field: 'status', op: 'eq', value: 'cancelled' }] as const
    expect((await textOf(await shop.run('orders.export', { as: boss, list: { where } }))).split('\r\n')).toHaveLength(2)
    const all = JSON.parse(await textOf(await shop.run('products.export'))) as { name: string }[]
    expect(all.map(({ name }) => name)).toEqual(['Lamp'])
    expect(all[0]).not.toHaveProperty('stock')
  })

  test('goes on over pages, and refuses what is too much', async () => {
    const insert = `insert into orders (customer_id, total_cents, shipping_address) select $1, n, 'y' from generate_series(1, 999) n`
    await shop.asOwner(insert, [ann.id])
    const lines = (await textOf(await shop.run('orders.export', { as: ann }))).split('\r\n')
    expect(new Set(lines).size).toBe(1003)
    await expect(shop.run('orders.export', { as: boss })).rejects.toMatchObject({ code: 'CONFLICT' })
    await shop.asOwner(`delete from orders where shipping_address = 'y'`)
  })
})

describe('a row of one’s own', () => {
  test('is made when it is first asked for, once, for each user', async () => {
    const asked = await Promise.all([1, 2, 3].map(() => shop.ask('settings.get', { as: ann })))
    expect(asked).toEqual([1, 2, 3].map(() => ({ userId: ann.id, theme: 'light', size: null })))
    await shop.ask('settings.patch', { as: ann, body: { theme: 'dark' } })
    expect(await shop.ask('settings.get', { as: ann })).toMatchObject({ theme: 'dark' })
    expect(await shop.ask('settings.get', { as: bob })).toMatchObject({ theme: 'light' })
  })

  test('cannot be given away, and is nobody’s without signing in', async () => {
    const taken = shop.run('settings.patch', { as: bob, body: { userId: ann.id } })
    await expect(taken).rejects.toMatchObject({ code: 'VALIDATION_FAILED' })
    await expect(shop.run('settings.get')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  test('without an owner is everybody’s, and changed by those who may', async () => {
    expect(await shop.ask('site.get')).toMatchObject({ title: 'Ours' })
    await expect(shop.run('site.put', { as: ann, body: { title: 'Mine' } })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await shop.ask('site.put', { as: boss, body: { title: 'Theirs' } })
    expect(await shop.ask('site.get', { as: bob })).toMatchObject({ title: 'Theirs' })
  })
})
