import { expect, test } from 'vitest'
import { anyone } from '../../access/index.ts'
import { conflict, invalid, notFound } from '../../errors/index.ts'
import type { Operation } from '../../operations/index.ts'
import { compileDialect } from '../compile.ts'
import { defineDialect } from '../define.ts'
import type { DialectOptions } from '../options.ts'

const operation: Operation = {
  name: 'articles.get',
  method: 'GET',
  path: '/articles/:slug',
  summary: '',
  module: 'articles',
  answer: { kind: 'item', schema: {}, name: 'article', plural: 'articles' },
  status: 200,
  allow: anyone,
  limit: 'api',
  run: async () => ({ kind: 'nothing' }),
}

const realWorld: DialectOptions = {
  envelope: {
    item: { $name: '$item' },
    list: { $names: '$items', $namesCount: '$total' },
    error: { errors: '$fields' },
    body: { $name: '$input' },
    session: { '...': '$user', token: '$accessToken' },
  },
  validation: { status: 422 },
  token: { scheme: 'Token' },
  paths: { 'articles.get': 'PUT /posts/:slug' },
}

const facts = { requestId: 'r1', path: '/api/x', problemJson: false }

test.each([
  [{ bse: '/api' }, 'DIALECT_UNKNOWN_KEY', 'bse', 'base'],
  [{ envelope: { itm: '$item' } }, 'DIALECT_UNKNOWN_KEY', 'envelope.itm', 'item'],
  [{ casing: 'kebab' }, 'DIALECT_INVALID', 'casing', 'snake'],
  [{ base: 'api' }, 'DIALECT_INVALID', 'base', '/'],
  [{ paging: { size: 5000 } }, 'DIALECT_INVALID', 'paging.size', '1000'],
  [{ paths: { 'auth.login': '/login' } }, 'DIALECT_INVALID', 'paths', 'METHOD'],
  [{ envelope: { item: '$itm' } }, 'DIALECT_UNKNOWN_PLACEHOLDER', 'item', '$itm'],
  [{ envelope: { body: { data: 1 } } }, 'DIALECT_MISSING_PLACEHOLDER', 'body', '$input'],
  [null, 'DIALECT_INVALID', 'dialect', 'object'],
])('%j is no dialect', (options, code, at, says) => {
  expect(() => defineDialect(options as never)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(at) }),
  )
  expect(() => defineDialect(options as never)).toThrow(says)
})

test('a text that the database built passes through untouched', () => {
  const render = compileDialect().replies(operation)
  expect(render({ kind: 'json', json: '{"n": 1.50}' })).toBe('{"success":true,"data":{"n": 1.50}}')
})

test('a list says where its page stands, and nothing of a page when it was asked by cursor', () => {
  const list = compileDialect().replies({ ...operation, answer: { ...operation.answer, kind: 'list' } })
  const page = { limit: 10, offset: 20, total: 45, capped: false, next: null }
  expect(JSON.parse(list({ kind: 'list', json: '[1]', page }))).toEqual({
    success: true,
    data: [1],
    meta: { page: 3, limit: 10, total: 45, pages: 5, next: null },
  })
  const byCursor = JSON.parse(list({ kind: 'list', json: '[]', page: { ...page, total: null, next: 'abc' } }, true))
  expect(byCursor.meta).toEqual({ page: null, limit: 10, total: null, pages: null, next: 'abc' })
})

test('a list may come as one value', () => {
  const list = compileDialect(realWorld).replies({ ...operation, answer: { ...operation.answer, kind: 'list' } })
  expect(list({ kind: 'value', value: ['a', 'b'] })).toBe('{"articles":["a","b"],"articlesCount":2}')
})

test('bigints are strings, or numbers where the dialect sends numbers', () => {
  expect(compileDialect().replies(operation)({ kind: 'value', value: { n: 5n } })).toContain('"n":"5"')
  expect(compileDialect({ bigNumbers: 'number' }).replies(operation)({ kind: 'value', value: { n: 5n } })).toContain(
    '"n":5',
  )
})

