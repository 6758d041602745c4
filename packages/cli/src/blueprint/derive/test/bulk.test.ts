import { expect, test } from 'vitest'
import type { Shape } from '../../endpoint.ts'
import { call, derive, signIn } from './kit.ts'

const status: Shape = { kind: 'literal', values: ['draft', 'live'] }
const product: Shape = {
  kind: 'object',
  fields: {
    id: { shape: { kind: 'string' }, optional: false },
    name: { shape: { kind: 'string' }, optional: false },
    status: { shape: status, optional: false },
    price: { shape: { kind: 'number' }, optional: true },
  },
}
const one: Shape = { kind: 'object', fields: { data: { shape: product, optional: false } } }
const products = [
  call('GET /api/products', { reads: ['data[].id', 'data[].name'] }),
  call('GET /api/products/{id}', { answerShape: one }),
  call('POST /api/products', { body: ['name', 'price'] }),
]

const kindOf = (key: string, facts: Parameters<typeof call>[1] = {}) => {
  const { actions } = derive([...products, call(key, facts)])
  const [action] = actions.filter(({ endpoints }) => endpoints.includes(key))
  return action
}

test('a body without a list, or with more than it says, is no bulk', () => {
  expect(kindOf('POST /api/products/bulk-delete')).toMatchObject({ kind: 'pending' })
  expect(kindOf('POST /api/products/bulk-delete', { body: ['ids[]', 'reason'] })).toMatchObject({
    kind: 'pending',
    reason: 'What reason is in the body is not known for certain.',
  })
  expect(kindOf('POST /api/products/bulk', { body: ['ids[]'] })).toMatchObject({ kind: 'pending' })
  expect(kindOf('POST /api/products/batch', { body: ['items[].price'] })).toMatchObject({
    kind: 'pending',
    reason: 'A row needs its name, which is not sent.',
  })
  expect(kindOf('POST /api/products/archive', { body: ['ids[]'] })).toMatchObject({ kind: 'pending' })
  const odd = { body: ['ids[]'], reads: ['data.jobId'] }
  expect(kindOf('POST /api/products/bulk-delete', odd)).toMatchObject({
    kind: 'pending',
    reason: 'What it answers with is not known for certain.',
  })
})

test.each([
  ['POST /api/products/bulk-delete', { body: ['ids[]'] }, { verb: 'delete', list: 'ids', from: 'body', of: 'ids' }],
  ['DELETE /api/products', { body: ['productIds[]'] }, { verb: 'delete', list: 'productIds', from: 'body' }],
  ['DELETE /api/products', { query: ['ids'] }, { verb: 'delete', list: 'ids', from: 'query' }],
  ['DELETE /api/products', {}, { verb: 'delete', of: 'all' }],
  ['DELETE /api/products/clear', {}, { verb: 'delete', of: 'all' }],
  ['POST /api/products/delete', { query: ['ids'] }, { verb: 'delete', list: 'ids', from: 'query' }],
  [
    'POST /api/products/update/status',
    { query: ['ids', 'status'] },
    { verb: 'update', of: 'ids', from: 'query', fields: ['status'] },
  ],
  ['POST /api/products/updatePrice', { body: ['ids[]', 'price'] }, { verb: 'update', fields: ['price'] }],
  ['DELETE /api/products/bulk', { body: ['[]'] }, { verb: 'delete', list: '' }],
  ['PATCH /api/products/bulk', { body: ['ids[]', 'status'] }, { verb: 'update', of: 'ids', fields: ['status'] }],
  ['PATCH /api/products', { body: ['ids[]', 'data.price'] }, { verb: 'update', within: 'data', fields: ['price'] }],
  ['PUT /api/products/batch', { body: ['[].id', '[].price'] }, { verb: 'update', of: 'rows', list: '' }],
  [
    'POST /api/products/batch',
    { body: ['items[].name', 'items[].price'] },
    { verb: 'create', fields: ['name', 'price'] },
  ],
] as const)('%s with %j', (key, facts, expected) => {
  expect(kindOf(key, { ...facts, body: [...('body' in facts ? facts.body : [])] } as never)).toMatchObject({
    kind: 'bulk',
    on: 'products',
    ...expected,
  })
})

