import { expect, test } from 'vitest'
import type { BlueprintResource } from '../../blueprint.ts'
import type { Signals, Who } from '../detection.ts'
import { call, derive, signIn } from './kit.ts'

const evidence = [{ file: 'src/App.tsx', line: 1 }]
const admin: Signals = { roles: [{ value: 'admin', evidence }] }

function reach(...seen: [string, Who][]): Signals {
  return { ...admin, reach: seen.map(([endpoint, who]) => ({ endpoint, who, evidence })) }
}

function allowed(resource: BlueprintResource | undefined) {
  return Object.fromEntries(Object.entries(resource?.operations ?? {}).map(([verb, { allow }]) => [verb, allow]))
}

const notes = [
  call('GET /api/notes', { reads: ['data[].title'] }),
  call('POST /api/notes', { body: ['title'] }),
  call('PATCH /api/notes/{id}', { body: ['title'] }),
]

test('without roles, guards or a name on them, rows are for the one who made them', () => {
  const { resources, tables } = derive([...signIn, ...notes])
  const own = { owner: 'userId' }
  expect(allowed(resources[0])).toEqual({ list: own, create: 'signedIn', update: own })
  expect(tables.find(({ name }) => name === 'notes')?.fields.at(-1)).toMatchObject({ name: 'userId', server: 'owner' })
})

test('rows that show who made them are read by all, and changed by their maker', () => {
  const shown = call('GET /api/notes', { reads: ['data[].author.name', 'data[].title'] })
  const { resources } = derive([...signIn, shown, ...notes.slice(1)])
  expect(allowed(resources[0])).toEqual({ list: 'anyone', create: 'signedIn', update: { owner: 'authorId' } })
})

test('with staff, what nobody owns is for staff to write', () => {
  expect(allowed(derive([...signIn, ...notes], admin).resources[0])).toEqual({
    list: 'anyone',
    create: { can: 'notes:write' },
    update: { can: 'notes:write' },
  })
})

test('guards around pages decide, the most open page of each call', () => {
  const staff = { roles: ['admin'] }
  const { resources } = derive(
    [...signIn, ...notes],
    reach(
      ['GET /api/notes', staff],
      ['GET /api/notes', 'anyone'],
      ['POST /api/notes', staff],
      ['PATCH /api/notes/{id}', staff],
    ),
  )
  expect(allowed(resources[0])).toMatchObject({ list: 'anyone', create: { can: 'notes:write' } })
  const closed = derive([...signIn, ...notes], reach(['GET /api/notes', staff], ['POST /api/notes', staff]))
  expect(allowed(closed.resources[0])).toMatchObject({ list: { can: 'notes:read' } })
})

test('what any signed-in person makes and no guest sees is personal, and staff sees it too', () => {
  const { resources } = derive(
    [...signIn, ...notes],
    reach(['GET /api/notes', 'signedIn'], ['POST /api/notes', 'signedIn']),
  )
  const own = { or: [{ can: 'notes:read' }, { owner: 'userId' }] }
  expect(allowed(resources[0])).toMatchObject({
    list: own,
    create: 'signedIn',
    update: { or: [{ can: 'notes:write' }, { owner: 'userId' }] },
  })
})

test('a list of everybody is not for guests', () => {
  const users = call('GET /api/users', { reads: ['data[].email', 'data[].name'] })
  expect(allowed(derive([...signIn, users]).resources[0])).toEqual({ list: 'signedIn' })
  expect(allowed(derive([...signIn, users], admin).resources[0])).toEqual({ list: { can: 'users:read' } })
})

test('a status that only staff changes is for staff to write', () => {
  const { tables } = derive(
    [
      ...signIn,
      call('GET /api/claims', { reads: ['data[].status', 'data[].text'] }),
      call('POST /api/claims', { body: ['text'] }),
      call('PATCH /api/claims/{id}', { body: ['status'] }),
    ],
    admin,
  )
  const claims = tables.find(({ name }) => name === 'claims')
  expect(claims?.fields.find(({ name }) => name === 'status')?.write).toEqual({ can: 'claims:write' })
})

