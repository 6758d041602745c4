import { afterAll, beforeAll, expect, test } from 'vitest'
import * as schema from '../../../../../examples/storefront/backend/schema.ts'
import { anyone, can, nobody, owner, signedIn, where } from '../../access/index.ts'
import { conflict } from '../../errors/index.ts'
import { resource, slugify } from '../index.ts'
import { pageOf, type TestBackend, user, withBackend } from './backend.ts'

let shop: TestBackend
const ann = user('00000000-0000-4000-8000-000000000001', ['orders:create'])
const bob = user('00000000-0000-4000-8000-000000000002', ['orders:create'])
const boss = user('00000000-0000-4000-8000-000000000003', ['*'])

beforeAll(async () => {
  shop = await withBackend({
    schema,
    users: schema.users,
    resources: [
      resource(schema.categories, { allow: { read: anyone, write: can('categories:write') }, sort: ['name'] }),
      resource(schema.products, {
        allow: { read: where({ status: 'active' }).or(can('products:write')), write: can('products:write') },
        filter: ['categoryId', 'priceCents', 'status'],
        sort: ['createdAt', 'name', 'priceCents'],
        search: ['name', 'description'],
        include: ['category'],
        before: { create: ({ input }) => ({ ...input, slug: input.slug ?? slugify(input.name) }) },
      }),
      resource(schema.orders, {
        operations: ['list', 'get', 'create', 'update'],
        allow: { read: can('orders:read').or(owner('customerId')), create: signedIn, update: can('orders:write') },
        filter: ['status'],
        sort: ['createdAt'],
        children: { items: schema.orderItems },
        fields: { status: { write: can('orders:write') }, totalCents: { write: nobody } },
        before: {
          create: async ({ input, trusted }) => {
            const items = []
            for (const line of input.items) {
              const product = await (trusted.resources as any).products.get(line.productId)
              if (product.stock < line.quantity) throw conflict('One of the items is sold out.')
              await (trusted.resources as any).products.update(product.id, { stock: product.stock - line.quantity })
              items.push({ ...line, productName: product.name, unitPriceCents: product.priceCents })
            }
            return {
              ...input,
              items,
              totalCents: items.reduce((sum, item) => sum + item.quantity * item.unitPriceCents, 0),
            }
          },
        },
      }),
      resource(schema.orderItems, {
        operations: [],
        allow: { read: signedIn, create: signedIn },
        fields: { productName: { write: nobody }, unitPriceCents: { write: nobody } },
      }),
    ],
  })
  for (const who of [ann, bob, boss]) {
    await shop.asOwner(`insert into users (id, name, email) values ($1, 'x', $2)`, [who.id, `${who.id}@example.com`])
  }
})
afterAll(() => shop?.stop())

test('try', async () => {
  const kitchen = await shop.ask('categories.create', { as: boss, body: { name: 'Kitchen' } })
  console.log(kitchen)
  const lamp = await shop.ask('products.create', {
    as: boss,
    body: { name: 'Brass desk lamp', priceCents: 12900, stock: 3, status: 'active', categoryId: kitchen.id },
  })
  console.log(lamp)
  shop.sent()
  const list = await shop.run('products.list', {
    list: { include: ['category'], search: 'DESK lamp', where: [{ field: 'priceCents', op: 'gte', value: 5 }] },
  })
  console.log(list, shop.sent())
  console.log(await shop.ask('products.get', { params: { id: lamp.id }, query: { include: 'category' } }))
  const order = await shop.run('orders.create', {
    as: ann,
    body: { shippingAddress: 'x', items: [{ productId: lamp.id, quantity: 2 }] },
  })
  console.log(order)
  const mine = await shop.run('orders.list', { as: ann })
  console.log(mine)
  expect(await shop.ask('orders.list', { as: bob })).toEqual([])
  await expect(shop.run('orders.list', {})).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  console.log(
    await shop.run('orders.update', {
      as: boss,
      params: { id: (await shop.ask('orders.list', { as: ann }))[0].id },
      body: { status: 'paid' },
    }),
  )
  await expect(
    shop.run('orders.create', {
      as: ann,
      body: { shippingAddress: 3, customerId: 'x', items: [{ productId: 'nope', quantity: 'x', productName: 'u' }] },
    }),
  ).rejects.toMatchObject({ details: [] })
})
