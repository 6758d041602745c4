import { afterAll, beforeAll, expect, test } from 'vitest'
import { signedIn } from '../../access/index.ts'
import { defineError } from '../../errors/index.ts'
import type { Operation } from '../../operations/index.ts'
import { noteOperations, type Running, startServer, testParts } from './kit.ts'

/** A coded error about the server itself. */
const unreachable = defineError('DATABASE_UNREACHABLE', { status: 500, say: 'canary at db.internal' })

const broken: Operation = {
  ...(noteOperations()[1] as Operation),
  name: 'notes.broken',
  path: '/broken/:how',
  run: async call => {
    if (call.params.how === 'boot') throw unreachable()
    throw new Error('canary of the cause')
  },
}

/** AIP-136: what is done stands behind a colon. */
const joined: Operation = { ...(noteOperations()[0] as Operation), name: 'notes.latest', path: '/notes:latest' }

let running: Running

beforeAll(async () => {
  const login: Operation = { ...(noteOperations()[0] as Operation), name: 'notes.mine', path: '/mine', allow: signedIn }
  running = await startServer(testParts({ operations: [...noteOperations(), broken, login, joined] }))
})

afterAll(() => running[Symbol.asyncDispose]())

interface Scenario {
  readonly as?: string
  readonly headers?: Record<string, string>
  readonly body?: string
  readonly status: number
  readonly has?: readonly string[]
  readonly lacks?: readonly string[]
  readonly answers?: Record<string, string | null>
}

const json = { 'content-type': 'application/json' }

const scenarios: readonly (readonly [string, Scenario])[] = [
  ['GET /api/nothing', { status: 404, has: ['NOT_FOUND', 'requestId'], answers: { 'cache-control': 'no-store' } }],
  ['GET /nothing', { status: 404 }],
  ['GET /api/notes/9', { status: 404, has: ['No note found.'] }],
  [
    'PUT /api/notes/1',
    { status: 405, has: ['METHOD_NOT_ALLOWED'], answers: { allow: 'GET, HEAD, PATCH, DELETE, OPTIONS' } },
  ],
  ['TRACE /api/notes', { status: 405 }],
  ['GET /api/notes:latest', { status: 200, has: ['First'] }],
  ['GET /api/notes:other', { status: 404 }],
  ['POST /api/notes:latest', { status: 405, answers: { allow: 'GET, HEAD, OPTIONS' } }],
  ['GET /api/notes?limt=1', { status: 400, has: ['VALIDATION_FAILED', 'limt', 'Did you mean'] }],
  ['GET /api/notes?__proto__=1', { status: 400, has: ['__proto__'] }],
  ['GET /api/notes/%E0%A4%A', { status: 400, has: ['URL_MALFORMED'], lacks: ['FST_'] }],
  ['GET /api/notes/a%00b', { status: 400, has: ['VALIDATION_FAILED', '"id"'] }],
  [`GET /api/notes/${'x'.repeat(501)}`, { status: 414, has: ['URL_TOO_LONG'] }],
  [`GET /api/notes?search=${'x'.repeat(9000)}`, { status: 414, has: ['URL_TOO_LONG'] }],
  ['GET /api/mine', { status: 401, has: ['UNAUTHENTICATED'] }],
  ['GET /api/mine', { as: 'stolen', status: 401, has: ['UNAUTHENTICATED'] }],
  ['GET /api/mine', { as: 'ada', status: 200, answers: { 'cache-control': 'no-store', etag: null } }],
  ['POST /api/notes', { status: 401, headers: json, body: '{"nonsense":1}', lacks: ['nonsense'] }],
  [
    'POST /api/notes',
    { as: 'ada', status: 400, headers: json, body: '{"title":x}', has: ['BODY_MALFORMED', '"column":10'] },
  ],
  [
    'POST /api/notes',
    { as: 'ada', status: 400, headers: json, body: '{"title":"a","__proto__":{}}', has: ['__proto__'] },
  ],
  [
    'POST /api/notes',
    { as: 'ada', status: 400, headers: json, body: '{"title":1,"admin":true}', has: ['"title"', '"admin"'] },
  ],
  ['POST /api/notes', { as: 'ada', status: 400, headers: json, body: '', has: ['"title"'] }],
  ['POST /api/notes', { as: 'ada', status: 415, headers: { 'content-type': 'text/plain' }, body: '{"title":"a"}' }],
  [
    'POST /api/notes',
    { as: 'ada', status: 415, headers: { 'content-type': 'application/jsonp' }, body: '{"title":"a"}' },
  ],
  [
    'POST /api/notes',
    { as: 'ada', status: 413, headers: json, body: `{"title":"${'x'.repeat(1_100_000)}"}`, has: ['1 MB'] },
  ],
  [
    'POST /api/notes',
    {
      as: 'ada',
      status: 201,
      headers: json,
      body: '{"title":"Third"}',
      has: ['"id":3'],
      answers: { location: '/api/notes/3' },
    },
  ],
  [
    'PATCH /api/notes/1',
    { status: 200, headers: { ...json, 'if-match': '"7-abc"' }, body: '{"title":"x"}', has: ['"ifMatch":"7"'] },
  ],
  [
    'PATCH /api/notes/1',
    { status: 200, headers: { ...json, 'if-match': '*' }, body: '{"title":"x"}', has: ['"ifMatch":null'] },
  ],
  ['PATCH /api/notes/1', { status: 412, headers: { ...json, 'if-match': '"foreign"' }, body: '{"title":"x"}' }],
  [
    'PATCH /api/notes/1',
    { status: 200, headers: { 'content-type': 'application/merge-patch+json' }, body: '{"title":"x"}' },
  ],
  ['DELETE /api/notes/1', { status: 204, headers: json, lacks: ['{'], answers: { 'content-type': null } }],
  ['GET /api/notes/1/', { status: 200, has: ['First'] }],
  ['HEAD /api/notes/1', { status: 200, lacks: ['First'], answers: { 'content-length': '48' } }],
  ['HEAD /api/notes/9', { status: 404, lacks: ['NOT_FOUND'] }],
  [
    'OPTIONS /api/notes',
    { status: 204, answers: { allow: 'GET, HEAD, POST, OPTIONS', 'access-control-allow-origin': null } },
  ],
  ['OPTIONS /nothing', { status: 404 }],
  ['GET /api/broken/now', { status: 500, has: ['INTERNAL', 'requestId'], lacks: ['canary', 'stack'] }],
  ['GET /api/broken/boot', { status: 500, has: ['INTERNAL'], lacks: ['canary', 'DATABASE'] }],
  ['GET /docs', { status: 404 }],
  ['GET /openapi.json', { status: 404 }],
]

