import { request as httpRequest } from 'node:http'
import { expect, test } from 'vitest'
import { defineError, forbidden } from '../../errors/index.ts'
import type { Log } from '../../observability/index.ts'
import type { Operation } from '../../operations/index.ts'
import type { RestParts } from '../index.ts'
import { ada, noteOperations, startServer, testParts } from './kit.ts'

const shop = 'https://shop.example.com'

/** `fetch` may not set Origin. */
async function headersOf(url: string, method: string, headers: Record<string, string>) {
  const { promise, resolve, reject } = Promise.withResolvers<import('node:http').IncomingMessage>()
  httpRequest(url, { method, headers }, resolve).on('error', reject).end()
  const response = await promise
  response.resume()
  return { status: response.statusCode, ...response.headers }
}

test.each([
  ['https://evil.example.com', false, null],
  ['https://shop.example.com.evil.com', false, null],
  ['http://shop.example.com', false, null],
  ['null', false, null],
  ['http://localhost:5173', false, null],
  ['http://localhost:5173', true, 'http://localhost:5173'],
  ['http://[::1]:3000', true, 'http://[::1]:3000'],
  ['http://localhost.evil.com', true, null],
  [shop, false, shop],
])('the origin %s (development %s) is answered %s', async (origin, development, allowed) => {
  await using running = await startServer(testParts({ options: { allowedOrigins: [shop], development } }))
  const answer = await headersOf(`${running.url}/api/notes`, 'GET', { origin })
  expect(answer['access-control-allow-origin'] ?? null).toBe(allowed)
  expect(answer['access-control-allow-credentials'] ?? null).toBe(allowed && 'true')
  expect(answer.vary).toContain('Origin')
  const preflight = {
    origin,
    'access-control-request-method': 'PATCH',
    'access-control-request-headers': 'content-type,x-tenant-id',
  }
  const asked = await headersOf(`${running.url}/api/notes/1`, 'OPTIONS', preflight)
  expect(asked.status).toBe(204)
  expect(asked['access-control-allow-methods'] ?? null).toBe(allowed && 'GET, HEAD, PATCH, DELETE, OPTIONS')
  expect(asked['access-control-allow-headers'] ?? null).toBe(allowed && 'content-type,x-tenant-id')
})

test('errors carry the CORS headers too, or the page could not read them', async () => {
  await using running = await startServer(testParts({ options: { allowedOrigins: [shop] } }))
  for (const path of ['/api/notes/9', '/nothing', '/api/notes/%E0%A4%A']) {
    expect((await headersOf(running.url + path, 'GET', { origin: shop }))['access-control-allow-origin']).toBe(shop)
  }
})

test.each([['https://shop.example.com/'], ['*'], ['shop.example.com'], ['null']])(
  'the allowed origin %s stops the start',
  async origin => {
    await expect(startServer(testParts({ options: { allowedOrigins: [origin] } }))).rejects.toThrow(
      expect.objectContaining({ code: 'HTTP_ORIGIN_INVALID' }),
    )
  },
)

