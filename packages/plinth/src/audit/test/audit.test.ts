import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newMigration, pruneEntries } from '../../data/migrations/index.ts'
import { id, index, pgTable, sql, tenantId, text, timestamps } from '../../data/schema/index.ts'
import { type TestDatabase, withDatabase } from '../../data/testing.ts'
import { action, defineBackend, module, resource, seed, signedIn } from '../../index.ts'
import { type TestApp, testApp } from '../../testing/index.ts'
import { z } from '../../zod.ts'

const users = pgTable('users', {
  id: id(),
  email: text().notNull().unique(),
  role: text().notNull().default('clerk'),
  ...timestamps(),
})
const papers = pgTable(
  'papers',
  {
    id: id(),
    tenantId: tenantId(),
    title: text().notNull(),
    apiToken: text().notNull().default('CANARY-1'),
    ...timestamps(),
  },
  t => [index().on(t.tenantId)],
)
const drafts = pgTable('drafts', { id: id(), tenantId: tenantId(), title: text().notNull() }, t => [
  index().on(t.tenantId),
])
const schema = { users, papers, drafts }

const allow = { read: signedIn, write: signedIn }
const backend = defineBackend({
  name: 'audited',
  schema,
  tenancy: {},
  audit: { except: ['drafts'] },
  auth: { users, roles: { clerk: ['audit:read'], reader: [] } },
  modules: [
    module('papers', {
      tables: [papers, drafts],
      resources: [resource(papers, { allow }), resource(drafts, { allow })],
      actions: [
        action('POST /papers/shout', {
          allow: signedIn,
          returns: z.object({}),
          async run({ db }) {
            await db.update(papers).set({ title: sql`upper(title)` })
            return {}
          },
        }),
        action('POST /papers/fail', {
          allow: signedIn,
          returns: z.object({}),
          async run({ db, transaction }) {
            return transaction(async () => {
              await db.insert(papers).values({ title: 'never' })
              throw new Error('undone')
            })
          },
        }),
      ],
    }),
  ],
})

const directory = mkdtempSync(join(tmpdir(), 'plinth-audit-'))
const password = 'correct horse battery'
const tenants = { acme: '00000000-0000-4000-8000-00000000000a', zeta: '00000000-0000-4000-8000-00000000000f' } as const

let place: TestDatabase
let app: TestApp
const tokens: Record<string, string> = {}

const people = seed({
  logins: ['ann', 'zoe', 'ron'].map(name => ({ email: `${name}@example.com`, password, role: 'clerk' })),
  async run({ db, logins }) {
    for (const [slug, tenant] of Object.entries(tenants)) {
      await db.execute(sql`insert into plinth.tenants (id, slug, name) values (${tenant}, ${slug}, ${slug})`)
    }
    const members = [
      [0, tenants.acme, 'clerk'],
      [1, tenants.zeta, 'clerk'],
      [2, tenants.acme, 'reader'],
    ] as const
    for (const [at, tenant, role] of members) {
      await db.execute(
        sql`insert into plinth.memberships (user_id, tenant_id, role) values (${logins[at]?.id}, ${tenant}, ${role})`,
      )
    }
  },
})

beforeAll(async () => {
  await newMigration({ folder: join(directory, 'migrations'), schema })
  place = await withDatabase()
  app = await testApp(backend, {
    directory,
    seed: people,
    server: { logins: place, shown: place.name, embedded: true },
  })
  for (const name of ['ann', 'zoe', 'ron']) {
    const { body } = await app.post('/api/auth/login', { email: `${name}@example.com`, password })
    tokens[name] = (body as { data: { accessToken: string } }).data.accessToken
  }
})
afterAll(async () => {
  await app?.stop()
  await place?.stop()
  rmSync(directory, { recursive: true, force: true })
})
beforeEach(async () => {
  await place.asOwner('truncate papers')
  await place.asOwner('delete from plinth.audit')
})

interface Entry {
  readonly action: string
  readonly actor: string
  readonly operation: string
  readonly table: string
  readonly row: string | null
  readonly rows: number
  readonly changes: readonly Record<string, unknown>[]
}
const as = (name: string) => app.as(tokens[name] ?? '')
const entries = async (query = '', name = 'ann') =>
  ((await as(name).get(`/api/audit${query}`)).body as { data: Entry[] }).data
const create = async (title: string, name = 'ann') =>
  ((await as(name).post('/api/papers', { title })).body as { data: { id: string } }).data.id

