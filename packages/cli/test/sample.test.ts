import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Blueprint } from '../src/blueprint/blueprint.ts'
import { readFrontends } from '../src/commands/read.ts'
import { type Written, written } from './written.ts'

// The whole way, on the sample: its source in, a backend out that type-checks, serves what the code reads, and agrees
// with the frontend. It is written inside the repository, so that it finds the packages.
// Whole programs run here: a database that starts, a type check.
vi.setConfig({ testTimeout: 90_000 })

const root = join(import.meta.dirname, '..', '..', '..')
const frontend = join(root, 'examples', 'storefront', 'frontend')
const plinth = join(root, 'packages', 'plinth', 'bin', 'plinth.js')
let backend: Written
let blueprint: Blueprint

beforeAll(async () => {
  blueprint = (await readFrontends([frontend], 'storefront')).blueprint
  backend = await written('sample', blueprint)
})

afterAll(() => backend.remove())

it('reads every call of the sample, and the same bytes twice', async () => {
  const wanted = [
    'GET /api/products',
    'GET /api/products/{id}',
    'POST /api/products',
    'PATCH /api/products/{id}',
    'DELETE /api/products/{id}',
    'GET /api/categories',
    'GET /api/orders',
    'GET /api/orders/{id}',
    'POST /api/orders',
    'PATCH /api/orders/{id}',
    'POST /api/orders/{id}/cancel',
    'POST /api/auth/register',
    'POST /api/auth/login',
    'POST /api/auth/refresh',
    'POST /api/auth/logout',
    'GET /api/auth/me',
    'GET /api/auth/sessions',
    'DELETE /api/auth/sessions',
    'DELETE /api/auth/sessions/{id}',
    'POST /api/auth/switch',
    'GET /api/addresses',
    'POST /api/addresses',
    'DELETE /api/addresses/{id}',
    'GET /api/organisations',
    'POST /api/uploads',
    'POST /api/imports',
    'GET /api/imports/{id}',
    'DELETE /api/imports/{id}',
    'POST /api/payments/checkout',
    'GET /socket.io',
  ]
  expect(blueprint.endpoints.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(wanted.sort())
  const again = (await readFrontends([frontend], 'storefront')).blueprint
  expect(JSON.stringify(again)).toBe(JSON.stringify(blueprint))
})

it('writes a project that type-checks', () => {
  const { status, output } = backend.typeCheck()
  expect(output).toBe('')
  expect(status).toBe(0)
})

it('serves every field that the frontend reads', () => {
  const { status, output } = backend.run('--test', 'test/contract.test.ts')
  expect(status, output).toBe(0)
})

it('agrees with the frontend, and says where it does not', () => {
  expect(backend.run(plinth, 'check', frontend).output).toContain('serves what the frontend asks for')
  const file = join(backend.directory, 'schema.ts')
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace(/^ {2}shippingAddress: .*$|^ {4}shippingAddress: .*$/m, ''))
  const broken = backend.run(plinth, 'check', frontend)
  writeFileSync(file, text)
  expect(broken.status).toBe(1)
  expect(broken.output).toMatch(/POST \/api\/orders.*shippingAddress.*src\/api\/orders\.ts:\d+/)
})
