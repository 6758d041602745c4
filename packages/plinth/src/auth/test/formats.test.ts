import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  bigint,
  boolean,
  date,
  doublePrecision,
  integer,
  jsonb,
  numeric,
  pgTable,
  serial,
  text,
  timestamp,
  uuid,
} from '../../data/schema/index.ts'
import { ask, askSession, makeAuth, makeDatabase } from './backend.ts'

const people = pgTable('people', {
  key: serial().primaryKey(),
  userName: text().notNull(),
  username: text('login').notNull().unique(),
  age: integer(),
  points: bigint({ mode: 'bigint' }),
  height: numeric({ precision: 5, scale: 2 }),
  weight: doublePrecision(),
  born: date(),
  seen: timestamp({ withTimezone: true }),
  noted: timestamp(),
  team: uuid(),
  tags: text().array(),
  links: jsonb(),
  loud: boolean(),
  secretWord: text('word').$defaultFn(() => 'made'),
})

const peopleSql = `create table people (
  key serial primary key, user_name text not null, login text not null unique, age integer, points bigint,
  height numeric(5, 2), weight double precision, born date, seen timestamptz, noted timestamp, team uuid, tags text[],
  links jsonb, loud boolean, word text)`

let place: Awaited<ReturnType<typeof makeDatabase>>

beforeAll(async () => {
  place = await makeDatabase(peopleSql)
})
afterAll(() => place.stop())

const snake = (key: string) => key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

function open(bigNumbers: 'string' | 'number') {
  const wire = { name: snake, extra: 'refuse', bigNumbers } as const
  return makeAuth({ schema: { people }, options: { users: people }, database: place.database, wire })
}

const team = '6f6f9c1e-8c1b-4f0e-9b53-0f8d1f2a3b4c'
const given = {
  user_name: `Robert'); drop table people; --`,
  username: 'Bobby "Tables"',
  age: -7,
  points: '9007199254740993',
  height: '1.80',
  weight: 80.5,
  born: '2001-02-28',
  seen: '2026-01-31T12:00:00.123456+02:00',
  noted: '2026-01-31T12:00:00Z',
  team,
  tags: ['a', 'b,"c"\\', ''],
  links: { home: ['https://example.com', null, { deep: 1.5 }] },
  loud: false,
}

describe('columns of every type', () => {
  it('come back as resources print them, under the names of the dialect', async () => {
    const { user } = await askSession(open('string'), 'register', { ...given, password: 'correct horse' })
    expect(user).toEqual({ ...given, key: 1, seen: '2026-01-31T10:00:00.123Z', noted: '2026-01-31T12:00:00.000Z' })
    expect(await place.asOwner('select word from people')).toEqual([{ word: 'made' }])
  })

  it('print big numbers as numbers where the dialect says so, and null as null', async () => {
    const auth = open('number')
    const body = { user_name: 'B', username: 'b', points: 12, height: 1.8, password: 'correct horse' }
    const { user, accessToken: token } = await askSession(auth, 'register', body)
    expect(user).toMatchObject({ points: 12, height: 1.8, weight: null, born: null, tags: null, links: null })
    const answer = await ask(auth, 'update', { tags: [], loud: true, user_name: 'C' }, { token })
    expect(answer?.user).toEqual({ ...user, tags: [], loud: true, user_name: 'C' })
  })

  it('are signed in to by the exact username, under an id that is no uuid', async () => {
    const auth = open('string')
    const credentials = { username: given.username, password: 'correct horse' }
    const { accessToken } = await askSession(auth, 'login', credentials)
    expect((await auth.identify(accessToken, { host: '' })).id).toBe('1')
    const error = await ask(auth, 'login', { ...credentials, username: 'BOBBY "TABLES"' }).catch(reason => reason)
    expect(error.code).toBe('AUTH_WRONG_CREDENTIALS')
  })

  it('are refused by name when a value does not fit', async () => {
    const wrong = {
      age: 2 ** 31,
      points: '9223372036854775808',
      height: 'tall',
      weight: '1e999',
      born: '2001-02-29',
      seen: 'yesterday',
      noted: '2026-13-01T00:00:00Z',
      team: 'reds',
      tags: ['ok', 5],
      links: { a: 'b\0c' },
      loud: 'no',
      word: 'x',
    }
    const body = { user_name: 'W', username: 'w', password: 'correct horse', ...wrong }
    const error = await ask(open('string'), 'register', body).catch(reason => reason)
    expect(error.details.map(({ field }: { field: string }) => field)).toEqual(Object.keys(wrong))
  })
})
