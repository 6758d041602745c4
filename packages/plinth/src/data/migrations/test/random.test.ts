import type { PgColumnBuilderBase, PgTable } from 'drizzle-orm/pg-core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  numeric,
  pgEnum,
  pgTable,
  readTables,
  search,
  sql,
  tenantId,
  text,
  timestamps,
  unique,
  uuid,
  varchar,
} from '../../schema/index.ts'
import type { TestServer } from '../../test/debian.ts'
import { migrate, newMigration } from '../index.ts'
import { readCatalog } from './catalog.ts'
import { makePlace, type Place, serverKinds } from './servers.ts'

// Types that can all be cast into each other, as far as empty tables go.
const types = ['text', 'varchar', 'integer', 'bigint', 'numeric', 'mood'] as const

const columnPlan = fc.record({
  type: fc.constantFrom(...types),
  notNull: fc.boolean(),
  standard: fc.boolean(),
  unique: fc.boolean(),
  indexed: fc.constantFrom('no', 'plain', 'down', 'part', 'search'),
  checked: fc.boolean(),
})
const tablePlan = fc.record({
  columns: fc.dictionary(fc.constantFrom('alpha', 'beta', 'gammaRay'), columnPlan, { maxKeys: 3 }),
  tenant: fc.constantFrom('no', 'text', 'uuid'),
  stamped: fc.boolean(),
  generated: fc.constantFrom('no', 'alpha', 'beta'),
  link: fc.constantFrom('no', 'first', 'second', 'third'),
})
const schemaPlan = fc.record({
  tables: fc.dictionary(fc.constantFrom('first', 'second', 'third'), tablePlan, { maxKeys: 3 }),
  moods: fc.constantFrom<[string, ...string[]][]>(['1', '2'], ['1', '2', '3'], ['0', '1', '2'], ['2'], ['2', '1']),
})

type ColumnPlan = typeof columnPlan extends fc.Arbitrary<infer T> ? T : never
type SchemaPlan = typeof schemaPlan extends fc.Arbitrary<infer T> ? T : never

/** The schema module that a plan describes. */
function build({ tables, moods }: SchemaPlan): Record<string, PgTable> {
  const mood = pgEnum('mood', moods)
  const made: Record<string, PgTable> = {}
  for (const [name, plan] of Object.entries(tables)) {
    const columns: Record<string, PgColumnBuilderBase> = { id: uuid().primaryKey() }
    for (const [key, column] of Object.entries(plan.columns)) columns[key] = buildColumn(column, mood)
    if (plan.columns[plan.generated] !== undefined) {
      columns.made = text().generatedAlwaysAs(sql.raw(`case when ${plan.generated} is null then 'n' else 'y' end`))
    }
    if (plan.tenant !== 'no') columns.tenantId = tenantId(plan.tenant as 'text')
    if (plan.stamped) Object.assign(columns, timestamps())
    const target = plan.link in tables ? plan.link : undefined
    if (target !== undefined) columns.link = uuid()
    made[name] = pgTable(name, columns, it => [
      ...Object.entries(plan.columns).flatMap(([key, column]) => extras(name, it[key] as never, column)),
      ...(target === undefined
        ? []
        : [foreignKey({ columns: [it.link as never], foreignColumns: [(made[target] as never as { id: never }).id] })]),
    ])
  }
  return made
}

function buildColumn(plan: ColumnPlan, mood: () => PgColumnBuilderBase): PgColumnBuilderBase {
  const makers = {
    text,
    varchar: () => varchar({ length: 20 }),
    integer,
    bigint: () => bigint({ mode: 'number' }),
    numeric: () => numeric({ precision: 9, scale: 2 }),
    mood: () => mood(),
  }
  const column = makers[plan.type]() as ReturnType<typeof text>
  if (plan.notNull) column.notNull()
  if (plan.standard) column.default('2')
  return column
}

function extras(table: string, column: ReturnType<typeof index> & never, plan: ColumnPlan) {
  const it = column as never as { name: string; desc(): never }
  const worded = plan.type === 'text' || plan.type === 'varchar'
  return [
    ...(plan.unique ? [unique().on(it as never)] : []),
    ...(plan.checked ? [check(`${table}_${it.name}_check`, sql`${it} is not null`)] : []),
    ...(plan.indexed === 'plain' ? [index().on(it as never)] : []),
    ...(plan.indexed === 'down' ? [index().on(it.desc()).concurrently()] : []),
    ...(plan.indexed === 'part'
      ? [
          index()
            .on(it as never)
            .where(sql`${it} = ${'2'}`),
        ]
      : []),
    ...(plan.indexed === 'search' && worded ? [search(it as never)] : []),
  ]
}

describe.each(serverKinds)('on %s', (_, start) => {
  let server: TestServer
  let migrated: Place
  beforeAll(async () => {
    server = await start()
    migrated = await makePlace(server)
    await migrate(migrated)
  })
  afterAll(() => server.stop())

  async function catalogAfter(schemas: readonly Record<string, PgTable>[]) {
    const place = await makePlace(server, migrated)
    for (const schema of schemas) {
      await newMigration({ folder: place.folder, schema, allowDataLoss: true })
      const { unwritten } = await migrate({ ...place, schema })
      expect(unwritten).toEqual([])
    }
    const catalog = await readCatalog(place)
    await place.drop()
    return catalog
  }

  test('a database that went through other schemas ends like one that never did', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(schemaPlan, { minLength: 2, maxLength: 4 }), async plans => {
        const schemas = plans.map(build)
        const last = schemas.at(-1) as Record<string, PgTable>
        expect(readTables(last)).toHaveLength(Object.keys(last).length)
        expect(await catalogAfter(schemas)).toEqual(await catalogAfter([last]))
      }),
      { numRuns: 8 },
    )
  })
})