test('who asks too often is told when to come back, before the body is read', async () => {
  const counted: string[] = []
  const limit: RestParts['limit'] = async (name, key) => {
    counted.push(`${name} ${key}`)
    return { allowed: counted.length <= 2, name, limit: 2, seconds: 10, remaining: 0, resetSeconds: 7 }
  }
  await using running = await startServer(testParts({ limit, options: { trustProxy: '1' } }))
  const ask = (address: string) => fetch(`${running.url}/api/notes`, { headers: { 'x-forwarded-for': address } })
  await ask('9.9.9.9')
  await ask('2001:db8::1')
  const refused = await ask('2001:db8::2')
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('7')
  expect(refused.headers.get('ratelimit')).toBe('"api";r=0;t=7')
  expect(refused.headers.get('ratelimit-policy')).toBe('"api";q=2;w=10')
  expect(await refused.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  expect(counted).toEqual(['api 9.9.9.9', 'api 2001:db8:0:0::/64', 'api 2001:db8:0:0::/64'])
  expect((await fetch(`${running.url}/health/live`)).status).toBe(200)
  expect(counted).toHaveLength(3)
})

test('logins count against their own limit as well', async () => {
  const counted: string[] = []
  const limit: RestParts['limit'] = async name => {
    counted.push(name)
    return { allowed: name === 'api', name, limit: 5, seconds: 60, remaining: 0, resetSeconds: 60 }
  }
  const operations = noteOperations().map((operation): Operation => ({ ...operation, limit: 'auth' }))
  await using running = await startServer(testParts({ limit, operations }))
  expect((await fetch(`${running.url}/api/notes`)).status).toBe(429)
  expect(counted).toEqual(['api', 'auth'])
})

const teapot = defineError('TEAPOT', { status: 418, say: 'No.' })

test('the user’s hooks run at their points, in order, and a throw is the answer', async () => {
  const seen: string[] = []
  await using running = await startServer(
    testParts({
      hooks: {
        onRequest: request => {
          seen.push(`request ${request.path}`)
          if (request.headers['x-blocked'] !== undefined) throw forbidden()
        },
        onActor: (ctx, operation) => void seen.push(`actor ${ctx.actor.id} ${operation.name}`),
        onReply: (reply, ctx) => {
          seen.push(`reply ${reply.status} ${ctx.actor.id}`)
          reply.headers['x-extra'] = 'yes'
        },
        onError: (error, request) => {
          seen.push(`error ${error.code} ${request.path}`)
          return error.code === 'FORBIDDEN' ? teapot() : undefined
        },
      },
    }),
  )
  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(running.url + path, { headers: { authorization: 'Bearer ada', ...headers } })
  expect((await ask('/api/notes/1')).headers.get('x-extra')).toBe('yes')
  expect((await ask('/api/notes/9')).status).toBe(404)
  expect((await ask('/api/notes/1', { 'x-blocked': '1' })).status).toBe(418)
  expect(seen).toEqual([
    'request /api/notes/1',
    `actor ${ada.id} notes.get`,
    `reply 200 ${ada.id}`,
    'request /api/notes/9',
    `actor ${ada.id} notes.get`,
    'error NOT_FOUND /api/notes/9',
    'request /api/notes/1',
    'error FORBIDDEN /api/notes/1',
  ])
})

test('a hook that sets a header which HTTP refuses fails the request, not the process', async () => {
  const onReply = ({ headers }: { headers: Record<string, string> }) => {
    headers['x-bad'] = 'a\r\nset-cookie: x=1'
  }
  await using running = await startServer(testParts({ hooks: { onReply } }))
  const response = await fetch(`${running.url}/api/notes`)
  expect(response.status).toBe(500)
  expect(response.headers.get('set-cookie')).toBeNull()
})

const conflictWith = (headers: Record<string, string>) => teapot(undefined, { headers })

test('an onError hook that throws, and details that are no JSON, fail the request in the dialect', async () => {
  const circular: Record<string, unknown> = {}
  circular.self = circular
  const onError = () => {
    throw new Error('canary')
  }
  const failing: Operation = { ...(noteOperations()[1] as Operation), run: () => Promise.reject(teapot(circular)) }
  const badHeader = () => conflictWith({ 'x-bad': 'a\nb' })
  for (const hooks of [{ onError }, {}, { onError: badHeader }]) {
    await using running = await startServer(testParts({ hooks, operations: [failing] }))
    const response = await fetch(`${running.url}/api/notes/1`)
    expect(response.status).toBe(500)
    expect(await response.json()).toMatchObject({ success: false, code: 'INTERNAL', details: null })
  }
})

test('one line a request, and the cause of a failure once', async () => {
  const lines: [string, Record<string, unknown>][] = []
  const write = (level: string) => (details: object, message: string) =>
    void lines.push([`${level} ${message}`, { ...details }])
  const log: Log = {
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
    trace: write('trace'),
    with: () => log,
  }
  const samples: unknown[] = []
  const metrics = {
    request: (sample: object) => void samples.push(sample),
    text: async () => 'up 1',
    contentType: 'text/plain',
  }
  const cause = new Error('lost')
  const failing: Operation = {
    ...(noteOperations()[1] as Operation),
    path: '/fail/:id',
    run: () => Promise.reject(cause),
  }
  await using running = await startServer(testParts({ log, metrics, operations: [failing] }))
  await fetch(`${running.url}/api/fail/1?token=canary`, { headers: { authorization: 'Bearer ada' } })
  expect(lines.map(([line]) => line)).toEqual(['error the request failed', 'info request'])
  expect(lines[0]?.[1]).toMatchObject({ err: cause, route: '/api/fail/:id', requestId: lines[1]?.[1].requestId })
  expect(lines[1]?.[1]).toMatchObject({ method: 'GET', path: '/api/fail/1', status: 500, ms: expect.any(Number) })
  expect(lines[1]?.[1].user).not.toBe(ada.id)
  expect(JSON.stringify(lines[1])).not.toContain('canary')
  expect(samples).toEqual([{ method: 'GET', route: '/api/fail/:id', status: 500, seconds: expect.any(Number) }])
  expect(await (await fetch(`${running.url}/metrics`)).text()).toBe('up 1')
  const proxied = await fetch(`${running.url}/metrics`, { headers: { 'x-forwarded-for': '9.9.9.9' } })
  expect(proxied.status).toBe(404)
})

test('an operation that takes too long is answered for, and its signal aborts', async () => {
  const aborted = Promise.withResolvers<void>()
  const slow: Operation = {
    ...(noteOperations()[1] as Operation),
    run: (_, ctx) => {
      ctx.signal.addEventListener('abort', () => aborted.resolve())
      return new Promise(() => undefined)
    },
  }
  await using running = await startServer(testParts({ operations: [slow], options: { answerTimeout: 50 } }))
  const response = await fetch(`${running.url}/api/notes/1`)
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({ code: 'ANSWER_TIMEOUT' })
  await aborted.promise
})

test.each([['GET'], ['PATCH']])('the signal aborts when the client of a %s goes away', async method => {
  const [entered, aborted] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const run: Operation['run'] = (_, ctx) => {
    ctx.signal.addEventListener('abort', () => aborted.resolve())
    entered.resolve()
    return new Promise(() => undefined)
  }
  const operations = noteOperations().map(operation => ({ ...operation, run }))
  await using running = await startServer(testParts({ operations, options: { stopTimeout: 50 } }))
  const gone = new AbortController()
  const body = method === 'GET' ? {} : { body: '{"title":"x"}', headers: { 'content-type': 'application/json' } }
  const asked = fetch(`${running.url}/api/notes/1`, { method, signal: gone.signal, ...body }).catch(() => undefined)
  await entered.promise
  gone.abort()
  await Promise.all([asked, aborted.promise])
})

test('the signal does not abort while the client waits, nor when it was answered', async () => {
  const signals: AbortSignal[] = []
  const waits: boolean[] = []
  const slow: Operation = {
    ...(noteOperations()[3] as Operation),
    run: async (_, ctx) => {
      const { signal } = ctx
      await new Promise(resolve => setImmediate(resolve))
      waits.push(signal.aborted)
      signals.push(signal)
      return { kind: 'value', value: {} }
    },
  }
  const running = await startServer(testParts({ operations: [slow] }))
  const init = { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: '{"title":"x"}' }
  expect((await fetch(`${running.url}/api/notes/1`, init)).status).toBe(200)
  await running.server.stop()
  expect(waits).toEqual([false])
  expect(signals.map(({ aborted }) => aborted)).toEqual([false])
})