describe('an entry', () => {
  it('is not left by what was rolled back', async () => {
    expect((await as('ann').post('/api/papers/fail')).status).toBe(500)
    expect(await entries()).toEqual([])
  })

  it('is neither changed nor deleted nor made up by the app, in the table or in a month', async () => {
    await create('one')
    const client = new pg.Client(place.app.config)
    await client.connect()
    try {
      const months = await place.asOwner<{ name: string }>(
        `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'plinth.audit'::regclass`,
      )
      for (const table of ['audit', ...months.map(({ name }) => name)]) {
        for (const text of [
          `update plinth.${table} set actor = 'x'`,
          `delete from plinth.${table}`,
          `truncate plinth.${table}`,
          `insert into plinth.${table} (action) values ('x')`,
          ...(table === 'audit' ? [] : [`select * from plinth.${table}`]),
        ]) {
          await expect(client.query(text), text).rejects.toThrow(/permission denied/)
        }
      }
      await expect(client.query(`select plinth.audit_write(null)`)).rejects.toThrow(/permission denied/)
    } finally {
      await client.end()
    }
    expect(await entries()).toHaveLength(1)
  })

  it('of another tenant is seen by nobody else, and only with the permission', async () => {
    await create('of acme')
    await create('of zeta', 'zoe')
    expect(JSON.stringify(await entries('', 'zoe'))).not.toContain('of acme')
    expect(await entries('', 'zoe')).toHaveLength(1)
    expect((await as('ron').get('/api/audit')).status).toBe(403)
    expect((await app.get('/api/audit')).status).toBe(401)
  })

  it('16.2.5 says who, what, by which operation, and what changed, without secrets', async () => {
    const paper = await create('one')
    await as('ann').patch(`/api/papers/${paper}`, { title: 'two' })
    await as('ann').delete(`/api/papers/${paper}`)
    const [gone, changed, made] = await entries()
    expect(made).toMatchObject({
      action: 'insert',
      table: 'papers',
      row: paper,
      rows: 1,
      operation: 'papers.create',
      changes: [{ after: { title: 'one' } }],
    })
    expect(made?.actor).toMatch(/^user:[0-9a-f-]{36}$/)
    expect(changed?.changes[0]).toMatchObject({ before: { title: 'one' }, after: { title: 'two' } })
    expect(Object.keys(changed?.changes[0]?.after as object).toSorted()).toEqual(['title', 'updated_at'])
    expect(gone).toMatchObject({ action: 'delete', changes: [{ before: { title: 'two' } }] })
    expect(JSON.stringify(await entries())).not.toContain('CANARY')
  })

  it('is one for bulk work, however it reached the database', async () => {
    for (const title of ['a', 'b', 'c']) await create(title)
    await as('ann').post('/api/papers/shout')
    const [bulk, ...before] = await entries()
    expect(before).toHaveLength(3)
    expect(bulk).toMatchObject({ action: 'update', rows: 3, row: null, operation: expect.stringContaining('shout') })
    expect(bulk?.changes.map(change => (change.after as { title: string }).title).toSorted()).toEqual(['A', 'B', 'C'])
  })

  it('is not written for a table that is left out, nor for an update that changes nothing', async () => {
    await as('ann').post('/api/drafts', { title: 'x' })
    await place.asOwner(`update papers set title = title`)
    expect(await entries()).toEqual([])
  })
})

describe('16.3.1 what happens to accounts', () => {
  const login = async (name: string, word = password) =>
    (await app.post('/api/auth/login', { email: `${name}@example.com`, password: word })).body as {
      data: { accessToken: string; refreshToken: string }
    }
  const told = async (name = 'ann') =>
    (await entries('', name)).toReversed().map(({ table, action, operation }) => `${operation}: ${action} ${table}`)

  it('stands in the tenant of the login, and says neither token nor hash', async () => {
    const { data } = await login('ann')
    await app.post('/api/auth/refresh', { refreshToken: data.refreshToken })
    await app.as(data.accessToken).post('/api/auth/logout', {})
    expect(await told()).toEqual(['auth.login: insert plinth.sessions', 'auth.logout: update plinth.sessions'])
    expect(await told('zoe')).toEqual([])
    const [end, begin] = await entries()
    expect(begin?.changes[0]?.after).toMatchObject({ tenant_id: tenants.acme, user_id: expect.any(String) })
    expect(end?.changes[0]?.after).toMatchObject({ end_reason: 'logout' })
    expect(JSON.stringify([begin, end])).not.toContain('hash')
  })

  it('has new passwords, keys and their ends', async () => {
    const { data } = await login('ron')
    const ron = app.as(data.accessToken)
    await ron.post('/api/auth/password', { current: password, password: 'another fine horse battery' })
    const made = (await ron.post('/api/auth/keys', { name: 'ci', scopes: ['papers:read'] })).body
    await ron.delete(`/api/auth/keys/${(made as { data: { id: string } }).data.id}`)
    const ofTenant = await told()
    expect(ofTenant).toContain('auth.createKey: insert plinth.api_keys')
    expect(ofTenant).toContain('auth.revokeKey: update plinth.api_keys')
    const everywhere = await place.asOwner<{ text: string }>(
      `select operation || ' ' || table_name || changes::text as text from plinth.audit`,
    )
    const texts = everywhere.map(({ text }) => text)
    expect(texts).toContainEqual(expect.stringMatching(/^auth\.changePassword plinth\.credentials.*changed_at/))
    expect(texts.join()).not.toContain('argon2')
  })
})

describe('GET /audit', () => {
  it.each([
    '?x=1',
    '?limit=0',
    '?limit=1001',
    '?limit=abc',
    '?before=x',
    '?from=yesterday',
    '?to=2030-13-45',
    '?actor[]=a',
    `?actor=${'a'.repeat(300)}`,
  ])('refuses %s', async query => {
    expect((await as('ann').get(`/api/audit${query}`)).status).toBe(400)
  })

  it('filters, and pages by the last id', async () => {
    const ids = [await create('a'), await create('b'), await create('c')]
    expect(await entries(`?row=${ids[1]}`)).toHaveLength(1)
    expect(await entries('?action=delete')).toEqual([])
    expect(await entries('?table=papers&operation=papers.create')).toHaveLength(3)
    expect(await entries('?from=2100-01-01T00:00:00Z')).toEqual([])
    const first = await entries('?limit=2')
    const rest = await entries(`?limit=2&before=${(first.at(-1) as unknown as { id: string }).id}`)
    expect([...first, ...rest].map(entry => entry.row)).toEqual(ids.toReversed())
  })
})

it('drops whole months when they are old enough, and keeps the others', async () => {
  await create('now')
  await place.asOwner(
    `create table plinth.audit_2020_01 partition of plinth.audit for values from ('2020-01-01') to ('2020-02-01')`,
  )
  expect(await pruneEntries(place.owner, 365)).toEqual(['audit_2020_01'])
  expect(await pruneEntries(place.owner, 365)).toEqual([])
  expect(await entries()).toHaveLength(1)
})
