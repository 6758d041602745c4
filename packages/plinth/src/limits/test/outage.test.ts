import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { has } from '../../../../../scripts/services.ts'
import { withDatabase } from '../../data/testing.ts'
import { type Log, silentLog } from '../../observability/index.ts'
import type { LimitsDriver } from '../driver.ts'
import { PostgresDriver } from '../drivers/postgres.ts'
import { RedisDriver } from '../drivers/redis.ts'
import { GuardedDriver } from '../guarded.ts'
import { type Limits, limitsOn } from '../limits.ts'
import { resolveLimits } from '../options.ts'
import { startRedis, type TestRedis } from './redis.ts'

const config = resolveLimits({ api: { points: 3 }, auth: { points: 2 } })

/** What was logged, by level. */
function recorder(): { log: Log; lines: string[] } {
  const lines: string[] = []
  const note = (level: string) => (_: object, message: string) => void lines.push(`${level} ${message}`)
  return { log: { ...silentLog, warn: note('warn'), info: note('info'), error: note('error') }, lines }
}

async function burst(limits: Limits, name: 'api' | 'auth', key: string): Promise<boolean[]> {
  const hits = []
  for (let request = 0; request < 4; request++) hits.push(await limits.hit(name, key))
  return hits.map(hit => hit.allowed)
}

const lost = 'warn the store of limits does not answer: counting in memory, each instance apart'
const back = 'info the store of limits answers again'

/** The instance is ready, and counts in the store again. */
async function recovered(limits: Limits): Promise<void> {
  await vi.waitFor(async () => expect(await limits.check?.()).toEqual({ status: 'ok' }), { timeout: 10_000 })
}

describe.skipIf(!has('redis'))('needs redis: 16.5.2 a Redis that goes away', () => {
  let redis: TestRedis
  let driver: LimitsDriver
  let limits: Limits
  const { log, lines } = recorder()

  beforeAll(async () => {
    redis = await startRedis()
    driver = new GuardedDriver(new RedisDriver({ url: redis.url, variable: 'LIMITS_URL', backend: 'shop' }), log)
    limits = limitsOn(driver, config)
    await limits.start()
  })
  afterAll(async () => {
    await limits?.stop()
    await redis?.stop()
  })

  test('16.5.2 every limit holds in memory with the same numbers, logins too; it is said once, and no request waits', async () => {
    expect(await limits.check?.()).toEqual({ status: 'ok' })
    await redis.halt()
    const began = performance.now()
    expect(await burst(limits, 'api', 'a')).toEqual([true, true, true, false])
    expect(await burst(limits, 'auth', 'a')).toEqual([true, true, false, false])
    expect(performance.now() - began).toBeLessThan(400)
    expect(await limits.check?.()).toMatchObject({ status: 'degraded' })
    expect(lines).toEqual([lost])
  })

  test('16.5.2 delays after failures go on', async () => {
    const penalties = limits.penalties('login', { free: 2 })
    expect([await penalties.attempt('ada'), await penalties.attempt('ada')]).toEqual([0, 0])
    expect(await penalties.attempt('ada')).toBe(1)
  })

  test('16.5.2 it is used again when it is back, without a restart', async () => {
    await redis.begin()
    await recovered(limits)
    expect(lines).toEqual([lost, back])
    await limits.hit('api', 'b')
    expect(await driver.read({ space: 'api', key: 'b' })).toMatchObject({ used: 1 })
  })
})

describe.skipIf(!has('redis'))('needs redis: 16.5.2 a Redis that hangs', () => {
  test('16.5.2 one request waits half a second, the others not at all', async () => {
    const redis = await startRedis()
    const { log, lines } = recorder()
    const store = new RedisDriver({ url: redis.url, variable: 'LIMITS_URL', backend: 'shop' })
    const limits = limitsOn(new GuardedDriver(store, log), config)
    await limits.start()
    process.kill(redis.pid, 'SIGSTOP')
    try {
      const began = performance.now()
      expect((await limits.hit('api', 'a')).allowed).toBe(true)
      expect(performance.now() - began).toBeGreaterThan(400)
      const next = performance.now()
      expect(await burst(limits, 'api', 'a')).toEqual([true, true, false, false])
      expect(performance.now() - next).toBeLessThan(100)
      process.kill(redis.pid, 'SIGCONT')
      await recovered(limits)
      expect(lines).toEqual([lost, back])
    } finally {
      process.kill(redis.pid, 'SIGCONT')
      await limits.stop()
      await redis.stop()
    }
  })
})

test('16.5.2 16.5.3 a database that refuses to count is no reason to let anything through, and none to be not ready', async () => {
  const server = await withDatabase()
  const { log, lines } = recorder()
  const limits = limitsOn(new GuardedDriver(new PostgresDriver(server.database), log), config)
  await limits.start()
  try {
    await limits.hit('api', 'a')
    await server.asOwner('revoke all on plinth.limits from plinth_app')
    expect(await burst(limits, 'auth', 'a')).toEqual([true, true, false, false])
    expect(await limits.check?.()).toMatchObject({ status: 'degraded' })
    await server.asOwner('grant select, insert, update, delete on plinth.limits to plinth_app')
    await recovered(limits)
    expect(lines).toEqual([lost, back])
  } finally {
    await limits.stop()
    await server.stop()
  }
})

test('14.2.1 the store holds no address, no e-mail and no id', async () => {
  const server = await withDatabase()
  const limits = limitsOn(new GuardedDriver(new PostgresDriver(server.database), silentLog), config)
  try {
    await limits.hit('api', '192.0.2.77')
    await limits.penalties('login').attempt('ada@example.com')
    const rows = await server.asOwner<{ key: string }>('select key from plinth.limits order by key')
    expect(rows.map(({ key }) => key)).toEqual([
      expect.stringMatching(/^api:[\w-]{22}$/),
      expect.stringMatching(/^login-failures:[\w-]{22}$/),
    ])
  } finally {
    await server.stop()
  }
})
