import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noteOperations, type Running, startServer, testParts } from '../../rest/test/kit.ts'
import { serveStatic } from '../static/serve.ts'

const page = 'https://shop.example.com'
let folder: string
let running: Running
let limited: Running

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plinth-site-'))
  await mkdir(join(folder, '.git'))
  await writeFile(join(folder, '.git', 'HEAD'), 'ref: refs/heads/canary')
  await writeFile(join(folder, '.env'), 'SECRET=canary')
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Shop</title>')
  const failing = {
    ...noteOperations()[1],
    name: 'notes.fail',
    path: '/fail/:id',
    run: () => Promise.reject(new Error('x')),
  }
  running = await startServer(
    testParts({
      operations: [...noteOperations(), failing as never],
      files: await serveStatic(folder),
      options: { allowedOrigins: [page], bodyLimit: 1000 },
    }),
  )
  const limit = async () => ({ allowed: false, name: 'api', limit: 1, seconds: 60, remaining: 0, resetSeconds: 60 })
  limited = await startServer(testParts({ limit, options: { allowedOrigins: [page] } }))
})
afterAll(async () => {
  await running?.[Symbol.asyncDispose]()
  await limited?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

interface Answer {
  readonly status: number
  readonly head: string
  readonly body: string
}

/** Sends bytes as they are, and reads all that comes until the connection ends. */
async function talk({ url }: Running, bytes: string): Promise<Answer> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(bytes)
  let text = ''
  socket.on('data', chunk => {
    text += chunk
  })
  await once(socket, 'close')
  const [head = '', body = ''] = text.split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body }
}

const ask = (line: string, ...headers: string[]): string =>
  [`${line} HTTP/1.1`, 'host: x', 'connection: close', ...headers, '', ''].join('\r\n')
const json = 'content-type: application/json'

const answers: readonly (readonly [number, string, string])[] = [
  [200, 'an item', ask('GET /api/notes/1')],
  [200, 'a file', ask('GET /')],
  [200, 'health', ask('GET /health/live')],
  [200, 'HEAD', ask('HEAD /api/notes/1')],
  [204, 'a deletion', ask('DELETE /api/notes/1')],
  [204, 'a preflight', ask('OPTIONS /api/notes', `origin: ${page}`, 'access-control-request-method: POST')],
  [304, 'what the client has', ask('GET /api/notes', 'if-none-match: *')],
  [400, 'a wrong field', ask('GET /api/notes?nope=1')],
  [400, 'an URL that is none', ask('GET /api/notes/%E0%A4%A')],
  [400, 'no Host', 'GET /api/notes HTTP/1.1\r\n\r\n'],
  [400, 'no HTTP', 'hello\r\n\r\n'],
  [401, 'a wrong token', ask('GET /api/notes', 'authorization: Bearer nobody')],
  [404, 'nothing', ask('GET /api/nothing')],
  [405, 'a wrong method', ask('PUT /api/notes/1')],
  [405, 'an unknown method', ask('TRACK /api/notes/1')],
  [413, 'a body that is too large', ask('PATCH /api/notes/1', json, 'content-length: 2000')],
  [414, 'an URL that is too long', ask(`GET /api/notes?search=${'x'.repeat(9000)}`)],
  [415, 'a body of another type', `${ask('PATCH /api/notes/1', 'content-type: text/plain', 'content-length: 1')}x`],
  [431, 'too many headers', ask('GET /api/notes', `x-big: ${'x'.repeat(20_000)}`)],
  [500, 'a failure', ask('GET /api/fail/1')],
]

describe('headers that stand on every answer', () => {
  test.each(answers)('3.4.1 3.4.4 %i for %s', async (status, _, bytes) => {
    expectGuarded(await talk(running, bytes), status)
  })

  test('3.4.1 3.4.4 429', async () => {
    const answer = await talk(limited, ask('GET /api/notes', `origin: ${page}`))
    expectGuarded(answer, 429)
    expect(answer.head).toContain(`access-control-allow-origin: ${page}`)
    expect(answer.head).toContain(
      'access-control-expose-headers: etag, location, x-request-id, retry-after, ratelimit, ',
    )
    expect(answer.head).toContain('ratelimit-policy: "api";q=1;w=60\r\nratelimit: "api";r=0;t=60')
    expect(answer.head).toContain('retry-after: 60')
  })

  test.each([
    ['null'],
    ['http://evil.test'],
    ['http://shop.example.com.evil.test'],
    ['https://xshop.example.com'],
    ['http://shop.example.com'],
  ])('3.4.2 the origin %s is never reflected, on answers and errors', async origin => {
    for (const bytes of [ask('GET /api/notes/1', `origin: ${origin}`), ask('GET /api/nothing', `origin: ${origin}`)]) {
      expect((await talk(running, bytes)).head).not.toContain('access-control-')
    }
    expect((await talk(limited, ask('GET /api/notes', `origin: ${origin}`))).head).not.toContain('access-control-')
  })

  test('3.4.2 answers vary by origin, and no origin gets a star', async () => {
    const { head } = await talk(running, ask('GET /api/notes/1', `origin: ${page}`))
    expect(head).toContain(`access-control-allow-origin: ${page}`)
    expect(head).toMatch(/vary: .*origin/)
    expect(head).not.toContain('access-control-allow-origin: *')
  })

  test('3.4.2 errors vary by origin too', async () => {
    for (const path of ['/api/nothing', '/api/notes/9']) {
      expect((await talk(running, ask(`GET ${path}`))).head).toMatch(/vary: .*origin/)
    }
  })
})

describe('what is not there', () => {
  test.each([
    ['/.git/HEAD'],
    ['/.git/config'],
    ['/.env'],
    ['/package.json'],
    ['/.git/../.env'],
    ['/%2e%67it/HEAD'],
    ['/api/.git/HEAD'],
  ])('13.4.1 %s is 404, whatever lies in the folder', async path => {
    for (const accept of ['accept: */*', 'accept: text/html']) {
      const { status, body } = await talk(running, ask(`GET ${path}`, accept))
      expect(body).not.toContain('canary')
      // Any other name may be a page of the frontend, which answers navigations with its own 404.
      if (accept === 'accept: */*' || path !== '/package.json') expect(status).toBe(404)
    }
  })

  test.each([['TRACE'], ['TRACK']])('13.4.4 %s is 405, and nothing that was sent comes back', async method => {
    for (const path of ['/', '/api/notes', '/nothing']) {
      const { status, head, body } = await talk(
        running,
        ask(`${method} ${path}`, 'x-secret: canary', 'cookie: a=canary'),
      )
      expect([404, 405]).toContain(status)
      expect(head + body).not.toContain('canary')
    }
  })
})

function expectGuarded({ status, head }: Answer, expected: number): void {
  expect(status).toBe(expected)
  expect(head).toContain('strict-transport-security: max-age=31536000; includesubdomains')
  expect(head).toContain('x-content-type-options: nosniff')
  expect(head).toContain('x-frame-options: deny')
  expect(head).toContain('content-security-policy: ')
  expect(head).toContain('referrer-policy: ')
  expect(head).toContain('x-request-id: ')
  expect(head).not.toMatch(/^(server|x-powered-by):/m)
}
