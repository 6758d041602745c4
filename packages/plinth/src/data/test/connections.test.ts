import { once } from 'node:events'
import net from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sessionConfig } from '../connect.ts'
import { Pipeline } from '../connections/pipeline.ts'
import { type OpenDatabase, openDatabase } from '../open.ts'
import type { TestDatabase } from '../testing.ts'
import { kinds, sql } from './servers.ts'

const nobody = { tenant: null }
const count = 'select count(*)::int as count from counters'

describe.each(kinds)('connections to %s', (_title, make) => {
  let server: TestDatabase
  let database: OpenDatabase
  const others: OpenDatabase[] = []

  beforeAll(async () => {
    server = await make({ sql, lanes: 3 })
    database = server.database
  })
  afterAll(async () => {
    await Promise.all(others.map(other => other.stop()))
    await server?.stop()
  })

  const open = async (options: object): Promise<OpenDatabase> => {
    const other = openDatabase({ app: server.app, owner: server.owner, ...options })
    others.push(other)
    await other.start()
    return other
  }
  const kill = (which: string): Promise<unknown> =>
    server.asOwner(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where usename = 'plinth_app' and datname = current_database() and ${which}`,
    )
  /** Waits until this many statements with a word in them run. */
  const running = async (word: string, many: number): Promise<void> => {
    const text = `select 1 from pg_stat_activity where query like '%' || $1 || '%' and state = 'active'
      and usename = 'plinth_app' and datname = current_database()`
    while ((await server.asOwner(text, [word])).length < many);
  }
  const readMany = (many: number): Promise<unknown[]>[] =>
    Array.from({ length: many }, () => database.read({ name: 'count', text: count }, [], nobody))

  test('reads open more connections when they are busy, and spread over them', async () => {
    while (database.stats().pipeline.open < 3) await Promise.all(readMany(100))
    const text = 'select pg_backend_pid() as pid, pg_sleep(0.001)'
    const rows = await Promise.all(
      Array.from({ length: 30 }, () => database.read<{ pid: number }>({ text }, [], nobody)),
    )
    const perConnection = Map.groupBy(rows.flat(), row => row.pid)
    expect([...perConnection.values()].map(each => each.length)).toEqual([10, 10, 10])
  })

  test('when the shared connections are killed in mid-flight, every read is answered all the same', async () => {
    await Promise.all(readMany(10))
    const { opened } = database.stats().pipeline
    const text = 'select pg_backend_pid() as pid, pg_sleep(0.2)'
    const slow = Array.from({ length: 3 }, () => database.read<{ pid: number }>({ name: 'slow', text }, [], nobody))
    const behind = readMany(60)
    await running('pg_sleep', 3)
    await kill("query like '%pg_sleep%' and state = 'active'")
    expect((await Promise.all(slow)).flat()).toHaveLength(3)
    expect(await Promise.all(behind)).toEqual(behind.map(() => [{ count: 3 }]))
    expect(database.stats().pipeline.opened).toBeGreaterThan(opened)
    expect(database.stats().pipeline.inFlight).toBe(0)
  })

  test('a write whose connection is killed is a 503 and not sent again, its neighbours live', async () => {
    const text = 'update counters set value = value + 1, short_code = left(pg_sleep(0.2)::text, 1) where id = $1'
    const victim = database.write({ text: `${text} /* victim */` }, [1], nobody)
    const killed = expect(victim).rejects.toMatchObject({ code: 'UNAVAILABLE', status: 503 })
    const neighbour = database.write({ text }, [2], nobody)
    await running('victim', 1)
    await kill("query like '%/* victim */'")
    await killed
    await neighbour
    expect(await server.asOwner('select value from counters where id in (1, 2) order by id')).toEqual([
      { value: 0 },
      { value: 1 },
    ])
  })

  test('a transaction whose connection is killed fails with all it did, and the next one works', async () => {
    const add = { text: 'update counters set value = value + 1 where id = 3' }
    const work = database.transaction(nobody, async () => {
      await database.write(add, [], nobody)
      await kill("state = 'idle in transaction'")
      await database.write(add, [], nobody)
    })
    await expect(work).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await database.transaction(nobody, () => database.write(add, [], nobody))
    expect(await server.asOwner('select value from counters where id = 3')).toEqual([{ value: 1 }])
  })

  test('connections that die while idle are replaced without a word', async () => {
    await Promise.all([...readMany(20), database.write({ text: count }, [], nobody)])
    await kill('true')
    expect(await Promise.all(readMany(20))).toHaveLength(20)
    expect(await database.write({ text: count }, [], nobody)).toEqual([{ count: 3 }])
    expect(await database.check?.()).toMatchObject({ status: 'ok' })
  })

  test('while the database lets nobody in, all is a 503 within seconds; afterwards all works again', async () => {
    const name = server.name
    await server.asOwner(`revoke connect on database ${name} from public`)
    await kill('true')
    const started = performance.now()
    expect(await database.check?.()).toMatchObject({ status: 'failing' })
    expect(performance.now() - started).toBeLessThan(1_500)
    const [read, write] = await Promise.allSettled([...readMany(1), database.write({ text: count }, [], nobody)])
    expect(read).toMatchObject({ reason: { code: 'UNAVAILABLE' } })
    expect(write).toMatchObject({ reason: { code: 'UNAVAILABLE' } })
    expect(performance.now() - started).toBeLessThan(4_500)
    await server.asOwner(`grant connect on database ${name} to public`)
    expect(await Promise.all(readMany(5))).toHaveLength(5)
    expect(await database.write({ text: count }, [], nobody)).toEqual([{ count: 3 }])
  })

  test('a pool with nothing left answers 503 after 2 s, and those beyond its queue at once', async () => {
    const small = await open({ pool: 1 })
    const { promise: end, resolve } = Promise.withResolvers<void>()
    const { promise: held, resolve: holding } = Promise.withResolvers<void>()
    const long = small.transaction(nobody, async () => {
      await small.write({ text: count }, [], nobody)
      holding()
      await end
    })
    await held
    const started = performance.now()
    const waited: number[] = []
    const writes = Promise.allSettled(
      Array.from({ length: 1_005 }, () =>
        small.write({ text: count }, [], nobody).catch(error => {
          waited.push(performance.now() - started)
          throw error
        }),
      ),
    )
    expect(await small.read({ text: count }, [], nobody)).toEqual([{ count: 3 }])
    const results = await writes
    expect(new Set(results.map(result => (result as PromiseRejectedResult).reason.code))).toEqual(
      new Set(['DATABASE_BUSY']),
    )
    expect(waited.filter(each => each < 1_500)).toHaveLength(5)
    expect(Math.max(...waited)).toBeLessThan(4_000)
    resolve()
    await long
    expect(await small.write({ text: count }, [], nobody)).toEqual([{ count: 3 }])
  })

  test('prepared plans that a migration made outdated are made anew', async () => {
    await server.asOwner('create table shapes as select 1 as a; grant select on shapes to plinth_app')
    const statement = { name: 'shape', text: 'select * from shapes' }
    const everywhere = (): Promise<unknown[]> =>
      Promise.all([
        ...Array.from({ length: 12 }, () => database.read(statement, [], nobody)),
        ...Array.from({ length: 6 }, () => database.write(statement, [], nobody)),
        ...Array.from({ length: 3 }, () => database.transaction(nobody, () => database.read(statement, [], nobody))),
      ])
    expect(await everywhere()).toEqual(Array.from({ length: 21 }, () => [{ a: 1 }]))
    await server.asOwner('alter table shapes add b int default 2')
    expect(await everywhere()).toEqual(Array.from({ length: 21 }, () => [{ a: 1, b: 2 }]))
  })

  test('a connection remembers no more than 500 plans', async () => {
    const one = await open({ lanes: 1 })
    for (let i = 0; i < 520; i++) await one.read({ name: `plan_${i}`, text: `select ${i} as n` }, [], nobody)
    const text = "select count(*)::int as plans from pg_prepared_statements where name like 'plan_%'"
    const [kept] = await one.read<{ plans: number }>({ text }, [], nobody)
    expect(kept?.plans).toBeLessThanOrEqual(500)
    expect(kept?.plans).toBeGreaterThan(490)
    expect(await one.read({ name: 'plan_519', text: 'select 519 as n' }, [], nobody)).toEqual([{ n: 519 }])
  })

  test('the server bounds every statement, and connections say who they are', async () => {
    const text = `select current_setting('statement_timeout') as statement, current_setting('timezone') as zone,
      current_setting('application_name') as name`
    const expected = [{ statement: '10s', zone: 'UTC', name: 'plinth' }]
    expect(await database.read({ text }, [], nobody)).toEqual(expected)
    expect(await database.write({ text }, [], nobody)).toEqual(expected)
    const cancel = { text: 'select pg_cancel_backend(pg_backend_pid()), pg_sleep(1)' }
    await expect(database.read(cancel, [], nobody)).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT', status: 503 })
  })

  test('a connection that falls silent is cut, and its reads are answered over another', async () => {
    const { host, port } = server.app.config
    const socket = path.join(host ?? '', `.s.PGSQL.${port}`)
    const proxy = await openProxy(socket)
    const config = sessionConfig(
      { ...server.app, config: { ...server.app.config, host: '127.0.0.1', port: proxy.port } },
      'silent',
    )
    const pipeline = new Pipeline({ config, lanes: 1, silence: 150, onAnswer: () => undefined })
    const call = { statement: { text: count }, values: [], tenant: '' }
    await pipeline.start(async () => undefined)
    await pipeline.read(call)
    proxy.silence()
    expect((await pipeline.read(call)).rows).toEqual([{ count: 3 }])
    expect(pipeline.stats().opened).toBe(2)
    await pipeline.stop(1_000)
    await proxy.close()
  })

  test('stop lets what is in hand finish, and may come twice or before start', async () => {
    const one = await open({})
    const sleep = { text: 'select pg_sleep(0.05)' }
    const working = Promise.all([one.read(sleep, [], nobody), one.write(sleep, [], nobody)])
    await one.write({ text: count }, [], nobody)
    await Promise.all([one.stop(), one.stop()])
    expect(await working).toHaveLength(2)
    await expect(one.read({ text: count }, [], nobody)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await expect(one.write({ text: count }, [], nobody)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await openDatabase({ app: server.app, owner: server.owner }).stop()
  })
})

interface Proxy {
  readonly port: number
  /** Lets nothing more come through the connections that are open now. */
  silence(): void
  close(): Promise<void>
}

/** Stands between a client and a socket, as a network does. */
async function openProxy(socket: string): Promise<Proxy> {
  const pairs: net.Socket[] = []
  const proxy = net.createServer(client => {
    const server = net.connect(socket)
    pairs.push(client, server)
    for (const end of [client, server]) end.on('error', () => undefined)
    client.pipe(server).pipe(client)
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return {
    port: (proxy.address() as net.AddressInfo).port,
    silence() {
      for (const end of pairs) end.unpipe().pause()
    },
    async close() {
      for (const end of pairs) end.destroy()
      proxy.close()
      await once(proxy, 'close')
    },
  }
}
