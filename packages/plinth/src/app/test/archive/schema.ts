import {
  bigint,
  boolean,
  date,
  doublePrecision,
  id,
  index,
  integer,
  interval,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  real,
  search,
  serial,
  smallint,
  tenantId,
  text,
  time,
  timestamp,
  timestamps,
  unique,
  uuid,
  varchar,
} from 'plinth/schema'

/** One column of every kind that a body can fill. */
const everyKind = () => ({
  code: varchar({ length: 5 }),
  kind: text({ enum: ['letter', 'note'] }),
  small: smallint(),
  whole: integer(),
  big: bigint({ mode: 'bigint' }),
  bigNumber: bigint({ mode: 'number' }),
  price: numeric({ precision: 12, scale: 2 }),
  float: doublePrecision(),
  single: real(),
  flag: boolean(),
  other: uuid(),
  day: date(),
  dayDate: date({ mode: 'date' }),
  instant: timestamp({ withTimezone: true }),
  plainTime: timestamp(),
  clock: time(),
  span: interval(),
  data: jsonb(),
  tags: text().array(),
  numbers: integer().array(),
})

export const users = pgTable(
  'users',
  {
    id: id(),
    name: text().notNull(),
    email: text().notNull().unique(),
    role: text({ enum: ['clerk', 'reader'] })
      .notNull()
      .default('reader'),
    ...everyKind(),
    ...timestamps(),
  },
  t => [index().on(t.name)],
)

export const papers = pgTable(
  'papers',
  {
    id: id(),
    tenantId: tenantId('uuid'),
    title: text().notNull(),
    ownerId: uuid()
      .notNull()
      .references(() => users.id),
    ...everyKind(),
    ...timestamps(),
  },
  t => [
    ...[t.code, t.kind, t.small, t.whole, t.big, t.bigNumber, t.price, t.float, t.flag, t.other].map(column =>
      index().on(t.tenantId, column),
    ),
    ...[t.single, t.day, t.dayDate, t.instant, t.plainTime, t.createdAt, t.title].map(column =>
      index().on(t.tenantId, column),
    ),
    index().using('gin', t.tags),
    index().using('gin', t.numbers),
    index().on(t.tenantId, t.ownerId),
    search(t.title),
  ],
)

export const sheets = pgTable(
  'sheets',
  {
    id: id(),
    tenantId: tenantId('uuid'),
    paperId: uuid()
      .notNull()
      .references(() => papers.id, { onDelete: 'cascade' }),
    text: text().notNull(),
    number: integer().notNull().default(1),
  },
  t => [index().on(t.tenantId, t.paperId), index().on(t.tenantId, t.text)],
)

export const bundles = pgTable('bundles', { id: id(), tenantId: tenantId('uuid'), name: text().notNull() }, t => [
  unique().on(t.tenantId, t.name),
])

export const parts = pgTable(
  'parts',
  {
    id: id(),
    tenantId: tenantId('uuid'),
    bundleId: uuid()
      .notNull()
      .references(() => bundles.id, { onDelete: 'cascade' }),
    label: text().notNull(),
    amount: integer().notNull(),
    paperId: uuid().references(() => papers.id),
  },
  t => [index().on(t.tenantId, t.bundleId), index().on(t.tenantId, t.paperId)],
)

export const stars = pgTable(
  'stars',
  {
    tenantId: tenantId('uuid'),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    paperId: uuid()
      .notNull()
      .references(() => papers.id, { onDelete: 'cascade' }),
  },
  t => [primaryKey({ columns: [t.userId, t.paperId] }), index().on(t.tenantId, t.paperId)],
)

/** Of no tenant; found by a text. */
export const labels = pgTable('labels', { id: serial().primaryKey(), word: text().notNull().unique() })

/** Of no tenant; found by a number. */
export const shelves = pgTable('shelves', { id: serial().primaryKey(), name: text().notNull() })
