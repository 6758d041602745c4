import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { blueprintSchema } from '../../blueprint/blueprint.ts'
import { deriveBlueprint } from '../../blueprint/derive/derive.ts'
import { call } from '../../blueprint/derive/test/kit.ts'
import { readHar } from '../har/har.ts'

let place: string
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'plinth-har-'))
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

interface Told {
  readonly body?: unknown
  readonly answer?: unknown
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly type?: string
  readonly mime?: string
}

const page = 'https://shop.example'

function entry(method: string, url: string, told: Told = {}) {
  const { body, answer, status = 200, headers = {}, type = 'fetch', mime = 'application/json' } = told
  return {
    _resourceType: type,
    request: {
      method,
      url: new URL(url, page).href,
      headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
      cookies: [{ name: 'sid', value: 'SECRET-cookie' }],
      ...(body === undefined ? {} : { postData: { mimeType: 'application/json', text: JSON.stringify(body) } }),
    },
    response: {
      status,
      content: { mimeType: mime, ...(answer === undefined ? {} : { text: JSON.stringify(answer) }) },
    },
  }
}

function har(...entries: unknown[]): string {
  const path = join(place, 'shop.har')
  writeFileSync(
    path,
    JSON.stringify({ log: { version: '1.2', pages: [{ title: `${page}/` }], entries } }, undefined, 1),
  )
  return path
}

const keys = (file: string, known = [] as Parameters<typeof readHar>[1]) =>
  readHar(file, known).endpoints.map(({ method, path }) => `${method} ${path}`)

describe('paths', () => {
  it.each([
    ['numbers', ['/api/orders/17/lines/4'], ['GET /api/orders/{id}/lines/{lineId}']],
    ['UUIDs', ['/api/users/0190163d-8694-739b-aea5-966c26f8ad91'], ['GET /api/users/{id}']],
    ['object ids', ['/api/users/507f1f77bcf86cd799439011/posts'], ['GET /api/users/{id}/posts']],
    ['slugs in more than one value', ['/api/articles/how-to', '/api/articles/why-not'], ['GET /api/articles/{slug}']],
    ['one slug only stays', ['/api/articles/how-to'], ['GET /api/articles/how-to']],
    [
      'resources stay',
      ['/api/users', '/api/posts', '/api/tags'],
      ['GET /api/users', 'GET /api/posts', 'GET /api/tags'],
    ],
    ['versions stay', ['/api/v1/a', '/api/v2/a'], ['GET /api/v1/a', 'GET /api/v2/a']],
  ])('%s', (_, urls, wanted) => {
    expect(keys(har(...urls.map(url => entry('GET', url, { answer: {} }))))).toEqual(wanted)
  })

  it('names of people with the same answers are values; two operations that are posted to are not', () => {
    const profile = (name: string) => entry('GET', `/api/profiles/${name}`, { answer: { username: name, bio: '' } })
    const file = har(
      ...['ann', 'bob', 'eve'].map(profile),
      entry('POST', '/auth/sign-in', { body: {} }),
      entry('POST', '/auth/sign-up', { body: {} }),
    )
    expect(keys(file)).toEqual(['GET /api/profiles/{slug}', 'POST /auth/sign-in', 'POST /auth/sign-up'])
  })

  it('are made up as a frontend says, where there is one', () => {
    const known = [call('GET /api/articles/{slug}'), call('GET /api/articles/feed')]
    const file = har(entry('GET', '/api/articles/how-to'), entry('GET', '/api/articles/feed'))
    expect(keys(file, known)).toEqual(['GET /api/articles/{slug}', 'GET /api/articles/feed'])
  })
})

