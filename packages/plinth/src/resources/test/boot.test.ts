import { describe, expect, test } from 'vitest'
import * as blog from '../../../../../examples/blog/schema.ts'
import * as shop from '../../../../../examples/storefront/backend/schema.ts'
import { anyone, owner, where } from '../../access/index.ts'
import type { Database } from '../../data/database.ts'
import { integer, pgTable, text } from '../../data/schema/index.ts'
import {
  compileResources,
  count,
  type EngineOptions,
  exists,
  type Resource,
  refuseClashes,
  resource,
} from '../index.ts'

const loose = pgTable('loose', { name: text().notNull(), size: integer() })
const database = {} as Database

function boot(resources: readonly Resource[], more: Partial<EngineOptions> = {}) {
  const definitions = resources.map(one => ({ module: 'test', resource: one }))
  return compileResources({ schema: { ...shop, loose }, users: shop.users, database, definitions, ...more })
}

const open = { allow: { read: anyone, write: anyone } }
// Names that the compiler would refuse: JavaScript, a generated file, a cast.
const wrong = (options: object) => resource(shop.products, { ...open, ...options } as never)
const categories = resource(shop.categories, open)

describe('is refused, with the resource and the mend', () => {
  const mistakes: Record<string, readonly [() => readonly Resource[], string, RegExp]> = {
    'an unknown option': [() => [wrong({ filters: [] })], 'OPTION_UNKNOWN', /products.filters.*Did you mean filter/],
    'an unknown filter field': [
      () => [wrong({ filter: ['prize'] })],
      'RESOURCE_FIELD_UNKNOWN',
      /filter.*prize.*products/,
    ],
    'a misspelt sort field': [() => [wrong({ sort: ['nam'] })], 'RESOURCE_FIELD_UNKNOWN', /nam.*Did you mean name/],
    'an unknown search field': [() => [wrong({ search: ['x'] })], 'RESOURCE_FIELD_UNKNOWN', /search/],
    'an unknown field in only': [() => [wrong({ only: ['x'] })], 'RESOURCE_FIELD_UNKNOWN', /only/],
    'a rule for an unknown field': [() => [wrong({ fields: { x: {} } })], 'RESOURCE_FIELD_UNKNOWN', /fields/],
    'an owner that is no field': [
      () => [wrong({ allow: { read: owner('x') } })],
      'RESOURCE_FIELD_UNKNOWN',
      /allow.list.*x/,
    ],
    'a condition on no field': [() => [wrong({ allow: { read: where({ x: 1 }) } })], 'RESOURCE_FIELD_UNKNOWN', /x/],
    'a field rule about no field': [
      () => [wrong({ fields: { name: { read: owner('x') } } })],
      'RESOURCE_FIELD_UNKNOWN',
      /fields.name.read/,
    ],
    'a filter on what cannot be compared': [
      () => [resource(blog.articles, { ...open, filter: { x: 'author.follows' } } as never)],
      'RESOURCE_TABLE_UNKNOWN',
      /./,
    ],
    'an unknown computed field': [() => [wrong({ computed: ['x'] })], 'RESOURCE_COMPUTED_INVALID', /x is not declared/],
    'an unknown relation': [
      () => [wrong({ include: ['categor'] })],
      'RESOURCE_RELATION_UNKNOWN',
      /Did you mean category/,
    ],
    'a relation in a filter that is none': [
      () => [wrong({ filter: { x: 'shop.name' } })],
      'RESOURCE_RELATION_UNKNOWN',
      /shop/,
    ],
    'a relation whose rows no resource shows': [
      () => [wrong({ include: ['category'] })],
      'RESOURCE_VIEW_UNKNOWN',
      /category.*categories.*no resource shows/,
    ],
    'a relation that two resources show': [
      () => [
        wrong({ include: ['category'] }),
        resource(shop.categories, { ...open, name: 'shelves' }),
        resource(shop.categories, { ...open, name: 'racks' }),
      ],
      'RESOURCE_VIEW_UNKNOWN',
      /shelves and racks show/,
    ],
    'a view that is no resource': [
      () => [wrong({ include: { category: 'shelves' } }), categories],
      'RESOURCE_VIEW_UNKNOWN',
      /no resource called shelves/,
    ],
    'a relation called like a field': [
      () => [wrong({ relations: { name: 'categoryId' }, include: ['name'] }), categories],
      'RESOURCE_OPTION_INVALID',
      /name is a field and a relation/,
    ],
    'a relation over no key': [
      () => [wrong({ relations: { x: 'name' }, include: ['x'] }), categories],
      'RESOURCE_OPTION_INVALID',
      /name is no foreign key/,
    ],
    'two resources of one name': [() => [categories, categories], 'RESOURCE_TWICE', /categories/],
    'an operation that nobody may use': [
      () => [wrong({ operations: ['delete'], allow: { read: anyone } })],
      'RESOURCE_OPTION_INVALID',
      /offers delete/,
    ],
    'an id that is not unique': [() => [wrong({ id: 'name' })], 'RESOURCE_OPTION_INVALID', /name is not unique/],
    'a table without a key': [() => [resource(loose, open)], 'RESOURCE_OPTION_INVALID', /no primary key/],
    'a table outside of the schema': [() => [resource(blog.articles, open)], 'RESOURCE_TABLE_UNKNOWN', /./],
    'a path under no resource': [() => [wrong({ path: '/shops/:id/products' })], 'RESOURCE_OPTION_INVALID', /\/shops/],
    'a path that cannot be read': [() => [wrong({ path: '/shops/:id' })], 'RESOURCE_OPTION_INVALID', /\/shops\/:id/],
    'a parent without a key': [
      () => [categories, resource(shop.orders, { ...open, path: '/categories/:id/orders' })],
      'RESOURCE_OPTION_INVALID',
      /0 keys to categories/,
    ],
    'rows that bring themselves along': [
      () => [wrong({ embed: ['category'] }), resource(shop.categories, { ...open, embed: ['products'] })],
      'RESOURCE_OPTION_INVALID',
      /products → categories → products/,
    ],
    'a relation that nobody may read, always there': [
      () => [wrong({ embed: ['category'] }), resource(shop.categories, { operations: [], allow: {} })],
      'RESOURCE_OPTION_INVALID',
      /category shows categories, which allow lets nobody read/,
    ],
    'a relation that nobody may read, on demand': [
      () => [wrong({ include: ['category'] }), resource(shop.categories, { allow: { create: anyone } })],
      'RESOURCE_OPTION_INVALID',
      /nobody read/,
    ],
    'children that nobody may read': [
      () => [
        resource(shop.orders, { ...open, children: { items: shop.orderItems } }),
        resource(shop.orderItems, { operations: [], allow: { create: anyone } }),
      ],
      'RESOURCE_OPTION_INVALID',
      /items shows orderItems, which allow lets nobody read/,
    ],
    'children that nobody may create': [
      () => [
        resource(shop.orders, { ...open, children: { items: shop.orderItems } }),
        resource(shop.orderItems, { operations: [], allow: { read: anyone } }),
      ],
      'RESOURCE_OPTION_INVALID',
      /items are orderItems, which allow lets nobody create/,
    ],
    'children without a key': [
      () => [wrong({ children: { lines: shop.categories } }), categories],
      'RESOURCE_OPTION_INVALID',
      /no key to products/,
    ],
  }
  test.each(Object.entries(mistakes))('%s', (_, [make, code, says]) => {
    const failure = caught(() => boot(make()))
    expect(failure).toMatchObject({ code })
    expect(`${failure?.message}`).toMatch(says)
    expect(failure?.hint ?? '').not.toMatch(/\{\w+\}/)
  })
})

