import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { platformSql } from '../../platform/index.ts'
import type { TestServer } from '../../test/debian.ts'
import { formatStatus, migrate, resolveMigration, status } from '../index.ts'
import { makePlace, type Place, serverKinds, withPlainOwner } from './servers.ts'

const failing = (code: string, text?: string) =>
  expect.objectContaining({ code, ...(text === undefined ? {} : { message: expect.stringContaining(text) }) })

describe.each(serverKinds)('on %s', (_, start) => {
  let server: TestServer
  let place: Place
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    place = await makePlace(server)
  })
  const run = (options: { wait?: number } = {}) => migrate({ owner: place.owner, folder: place.folder, ...options })
  const tables = async () =>
    (
      await place.rows<{ t: string }>("select tablename as t from pg_tables where schemaname = 'public' order by 1")
    ).map(row => row.t)

  describe('a migration that fails', () => {
    test('is named with its line, and nothing of it is kept', async () => {
      place.write('0001_good.sql', 'create table good (id int);')
      place.write('0002_bad.sql', 'create table half (id int);\n\n-- why\nalter table good\n  add column id int;\n')
      await expect(run()).rejects.toEqual(
        failing(
          'MIGRATION_FAILED',
          '0002_bad, line 4 (statement 2 of 2): column "id" of relation "good" already exists',
        ),
      )
      expect(await tables()).toEqual(['good'])
      place.write('0002_bad.sql', 'create table whole (id int);')
      expect((await run()).applied).toEqual(['0002_bad'])
    })

    test('points into the statement where PostgreSQL does', async () => {
      place.write('0001_bad.sql', 'select 1;\nselect\n  1,\n  nothing;\n')
      await expect(run()).rejects.toEqual(
        failing('MIGRATION_FAILED', '0001_bad, line 4 (statement 2 of 2): column "nothing" does not exist'),
      )
    })

    test('may not end the transaction that it is in', async () => {
      place.write('0001_bad.sql', 'create table a (id int);\ncommit;\ncreate table b (id int);')
      await expect(run()).rejects.toEqual(failing('MIGRATION_INVALID', '0001_bad, line 2'))
      place.write('0001_bad.sql', '-- plinth: no transactions\nselect 1;')
      await expect(run()).rejects.toEqual(failing('MIGRATION_INVALID', 'no transactions'))
    })

    test('outside of a transaction is half applied, until a person says what became of it', async () => {
      place.write('0001_rows.sql', 'create table t (id int);\ninsert into t values (1), (1);')
      const sql =
        '-- plinth: no transaction\ncreate table extra (id int);\ncreate unique index concurrently t_id on t (id);'
      place.write('0002_index.sql', sql)
      await expect(run()).rejects.toEqual(failing('MIGRATION_FAILED', '0002_index, line 3 (statement 2 of 2)'))
      await expect(run()).rejects.toEqual(failing('MIGRATION_HALF_APPLIED', 'after 1 of 2 statements'))
      await expect(run()).rejects.toMatchObject({
        hint: expect.stringContaining('`create unique index concurrently t_id on t (id)`'),
      })
      await place.rows('drop index t_id; drop table extra; delete from t; insert into t values (1)')
      const resolve = { owner: place.owner, folder: place.folder, name: '0002_index' }
      await resolveMigration({ ...resolve, as: 'retry' })
      expect((await run()).applied).toEqual(['0002_index'])
      await expect(resolveMigration({ ...resolve, as: 'done' })).rejects.toEqual(failing('MIGRATION_UNKNOWN'))
    })
  })

  test('a run that is killed outside of a transaction is named by the next one', async () => {
    place.write('0001_slow.sql', '-- plinth: no transaction\ncreate table first (id int);\nselect pg_sleep(600);')
    const child = spawn(
      process.execPath,
      [
        '--conditions=source',
        fileURLToPath(new URL('runner.ts', import.meta.url)),
        JSON.stringify([place.owner, place.folder]),
      ],
      { stdio: 'inherit' },
    )
    const exited = once(child, 'exit')
    const sleeping =
      "select pid from pg_stat_activity where query like '%pg_sleep(600)' and application_name = 'plinth migrate' and state = 'active'"
    await expect.poll(() => place.rows(sleeping), { timeout: 10_000 }).toHaveLength(1)
    await expect(run({ wait: 0 })).rejects.toEqual(failing('MIGRATION_LOCKED', 'waited 0 s for pid'))
    child.kill('SIGKILL')
    await exited
    await place.rows(sleeping.replace('select pid', 'select pg_terminate_backend(pid)'))
    await expect(run()).rejects.toEqual(
      failing('MIGRATION_HALF_APPLIED', '0001_slow stopped half way, after 1 of 2 statements'),
    )
    await resolveMigration({ owner: place.owner, folder: place.folder, name: '0001_slow', as: 'done' })
    expect((await run()).applied).toEqual([])
  })

  test('a file that was changed, or is gone, stops everything', async () => {
    place.write('0001_a.sql', 'create table a (id int);')
    await run()
    place.write('0001_a.sql', 'create table a (id int);\r\n'.replace(/\r\n$/, ''))
    expect((await run()).applied).toEqual([])
    place.write('0001_a.sql', 'create table a (id bigint);')
    place.write('0002_b.sql', 'create table b (id int);')
    await expect(run()).rejects.toEqual(failing('MIGRATION_CHANGED', '0001_a has changed'))
    const other = await makePlace(server)
    await expect(migrate({ owner: place.owner, folder: other.folder })).rejects.toEqual(
      failing('MIGRATION_MISSING', '0001_a was applied'),
    )
    expect(await tables()).toEqual(['a'])
  })

  test('line ends do not change a migration', async () => {
    place.write('0001_a.sql', 'create table a (\n  id int\n);\n')
    await run()
    place.write('0001_a.sql', 'create table a (\r\n  id int\r\n);\r\n')
    expect((await run()).applied).toEqual([])
  })

  test('a file that is not named like a migration is refused', async () => {
    place.write('first.sql', 'select 1')
    await expect(run()).rejects.toEqual(failing('MIGRATION_NAME', 'migrations/first.sql'))
  })

  test('a server that is not there is one line with the mend', async () => {
    const owner = { ...place.owner, config: { ...place.owner.config, host: `${place.folder}/nowhere` } }
    await expect(migrate({ owner, folder: place.folder })).rejects.toEqual(failing('DATABASE_UNREACHABLE'))
  })

  test('a fresh database gets the platform and the project, the second run nothing', async () => {
    place.write('0001_a.sql', 'create table a (id int);')
    place.write('0002_b.sql', 'create table b (id int);')
    const first = await run()
    expect(first.applied.filter(name => !name.startsWith('plinth/'))).toEqual(['0001_a', '0002_b'])
    expect(first.applied[0]).toBe('plinth/0001_functions')
    expect((await run()).applied).toEqual([])
    const platform = await place.rows<{ t: string }>(
      "select tablename as t from pg_tables where schemaname = 'plinth' order by 1",
    )
    const names = [
      'credentials',
      'dead_letters',
      'idempotency',
      'memberships',
      'migrations',
      'outbox',
      'sessions',
      'tenants',
    ]
    expect(platform.map(row => row.t)).toEqual(expect.arrayContaining(names))
  })

  test('many runs at once: one works, the others wait, concurrent indexes included', async () => {
    place.write('0001_t.sql', 'create table t (id int);')
    place.write(
      '0002_i.sql',
      '-- plinth: no transaction\ncreate index concurrently t_id on t (id);\ncreate index concurrently t_two on t (id, id);',
    )
    const results = await Promise.all([run(), run(), run()])
    expect(results.map(result => result.applied.length).sort()).toEqual([0, 0, platformSql.length + 2])
    const valid = await place.rows("select indisvalid from pg_index where indrelid = 't'::regclass")
    expect(valid).toEqual([{ indisvalid: true }, { indisvalid: true }])
  })

  test('settings of one migration do not reach the next', async () => {
    place.write(
      '0001_dump.sql',
      "select set_config('search_path', '', false); create table public.a (id int); set lock_timeout = '1ms';",
    )
    place.write(
      '0002_b.sql',
      "create table b (id int);\ncreate table limits as select current_setting('lock_timeout') as lock, current_setting('row_security') as security;",
    )
    await run()
    expect(await place.rows('select * from limits')).toEqual([{ lock: '10s', security: 'off' }])
  })

  test('a file that comes late with an earlier number is applied', async () => {
    place.write('0002_b.sql', 'create table b (id int);')
    await run()
    place.write('0001_a.sql', 'create table a (id int);')
    expect((await run()).applied).toEqual(['0001_a'])
  })

  test('status says where each one stands, before the first run too, and changes nothing', async () => {
    place.write('0001_a.sql', 'create table a (id int);')
    const look = () => status({ owner: place.owner, folder: place.folder })
    const before = await look()
    expect(before).toMatchObject({ current: false })
    expect(before.migrations.every(each => each.state === 'pending')).toBe(true)
    expect(await place.rows("select 1 from pg_namespace where nspname = 'plinth'")).toEqual([])
    await run()
    expect(await look()).toMatchObject({ current: true })
    place.write('0001_a.sql', 'create table a (id bigint);')
    place.write('0002_b.sql', 'select 1')
    const after = await look()
    expect(after.migrations.slice(-2).map(each => each.state)).toEqual(['changed', 'pending'])
    const text = formatStatus(after).replace(/\d{4}-\d\d-\d\d \d\d:\d\d/, 'DATE')
    expect(text).toContain('platform  applied\n0001_a    changed  DATE\n0002_b    pending')
    expect(text).toContain('0001_a has changed since it was applied.\n  Put the file back')
  })

  describe('with an owner that is no superuser', () => {
    test('everything migrates, and a backfill that would touch nothing fails instead', async () => {
      const mine = await withPlainOwner(place)
      mine.write(
        '0001_t.sql',
        "create table t (tenant_id text, n int); insert into t values ('a', 1), ('b', 1); alter table t enable row level security, force row level security; create policy tenant on t using (tenant_id = current_setting('app.tenant_id', true));",
      )
      await migrate(mine)
      mine.write('0002_fill.sql', 'update t set n = 2;')
      await expect(migrate(mine)).rejects.toMatchObject({
        code: 'MIGRATION_FAILED',
        hint: expect.stringContaining('no force row level security'),
      })
      mine.write(
        '0002_fill.sql',
        'alter table t no force row level security; update t set n = 2; alter table t force row level security;',
      )
      await migrate(mine)
      expect(await place.rows('select sum(n)::int as sum from t')).toEqual([{ sum: 4 }])
    })

    test('that may not set up the database, the error says what a superuser does', async () => {
      await place.rows(`create role o_poor_${place.owner.config.database}`)
      const options = `-c role=o_poor_${String(place.owner.config.database)}`
      const owner = { ...place.owner, config: { ...place.owner.config, options } }
      await expect(migrate({ owner, folder: place.folder })).rejects.toEqual(
        failing('MIGRATION_SETUP', 'permission denied'),
      )
    })
  })
})
