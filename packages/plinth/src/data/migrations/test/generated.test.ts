import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  bigint,
  bigserial,
  boolean,
  char,
  check,
  customType,
  date,
  doublePrecision,
  id,
  index,
  inet,
  integer,
  interval,
  json,
  jsonb,
  numeric,
  pgEnum,
  pgTable,
  real,
  search,
  serial,
  smallint,
  sql,
  tenantId,
  text,
  time,
  timestamp,
  timestamps,
  uniqueIndex,
  uuid,
  varchar,
} from '../../schema/index.ts'
import type { TestServer } from '../../test/debian.ts'
import { formatNewMigration, migrate, type NewMigrationOptions, newMigration } from '../index.ts'
import { makePlace, type Place, serverKinds, withPlainOwner } from './servers.ts'

type Schema = Record<string, unknown>

describe.each(serverKinds)('on %s', (_, start) => {
  let server: TestServer
  let migrated: Place
  let place: Place
  beforeAll(async () => {
    server = await start()
    migrated = await makePlace(server)
    await migrate(migrated)
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    place = await makePlace(server, migrated)
  })

  /** Writes what changed and applies it. */
  async function go(schema: Schema, options: Partial<NewMigrationOptions> = {}): Promise<string> {
    const made = await newMigration({ folder: place.folder, schema, ...options })
    const result = await migrate({ ...place, schema })
    expect(result.unwritten).toEqual([])
    return formatNewMigration(made)
  }

  describe('a loss', () => {
    const before = { t: pgTable('t', { id: id(), price: integer(), note: text() }) }
    const after = { t: pgTable('t', { id: id(), amount: integer(), note: text() }) }

    test('is refused, with the rename that it may be, and nothing is written', async () => {
      await go(before)
      const files = place.files()
      await expect(newMigration({ folder: place.folder, schema: after })).rejects.toMatchObject({
        code: 'MIGRATION_DATA_LOSS',
        message: 'This change loses or endangers data: it drops the column t.price.',
        hint: 'If something was renamed, say so: --rename t.price=amount. To go on regardless, say --allow-data-loss.',
      })
      expect(place.files()).toEqual(files)
    })

    test('happens when it is allowed, and stands in the file', async () => {
      await go(before)
      const said = await go(after, { allowDataLoss: true })
      expect(said).toContain('This drops the column t.price.')
      expect(fs.readFileSync(path.join(place.folder, '0002_change.sql'), 'utf8')).toMatch(
        /^-- This drops the column t\.price\.\n\n/,
      )
    })
  })

  test('a rename keeps every row', async () => {
    const shop = pgTable('shop', { id: id(), name: text().notNull() }, it => [uniqueIndex().on(it.name)])
    const item = pgTable('item', { id: id(), shopId: uuid().references(() => shop.id), cost: integer() }, it => [
      index().on(it.cost),
      check('positive', sql`${it.cost} > 0`),
    ])
    await go({ shop, item })
    await place.rows(
      "with s as (insert into shop (name) select 'n' || n from generate_series(1, 50) n returning id) insert into item (shop_id, cost) select id, 5 from s",
    )
    const store = pgTable('store', { id: id(), title: text().notNull() }, it => [uniqueIndex().on(it.title)])
    const product = pgTable('item', { id: id(), storeId: uuid().references(() => store.id), price: integer() }, it => [
      index().on(it.price),
      check('positive', sql`${it.price} > 0`),
    ])
    await go(
      { store, product },
      { renames: ['shop=store', 'store.name=title', 'item.shop_id=store_id', 'item.cost=price'] },
    )
    const rows =
      'select count(*)::int as n, sum(price)::int as sum, max(title) as title from item join store on store.id = store_id'
    expect(await place.rows(rows)).toEqual([{ n: 50, sum: 250, title: 'n9' }])
    await expect(place.rows('insert into item (price) values (0)')).rejects.toThrow('positive')
    const names = await place.rows<{ name: string }>(
      "select indexname as name from pg_indexes where schemaname = 'public' order by 1",
    )
    expect(names.map(row => row.name)).toEqual([
      'item_pkey',
      'item_price_index',
      'store_pkey',
      'store_title_unique_index',
    ])
  })

  describe('a tenant table', () => {
    const orders = pgTable('orders', { id: id(), tenantId: tenantId(), n: integer() })
    const notes = pgTable('notes', { id: id(), tenantId: tenantId('uuid'), n: integer() })
    const [one, two] = ['5d1bb1a4-3f0e-4a39-8d6c-000000000001', '5d1bb1a4-3f0e-4a39-8d6c-000000000002']

    test.each(['orders', 'notes'])('shows the app role one tenant: %s', async table => {
      await go({ orders, notes })
      for (const tenant of [one, two]) await place.rows(`insert into ${table} (n) values (1), (2)`, { tenant })
      const count = `select count(*)::int as n from ${table}`
      expect(await place.rows(count)).toEqual([{ n: 4 }])
      expect(await place.rows(count, { tenant: one })).toEqual([{ n: 2 }])
      expect(await place.rows(count, { tenant: null })).toEqual([{ n: 0 }])
      expect(
        await place.rows(`with u as (update ${table} set n = 9 returning 1) select count(*)::int as n from u`, {
          tenant: two,
        }),
      ).toEqual([{ n: 2 }])
      await expect(
        place.rows(`insert into ${table} (tenant_id, n) values ('${two}', 3)`, { tenant: one }),
      ).rejects.toThrow('row-level security')
      await expect(place.rows(`update ${table} set tenant_id = '${two}'`, { tenant: one })).rejects.toThrow(
        'row-level security',
      )
      await expect(place.rows(`insert into ${table} (n) values (3)`, { tenant: null })).rejects.toThrow(
        /null value|row-level security/,
      )
      const forced = `select relrowsecurity and relforcerowsecurity as forced from pg_class where relname = '${table}'`
      expect(await place.rows(forced)).toEqual([{ forced: true }])
    })

    test('fills a column that must have a value now, in the rows of every tenant', async () => {
      place = await withPlainOwner(await makePlace(server))
      await go({ orders })
      await place.rows('insert into orders (n) values (null), (7)', { tenant: one })
      await place.rows('insert into orders (n) values (null)', { tenant: two })
      await go({ orders: pgTable('orders', { id: id(), tenantId: tenantId(), n: integer().notNull().default(3) }) })
      expect(await place.rows('select sum(n)::int as sum from orders')).toEqual([{ sum: 13 }])
      expect(await place.rows('select sum(n)::int as sum from orders', { tenant: one })).toEqual([{ sum: 10 }])
    })

    test('becomes one, and stops being one', async () => {
      await go({ orders: pgTable('orders', { id: id() }) })
      await go({ orders: pgTable('orders', { id: id(), tenantId: tenantId() }) }, { allowDataLoss: true })
      await place.rows('insert into orders default values', { tenant: one })
      expect(await place.rows('select 1 from orders', { tenant: two })).toEqual([])
      await go({ orders: pgTable('orders', { id: id(), tenantId: tenantId('uuid') }) }, { allowDataLoss: true })
      expect(await place.rows('select 1 from orders', { tenant: two })).toEqual([])
      await go({ orders: pgTable('orders', { id: id() }) }, { allowDataLoss: true })
      expect(await place.rows('select 1 as one from orders', { tenant: two })).toEqual([{ one: 1 }])
    })
  })

  test('updated_at moves with every update, also twice in one transaction', async () => {
    await go({ t: pgTable('t', { id: id(), n: integer(), ...timestamps() }) })
    await place.rows('insert into t (n) values (1)')
    const stamp = async () =>
      (await place.rows<{ u: string; c: string }>('select updated_at::text as u, created_at::text as c from t'))[0]
    const first = await stamp()
    expect(first?.u).toBe(first?.c)
    await place.rows(
      "do $$ declare one timestamptz; two timestamptz; begin update t set n = 2 returning updated_at into one; update t set n = 2 returning updated_at into two; if two <= one then raise 'stands still'; end if; end $$",
    )
    const second = await stamp()
    expect(second?.c).toBe(first?.c)
    expect(String(second?.u) > String(first?.u)).toBe(true)
    await place.rows("update t set updated_at = '2000-01-01'")
    expect(String((await stamp())?.u) > String(second?.u)).toBe(true)
  })

  test('nothing is left to do right after, with a column of every type', async () => {
    const mood = pgEnum('mood', ['fine', "it's bad"])
    const cube = customType<{ data: string }>({ dataType: () => 'point' })
    const every = pgTable(
      'every',
      {
        id: id(),
        a: bigint({ mode: 'bigint' }).default(5n),
        b: bigserial({ mode: 'number' }),
        c: boolean().default(true),
        d: char({ length: 3 }).default('abc'),
        e: date().default('2020-02-03'),
        f: doublePrecision().default(1.5),
        g: inet().default('::1'),
        h: integer().generatedByDefaultAsIdentity({ startWith: 5, increment: 2, cycle: true }),
        i: interval().default('1 day'),
        j: json().default([1]),
        k: jsonb().default({ a: "it's" }),
        l: numeric({ precision: 9, scale: 2 }).default('1.20'),
        m: real(),
        n: serial(),
        o: smallint().default(0),
        p: text().default("it's \\ here"),
        q: time({ precision: 3 }),
        r: timestamp({ mode: 'date' }).default(new Date(0)),
        s: timestamp({ withTimezone: true, precision: 3 }).defaultNow(),
        t: uuid().defaultRandom(),
        u: varchar({ length: 9 }),
        v: mood().default("it's bad"),
        w: mood().array().default(['fine']),
        x: text().array().notNull().default([]),
        y: cube(),
        z: text().generatedAlwaysAs(sql`p || 'z'`),
        camelCase: text('Odd "name"'),
        nested: integer().array().array(),
        ...timestamps(),
      },
      it => [
        search(it.p, it.u),
        index().on(it.s.desc(), it.o),
        index('by_lower').on(sql`lower(${it.p})`).where(sql`${it.v} = ${'fine'}`),
        index().using('brin', it.s).with({ pages_per_range: 8 }),
        uniqueIndex().on(it.camelCase).concurrently(),
        check('sane', sql`${it.o} between 0 and ${99}`),
      ],
    )
    const schema = { every, mood }
    await go(schema)
    expect((await newMigration({ folder: place.folder, schema })).files).toEqual([])
    await place.rows('insert into every default values')
    expect(await place.rows('select k, l, p, v, w::text, x, z, r::text, h from every')).toEqual([
      {
        k: { a: "it's" },
        l: '1.20',
        p: "it's \\ here",
        v: "it's bad",
        w: '{fine}',
        x: [],
        z: "it's \\ herez",
        r: '1970-01-01 00:00:00',
        h: 5,
      },
    ])
  })

  test('an enum value can be the default in the migration that adds it, and cannot go while a row has it', async () => {
    const states = (standard: string, ...values: [string, ...string[]]) => ({
      t: pgTable('t', { id: id(), s: pgEnum('s', values)().notNull().default(standard) }, it => [
        index().on(it.s).where(sql`${it.s} <> ${values[0]}`),
      ]),
    })
    await go(states('a', 'a', 'b'))
    await go(states('c', 'a', 'c', 'b'))
    expect(place.files()).toEqual(['0001_init.sql', '0002_change_values.sql', '0003_change.sql', 'snapshot.json'])
    await place.rows("insert into t values (default, default), (default, 'b')")
    const without = states('a', 'a', 'c')
    await newMigration({ folder: place.folder, schema: without, allowDataLoss: true })
    await expect(migrate(place)).rejects.toMatchObject({ code: 'MIGRATION_FAILED' })
    await place.rows("update t set s = 'a' where s = 'b'")
    await migrate(place)
    expect(await place.rows('select s from t order by 1')).toEqual([{ s: 'a' }, { s: 'c' }])
  })

  test('a type changes under everything that leans on it', async () => {
    const schema = (column: () => ReturnType<typeof integer> | ReturnType<typeof bigint>) => {
      const a = pgTable(
        'a',
        { id: column().primaryKey(), n: column(), twice: column().generatedAlwaysAs(sql`n * 2`) },
        it => [check('some', sql`${it.n} > 0`), index().on(it.twice), index('part').on(it.id).where(sql`${it.n} > 5`)],
      )
      const b = pgTable('b', { a: column().references(() => a.id), up: column().unique() })
      return { a, b }
    }
    await go(schema(() => integer()))
    await place.rows('insert into a values (1, 2); insert into b values (1)')
    await go(schema(() => bigint({ mode: 'number' })))
    expect(await place.rows('select pg_typeof(a.id)::text as t, twice::int from a join b on b.a = a.id')).toEqual([
      { t: 'bigint', twice: 4 },
    ])
    await expect(place.rows('insert into b values (2)')).rejects.toThrow('foreign key')
  })

  test('an identity that comes later counts on from the rows', async () => {
    await go({
      t: pgTable('t', { id: integer().primaryKey(), n: integer() }),
      u: pgTable('u', { id: integer().primaryKey() }),
    })
    await place.rows('insert into t values (41, 0); insert into u values (6)')
    await go({
      t: pgTable('t', { id: integer().primaryKey().generatedByDefaultAsIdentity(), n: integer() }),
      u: pgTable('u', { id: serial().primaryKey() }),
    })
    await place.rows('insert into t default values; insert into u default values')
    expect(await place.rows('select max(t.id) as t, max(u.id) as u from t, u')).toEqual([{ t: 42, u: 7 }])
    await go(
      { t: pgTable('t', { id: integer().primaryKey() }), u: pgTable('u', { id: integer().primaryKey() }) },
      { allowDataLoss: true },
    )
    await expect(place.rows('insert into u default values')).rejects.toThrow('null value')
  })

  test('a concurrent index is a file of its own', async () => {
    await go({ t: pgTable('t', { id: id(), n: integer() }) })
    await go(
      { t: pgTable('t', { id: id(), n: integer() }, it => [index().on(it.n).concurrently()]) },
      { name: 'Faster!' },
    )
    expect(fs.readFileSync(path.join(place.folder, '0002_faster_indexes.sql'), 'utf8')).toMatch(
      /^-- plinth: no transaction\n\ndrop index/,
    )
    expect(await place.rows("select 1 as one from pg_indexes where indexname = 't_n_index'")).toEqual([{ one: 1 }])
  })

  test('an index that a filter wants stops the run before it begins', async () => {
    const schema = { t: pgTable('t', { id: id(), n: integer() }) }
    await newMigration({ folder: place.folder, schema })
    const needed = [{ table: 't', columns: ['n'], kind: 'btree' as const, why: 'filter n of t' }]
    await expect(migrate({ ...place, schema, needed })).rejects.toMatchObject({
      code: 'INDEX_MISSING',
      message: expect.stringContaining('index().on(table.n)'),
    })
    expect(await place.rows("select to_regclass('t') as t")).toEqual([{ t: null }])
  })

  test('an empty file can be asked for, and a broken snapshot is named', async () => {
    const schema = { t: pgTable('t', { id: id() }) }
    await go(schema)
    expect((await newMigration({ folder: place.folder, schema, name: 'backfill', empty: true })).files).toEqual([
      path.join(place.folder, '0002_backfill.sql'),
    ])
    expect((await migrate(place)).applied).toEqual(['0001_init', '0002_backfill'].slice(1))
    place.write('snapshot.json', '<<<<<<< ours\n{}\n=======')
    await expect(newMigration({ folder: place.folder, schema })).rejects.toMatchObject({
      code: 'MIGRATION_SNAPSHOT',
      message: expect.stringContaining('a merge left both sides in it'),
    })
  })

  describe('the app role', () => {
    test('uses tables made by hand too, and knows nothing of the ledger', async () => {
      place.write('0001_hand.sql', 'create table hand (id int generated always as identity, n serial);')
      await migrate(place)
      await place.rows('insert into hand default values', { tenant: null })
      expect(await place.rows('select id, n from hand', { tenant: null })).toEqual([{ id: 1, n: 1 }])
      await expect(place.rows('select 1 from plinth.migrations', { tenant: null })).rejects.toThrow('permission denied')
      await expect(place.rows('create table plinth.mine (id int)', { tenant: null })).rejects.toThrow(
        'permission denied',
      )
    })

    test('writes effects of its own tenant or of none, and the relay reads all', async () => {
      const add = (tenant: string) =>
        `insert into plinth.outbox (topic, subscriber, payload, tenant_id) values ('t', 's', '{}', ${tenant})`
      await place.rows(add('default'), { tenant: 'a' })
      await place.rows(add('null'), { tenant: 'a' })
      await expect(place.rows(add("'b'"), { tenant: 'a' })).rejects.toThrow('row-level security')
      expect(await place.rows('select tenant_id as t from plinth.outbox order by 1', { tenant: null })).toEqual([
        { t: 'a' },
        { t: null },
      ])
      expect(
        await place.rows('with d as (delete from plinth.outbox returning 1) select count(*)::int as n from d', {
          tenant: null,
        }),
      ).toEqual([{ n: 2 }])
    })

    test('sees kept answers of its own tenant, and sweeps those that are over', async () => {
      await place.rows("insert into plinth.idempotency (key, actor, route, fingerprint) values ('k', 'u', 'r', '')", {
        tenant: 'a',
      })
      const sweep =
        "with d as (delete from plinth.idempotency where created_at < now() - interval '24 hours' returning 1) select count(*)::int as n from d"
      expect(await place.rows('select key from plinth.idempotency', { tenant: 'b' })).toEqual([])
      expect(await place.rows('select key from plinth.idempotency', { tenant: 'a' })).toHaveLength(1)
      expect(await place.rows(sweep, { tenant: null })).toEqual([{ n: 0 }])
      await place.rows("update plinth.idempotency set created_at = now() - interval '25 hours'")
      expect(await place.rows(sweep, { tenant: null })).toEqual([{ n: 1 }])
    })
  })
})
