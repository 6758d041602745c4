import type { PgColumnBuilderBase } from 'drizzle-orm/pg-core'
import { describe, expect, test } from 'vitest'
import {
  boolean,
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
  smallint,
  sql,
  tenantId,
  text,
  timestamp,
  timestamps,
  unique,
  uuid,
  varchar,
} from '../../schema/index.ts'
import { emptySnapshot, plan } from '../index.ts'

type Schema = Record<string, unknown>
type Columns = Record<string, PgColumnBuilderBase>

const between = (before: Schema, after: Schema, renames: string[] = []) =>
  plan(plan(emptySnapshot, readTables(before)).snapshot, readTables(after), renames)
const statements = (...args: Parameters<typeof between>) => between(...args).steps.flatMap(step => step.statements)
const losses = (...args: Parameters<typeof between>) => between(...args).losses.map(loss => loss.what)
const t = (columns: Columns) => ({ t: pgTable('t', { id: id(), ...columns }) })

describe('what endangers rows', () => {
  test.each<[string, Schema, Schema, string]>([
    ['a dropped table', { ...t({}), u: pgTable('u', { id: id() }) }, t({}), 'drops the table u'],
    ['a dropped column', t({ a: text() }), t({}), 'drops the column t.a'],
    ['a narrower number', t({ a: integer() }), t({ a: smallint() }), 'casts integer to smallint in the column t.a'],
    [
      'a shorter text',
      t({ a: varchar({ length: 9 }) }),
      t({ a: varchar({ length: 8 }) }),
      'casts varchar(9) to varchar(8) in the column t.a',
    ],
    [
      'fewer places',
      t({ a: numeric({ precision: 9, scale: 2 }) }),
      t({ a: numeric({ precision: 9, scale: 3 }) }),
      'casts numeric(9, 2) to numeric(9, 3) in the column t.a',
    ],
    ['another kind of value', t({ a: text() }), t({ a: integer() }), 'casts text to integer in the column t.a'],
    [
      'a value that must be there now',
      t({ a: text() }),
      t({ a: text().notNull() }),
      'fails when a row has no value in t.a',
    ],
    [
      'a new column that must have a value',
      t({}),
      t({ a: text().notNull() }),
      'fails when rows exist, which have no value for t.a',
    ],
    [
      'rows that come into a tenant table',
      t({}),
      t({ tenantId: tenantId() }),
      'leaves rows that exist without a tenant in t.tenant_id',
    ],
    [
      'rows that leave their tenants',
      t({ tenantId: tenantId() }),
      t({ tenantId: text('tenant_id').notNull() }),
      'opens the rows of every tenant in t',
    ],
    [
      'values that become generated',
      t({ a: integer() }),
      t({ a: integer().generatedAlwaysAs(sql`1`) }),
      'replaces the values of the column t.a',
    ],
    [
      'an enum value that goes away',
      t({ a: pgEnum('e', ['x', 'y'])() }),
      t({ a: pgEnum('e', ['y'])() }),
      'casts "e" to "e" in the column t.a',
    ],
  ])('is named: %s', (_, before, after, what) => {
    expect(losses(before, after)).toEqual([what])
  })

  test.each<[string, Schema, Schema]>([
    ['a wider number', t({ a: smallint(), b: integer() }), t({ a: integer(), b: numeric() })],
    [
      'a longer text',
      t({ a: varchar({ length: 9 }), b: varchar({ length: 9 }) }),
      t({ a: varchar({ length: 10 }), b: text() }),
    ],
    ['more digits', t({ a: numeric({ precision: 9, scale: 2 }) }), t({ a: numeric({ precision: 11, scale: 3 }) })],
    ['an enum that becomes text', t({ a: pgEnum('e', ['x'])() }), t({ a: text() })],
    ['another enum value', t({ a: pgEnum('e', ['x', 'y'])() }), t({ a: pgEnum('e', ['w', 'x', 'z', 'y'])() })],
    ['a value that may be left out now', t({ a: text().notNull() }), t({ a: text() })],
    ['a value that must be there and has a default', t({ a: text() }), t({ a: text().notNull().default('x') })],
    ['a new column with a default', t({}), t({ a: text().notNull().default('x') })],
    [
      'a generated column that goes away, or changes',
      t({ a: integer().generatedAlwaysAs(sql`1`), b: integer().generatedAlwaysAs(sql`1`) }),
      t({ b: integer().generatedAlwaysAs(sql`2`) }),
    ],
  ])('is not: %s', (_, before, after) => {
    expect(losses(before, after)).toEqual([])
    expect(statements(before, after)).not.toEqual([])
  })
})

