import net from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silentLog } from '../../observability/index.ts'
import { type Login, loginsOf, urlLogin } from '../connect.ts'
import { type DatabaseOptions, type OpenDatabase, openDatabase } from '../open.ts'
import { requireIsoDates } from '../role.ts'
import type { TestDatabase } from '../testing.ts'
import { kinds, sql } from './servers.ts'

const nobody = { tenant: null }

describe('a database that cannot be reached', () => {
  const failure = async (url: string): Promise<unknown> => {
    const login = urlLogin('DATABASE_URL', url)
    const database = openDatabase({ app: login, owner: login })
    const error = await database.start().catch(caught => caught)
    await database.stop()
    return error
  }

  test('says the variable, its value without the password, the reason and the mend', async () => {
    const free = net.createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => free.once('listening', resolve))
    const { port } = free.address() as net.AddressInfo
    await new Promise(resolve => free.close(resolve))
    const error = await failure(`postgres://shop:hunter2@127.0.0.1:${port}/shop`)
    expect(error).toMatchObject({
      code: 'DATABASE_UNREACHABLE',
      status: 503,
      message: `DATABASE_URL (postgres://***@127.0.0.1:${port}): nothing listens there`,
      hint: 'Start PostgreSQL there, or correct DATABASE_URL.',
    })
    expect(JSON.stringify(error)).not.toContain('hunter2')
  })

  test('names a host that nobody knows', async () => {
    expect(await failure('postgres://shop:hunter2@no-such-host.invalid/shop')).toMatchObject({
      code: 'DATABASE_UNREACHABLE',
      hint: expect.stringMatching(/host|name server/),
    })
  })

  test('waits 2 s for one that says nothing', async () => {
    const mute = net.createServer(() => undefined).listen(0, '127.0.0.1')
    await new Promise(resolve => mute.once('listening', resolve))
    const { port } = mute.address() as net.AddressInfo
    const started = performance.now()
    const error = await failure(`postgres://shop@127.0.0.1:${port}/shop`)
    expect(error).toMatchObject({ message: expect.stringContaining('does not answer within 2 s') })
    expect(performance.now() - started).toBeLessThan(3_000)
    mute.close()
  })

  test('is missed when neither a URL nor the embedded one is there', () => {
    const config = { DATABASE_URL: undefined, DATABASE_DIRECT_URL: undefined }
    expect(() => loginsOf(config)).toThrow('DATABASE_URL (not set): there is no embedded PostgreSQL to use instead')
  })

  test.each(['SQL, DMY', 'German, DMY', 'Postgres, MDY'])('is refused when it prints dates as %s', style => {
    const login = urlLogin('DATABASE_URL', 'postgres://shop:hunter2@localhost/shop')
    expect(() => requireIsoDates(login, style)).toThrow(`it prints dates as ${style}`)
    expect(() => requireIsoDates(login, 'ISO, DMY')).not.toThrow()
  })

  test('options of a URL are kept beside ours', () => {
    const { config } = urlLogin('DATABASE_URL', 'postgres://h/d?options=-c%20work_mem%3D8MB&sslmode=disable')
    expect(config).toEqual({ connectionString: 'postgres://h/d?sslmode=disable', options: '-c work_mem=8MB' })
  })
})

describe.each(kinds)('logins of %s', (_title, make) => {
  let server: TestDatabase
  const opened: OpenDatabase[] = []
  const warnings: string[] = []

  beforeAll(async () => {
    server = await make({ sql })
    await server.asOwner("insert into notes (tenant_id, title) values ('ada', 'hers'), ('bob', 'his')")
  })
  afterAll(async () => {
    await Promise.all(opened.map(database => database.stop()))
    await server?.stop()
  })

  const open = async (app: Login, options: Partial<DatabaseOptions> = {}): Promise<OpenDatabase> => {
    const log = { ...silentLog, warn: (_details: object, message: string) => warnings.push(message) }
    const database = openDatabase({ app, owner: server.owner, log, ...options })
    opened.push(database)
    await database.start()
    return database
  }

  test('the app role is fit for production', async () => {
    warnings.length = 0
    const database = await open(server.app, { production: true })
    expect(await database.read({ text: 'select current_user::text as role' }, [], nobody)).toEqual([
      { role: 'plinth_app' },
    ])
    expect(warnings).toEqual([])
  })

  test('production refuses a superuser, and says how to make a login', async () => {
    await expect(open(server.owner, { production: true })).rejects.toMatchObject({
      code: 'DATABASE_ROLE',
      message: expect.stringContaining('postgres is not bound by row-level security: it is a superuser'),
      hint: expect.stringContaining('IN ROLE plinth_app'),
    })
  })

  test('development switches a superuser to the app role, warns once, and policies bind', async () => {
    warnings.length = 0
    const database = await open(server.owner)
    expect(warnings).toEqual(['the database login bypasses row-level security: using plinth_app instead'])
    const titles = { text: 'select title, current_user::text as role from notes' }
    const hers = [{ title: 'hers', role: 'plinth_app' }]
    expect(await database.read(titles, [], { tenant: 'ada' })).toEqual(hers)
    expect(await database.write(titles, [], { tenant: 'ada' })).toEqual(hers)
    await database.write({ text: 'reset role' }, [], { tenant: 'ada' })
    expect(await database.write(titles, [], { tenant: 'ada' })).toEqual(hers)
    expect(await database.write(titles, [], nobody)).toEqual([])
  })

  test('one that may become the owner of a table counts as the owner', async () => {
    // Roles belong to the server, which other tests share: these are made and dropped here.
    const names = [`owner_${process.pid}`, `member_${process.pid}`] as const
    await server.asOwner(`create role ${names[0]} nologin`)
    await server.asOwner(`create role ${names[1]} nologin in role ${names[0]}`)
    await server.asOwner(`create table owned (id int); alter table owned owner to ${names[0]}`)
    const become: Login = { ...server.owner, config: { ...server.owner.config, options: `-c role=${names[1]}` } }
    await expect(open(become, { production: true })).rejects.toMatchObject({
      message: expect.stringContaining('it owns tables, or may become their owner'),
    })
    await server.asOwner('drop table owned')
    for (const name of names.toReversed()) await server.asOwner(`drop role ${name}`)
  })

  test('a database that is not there is named with its mend', async () => {
    const gone: Login = { ...server.app, config: { ...server.app.config, database: 'gone' } }
    await expect(open(gone)).rejects.toMatchObject({
      hint: 'Create the database, or correct its name in DATABASE_URL.',
    })
  })

  test('counts what it does, and tells a histogram', async () => {
    const told: string[] = []
    const database = await open(server.app, { onStatement: (kind, seconds) => seconds >= 0 && told.push(kind) })
    await database.read({ text: 'select 1' }, [], nobody)
    await database.write({ text: 'select 1' }, [], nobody)
    await database.transaction(nobody, () => database.read({ text: 'select 1' }, [], nobody))
    expect(told).toEqual(['read', 'write', 'transaction'])
    expect(database.stats()).toMatchObject({
      wire: 'scoped',
      statements: { read: 1, write: 1, transaction: 1 },
      pool: { size: 20, open: 1, idle: 1, waiting: 0 },
      pipeline: { open: 1, inFlight: 0, opened: 1 },
    })
  })
})
