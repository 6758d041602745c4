import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, decide, holds, nobodyActor, type PolicyNode, type Scalar } from '../../access/index.ts'
import { boolean, integer, pgTable, text, uuid } from '../../data/schema/index.ts'
import { type TestDatabase, withDatabase } from '../../data/testing.ts'
import { tablesOf } from '../model/table.ts'
import { Draft } from '../sql/draft.ts'
import { policySql } from '../sql/predicate.ts'
import { rowsSql } from '../sql/rows.ts'
import { createSql } from './backend.ts'

const rowsTable = pgTable('things', {
  n: integer().primaryKey(),
  word: text(),
  kind: text({ enum: ['a', 'b'] }),
  size: integer(),
  open: boolean(),
  ownerId: uuid(),
})
const schema = { things: rowsTable }
const table = tablesOf(schema).all[0]

const ids = Array.from({ length: 3 }, (_, at) => `00000000-0000-4000-8000-00000000000${at}`)
const pools = {
  word: ['', 'x', 'X', `'`, '%', null],
  kind: ['a', 'b', null],
  size: [0, 1, -1, 2_147_483_647, null],
  open: [true, false, null],
  ownerId: [...ids, null],
} as const

const one = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
const row = fc.record({
  word: one(pools.word),
  kind: one(pools.kind),
  size: one(pools.size),
  open: one(pools.open),
  ownerId: one(pools.ownerId),
})
type Row = Readonly<Record<string, Scalar>>
const rows: Row[] = fc.sample(row, { numRuns: 300, seed: 7 }).map((values, n) => ({ n, ...values }))

const match = fc
  .constantFrom(...(Object.keys(pools) as (keyof typeof pools)[]))
  .chain(field =>
    fc
      .oneof(one<Scalar>(pools[field]), fc.array(one<Scalar>(pools[field]), { maxLength: 3 }))
      .map(is => ({ [field]: is }) as Readonly<Record<string, Scalar | readonly Scalar[]>>),
  )

/** Values that no row can have, or that only look like what it has. */
const odd: fc.Arbitrary<Scalar> = one(['1', 'true', 1.5, 'A', 'no uuid', ids[0]?.toUpperCase() ?? '', '\0', 9e15, true])

const { policy } = fc.letrec<{ policy: PolicyNode }>(tie => ({
  policy: fc.oneof(
    { maxDepth: 4 },
    one<PolicyNode>([
      { kind: 'anyone' },
      { kind: 'nobody' },
      { kind: 'signedIn' },
      { kind: 'can', permission: 'things:read' },
      { kind: 'owner', field: 'ownerId' },
    ]),
    match.map((found): PolicyNode => ({ kind: 'where', match: found })),
    fc
      .record({ kind: one(['and', 'or'] as const), of: fc.array(tie('policy'), { maxLength: 3 }) })
      .map(({ kind, of }): PolicyNode => ({ kind, of })),
    fc
      .tuple(tie('policy'), tie('policy'))
      .map(([yes, no]): PolicyNode => ({ kind: 'when', fields: [], of: actor => (actor.kind === 'user' ? yes : no) })),
  ),
}))

const actor: fc.Arbitrary<Actor> = fc
  .record({ kind: one(['user', 'key', 'service', 'nobody'] as const), id: one(ids), may: fc.boolean() })
  .map(({ kind, id, may }) =>
    kind === 'nobody' ? nobodyActor : { kind, id, tenant: null, roles: [], permissions: may ? ['things:*'] : [] },
  )

let place: TestDatabase
beforeAll(async () => {
  place = await withDatabase({ sql: createSql(schema) })
  const text = 'insert into things select * from json_populate_recordset(null::things, $1::json)'
  await place.asOwner(text, [JSON.stringify(rows.map(({ ownerId, ...rest }) => ({ ...rest, owner_id: ownerId })))])
})
afterAll(() => place?.stop())

/** The rows that PostgreSQL lets through. */
async function bySql(node: PolicyNode, asker: Actor): Promise<number[]> {
  if (table === undefined) throw new Error('no table')
  const draft = new Draft({ actor: asker, trusted: false, plain: false }, table)
  const at = draft.at('t')
  const from = rowsSql(table, at, [policySql(node, table, at)])
  const statement = { text: `select coalesce(json_agg(t.n order by t.n), '[]')::text as found from ${from}` }
  const [found] = await place.database.write<{ found: string }>(statement, draft.values, { tenant: null })
  return JSON.parse(found?.found ?? '[]')
}

const byHand = (node: PolicyNode, asker: Actor): unknown[] =>
  rows.filter(each => holds(decide(node, asker), each)).map(each => each.n)

describe('8.2.2 8.2.3 one policy', () => {
  test('lets the same rows through in SQL and by hand', async () => {
    const property = fc.asyncProperty(policy, actor, async (node, asker) => {
      expect(await bySql(node, asker)).toEqual(byHand(node, asker))
    })
    await fc.assert(property, { numRuns: 500 })
  })

  test('compared with a value of another type never lets more through by hand than in SQL', async () => {
    const property = fc.asyncProperty(one(Object.keys(pools)), odd, actor, async (field, is, asker) => {
      const node: PolicyNode = { kind: 'where', match: { [field]: is } }
      const sql = new Set<unknown>(await bySql(node, asker))
      expect(byHand(node, asker).filter(n => !sql.has(n))).toEqual([])
    })
    await fc.assert(property, { numRuns: 200 })
  })
})
