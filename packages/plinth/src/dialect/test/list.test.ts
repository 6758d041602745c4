import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlinthError } from '../../errors/index.ts'
import type { FilterOp, ListSpec } from '../../operations/index.ts'
import { compileDialect } from '../compile.ts'
import type { RawQuery } from '../list/read.ts'

const ops: FilterOp[] = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'isNull']
const spec: ListSpec = {
  filters: {
    status: { type: 'text', ops, values: ['draft', 'active'] },
    name: { type: 'text', ops: ['eq', 'contains', 'startsWith'] },
    priceCents: { type: 'integer', ops },
    weight: { type: 'number', ops },
    big: { type: 'bigint', ops },
    open: { type: 'boolean', ops },
    ownerId: { type: 'uuid', ops },
    day: { type: 'date', ops },
    createdAt: { type: 'timestamp', ops },
  },
  sorts: ['createdAt', 'name'],
  fields: ['id', 'name', 'createdAt'],
  includes: ['category'],
  search: true,
  size: { default: 20, max: 1000 },
}
const read = compileDialect().lists(spec)

function problemsOf(query: RawQuery, reader = read): { field: string; message: string }[] {
  try {
    reader(query)
  } catch (error) {
    expect((error as PlinthError).code).toBe('VALIDATION_FAILED')
    return (error as PlinthError).details as { field: string; message: string }[]
  }
  return []
}

test.each([
  [{ limt: '3' }, 'limt', 'Did you mean "limit"'],
  [{ 'priceCents[gtee]': '3' }, 'priceCents[gtee]', 'priceCents[gt'],
  [{ secret: 'x' }, 'secret', 'Unknown'],
  [{ limit: '0' }, 'limit', '1 to 1000'],
  [{ limit: '1001' }, 'limit', '1 to 1000'],
  [{ limit: '-1' }, 'limit', '1 to 1000'],
  [{ limit: '1e3' }, 'limit', 'whole'],
  [{ limit: ['1', '2'] }, 'limit', 'once'],
  [{ page: '0' }, 'page', 'from 1'],
  [{ page: '9999999', limit: '1000' }, 'page', 'cursor'],
  [{ offset: '10000001' }, 'offset', '10000000'],
  [{ page: '2', offset: '3' }, 'page', 'only one'],
  [{ cursor: 'abc', offset: '3' }, 'page', 'only one'],
  [{ cursor: "a'b" }, 'cursor', 'cursor'],
  [{ cursor: 'a'.repeat(2001) }, 'cursor', 'cursor'],
  [{ count: 'all' }, 'count', 'exact'],
  [{ sort: 'priceCents' }, 'sort', 'createdAt, name'],
  [{ sort: 'name,-name' }, 'sort', 'once'],
  [{ sort: '' }, 'sort', 'createdAt'],
  [{ fields: 'id,password' }, 'fields', 'id, name'],
  [{ include: 'owner' }, 'include', 'category'],
  [{ search: 'x'.repeat(201) }, 'search', '200'],
  [{ search: 'a\0b' }, 'search', '200'],
  [{ status: 'gone' }, 'status', 'draft, active'],
  [{ status: ['draft', 'active'] }, 'status', '[in]'],
  [{ 'status[in]': 'draft,gone' }, 'status[in]', 'draft'],
  [{ 'priceCents[in]': Array(101).fill('1').join() }, 'priceCents[in]', '100'],
  [{ priceCents: '2147483648' }, 'priceCents', '32'],
  [{ priceCents: '1.5' }, 'priceCents', '32'],
  [{ big: '9223372036854775808' }, 'big', '64'],
  [{ weight: 'NaN' }, 'weight', 'number'],
  [{ weight: '1e400' }, 'weight', 'number'],
  [{ open: 'yes' }, 'open', 'true or false'],
  [{ 'open[isNull]': '1' }, 'open[isNull]', 'true or false'],
  [{ ownerId: 'x' }, 'ownerId', 'UUID'],
  [{ day: '2026-02-30' }, 'day', 'date'],
  [{ day: '0000-01-01' }, 'day', 'date'],
  [{ createdAt: '2026-02-30T00:00:00Z' }, 'createdAt', 'time'],
  [{ createdAt: '2026-01-01T25:00:00Z' }, 'createdAt', 'time'],
  [{ createdAt: '0001-01-01T00:00:00+14:00' }, 'createdAt', 'time'],
  [{ name: 'a\0b' }, 'name', 'text'],
  [{ name: 'x'.repeat(1001) }, 'name', '1000'],
])('%j is refused at %s', (query, field, says) => {
  const [problem, ...more] = problemsOf(query as RawQuery)
  expect(problem).toMatchObject({ field, message: expect.stringContaining(says) })
  expect(more).toEqual([])
})

