import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Data, pageOf, type TestBackend } from './backend.ts'
import { play, type Scenario } from './scenario.ts'
import { addProduct, ann, bob, boss, withShop } from './shop.ts'

let shop: TestBackend
const ids: Record<string, string> = {}

beforeAll(async () => {
  shop = await withShop()
  ids.desk = (await shop.ask('categories.create', { as: boss, body: { name: 'Desk' } })).id
  const lamp = { name: 'Brass lamp', priceCents: 900, categoryId: ids.desk, description: '100% brass_' }
  ids.lamp = (await addProduct(shop, lamp)).id
  await addProduct(shop, { name: 'Felt mat', priceCents: 300, imageUrl: '/mat.png' })
  ids.draft = (await addProduct(shop, { name: 'Secret lamp', status: 'draft' })).id
  const items = [{ productId: ids.lamp, quantity: 1 }]
  ids.order = (
    await shop.ask('orders.create', { as: ann, body: { shippingAddress: 'Road 1', note: 'ring twice', items } })
  ).id
})
afterAll(() => shop?.stop())

/** A path parameter that is only known once the rows are there. */
const the = (name: string) => ({ id: name })
const plays = (scenario: Scenario) => {
  const { id } = scenario.params ?? {}
  return play(shop, id === undefined ? scenario : { ...scenario, params: { id: ids[id] ?? id } })
}

describe('policies', () => {
  const scenarios: Record<string, Scenario> = {
    'hide rows from lists': { call: 'products.list', has: ['Brass lamp'], lacks: ['Secret lamp'] },
    'show them to those who may': { call: 'products.list', as: boss, has: ['Secret lamp'] },
    'make a hidden row a 404': { call: 'products.get', params: the('draft'), refused: 'NOT_FOUND' },
    'make an id that is none a 404': { call: 'products.get', params: the(`x' or 1=1--`), refused: 'NOT_FOUND' },
    'make an unknown id a 404': { call: 'products.get', params: the(ann.id ?? ''), refused: 'NOT_FOUND' },
    'ask nobody to sign in': { call: 'orders.list', refused: 'UNAUTHENTICATED' },
    "keep an owner's rows from others": { call: 'orders.list', as: bob, lacks: ['Road 1'] },
    'show owners their rows': { call: 'orders.list', as: ann, has: ['Road 1', 'ring twice'] },
    "make another's row a 404": { call: 'orders.get', as: bob, params: the('order'), refused: 'NOT_FOUND' },
  }
  test.each(Object.entries(scenarios))('%s', (_, scenario) => plays(scenario))
})

describe('field rules', () => {
  const scenarios: Record<string, Scenario> = {
    'leave a hidden field out of lists': { call: 'products.list', has: ['priceCents'], lacks: ['stock'] },
    'leave it out of single rows': { call: 'products.get', params: the('lamp'), lacks: ['stock'] },
    'give it to those who may read it': { call: 'products.get', as: boss, params: the('lamp'), has: ['"stock":4'] },
    'null a field whose rule is about the row': {
      call: 'orders.list',
      as: boss,
      has: ['Road 1', '"note":null'],
      lacks: ['ring'],
    },
    'hold when the field is asked for': {
      call: 'products.get',
      params: the('lamp'),
      query: { fields: 'stock,name' },
      has: ['{"name":"Brass lamp"}'],
    },
    'refuse a filter that would tell': {
      call: 'products.list',
      as: ann,
      list: { where: [{ field: 'stock', op: 'eq', value: 4 }] },
      refused: 'VALIDATION_FAILED',
      has: ['stock'],
    },
    'allow it to those who may read it': {
      call: 'products.list',
      as: boss,
      list: { where: [{ field: 'stock', op: 'eq', value: 4 }], sort: [{ field: 'stock', descending: true }] },
      has: ['Brass lamp'],
    },
    'refuse a sort that would tell': {
      call: 'products.list',
      as: ann,
      list: { sort: [{ field: 'stock', descending: false }] },
      refused: 'VALIDATION_FAILED',
    },
  }
  test.each(Object.entries(scenarios))('%s', (_, scenario) => plays(scenario))
})

describe('related rows', () => {
  const scenarios: Record<string, Scenario> = {
    'stay away unasked': { call: 'products.list', lacks: ['"category":', 'orderItems'] },
    'come when asked for': {
      call: 'products.list',
      list: { include: ['category'] },
      has: ['"category":{"id"', '"category":null'],
    },
    'come with a single row': {
      call: 'products.get',
      as: ann,
      params: the('lamp'),
      query: { include: 'orderItems,category' },
      has: ['"productName":"Brass lamp"', '"name":"Desk"'],
    },
    'come under their own policy': {
      call: 'products.get',
      params: the('lamp'),
      query: { include: 'orderItems' },
      has: ['"orderItems":[]'],
      lacks: ['unitPriceCents'],
    },
    'come always where they are children': { call: 'orders.get', as: ann, params: the('order'), has: ['"items":[{'] },
    'are named when they are not known': {
      call: 'products.get',
      params: the('lamp'),
      query: { includes: 'category', include: 'categori' },
      refused: 'VALIDATION_FAILED',
      has: ['Did you mean include?', 'Did you mean category?'],
    },
  }
  test.each(Object.entries(scenarios))('%s', (_, scenario) => plays(scenario))
})

