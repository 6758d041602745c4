import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sessionConfig } from '../connect.ts'
import type { TestDatabase } from '../testing.ts'
import type { Wire } from '../wire/call.ts'
import { prepareClient } from '../wire/prepare.ts'
import { scopedWire } from '../wire/scoped-query.ts'
import { chooseWire } from '../wire/self-test.ts'
import { transactionalWire } from '../wire/transactional.ts'
import { kinds, sql } from './servers.ts'

const setting = { text: "select current_setting('app.tenant_id', true) as tenant, current_user as role" }

describe.each(kinds)('isolation on %s', (_title, make) => {
  let server: TestDatabase
  const clients: pg.Client[] = []

  beforeAll(async () => {
    server = await make({ sql })
    await server.asOwner("insert into notes (tenant_id, title) values ('ada', 'hers'), ('bob', 'his')")
  })
  afterAll(async () => {
    await Promise.all(clients.map(client => client.end()))
    await server?.stop()
  })

  const connect = async (pipeline: boolean): Promise<pg.Client> => {
    const client = new pg.Client({ ...sessionConfig(server.app, 'test'), pipeline })
    clients.push(client)
    await client.connect()
    await prepareClient(client)
    return client
  }
  const titles = async (wire: Wire, client: pg.Client, tenant: string): Promise<unknown[]> =>
    (await wire.alone(client, { statement: { text: 'select title from notes' }, values: [], tenant })).rows

  test.each([scopedWire, transactionalWire])('a setting of the $name wire dies with its statement', async wire => {
    const client = await connect(false)
    expect(await titles(wire, client, 'ada')).toEqual([{ title: 'hers' }])
    expect((await client.query(setting.text)).rows[0].tenant).toBe('')
    await expect(
      wire.alone(client, { statement: { text: 'select 1 / $1::int' }, values: ['0'], tenant: 'ada' }),
    ).rejects.toThrow('division by zero')
    expect((await client.query(setting.text)).rows[0].tenant).toBe('')
    expect((await client.query('select title from notes')).rows).toEqual([])
  })

  test.each([scopedWire, transactionalWire])('RESET ROLE and SET ROLE on the $name wire see one tenant', async wire => {
    const client = await connect(false)
    for (const text of ['reset role', 'set role none', 'reset session authorization']) {
      await wire.alone(client, { statement: { text }, values: [], tenant: 'ada' })
      expect(await titles(wire, client, 'ada')).toEqual([{ title: 'hers' }])
    }
    const become = wire.alone(client, { statement: { text: 'set role postgres' }, values: [], tenant: 'ada' })
    await expect(become).rejects.toThrow('permission denied')
  })

  test('a setting that a statement smuggles into the session is not there for the next one', async () => {
    const client = await connect(false)
    const text = "select set_config('app.tenant_id', 'bob', false)"
    await scopedWire.alone(client, { statement: { text }, values: [], tenant: 'ada' })
    expect(await titles(scopedWire, client, 'ada')).toEqual([{ title: 'hers' }])
    expect(await titles(scopedWire, client, '')).toEqual([])
  })

  test('a tenant that the server refuses fails alone, and poisons no prepared statement', async () => {
    const statement = { name: 'poison', text: 'select title from notes where id > $1' }
    const scope = { tenant: 'ada' }
    const bad = server.database.read(statement, [0], { tenant: 'a\0b' })
    const neighbours = Array.from({ length: 30 }, () => server.database.read(statement, [0], scope))
    await expect(bad).rejects.toMatchObject({ code: 'VALIDATION_FAILED' })
    expect(await Promise.all(neighbours)).toEqual(neighbours.map(() => [{ title: 'hers' }]))
  })

  test('a statement that does not parse is not taken for prepared afterwards', async () => {
    const statement = { name: 'later', text: 'select title from later_table' }
    for (let i = 0; i < 3; i++) {
      await expect(server.database.read(statement, [], { tenant: 'ada' })).rejects.toMatchObject({
        details: { sqlstate: '42P01' },
      })
    }
    await server.asOwner("create table later_table as select 'there'::text as title")
    expect(await server.database.read(statement, [], { tenant: 'ada' })).toEqual([{ title: 'there' }])
  })

  test.each(['begin', ' COMMIT', 'rollback', 'savepoint x', 'start transaction', 'end'])(
    'the command %s is refused as a statement',
    async text => {
      await expect(server.database.write({ text }, [], { tenant: 'ada' })).rejects.toMatchObject({
        code: 'TRANSACTION_COMMAND',
      })
    },
  )

  test('writes of one tenant into another are refused, and change nothing', async () => {
    const scope = { tenant: 'ada' }
    const insert = { text: "insert into notes (tenant_id, title) values ('bob', 'planted')" }
    await expect(server.database.write(insert, [], scope)).rejects.toMatchObject({ code: 'FORBIDDEN', status: 403 })
    const move = { text: "update notes set tenant_id = 'bob'" }
    await expect(server.database.write(move, [], scope)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const wipe = { text: 'delete from notes where tenant_id = $1 returning id' }
    expect(await server.database.write(wipe, ['bob'], scope)).toEqual([])
    expect(await server.asOwner("select title from notes where tenant_id = 'bob'")).toEqual([{ title: 'his' }])
  })

  test('inside a transaction each statement sees its own scope', async () => {
    const { database } = server
    const seen = await database.transaction({ tenant: 'ada' }, () =>
      Promise.all(
        ['ada', 'bob', null].map(tenant =>
          database.read({ name: 'titles', text: 'select title from notes' }, [], { tenant }),
        ),
      ),
    )
    expect(seen).toEqual([[{ title: 'hers' }], [{ title: 'his' }], []])
  })

  test('the self-test takes the scoped wire, and the plain one where settings stay or answers are mixed up', async () => {
    expect((await chooseWire(await connect(true))).name).toBe('scoped')
    const leaking = await connect(true)
    // As behind a proxy that keeps the setting: the statement that sets it is another one.
    await leaking.query('deallocate plinth_scope')
    await leaking.query("prepare plinth_scope (text) as select set_config('app.tenant_id', $1, false)")
    expect((await chooseWire(leaking)).name).toBe('transactional')
    const unprepared = new pg.Client({ ...sessionConfig(server.app, 'test'), pipeline: true })
    clients.push(unprepared)
    await unprepared.connect()
    expect((await chooseWire(unprepared)).name).toBe('transactional')
  })
})
