import { describe, expect, expectTypeOf, test } from 'vitest'
import type { ColumnModel, TableModel } from '../index.ts'
import {
  bigint,
  check,
  foreignKey,
  id,
  index,
  integer,
  jsonb,
  numeric,
  pgEnum,
  pgTable,
  primaryKey,
  readTables,
  search,
  sql,
  tenantId,
  text,
  timestamp,
  timestamps,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from '../index.ts'

const status = pgEnum('order_status', ['open', "it's paid"])

const customers = pgTable('customers', {
  id: id(),
  displayName: text().notNull(),
  email: varchar('mail', { length: 200 }).notNull().unique(),
  ...timestamps(),
})

const orders = pgTable(
  'orders',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity({ startWith: 100 }),
    tenantId: tenantId(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    orderNumber: integer().notNull(),
    status: status().notNull().default('open'),
    former: status().array(),
    total: numeric({ precision: 12, scale: 2 }).notNull().default('0.00'),
    doubled: numeric().generatedAlwaysAs(sql`total * 2`),
    extra: jsonb().$type<{ a: string }>().default({ a: "it's" }),
    tags: text().array().notNull().default(['a', 'b"c']),
    token: text().$defaultFn(() => 'made'),
    paidAt: timestamp({ withTimezone: true, precision: 3 }),
  },
  table => [
    index().on(table.customerId, table.paidAt.desc()),
    index().on(table.orderNumber.desc()).concurrently(),
    uniqueIndex('orders_number').on(table.tenantId, table.orderNumber).where(sql`${table.status} <> ${'open'}`),
    unique().on(table.tenantId, table.orderNumber),
    check('total_positive', sql`${table.total} >= 0`),
    search(table.token),
  ],
)

const lines = pgTable(
  'order_lines',
  { orderId: bigint({ mode: 'number' }), line: integer(), upperId: bigint({ mode: 'number' }), upperLine: integer() },
  table => [
    primaryKey({ columns: [table.orderId, table.line] }),
    foreignKey({ columns: [table.upperId, table.upperLine], foreignColumns: [table.orderId, table.line] }),
  ],
)

function read(schema: Record<string, unknown>, name: string): TableModel {
  const table = readTables(schema).find(each => each.name === name)
  expect(table).toBeDefined()
  return table as TableModel
}

function column(table: TableModel, key: string): ColumnModel {
  return table.columns.find(each => each.key === key) as ColumnModel
}

describe('a schema that could not be kept', () => {
  test('refuses two keys that become one column', () => {
    const twice = pgTable('twice', { userId: text(), user_id: text() })
    expect(() => readTables({ twice })).toThrow(expect.objectContaining({ code: 'SCHEMA_AMBIGUOUS' }))
  })

  test('refuses two tables of one name, and takes one table under two keys once', () => {
    const other = pgTable('customers', { id: id() })
    expect(() => readTables({ customers, other })).toThrow(/Table customers is defined twice/)
    expect(readTables({ customers, again: customers }).map(table => table.key)).toEqual(['customers'])
  })

  test('refuses a key to a table that the schema does not export', () => {
    expect(() => readTables({ orders })).toThrow(/orders: a foreign key to the table customers/)
  })

  test('refuses policies of its own', async () => {
    const { pgPolicy } = await import('drizzle-orm/pg-core')
    const guarded = pgTable('guarded', { id: id() }, () => [pgPolicy('mine')])
    expect(() => readTables({ guarded })).toThrow(expect.objectContaining({ code: 'SCHEMA_UNSUPPORTED' }))
  })
})

describe('columns', () => {
  const table = read({ customers, orders, lines, status, sql }, 'orders')

  test('are named in snake case unless a name was given', () => {
    expect(table.columns.map(each => each.name)).toContain('order_number')
    expect(column(read({ customers }, 'customers'), 'email')).toMatchObject({
      name: 'mail',
      maxLength: 200,
      unique: true,
    })
  })

  test('know their types, defaults and who makes the value', () => {
    expect(column(table, 'id')).toMatchObject({
      type: 'bigint',
      jsType: 'number',
      generated: true,
      hasDefault: true,
      primary: true,
      unique: true,
      identity: { always: true, options: 'start with 100' },
    })
    expect(column(table, 'total')).toMatchObject({ type: 'number', sqlType: 'numeric(12, 2)', default: "'0.00'" })
    expect(column(table, 'doubled')).toMatchObject({ generated: true, expression: 'total * 2' })
    expect(column(table, 'extra')).toMatchObject({ type: 'json', default: `'{"a":"it''s"}'` })
    expect(column(table, 'tags')).toMatchObject({ type: 'array', sqlType: 'text[]', default: `'{"a","b\\"c"}'` })
    expect(column(table, 'paidAt')).toMatchObject({
      type: 'timestamp',
      sqlType: 'timestamp (3) with time zone',
      hasDefault: false,
    })
    expect(column(table, 'status')).toMatchObject({
      type: 'text',
      sqlType: '"order_status"',
      enumName: 'order_status',
      enumValues: ['open', "it's paid"],
    })
    expect(column(table, 'former')).toMatchObject({
      type: 'array',
      sqlType: '"order_status"[]',
      enumName: 'order_status',
    })
    expect(column(table, 'token')).toMatchObject({ hasDefault: false })
    expect(column(table, 'token').makeDefault?.()).toBe('made')
  })

  test('that the platform owns carry their role', () => {
    const roles = read({ customers }, 'customers').columns.map(each => each.role)
    expect(roles).toEqual(['id', undefined, undefined, 'createdAt', 'updatedAt'])
    expect(column(table, 'tenantId')).toMatchObject({
      role: 'tenant',
      notNull: true,
      default: "nullif(current_setting('app.tenant_id', true), '')",
    })
    expect(table.tenant).toBe(true)
    expect(read({ customers }, 'customers').tenant).toBe(false)
  })
})

describe('constraints and indexes', () => {
  const table = read({ customers, orders, lines }, 'orders')

  test('are named after their columns', () => {
    expect(table.indexes.map(each => each.name)).toEqual([
      'orders_customer_id_paid_at_index',
      'orders_order_number_index',
      'orders_number',
      'orders_token_gin',
    ])
    expect(table.uniques).toEqual([
      { name: 'orders_tenant_id_order_number_unique', columns: ['tenant_id', 'order_number'], nullsNotDistinct: false },
    ])
  })

  test('write values out and columns bare', () => {
    expect(table.checks).toEqual([{ name: 'total_positive', expression: '"total" >= 0' }])
    expect(table.indexes[2]).toMatchObject({ unique: true, where: `"status" <> 'open'` })
  })

  test('sort nulls as Drizzle says, and as PostgreSQL does where no null can be', () => {
    expect(table.indexes[0]?.parts[1]).toEqual({ column: 'paid_at', order: 'desc', nulls: 'last' })
    expect(table.indexes[1]).toMatchObject({ parts: [{ column: 'order_number', order: 'desc' }], concurrently: true })
    expect(table.indexes[3]).toMatchObject({ method: 'gin', parts: [{ column: 'token', opClass: 'gin_trgm_ops' }] })
  })

  test('read keys of one column and of several', () => {
    expect(column(table, 'customerId').references).toEqual({ table: 'customers', column: 'id' })
    expect(table.foreignKeys[0]).toMatchObject({
      name: 'orders_customer_id_fk',
      onDelete: 'cascade',
      onUpdate: 'no action',
    })
    const child = read({ lines }, 'order_lines')
    expect(child.primaryKey).toEqual({ name: 'order_lines_pkey', columns: ['order_id', 'line'] })
    expect(child.foreignKeys[0]).toMatchObject({
      columns: ['upper_id', 'upper_line'],
      foreignColumns: ['order_id', 'line'],
    })
    expect(column(child, 'line')).toMatchObject({ primary: true, unique: false, notNull: true })
  })

  test('stay within 63 bytes and apart from each other', () => {
    const long = pgTable('t'.repeat(40), { a: text(), b: text() }, it => [
      index().on(it.a, it.b),
      unique().on(it.a, it.b),
    ])
    const wide = pgTable('u'.repeat(60), { a: text(), b: text() }, it => [index().on(it.a), index().on(it.b)])
    const names = readTables({ long, wide }).flatMap(each => [...each.indexes, ...each.uniques].map(it => it.name))
    expect(new Set(names).size).toBe(4)
    for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63)
  })
})

test("inferred types are Drizzle's own", () => {
  expectTypeOf<typeof customers.$inferSelect>().toEqualTypeOf<{
    id: string
    displayName: string
    email: string
    createdAt: Date
    updatedAt: Date
  }>()
  expectTypeOf<typeof orders.$inferInsert.tenantId>().toEqualTypeOf<string | undefined>()
  expectTypeOf<typeof orders.$inferSelect.status>().toEqualTypeOf<'open' | "it's paid">()
})
