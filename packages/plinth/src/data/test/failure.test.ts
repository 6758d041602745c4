import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silentLog } from '../../observability/index.ts'
import type { TestDatabase } from '../testing.ts'
import { kinds, sql } from './servers.ts'

const secret = 'hunter2'
const ada = { tenant: 'ada' }

interface Case {
  readonly title: string
  readonly text: string
  readonly values?: readonly unknown[]
  readonly code: string
  readonly status: number
  readonly details?: unknown
}

const field = (name: string): unknown => [expect.objectContaining({ field: name })]

const cases: readonly Case[] = [
  {
    title: 'a taken value names its fields, without the tenant',
    text: 'insert into notes (title) values ($1)',
    values: [secret],
    code: 'CONFLICT',
    status: 409,
    details: { reason: 'There is one with the same title already.', fields: ['title'] },
  },
  {
    title: 'a taken value of a plain unique index names its fields',
    text: 'insert into counters (id, value, short_code) values (8, 1, $1)',
    values: ['taken'],
    code: 'CONFLICT',
    status: 409,
    details: { reason: 'There is one with the same shortCode already.', fields: ['shortCode'] },
  },
  {
    title: 'a key to a row that is not there names the field',
    text: 'insert into counter_marks values (2, 99)',
    code: 'VALIDATION_FAILED',
    status: 400,
    details: field('counterId'),
  },
  {
    title: 'changing a key to a row that is not there names the field',
    text: 'update counter_marks set counter_id = 99',
    code: 'VALIDATION_FAILED',
    status: 400,
    details: field('counterId'),
  },
  {
    title: 'deleting a row that others point to is a conflict',
    text: 'delete from counters where id = 1',
    code: 'CONFLICT',
    status: 409,
    details: { reason: 'Something else still refers to it.', fields: [] },
  },
  {
    title: 'changing the key of a row that others point to is a conflict',
    text: 'update counters set id = 77 where id = 1',
    code: 'CONFLICT',
    status: 409,
  },
  {
    title: 'a rule of one column names the field',
    text: 'update notes set body = repeat($1, 100)',
    values: [secret],
    code: 'VALIDATION_FAILED',
    status: 400,
    details: field('body'),
  },
  {
    title: 'a missing value names the field',
    text: 'update notes set title = null',
    code: 'VALIDATION_FAILED',
    status: 400,
    details: field('title'),
  },
  {
    title: 'a text that is too long',
    text: 'update counters set short_code = $1',
    values: [secret],
    code: 'VALIDATION_FAILED',
    status: 400,
  },
  {
    title: 'a value of the wrong form',
    text: 'select * from counters where id = $1',
    values: [secret],
    code: 'VALIDATION_FAILED',
    status: 400,
  },
  {
    title: 'a number out of range',
    text: 'select * from counters where id = $1',
    values: ['99999999999'],
    code: 'VALIDATION_FAILED',
    status: 400,
  },
  {
    title: 'a date that is none',
    text: 'select $1::date',
    values: ['2024-02-30'],
    code: 'VALIDATION_FAILED',
    status: 400,
  },
  { title: 'a zero byte', text: 'select $1::text', values: ['a\0'], code: 'VALIDATION_FAILED', status: 400 },
  {
    title: "a row into somebody else's tenant",
    text: "insert into notes (tenant_id, title) values ('bob', $1)",
    values: [secret],
    code: 'FORBIDDEN',
    status: 403,
  },
  {
    title: 'a table without a grant is our mistake, not the sender’s',
    text: 'select * from closed',
    code: 'DATABASE_FAILED',
    status: 500,
    details: { sqlstate: '42501' },
  },
  {
    title: 'a statement that is wrong',
    text: `select * from nowhere where x = '${secret.length}'`,
    code: 'DATABASE_FAILED',
    status: 500,
    details: { sqlstate: '42P01' },
  },
]

describe.each(kinds)('what fails on %s', (_title, make) => {
  let server: TestDatabase
  const lines: { details: object; message: string }[] = []

  beforeAll(async () => {
    const warn = (details: object, message: string): number => lines.push({ details, message })
    server = await make({ sql, log: { ...silentLog, warn } })
    await server.asOwner(`insert into notes (tenant_id, title) values ('ada', '${secret}')`)
    await server.asOwner('create unique index on counters (short_code)')
    await server.asOwner("update counters set short_code = 'taken' where id = 2")
    await server.asOwner('insert into counter_marks values (1, 1)')
    await server.asOwner('create table closed (id int); revoke all on closed from plinth_app')
  })
  afterAll(() => server?.stop())

  test.each(cases)('$title', async ({ text, values = [], code, status, details }) => {
    const error: unknown = await server.database.write({ text }, values, ada).then(
      () => undefined,
      caught => caught,
    )
    expect(error).toMatchObject({ code, status, ...(details === undefined ? {} : { details }) })
  })

  test.each([
    ['update counters set value = null where short_code = $1', ['taken'], 'taken'],
    ['select * from counters where id = $1', ['hunter2'], 'hunter2'],
    ['select * from counters where id = $1', ['99999999999'], '99999999999'],
  ])('no value is in an error, not even in its cause, where PostgreSQL quoted it: %s', async (text, values, value) => {
    const error: unknown = await server.database.write({ text }, values, ada).catch(caught => caught)
    expect(error).toHaveProperty('cause.severity', 'ERROR')
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(value)
  })

  test('field names may come from the schema', async () => {
    const named = await make({ sql, fieldName: (table, column) => `${table}/${column}` })
    const error = named.database.write({ text: 'insert into counter_marks values (2, 99)' }, [], ada)
    await expect(error).rejects.toMatchObject({ details: field('counter_marks/counter_id') })
    await named.stop()
  })

  test('a slow statement is logged with its text and time, never with its values', async () => {
    lines.length = 0
    const text = 'select pg_sleep(0.12),\n   $1::text as secret'
    await server.database.read({ text }, [secret], ada)
    await server.database.write({ text }, [secret], ada)
    await server.database.transaction(ada, () => server.database.write({ text }, [secret], ada))
    expect(lines).toHaveLength(3)
    for (const line of lines) {
      expect(line.message).toBe('slow statement')
      expect(line.details).toEqual({
        statement: 'select pg_sleep(0.12), $1::text as secret',
        milliseconds: expect.any(Number),
      })
    }
    expect(JSON.stringify(lines)).not.toContain(secret)
    expect(server.database.stats().slow).toBe(3)
  })

  test('a statement is not called slow for waiting behind a slow one', async () => {
    const one = await make({
      sql,
      lanes: 1,
      log: { ...silentLog, warn: (details, message) => lines.push({ details, message }) },
    })
    lines.length = 0
    const slow = one.database.read({ text: 'select pg_sleep(0.12)' }, [], ada)
    const behind = one.database.read({ text: 'select 1 as quick' }, [], ada)
    await Promise.all([slow, behind])
    expect(lines.map(line => line.details)).toEqual([expect.objectContaining({ statement: 'select pg_sleep(0.12)' })])
    await one.stop()
  })
})
