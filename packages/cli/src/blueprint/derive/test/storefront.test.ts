import { expect, test } from 'vitest'
import { type BlueprintField, blueprintSchema } from '../../blueprint.ts'
import { deriveBlueprint } from '../derive.ts'
import { storefront } from './storefront.ts'

const blueprint = deriveBlueprint([storefront], { name: 'Storefront' })

function plain({ evidence: _, certainty: __, ...field }: BlueprintField) {
  return field
}

function fields(table: string) {
  return blueprint.tables.find(({ name }) => name === table)?.fields.map(plain)
}

function resource(name: string) {
  return blueprint.resources.find(one => one.name === name)
}

test('the shop speaks the default dialect, and its blueprint fits the schema', () => {
  expect(blueprintSchema.safeParse(blueprint).error).toBeUndefined()
  expect(blueprint.name).toBe('storefront')
  expect(blueprint.dialect).toEqual({ paths: { 'tenants.list': 'GET /organisations' } })
  expect(blueprint.unresolved).toEqual([])
})

test('the built-in operations serve its logins, and roles come from its types and guards', () => {
  expect(blueprint.auth).toMatchObject({
    users: 'users',
    identity: 'email',
    operations: {
      'auth.register': 'POST /api/auth/register',
      'auth.login': 'POST /api/auth/login',
      'auth.refresh': 'POST /api/auth/refresh',
      'auth.logout': 'POST /api/auth/logout',
      'auth.me': 'GET /api/auth/me',
    },
    roles: { customer: ['orders:create'], admin: ['*'], manager: ['orders:*', 'products:*'] },
  })
  expect(fields('users')).toEqual([
    { name: 'name', type: 'text', required: true },
    { name: 'email', type: 'text', required: true, unique: true },
    {
      name: 'role',
      type: 'text',
      required: true,
      values: ['admin', 'manager', 'customer'],
      default: 'customer',
      write: 'nobody',
    },
  ])
})

test('products have what the form sends, a slug of their name, and a category', () => {
  expect(fields('products')).toEqual([
    { name: 'name', type: 'text', required: true },
    { name: 'slug', type: 'text', required: true, unique: true, server: { slugOf: 'name' }, write: 'nobody' },
    { name: 'description', type: 'text', required: true },
    { name: 'imageUrl', type: 'text', required: false },
    { name: 'priceCents', type: 'integer', required: true },
    { name: 'status', type: 'text', required: true, values: ['draft', 'active', 'archived'] },
    { name: 'stock', type: 'integer', required: true },
    { name: 'categoryId', type: 'uuid', required: true, references: { table: 'categories', onDelete: 'restrict' } },
  ])
  expect(resource('products')).toMatchObject({
    filter: { categoryId: 'categoryId', priceCents: 'priceCents', status: 'status' },
    sort: ['createdAt', 'name', 'priceCents'],
    search: ['name', 'description'],
    include: ['category'],
    operations: {
      list: { allow: 'anyone' },
      create: { allow: { can: 'products:write' } },
      delete: { allow: { can: 'products:write' } },
    },
  })
  expect(resource('categories')).toMatchObject({
    sort: ['name'],
    size: 1000,
    operations: { list: { allow: 'anyone' } },
  })
})

test('orders are their customer’s, with lines whose names and prices the server copies', () => {
  const mine = { or: [{ can: 'orders:read' }, { owner: 'customerId' }] }
  expect(resource('orders')).toMatchObject({
    filter: { status: 'status' },
    children: { items: 'orderItems' },
    operations: {
      list: { allow: mine },
      get: { allow: mine },
      create: { allow: 'signedIn' },
      update: { allow: { can: 'orders:write' } },
    },
  })
  expect(fields('orders')?.filter(({ server, write }) => server !== undefined || write !== undefined)).toEqual([
    {
      name: 'status',
      type: 'text',
      required: true,
      values: ['pending', 'paid', 'shipped', 'cancelled'],
      default: 'pending',
      write: { can: 'orders:write' },
    },
    { name: 'totalCents', type: 'integer', required: true, server: 'hook', write: 'nobody' },
    {
      name: 'customerId',
      type: 'uuid',
      required: true,
      references: { table: 'users', onDelete: 'restrict' },
      server: 'owner',
    },
  ])
  expect(fields('orderItems')?.flatMap(({ name, server }) => (server === undefined ? [] : [[name, server]]))).toEqual([
    ['productName', { copyOf: 'product.name' }],
    ['unitPriceCents', { copyOf: 'product.priceCents' }],
  ])
})

test('modules are what belongs together, actions have kinds, and the rest is pending by name', () => {
  expect(blueprint.tables.map(({ name, module }) => [name, module])).toEqual([
    ['users', 'platform'],
    ['categories', 'products'],
    ['orders', 'orders'],
    ['products', 'products'],
    ['orderItems', 'orders'],
  ])
  expect(blueprint.actions.map(({ kind, module, name }) => [kind, module, name])).toEqual([
    ['pending', 'imports', 'createImport'],
    ['pending', 'imports', 'deleteImport'],
    ['pending', 'imports', 'getImport'],
    ['transition', 'orders', 'cancel'],
    ['pending', 'payments', 'checkout'],
    ['pending', 'uploads', 'createUpload'],
  ])
  const needed = Object.values(blueprint.features).filter(feature => feature.needed && feature.evidence.length > 0)
  expect(needed).toHaveLength(9)
})

test('without guards the same follows from roles, and from a status that customers do not send', () => {
  const unguarded = { ...storefront, signals: { ...storefront.signals, reach: [] } }
  expect(deriveBlueprint([unguarded], { name: 'Storefront' })).toEqual(blueprint)
})
