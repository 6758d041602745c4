import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { anyone, can, owner, signedIn } from '../../access/index.ts'
import { pgTable, primaryKey, uuid } from '../../data/schema/index.ts'
import { conflict } from '../../errors/index.ts'
import type { AnyTable, TableResource } from '../../resources/index.ts'
import { pageOf, type TestBackend, type TestOptions } from '../../resources/test/backend.ts'
import { addProduct, ann, bob, boss, schema, withShop } from '../../resources/test/shop.ts'
import { type Action, action, compileActions, distinct, feed, listOf, pending, toggle } from '../index.ts'

let shop: TestBackend
let order: { readonly id: string }

const orders = (owner: { resources: object }) =>
  (owner.resources as Record<string, TableResource<AnyTable>>).orders as TableResource<AnyTable>

const cancel = action('POST /orders/:id/cancel', {
  on: schema.orders,
  allow: can('orders:write').or(owner('customerId')),
  returns: schema.orders,
  async run({ row, trusted }) {
    if (row.status !== 'pending') throw conflict(`An order that is ${row.status} cannot be cancelled.`)
    return orders(trusted).update(row.id, { status: 'cancelled' })
  },
})

const ship = action('POST /orders/:id/ship', {
  on: schema.orders,
  allow: can('orders:write'),
  body: z.object({ parcelCode: z.string().trim().min(3), weights: z.array(z.object({ inGrams: z.number() })) }),
  query: z.object({ dryRun: z.coerce.boolean().optional() }),
  returns: z.object({ parcelCode: z.string(), shippedAt: z.date(), total: z.number() }),
  run: ({ row, body, query, params }) => ({
    parcelCode: `${body.parcelCode}/${String(query.dryRun)}/${params.id === row.id}`,
    shippedAt: new Date(0),
    total: body.weights.reduce((sum, one) => sum + one.inGrams, 0),
    secret: row.note,
  }),
})

const mine = action('GET /orders/mine', {
  allow: signedIn,
  returns: listOf(schema.orders),
  run: ({ resources, actor }) =>
    orders({ resources }).list({ where: { customerId: String(actor.id) }, limit: 1 }) as never,
})

const sign = action('POST /orders/:id/sign', { on: schema.orders, allow: owner('customerId'), run: () => {} })
const touch = action('POST /lines/:id/touch', { on: schema.orderItems, allow: can('orders:write'), run: () => {} })
const lie = action('GET /lie', { allow: anyone, returns: z.object({ a: z.string() }), run: () => ({ a: 1 }) as never })
const soon = pending('POST /imports', { asked: 'src/api/imports.ts:12' })

const compiled =
  (actions: readonly Action[]): TestOptions['more'] =>
  engine =>
    compileActions(
      actions.map(one => ({ module: 'test', action: one })),
      engine,
    )

beforeAll(async () => {
  shop = await withShop({ more: compiled([cancel, ship, sign, mine, touch, lie, soon]) })
  const lamp = await addProduct(shop, { stock: 1000 })
  const place = () => {
    const items = [{ productId: lamp.id, quantity: 1 }]
    return shop.ask('orders.create', { as: ann, body: { shippingAddress: 'x', note: 'hush', items } })
  }
  await place()
  order = await place()
})
afterAll(() => shop?.stop())

const at = (as?: typeof ann, id = order.id) => ({ ...(as === undefined ? {} : { as }), params: { id } })

