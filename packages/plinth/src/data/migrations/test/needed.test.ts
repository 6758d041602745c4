import { describe, expect, test } from 'vitest'
import {
  id,
  index,
  integer,
  pgTable,
  readTables,
  search,
  sql,
  tenantId,
  text,
  timestamps,
  unique,
} from '../../schema/index.ts'
import { checkIndexes, type NeededIndex, requireIndexes } from '../index.ts'

const products = pgTable(
  'products',
  {
    id: id(),
    name: text(),
    slug: text().unique(),
    shopId: integer(),
    price: integer(),
    hidden: integer(),
    ...timestamps(),
  },
  table => [
    index().on(table.shopId, table.price),
    index().on(table.hidden).where(sql`${table.hidden} > 0`),
    index().using('hash', table.hidden),
    search(table.name),
  ],
)
const orders = pgTable(
  'orders',
  { id: id(), tenantId: tenantId(), number: integer(), status: text(), note: text() },
  table => [unique().on(table.tenantId, table.number), index().on(table.status)],
)
const tables = readTables({ products, orders })
const need = (table: string, columns: string[], kind: NeededIndex['kind'] = 'btree') => [
  { table, columns, kind, why: 'a test' },
]
const lines = (...args: Parameters<typeof need>) => checkIndexes(tables, need(...args)).map(problem => problem.line)

describe('an index is missing', () => {
  test.each([
    ['when none begins with the column', 'products', ['price'], 'index().on(table.price)'],
    ['when only a partial or a hash index has it', 'products', ['hidden'], 'index().on(table.hidden)'],
    [
      'when the columns stand the other way round',
      'products',
      ['price', 'shopId'],
      'index().on(table.price, table.shopId)',
    ],
    ['with the tenant before it in a tenant table', 'orders', ['note'], 'index().on(table.tenantId, table.note)'],
    [
      'when a sort in a tenant table has only the second column',
      'orders',
      ['number', 'status'],
      'index().on(table.tenantId, table.number, table.status)',
    ],
  ])('%s', (_, table, columns, line) => {
    expect(lines(table, columns)).toEqual([line])
  })

  test('for text search when only a b-tree has it', () => {
    expect(lines('orders', ['status'], 'search')).toEqual(['search(table.status)'])
    expect(lines('products', ['name', 'slug'], 'search')).toEqual(['search(table.name, table.slug)'])
    expect(lines('products', ['name'])).toEqual(['index().on(table.name)'])
  })

  test('once, with everybody who wants it, and the error prints the line', () => {
    const twice = [
      { table: 'products', columns: ['price'], kind: 'btree' as const, why: 'filter price' },
      { table: 'products', columns: ['price'], kind: 'btree' as const, why: 'sort price' },
    ]
    expect(checkIndexes(tables, twice)).toEqual([expect.objectContaining({ why: 'filter price, sort price' })])
    expect(() => requireIndexes(tables, twice)).toThrow(
      expect.objectContaining({
        code: 'INDEX_MISSING',
        message: expect.stringContaining('products: index().on(table.price)  // filter price, sort price'),
      }),
    )
  })
})

test.each([
  ['the column an index begins with', 'products', ['shopId']],
  ['all its columns', 'products', ['shop_id', 'price']],
  ['the primary key', 'products', ['id']],
  ['a unique column', 'products', ['slug']],
  ['the column after the tenant', 'orders', ['number']],
  ['an index without the tenant', 'orders', ['status']],
])('%s has its index', (_, table, columns) => {
  expect(lines(table, columns)).toEqual([])
})

test('a trigram index serves text search', () => {
  expect(lines('products', ['name'], 'search')).toEqual([])
})
