import { join } from 'node:path'
import { type TestApp, type TestClient, testApp } from 'plinth/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import backend from '../backend.ts'
import demo from '../seeds/demo.ts'

let app: TestApp
let admin: TestClient
let customer: TestClient
let other: TestClient

interface Product {
  readonly id: string
  readonly name: string
  readonly priceCents: number
  readonly stock: number
}

beforeAll(async () => {
  app = await testApp(backend, { directory: join(import.meta.dirname, '..'), seed: demo })
  admin = await login('admin@example.com', 'demo-admin-1')
  customer = await login('customer@example.com', 'demo-customer-1')
  const person = { name: 'Otto', email: 'otto@example.com', password: 'otto-secret' }
  other = app.as(accessToken((await app.post('/api/auth/register', person)).body))
})

afterAll(() => app.stop())

async function login(email: string, password: string): Promise<TestClient> {
  return app.as(accessToken((await app.post('/api/auth/login', { email, password })).body))
}

function accessToken(body: unknown): string {
  return (body as { data: { accessToken: string } }).data.accessToken
}

async function product(client: TestClient = app): Promise<Product> {
  const { body } = await client.get('/api/products?search=teapot')
  return (body as { data: Product[] }).data[0] as Product
}

const address = { shippingAddress: '1 Harbour Street' }

it('refuses an order without items, of too many, and of what is not there', async () => {
  const { id } = await product()
  const refused = async (items: unknown, status: number) => {
    const answer = await customer.post('/api/orders', { items, ...address })
    expect(answer.status).toBe(status)
  }
  await refused([], 400)
  await refused([{ productId: id, quantity: 1000 }], 409)
  await refused([{ productId: crypto.randomUUID(), quantity: 1 }], 409)
  await refused([{ productId: id, quantity: 'many' }], 400)
  expect((await app.post('/api/orders', { items: [{ productId: id, quantity: 1 }], ...address })).status).toBe(401)
})

it('takes names and prices from the product, whatever the client says', async () => {
  const { id, name, priceCents } = await product()
  const forged = await customer.post('/api/orders', {
    items: [{ productId: id, quantity: 1, unitPriceCents: 1 }],
    ...address,
  })
  expect(forged.status).toBe(400)
  expect(forged.body).toMatchObject({ details: [{ field: 'items[0].unitPriceCents' }] })
  const { status, body } = await customer.post('/api/orders', { items: [{ productId: id, quantity: 2 }], ...address })
  expect(status).toBe(201)
  expect(body).toMatchObject({
    success: true,
    data: {
      status: 'pending',
      totalCents: 2 * priceCents,
      items: [{ productName: name, quantity: 2, unitPriceCents: priceCents }],
    },
  })
})

it('takes nothing out of stock when one of the items is sold out', async () => {
  const { id, stock } = await product()
  const missing = { productId: crypto.randomUUID(), quantity: 1 }
  expect(
    (await customer.post('/api/orders', { items: [{ productId: id, quantity: 1 }, missing], ...address })).status,
  ).toBe(409)
  expect((await product()).stock).toBe(stock)
})

it('sells the last piece once, however many ask at the same time', async () => {
  const made = await admin.post('/api/products', { name: 'Last one', priceCents: 100, stock: 1, status: 'active' })
  const { id } = (made.body as { data: Product }).data
  const order = () => customer.post('/api/orders', { items: [{ productId: id, quantity: 1 }], ...address })
  const statuses = (await Promise.all(Array.from({ length: 12 }, order))).map(answer => answer.status)
  expect(statuses.filter(status => status === 201)).toHaveLength(1)
  expect(statuses.filter(status => status === 409)).toHaveLength(11)
})

it('shows orders to their customer and to staff, and to nobody else', async () => {
  const { id } = await product()
  const made = await customer.post('/api/orders', { items: [{ productId: id, quantity: 1 }], ...address })
  const order = (made.body as { data: { id: string } }).data.id
  expect((await other.get(`/api/orders/${order}`)).status).toBe(404)
  expect((await other.get('/api/orders')).body).toMatchObject({ data: [], meta: { total: 0 } })
  expect((await app.get('/api/orders')).status).toBe(401)
  expect((await admin.get(`/api/orders/${order}`)).status).toBe(200)
  expect((await customer.patch(`/api/orders/${order}`, { status: 'paid' })).status).toBe(403)
  expect((await other.post(`/api/orders/${order}/cancel`)).status).toBe(404)
  expect((await customer.post(`/api/orders/${order}/cancel`)).body).toMatchObject({ data: { status: 'cancelled' } })
  expect((await customer.post(`/api/orders/${order}/cancel`)).status).toBe(409)
})

