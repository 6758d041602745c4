import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, withDatabase } from '../../data/testing.ts'
import { action, anyone, defineBackend, module } from '../../index.ts'
import { type TestApp, testApp } from '../../testing/index.ts'
import { z } from '../../zod.ts'
import { type Archive, openArchive } from './archive.ts'

// Rows of OWASP ASVS 5.0 that one request at the door can show. The others stand beside the code that they are about.

let archive: Archive
beforeAll(async () => {
  archive = await openArchive()
})
afterAll(() => archive?.stop())

type Node = Readonly<Record<string, unknown>>
const ask = async (request: string, asked?: Parameters<Archive['ask']>[1]) => {
  const answer = await archive.ask(request, asked)
  return { ...answer, text: JSON.stringify(answer.body) }
}
const type = (headers: Headers) => headers.get('content-type')

describe('1.1.1 what is encoded twice is decoded once', () => {
  test.each([
    '/api/papers/%252e%252e%252fhealth%252fready',
    '/api/%252e%252e/health/ready',
    '/api/papers/%c0%ae%c0%ae%c0%af',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/api/papers/%25%30%30',
  ])('and leads nowhere: %s', async path => {
    const { status, text } = await ask(`GET ${path}`)
    expect([400, 404]).toContain(status)
    expect(text).not.toContain('uptime')
  })

  test('and a value is the text that is left', async () => {
    await ask('POST /api/papers', { body: { title: 'a%27b' } })
    await ask('POST /api/papers', { body: { title: "a'b" } })
    const found = await ask('GET /api/papers?title=a%2527b')
    expect((found.body as { data: { title: string }[] }).data.map(({ title }) => title)).toEqual(['a%27b'])
  })
})

describe('1.2.9 a search takes signs as signs', () => {
  const long = `${'a'.repeat(7000)}!`
  test.each(['(a+)+$', '[', '\\', '%', '_', '*', '.*', '((((((((((', "'||pg_sleep(9)||'", long])(
    '%.20s finds what holds it, in no time',
    async search => {
      const began = performance.now()
      const { status, body } = await ask(`GET /api/papers?search=${encodeURIComponent(search)}`)
      expect(performance.now() - began).toBeLessThan(1_000)
      expect([200, 400, 414]).toContain(status)
      for (const { title } of (body as { data?: { title: string }[] }).data ?? []) expect(title).toContain(search)
    },
  )
})

test('4.1.1 every answer says what it is, with its charset', async () => {
  const json = 'application/json; charset=utf-8'
  for (const path of ['/api/papers', '/api/papers/nothing', '/api/papers?nothing=1', '/health/live', '/openapi.json'])
    expect(type((await ask(`GET ${path}`)).headers), path).toBe(json)
  const problem = await ask('GET /api/nothing', { headers: { accept: 'application/problem+json' } })
  expect(type(problem.headers)).toBe('application/problem+json; charset=utf-8')
  expect(type((await ask('GET /docs')).headers)).toBe('text/html; charset=utf-8')
  const gone = await ask(`DELETE /api/shelves/${await shelf()}`)
  expect([gone.status, type(gone.headers)]).toEqual([204, null])
})

test('3.2.1 no answer of the API may be shown as a page', async () => {
  const { headers } = await ask('POST /api/papers', { body: { title: '<script>alert(1)</script>' } })
  expect(type(headers)).toContain('application/json')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
})

test('7.2.4 signing in opens a session of its own, whatever was sent along', async () => {
  const body = { email: 'ann@example.com', password: 'correct horse' }
  const sent = archive.tokens.ann
  const { body: answer } = await ask('POST /api/auth/login', { body, headers: { 'x-request-id': 'chosen-by-client' } })
  const { accessToken, refreshToken } = (answer as { data: Record<string, string> }).data
  expect(sessionOf(accessToken)).not.toBe(sessionOf(sent))
  const again = await ask('POST /api/auth/login', { body: { ...body }, as: 'nobody' })
  expect((again.body as { data: Record<string, string> }).data.refreshToken).not.toBe(refreshToken)
})

