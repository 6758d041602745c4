import { expect, test } from 'vitest'
import type { Shape } from '../../endpoint.ts'
import { call, derive, signIn } from './kit.ts'

const status: Shape = { kind: 'literal', values: ['pending', 'paid', 'in-transit'] }
const order: Shape = {
  kind: 'object',
  fields: {
    id: { shape: { kind: 'string' }, optional: false },
    amount: { shape: { kind: 'number' }, optional: false },
    archived: { shape: { kind: 'boolean' }, optional: false },
    status: { shape: status, optional: false },
  },
}
const lists = [
  call('GET /api/orders', {
    answerShape: { kind: 'object', fields: { data: { shape: { kind: 'array', of: order }, optional: false } } },
  }),
  call('GET /api/customers', { reads: ['data[].id', 'data[].name'] }),
]
const statsOf = (path: string, ...reads: string[]) => {
  const { actions } = derive([...lists, call(`GET /api${path}`, { reads: reads.map(name => `data.${name}`) })])
  return actions[0]
}

test('one number that nothing explains leaves all of them open', () => {
  expect(statsOf('/orders/stats', 'total', 'churn')).toMatchObject({
    kind: 'pending',
    reason: 'What churn counts is not known for certain.',
  })
  expect(statsOf('/orders/stats', 'revenue')).toMatchObject({ kind: 'pending' })
  expect(statsOf('/dashboard', 'total')).toMatchObject({ kind: 'pending' })
  expect(statsOf('/orders/stats', 'refunded')).toMatchObject({ kind: 'pending' })
  expect(statsOf('/orders/stats')).toMatchObject({ kind: 'pending' })
})

test.each([
  ['total', { of: 'orders' }],
  ['count', { of: 'orders' }],
  ['totalOrders', { of: 'orders' }],
  ['pending', { of: 'orders', where: { status: 'pending' } }],
  ['inTransitCount', { of: 'orders', where: { status: 'in-transit' } }],
  ['archived', { of: 'orders', where: { archived: true } }],
  ['ordersToday', { of: 'orders', since: 'day' }],
  ['paidThisMonth', { of: 'orders', where: { status: 'paid' }, since: 'month' }],
  ['totalAmount', { of: 'orders', sum: 'amount' }],
  ['averageAmount', { of: 'orders', average: 'amount' }],
  ['averageAmountOfOrders', { of: 'orders', average: 'amount' }],
  ['customers', { of: 'customers' }],
])('%s of orders', (name, number) => {
  const action = statsOf('/orders/stats', name)
  expect(action).toMatchObject({ kind: 'stats', allow: 'anyone' })
  expect(action?.kind === 'stats' && action.values).toEqual({ [name]: number })
})

test('groups stand by value, or as rows', () => {
  const action = statsOf('/orders/summary', 'byStatus.paid', 'daily[].date', 'daily[].count')
  expect(action?.kind === 'stats' && action.values).toEqual({
    byStatus: { of: 'orders', by: 'status' },
    daily: { of: 'orders', by: 'createdAt', every: 'day', as: ['date', 'count'] },
  })
  const rows = statsOf('/dashboard', 'orders.total', 'ordersByStatus[].count', 'ordersByStatus[].status')
  expect(rows?.kind === 'stats' && rows.values).toEqual({
    'orders.total': { of: 'orders' },
    ordersByStatus: { of: 'orders', by: 'status', as: ['status', 'count'] },
  })
})

test('a word of the path narrows every number', () => {
  const unarchived = statsOf('/orders/unarchived/count', 'count')
  expect(unarchived?.kind === 'stats' && unarchived.values).toEqual({
    count: { of: 'orders', where: { archived: false } },
  })
  const paid = statsOf('/orders/paid-count', 'count')
  expect(paid?.kind === 'stats' && paid.values).toEqual({ count: { of: 'orders', where: { status: 'paid' } } })
  expect(statsOf('/orders/strange/count', 'count')).toMatchObject({ kind: 'pending' })
})

test('whoever may list the tables may see their numbers', () => {
  const { actions } = derive([...signIn, ...lists, call('GET /api/orders/stats', { reads: ['data.total'] })], {
    roles: [{ value: 'admin', evidence: [] }],
    reach: [{ endpoint: 'GET /api/orders', who: { roles: ['admin'] }, evidence: [] }],
  })
  expect(actions).toMatchObject([{ kind: 'stats', allow: { can: 'orders:read' } }])
})
