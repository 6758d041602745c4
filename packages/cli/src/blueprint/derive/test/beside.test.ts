import { expect, test } from 'vitest'
import type { Endpoint } from '../../endpoint.ts'
import { call, derive } from './kit.ts'

const list = call('GET /api/articles', { reads: ['data[].id', 'data[].title'] })
const make = call('POST /api/articles', { body: ['title'], reads: ['data.id'] })

const articles = (...more: Endpoint[]) => {
  const { resources, dialect, actions } = derive([list, make, ...more])
  const { list: _, create: __, ...operations } = resources.find(({ name }) => name === 'articles')?.operations ?? {}
  const reasons = actions.flatMap(action => (action.kind === 'pending' ? [action.reason] : []))
  return { operations: Object.keys(operations), paths: dialect.paths, params: dialect.params, reasons }
}

test('a row is named in the query or the body where the path has no place for it', () => {
  expect(
    articles(
      call('PUT /api/articles', { body: ['id', 'title'] }),
      call('DELETE /api/articles', { query: ['articleId'] }),
    ),
  ).toEqual({
    operations: ['replace', 'delete'],
    paths: { 'articles.replace': 'PUT /articles', 'articles.delete': 'DELETE /articles' },
    params: { 'articles.replace': { id: 'body.id' }, 'articles.delete': { id: 'query.articleId' } },
    reasons: [],
  })
})

test('a path that says what is done may stand there', () => {
  expect(
    articles(
      call('GET /api/articles/detail', { query: ['id'], reads: ['data.title'] }),
      call('POST /api/articles/update', { body: ['id', 'title'] }),
      call('POST /api/articles/remove', { body: ['id'] }),
    ),
  ).toMatchObject({
    operations: ['get', 'update', 'delete'],
    paths: { 'articles.get': 'GET /articles/detail', 'articles.delete': 'POST /articles/remove' },
    params: { 'articles.get': { id: 'query.id' }, 'articles.update': { id: 'body.id' } },
    reasons: [],
  })
})

test('the column of a row is not what names it', () => {
  const { tables } = derive([list, make, call('PUT /api/articles', { body: ['articleId', 'title'] })])
  expect(tables[0]?.fields.map(({ name }) => name)).toEqual(['title'])
})

test('what else is asked for, or names another row, leaves it to the user', () => {
  expect(articles(call('DELETE /api/articles', { query: ['id', 'force'] })).operations).toEqual([])
  expect(articles(call('DELETE /api/articles', { query: ['authorId'] })).operations).toEqual([])
  expect(articles(call('PUT /api/articles', { body: ['title'] })).operations).toEqual([])
  expect(articles(call('PUT /api/articles', { body: ['id'] })).operations).toEqual([])
})

test('rows that are not seen to have an id may be named by anything', () => {
  const named = call('GET /api/articles', { reads: ['data[].owner', 'data[].title'] })
  const one = call('GET /api/articles/detail', { query: ['id'], reads: ['data.title'] })
  const { actions } = derive([named, call('POST /api/articles', { body: ['title'] }), one])
  expect(actions).toMatchObject([{ kind: 'pending', reason: expect.stringContaining('named by id') }])
})

const posts = (id: string, made: string[] = []) => [
  call('GET /api/posts/list', { reads: [`rows[].${id}`, 'rows[].name', 'total'] }),
  call(`GET /api/posts/{${id}}`, { reads: [`data.${id}`, 'data.name'] }),
  call('POST /api/posts', { body: [...made, 'name'] }),
  call('PUT /api/posts', { body: [id, 'name'] }),
  call(`DELETE /api/posts/{${id}}`),
]

test('rows have an id that is called after them, or ID, and are named by it everywhere', () => {
  for (const id of ['postId', 'ID']) {
    const { tables, resources, dialect } = derive(posts(id, [id]))
    expect(tables).toMatchObject([{ name: 'posts', keys: [id], fields: [{ name: 'name' }] }])
    expect(Object.keys(resources[0]?.operations ?? {})).toEqual(['list', 'get', 'create', 'replace', 'delete'])
    expect(dialect.params).toEqual({ 'posts.replace': { [id]: `body.${id}` } })
    expect(dialect.extra).toBe('drop')
  }
})

test('a name that somebody has to choose is no id that the database makes', () => {
  const text = { kind: 'string' } as const
  const fields = { postId: { shape: text, optional: false }, name: { shape: text, optional: false } }
  const chosen = { body: ['postId', 'name'], bodyShape: { kind: 'object', fields } as const }
  const calls = posts('postId').map(each => (each.method === 'POST' ? { ...each, ...chosen } : each))
  expect(derive(calls).tables[0]?.keys).toBeUndefined()
})

test('a change that sends what no row is shown or made with may be of something else', () => {
  const change = call('POST /api/articles/update', { body: ['id', 'newTitle'] })
  expect(articles(change)).toMatchObject({ operations: [], reasons: [expect.stringContaining('newTitle')] })
})
