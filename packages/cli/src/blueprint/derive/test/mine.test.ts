import { expect, it } from 'vitest'
import type { Endpoint } from '../../endpoint.ts'
import type { Signals } from '../detection.ts'
import { call, derive, signIn } from './kit.ts'

const evidence = [{ file: 'src/App.tsx', line: 1 }]
const place = call('POST /api/orders', { body: ['address'], reads: ['data.id'] })
const mine = (path: string) => call(`GET ${path}`, { reads: ['data[].id', 'data[].address'] })
const derived = (endpoints: readonly Endpoint[], signals: Signals = {}) => derive([...signIn, ...endpoints], signals)

it('leaves a list of own rows where staff sees those of others in it', () => {
  const roles = ['admin', 'user'].map(value => ({ value, evidence }))
  const reach = (endpoint: string) => ({ endpoint, who: 'signedIn' as const, evidence })
  const { actions } = derived([place, mine('/api/orders/mine')], {
    roles,
    reach: [reach('POST /api/orders'), reach('GET /api/orders/mine')],
  })
  expect(actions).toMatchObject([{ kind: 'pending', endpoints: ['GET /api/orders/mine'] }])
})

it('is a list with the rows of whoever asks, where staff and others see more in the list of all', () => {
  const roles = ['admin', 'user'].map(value => ({ value, evidence }))
  const reach = [
    { endpoint: 'POST /api/orders', who: 'signedIn' as const, evidence },
    { endpoint: 'GET /api/orders', who: 'signedIn' as const, evidence },
  ]
  const { actions } = derived([place, mine('/api/orders'), mine('/api/orders/mine')], { roles, reach })
  expect(actions).toMatchObject([{ kind: 'feed', of: 'orders', where: {}, rows: { owner: 'userId' } }])
})

it('leaves it where nobody signs in, and where rows are shown to all', () => {
  expect(derive([place, mine('/api/orders/mine')]).actions).toMatchObject([{ kind: 'pending' }])
  const shown = [place, mine('/api/orders/mine'), mine('/api/orders')]
  const open = { reach: [{ endpoint: 'GET /api/orders', who: 'anyone' as const, evidence }] }
  expect(derived(shown, open).actions).toMatchObject([{ kind: 'pending', endpoints: ['GET /api/orders/mine'] }])
})

it('is the list where everybody has nothing but their own rows', () => {
  for (const path of ['/orders/mine', '/orders/my-orders', '/my/orders', '/me/orders', '/myOrders']) {
    const { resources, dialect, actions } = derived([place, mine(`/api${path}`)])
    expect(actions).toEqual([])
    expect(resources.find(({ name }) => name === 'orders')?.operations.list?.allow).toEqual({ owner: 'userId' })
    expect(dialect.paths).toEqual({ 'orders.list': `GET ${path}` })
  }
})

it('is another path of the list where there is one', () => {
  expect(derived([place, mine('/api/orders'), mine('/api/orders/mine')]).actions).toMatchObject([
    { kind: 'feed', path: '/orders/mine', of: 'orders', where: {}, allow: 'signedIn' },
  ])
})

it('tells whose rows are: others see none of them, though a row shows its maker', () => {
  const row = ['data[].id', 'data[].address', 'data[].user.name']
  const list = call('GET /api/orders', { reads: row })
  const { resources } = derived([place, list, mine('/api/orders/mine')])
  expect(resources.find(({ name }) => name === 'orders')?.operations.list?.allow).toEqual({ owner: 'userId' })
})

it('calls whose a row is after the role, as a column can be called', () => {
  const roles = ['ADMIN', 'STUDENT'].map(value => ({ value, evidence }))
  const { tables } = derived([place, mine('/api/orders'), mine('/api/orders/mine')], {
    roles,
    reach: [{ endpoint: 'POST /api/orders', who: 'signedIn' as const, evidence }],
  })
  const owner = tables.flatMap(({ fields }) => fields).find(({ server }) => server === 'owner')
  expect(owner?.name).toBe('studentId')
})