describe('an action on a row', () => {
  test('runs for those whom its policy names on that row', async () => {
    await expect(shop.run('orders.cancel', at(bob))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(shop.run('orders.cancel', at())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    await expect(shop.run('orders.cancel', at(ann, 'x'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(
      shop.run('orders.ship', { ...at(ann), body: { parcelCode: 'abc', weights: [] } }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(shop.run('orders.sign', at(boss))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await shop.run('orders.sign', at(ann))).toEqual({ kind: 'nothing' })
  })

  test('answers with the row as the actor sees it', async () => {
    const reply = await shop.run('orders.cancel', at(boss))
    expect(reply).toMatchObject({ kind: 'json', version: expect.any(String) })
    const row = JSON.parse(reply.kind === 'json' ? reply.json : '')
    expect(row).toMatchObject({ id: order.id, status: 'cancelled', note: null, items: [{ quantity: 1 }] })
    await expect(shop.run('orders.cancel', at(ann))).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  test('of a table without operations comes under that resource’s policy', async () => {
    const [item] = await shop.asOwner<{ id: string }>('select id from order_items limit 1')
    expect(await shop.run('lines.touch', at(boss, item?.id))).toEqual({ kind: 'nothing' })
    await expect(shop.run('lines.touch', at(ann, item?.id))).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('what an action takes and gives', () => {
  const body = { parcelCode: ' abc ', weights: [{ inGrams: 2 }, { inGrams: 3 }] }

  test('is checked by its schemas, and only what they name is sent', async () => {
    const answer = await shop.ask('orders.ship', { ...at(boss), body, query: { dryRun: '1' } })
    expect(answer).toEqual({ parcelCode: 'abc/true/true', shippedAt: new Date(0), total: 5 })
  })

  test('is refused by the names the client used, all at once', async () => {
    const wrong = { parcelCode: 'a', weights: [{ inGrams: 1 }, { inGrams: 'x' }] }
    await expect(shop.run('orders.ship', { ...at(boss), body: wrong })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      details: [{ field: 'parcelCode' }, { field: 'weights[1].inGrams' }],
    })
    const poison = JSON.parse('{"parcelCode": "abc", "weights": [{"__proto__": 1}]}')
    await expect(shop.run('orders.ship', { ...at(boss), body: poison })).rejects.toMatchObject({
      details: [{ field: 'weights[0].__proto__' }],
    })
    await expect(shop.run('orders.ship', at(boss))).rejects.toMatchObject({ code: 'VALIDATION_FAILED' })
  })

  test('is documented from the same schemas', () => {
    expect(shop.operation('orders.ship').body?.schema).toMatchObject({
      type: 'object',
      required: ['parcelCode', 'weights'],
      properties: { parcelCode: { type: 'string', minLength: 3 } },
    })
    expect(shop.operation('orders.ship').params?.schema).toMatchObject({ required: ['id'] })
  })

  test('wears the dialect’s casing', async () => {
    const snake = await withShop({ wire: { casing: 'snake' }, more: compiled([ship]) })
    try {
      await snake.asOwner(
        `insert into orders (id, customer_id, total_cents, shipping_address) values ($1, $2, 1, 'x')`,
        [order.id, ann.id],
      )
      const snaked = { parcel_code: 'abc', weights: [{ in_grams: 2 }] }
      expect(await snake.ask('orders.ship', { ...at(boss), body: snaked })).toEqual({
        parcel_code: 'abc/undefined/true',
        shipped_at: new Date(0),
        total: 2,
      })
      const wrong = snake.run('orders.ship', { ...at(boss), body: { ...snaked, weights: [{ in_grams: 'x' }] } })
      await expect(wrong).rejects.toMatchObject({ details: [{ field: 'weights[0].in_grams' }] })
      expect(snake.operation('orders.ship').body?.schema).toMatchObject({ required: ['parcel_code', 'weights'] })
    } finally {
      await snake.stop()
    }
  })

  test('that is not what it says is our fault, and tells nothing', async () => {
    await expect(shop.run('lie.get')).rejects.toMatchObject({ code: 'ACTION_ANSWER_INVALID', status: 500 })
  })

  test('may be a page of rows', async () => {
    const reply = await shop.run('orders.mine', { as: ann })
    expect(pageOf(reply)).toMatchObject({ total: 2, next: expect.any(String) })
    expect(JSON.parse(reply.kind === 'list' ? reply.json : '')).toMatchObject([
      { id: order.id, items: [{}], note: 'hush' },
    ])
  })
})

test('a toggle and values in use show no more than the policy', async () => {
  const wishes = pgTable(
    'wishes',
    {
      productId: uuid()
        .notNull()
        .references(() => schema.products.id),
      userId: uuid()
        .notNull()
        .references(() => schema.users.id),
    },
    t => [primaryKey({ columns: [t.productId, t.userId] })],
  )
  const actions = [
    ...toggle('/products/:id/wish', { on: schema.products, through: wishes, allow: signedIn }),
    distinct('GET /names', { of: schema.products, field: 'name', allow: anyone }),
    distinct('GET /stocks', { of: schema.products, field: 'stock', allow: anyone }),
  ]
  const wishing = await withShop({ schema: { ...schema, wishes }, more: compiled(actions) })
  try {
    const draft = await addProduct(wishing, { name: 'Secret', status: 'draft' })
    const shown = await addProduct(wishing, { name: 'Shown' })
    await expect(wishing.run('products.wish.post', at(ann, draft.id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await wishing.asOwner('select * from wishes')).toEqual([])
    expect(await wishing.ask('products.wish.post', at(ann, shown.id))).toMatchObject({ id: shown.id })
    expect(await wishing.ask('names.get')).toEqual(['Shown'])
    await expect(wishing.run('stocks.get', { as: ann })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await wishing.ask('stocks.get', { as: boss })).toEqual([5])
  } finally {
    await wishing.stop()
  }
})

test('what is not written yet answers 501 with who asks for it', async () => {
  await expect(shop.run('imports.post')).rejects.toMatchObject({
    code: 'NOT_IMPLEMENTED',
    status: 501,
    hint: expect.stringContaining('src/api/imports.ts:12'),
  })
})

describe('is refused at boot', () => {
  const compile = (one: Action) => withoutDatabase(() => compiled([one])?.(shop.engine))
  const mistakes: Record<string, readonly [() => Action, string]> = {
    'a route that cannot be read': [
      () => action('FETCH /x' as never, { allow: anyone, run() {} }),
      'ACTION_ROUTE_INVALID',
    ],
    'a route with two colons in one word': [
      () => action('GET /a:b:c', { allow: anyone, run() {} }),
      'ACTION_ROUTE_INVALID',
    ],
    'a route that has a parameter twice': [
      () => action('GET /a/:id/b/:id', { allow: anyone, run() {} }),
      'ACTION_ROUTE_INVALID',
    ],
    'a row without a place in the path': [
      () => action('GET /orders', { on: schema.orders, allow: anyone, run() {} }),
      'ACTION_ROW_UNKNOWN',
    ],
    'a table outside of the schema': [
      () => action('GET /x/:id', { on: {} as typeof schema.orders, allow: anyone, run() {} }),
      'ACTION_TABLE_UNKNOWN',
    ],
    'an answer that no resource shows': [
      () => action('GET /x', { allow: anyone, returns: schema.users, run: () => ({}) }),
      'ACTION_TABLE_UNKNOWN',
    ],
    'a feed on no relation': [
      () => feed('GET /x', { of: schema.orders, where: { 'shop.name': 'x' }, allow: anyone }),
      'RESOURCE_RELATION_UNKNOWN',
    ],
    'a feed on a value that cannot be': [
      () => feed('GET /x', { of: schema.orders, where: { totalCents: 'x' }, allow: anyone }),
      'RESOURCE_OPTION_INVALID',
    ],
    'a feed in an order that its resource does not have': [
      () => feed('GET /x', { of: schema.orders, sort: '-customerId', allow: anyone }),
      'RESOURCE_OPTION_INVALID',
    ],
    'values of no field': [
      () => distinct('GET /x', { of: schema.orders, field: 'x' as never, allow: anyone }),
      'RESOURCE_FIELD_UNKNOWN',
    ],
    'a toggle without a key to the users': [
      () => toggle('/products/:id/x', { on: schema.products, through: schema.orderItems, allow: anyone })[0],
      'RESOURCE_OPTION_INVALID',
    ],
  }
  test.each(Object.entries(mistakes))('%s', (_, [make, code]) => {
    expect(compile(make())).toMatchObject({ code })
  })

  test('and owner() without a row by the compiler', () => {
    // @ts-expect-error owner() asks a row, and this action has none
    const none = action('GET /x', { allow: owner('customerId'), run() {} })
    // @ts-expect-error orders have no such field
    const other = action('GET /x/:id', { on: schema.orders, allow: owner('nope'), run() {} })
    expect([none.kind, other.kind]).toEqual(['action', 'action'])
  })
})

function withoutDatabase(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}
