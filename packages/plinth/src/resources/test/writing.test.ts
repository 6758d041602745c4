import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Reply } from '../../operations/index.ts'
import { type Data, read, type TestBackend } from './backend.ts'
import { addProduct, ann, bob, boss, withShop } from './shop.ts'

let shop: TestBackend
let lamp: Data
beforeAll(async () => {
  shop = await withShop()
  lamp = await addProduct(shop, { name: 'Brass lamp', stock: 1000 })
})
afterAll(() => shop?.stop())

const versionOf = (reply: Reply) => (reply.kind === 'json' ? reply.version : undefined)
const order = (over: object = {}) => ({
  shippingAddress: 'Road 1',
  items: [{ productId: lamp.id, quantity: 2 }],
  ...over,
})
const placed = () => shop.ask('orders.create', { as: ann, body: order({ note: 'mine' }) })
const refusal = (code: string, ...fields: string[]) => ({
  code,
  ...(fields.length === 0 ? {} : { details: fields.map(field => expect.objectContaining({ field })) }),
})

describe('create', () => {
  test('answers with the row as the actor sees it, where it is, and its version', async () => {
    const reply = await shop.run('orders.create', { as: ann, body: order() })
    const row = read(reply) as Data
    expect(row).toMatchObject({ customerId: ann.id, status: 'pending', totalCents: 200, items: [{ quantity: 2 }] })
    expect(reply).toMatchObject({ location: `/orders/${row.id}`, version: expect.stringMatching(/^\d+$/) })
  })

  test('says everything that is wrong at once, by the names the client used', async () => {
    const body = { note: 5, items: [{ productId: 'x' }, { productId: lamp.id, quantity: 1.5 }, 7] }
    await expect(shop.run('orders.create', { as: ann, body })).rejects.toMatchObject(
      refusal(
        'VALIDATION_FAILED',
        'note',
        'items[0].productId',
        'items[0].quantity',
        'items[1].quantity',
        'items[2]',
        'shippingAddress',
      ),
    )
  })

  test.each([
    ['the key', { id: crypto.randomUUID() }],
    ['the owner', { customerId: bob.id }],
    ['a timestamp', { createdAt: '2020-01-01T00:00:00Z' }],
    ['a field that is left to hooks', { totalCents: 1 }],
    ["a field of somebody else's right", { status: 'paid' }],
    ['a field that is none', { nope: 1 }],
    ['a poisoned name', JSON.parse('{"__proto__": {"admin": true}}')],
    ['a constructor', { constructor: 1 }],
  ])('refuses %s in a body', async (_, over) => {
    const failure = refusal('VALIDATION_FAILED', Object.keys(over)[0] as string)
    await expect(shop.run('orders.create', { as: ann, body: order(over) })).rejects.toMatchObject(failure)
  })

  test.each([
    ['productName', { productName: 'free' }],
    ['orderId', { orderId: crypto.randomUUID() }],
    ['id', { id: crypto.randomUUID() }],
  ])('refuses %s in a line', async (field, over) => {
    const items = [{ productId: lamp.id, quantity: 1, ...over }]
    const failure = refusal('VALIDATION_FAILED', `items[0].${field}`)
    await expect(shop.run('orders.create', { as: ann, body: order({ items }) })).rejects.toMatchObject(failure)
  })

  test.each([[[]], [Array.from({ length: 1001 }, () => ({}))], ['x'], [null]])('takes 1 to 1000 lines', async items => {
    const failure = refusal('VALIDATION_FAILED', 'items')
    await expect(shop.run('orders.create', { as: ann, body: order({ items }) })).rejects.toMatchObject(failure)
  })

  test('2.3.3 keeps nothing of a write whose hook failed half-way', async () => {
    const scarce = await addProduct(shop, { stock: 1 })
    const items = [
      { productId: scarce.id, quantity: 1 },
      { productId: scarce.id, quantity: 1 },
    ]
    const body = order({ items, shippingAddress: 'Nowhere' })
    await expect(shop.run('orders.create', { as: ann, body })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await shop.ask('products.get', { as: boss, params: { id: scarce.id ?? '' } })).toMatchObject({ stock: 1 })
    expect(JSON.stringify(await shop.ask('orders.list', { as: ann }))).not.toContain('Nowhere')
  })

  test('is for those whom the policy names', async () => {
    const body = { name: 'x', priceCents: 1 }
    await expect(shop.run('products.create', { body })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    await expect(shop.run('products.create', { as: ann, body })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('names the field of a duplicate', async () => {
    await shop.ask('categories.create', { as: boss, body: { name: 'Twice' } })
    const again = shop.run('categories.create', { as: boss, body: { name: 'Twice' } })
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT', details: { fields: ['name'] } })
  })

  test('names the field of a key to nowhere', async () => {
    const body = { name: 'x', priceCents: 1, categoryId: crypto.randomUUID() }
    const failure = refusal('VALIDATION_FAILED', 'categoryId')
    await expect(shop.run('products.create', { as: boss, body })).rejects.toMatchObject(failure)
  })
})

describe('update', () => {
  test('changes what is given and keeps the rest', async () => {
    const { id } = await placed()
    const row = await shop.ask('orders.update', { as: boss, params: { id }, body: { status: 'paid' } })
    expect(row).toMatchObject({ id, status: 'paid', shippingAddress: 'Road 1', items: [{ quantity: 2 }] })
  })

  test('with nothing to change answers with the row', async () => {
    const { id } = await placed()
    expect(await shop.ask('orders.update', { as: ann, params: { id }, body: {} })).toMatchObject({ id, note: 'mine' })
  })

  test("of another's row is a 404, because it cannot be seen", async () => {
    const { id } = await placed()
    const change = shop.run('orders.update', { as: bob, params: { id }, body: { shippingAddress: 'Mine' } })
    await expect(change).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('of a row that may be seen and not changed is a 403, or a 401 for nobody', async () => {
    const call = { params: { id: lamp.id }, body: { name: 'x' } }
    await expect(shop.run('products.update', { ...call, as: ann })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(shop.run('products.update', call)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  test('of a field whose rule is about the row asks the row', async () => {
    const { id } = await placed()
    expect(await shop.ask('orders.update', { as: ann, params: { id }, body: { note: 'new' } })).toMatchObject({
      note: 'new',
    })
    const change = shop.run('orders.update', { as: boss, params: { id }, body: { note: 'by boss' } })
    await expect(change).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await shop.ask('orders.get', { as: ann, params: { id } })).toMatchObject({ note: 'new' })
  })

  test('of what has changed since it was read is a 412', async () => {
    const reply = await shop.run('orders.create', { as: ann, body: order() })
    const id = (read(reply) as Data).id
    const ifMatch = versionOf(reply) ?? ''
    const first = await shop.run('orders.update', {
      as: ann,
      params: { id },
      body: { note: 'a' },
      conditions: { ifMatch },
    })
    const stale = { as: ann, params: { id }, body: { note: 'b' }, conditions: { ifMatch } }
    await expect(shop.run('orders.update', stale)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' })
    const fresh = { ...stale, conditions: { ifMatch: versionOf(first) ?? '' } }
    expect(read(await shop.run('orders.update', fresh))).toMatchObject({ note: 'b' })
  })

  test('of one version by two at once succeeds for one', async () => {
    const reply = await shop.run('products.get', { as: boss, params: { id: lamp.id } })
    const conditions = { ifMatch: versionOf(reply) ?? '' }
    const tries = Array.from({ length: 8 }, (_, at) =>
      shop.run('products.update', { as: boss, params: { id: lamp.id }, body: { priceCents: at }, conditions }),
    )
    const results = await Promise.allSettled(tries)
    expect(results.filter(result => result.status === 'fulfilled')).toHaveLength(1)
  })
})

describe('replace', () => {
  test('puts defaults and null where a body is silent, and leaves what is not the client’s', async () => {
    const row = await addProduct(shop, { name: 'Mat', description: 'soft', imageUrl: '/mat.png', stock: 9 })
    const body = { name: 'Rug', priceCents: 5 }
    const after = await shop.ask('products.replace', { as: boss, params: { id: row.id }, body })
    expect(after).toMatchObject({ name: 'Rug', description: '', imageUrl: null, stock: 0, status: 'draft' })
    expect(after).toMatchObject({ id: row.id, slug: row.slug, createdAt: row.createdAt })
  })

  test('needs what create needs', async () => {
    const call = { as: boss, params: { id: lamp.id }, body: { priceCents: 5 } }
    await expect(shop.run('products.replace', call)).rejects.toMatchObject(refusal('VALIDATION_FAILED', 'name'))
  })
})

describe('delete', () => {
  test('takes the row away, and is a 404 after', async () => {
    const { id } = await addProduct(shop)
    expect(await shop.run('products.delete', { as: boss, params: { id } })).toEqual({ kind: 'nothing' })
    await expect(shop.run('products.delete', { as: boss, params: { id } })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('of what others point to is a conflict', async () => {
    await placed()
    const gone = shop.run('products.delete', { as: boss, params: { id: lamp.id } })
    await expect(gone).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  test('of a row that may be seen and not deleted is a 403', async () => {
    const { id } = await placed()
    await expect(shop.run('orders.delete', { as: ann, params: { id } })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('of what has changed since it was read is a 412', async () => {
    const { id } = await addProduct(shop)
    const call = { as: boss, params: { id }, conditions: { ifMatch: '1' } }
    await expect(shop.run('products.delete', call)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' })
  })
})

test('PUT that merges keeps what a body leaves out, and unknown fields are dropped where the dialect drops', async () => {
  const merging = await withShop({ wire: { put: 'merge', extra: 'drop' } })
  try {
    const row = await addProduct(merging, { description: 'soft' })
    const body = { priceCents: 7, nope: 1, slug: 'mine', createdAt: 'x' }
    const after = await merging.ask('products.replace', { as: boss, params: { id: row.id }, body })
    expect(after).toMatchObject({ priceCents: 7, description: 'soft', name: row.name, slug: row.slug })
    const poison = merging.run('products.update', {
      as: boss,
      params: { id: row.id },
      body: JSON.parse('{"__proto__": 1}'),
    })
    await expect(poison).rejects.toMatchObject({ code: 'VALIDATION_FAILED' })
  } finally {
    await merging.stop()
  }
})