test('sessions stand in the item envelope, spread or as they are', () => {
  const login = { ...operation, envelope: 'session', answer: { ...operation.answer, name: 'user' } } as const
  const value = { user: { id: 1 }, accessToken: 'a', refreshToken: 'r', expiresIn: 900 }
  expect(compileDialect(realWorld).replies(login)({ kind: 'value', value })).toBe('{"user":{"id":1,"token":"a"}}')
  expect(JSON.parse(compileDialect().replies(login)({ kind: 'value', value })).data).toEqual(value)
  const snake = JSON.parse(compileDialect({ casing: 'snake' }).replies(login)({ kind: 'value', value })).data
  expect(Object.keys(snake)).toEqual(['user', 'access_token', 'refresh_token', 'expires_in'])
  const flat = compileDialect({ envelope: { item: { ok: true, '...': '$item' } } }).replies(login)({
    kind: 'value',
    value,
  })
  expect(JSON.parse(flat)).toEqual({ ok: true, ...value })
})

test('one operation may answer and be asked in another way than the others', () => {
  const list = { ...operation, name: 'articles.list', answer: { ...operation.answer, kind: 'list' } } as const
  const login = { ...operation, name: 'auth.login', envelope: 'session' } as const
  const silent = { ...operation, name: 'auth.forgot', answer: { ...operation.answer, kind: 'nothing' } } as const
  const dialect = compileDialect({
    ...realWorld,
    answers: {
      'articles.get': { post: '$item' },
      'articles.list': { found: '$items', of: '$total' },
      'auth.login': { jwt: '$accessToken' },
      'auth.forgot': { sent: true },
    },
    bodies: { 'auth.login': '$input' },
  })
  expect(dialect.replies(operation)({ kind: 'json', json: '{}' })).toBe('{"post":{}}')
  expect(dialect.replies(list)({ kind: 'value', value: ['a'] })).toBe('{"found":["a"],"of":1}')
  expect(dialect.replies(login)({ kind: 'value', value: { accessToken: 'a' } })).toBe('{"jwt":"a"}')
  expect(dialect.replies(silent)({ kind: 'nothing' })).toBe('{"sent":true}')
  expect(dialect.schemas.reply(list)).toMatchObject({ required: ['found', 'of'] })
  expect(dialect.bodies(login)({ email: 'a' })).toEqual({ email: 'a' })
  expect(dialect.bodies(operation)({ article: 1 })).toBe(1)
})

test.each([
  [{ answers: { 'articles.get': { data: '$items' } } }, 'DIALECT_UNKNOWN_PLACEHOLDER', 'answers.articles.get'],
  [{ answers: { 'auth.forgot': { data: '$item' } } }, 'DIALECT_UNKNOWN_PLACEHOLDER', 'answers.auth.forgot'],
  [{ bodies: { 'articles.get': { data: 1 } } }, 'DIALECT_MISSING_PLACEHOLDER', 'bodies.articles.get'],
])('%j names the operation that it does not fit', (options, code, at) => {
  const silent = { ...operation, name: 'auth.forgot', answer: { ...operation.answer, kind: 'nothing' } } as const
  const dialect = compileDialect(options as never)
  const compile = () => [operation, silent].map(each => [dialect.replies(each), dialect.bodies(each)])
  expect(compile).toThrow(expect.objectContaining({ code, message: expect.stringContaining(at) }))
})

test('a body without its envelope is refused by the name of the envelope', () => {
  const read = compileDialect(realWorld).bodies(operation)
  expect(read({ article: { title: 'x' } })).toEqual({ title: 'x' })
  for (const body of [{}, { title: 'x' }, null, 'text', [], { __proto__: { article: {} } }]) {
    expect(() => read(body)).toThrow(
      expect.objectContaining({ details: [expect.objectContaining({ field: 'article' })] }),
    )
  }
  expect(() => read({ article: {}, admin: true })).toThrow(
    expect.objectContaining({ details: [expect.objectContaining({ field: 'admin' })] }),
  )
  expect(compileDialect({ ...realWorld, extra: 'drop' }).bodies(operation)({ article: 1, more: 2 })).toBe(1)
})

test('a body that was not sent passes where every field is optional, and is refused where one is not', () => {
  const dialect = compileDialect(realWorld)
  const schema = { type: 'object', required: ['title'] }
  const check = { schema, parse: (value: unknown) => value }
  expect(dialect.bodies(operation)(undefined)).toBeUndefined()
  expect(() => dialect.bodies({ ...operation, body: check })(undefined)).toThrow('not valid')
})

