import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anyone } from '../../access/index.ts'
import { resource } from '../index.ts'
import { Columns, type Print, shapeOf } from '../sql/texts.ts'
import { type Data, pageOf, read, type TestBackend, withBackend } from './backend.ts'
import * as schema from './wide.ts'

const json = (print: Print, text: string | null): string => shapeOf([{ name: 'a', sql: 'a', print }]).json([text])

describe('a text becomes JSON', () => {
  test('whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (name, text) => {
        const shape = shapeOf([{ name, sql: 'a', print: 'text' }])
        expect(JSON.parse(shape.json([text]))).toEqual(JSON.parse(JSON.stringify(Object.fromEntries([[name, text]]))))
      }),
    )
  })

  test.each([
    ['instant', '2026-11-21 03:29:46', '"2026-11-21T03:29:46.000Z"'],
    ['instant', '2026-11-21 03:29:46.1', '"2026-11-21T03:29:46.100Z"'],
    ['instant', '2026-11-21 03:29:46.12', '"2026-11-21T03:29:46.120Z"'],
    ['instant', '2026-11-21 03:29:46.123', '"2026-11-21T03:29:46.123Z"'],
    ['instant', '2026-11-21 03:29:46.999999', '"2026-11-21T03:29:46.999Z"'],
    ['instant', '12026-11-21 03:29:46.5', '"12026-11-21T03:29:46.500Z"'],
    ['instant', 'infinity', 'null'],
    ['instant', '-infinity', 'null'],
    ['number', '1.5e-07', '1.5e-07'],
    ['number', 'NaN', '"NaN"'],
    ['number', '-Infinity', '"-Infinity"'],
    ['boolean', 't', 'true'],
    ['boolean', 'f', 'false'],
    ['bare', '{"a": 1}', '{"a": 1}'],
    ['quoted', '2024-02-29', '"2024-02-29"'],
  ] as const)('%s %s', (print, text, value) => {
    expect(json(print, text)).toBe(`{"a":${value}}`)
  })

  test('null is null, in every form', () => {
    const prints: Print[] = ['bare', 'quoted', 'text', 'number', 'boolean', 'instant']
    expect(prints.map(print => json(print, null))).toEqual(prints.map(() => '{"a":null}'))
  })

  test('a time in another style is an error, and never passed on', () => {
    expect(() => json('instant', '21/11/2026 03:29:46')).toThrow('went wrong in the database')
  })

  test('a row of no members is an object, and further columns keep their places', () => {
    const columns = new Columns(shapeOf([]))
    expect([columns.add('t.a'), columns.add('t.b'), columns.sql]).toEqual([0, 1, 't.a, t.b'])
    expect(shapeOf([]).json(['1', '2'])).toBe('{}')
  })
})

describe('a page', () => {
  let backend: TestBackend
  beforeAll(async () => {
    const options = { allow: { read: anyone, write: anyone }, filter: ['whole'], sort: ['whole'] } as const
    backend = await withBackend({ schema, resources: [resource(schema.things, options)] })
    await backend.asOwner(
      `insert into things (title, whole, instant) select 't', i, timestamptz '2026-01-01' from generate_series(1, 23) i`,
    )
  })
  afterAll(() => backend?.stop())
  const all = Array.from({ length: 23 }, (_, at) => at + 1)

  test('of any size, anywhere, has its rows and the right total', async () => {
    const place = fc.record({ limit: fc.integer({ min: 1, max: 30 }), offset: fc.integer({ min: 0, max: 30 }) })
    await fc.assert(
      fc.asyncProperty(place, fc.boolean(), async ({ limit, offset }, next) => {
        const reply = await backend.run('things.list', { list: { limit, offset, next } })
        expect((read(reply) as unknown as { whole: number }[]).map(row => row.whole)).toEqual(
          all.slice(offset, offset + limit),
        )
        const { total, capped, next: cursor } = pageOf(reply)
        expect({ total, capped }).toEqual({ total: 23, capped: false })
        expect(cursor !== null).toBe(next && offset + limit < 23)
      }),
      { numRuns: 80 },
    )
  })

  test.each([
    { limit: 20, counts: true },
    { limit: 25, counts: false },
    { limit: 25, offset: 30, counts: true },
  ])('is counted only where its rows do not tell: %j', async ({ counts, ...list }) => {
    const { statements } = backend.engine.parts.served(backend.engine.parts.models[0] as never)
    const of = statements.of.bind(statements)
    let text = ''
    statements.of = (...given) => {
      text = given[0]
      return of(...given)
    }
    await backend.run('things.list', { list })
    statements.of = of
    const values = 'offset' in list ? `(${list.offset})` : ''
    await backend.asOwner(`prepare page${'offset' in list ? '(bigint)' : ''} as ${text}`)
    const plan = await backend.asOwner<{ 'QUERY PLAN': string }>(`explain (analyze, costs off) execute page${values}`)
    await backend.asOwner('deallocate page')
    expect(plan.some(row => row['QUERY PLAN'].includes('never executed'))).toBe(!counts)
  })

  test('is the same text as its rows one by one', async () => {
    const rows = await backend.ask<Data[]>('things.list', { list: { limit: 3 } })
    const ones = await Promise.all(rows.map(({ id }) => backend.ask('things.get', { params: { id } })))
    expect(rows).toEqual(ones)
    expect(rows[0]).toMatchObject({ instant: '2026-01-01T00:00:00.000Z' })
  })
})
