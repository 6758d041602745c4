import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eq, integer, jsonb, pgTable, sql, text, timestamp } from '../schema/index.ts'
import type { TestDatabase } from '../testing.ts'
import { kinds, sql as tables } from './servers.ts'

const notes = pgTable('notes', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  tenantId: text(),
  title: text().notNull(),
})
const stamps = pgTable('stamps', {
  id: integer().primaryKey(),
  createdAt: timestamp({ withTimezone: true }),
  extra: jsonb(),
})
const schema = { notes, stamps }

const ada = { tenant: 'ada' }

describe.each(kinds)('Drizzle on %s', (_title, make) => {
  let server: TestDatabase

  beforeAll(async () => {
    const stampsSql = 'create table stamps (id int primary key, created_at timestamptz, extra jsonb);'
    server = await make({ sql: tables + stampsSql, schema })
    await server.asOwner("insert into notes (tenant_id, title) values ('ada', 'hers'), ('bob', 'his')")
  })
  afterAll(() => server?.stop())

  const db = (tenant: string | null = 'ada') => server.database.drizzle<typeof schema>({ tenant })

  test('every statement carries its scope, also outside of a transaction', async () => {
    expect(await db().select({ title: notes.title }).from(notes)).toEqual([{ title: 'hers' }])
    expect(await db('bob').select({ title: notes.title }).from(notes)).toEqual([{ title: 'his' }])
    expect(await db(null).select().from(notes)).toEqual([])
    expect(await db().query.notes.findMany({ columns: { title: true } })).toEqual([{ title: 'hers' }])
    expect(await db().$count(notes)).toBe(1)
    expect((await db().execute(sql`select title from notes`)).rows).toEqual([{ title: 'hers' }])
    const prepared = db().select({ title: notes.title }).from(notes).prepare('titles')
    expect(await prepared.execute()).toEqual([{ title: 'hers' }])
  })

  test('values come as Drizzle gives them', async () => {
    const createdAt = new Date('2024-02-29T10:00:00.123Z')
    const row = { id: 1, createdAt, extra: { a: [1, null] } }
    expect(await db().insert(stamps).values(row).returning()).toEqual([row])
    expect(await db().select().from(stamps)).toEqual([row])
  })

  test('it joins the ambient transaction', async () => {
    const { database } = server
    const work = database.transaction(ada, async () => {
      await database.write({ text: "insert into notes (title) values ('raw')" }, [], ada)
      await db().insert(notes).values({ title: 'built' })
      expect(await db().$count(notes)).toBe(3)
      throw new Error('back')
    })
    await expect(work).rejects.toThrow('back')
    expect(await db().$count(notes)).toBe(1)
  })

  test('its own transactions are ambient ones, with savepoints and rollback', async () => {
    await db().transaction(async tx => {
      expect(server.database.inTransaction).toBe(true)
      await tx.insert(notes).values({ title: 'kept' })
      const nested = tx.transaction(async inner => {
        await inner.insert(notes).values({ title: 'dropped' })
        inner.rollback()
      })
      await expect(nested).rejects.toThrow('Rollback')
    })
    expect(await db().select({ title: notes.title }).from(notes).orderBy(notes.id)).toEqual([
      { title: 'hers' },
      { title: 'kept' },
    ])
    await db().delete(notes).where(eq(notes.title, 'kept'))
    const reading = db().transaction(tx => tx.insert(notes).values({ title: 'no' }), { accessMode: 'read only' })
    await expect(reading).rejects.toMatchObject({ code: 'DATABASE_FAILED' })
  })

  test('errors are coded and hold no values', async () => {
    const error: unknown = await db()
      .insert(notes)
      .values({ title: 'hers' })
      .catch(caught => caught)
    expect(error).toMatchObject({ code: 'CONFLICT', details: { fields: ['title'] } })
    await expect(db().execute(sql`commit`)).rejects.toMatchObject({ code: 'TRANSACTION_COMMAND' })
  })
})