test.each<[string, NonNullable<DialectOptions['token']>, string | undefined]>([
  ['Bearer abc', {}, 'abc'],
  ['bearer abc', {}, 'abc'],
  ['Basic abc', {}, undefined],
  ['Bearer ', {}, undefined],
  ['Token abc', { scheme: 'Token' }, 'abc'],
  ['abc', { header: 'X-Auth' }, 'abc'],
  ['JWT abc', { header: 'X-Auth', scheme: 'JWT' }, 'abc'],
])('the token of %j with %j is %s', (value, token, found) => {
  expect(compileDialect({ token }).token({ [token.header?.toLowerCase() ?? 'authorization']: value })).toBe(found)
})

test('errors let out code, message and public details, never the cause', () => {
  const error = conflict('Sold out.')
  Object.defineProperty(error, 'cause', { value: 'canary' })
  for (const problemJson of [true, false]) {
    const { status, body } = compileDialect().renderError(error, { ...facts, problemJson })
    expect(status).toBe(409)
    expect(body).toContain('Sold out.')
    expect(body).not.toContain('canary')
  }
})

test('field problems have the shape that the dialect gives them', () => {
  const error = invalid([
    { field: 'title', message: 'Required.' },
    { field: '__proto__', message: 'No.' },
    { field: 'items[2].quantity', message: 'Too many.' },
  ])
  const rendered = compileDialect(realWorld).renderError(error, facts)
  expect(rendered.status).toBe(422)
  expect(rendered.body).toBe('{"errors":{"title":["Required."],"__proto__":["No."],"items[2].quantity":["Too many."]}}')
  const other = compileDialect(realWorld).renderError(notFound('article'), facts)
  expect(other).toMatchObject({ status: 404, body: '{"errors":{"body":["No article found."]}}' })
  const problem = compileDialect().renderError(error, { ...facts, problemJson: true })
  expect(problem.contentType).toContain('application/problem+json')
  expect(JSON.parse(problem.body)).toMatchObject({
    type: 'about:blank',
    title: 'Bad Request',
    status: 400,
    instance: '/api/x',
    code: 'VALIDATION_FAILED',
    errors: [{ pointer: '#/title' }, {}, { detail: 'Too many.', pointer: '#/items/2/quantity' }],
  })
})

test('paths and statuses are those of the dialect', () => {
  const dialect = compileDialect({ ...realWorld, base: '/v2/', status: { create: 200, delete: 200 } })
  expect(dialect.route(operation)).toEqual({ method: 'PUT', path: '/v2/posts/:slug' })
  expect(dialect.status({ ...operation, status: 201 })).toBe(200)
  const deletion: Operation = {
    ...operation,
    method: 'DELETE',
    status: 204,
    answer: { ...operation.answer, kind: 'nothing' },
  }
  expect(dialect.status(deletion)).toBe(200)
  expect(dialect.replies(deletion)({ kind: 'nothing' })).toBe('{"article":{}}')
  expect(dialect.status({ ...deletion, method: 'POST' })).toBe(204)
})

test('the schema of an envelope has the keys that its text has', () => {
  const dialect = compileDialect(realWorld)
  const list: Operation = { ...operation, answer: { ...operation.answer, kind: 'list', schema: { type: 'string' } } }
  expect(dialect.schemas.reply(list)).toEqual({
    type: 'object',
    properties: {
      articles: { type: 'array', items: { type: 'string' } },
      articlesCount: { type: ['integer', 'null'], minimum: 0 },
    },
    required: ['articles', 'articlesCount'],
  })
})

test('wire names and plain names are each other’s', () => {
  const { wire, plain } = compileDialect({ casing: 'snake' })
  for (const key of ['createdAt', 'id', 'priceCents2', 'aBC']) expect(plain(wire(key))).toBe(key)
  expect(wire('createdAt')).toBe('created_at')
})

test('a fixed wire is left alone', () => {
  const dialect = compileDialect(realWorld)
  const fixed = { ...operation, wire: 'fixed' } as const
  expect(dialect.replies(fixed)({ kind: 'value', value: { keys: [] } })).toBe('{"keys":[]}')
  expect(dialect.bodies(fixed)({ a: 1 })).toEqual({ a: 1 })
})
