import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anyone, can, nobody, owner, signedIn, where } from '../../access/index.ts'
import { id, index, integer, pgTable, text, uuid } from '../../data/schema/index.ts'
import { resource } from '../index.ts'
import { type Data, type TestBackend, user, withBackend } from './backend.ts'
import { play, type Scenario } from './scenario.ts'

const users = pgTable('users', { id: id(), name: text().notNull(), role: text().notNull().default('reader') })
const papers = pgTable(
  'papers',
  {
    id: id(),
    title: text().notNull(),
    status: text({ enum: ['draft', 'open'] })
      .notNull()
      .default('draft'),
    hidden: text().notNull().default('kept'),
    authorId: uuid().references(() => users.id),
  },
  t => [index().on(t.authorId)],
)
const pages = pgTable(
  'pages',
  {
    id: id(),
    paperId: uuid()
      .notNull()
      .references(() => papers.id),
    number: integer().notNull(),
    stamp: text().notNull().default('none'),
  },
  t => [index().on(t.paperId)],
)
const countries = pgTable('countries', { code: text().primaryKey(), name: text().notNull() })
const schema = { users, papers, pages, countries }

const ann = user('00000000-0000-4000-8000-00000000000a')
const bob = user('00000000-0000-4000-8000-00000000000b')
const clerk = user('00000000-0000-4000-8000-00000000000c', ['papers:stamp'])
let backend: TestBackend
const rows: Record<string, Data> = {}

beforeAll(async () => {
  backend = await withBackend({
    schema,
    users,
    resources: [
      resource(users, { allow: { read: anyone, write: anyone }, include: ['papers'] }),
      resource(papers, {
        only: ['title', 'status', 'authorId'],
        id: 'id',
        allow: {
          read: where({ status: 'open' }).or(owner('authorId')),
          create: signedIn.and(where({ status: 'draft' })),
          update: signedIn,
          replace: can('papers:x').and(signedIn),
          delete: where({ status: ['draft', 'open'] }).and(owner('authorId')),
        },
      }),
      resource(papers, {
        name: 'books',
        allow: { read: anyone, create: signedIn },
        children: { pages },
      }),
      resource(pages, {
        operations: [],
        allow: { read: anyone, create: can('papers:stamp').or(can('papers:page')) },
        fields: { stamp: { write: can('papers:stamp') } },
      }),
      resource(countries, { allow: { read: anyone, write: anyone } }),
    ],
  })
  for (const [who, name] of [
    [ann, 'Ann'],
    [bob, 'Bob'],
    [clerk, 'Clerk'],
  ] as const) {
    await backend.asOwner('insert into users (id, name) values ($1, $2)', [who.id, name])
  }
  const add = async (status: string) =>
    (
      await backend.asOwner<Data>(
        `insert into papers (title, status, author_id) values ($1, $2, $3) returning id::text`,
        [status, status, ann.id],
      )
    )[0]
  rows.draft = (await add('draft')) as Data
  rows.open = (await add('open')) as Data
})
afterAll(() => backend?.stop())

const on = (name: string) => ({ id: name })
const scenarios: Record<string, Scenario> = {
  'related rows come under their policy, row by row': {
    call: 'users.list',
    list: { include: ['papers'] },
    has: ['"title":"open"'],
    lacks: ['"title":"draft"'],
  },
  'their owner sees more of them': {
    call: 'users.list',
    as: ann,
    list: { include: ['papers'] },
    has: ['"title":"draft"'],
  },
  'only the fields that are shown are shown': {
    call: 'papers.list',
    has: ['title'],
    lacks: ['hidden', 'kept', '"id"'],
  },
  'and written': {
    call: 'papers.create',
    as: ann,
    body: { title: 'x', hidden: 'x' },
    refused: 'VALIDATION_FAILED',
    has: ['hidden'],
  },
  'what may be written but not read cannot be found out': {
    call: 'papers.update',
    as: bob,
    params: on('draft'),
    body: { title: 'x' },
    refused: 'NOT_FOUND',
  },
  'a new row must pass the policy with its defaults': {
    call: 'papers.create',
    as: ann,
    body: { title: 'x' },
    has: ['draft'],
  },
  'and is not kept when it does not': {
    call: 'papers.create',
    as: ann,
    body: { title: 'sneaked', status: 'open' },
    refused: 'FORBIDDEN',
  },
  'which a list shows': { call: 'papers.list', as: ann, lacks: ['sneaked'] },
  'nobody is asked to sign in where both parts need it': {
    call: 'papers.replace',
    params: on('open'),
    body: { title: 'x' },
    refused: 'UNAUTHENTICATED',
  },
  'nobody is told 401 for a row they see and do not own': {
    call: 'papers.delete',
    params: on('open'),
    refused: 'UNAUTHENTICATED',
  },
  'others are told 403': { call: 'papers.delete', as: bob, params: on('open'), refused: 'FORBIDDEN' },
  '15.3.3 a role is never taken from a body': {
    call: 'users.create',
    body: { name: 'x', role: 'admin' },
    refused: 'VALIDATION_FAILED',
    has: ['role'],
  },
  'nor changed by one': {
    call: 'users.update',
    params: { id: String(ann.id) },
    body: { role: 'admin' },
    refused: 'VALIDATION_FAILED',
  },
  'lines come under their own policy': {
    call: 'books.create',
    as: ann,
    body: { title: 'x', pages: [{ number: 1 }] },
    refused: 'FORBIDDEN',
  },
  'and their own field rules': {
    call: 'books.create',
    as: user(String(ann.id), ['papers:page']),
    body: { title: 'x', pages: [{ number: 1 }, { number: 2, stamp: 'me' }] },
    refused: 'VALIDATION_FAILED',
    has: ['pages[1].stamp'],
  },
  'which let some write': {
    call: 'books.create',
    as: clerk,
    body: { title: 'x', pages: [{ number: 1, stamp: 'me' }, { number: 2 }] },
    has: ['"stamp":"me"', '"stamp":"none"'],
  },
  'a key of its own is given once': { call: 'countries.create', body: { code: 'se', name: 'Sweden' }, has: ['"se"'] },
  'and never changed': {
    call: 'countries.update',
    params: { id: 'se' },
    body: { code: 'no' },
    refused: 'VALIDATION_FAILED',
  },
}

test.each(Object.entries(scenarios))('%s', (_, scenario) => {
  const params = Object.entries(scenario.params ?? {}).map(([name, value]) => {
    const param = scenario.call.startsWith('countries') ? 'code' : name
    return [param, rows[value]?.id ?? value]
  })
  return play(backend, { ...scenario, params: Object.fromEntries(params) })
})

describe('who may write and not read', () => {
  test('is told where the row is, and nothing else', async () => {
    const box = await withBackend({
      schema: { countries },
      resources: [resource(countries, { operations: ['create'], allow: { create: anyone, read: nobody } })],
    })
    try {
      const reply = await box.run('countries.create', { body: { code: 'dk', name: 'Denmark' } })
      expect(reply).toMatchObject({ json: '{"code":"dk"}', location: '/countries/dk' })
    } finally {
      await box.stop()
    }
  })
})
