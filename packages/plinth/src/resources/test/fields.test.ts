import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { id, index, integer, pgTable, search, text, uuid } from '../../data/schema/index.ts'
import { anyone, can, count, nobody, owner, resource, signedIn, when, where } from '../../index.ts'
import { type TestBackend, user, withBackend } from './backend.ts'
import { play, type Scenario } from './scenario.ts'

const users = pgTable('users', { id: id(), name: text().notNull() })
const staff = pgTable(
  'staff',
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    name: text().notNull(),
    region: text().notNull(),
    salary: integer().notNull(),
    note: text(),
  },
  t => [index().on(t.userId), index().on(t.salary), index().on(t.name), index().on(t.region), search(t.name, t.note)],
)
const badges = pgTable(
  'badges',
  {
    id: id(),
    staffId: uuid()
      .notNull()
      .references(() => staff.id),
    code: text().notNull(),
  },
  t => [index().on(t.staffId), index().on(t.code)],
)
const schema = { users, staff, badges }

const ann = user('00000000-0000-4000-8000-00000000000a', [])
const bob = user('00000000-0000-4000-8000-00000000000b', [])
const boss = user('00000000-0000-4000-8000-0000000000ff', ['*'])
const ids = { ann: '00000000-0000-4000-8000-0000000001aa', bob: '00000000-0000-4000-8000-0000000001bb' }

const north = when(['region'], actor => (actor.id === ann.id ? where({ region: 'north' }) : nobody))

let backend: TestBackend
beforeAll(async () => {
  backend = await withBackend({
    schema,
    users,
    computed: { staff: { badgesCount: count(badges) } },
    resources: [
      resource(staff, {
        allow: { read: can('staff:read').or(signedIn), write: can('staff:write').or(signedIn) },
        filter: { name: 'name', salary: 'salary', badge: 'badges.code' },
        sort: ['name', 'salary'],
        search: ['name', 'note'],
        include: ['badges'],
        computed: ['badgesCount'],
        fields: {
          salary: { read: can('staff:pay'), write: can('staff:pay') },
          note: { read: owner('userId'), write: owner('userId') },
          region: { write: nobody },
        },
      }),
      resource(badges, {
        allow: { read: signedIn, write: can('badges:write') },
        filter: { pay: 'staff.salary' },
        include: ['staff'],
        fields: { code: { read: can('badges:read') } },
      }),
      resource(staff, {
        name: 'northern',
        path: '/northern',
        operations: ['list', 'get', 'update'],
        allow: { read: north, write: north },
      }),
      resource(users, { operations: [], allow: { read: anyone } }),
    ],
  })
  for (const [who, name] of [
    [ann, 'Ann'],
    [bob, 'Bob'],
    [boss, 'Boss'],
  ] as const) {
    await backend.asOwner('insert into users (id, name) values ($1, $2)', [who.id, name])
  }
  const text = 'insert into staff (id, user_id, name, region, salary, note) values ($1, $2, $3, $4, $5, $6)'
  await backend.asOwner(text, [ids.ann, ann.id, 'Ann', 'north', 777_001, 'note-of-ann'])
  await backend.asOwner(text, [ids.bob, bob.id, 'Bob', 'south', 777_002, 'note-of-bob'])
  await backend.asOwner(`insert into badges (staff_id, code) values ($1, 'code-777')`, [ids.bob])
})
afterAll(() => backend?.stop())

const list = (more: Scenario['list'], rest: Partial<Scenario> = {}): Scenario => ({
  call: 'staff.list',
  as: ann,
  ...(more === undefined ? {} : { list: more }),
  ...rest,
})
const hidden = ['77700', 'note-of-bob', 'code-777']

describe('8.2.3 a field that somebody may not read', () => {
  const scenarios: Record<string, Scenario> = {
    'is not in lists': list({}, { lacks: hidden, has: ['note-of-ann'] }),
    'is not in lists that ask for it': list({ fields: ['salary', 'note', 'name'] }, { lacks: hidden }),
    'is not in the row': { call: 'staff.get', as: ann, params: { id: ids.bob }, lacks: hidden },
    'does not order': list(
      { sort: [{ field: 'salary', descending: true }] },
      { refused: 'VALIDATION_FAILED', lacks: hidden },
    ),
    'does not filter': list(
      { where: [{ field: 'salary', op: 'gt', value: 777_001 }] },
      { refused: 'VALIDATION_FAILED' },
    ),
    'is not searched': list({ search: 'note-of-bob' }, { has: ['[]'] }),
    'is not in what comes along': list({ include: ['badges'] }, { lacks: hidden }),
    'does not filter from a related list': {
      call: 'badges.list',
      as: ann,
      list: { where: [{ field: 'pay', op: 'eq', value: 777_002 }] },
      refused: 'VALIDATION_FAILED',
    },
    'does not filter through a relation': list(
      { where: [{ field: 'badge', op: 'eq', value: 'code-777' }] },
      { refused: 'VALIDATION_FAILED' },
    ),
    'is not in a related row': { call: 'badges.list', as: ann, list: { include: ['staff'] }, lacks: hidden },
    'is there for those who may': list(
      { sort: [{ field: 'salary', descending: true }] },
      { as: boss, has: ['777002'], lacks: ['note-of-ann'] },
    ),
  }
  test.each(Object.entries(scenarios))('%s', (_, scenario) => play(backend, scenario))
})

describe('8.2.3 a field that somebody may not write', () => {
  const change = (body: object, as = ann, id = ids.ann): Scenario => ({
    call: 'staff.update',
    as,
    params: { id },
    body,
  })
  const scenarios: Record<string, Scenario> = {
    'is refused by name': { ...change({ salary: 1 }), refused: 'VALIDATION_FAILED', has: ['salary'] },
    'is refused in the row of somebody else': {
      ...change({ note: 'x' }, ann, ids.bob),
      refused: 'FORBIDDEN',
      lacks: hidden,
    },
    'is refused to everybody where nobody may': { ...change({ region: 'south' }, boss), refused: 'VALIDATION_FAILED' },
    'is written by those who may': { ...change({ note: 'note-of-ann' }), has: ['note-of-ann'] },
  }
  test.each(Object.entries(scenarios))('%s', (_, scenario) => play(backend, scenario))

  test('leaves the row as it was', async () => {
    const rows = await backend.asOwner('select salary, note, region from staff order by name')
    expect(rows).toEqual([
      { salary: 777_001, note: 'note-of-ann', region: 'north' },
      { salary: 777_002, note: 'note-of-bob', region: 'south' },
    ])
  })
})

describe('8.2.2 a rule that the actor decides', () => {
  const scenarios: Record<string, Scenario> = {
    'narrows lists': { call: 'northern.list', as: ann, has: ['Ann'], lacks: ['Bob'] },
    'hides the other rows': { call: 'northern.get', as: ann, params: { id: ids.bob }, refused: 'NOT_FOUND' },
    'keeps them from being changed': {
      call: 'northern.update',
      as: ann,
      params: { id: ids.bob },
      body: { name: 'x' },
      refused: 'NOT_FOUND',
    },
    'lets its own be changed': {
      call: 'northern.update',
      as: ann,
      params: { id: ids.ann },
      body: { name: 'Ann' },
      has: ['Ann'],
    },
    'refuses whom it gives nothing': { call: 'northern.list', as: bob, refused: 'FORBIDDEN' },
  }
  test.each(Object.entries(scenarios))('%s', (_, scenario) => play(backend, scenario))
})
