import { expect, test } from 'vitest'
import type { Endpoint, Shape } from '../../endpoint.ts'
import { call, derive, signIn } from './kit.ts'

const text: Shape = { kind: 'string' }
const number: Shape = { kind: 'number' }

function shape(fields: Record<string, Shape>): Shape {
  const entries = Object.entries(fields).map(([name, value]) => [name, { shape: value, optional: false }] as const)
  return { kind: 'object', fields: Object.fromEntries(entries) }
}

function fields(table: string, ...calls: Endpoint[]) {
  const found = derive(calls).tables.find(({ name }) => name === table)?.fields ?? []
  return Object.fromEntries(found.map(({ evidence: _, certainty: __, name, ...field }) => [name, field]))
}

test('types come from shapes, and from names where no shape is known', () => {
  const typed = { body: text, dueAt: text, priceCents: number, rate: number, done: { kind: 'boolean' } as const }
  expect(fields('notes', call('POST /api/notes', { body: Object.keys(typed), bodyShape: shape(typed) }))).toMatchObject(
    {
      body: { type: 'text', required: true },
      dueAt: { type: 'timestamp' },
      priceCents: { type: 'integer' },
      rate: { type: 'number' },
      done: { type: 'boolean' },
    },
  )
  const named = ['body', 'dueAt', 'isOpen', 'labels[]', 'stockCount']
  expect(fields('notes', call('POST /api/notes', { body: named }))).toMatchObject({
    body: { type: 'text' },
    dueAt: { type: 'timestamp' },
    isOpen: { type: 'boolean' },
    labels: { type: 'text[]', default: [] },
    stockCount: { type: 'integer' },
  })
})

test('what nobody sends has a default, or may be missing', () => {
  const state: Shape = { kind: 'literal', values: ['closed', 'open'] }
  const answer = shape({ title: text, views: number, state, summary: text, readAt: text })
  const found = fields('notes', call('POST /api/notes', { body: ['title'], answerShape: shape({ data: answer }) }))
  expect(found).toEqual({
    title: { type: 'text', required: true },
    readAt: { type: 'timestamp', required: false, write: 'nobody' },
    state: { type: 'text', required: true, values: ['closed', 'open'], default: 'open', write: 'nobody' },
    summary: { type: 'text', required: false, write: 'nobody' },
    views: { type: 'integer', required: true, default: 0, write: 'nobody' },
  })
})

test('a key points at the table whose row it names, and at nothing when there is none', () => {
  const found = fields(
    'notes',
    ...signIn,
    call('GET /api/categories', { reads: ['data[].name'] }),
    call('POST /api/notes', { body: ['assigneeId', 'categoryId', 'parentId', 'stripeId'], reads: ['data.id'] }),
  )
  expect(found).toMatchObject({
    assigneeId: { type: 'uuid', references: { table: 'users' } },
    categoryId: { type: 'uuid', references: { table: 'categories', onDelete: 'restrict' } },
    parentId: { type: 'uuid', references: { table: 'notes' } },
    stripeId: { type: 'text' },
  })
  expect(found.stripeId).not.toHaveProperty('references')
})

test('the field in the path is unique, an id by another name is not a field', () => {
  const [bySlug] = derive([call('GET /api/notes/{slug}', { reads: ['data.slug', 'data.title'] })]).resources
  const [byId] = derive([call('GET /api/notes/{noteId}', { reads: ['data.id', 'data.title'] })]).resources
  expect([bySlug?.id, byId?.id]).toEqual(['slug', undefined])
})

test('nested collections belong to the row before them, and two ids in a path differ', () => {
  const { resources, tables } = derive([
    call('GET /api/posts', { reads: ['data[].title', 'data[].commentsCount'] }),
    call('GET /api/posts/{id}/comments', { reads: ['data[].body'] }),
    call('DELETE /api/posts/{postId}/comments/{id}'),
  ])
  expect(resources.map(({ name, path, computed }) => [name, path, computed])).toEqual([
    ['posts', undefined, ['commentsCount']],
    ['comments', '/posts/:postId/comments', []],
  ])
  expect(tables.find(({ name }) => name === 'comments')?.fields.at(-1)).toMatchObject({
    name: 'postId',
    required: true,
    references: { table: 'posts', onDelete: 'cascade' },
  })
})

test('one thing under two paths is one table', () => {
  const { resources, tables } = derive([
    call('GET /api/notes', { reads: ['data[].title'] }),
    call('POST /api/admin/notes', { body: ['body', 'title'] }),
  ])
  expect(tables.map(({ name }) => name)).toEqual(['notes'])
  expect(resources.map(({ name, table, path }) => [name, table, path])).toEqual([
    ['notes', 'notes', undefined],
    ['adminNotes', 'notes', '/admin/notes'],
  ])
})

test('an object in a row is included when it is asked for, else it comes along', () => {
  const list = (query: string[]) => [
    call('GET /api/publishers', { reads: ['data[].label'] }),
    call('GET /api/books', { query, reads: ['data[].publisher.label', 'data[].title'] }),
  ]
  const books = (query: string[]) => derive(list(query)).resources.find(({ name }) => name === 'books')
  expect(books([])).toMatchObject({ embed: { publisher: 'publishers' }, include: [] })
  expect(books(['include'])).toMatchObject({ embed: {}, include: ['publisher'] })
})

test('people whom rows show and no path asks for have a resource without operations', () => {
  const { resources } = derive([
    ...signIn,
    call('GET /api/posts', { reads: ['data[].author.name', 'data[].title'] }),
    call('POST /api/posts', { body: ['title'] }),
  ])
  expect(resources.at(-1)).toMatchObject({
    name: 'people',
    singular: 'person',
    table: 'users',
    operations: {},
    only: ['name'],
  })
  expect(resources[0]?.embed).toEqual({ author: 'people' })
})

test('filters are words that lead to a field, directly or through what they name', () => {
  const { resources } = derive([
    ...signIn,
    call('GET /api/members/{name}', { reads: ['data.name'] }),
    call('GET /api/posts', {
      query: ['author', 'limit', 'order', 'page', 'tag', 'wordCount[gte]'],
      reads: ['data[].author.name', 'data[].tags[]', 'data[].wordCount'],
    }),
    call('POST /api/posts', { body: ['title'] }),
  ])
  expect(resources.find(({ name }) => name === 'posts')?.filter).toEqual({
    author: 'author.name',
    tag: 'tags',
    wordCount: 'wordCount',
  })
})

test('a list that is never paged is given whole', () => {
  const size = (query: string[]) =>
    derive([call('GET /api/notes', { query, reads: ['data[].title'] })]).resources[0]?.size
  expect([size([]), size(['page'])]).toEqual([1000, undefined])
})

test('an object with an array in it is no list', () => {
  const { resources, actions } = derive([call('GET /api/statistics', { reads: ['data.days[].sum', 'data.revenue'] })])
  expect(resources).toEqual([])
  expect(actions).toMatchObject([{ kind: 'pending', path: '/statistics' }])
})

test('users whom nobody signs in as are rows like others', () => {
  const { tables, resources, auth } = derive([call('GET /api/users', { reads: ['data[].email', 'data[].name'] })])
  expect(auth).toBeUndefined()
  expect(tables.map(({ name, module }) => [name, module])).toEqual([['users', 'users']])
  expect(resources.map(({ name, table }) => [name, table])).toEqual([['users', 'users']])
})