describe('a rename', () => {
  const before = {
    t: pgTable('t', { id: id(), price: integer().notNull(), name: text() }, it => [
      index().on(it.price),
      check('cheap', sql`${it.price} < 9 or price is null`),
    ]),
  }
  const after = {
    t: pgTable('t', { id: id(), amount: integer().notNull(), name: text() }, it => [
      index().on(it.amount),
      check('cheap', sql`${it.amount} < 9 or amount is null`),
    ]),
  }

  test('is offered for a column that goes while one of its type comes', () => {
    expect(between(before, after).hints).toEqual(['--rename t.price=amount'])
    const two = [
      t({ shopName: text(), count: integer() }),
      t({ title: text(), name: text(), number: integer() }),
    ] as const
    expect(between(...two).hints).toEqual(['--rename t.shop_name=name', '--rename t.count=number'])
    expect(between(t({ a: text() }), t({ b: integer() })).hints).toEqual([])
  })

  test('is offered for a table that goes while one alike comes', () => {
    const to = { goods: pgTable('goods', { id: id(), price: integer(), name: text() }) }
    expect(between(before, to).hints).toEqual(['--rename t=goods'])
    expect(between(before, { x: pgTable('x', { a: text() }) }).hints).toEqual([])
  })

  test('is all that happens, names of indexes and texts of checks included', () => {
    expect(statements(before, after, ['t.price=amount'])).toEqual([
      'alter table "t" rename column "price" to "amount"',
      'alter index "t_price_index" rename to "t_amount_index"',
    ])
    expect(losses(before, after, ['t.price=amount'])).toEqual([])
  })

  test('of a table takes keys, constraints and columns along, by the old name or the new one', () => {
    const shops = (name: string, column: string) => {
      const shop = pgTable(name, { [column]: uuid().primaryKey(), up: uuid() }, it => [
        foreignKey({ columns: [it.up as never], foreignColumns: [it[column] as never] }),
      ])
      return { shop, item: pgTable('item', { shop: uuid().references(() => shop[column] as never) }) }
    }
    const words = [
      ['a=b', 'a.x=y'],
      ['b.x=y', 'a=b'],
    ]
    for (const renames of words) {
      expect(statements(shops('a', 'x'), shops('b', 'y'), renames)).toEqual([
        'alter table "a" rename to "b"',
        'alter table "b" rename column "x" to "y"',
        'alter table "b" rename constraint "a_pkey" to "b_pkey"',
        'alter table "b" rename constraint "a_up_fk" to "b_up_fk"',
      ])
    }
  })

  test.each([
    [['t=u=v'], 'Cannot rename t=u=v to …: it does not say old=new'],
    [['x=y'], 'Cannot rename x to y: there was no table of that name'],
    [['t.prize=amount'], 'Cannot rename t.prize to amount: there was no column of t of that name, did you mean price.'],
    [['t.price=name'], 'Cannot rename t.price to name: there is a column of t of that name already.'],
    [['x.a=b'], 'Cannot rename x.a to b: there is no table x.'],
  ])('that cannot be is refused: %s', (renames, message) => {
    expect(() => between(before, after, renames)).toThrow(
      expect.objectContaining({ code: 'MIGRATION_RENAME', message: expect.stringContaining(message) }),
    )
  })
})

