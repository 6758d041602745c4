import { expect, test } from 'vitest'
import { call, derive } from './kit.ts'

const orders = call('GET /api/orders', { query: ['status'], reads: ['data[].id', 'data[].status'] })
const exportOf = (path: string, facts: Parameters<typeof call>[1] = {}) =>
  derive([orders, call(`GET /api${path}`, facts)]).actions[0]

test('what no file is made of here, or more than the list is asked with, is open', () => {
  expect(exportOf('/orders/export.xlsx')).toMatchObject({ kind: 'pending', reason: 'No file is made as xlsx.' })
  expect(exportOf('/orders/export', { query: ['format'] })).toMatchObject({ kind: 'pending' })
  expect(exportOf('/orders/export', { query: ['since'] })).toMatchObject({
    kind: 'pending',
    reason: 'What since does to the file is not seen.',
  })
  expect(exportOf('/orders/export', { reads: ['data[].id'] })).toMatchObject({ kind: 'pending' })
  expect(exportOf('/invoices/export')).toMatchObject({ kind: 'pending' })
  expect(exportOf('/shops/{id}/orders/export')).toMatchObject({ kind: 'pending' })
  expect(exportOf('/orders/{id}/export')).toMatchObject({ kind: 'pending' })
})

test.each([
  ['/orders/export', {}, 'csv'],
  ['/orders/export.csv', { query: ['status'] }, 'csv'],
  ['/orders/export/json', {}, 'json'],
  ['/orders.csv', {}, 'csv'],
  ['/export/orders', {}, 'csv'],
  ['/orders/download', {}, 'csv'],
] as const)('%s is the list as a file', (path, facts, as) => {
  expect(exportOf(path, facts as never)).toMatchObject({ kind: 'export', of: 'orders', as, path })
})

test('the format that is always asked for is the one', () => {
  const queryShape = {
    kind: 'object' as const,
    fields: { format: { shape: { kind: 'literal' as const, values: ['json'] }, optional: false } },
  }
  expect(exportOf('/orders/export', { query: ['format'], queryShape })).toMatchObject({ kind: 'export', as: 'json' })
})

test('a link to it is no operation of another kind', () => {
  const link = call('GET /api/orders/export', { kind: 'link' })
  expect(derive([orders, link])).toMatchObject({
    actions: [{ kind: 'export', path: '/orders/export' }],
    unresolved: [],
  })
})
