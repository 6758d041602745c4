import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Condition, ListQuery } from '../../operations/index.ts'
import type { TestBackend } from './backend.ts'
import { addProduct, ann, boss, withShop } from './shop.ts'

let shop: TestBackend
let before: string
const everything = () =>
  shop.asOwner<{ all: string }>(`select json_build_object('p', (select json_agg(p order by id) from products p),
    'o', (select json_agg(o order by id) from orders o), 'u', (select json_agg(u order by id) from users u))::text as all`)

beforeAll(async () => {
  shop = await withShop()
  const lamp = await addProduct(shop, { name: 'Lamp' })
  await addProduct(shop, { name: 'Secret', status: 'draft' })
  const items = [{ productId: lamp.id, quantity: 1 }]
  await shop.run('orders.create', { as: ann, body: { shippingAddress: 'Road', items } })
  before = (await everything())[0]?.all ?? ''
})
afterAll(() => shop?.stop())

const payloads = [
  `'`,
  `"`,
  `\\`,
  `' or '1'='1`,
  `'; drop table products; --`,
  `1) or (1=1`,
  `$1`,
  `$99::text`,
  `%' or status = 'draft' --`,
  `"; select pg_sleep(5); --`,
  `{"a":1}`,
  `{x,y}`,
  `\0`,
  `\u{1F600}\u202e`,
  'a'.repeat(100_000),
  `__proto__`,
  `constructor`,
  `toString`,
]

/** Whatever is sent: refused with a 4xx or answered, and never with a row that is not the asker's to see. */
async function harmless(work: () => Promise<unknown>): Promise<void> {
  const answer = await work().then(
    value => JSON.stringify(value),
    (error: { status?: number }) => {
      expect(error.status, String(error)).toBeGreaterThanOrEqual(400)
      expect(error.status, String(error)).toBeLessThan(500)
      return ''
    },
  )
  expect(answer).not.toContain('Secret')
}

describe.each(payloads.map(payload => [JSON.stringify(payload).slice(0, 40), payload] as const))('%s', (_, payload) => {
  const ops = ['eq', 'ne', 'gt', 'lte', 'in', 'contains', 'startsWith', 'isNull'] as const
  const list = (query: ListQuery) => harmless(() => shop.run('products.list', { list: query }))

  test('in every filter', async () => {
    for (const field of ['categoryId', 'priceCents', 'status', 'name', 'imageUrl', 'createdAt']) {
      for (const op of ops) {
        await list({ where: [{ field, op, value: payload }] })
        await list({ where: [{ field, op, value: [payload] }] })
      }
    }
    for (const field of ['buyer', 'product']) {
      await harmless(() => shop.run('orders.list', { as: ann, list: { where: [{ field, op: 'eq', value: payload }] } }))
    }
  })

  test('as names, in searches, cursors and ids', async () => {
    const condition: Condition = { field: payload, op: 'eq', value: 1 }
    await list({ where: [condition] })
    await list({ where: [{ field: 'name', op: payload as 'eq', value: 'x' }] })
    await list({ sort: [{ field: payload, descending: true }] })
    await list({ fields: [payload] })
    await list({ include: [payload] })
    await list({ search: payload })
    await list({ after: payload })
    await harmless(() => shop.run('products.get', { params: { id: payload } }))
    await harmless(() =>
      shop.run('products.get', { params: { id: boss.id ?? '' }, query: { fields: payload, include: payload } }),
    )
  })

  test('in bodies', async () => {
    const fields = ['name', 'priceCents', 'status', 'categoryId', 'description', 'imageUrl', payload]
    for (const field of fields.filter(one => one !== 'name' && one !== 'description' && one !== 'imageUrl')) {
      const body = { name: 'x', priceCents: 1, [field]: payload }
      await expect(shop.run('products.create', { as: boss, body })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' })
    }
  })
})

test('stored text comes back as it was, whatever is in it', async () => {
  for (const name of payloads.filter(text => !text.includes('\0'))) {
    const { id } = await shop.ask('categories.create', { as: boss, body: { name } })
    expect((await shop.ask('categories.get', { params: { id } })).name).toBe(name)
    await shop.run('categories.delete', { as: boss, params: { id } })
  }
})

test('nothing has changed', async () => {
  expect((await everything())[0]?.all).toBe(before)
})