describe('filters', () => {
  const where = (field: string, op: string, value: unknown) => ({ where: [{ field, op, value }] }) as Scenario['list']
  const list = (query: Scenario['list'], has: string[], lacks: string[] = []): Scenario => ({
    call: 'products.list',
    ...(query === undefined ? {} : { list: query }),
    has,
    lacks,
  })
  const scenarios: Record<string, Scenario> = {
    'eq finds equal ones': list(where('name', 'eq', 'Felt mat'), ['Felt mat'], ['Brass']),
    'ne finds rows without a value too': list(where('imageUrl', 'ne', '/mat.png'), ['Brass'], ['Felt']),
    'gt and lte compare numbers': list(where('priceCents', 'gt', 300), ['Brass'], ['Felt']),
    'in takes many': list(where('priceCents', 'in', [300, 900]), ['Brass', 'Felt']),
    'in takes none': list(where('priceCents', 'in', []), ['[]']),
    'isNull finds those without': list(where('imageUrl', 'isNull', true), ['Brass'], ['Felt']),
    'isNull false finds those with': list(where('imageUrl', 'isNull', false), ['Felt'], ['Brass']),
    'contains ignores case': list(where('name', 'contains', 'BRASS'), ['Brass'], ['Felt']),
    'startsWith does not': list(where('name', 'startsWith', 'Bra'), ['Brass'], ['Felt']),
    'contains takes % and _ as they are': list(where('name', 'contains', '%'), ['[]']),
    'search finds every word in any field': list({ search: ' lamp  100% BRASS_ ' }, ['Brass'], ['Felt']),
    'search takes % as it is': list({ search: '%%' }, ['[]']),
    'fields are chosen in lists': list({ fields: ['name'], limit: 1, sort: [{ field: 'name', descending: false }] }, [
      '[{"name":"Brass lamp"}]',
    ]),
    'a path walks to one': { call: 'orders.list', as: boss, list: where('buyer', 'eq', 'Ann') ?? {}, has: ['Road 1'] },
    'a path that finds none': { call: 'orders.list', as: boss, list: where('buyer', 'eq', 'Bob') ?? {}, has: ['[]'] },
    'a path walks over many': {
      call: 'orders.list',
      as: ann,
      list: where('product', 'contains', 'brass') ?? {},
      has: ['Road 1'],
    },
    'a path never shows more than the policy': {
      call: 'orders.list',
      as: bob,
      list: where('product', 'contains', 'brass') ?? {},
      has: ['[]'],
    },
    'a value of the wrong type is refused': {
      call: 'products.list',
      list: where('categoryId', 'eq', 'desk') ?? {},
      refused: 'VALIDATION_FAILED',
      has: ['categoryId', 'UUID'],
    },
    'a number out of range is refused': {
      call: 'products.list',
      list: where('priceCents', 'eq', 1e12) ?? {},
      refused: 'VALIDATION_FAILED',
    },
    'what is not declared is refused': {
      call: 'products.list',
      list: where('description', 'eq', 'x') ?? {},
      refused: 'VALIDATION_FAILED',
    },
  }
  test.each(Object.entries(scenarios))('%s', (_, scenario) => plays(scenario))
})

test('a list tells its total, and whether there is more', async () => {
  expect(pageOf(await shop.run('products.list', { list: { limit: 1 } }))).toMatchObject({ total: 2, capped: false })
  expect(pageOf(await shop.run('products.list', { list: { limit: 1, offset: 1 } }))).toMatchObject({
    total: 2,
    next: null,
  })
  expect(pageOf(await shop.run('products.list', { list: { limit: 5, offset: 9 } }))).toMatchObject({
    total: 2,
    next: null,
  })
  expect(pageOf(await shop.run('products.list', { list: { count: 'none' } })).total).toBeNull()
})

test('a list without a sort is newest first', async () => {
  const names = (await shop.ask<Data[]>('products.list')).map(row => row.name)
  expect(names).toEqual(['Felt mat', 'Brass lamp'])
})

test('a page has 20 rows unless it says otherwise, and never over 1000', async () => {
  expect(pageOf(await shop.run('products.list')).limit).toBe(20)
  expect(pageOf(await shop.run('products.list', { list: { limit: 5000 } })).limit).toBe(1000)
})