describe('computed fields', () => {
  const articles =
    (computed: object, users: EngineOptions['users'] = blog.users) =>
    () =>
      compileResources({
        schema: blog,
        users,
        database,
        computed: computed as never,
        definitions: [
          { module: 'm', resource: resource(blog.articles, { ...open, computed: ['x'] }) },
          { module: 'm', resource: resource(blog.users, { ...open, computed: ['y'] }) },
        ],
      })

  test('that could go by two keys ask which', () => {
    const x = count(blog.favorites)
    const failure = caught(articles({ articles: { x }, users: { y: exists(blog.follows, { of: 'actor' }) } }))
    expect(failure?.message).toMatch(/followerId or followedId/)
    expect(failure?.hint).toMatch(/by:/)
  })

  test('of the actor need somebody who logs in', () => {
    const failure = caught(articles({ articles: { x: exists(blog.favorites, { of: 'actor' }) } }, null as never))
    expect(failure).toMatchObject({
      code: 'RESOURCE_OPTION_INVALID',
      message: expect.stringContaining('nobody can log in'),
    })
  })

  test('of a table without a key are refused', () => {
    expect(caught(articles({ articles: { x: count(blog.follows) } }))?.message).toMatch(/no key to articles/)
  })
})

test('two keys to one table are ambiguous until one is named', () => {
  const two = pgTable('transfers', {
    id: integer().primaryKey(),
    fromId: integer().references(() => accounts.id),
    toId: integer().references(() => accounts.id),
  })
  const accounts = pgTable('accounts', { id: integer().primaryKey() })
  const make = (options: object) => () =>
    compileResources({
      schema: { two, accounts },
      database,
      definitions: [
        { module: 'm', resource: resource(accounts, { ...open, ...options } as never) },
        { module: 'm', resource: resource(two, { ...open, include: ['from', 'to'] }) },
      ],
    })
  expect(caught(make({ include: ['two'] }))).toMatchObject({
    code: 'RESOURCE_RELATION_AMBIGUOUS',
    message: expect.stringContaining('two.fromId, two.toId'),
  })
  expect(caught(make({ include: ['two'], relations: { two: { of: two, by: 'fromId' } } }))).toBeUndefined()
})