test('the answer is the rows, or their number under the name that is read', () => {
  const deleted = { body: ['ids[]'], reads: ['data.deletedCount'] }
  expect(kindOf('POST /api/products/bulk-delete', deleted)).toMatchObject({ answers: 'deletedCount' })
  const rows = { body: ['products[].name', 'products[].price'], reads: ['data[].id', 'data[].name'] }
  expect(kindOf('POST /api/products/batch', rows)).toMatchObject({ kind: 'bulk', answers: '[]' })
  expect(kindOf('DELETE /api/products', { body: ['ids[]'] })).toMatchObject({ answers: 'deleted' })
})

test('what an answer says of how it went is beside the number', () => {
  const said = { body: ['ids[]'], reads: ['message', 'success'] }
  expect(kindOf('POST /api/products/bulk-delete', said)).toMatchObject({ kind: 'bulk', answers: 'deleted' })
})

test('rows of several people are not taken away together, nor rows below one that is not named, nor accounts', () => {
  const authored = [
    ...signIn,
    call('GET /api/posts', { reads: ['data[].author.name', 'data[].id', 'data[].text'] }),
    call('POST /api/posts', { body: ['text'], reads: ['data.id'] }),
    call('DELETE /api/posts/{id}'),
    call('GET /api/posts/{postId}/notes', { reads: ['data[].id', 'data[].words'] }),
    call('POST /api/posts/{postId}/notes', { body: ['words'], reads: ['data.id'] }),
    call('GET /api/users', { reads: ['data[].email', 'data[].id'] }),
    ...['posts', 'posts/{postId}/notes', 'users'].map(path => call(`DELETE /api/${path}`)),
  ]
  const reasons = derive(authored).actions.flatMap(action =>
    action.kind === 'pending' ? [[action.path, action.reason]] : [],
  )
  expect(reasons).toEqual([
    ['/posts', 'Whose rows it takes away is not seen.'],
    ['/posts/:postId/notes', 'It does something with a row, and what it does is not seen from the frontend.'],
    ['/users', 'Accounts of others are not changed together.'],
  ])
})

test('somebody who sees nothing but their own rows takes away those', () => {
  const own = [
    ...signIn,
    call('GET /api/notes', { reads: ['data[].id', 'data[].text'] }),
    call('POST /api/notes', { body: ['text'], reads: ['data.id'] }),
    call('DELETE /api/notes'),
  ]
  expect(derive(own).actions).toMatchObject([{ kind: 'bulk', of: 'all', row: { owner: 'userId' }, allow: 'signedIn' }])
})

test('what the resource itself lets nobody do, actions alone may do', () => {
  const { actions, resources, tables } = derive(
    [...signIn, ...products, call('PATCH /api/products/bulk', { body: ['ids[]', 'status'] })],
    {
      roles: [{ value: 'admin', evidence: [] }],
      reach: [{ endpoint: 'PATCH /api/products/bulk', who: { roles: ['admin'] }, evidence: [] }],
    },
  )
  expect(actions).toMatchObject([{ kind: 'bulk', allow: { can: 'products:write' }, row: { can: 'products:write' } }])
  expect(Object.keys(resources.find(({ name }) => name === 'products')?.operations ?? {})).not.toContain('update')
  const field = tables.find(({ name }) => name === 'products')?.fields.find(({ name }) => name === 'status')
  expect(field?.write).toEqual({ can: 'products:write' })
})

test('an envelope around bodies that this one has not makes it uncertain', () => {
  const wrapped = [
    call('GET /api/products', { reads: ['data[].id'] }),
    call('POST /api/products', { body: ['product.name'] }),
    call('PUT /api/products/{id}', { body: ['product.name'] }),
    call('POST /api/products/bulk-delete', { body: ['ids[]'] }),
  ]
  expect(derive(wrapped).actions).toMatchObject([{ kind: 'pending' }])
})
