import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { has } from '../../../../../scripts/services.ts'
import { type TestDatabase, withDatabase } from '../../data/testing.ts'
import { startRedis } from './redis.ts'
import { type Asking, type Instance, shopSql, startInstance } from './shop.ts'

const stores: readonly (readonly [string, () => Promise<{ url: string; stop(): Promise<void> }>])[] = [
  ['one PostgreSQL', async () => ({ url: 'postgres:', stop: async () => undefined })],
  ...(has('redis') ? ([['one Redis', () => startRedis()]] as const) : []),
]

const limits = { LIMIT_API: '10', LIMIT_AUTH: '3', LIMIT_SEARCH: '2', LIMIT_USER: '4' }

describe.each(stores)('two instances on %s', (_, startStore) => {
  let place: TestDatabase
  let store: { url: string; stop(): Promise<void> }
  const instances: Instance[] = []
  let token: string

  beforeAll(async () => {
    place = await withDatabase({ sql: shopSql, pool: 4, lanes: 2 })
    store = await startStore()
    const env = { ...limits, LIMITS_URL: store.url }
    for (let count = 0; count < 2; count++) instances.push(await startInstance(place, env))
    const body = { email: 'ada@example.com', password: 'correct horse battery' }
    const { data } = (await (await asks(0, '/auth/register', { body, from: '198.51.100.1' })).json()) as {
      data: { accessToken: string }
    }
    token = data.accessToken
  })
  afterAll(async () => {
    for (const instance of instances) await instance.stop()
    await store?.stop()
    await place?.stop()
  })

  const asks = (turn: number, path: string, asking: Asking): Promise<Response> =>
    (instances[turn % 2] as Instance).ask(path, asking)

  /** Sends requests to the instances in turn, one after the other. */
  async function burst(count: number, path: string, asking: (turn: number) => Asking): Promise<Response[]> {
    const answers = []
    for (let turn = 0; turn < count; turn++) answers.push(await asks(turn, path, asking(turn)))
    return answers
  }

  const refused = (answers: readonly Response[]): Response[] => answers.filter(({ status }) => status === 429)

  test.each([
    ['requests of one address', 10, '/products', () => ({ from: '203.0.113.1' })],
    ['requests of one IPv6 network', 10, '/products', (turn: number) => ({ from: `2001:db8:1:1::${turn + 1}` })],
    [
      'logins',
      3,
      '/auth/login',
      () => ({ from: '203.0.113.2', body: { email: 'ada@example.com', password: 'guess' } }),
    ],
    [
      'registrations',
      3,
      '/auth/register',
      (turn: number) => ({
        from: '203.0.113.3',
        body: { email: `${turn}-${Math.random()}@example.com`, password: 'a' },
      }),
    ],
    ['searches', 2, '/products?search=chair', () => ({ from: '203.0.113.4' })],
    [
      'requests of one user from everywhere',
      4,
      '/whoami',
      (turn: number) => ({ from: `203.0.113.${100 + turn}`, token }),
    ],
  ])('2.4.1 a burst of %s is refused after %i, whichever instance is asked', async (_, allowed, path, asking) => {
    const answers = await burst(allowed + 4, path, asking)
    expect(answers.findIndex(({ status }) => status === 429)).toBe(allowed)
    expect(refused(answers)).toHaveLength(4)
    for (const { headers } of refused(answers)) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(50)
      expect(headers.get('ratelimit')).toMatch(/"\w+";r=0;t=\d+$/)
      expect(headers.get('ratelimit-policy')).toMatch(/"\w+";q=\d+;w=60$/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  test('a refused search leaves lists alone', async () => {
    const answers = await burst(4, '/products?search=chair', () => ({ from: '203.0.113.5' }))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 429])
    expect((await asks(0, '/products', { from: '203.0.113.5' })).status).toBe(200)
  })

  test('every counted answer names all limits that counted it', async () => {
    const { headers } = await asks(0, '/products?search=table', { from: '203.0.113.6' })
    expect(headers.get('ratelimit-policy')).toBe('"api";q=10;w=60, "search";q=2;w=60')
    expect(headers.get('ratelimit')).toMatch(/^"api";r=9;t=\d+, "search";r=1;t=\d+$/)
  })
})

test.each([
  ['LIMITS_UNREACHABLE', { REDIS_URL: 'redis://:canary@127.0.0.1:1' }],
  ['HTTP_TRUST_PROXY_INVALID', { TRUST_PROXY: 'true' }],
])('%s stops the start, and nothing is left running', async (code, env) => {
  const place = await withDatabase({ sql: shopSql, pool: 4, lanes: 2 })
  try {
    const connections = () => place.asOwner('select from pg_stat_activity where datname = current_database()')
    const before = (await connections()).length
    const refused = await startInstance(place, env).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code })
    expect(String(refused)).not.toContain('canary')
    await vi.waitFor(async () => expect(await connections()).toHaveLength(before))
  } finally {
    await place.stop()
  }
})

test('4.1.3 a client cannot make up an address for itself, nor a user', async () => {
  const place = await withDatabase({ sql: shopSql, pool: 4, lanes: 2 })
  const instance = await startInstance(place, { LIMIT_API: '3' })
  try {
    const statuses = []
    for (let lie = 0; lie < 5; lie++) {
      statuses.push((await instance.ask('/products', { from: `6.6.6.${lie}, 203.0.113.9` })).status)
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429])
  } finally {
    await instance.stop()
    await place.stop()
  }
})