it('hides drafts from customers in lists, by id, by filter and by count', async () => {
  const made = await admin.post('/api/products', { name: 'Secret draft', priceCents: 100, stock: 1 })
  const { id } = (made.body as { data: Product }).data
  for (const client of [app, customer]) {
    expect((await client.get(`/api/products/${id}`)).status).toBe(404)
    expect((await client.get('/api/products?status=draft')).body).toMatchObject({ data: [], meta: { total: 0 } })
    expect(JSON.stringify((await client.get('/api/products?search=Secret')).body)).not.toContain('Secret draft')
  }
  expect((await admin.get('/api/products?status=draft')).body).toMatchObject({ data: [{ id }] })
})

it('lets only those with the permission write products', async () => {
  const { id } = await product()
  expect((await customer.patch(`/api/products/${id}`, { priceCents: 1 })).status).toBe(403)
  expect((await app.delete(`/api/products/${id}`)).status).toBe(401)
  expect((await admin.patch(`/api/products/${id}`, { priceCents: 4600 })).body).toMatchObject({
    data: { priceCents: 4600 },
  })
})

it('filters, sorts and pages the way the shop asks', async () => {
  const { body } = await app.get(
    '/api/products?status=active&priceCents[gte]=3000&priceCents%5Blte%5D=5000&sort=-priceCents&page=2&limit=2&include=category',
  )
  const { data, meta } = body as {
    data: (Product & { category: { name: string } })[]
    meta: { total: number; pages: number }
  }
  expect(data).toHaveLength(2)
  expect(data[0]?.priceCents).toBeGreaterThanOrEqual(data[1]?.priceCents ?? 0)
  expect(data[0]?.category.name).toEqual(expect.any(String))
  expect(meta).toMatchObject({ page: 2, limit: 2, pages: Math.ceil(meta.total / 2) })
})

it('registers as a customer, whatever role is asked for', async () => {
  const person = { name: 'Mallory', email: 'mallory@example.com', password: 'mallory-secret' }
  const refused = await app.post('/api/auth/register', { ...person, role: 'admin' })
  expect(refused.status).toBe(400)
  const { body } = await app.post('/api/auth/register', person)
  expect(body).toMatchObject({ data: { user: { role: 'customer' } } })
  expect(JSON.stringify(body)).not.toMatch(/hash|password/i)
})

it('rotates refresh tokens, and ends them at logout', async () => {
  const { body } = await app.post('/api/auth/login', { email: 'customer@example.com', password: 'demo-customer-1' })
  const { refreshToken } = (body as { data: { refreshToken: string } }).data
  const second = await app.post('/api/auth/refresh', { refreshToken })
  expect(second.status).toBe(200)
  const repeated = await app.post('/api/auth/refresh', { refreshToken })
  const next = (second.body as { data: { refreshToken: string; accessToken: string } }).data
  expect(repeated.body).toMatchObject({ data: { refreshToken: next.refreshToken } })
  expect((await app.as(next.accessToken).post('/api/auth/logout', { refreshToken: next.refreshToken })).status).toBe(
    204,
  )
  expect((await app.post('/api/auth/refresh', { refreshToken: next.refreshToken })).status).toBe(401)
})

it('lets somebody with a stale token sign in and out', async () => {
  const stale = app.as('stale.token.here')
  expect((await stale.get('/api/auth/me')).status).toBe(401)
  const login = await stale.post('/api/auth/login', { email: 'customer@example.com', password: 'demo-customer-1' })
  expect(login.status).toBe(200)
  const { refreshToken } = (login.body as { data: { refreshToken: string } }).data
  expect((await stale.post('/api/auth/logout', { refreshToken })).status).toBe(204)
  expect((await stale.post('/api/auth/refresh', { refreshToken })).status).toBe(401)
})

it('pages by cursor from an empty one on: every product once, then no next', async () => {
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await app.get(`/api/products?status=active&sort=priceCents&limit=5&cursor=${cursor}`)
    const page = body as { data: Product[]; meta: { next: string | null } }
    seen.push(...page.data.map(({ id }) => id))
    cursor = page.meta.next
  }
  const { body } = await app.get('/api/products?status=active&limit=1')
  expect(new Set(seen).size).toBe((body as { meta: { total: number } }).meta.total)
  expect(seen).toHaveLength(new Set(seen).size)
  expect((await app.get('/api/products?cursor=forged')).status).toBe(400)
})

it('says 501 where files are sent and nothing is written yet, and 415 elsewhere', async () => {
  const person = { email: 'customer@example.com', password: 'demo-customer-1' }
  const token = accessToken((await app.post('/api/auth/login', person)).body)
  const send = (path: string) => {
    const body = new FormData()
    body.set('files', new File(['x'], 'x.txt'))
    const headers = { authorization: `Bearer ${token}` }
    return app.app.fetch(new Request(`http://localhost${path}`, { method: 'POST', body, headers }))
  }
  expect((await send('/api/uploads')).status).toBe(501)
  expect((await send('/api/orders')).status).toBe(415)
})