test('what stands under a row that no call shows is for those who change that row', () => {
  const jobs = [
    call('PUT /api/jobs/{id}', { body: ['name'] }),
    call('GET /api/jobs/{id}/runs', { reads: ['data[].status', 'data[].startedAt'] }),
  ]
  const read = (signals: Signals) => derive([...signIn, ...jobs], signals).resources.find(({ name }) => name === 'runs')
  expect(read({})?.operations.list?.allow).toBe('signedIn')
  const roles = [
    { value: 'admin', evidence: [] },
    { value: 'user', evidence: [] },
  ]
  expect(read({ roles })?.operations.list?.allow).toEqual({ can: 'jobs:write' })
})

const shop = [
  call('POST /api/users/login', {
    body: ['email', 'password'],
    reads: ['token', 'user.email', 'user.isAdmin', 'user.name'],
  }),
  call('POST /api/users', { body: ['email', 'name', 'password'], reads: ['token'] }),
  call('GET /api/users', { reads: ['[].email', '[].id', '[].isAdmin', '[].name'] }),
  call('PUT /api/users/{id}', { body: ['email', 'isAdmin', 'name'] }),
  call('DELETE /api/users/{id}'),
  call('GET /api/products', { reads: ['[].id', '[].name'] }),
  call('POST /api/products', {
    body: ['name'],
    reads: ['id'],
    evidence: [{ file: 'src/pages/admin/Products.jsx', line: 4 }],
  }),
  call('GET /api/wishes', { reads: ['[].id', '[].text'] }),
  call('POST /api/wishes', { body: ['text'], reads: ['id'] }),
]

test('a flag of whoever has signed in is a role: staff says it of others, and does what only its pages do', () => {
  const { auth, tables, resources } = derive(shop)
  expect(auth).toMatchObject({ roles: { user: ['wishes:create'], admin: ['*'] }, admin: 'isAdmin' })
  const fields = tables.find(({ name }) => name === 'users')?.fields ?? []
  expect(fields.map(({ name }) => name)).not.toContain('role')
  expect(fields.find(({ name }) => name === 'isAdmin')).toMatchObject({
    type: 'boolean',
    default: false,
    write: { can: 'users:write' },
  })
  const of = (name: string) => allowed(resources.find(each => each.name === name))
  expect(of('users')).toMatchObject({ replace: { can: 'users:write' } })
  expect(of('products')).toEqual({ list: 'anyone', create: { can: 'products:write' } })
  expect(of('wishes')).toEqual({ list: { or: [{ can: 'wishes:read' }, { owner: 'userId' }] }, create: 'signedIn' })
})

test('without such a flag, accounts of others are nobody’s to change, wherever the page stands', () => {
  const plain = shop.map(each => ({ ...each, reads: each.reads.filter(name => !name.endsWith('isAdmin')) }))
  const { auth, actions } = derive(plain)
  expect(auth).toMatchObject({ roles: {} })
  expect(auth).not.toHaveProperty('admin')
  expect(actions.map(({ endpoints }) => endpoints[0])).toEqual(['DELETE /api/users/{id}', 'PUT /api/users/{id}'])
})

const wall = [
  ...signIn,
  call('GET /api/posts', { reads: ['data[].id', 'data[].name', 'data[].text', 'data[].user'] }),
  call('GET /api/posts/{id}', { reads: ['data.id', 'data.text', 'data.replies[].id', 'data.replies[].name'] }),
  call('POST /api/posts', { body: ['text'], reads: ['data.id'] }),
  call('DELETE /api/posts/{id}'),
  call('POST /api/posts/{postId}/replies', { body: ['comment'], reads: ['data.id'] }),
]