test.each(scenarios)('%.60s', async (request, { as, headers, body, status, has = [], lacks = [], answers = {} }) => {
  const [method = 'GET', path = '/'] = request.split(' ')
  const { text, response } = await ask(
    method,
    path,
    { ...headers, ...(as ? { authorization: `Bearer ${as}` } : {}) },
    body,
  )
  expect(response.statusCode).toBe(status)
  for (const part of has) expect(text).toContain(part)
  for (const part of lacks) expect(text).not.toContain(part)
  for (const [name, value] of Object.entries(answers)) expect(response.headers[name] ?? null).toBe(value)
})

/** `node:http`, because `fetch` refuses TRACE. */
async function ask(method: string, path: string, headers: Record<string, string>, body?: string) {
  const { request } = await import('node:http')
  const { promise, resolve, reject } = Promise.withResolvers<import('node:http').IncomingMessage>()
  const sent = request(running.url + path, { method, headers }, resolve).on('error', reject)
  sent.end(body)
  const response = await promise
  let text = ''
  for await (const chunk of response) text += chunk
  return { text, response }
}

test('every answer has the security headers and a request id, errors too', async () => {
  for (const path of ['/api/notes', '/api/notes/9', '/nothing', '/api/notes/%E0%A4%A', '/health/live']) {
    const { headers } = await fetch(running.url + path)
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains; preload')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
    expect(headers.has('x-powered-by')).toBe(false)
  }
})

test('a well formed request id is kept, another is replaced', async () => {
  const idOf = async (id: string) =>
    (await fetch(running.url, { headers: { 'x-request-id': id } })).headers.get('x-request-id')
  expect(await idOf('trace-12345')).toBe('trace-12345')
  for (const id of ['short', 'x'.repeat(65), 'white space!', '<script>alert']) expect(await idOf(id)).not.toBe(id)
})

test('a problem document is sent to those who ask for one', async () => {
  const response = await fetch(`${running.url}/api/notes?limt=1`, { headers: { accept: 'application/problem+json' } })
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(await response.json()).toMatchObject({
    status: 400,
    code: 'VALIDATION_FAILED',
    errors: [{ pointer: '#/limt' }],
  })
})

test('what did not change is not sent again', async () => {
  for (const path of ['/api/notes', '/api/notes/1']) {
    const first = await fetch(running.url + path)
    const tag = first.headers.get('etag') as string
    const second = await fetch(running.url + path, { headers: { 'if-none-match': tag } })
    expect([second.status, await second.text(), second.headers.get('etag')]).toEqual([304, '', tag])
    const other = await fetch(running.url + path, { headers: { 'if-none-match': '"other"' } })
    expect(other.status).toBe(200)
  }
})

test('answers of a kilobyte and more are compressed for those who ask, with a tag of their own', async () => {
  const create = (title: string) =>
    fetch(`${running.url}/api/notes`, {
      method: 'POST',
      headers: { ...json, authorization: 'Bearer ada' },
      body: JSON.stringify({ title }),
    })
  await create('x'.repeat(2000))
  const read = (encoding: string) => fetch(`${running.url}/api/notes`, { headers: { 'accept-encoding': encoding } })
  const [plain, packed] = await Promise.all([read('identity'), read('br')])
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(packed.headers.get('content-encoding')).toBe('br')
  expect(Number(packed.headers.get('content-length'))).toBeLessThan(500)
  expect(packed.headers.get('vary')).toContain('Accept-Encoding')
  expect(await packed.text()).toBe(await plain.text())
  const small = await fetch(`${running.url}/api/notes/1`, { headers: { 'accept-encoding': 'br' } })
  expect(small.headers.get('content-encoding')).toBeNull()
})