describe('a change', () => {
  test('of a default, of a null, of an identity is one statement', () => {
    const alter = (what: string) => [`alter table "t" alter column "a" ${what}`]
    expect(statements(t({ a: text().default('x') }), t({ a: text() }))).toEqual(alter('drop default'))
    expect(statements(t({ a: text() }), t({ a: text().default('x') }))).toEqual(alter("set default 'x'"))
    expect(statements(t({ a: text().notNull() }), t({ a: text() }))).toEqual(alter('drop not null'))
    const [always, byDefault] = [
      integer().generatedAlwaysAsIdentity(),
      integer().generatedByDefaultAsIdentity({ increment: 2 }),
    ]
    expect(statements(t({ a: always }), t({ a: byDefault }))).toEqual([
      ...alter('set generated by default'),
      ...alter('set increment by 2'),
    ])
  })

  test('of a generated column takes down the keys that point to it, and puts them up again', () => {
    const schema = (expression: string) => {
      const a = pgTable('a', { n: integer(), code: integer().generatedAlwaysAs(sql.raw(expression)).unique() })
      return { a, b: pgTable('b', { code: integer().references(() => a.code) }) }
    }
    expect(statements(schema('n * 2'), schema('n * 3'))).toEqual([
      'alter table "b" drop constraint "b_code_fk"',
      'alter table "a" drop constraint "a_code_unique"',
      'alter table "a" drop column "code"',
      'alter table "a" add column "code" integer generated always as (n * 3) stored',
      'alter table "a" add constraint "a_code_unique" unique ("code")',
      'alter table "b" add constraint "b_code_fk" foreign key ("code") references "a" ("code")',
    ])
  })
})

describe('steps', () => {
  test('keep enum values apart that are used at once', () => {
    const e = (...values: [string, ...string[]]) => pgEnum('e', values)()
    expect(between(t({ a: e('x') }), t({ a: e('x', 'y') })).steps.map(step => step.part)).toEqual(['tables'])
    expect(between(t({ a: e('x') }), t({ a: e('x', 'y').default('y') })).steps).toEqual([
      { part: 'values', transaction: true, statements: [`alter type "e" add value 'y' after 'x'`] },
      { part: 'tables', transaction: true, statements: [`alter table "t" alter column "a" set default 'y'`] },
    ])
  })

  test('build a concurrent index outside of the transaction, and at once in a new table', () => {
    const after = { t: pgTable('t', { id: id(), a: text() }, it => [index().on(it.a).concurrently()]) }
    expect(between(t({ a: text() }), after).steps).toEqual([
      {
        part: 'indexes',
        transaction: false,
        statements: [
          'drop index concurrently if exists "t_a_index"',
          'create index concurrently "t_a_index" on "t" ("a")',
        ],
      },
    ])
    expect(between({}, after).steps.map(step => step.part)).toEqual(['tables'])
  })

  test('are none for the same schema, and the same for the same change', () => {
    const schema = () => ({
      t: pgTable('t', { id: id(), tenantId: tenantId(), a: text(), b: jsonb().default({}), ...timestamps() }, it => [
        search(it.a),
        unique().on(it.a),
      ]),
      u: pgTable('u', { a: boolean(), b: timestamp() }, it => [primaryKey({ columns: [it.a, it.b] })]),
    })
    expect(statements(schema(), schema())).toEqual([])
    expect(JSON.stringify(between({}, schema()))).toBe(JSON.stringify(between({}, schema())))
    const { t: first, u: second } = schema()
    expect(between({}, { b: second, a: first }).snapshot).toEqual(between({}, schema()).snapshot)
  })
})

test('a new table is written as a person would', () => {
  const schema = {
    orders: pgTable(
      'orders',
      { id: id(), tenantId: tenantId('uuid'), total: integer().notNull().default(0), ...timestamps() },
      it => [index().on(it.total.desc())],
    ),
  }
  expect(`${statements({}, schema).join(';\n')};\n`).toBe(`create table "orders" (
  "id" uuid not null default gen_random_uuid(),
  "tenant_id" uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
  "total" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "updated_at" timestamp with time zone not null default now(),
  constraint "orders_pkey" primary key ("id")
);
create index "orders_total_index" on "orders" ("total" desc);
alter table "orders" enable row level security, force row level security;
create policy tenant on "orders" using ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
create trigger touch before update on "orders" for each row execute function plinth.touch();
`)
})
