import type { AnyIndexBuilder, ExtraConfigColumn, UniqueConstraintBuilder } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  everywhere,
  foreignKey,
  id,
  index,
  integer,
  pgTable,
  primaryKey,
  search,
  sql,
  tenantId,
  text,
  unique,
  uniqueIndex,
  uuid,
} from '../../schema/index.ts'
import type { TestServer } from '../../test/debian.ts'
import { checkTenants, migrate, newMigration } from '../index.ts'
import { makePlace, type Place, serverKinds } from './servers.ts'

const users = pgTable('users', { id: id(), email: text().unique() })
const countries = pgTable('countries', { code: text().primaryKey() })
const papers = pgTable('papers', { id: id(), tenantId: tenantId(), title: text(), pages: integer() })
const lines = (schema: Record<string, unknown>, global: readonly unknown[] = [users]) =>
  checkTenants(schema, { global }).map(({ table, line }) => `${table}: ${line}`)

/** A tenant table with one index, or another extra. */
const withExtra = (
  extra: (t: Record<'title' | 'pages' | 'tenantId', ExtraConfigColumn>) => AnyIndexBuilder | UniqueConstraintBuilder,
) => ({
  papers: pgTable('papers', { id: id(), tenantId: tenantId(), title: text(), pages: integer() }, t => [extra(t)]),
})

describe('8.4.1 a schema is refused, with the line to write', () => {
  test.each([
    ['a table that is neither', { countries }, 'countries: tenantId: tenantId()'],
    [
      'a child of a tenant table: nothing is implied',
      { papers, sheets: pgTable('sheets', { id: id(), paperId: uuid().references(() => papers.id) }) },
      'sheets: tenantId: tenantId()',
    ],
    ['an index', withExtra(t => index().on(t.title)), 'papers: index().on(table.tenantId, table.title)'],
    [
      'an index of several columns, with their order',
      withExtra(t => index().on(t.title, t.pages.desc(), t.tenantId)),
      'papers: index().on(table.tenantId, table.title, table.pages.desc())',
    ],
    [
      'a partial unique index',
      withExtra(t => uniqueIndex().on(t.title).where(sql`${t.pages} > 0`)),
      'papers: uniqueIndex().on(table.tenantId, table.title).where(…)',
    ],
    [
      'an index of an expression',
      withExtra(t => index().on(sql`lower(${t.title})`)),
      'papers: index().on(table.tenantId, sql`…`)',
    ],
    ['a unique constraint', withExtra(t => unique().on(t.title)), 'papers: unique().on(table.tenantId, table.title)'],
    [
      'a unique column',
      { papers: pgTable('papers', { id: id(), tenantId: tenantId(), slug: text().unique() }) },
      'papers: unique().on(table.tenantId, table.slug)',
    ],
    [
      'a primary key that somebody chooses',
      { papers: pgTable('papers', { code: text().primaryKey(), tenantId: tenantId() }) },
      'papers: primaryKey({ columns: [table.tenantId, table.code] })',
    ],
    [
      'a key between tenants of two types',
      {
        papers,
        sheets: pgTable('sheets', { id: id(), tenantId: tenantId('uuid'), p: uuid().references(() => papers.id) }),
      },
      'sheets: tenantId: tenantId()',
    ],
  ])('%s', (_, schema, line) => {
    expect(lines({ users, ...schema })).toEqual([line])
  })

  test('a global table that points into a tenant', () => {
    const shelves = pgTable('shelves', { id: id(), paperId: uuid().references(() => papers.id) })
    expect(lines({ papers, shelves }, [shelves])).toEqual(['shelves: tenantId: tenantId()'])
  })

  test('before anything is applied or written', async () => {
    const owner = { config: { host: 'no.invalid' }, variable: 'DATABASE_URL', shown: 'none' }
    const tenants = { global: [users] }
    const refused = expect.objectContaining({
      code: 'TENANTS_OPEN',
      message: expect.stringContaining('countries: tenantId: tenantId()  // no tenant; or tenancy: { global:'),
    })
    const schema = { users, countries }
    await expect(migrate({ owner, folder: '/nowhere', schema, tenants })).rejects.toEqual(refused)
    await expect(newMigration({ folder: '/nowhere', schema, tenants })).rejects.toEqual(refused)
  })
})

