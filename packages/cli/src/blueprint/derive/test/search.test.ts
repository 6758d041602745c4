import { expect, test } from 'vitest'
import { call, derive } from './kit.ts'

const lists = [
  call('GET /api/products', { query: ['q'], reads: ['data[].id', 'data[].name'] }),
  call('GET /api/articles', { reads: ['data[].body', 'data[].id', 'data[].title'] }),
]
const searchOf = (path: string, query: string[], ...reads: string[]) =>
  derive([...lists, call(`GET /api${path}`, { query, reads })])

test('what is found must be rows that are known, and looked for with a word that is known', () => {
  expect(searchOf('/search', ['q'], 'data.pages[].name').actions).toMatchObject([
    { kind: 'pending', reason: 'What pages are is not known for certain.' },
  ])
  expect(searchOf('/search', [], 'data.products[].name').actions).toMatchObject([{ kind: 'pending' }])
  expect(searchOf('/search', ['q', 'near'], 'data.products[].name').actions).toMatchObject([{ kind: 'pending' }])
  expect(searchOf('/search', ['q'], 'data.products[].score').actions).toMatchObject([{ kind: 'pending' }])
  expect(searchOf('/articles/search', ['term'], 'data[].title').actions).toMatchObject([
    { kind: 'pending', reason: 'Other lists are searched with another word than term.' },
  ])
})

test('several tables are searched by the names that are read', () => {
  const { actions, resources } = searchOf('/search', ['q'], 'data.products[].name', 'data.articles[].title')
  expect(actions).toMatchObject([
    {
      kind: 'search',
      word: 'q',
      of: {
        articles: { table: 'articles', fields: ['id', 'title'] },
        products: { table: 'products', fields: ['id', 'name'] },
      },
    },
  ])
  expect(resources.map(({ name, search }) => [name, search])).toEqual([
    ['articles', ['title', 'body']],
    ['products', ['name']],
  ])
})

test('one table is searched as its list', () => {
  const { actions, resources } = searchOf('/articles/search', ['q'], 'data[].title')
  expect(actions).toMatchObject([{ kind: 'feed', of: 'articles', where: {}, path: '/articles/search' }])
  expect(resources.find(({ name }) => name === 'articles')?.search).toEqual(['title', 'body'])
})

test('a list that is asked for in a body is searched by a word of it', () => {
  const needs = (ask: string, body: string[]) => derive([call(ask, { body })]).features.search?.needed
  expect(needs('POST /api/getFileList', ['keyword', 'page'])).toBe(true)
  expect(needs('POST /api/getFileList', ['page', 'size'])).toBe(false)
  expect(needs('POST /api/files', ['keyword'])).toBe(false)
})

test('a list in pages that takes a name is searched by it; what is asked for by a key is not', () => {
  const needs = (...query: string[]) => derive([call('GET /api/lists', { query })]).features.search?.needed
  expect(needs('name', 'page')).toBe(true)
  expect(needs('roleName', 'pageNum')).toBe(true)
  expect(needs('namePattern')).toBe(true)
  expect(needs('name')).toBe(false)
  expect(needs('username', 'page')).toBe(false)
})

test('what stands somewhere in a field is searched for', () => {
  const needs = (word: string) => derive([call('GET /api/lists', { query: [word] })]).features.search?.needed
  expect(['filters[name][$containsi]', 'title__icontains', 'name.ilike'].map(needs)).toEqual([true, true, true])
  expect(['filters[name][$eq]', 'created__gte', 'contains'].map(needs)).toEqual([false, false, false])
})