describe('hosts', () => {
  const others = [
    entry('POST', 'https://stats.example/collect', { body: {} }),
    entry('POST', 'https://stats.example/collect'),
  ]

  it('the page’s own is ours, and no other', () => {
    const { endpoints, thirdParty } = readHar(har(entry('GET', '/api/notes'), ...others))
    expect(endpoints.map(each => each.path)).toEqual(['/api/notes'])
    expect(thirdParty).toMatchObject([{ host: 'stats.example', evidence: [{}, {}] }])
  })

  it('else the one that carries most calls', () => {
    const api = ['/a', '/b', '/c'].map(path => entry('GET', `https://api.example${path}`))
    const { endpoints, thirdParty } = readHar(har(...api, ...others))
    expect(endpoints.map(each => each.path)).toEqual(['/a', '/b', '/c'])
    expect(thirdParty?.map(each => each.host)).toEqual(['stats.example'])
  })

  it('pages, pictures, scripts and preflights are no calls', () => {
    const passed = ['document', 'image', 'script', 'stylesheet', 'font', 'preflight'].map(type =>
      entry('GET', '/x', { type }),
    )
    expect(keys(har(...passed, entry('OPTIONS', '/api/notes'), entry('GET', '/api/notes')))).toEqual(['GET /api/notes'])
  })
})

describe('a recording', () => {
  const rows = [{ id: 1, title: 'One', done: false, createdAt: '2026-01-01T10:00:00Z', tags: ['a'] }]

  it('gives fields and kinds, and points to its entries', () => {
    const file = har(
      entry('GET', '/api/notes?page=1&q=x', { answer: { data: rows, total: 1 } }),
      entry('POST', '/api/notes', { body: { title: 'Two', done: true }, answer: { data: rows[0] }, status: 201 }),
    )
    const [list, create] = readHar(file).endpoints
    expect(list).toMatchObject({ query: ['page', 'q'], certainty: 'sure' })
    expect(list?.reads).toEqual([
      'data[].createdAt',
      'data[].done',
      'data[].id',
      'data[].tags[]',
      'data[].title',
      'total',
    ])
    expect(create).toMatchObject({ body: ['done', 'title'], encoding: 'json' })
    expect(create?.evidence).toMatchObject([{ file: `${file}#/log/entries/1` }])
    const blueprint = deriveBlueprint([readHar(file)], { name: 'notes' })
    blueprintSchema.parse(blueprint)
    const types = Object.fromEntries(blueprint.tables[0]?.fields.map(({ name, type }) => [name, type]) ?? [])
    expect(types).toMatchObject({ title: 'text', done: 'boolean', tags: 'text[]' })
  })

  it('leaves no secret in the blueprint, wherever it stood', () => {
    const secret = 'SECRETq7XfP2mZ9kLw4'
    const file = har(
      entry('POST', `/api/login?token=${secret}`, {
        body: { email: `${secret}@example.com`, password: secret },
        answer: { token: secret, user: { [`${secret}@example.com`]: 1 } },
        headers: { Authorization: `Bearer ${secret}`, Cookie: `sid=${secret}`, 'X-Api-Key': secret },
      }),
      entry('GET', `/api/reset/${secret}`),
      entry('GET', `/api/people/${secret}@example.com`),
      entry('GET', '/api/me', { headers: { authorization: secret }, answer: { error: secret }, status: 401 }),
      entry('GET', `https://user:${secret}@other.example/x`),
    )
    const text = JSON.stringify([readHar(file), deriveBlueprint([readHar(file)], { name: 'x' })])
    expect(text).not.toMatch(/SECRET/i)
    expect(text).toContain('Bearer {token}')
    expect(text).toContain('/api/reset/{token}')
  })

  it('takes nothing from refused answers but what errors look like', () => {
    const { endpoints, signals } = readHar(har(entry('GET', '/api/me', { answer: { message: 'no' }, status: 401 })))
    expect(endpoints).toMatchObject([{ path: '/api/me', reads: [], certainty: 'guess' }])
    expect(signals?.errors).toMatchObject([{ reads: ['message'] }])
  })

  it.each([
    ['no entries', '{ "log": {} }', '/log/entries'],
    ['no request', '{ "log": { "entries": [\n{}] } }', '/log/entries/0 (line 2): An entry has a request with a method'],
    [
      'cut off',
      '{ "log": { "entries": [ { "request": { "cookie": "SECRET',
      'shop.har:1:50 is not JSON: this text has no end',
    ],
  ])('that is malformed is one error with its place, and quotes nothing: %s', (_, text, message) => {
    const path = join(place, 'shop.har')
    writeFileSync(path, text)
    expect(() => readHar(path)).toThrow(message)
    expect(() => readHar(path)).not.toThrow(/SECRET/)
  })
})