test('14.3.2 what a signed-in person is told is kept by nobody', async () => {
  const paths = ['/api/papers', `/api/papers/${archive.ids.acme.paper}`, '/api/auth/me', '/api/auth/sessions']
  for (const path of paths) {
    const { status, headers } = await ask(`GET ${path}`)
    expect([status, headers.get('cache-control')], path).toEqual([200, expect.stringMatching(/no-store|private/)])
  }
})

describe('15.3.1 an answer holds what OpenAPI names, and nothing else', () => {
  test.each([
    '/papers',
    '/papers?include=owner,sheets',
    '/papers/{id}',
    '/papers/tags',
    '/bundles',
    '/auth/me',
    '/auth/sessions',
    '/auth/keys',
    '/auth/me/export',
  ])('GET %s', async request => {
    const [path = ''] = request.split('?')
    const document = archive.app.app.openapi() as unknown as Node
    const operation = (document.paths as Record<string, Record<string, Node>>)[`/api${path}`]?.get as Node
    const schema = at(operation, ['responses', '200', 'content', 'application/json', 'schema'])
    const { status, body } = await ask(`GET /api${request.replace('{id}', archive.ids.acme.paper)}`)
    expect(status).toBe(200)
    expect([...unnamed(body, schema as Node, document)]).toEqual([])
  })
})

const failing = defineBackend({
  name: 'failing',
  schema: {},
  modules: [
    module('failing', {
      tables: [],
      actions: [
        action('GET /fails', {
          allow: anyone,
          returns: z.object({}),
          run() {
            throw new Error('select secret from plinth.credentials, at /srv/app.ts:1')
          },
        }),
      ],
    }),
  ],
})

describe('in production', () => {
  let store: TestDatabase
  let app: TestApp
  beforeAll(async () => {
    store = await withDatabase()
    const server = { logins: store, shown: store.name, embedded: false }
    const env = { NODE_ENV: 'production', AUTH_SECRET: 'a secret of more than thirty-two characters' }
    app = await testApp(failing, { directory: tmpdir(), server, env })
  })
  afterAll(async () => {
    await app?.stop()
    await store?.stop()
  })

  test.each(['/docs', '/openapi.json', '/metrics', '/docs/script.js', '/.git/config', '/.env', '/package.json'])(
    '13.4.2 %s is not there',
    async path => expect((await app.get(path)).status).toBeGreaterThanOrEqual(400),
  )

  test('16.5.1 a failure says a code and a request id, and nothing of the inside', async () => {
    const { status, body, headers } = await app.get('/api/fails', { 'x-request-id': 'one-that-fails' })
    expect(status).toBe(500)
    expect(body).toMatchObject({ code: expect.stringMatching(/^[A-Z]+$/), requestId: 'one-that-fails', details: null })
    expect(JSON.stringify([body, [...headers]])).not.toMatch(/secret|plinth|\.ts|select/i)
  })

  test('13.4.2 readiness says whether, and not why', async () => {
    expect(Object.keys((await app.get('/health/ready')).body as object)).toEqual(['status'])
  })
})

async function shelf(): Promise<string> {
  const { body } = await ask('POST /api/shelves', { body: { name: 'one' } })
  return (body as { data: { id: string } }).data.id
}

function sessionOf(token = ''): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sid
}

function at(node: Node, path: readonly string[]): unknown {
  return path.reduce<unknown>((found, key) => (found as Node | undefined)?.[key], node)
}

/** Places of an answer that its schema has no name for. */
function* unnamed(value: unknown, schema: Node, document: Node, place = ''): Generator<string> {
  const known = typeof schema.$ref === 'string' ? (at(document, schema.$ref.slice(2).split('/')) as Node) : schema
  if (Array.isArray(value)) {
    for (const each of value) yield* unnamed(each, (known.items ?? {}) as Node, document, `${place}[]`)
    return
  }
  const properties = known.properties as Record<string, Node> | undefined
  if (typeof value !== 'object' || value === null || properties === undefined) return
  for (const [key, each] of Object.entries(value)) {
    if (properties[key] === undefined) yield `${place}.${key}`
    else yield* unnamed(each, properties[key], document, `${place}.${key}`)
  }
}
