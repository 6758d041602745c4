import * as schema from '../../../../../examples/storefront/backend/schema.ts'
import { anyone, can, nobody, owner, signedIn, where } from '../../access/index.ts'
import { conflict } from '../../errors/index.ts'
import { type AnyTable, type Resource, resource, slugify, type TableResource } from '../index.ts'
import { type TestBackend, type TestOptions, user, withBackend } from './backend.ts'

export { schema }

export const ann = user('00000000-0000-4000-8000-00000000000a', ['orders:create'])
export const bob = user('00000000-0000-4000-8000-00000000000b', ['orders:create'])
export const boss = user('00000000-0000-4000-8000-0000000000ff', ['*'])

const products = resource(schema.products, {
  allow: { read: where({ status: 'active' }).or(can('products:write')), write: can('products:write') },
  filter: ['categoryId', 'priceCents', 'status', 'name', 'imageUrl', 'createdAt', 'stock'],
  sort: ['createdAt', 'name', 'priceCents', 'imageUrl', 'stock'],
  search: ['name', 'description'],
  include: ['category', 'orderItems'],
  fields: { stock: { read: can('products:write') }, slug: { write: nobody } },
  before: { create: ({ input }) => ({ ...input, slug: slugify(input.name) }) },
})

const orders = resource(schema.orders, {
  operations: ['list', 'get', 'create', 'update', 'delete'],
  allow: {
    read: can('orders:read').or(owner('customerId')),
    create: signedIn,
    update: can('orders:write').or(owner('customerId')),
    delete: can('orders:write'),
  },
  filter: { status: 'status', buyer: 'customer.name', product: 'items.product.name' },
  relations: { items: { of: schema.orderItems, by: 'orderId' } },
  sort: ['createdAt', 'totalCents'],
  children: { items: schema.orderItems },
  fields: {
    status: { write: can('orders:write') },
    totalCents: { write: nobody },
    note: { read: owner('customerId'), write: owner('customerId') },
  },
  before: {
    create: async ({ input, trusted }) => {
      const items = []
      for (const line of input.items) {
        const table = (trusted.resources as unknown as Record<string, TableResource<AnyTable>>).products
        const product = await table?.get(line.productId)
        if (product === undefined || Number(product.stock) < line.quantity)
          throw conflict('One of the items is sold out.')
        await table?.update(line.productId, { stock: Number(product.stock) - line.quantity })
        items.push({ ...line, productName: String(product.name), unitPriceCents: Number(product.priceCents) })
      }
      return { ...input, items, totalCents: items.reduce((sum, item) => sum + item.quantity * item.unitPriceCents, 0) }
    },
  },
})

const orderItems = resource(schema.orderItems, {
  operations: [],
  allow: { read: signedIn, create: signedIn },
  fields: { productName: { write: nobody }, unitPriceCents: { write: nobody } },
})

const categories = resource(schema.categories, {
  allow: { read: anyone, write: can('categories:write') },
  sort: ['name'],
})

export const resources: readonly Resource[] = [categories, products, orders, orderItems]

/** The storefront's tables with rules of every kind, three people in it, nothing sold. */
export async function withShop(options: Partial<TestOptions> = {}): Promise<TestBackend> {
  const shop = await withBackend({ schema, users: schema.users, resources, ...options })
  for (const [who, name] of [
    [ann, 'Ann'],
    [bob, 'Bob'],
    [boss, 'Boss'],
  ] as const) {
    await shop.asOwner(`insert into users (id, name, email) values ($1, $2, $3)`, [who.id, name, `${name}@example.com`])
  }
  return shop
}

/** A product that is for sale, unless said otherwise. */
export function addProduct(shop: TestBackend, body: Readonly<Record<string, unknown>> = {}) {
  const name = body.name ?? `Thing ${crypto.randomUUID()}`
  return shop.ask('products.create', { as: boss, body: { name, priceCents: 100, stock: 5, status: 'active', ...body } })
}