test('every wrong word is named at once, up to twenty', () => {
  expect(problemsOf({ a1: '', b2: '', limit: 'x' }).map(({ field }) => field)).toEqual(['a1', 'b2', 'limit'])
  expect(problemsOf(Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`w${i}`, ''])))).toHaveLength(20)
})

test.each([
  [{}, { limit: 20 }],
  [
    { page: '3', limit: '10' },
    { limit: 10, offset: 20 },
  ],
  [{ offset: '5' }, { limit: 20, offset: 5 }],
  [{ cursor: 'eyJh-_' }, { limit: 20, after: 'eyJh-_' }],
  [
    { sort: '-createdAt,name' },
    {
      sort: [
        { field: 'createdAt', descending: true },
        { field: 'name', descending: false },
      ],
    },
  ],
  [
    { fields: 'id,name,id', include: 'category' },
    { fields: ['id', 'name'], include: ['category'] },
  ],
  [{ search: ' ' }, { limit: 20 }],
  [{ count: 'exact' }, { count: 'exact' }],
  [{ status: 'active' }, { where: [{ field: 'status', op: 'eq', value: 'active' }] }],
  [{ 'status[in]': 'active,draft' }, { where: [{ field: 'status', op: 'in', value: ['active', 'draft'] }] }],
  [{ 'status[]': ['active', 'draft'] }, { where: [{ field: 'status', op: 'in', value: ['active', 'draft'] }] }],
  [{ 'priceCents[gte]': '5' }, { where: [{ field: 'priceCents', op: 'gte', value: 5 }] }],
  [{ 'priceCents[isNull]': 'true' }, { where: [{ field: 'priceCents', op: 'isNull', value: true }] }],
  [{ 'name[contains]': 'a,b' }, { where: [{ field: 'name', op: 'contains', value: 'a,b' }] }],
  [{ weight: '0.10' }, { where: [{ field: 'weight', op: 'eq', value: '0.10' }] }],
  [{ weight: '0.5' }, { where: [{ field: 'weight', op: 'eq', value: 0.5 }] }],
  [{ big: '-9223372036854775808' }, { where: [{ field: 'big', op: 'eq', value: '-9223372036854775808' }] }],
  [{ createdAt: '2026-01-31' }, { where: [{ field: 'createdAt', op: 'eq', value: '2026-01-31T00:00:00.000Z' }] }],
  [
    { createdAt: '2026-01-31T12:00:00 02:00' },
    { where: [{ field: 'createdAt', op: 'eq', value: '2026-01-31T10:00:00.000Z' }] },
  ],
  [
    { createdAt: '2026-01-31T12:00:00.123456Z' },
    { where: [{ field: 'createdAt', op: 'eq', value: '2026-01-31T12:00:00.123456Z' }] },
  ],
])('%j is read', (query, list) => {
  expect(read(query as RawQuery)).toMatchObject(list)
})

test('a dialect with its own words understands no others', () => {
  const words = {
    paging: { offset: 'skip', limit: 'top', size: 10 },
    sort: 'orderBy',
    search: 'q',
    casing: 'snake',
  } as const
  const own = compileDialect(words).lists(spec)
  expect(own({ skip: '4', q: 'tea', orderBy: '-created_at', price_cents: '7' })).toEqual({
    limit: 10,
    offset: 4,
    search: 'tea',
    sort: [{ field: 'createdAt', descending: true }],
    where: [{ field: 'priceCents', op: 'eq', value: 7 }],
  })
  expect(problemsOf({ page: '1', cursor: 'x', createdAt: '2026-01-01' }, own)).toHaveLength(3)
})

test('a dialect that drops what it does not know ignores unknown words and empty filters', () => {
  const lenient = compileDialect({ extra: 'drop' }).lists(spec)
  expect(lenient({ utm_source: 'x', status: '', limit: '5' })).toEqual({ limit: 5 })
  expect(problemsOf({ status: 'gone' }, lenient)).toHaveLength(1)
})

test('no query makes the reader fail otherwise than with VALIDATION_FAILED', () => {
  const words = fc.oneof(
    fc.constantFrom(...Object.keys(spec.filters), 'sort', 'limit', 'page', 'cursor', 'fields', '__proto__'),
    fc.string(),
  )
  const query = fc.dictionary(words, fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string())))
  fc.assert(
    fc.property(query, asked => void problemsOf(asked)),
    { numRuns: 500 },
  )
})
