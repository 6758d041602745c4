import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Endpoint } from '../../blueprint/endpoint.ts'
import { readBlueprint } from '../check/check.ts'
import { modelOf } from '../emit/model.ts'
import { loginsOf } from '../logins.ts'
import { type DemoRow, dataOf } from '../seeds/cell.ts'
import { demoRows } from '../seeds/rows.ts'
import { awkward, blueprint, endpoint, field, resource, table } from './awkward.ts'

const examples = join(import.meta.dirname, '../../../../../examples')
const storefront = readBlueprint(JSON.parse(readFileSync(join(examples, 'storefront/backend/blueprint.json'), 'utf8')))
const rows = demoRows(modelOf(storefront))

const keyTo = (row: DemoRow, name: string): number => {
  const cell = row.get(name)
  return cell?.kind === 'row' ? cell.at : -1
}

it('has rows for every table but the users', () => {
  expect([...rows].filter(([, list]) => list.length === 0)).toEqual([])
  expect([...rows.keys()].sort()).toEqual(['categories', 'orderItems', 'orders', 'products'])
})

it('points at rows that are there', () => {
  for (const list of rows.values()) {
    for (const cell of list.flatMap(row => [...row.values()])) {
      if (cell.kind === 'row') expect(rows.get(cell.table)?.[cell.at]).toBeDefined()
    }
  }
})

it('adds up: the total of an order is what its lines come to', () => {
  const lines = rows.get('orderItems') ?? []
  rows.get('orders')?.forEach((order, at) => {
    const own = lines.filter(line => keyTo(line, 'orderId') === at)
    const sum = own.reduce(
      (total, line) => total + Number(dataOf(line.get('quantity'))) * Number(dataOf(line.get('unitPriceCents'))),
      0,
    )
    expect(own.length).toBeGreaterThan(0)
    expect(dataOf(order.get('totalCents'))).toBe(sum)
  })
})

it('copies names and prices from the product of the line', () => {
  for (const line of rows.get('orderItems') ?? []) {
    const product = rows.get('products')?.[keyTo(line, 'productId')]
    expect(line.get('productName')).toEqual(product?.get('name'))
  }
})

it('never repeats what is unique', () => {
  const slugs = (rows.get('products') ?? []).map(row => dataOf(row.get('slug')))
  expect(new Set(slugs).size).toBe(slugs.length)
})

it('names the person who may do the most first, with a password that the backend takes', () => {
  expect(loginsOf(storefront)).toMatchObject([
    { role: 'admin', identity: 'admin@example.com', password: 'demo-admin-1' },
    { role: 'customer', identity: 'customer@example.com', password: 'demo-customer-1' },
  ])
  for (const { password } of loginsOf(awkward)) expect(password.length).toBeGreaterThanOrEqual(8)
})

it('keeps to the limits of each field, also where two must differ', () => {
  const limited = [
    field('title', { unique: true, minLength: 2, maxLength: 5 }),
    field('body', { minLength: 400 }),
    field('stock', { type: 'integer', max: 3 }),
    field('rating', { type: 'number', min: 7 }),
  ]
  const made = demoRows(modelOf(blueprint({ tables: [table('goods', limited)] }))).get('goods') ?? []
  const of = (name: string) => made.map(row => dataOf(row.get(name)))
  expect(made.length).toBeGreaterThan(3)
  expect(new Set(of('title')).size).toBe(made.length)
  expect(of('title').filter(title => !/^.{2,5}$/.test(String(title)))).toEqual([])
  expect(of('body').filter(body => String(body).length < 400)).toEqual([])
  expect(of('stock').filter(stock => Number(stock) > 3)).toEqual([])
  expect(of('rating').filter(rating => Number(rating) < 7)).toEqual([])
})

it('fills a field of many parts with those that the code reads, below the envelope', () => {
  const shown: Endpoint = {
    method: 'GET',
    path: '/api/routes',
    query: [],
    body: [],
    reads: ['data[].data', 'data[].data.balancer.servers[].weight', 'data[].data.title', 'data[].name'],
    kind: 'api',
    live: true,
    certainty: 'sure',
    evidence: [],
  }
  const given = blueprint({
    endpoints: [shown],
    tables: [table('routes', [field('name'), field('data', { type: 'json', required: false })])],
    resources: [resource('routes', { operations: { list: { endpoint: 'GET /api/routes', allow: 'anyone' } } })],
  })
  const found = demoRows(modelOf(given)).get('routes')?.[0]?.get('data')
  expect(dataOf(found)).toEqual({ balancer: { servers: [{ weight: expect.any(String) }] }, title: expect.any(String) })
})

it('fills a text that a row may be without, where code takes it to be there in a row that comes with another', () => {
  const shown = (optional: boolean): Endpoint['answerShape'] => {
    const kind = { shape: { kind: 'string' as const }, optional }
    const paper = { shape: { kind: 'object' as const, fields: { kind } }, optional: false }
    return { kind: 'object', fields: { paper } }
  }
  const isNull = (answerShape: Endpoint['answerShape']) => {
    const told = blueprint({
      endpoints: [endpoint('GET /api/desks', answerShape === undefined ? {} : { answerShape })],
      tables: [table('papers', [field('name'), field('kind', { required: false })])],
    })
    return dataOf(demoRows(modelOf(told)).get('papers')?.[0]?.get('kind')) === null
  }
  expect([shown(false), shown(true), undefined].map(isNull)).toEqual([false, true, true])
})

it('points at rows of the same owner, where rows have one', () => {
  const owner = field('userId', { type: 'uuid', references: { table: 'users', onDelete: 'cascade' }, server: 'owner' })
  const key = field('shelfId', { type: 'uuid', references: { table: 'shelves', onDelete: 'restrict' } })
  const users = table('users', [field('email', { unique: true })])
  const given = blueprint({
    auth: { users: 'users', identity: 'email', operations: {}, roles: {}, evidence: [] },
    tables: [users, table('shelves', [field('name'), owner]), table('books', [field('title'), owner, key])],
    resources: [resource('shelves'), resource('books')],
  })
  const found = demoRows(modelOf(given))
  const books = found.get('books') ?? []
  expect(books.length).toBeGreaterThan(2)
  for (const book of books)
    expect(book.get('userId')).toEqual(found.get('shelves')?.[keyTo(book, 'shelfId')]?.get('userId'))
})

it('has numbers in texts that are named like numbers: what somebody picked in a select is a text', () => {
  const reviews = table('reviews', [field('rating', { required: true }), field('comment', { required: true })])
  const made = demoRows(modelOf(blueprint({ tables: [reviews], resources: [resource('reviews')] })))
  const ratings = (made.get('reviews') ?? []).map(row => String(dataOf(row.get('rating'))))
  expect(ratings.length).toBeGreaterThan(0)
  expect(ratings.filter(text => !/^\d+$/.test(text))).toEqual([])
})
