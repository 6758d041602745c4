import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { call, derive } from '../src/blueprint/derive/test/kit.ts'
import type { Shape } from '../src/blueprint/endpoint.ts'
import { type Written, written } from './written.ts'

// Prices with a point in them, in a backend that runs: what JavaScript adds up wrong is right where it is kept.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

const shape = (fields: Record<string, Shape>): Shape => ({
  kind: 'object',
  fields: Object.fromEntries(Object.entries(fields).map(([name, of]) => [name, { shape: of, optional: false }])),
})
const [text, number]: Shape[] = [{ kind: 'string' }, { kind: 'number' }]
const tin = { name: text as Shape, price: number as Shape }
const line = { tinId: text as Shape, quantity: number as Shape }
const placed = shape({
  id: text as Shape,
  total: number as Shape,
  items: { kind: 'array', of: shape({ id: text as Shape, ...line, price: number as Shape }) },
})

let backend: Written

beforeAll(async () => {
  const blueprint = derive([
    call('POST /api/auth/login', { body: ['email', 'password'], reads: ['token'] }),
    call('POST /api/auth/register', { body: ['email', 'password'], reads: ['token'] }),
    call('GET /api/tins', { answerShape: { kind: 'array', of: shape({ id: text as Shape, ...tin }) } }),
    call('POST /api/tins', { body: ['name', 'price'], bodyShape: shape(tin), reads: ['id'] }),
    call('GET /api/orders', { answerShape: { kind: 'array', of: placed } }),
    call('POST /api/orders', {
      body: ['items[].quantity', 'items[].tinId'],
      bodyShape: shape({ items: { kind: 'array', of: shape(line) } }),
      answerShape: placed,
    }),
  ])
  backend = await written('money', blueprint)
})

afterAll(() => backend.remove())

it('keeps prices as decimal numbers, and shows them as numbers', () => {
  writeFileSync(
    join(backend.directory, 'test', 'money.test.ts'),
    `import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { testApp } from 'plinth/testing'
import backend from '../backend.ts'

test('an order', async () => {
  const app = await testApp(backend, { directory: join(import.meta.dirname, '..') })
  try {
    const person = { email: 'otto@example.com', password: 'otto-secret-1' }
    const { token } = (await app.post('/api/auth/register', person)).body as { token: string }
    const otto = app.as(token)
    const tin = await otto.post('/api/tins', { name: 'Peas', price: 0.1 })
    const { id, price } = tin.body as { id: string; price: number }
    assert.equal(price, 0.1)
    const order = await otto.post('/api/orders', { items: [{ tinId: id, quantity: 3 }] })
    assert.equal((order.body as { total: number }).total, 0.3)
    const fine = await otto.post('/api/tins', { name: 'Rice', price: 0.00129 })
    assert.equal((fine.body as { price: number }).price, 0.0013)
  } finally {
    await app.stop()
  }
})
`,
  )
  const { status, output } = backend.run('--test', 'test/money.test.ts')
  expect(status, output).toBe(0)
})

it('writes a project that type-checks and keeps to its contract', () => {
  expect(backend.typeCheck()).toEqual({ status: 0, output: '' })
  const { status, output } = backend.run('--test', 'test/contract.test.ts')
  expect(status, output).toBe(0)
})
