import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Data, type TestBackend, user } from './backend.ts'
import { addProduct, ann, boss, withShop } from './shop.ts'

let shop: TestBackend
let lamp: Data
beforeAll(async () => {
  shop = await withShop()
  lamp = await addProduct(shop, { stock: 100_000 })
  await shop.asOwner(`insert into categories (name) select 'c' || i from generate_series(1, 10) i`)
  await shop.asOwner(`insert into products (name, slug, price_cents, status, category_id)
    select 'p' || i, 's' || i, i, 'active', (select id from categories order by name offset i % 10 limit 1) from generate_series(1, 1200) i`)
  await shop.asOwner(
    `with o as (insert into orders (customer_id, total_cents, shipping_address) select $1, 1, 'x' from generate_series(1, 1200) returning id)
     insert into order_items (order_id, product_id, product_name, quantity, unit_price_cents) select o.id, $2, 'x', 1, 1 from o, generate_series(1, 3)`,
    [ann.id, lamp.id],
  )
})
afterAll(() => shop?.stop())

async function counting(work: () => Promise<unknown>): Promise<number> {
  shop.sent()
  await work()
  return shop.sent()
}

test.each([10, 1000])('a list of %i rows with filters, relations and children is one statement', async limit => {
  const where = [{ field: 'priceCents', op: 'gt' as const, value: 0 }]
  const rows = () =>
    shop.ask<Data[]>('products.list', { as: ann, list: { limit, where, include: ['category', 'orderItems'] } })
  expect(await counting(rows)).toBe(1)
  expect(await rows()).toHaveLength(limit)
  const orders = () => shop.ask<Data[]>('orders.list', { as: ann, list: { limit } })
  expect(await counting(orders)).toBe(1)
  const [first] = await orders()
  expect(first?.items).toHaveLength(3)
})

test('a single row, a create, an update and a delete without hooks are one statement each', async () => {
  const body = { name: 'Garden' }
  let id = ''
  expect(await counting(async () => (id = (await shop.ask('categories.create', { as: boss, body })).id))).toBe(1)
  expect(await counting(() => shop.run('categories.get', { params: { id } }))).toBe(1)
  expect(await counting(() => shop.run('categories.update', { as: boss, params: { id }, body }))).toBe(1)
  expect(await counting(() => shop.run('categories.delete', { as: boss, params: { id } }))).toBe(1)
})

test('an order of many lines takes no more statements than one of a few', async () => {
  const order = (count: number) => ({
    shippingAddress: 'x',
    items: Array.from({ length: count }, () => ({ productId: lamp.id, quantity: 1 })),
  })
  // The shop's own hook reads and writes the product twice a line.
  const own = (count: number) => counting(() => shop.run('orders.create', { as: ann, body: order(count) }))
  expect((await own(2)) - 4).toBe((await own(50)) - 100)
})

test('a question of one shape is one prepared statement, whatever its values', async () => {
  const statements = shop.engine.parts.served(shop.engine.parts.models[1] as never).statements
  const made = new Set<unknown>()
  const of = statements.of.bind(statements)
  statements.of = (...given) => {
    const statement = of(...given)
    made.add(statement)
    return statement
  }
  for (let value = 0; value < 20; value++) {
    const where = [{ field: 'priceCents', op: 'gt' as const, value }]
    await shop.run('products.list', { as: user(crypto.randomUUID()), list: { where, limit: 10 } })
  }
  expect(made.size).toBe(1)
  expect([...made]).toMatchObject([{ name: expect.any(String) }])
})

test('shapes beyond 500 run without a name', async () => {
  const { Statements } = await import('../sql/statements.ts')
  const statements = new Statements('test')
  const named = Array.from({ length: 600 }, (_, at) => statements.of(`select ${at}`).name)
  expect(named.filter(name => name !== undefined)).toHaveLength(500)
  expect(statements.of('select 3')).toBe(statements.of('select 3'))
})