test('what somebody writes and is shown with their name is theirs, and for all to read', () => {
  const { resources, tables, actions } = derive(wall)
  expect(actions).toEqual([])
  const own = (name: string) => tables.find(each => each.name === name)?.fields.filter(({ server }) => server)
  expect(own('posts')).toMatchObject([
    { name: 'name', server: { copyOf: 'user.name' }, write: 'nobody' },
    { name: 'user', server: 'owner', references: { table: 'users' } },
  ])
  expect(own('replies')).toMatchObject([
    { name: 'name', server: { copyOf: 'user.name' } },
    { name: 'userId', server: 'owner' },
  ])
  expect(allowed(resources.find(({ name }) => name === 'posts'))).toEqual({
    list: 'anyone',
    get: 'anyone',
    create: 'signedIn',
    delete: { owner: 'user' },
  })
})

test('a name beside a key may be of the row that the key names, and one that is sent is the row’s', () => {
  const fields = (reads: string[], body: string[]) => {
    const { tables } = derive([...signIn, call('GET /api/lines', { reads }), call('POST /api/lines', { body })])
    return tables.find(({ name }) => name === 'lines')?.fields.map(({ name, server }) => [name, server])
  }
  const reads = ['data[].id', 'data[].name', 'data[].text']
  expect(fields(reads, ['planId', 'text'])).toContainEqual(['name', undefined])
  expect(fields(reads, ['name', 'text'])).toContainEqual(['name', undefined])
  expect(fields(reads, ['text'])).toContainEqual(['name', { copyOf: 'user.name' }])
})

test('what stands anywhere below rows that guests do not see is not for guests', () => {
  const below = [
    call('GET /api/notes/{id}/visits/{visitId}', { reads: ['data.page'] }),
    call('GET /api/notes/{id}/visits/{visitId}/clicks', { reads: ['data[].id', 'data[].mark'] }),
  ]
  const clicks = (signals: Signals) =>
    allowed(derive([...signIn, ...notes, ...below], signals).resources.find(({ name }) => name === 'clicks'))
  expect(clicks({})).toEqual({ list: 'signedIn' })
  expect(clicks(reach(['GET /api/notes', 'signedIn']))).toEqual({ list: 'signedIn' })
  expect(clicks(reach(['GET /api/notes', { roles: ['admin'] }]))).toEqual({ list: { can: 'notes:read' } })
  expect(clicks(admin)).toEqual({ list: 'anyone' })
})

test('whoever is listed can be named, though nothing is seen to be read of them', () => {
  const { resources } = derive(
    [...signIn, call('GET /api/users', { reads: ['data[]'] }), call('DELETE /api/users/{id}')],
    admin,
  )
  expect(resources.find(({ table }) => table === 'users')?.only).toEqual(['id'])
})

test('people whom answers show with a uuid have it as a field of their own', () => {
  const author = ['id', 'name', 'uuid'].map(name => `data[].author.${name}`)
  const { resources, tables } = derive([
    call('POST /api/login', { body: ['email', 'password'], reads: ['data.token', 'data.user.name', 'data.user.uuid'] }),
    call('GET /api/notes', { reads: ['data[].id', 'data[].title', ...author] }),
    call('POST /api/notes', { body: ['title'], reads: ['data.id'] }),
  ])
  const known = new Set(['id', ...(tables.find(({ name }) => name === 'users')?.fields.map(({ name }) => name) ?? [])])
  const only = resources.find(({ name }) => name === 'people')?.only
  expect(only).toContain('uuid')
  expect(only?.filter(name => !known.has(name))).toEqual([])
})

test('a key to rows of which a list is kept names no owner, though people who sign in are called so', () => {
  const roles: Signals = { roles: ['admin', 'client'].map(value => ({ value, evidence })) }
  const cases = call('POST /api/cases', { body: ['clientId', 'title'], reads: ['data.id'] })
  const clients = [
    call('GET /api/clients', { reads: ['data[].id', 'data[].phone'] }),
    call('POST /api/clients', { body: ['phone'] }),
  ]
  const key = (...more: Parameters<typeof derive>[0]) =>
    derive([...signIn, cases, ...more], roles)
      .tables.find(({ name }) => name === 'cases')
      ?.fields.find(({ name }) => name === 'clientId')?.references?.table
  expect(key()).toBe('users')
  expect(key(...clients)).toBe('clients')
})
