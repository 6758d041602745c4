import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anyone } from '../../access/index.ts'
import type { ListQuery, Reply } from '../../operations/index.ts'
import { resource } from '../index.ts'
import { type Data, pageOf, read, type TestBackend, withBackend } from './backend.ts'
import * as schema from './wide.ts'

const sorts = ['whole', 'title', 'instant', 'price', 'mood', 'float', 'day', 'flag', 'big'] as const
let backend: TestBackend
let everything: string[]

beforeAll(async () => {
  const options = {
    allow: { read: anyone, write: anyone },
    filter: ['whole'],
    sort: [...sorts],
    search: ['title'],
  } as const
  backend = await withBackend({ schema, resources: [resource(schema.things, options)] })
  // Few values and many nulls, so that ties are everywhere; instants that differ in microseconds.
  await backend.asOwner(`insert into things (title, whole, instant, price, mood, float, day, flag, big)
    select 't' || i % 4, nullif(i % 5, 0), nullif(i % 7, 0) * interval '1 microsecond' + timestamptz '2026-01-01',
      nullif(i % 3, 0) * 0.1, (array['sad', 'ok', 'happy', null])[i % 4 + 1]::mood, nullif(i % 6, 0) / 3.0,
      date '2026-01-01' + i % 2, (array[true, false, null])[i % 3 + 1], nullif(i % 4, 0) from generate_series(1, 61) i`)
  everything = (await backend.asOwner<{ id: string }>('select id from things')).map(row => row.id).toSorted()
})
afterAll(() => backend?.stop())

async function walk(query: ListQuery): Promise<string[][]> {
  const pages: string[][] = []
  let after: string | null = ''
  while (after !== null && pages.length < 100) {
    const reply: Reply = await backend.run('things.list', { list: { ...query, after } })
    pages.push((read(reply) as Data[]).map(row => row.id))
    after = pageOf(reply).next
  }
  return pages
}

const step = fc.record({ field: fc.constantFrom(...sorts), descending: fc.boolean() })
const order = fc.uniqueArray(step, { maxLength: 3, selector: one => one.field })

test('walking by cursor meets every row once, in any order, at any size', async () => {
  await fc.assert(
    fc.asyncProperty(order, fc.integer({ min: 3, max: 70 }), async (sort, limit) => {
      const pages = await walk({ sort, limit })
      expect(pages.flat().toSorted()).toEqual(everything)
      expect(pages.slice(0, -1).every(page => page.length === limit)).toBe(true)
      expect(pages.at(-1)?.length).toBeGreaterThan(0)
    }),
    { numRuns: 60 },
  )
})

test('walking by cursor gives the order of one large page', async () => {
  await fc.assert(
    fc.asyncProperty(order, async sort => {
      const [whole = []] = await walk({ sort, limit: 1000 })
      expect((await walk({ sort, limit: 7 })).flat()).toEqual(whole)
    }),
    { numRuns: 30 },
  )
})

test('the cursor of an offset page goes on after it', async () => {
  const sort = [{ field: 'title', descending: true }]
  const [whole = []] = await walk({ sort, limit: 1000 })
  const reply = await backend.run('things.list', { list: { sort, limit: 10, offset: 20, next: true } })
  const after = pageOf(reply).next ?? ''
  expect(await backend.ask<Data[]>('things.list', { list: { sort, limit: 10, after } })).toMatchObject(
    whole.slice(30, 40).map(id => ({ id })),
  )
})

test.each([5, 7])('a page of %i tells the next one only where it is asked for', async limit => {
  expect(pageOf(await backend.run('things.list', { list: { limit } }))).toMatchObject({ next: null, total: 61 })
  expect(pageOf(await backend.run('things.list', { list: { limit, after: '' } }))).toMatchObject({
    next: expect.any(String),
    total: null,
  })
})

test('a page after a cursor is not counted', async () => {
  const first = pageOf(await backend.run('things.list', { list: { limit: 5, next: true } }))
  expect(first.total).toBe(61)
  const second = pageOf(await backend.run('things.list', { list: { limit: 5, after: first.next ?? '' } }))
  expect(second).toMatchObject({ total: null, capped: false, next: expect.any(String) })
})

describe('a cursor that is not ours is refused', () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const id = '00000000-0000-4000-8000-00000000000a'
  test.each([
    ['no base64', "'; drop table things; --"],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['no list', encode({ a: 1 })],
    ['another order', encode(['-title,-id', 'x', id])],
    ['the other direction', encode(['whole,id', '1', id])],
    ['too few values', encode(['-whole,-id', '1'])],
    ['too many values', encode(['-whole,-id', '1', id, id])],
    ['a value of another type', encode(['-whole,-id', "1' or '1'='1", id])],
    ['a value that is no text', encode(['-whole,-id', 1, id])],
    ['a value out of range', encode(['-whole,-id', '99999999999', id])],
    ['null for what is never null', encode(['-whole,-id', '1', null])],
    ['an object', encode(['-whole,-id', { toString: 'x' }, id])],
    ['a very long one', 'a'.repeat(5000)],
  ])('%s', async (_, after) => {
    const list = { sort: [{ field: 'whole', descending: true }], after }
    const refusal = { code: 'CURSOR_INVALID', status: 400, details: [{ field: 'cursor' }] }
    await expect(backend.run('things.list', { list })).rejects.toMatchObject(refusal)
  })
})

test('totals stop at 10,000, and go on when they are asked to be exact', async () => {
  await backend.asOwner(`insert into things (title) select 'many' from generate_series(1, 10100) i`)
  const list = { search: 'many', limit: 1 }
  expect(pageOf(await backend.run('things.list', { list }))).toMatchObject({ total: 10_000, capped: true })
  const exact = await backend.run('things.list', { list: { ...list, count: 'exact' } })
  expect(pageOf(exact)).toMatchObject({ total: 10_100, capped: false })
})
