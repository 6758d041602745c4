import { expect, it } from 'vitest'
import type { Endpoint } from '../../endpoint.ts'
import { call, derive, signIn } from './kit.ts'

const clients = [
  call('GET /api/client/list', { query: ['page', 'limit'], reads: ['data[].id', 'data[].name', 'meta.total'] }),
  call('GET /api/client/read/{id}', { reads: ['data.name'] }),
  call('POST /api/client/create', { body: ['name', 'email'], reads: ['data.id'] }),
  call('PATCH /api/client/update/{id}', { body: ['name'] }),
  call('DELETE /api/client/delete/{id}'),
]

const pendingOf = (endpoints: readonly Endpoint[]) =>
  derive([...signIn, ...endpoints]).actions.filter(({ kind }) => kind === 'pending')

it('leaves an adding and a removing alone where nothing shows the rows', () => {
  const cart = [call('POST /api/cart/add', { body: ['productId'] }), call('DELETE /api/cart/remove/{id}')]
  expect(pendingOf(cart)).toHaveLength(2)
  expect(derive(cart).resources).toEqual([])
})

it('leaves one word alone, and words that the method speaks against', () => {
  expect(pendingOf([call('POST /api/reports/create', { body: ['name'] })])).toHaveLength(1)
  const odd = [
    call('GET /api/notes', { reads: ['data[].id', 'data[].text'] }),
    call('GET /api/notes/delete/{id}'),
    call('POST /api/notes/delete/{id}', { body: ['reason'] }),
    call('POST /api/notes/update', { body: ['text'] }),
    call('GET /api/notes/details', { reads: ['data.words'] }),
  ]
  const { resources } = derive([...signIn, ...odd])
  expect(Object.keys(resources.find(({ name }) => name === 'notes')?.operations ?? {})).toEqual(['list'])
  expect(pendingOf(odd)).toHaveLength(4)
})

it('does not take a POST to a row for a change of it when it sends something else', () => {
  const threads = [
    call('GET /api/threads', { reads: ['data[].id', 'data[].title'] }),
    call('POST /api/threads', { body: ['title'] }),
    call('POST /api/threads/{id}', { body: ['answer'] }),
  ]
  expect(pendingOf(threads)).toMatchObject([{ endpoints: ['POST /api/threads/{id}'] }])
})

it('serves paths that say what they do, each where it is asked', () => {
  const { resources, dialect, actions } = derive([...signIn, ...clients])
  expect(actions).toEqual([])
  expect(resources.find(({ name }) => name === 'clients')).toMatchObject({
    path: '/client',
    operations: {
      list: { endpoint: 'GET /api/client/list' },
      get: { endpoint: 'GET /api/client/read/{id}' },
      create: { endpoint: 'POST /api/client/create' },
      update: { endpoint: 'PATCH /api/client/update/{id}' },
      delete: { endpoint: 'DELETE /api/client/delete/{id}' },
    },
  })
  expect(dialect.paths).toEqual({
    'clients.list': 'GET /client/list',
    'clients.get': 'GET /client/read/:id',
    'clients.create': 'POST /client/create',
    'clients.update': 'PATCH /client/update/:id',
    'clients.delete': 'DELETE /client/delete/:id',
  })
})

const brands = {
  query: ['pageNum', 'pageSize'],
  reads: ['data.list[].id', 'data.list[].name', 'data.totalPage'],
}

it('takes the word for a list for no name of what is in it', () => {
  const { resources, dialect, actions } = derive([
    call('GET /api/brand/list', brands),
    call('GET /api/brand/{id}', { reads: ['data.name'] }),
    call('POST /api/brand/create', { body: ['name'] }),
    call('GET /api/levels', { reads: ['data.list[].id', 'data.list[].title'] }),
  ])
  expect(actions).toEqual([])
  expect(resources.map(({ name }) => name)).toEqual(['brands', 'levels'])
  expect(dialect.envelope).toMatchObject({ list: { data: { list: '$items', totalPage: '$pages' } } })
})

it('serves a list alone by its word, and the whole of it under another one', () => {
  const { resources, actions } = derive([
    call('GET /api/brand/list', brands),
    call('GET /api/brand/listAll', { reads: ['data[].id', 'data[].name'] }),
    call('GET /api/sms/report', { reads: ['data.list[].id'] }),
  ])
  expect(resources.map(({ name, operations }) => [name, Object.keys(operations)])).toEqual([['brands', ['list']]])
  expect(actions).toMatchObject([
    { kind: 'feed', path: '/brand/listAll', of: 'brands', where: {}, size: 1000 },
    { kind: 'pending', path: '/sms/report' },
  ])
})

it('reads the thing out of the word that says what is done to it', () => {
  const { dialect, actions } = derive([
    call('GET /api/get-all-notes', { reads: ['data[].id', 'data[].text'] }),
    call('POST /api/addNote', { body: ['text'] }),
    call('POST /api/note_delete/{noteId}'),
  ])
  expect(actions).toEqual([])
  expect(dialect.paths).toEqual({
    'notes.list': 'GET /get-all-notes',
    'notes.create': 'POST /addNote',
    'notes.delete': 'POST /note_delete/:id',
  })
})

it('joins them with calls that say nothing, on one table', () => {
  const { resources, dialect } = derive([
    call('GET /api/notes', { reads: ['data[].id', 'data[].text'] }),
    call('POST /api/note/create', { body: ['text'] }),
    call('POST /api/tags', { body: ['label'] }),
    call('GET /api/tags', { reads: ['data[].id', 'data[].label'] }),
    call('POST /api/tags/{id}', { body: ['label'] }),
  ])
  expect(resources.map(({ name, operations }) => [name, Object.keys(operations)])).toEqual([
    ['notes', ['list', 'create']],
    ['tags', ['list', 'create', 'update']],
  ])
  expect(dialect.paths).toEqual({ 'notes.create': 'POST /note/create', 'tags.update': 'POST /tags/:id' })
})
