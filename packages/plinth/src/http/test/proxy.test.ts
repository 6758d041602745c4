import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { has } from '../../../../../scripts/services.ts'
import { nobodyActor } from '../../access/index.ts'
import { type Log, silentLog } from '../../observability/index.ts'
import type { RestParts } from '../../rest/index.ts'
import { type Running, startServer, testParts } from '../../rest/test/kit.ts'
import { innerProxy, outerProxy, startNginx, type TestNginx } from './nginx.ts'

const client = '127.0.0.2'

const lies = {
  'x-forwarded-for': '6.6.6.6, 127.0.0.1',
  forwarded: 'for=6.6.6.6;host=evil.test;proto=https',
  'x-real-ip': '6.6.6.6',
  'x-forwarded-host': 'evil.test',
  'x-forwarded-proto': 'https',
  'x-forwarded-port': '666',
  'x-user-id': 'admin',
  'true-client-ip': '6.6.6.6',
}

/** What the app took the client for. */
interface Seen {
  keys: string[]
  addresses: unknown[]
  hosts: string[]
  warnings: string[]
}

type Way = 'direct' | 'inner' | 'outer'

describe.skipIf(!has('nginx'))('needs nginx: behind nginx', () => {
  const running = new Map<string, { app: Running; nginx: TestNginx; seen: Seen }>()

  beforeAll(async () => {
    for (const trust of ['0', '1', '2', `${outerProxy},${innerProxy}`]) {
      const seen: Seen = { keys: [], addresses: [], hosts: [], warnings: [] }
      const app = await startServer(watched(trust, seen))
      running.set(trust, { app, seen, nginx: await startNginx(Number(new URL(app.url).port)) })
    }
  })
  afterAll(async () => {
    for (const { app, nginx } of running.values()) {
      await nginx.stop()
      await app[Symbol.asyncDispose]()
    }
  })

  async function ask(trust: string, way: Way, headers: Record<string, string>) {
    const { app, nginx, seen } = running.get(trust) as NonNullable<ReturnType<typeof running.get>>
    Object.assign(seen, { keys: [], addresses: [], hosts: [] })
    const port = way === 'direct' ? Number(new URL(app.url).port) : nginx[way]
    const { promise, resolve, reject } = Promise.withResolvers<import('node:http').IncomingMessage>()
    const options = { host: '127.0.0.1', port, path: '/api/notes', localAddress: client, agent: false }
    request({ ...options, headers: { ...headers, host: 'shop.test' } }, resolve)
      .on('error', reject)
      .end()
    const answer = await promise
    return { status: answer.statusCode, headers: answer.headers, body: await text(answer), seen }
  }

  const networks = `${outerProxy},${innerProxy}`

  test.each<[string, Way, string]>([
    ['0', 'direct', client],
    ['0', 'inner', innerProxy],
    ['1', 'inner', client],
    ['2', 'outer', client],
    // One proxy more than declared: its address, which is true, and never the client's claim.
    ['1', 'outer', outerProxy],
    // One less: what the proxy wrote is all that counts.
    [networks, 'direct', client],
    [networks, 'inner', client],
    [networks, 'outer', client],
  ])(
    '4.1.3 15.3.4 TRUST_PROXY=%s, asked %s: limiter key and log have the real peer %s, whatever is claimed',
    async (trust, way, address) => {
      const { status, seen, body, headers } = await ask(trust, way, lies)
      expect(status).toBe(200)
      expect(seen.keys).toEqual([address])
      expect(seen.addresses).toEqual([address])
      expect(seen.hosts).toEqual(['shop.test'])
      expect(body + JSON.stringify(headers)).not.toMatch(/evil|6\.6\.6\.6/)
    },
  )

  test('15.3.4 without claims it is the same', async () => {
    for (const [trust, way] of [
      ['1', 'inner'],
      ['2', 'outer'],
      [networks, 'outer'],
    ] as const) {
      expect((await ask(trust, way, {})).seen.keys).toEqual([client])
    }
  })

  test('what does not fit is said once: a proxy that nobody declared', async () => {
    for (let time = 0; time < 3; time++) await ask('0', 'inner', {})
    const { seen } = await ask('0', 'inner', {})
    expect(seen.warnings).toEqual([
      'requests come through a proxy, and all its clients share one limit: set TRUST_PROXY',
    ])
  })

  test('and fewer proxies than were counted', async () => {
    for (let time = 0; time < 3; time++) await ask('2', 'inner', {})
    const { seen } = await ask('2', 'inner', {})
    expect(seen.warnings).toEqual(['requests pass fewer proxies than TRUST_PROXY says'])
  })

  test('13.4.5 metrics and health details are not for who comes through a proxy', async () => {
    const { nginx } = running.get('1') as NonNullable<ReturnType<typeof running.get>>
    const ready = await fetch(`http://127.0.0.1:${nginx.inner}/health/ready`)
    expect(await ready.json()).toEqual({ status: 'ok' })
  })
})

function watched(trustProxy: string, seen: Seen): RestParts {
  const log: Log = {
    ...silentLog,
    info: (details, message) =>
      void (message === 'request' && seen.addresses.push((details as Record<string, unknown>).address)),
    warn: (_, message) => void seen.warnings.push(message),
  }
  const limit: RestParts['limit'] = async (name, key) => {
    seen.keys.push(key)
    return { allowed: true, name, limit: 100, seconds: 60, remaining: 99, resetSeconds: 60 }
  }
  const identify: RestParts['identify'] = (_, { host }) => {
    seen.hosts.push(host)
    return nobodyActor
  }
  return testParts({ log, limit, identify, options: { trustProxy } })
}