test('two operations on one route are refused, whatever their parameters are called', () => {
  const routes = boot([
    categories,
    resource(shop.categories, { ...open, name: 'racks', path: '/categories' }),
  ]).operations
  expect(caught(() => refuseClashes(routes))).toMatchObject({ code: 'OPERATION_TWICE' })
  expect(caught(() => refuseClashes(boot([categories]).operations))).toBeUndefined()
})

test('operations are offered for what somebody may do, under the names one expects', () => {
  const readOnly = resource(shop.orderItems, { allow: { read: anyone } })
  const routes = boot([readOnly, categories]).operations.map(one => `${one.name} ${one.method} ${one.path}`)
  expect(routes).toEqual([
    'orderItems.list GET /order-items',
    'orderItems.get GET /order-items/:id',
    'categories.list GET /categories',
    'categories.get GET /categories/:id',
    'categories.create POST /categories',
    'categories.replace PUT /categories/:id',
    'categories.update PATCH /categories/:id',
    'categories.delete DELETE /categories/:id',
  ])
})

test('needed indexes name the table, the columns and who wants them', () => {
  const products = wrong({ filter: ['status'], sort: ['name'], search: ['name'], include: ['category', 'orderItems'] })
  const items = resource(shop.orderItems, { operations: [], allow: { read: anyone } })
  expect(boot([products, categories, items]).neededIndexes()).toEqual([
    { table: 'products', columns: ['name'], kind: 'btree', why: 'sort name of products' },
    { table: 'products', columns: ['name'], kind: 'search', why: 'search of products' },
    { table: 'products', columns: ['status'], kind: 'btree', why: 'filter status of products' },
    { table: 'order_items', columns: ['product_id'], kind: 'btree', why: 'orderItems of products' },
  ])
})

interface Failure {
  readonly code: string
  readonly message: string
  readonly hint?: string
}

function caught(work: () => unknown): Failure | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    return error as Failure
  }
}
