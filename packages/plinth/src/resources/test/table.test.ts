import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anyone } from '../../access/index.ts'
import type { Context } from '../../context/index.ts'
import { conflict } from '../../errors/index.ts'
import type { AnyTable, TableResource } from '../index.ts'
import { resource } from '../index.ts'
import { type Data, type TestBackend, withBackend } from './backend.ts'
import { addProduct, ann, bob, boss, schema, withShop } from './shop.ts'

let shop: TestBackend
beforeAll(async () => {
  shop = await withShop()
})
afterAll(() => shop?.stop())

const table = (from: { readonly resources: object }, name: string) =>
  (from.resources as Record<string, TableResource<AnyTable>>)[name] as TableResource<AnyTable>
const as = (actor?: typeof ann) => shop.context(actor)

async function placed(): Promise<Data> {
  const lamp = await addProduct(shop)
  const items = [{ productId: lamp.id, quantity: 1 }]
  return shop.ask('orders.create', { as: ann, body: { shippingAddress: 'x', note: 'hush', items } })
}

describe('ctx.resources acts as the actor', () => {
  test('with its policies and field rules', async () => {
    const { id } = await placed()
    await expect(table(as(bob), 'orders').get(id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(table(as(bob), 'orders').update(id, { shippingAddress: 'y' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(table(as(ann), 'orders').delete(id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(table(as(), 'orders').list()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(await table(as(boss), 'orders').get(id)).toMatchObject({ note: null })
  })

  test.each([
    ['the owner', { customerId: bob.id }],
    ['a field that is left to hooks', { totalCents: 1 }],
    ["somebody else's field", { status: 'paid' }],
    ['the key', { id: crypto.randomUUID() }],
    ['a field that is none', { nope: 1 }],
    ['a value that does not fit', { shippingAddress: 5 }],
  ])('and refuses %s', async (_, over) => {
    const { id } = await placed()
    await expect(table(as(ann), 'orders').update(id, over)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' })
  })

  test('and may say that a new row is the actor’s own, and nobody else’s', async () => {
    const lamp = await addProduct(shop)
    const input = { shippingAddress: 'x', items: [{ productId: lamp.id, quantity: 1 }] }
    const made = await table(as(ann), 'orders').create({ ...input, customerId: ann.id })
    expect(made).toMatchObject({ customerId: ann.id })
    const given = table(as(ann), 'orders').create({ ...input, customerId: bob.id })
    await expect(given).rejects.toMatchObject({ code: 'VALIDATION_FAILED' })
  })

  test('and is closed for tables without a resource', async () => {
    await expect(table(as(boss), 'users').list()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(table(as(boss), 'users').create({ name: 'x', email: 'x' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

describe('ctx.trusted', () => {
  test('reads and writes what the actor may not', async () => {
    const { id } = await placed()
    const orders = table(as().trusted, 'orders')
    expect(await orders.get(id)).toMatchObject({ note: 'hush', customerId: ann.id })
    expect(await orders.update(id, { status: 'paid', totalCents: 7 })).toMatchObject({ status: 'paid', totalCents: 7 })
    await orders.delete(id)
    await expect(orders.get(id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('loses none of the changes that hang on the row and come at one moment', async () => {
    const { id } = await placed()
    const orders = table(as().trusted, 'orders')
    const { totalCents } = await orders.get(id)
    const once = () => orders.update(id, row => ({ totalCents: Number(row.totalCents) + 1 }))
    await Promise.all(Array.from({ length: 20 }, once))
    expect(await orders.get(id)).toMatchObject({ totalCents: Number(totalCents) + 20 })
    await expect(orders.update(id, () => ({ total: 1 }) as never)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' })
  })

  test('sees every column of tables without a resource', async () => {
    const found = await table(as().trusted, 'users').find({ name: 'Ann' })
    expect(found).toMatchObject({ id: ann.id, email: 'Ann@example.com', createdAt: expect.any(Date) })
  })

  test('runs the hooks all the same', async () => {
    const row = await table(as().trusted, 'products').create({ name: 'Blue Vase', priceCents: 5 })
    expect(row).toMatchObject({ slug: 'blue-vase' })
  })

  test('names what is missing', async () => {
    await expect(table(as().trusted, 'products').create({ name: 'x' })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      details: [{ field: 'priceCents' }],
    })
  })

  test('writes lines with their parent', async () => {
    const lamp = await addProduct(shop)
    const items = [{ productId: lamp.id, quantity: 2 }]
    const order = await table(as().trusted, 'orders').create({ customerId: bob.id, shippingAddress: 'x', items })
    expect(order).toMatchObject({ totalCents: 200, items: [{ quantity: 2, orderId: order.id }] })
  })
})

describe('a list in code', () => {
  test('filters on any readable field, sorts and pages', async () => {
    const lists = await withShop()
    try {
      for (const stock of [1, 2, 3, 4]) await addProduct(lists, { name: `n${stock}`, stock })
      const products = table(lists.context(boss), 'products')
      const stocks = async (options: Parameters<typeof products.list>[0]) =>
        (await products.list(options)).items.map(item => item.stock)
      expect(await stocks({ where: { stock: { gte: 2, lt: 4 } }, sort: 'stock' })).toEqual([2, 3])
      expect(await stocks({ where: { stock: [1, 4] }, sort: '-stock' })).toEqual([4, 1])
      expect(await stocks({ where: { imageUrl: null, stock: 3 } })).toEqual([3])
      expect(await stocks({ where: { createdAt: { lt: new Date(0) } } })).toEqual([])
      const first = await products.list({ sort: ['status', '-stock'], limit: 3 })
      expect(first).toMatchObject({ total: 4, next: expect.any(String) })
      const second = await products.list({ sort: ['status', '-stock'], limit: 3, after: first.next ?? '' })
      expect(second).toMatchObject({ items: [{ stock: 1 }], total: null, next: null })
      const guest = table(lists.context(), 'products').list({ where: { stock: 1 } })
      await expect(guest).rejects.toMatchObject({ code: 'VALIDATION_FAILED' })
      await expect(products.list({ where: { stock: { like: 1 } as never } })).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
      })
    } finally {
      await lists.stop()
    }
  })
})

describe('hooks', () => {
  const calls: string[] = []
  const note = (name: string) => (args: Context & { readonly row: object }) => {
    if ((args.row as Data).name === 'undone') throw conflict('undone')
    calls.push(`${name} ${(args.row as Data).name} ${args.actor.kind}`)
  }
  let hooked: TestBackend
  beforeAll(async () => {
    const categories = resource(schema.categories, {
      allow: { read: anyone, write: anyone },
      before: {
        create: ({ input }) => ({ ...input, name: input.name.trim() }),
        update: ({ input, row }) => {
          if (row.name === 'fixed') throw conflict('fixed')
          return { ...input, ...(input.name === undefined ? {} : { name: `${row.name}>${input.name}` }) }
        },
        delete: note('before delete'),
      },
      after: { create: note('after create'), update: note('after update'), delete: note('after delete') },
    })
    hooked = await withBackend({ schema, resources: [categories] })
  })
  afterAll(() => hooked?.stop())

  test('run around each write, in its order', async () => {
    const { id, name } = await hooked.ask('categories.create', { body: { name: ' a ' } })
    expect(name).toBe('a')
    expect(await hooked.ask('categories.update', { as: ann, params: { id }, body: { name: 'b' } })).toMatchObject({
      name: 'a>b',
    })
    expect(await hooked.ask('categories.replace', { params: { id }, body: { name: 'c' } })).toMatchObject({
      name: 'a>b>c',
    })
    await hooked.run('categories.delete', { params: { id } })
    expect(calls).toEqual([
      'after create a nobody',
      'after update a>b user',
      'after update a>b>c nobody',
      'before delete a>b>c nobody',
      'after delete a>b>c nobody',
    ])
  })

  test('that refuse leave the row as it was', async () => {
    const { id } = await hooked.ask('categories.create', { body: { name: 'fixed' } })
    const change = hooked.run('categories.update', { params: { id }, body: { name: 'x' } })
    await expect(change).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await hooked.ask('categories.get', { params: { id } })).toMatchObject({ name: 'fixed' })
  })

  test('that throw afterwards undo the write', async () => {
    const failing = await hooked.run('categories.create', { body: { name: 'undone' } }).catch(error => error)
    expect(failing).toMatchObject({ code: 'CONFLICT' })
    expect(await hooked.ask('categories.list')).not.toContainEqual(expect.objectContaining({ name: 'undone' }))
  })

  test('that stumble over a field left out are a 400 that names it', async () => {
    // name is unique text, which a hook could fill in, so the check lets a body without it pass.
    await expect(hooked.run('categories.create', { body: {} })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      details: [{ field: 'name' }],
    })
  })

  test('see a 404, a 412 and a stale version before they run', async () => {
    const { id } = await hooked.ask('categories.create', { body: { name: 'seen' } })
    calls.length = 0
    const gone = { params: { id: crypto.randomUUID() }, body: { name: 'x' } }
    await expect(hooked.run('categories.update', gone)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const stale = { params: { id }, body: { name: 'x' }, conditions: { ifMatch: '1' } }
    await expect(hooked.run('categories.update', stale)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' })
    await expect(hooked.run('categories.delete', { ...stale })).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' })
    expect(calls).toEqual([])
  })
})
