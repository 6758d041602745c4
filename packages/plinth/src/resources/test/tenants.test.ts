import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anyone, owner, signedIn } from '../../access/index.ts'
import { id, index, pgTable, tenantId, text, timestamps, uuid } from '../../data/schema/index.ts'
import { type AnyTable, count, resource, type TableResource } from '../index.ts'
import { type Data, type TestBackend, user, withBackend } from './backend.ts'
import { play, type Scenario } from './scenario.ts'

const users = pgTable('users', { id: id(), name: text().notNull() })
const projects = pgTable(
  'projects',
  { id: id(), tenantId: tenantId(), title: text().notNull(), ...timestamps() },
  t => [index().on(t.tenantId, t.title)],
)
const notes = pgTable(
  'notes',
  {
    id: id(),
    tenantId: tenantId(),
    projectId: uuid()
      .notNull()
      .references(() => projects.id),
    authorId: uuid()
      .notNull()
      .references(() => users.id),
    text: text().notNull(),
  },
  t => [index().on(t.projectId)],
)
const schema = { users, projects, notes }

const annId = '00000000-0000-4000-8000-00000000000a'
const acme = user(annId, [], 'acme')
const zeta = user(annId, [], 'zeta')
let backend: TestBackend
const ids: Record<string, string> = {}

beforeAll(async () => {
  backend = await withBackend({
    schema,
    users,
    computed: { projects: { notesCount: count(notes) } },
    resources: [
      resource(projects, {
        allow: { read: anyone, write: signedIn },
        filter: { title: 'title', said: 'notes.text' },
        include: ['notes'],
        computed: ['notesCount'],
      }),
      resource(notes, {
        path: '/projects/:id/said/notes',
        allow: { read: signedIn, create: signedIn, delete: owner('authorId') },
      }),
    ],
  })
  await backend.asOwner(`insert into users (id, name) values ($1, 'Ann')`, [annId])
  for (const [name, as] of Object.entries({ acme, zeta })) {
    ids[name] = (await backend.ask('projects.create', { as, body: { title: `of ${name}` } })).id
    const note = { as, params: { id: ids[name] }, body: { text: `said at ${name}` } }
    ids[`${name}Note`] = (await backend.ask('notes.create', note)).id
  }
})
afterAll(() => backend?.stop())

/** With the policies gone, only what the statements say themselves is left. */
const walls = { 'two walls': 'enable', 'the scope of the statements alone': 'disable' }

describe.each(Object.entries(walls))('8.4.1 one tenant never sees another, behind %s', (_wall, policies) => {
  beforeAll(async () => {
    for (const table of ['projects', 'notes'])
      await backend.asOwner(`alter table ${table} ${policies} row level security`)
  })
  afterAll(async () => {
    for (const table of ['projects', 'notes']) await backend.asOwner(`alter table ${table} enable row level security`)
  })

  const scenarios: Record<string, Scenario> = {
    'in totals': {
      call: 'projects.list',
      as: acme,
      list: { limit: 1, count: 'exact' },
      has: ['of acme'],
      lacks: ['zeta'],
    },
    'in lists': {
      call: 'projects.list',
      as: acme,
      list: { include: ['notes'] },
      has: ['of acme', 'said at acme'],
      lacks: ['zeta'],
    },
    'by filter': {
      call: 'projects.list',
      as: acme,
      list: { where: [{ field: 'said', op: 'contains', value: 'zeta' }] },
      has: ['[]'],
    },
    'by id': { call: 'projects.get', as: acme, params: { id: 'zeta' }, refused: 'NOT_FOUND' },
    'by update': {
      call: 'projects.update',
      as: acme,
      params: { id: 'zeta' },
      body: { title: 'x' },
      refused: 'NOT_FOUND',
    },
    'by delete': { call: 'projects.delete', as: acme, params: { id: 'zeta' }, refused: 'NOT_FOUND' },
    'under a parent': { call: 'notes.list', as: acme, params: { id: 'zeta' }, refused: 'NOT_FOUND' },
    'by writing under a parent': {
      call: 'notes.create',
      as: acme,
      params: { id: 'zeta' },
      body: { text: 'x' },
      refused: 'NOT_FOUND',
    },
    'by naming it in a body': {
      call: 'projects.create',
      as: acme,
      body: { title: 'x', tenantId: 'zeta' },
      refused: 'VALIDATION_FAILED',
    },
    'without a tenant': { call: 'projects.list', as: user(annId), refused: 'TENANT_NEEDED' },
  }
  test.each(Object.entries(scenarios))('%s', (_, scenario) => {
    const { id } = scenario.params ?? {}
    return play(backend, id === undefined ? scenario : { ...scenario, params: { id: ids[id] ?? id } })
  })
})

describe('trusted code stays in its tenant', () => {
  const table = (name: string, as = acme) =>
    (backend.context(as).trusted.resources as unknown as Record<string, TableResource<AnyTable>>)[
      name
    ] as TableResource<AnyTable>

  test('when it reads and writes', async () => {
    const { items } = await table('projects').list({})
    expect(JSON.stringify(items)).not.toContain('zeta')
    await expect(table('projects').get(ids.zeta ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(table('projects').update(ids.zeta ?? '', { title: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(table('projects').delete(ids.zeta ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('even when it names another', async () => {
    expect(await table('projects').create({ title: 'mine', tenantId: 'zeta' })).toMatchObject({ tenantId: 'acme' })
    expect(await table('projects').update(ids.acme ?? '', { tenantId: 'zeta' })).toMatchObject({ tenantId: 'acme' })
  })
})

test('questions of two tenants at once are never mixed up', async () => {
  const asks = Array.from({ length: 400 }, async (_, at) => {
    const [as, name, other] = at % 2 === 0 ? [acme, 'acme', 'zeta'] : [zeta, 'zeta', 'acme']
    const text = JSON.stringify(await backend.ask<Data[]>('projects.list', { as, list: { include: ['notes'] } }))
    expect(text).toContain(`of ${name}`)
    expect(text).not.toContain(other)
  })
  await Promise.all(asks)
})

test('a computed field counts what is in the tenant', async () => {
  expect(await backend.ask('projects.get', { as: zeta, params: { id: ids.zeta ?? '' } })).toMatchObject({
    notesCount: 1,
  })
})
