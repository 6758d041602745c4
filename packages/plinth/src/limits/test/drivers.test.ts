import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { has } from '../../../../../scripts/services.ts'
import { kinds } from '../../data/test/servers.ts'
import type { TestDatabase } from '../../data/testing.ts'
import type { LimitsDriver } from '../driver.ts'
import { MemoryDriver } from '../drivers/memory.ts'
import { PostgresDriver } from '../drivers/postgres.ts'
import { RedisDriver } from '../drivers/redis.ts'
import { limitsDriverCases } from '../testing.ts'
import { freePort, startRedis, type TestRedis } from './redis.ts'

describe.each(limitsDriverCases)('memory $title', ({ run }) => {
  test('in one process', async () => {
    const driver = new MemoryDriver()
    await run(driver, driver)
  })
})

describe.each(kinds)('%s', (_, make) => {
  let server: TestDatabase
  const drivers: PostgresDriver[] = []

  beforeAll(async () => {
    server = await make({})
    for (let instance = 0; instance < 2; instance++) drivers.push(new PostgresDriver(server.database))
    await Promise.all(drivers.map(driver => driver.start()))
  })
  afterAll(async () => {
    await Promise.all(drivers.map(driver => driver.stop()))
    await server?.stop()
  })

  test.each(limitsDriverCases)('$title', ({ run }) => run(...pairOf(drivers)))

  test('a count stays when the transaction around it is rolled back', async () => {
    const [driver] = pairOf(drivers)
    const at = { space: 'test', key: 'rolled back' }
    const failed = server.database.transaction({ tenant: null }, async () => {
      await driver.count(at, 60)
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await driver.read(at)).toMatchObject({ used: 1 })
  })

  test('rows whose window is over are swept, others stay', async () => {
    const driver = drivers[0] as PostgresDriver
    await server.asOwner('truncate plinth.limits')
    await driver.count({ space: 'test', key: 'stays' }, 60)
    await server.asOwner(`insert into plinth.limits values ('test:old', 3, $1)`, [Date.now() - 1])
    await driver.sweep()
    expect(await server.asOwner('select key from plinth.limits')).toEqual([{ key: 'test:stays' }])
  })

  test('no commit waits for the disk: the table is unlogged', async () => {
    const rows = await server.asOwner(`select relpersistence from pg_class where oid = 'plinth.limits'::regclass`)
    expect(rows).toEqual([{ relpersistence: 'u' }])
  })
})

describe.skipIf(!has('redis'))('needs redis: Redis of Debian', () => {
  let redis: TestRedis
  const drivers: RedisDriver[] = []

  beforeAll(async () => {
    redis = await startRedis()
    const options = { url: redis.url, variable: 'LIMITS_URL', backend: 'shop' }
    for (let instance = 0; instance < 2; instance++) drivers.push(new RedisDriver(options))
    await Promise.all(drivers.map(driver => driver.start()))
  })
  afterAll(async () => {
    await Promise.all(drivers.map(driver => driver.stop()))
    await redis?.stop()
  })

  test.each(limitsDriverCases)('$title', ({ run }) => run(...pairOf(drivers)))

  test('backends on one Redis count apart', async () => {
    const other = new RedisDriver({ url: redis.url, variable: 'REDIS_URL', backend: 'blog' })
    await other.start()
    const at = { space: 'test', key: 'apart' }
    await pairOf(drivers)[0].count(at, 60)
    expect((await other.count(at, 60)).used).toBe(1)
    await other.stop()
  })

  test.each([
    [
      'a port where nobody listens',
      async () => `redis://:canary@127.0.0.1:${await freePort()}`,
      'nothing listens there',
    ],
    ['a host that is not known', async () => 'redis://:canary@nowhere.invalid:6379', 'the host is not known'],
  ])('%s stops the start with the variable, the masked URL and the mend', async (_, urlOf, reason) => {
    const url = await urlOf()
    const driver = new RedisDriver({ url, variable: 'REDIS_URL', backend: 'shop' })
    const refused = await driver.start().catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'LIMITS_UNREACHABLE', details: { variable: 'REDIS_URL', reason } })
    expect(String(refused)).not.toContain('canary')
    await driver.stop()
  })

  test('a wrong password stops the start', async () => {
    const locked = await startRedis('--requirepass', 'right')
    const driver = new RedisDriver({
      url: locked.url.replace('//', '//:wrong@'),
      variable: 'LIMITS_URL',
      backend: 'shop',
    })
    const refused = await driver.start().catch((error: unknown) => error)
    expect(refused).toMatchObject({ details: { reason: 'the password is wrong or missing' } })
    await driver.stop()
    await locked.stop()
  })
})

function pairOf(drivers: readonly LimitsDriver[]): [LimitsDriver, LimitsDriver] {
  return [drivers[0] as LimitsDriver, drivers[1] as LimitsDriver]
}