test('a schema that keeps tenants apart is not asked anything', () => {
  const stars = pgTable(
    'stars',
    { tenantId: tenantId(), userId: uuid().references(() => users.id), paperId: uuid().references(() => papers.id) },
    t => [primaryKey({ columns: [t.userId, t.paperId] }), index().on(t.tenantId, t.paperId), search(t.userId)],
  )
  const hosts = pgTable('hosts', { id: id(), tenantId: tenantId(), host: text() }, t => [
    everywhere(uniqueIndex().on(t.host)),
    unique().on(t.tenantId, t.id),
  ])
  expect(lines({ users, countries, papers, stars, hosts }, [users, countries])).toEqual([])
})

describe.each(serverKinds)('on %s', (_, start) => {
  const bins = pgTable('bins', { id: id(), tenantId: tenantId(), code: text() }, t => [unique().on(t.tenantId, t.code)])
  const items = pgTable(
    'items',
    {
      id: id(),
      tenantId: tenantId(),
      binId: uuid().references(() => bins.id, { onDelete: 'set null' }),
      nextId: uuid(),
    },
    t => [foreignKey({ columns: [t.nextId], foreignColumns: [t.id] }).onDelete('cascade')],
  )
  let server: TestServer
  let place: Place
  beforeAll(async () => {
    server = await start()
    const migrated = await makePlace(server)
    await migrate(migrated)
    place = await makePlace(server, migrated)
    await newMigration({ folder: place.folder, schema: { bins, items }, tenants: { global: [] } })
    const result = await migrate({ ...place, schema: { bins, items }, tenants: { global: [] } })
    expect(result.unwritten).toEqual([])
  })
  afterAll(() => server.stop())
  beforeEach(() => place.rows('truncate bins, items'))

  const add = async (table: string, columns: string, values: string, tenant: string) =>
    (
      await place.rows<{ id: string }>(`insert into ${table} (${columns}) values (${values}) returning id`, { tenant })
    )[0]?.id ?? ''
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => 'no refusal',
      (error: { code: string; constraint: string; message: string }) => [error.code, error.constraint, error.message],
    )

  test('8.4.1 a key to a row of another tenant is refused like one to no row', async () => {
    const theirs = await add('bins', 'code', `'a'`, 'zeta')
    const theirItem = await add('items', 'bin_id', `'${theirs}'`, 'zeta')
    const mine = await add('items', 'bin_id', 'null', 'acme')
    const nobodys = crypto.randomUUID()
    for (const [column, id] of [
      ['bin_id', theirs],
      ['next_id', theirItem],
    ]) {
      const inserted = (key: string) => refusal(add('items', column as string, `'${key}'`, 'acme'))
      const updated = (key: string) =>
        refusal(place.rows(`update items set ${column} = '${key}' where id = '${mine}'`, { tenant: 'acme' }))
      expect(await inserted(id as string)).toEqual(await inserted(nobodys))
      expect((await inserted(id as string))[0]).toBe('23503')
      expect(await updated(id as string)).toEqual(await updated(nobodys))
      expect((await updated(id as string))[0]).toBe('23503')
    }
  })

  test('8.4.1 the same value of a unique column in two tenants is no conflict', async () => {
    await add('bins', 'code', `'same'`, 'acme')
    await add('bins', 'code', `'same'`, 'zeta')
    expect((await refusal(add('bins', 'code', `'same'`, 'acme')))[0]).toBe('23505')
  })

  test('a key that is set to null leaves the tenant, and one that cascades takes the row', async () => {
    const bin = await add('bins', 'code', `'a'`, 'acme')
    const first = await add('items', 'bin_id', `'${bin}'`, 'acme')
    await add('items', 'next_id', `'${first}'`, 'acme')
    await place.rows(`delete from bins`, { tenant: 'acme' })
    expect(await place.rows('select bin_id, tenant_id from items where next_id is null')).toEqual([
      { bin_id: null, tenant_id: 'acme' },
    ])
    await place.rows(`delete from items where next_id is null`, { tenant: 'acme' })
    expect(await place.rows('select 1 from items')).toEqual([])
  })
})
