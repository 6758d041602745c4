import { id, index, integer, pgTable, search, tenantId, text, timestamps, uuid, varchar } from 'plinth/schema'

export const users = pgTable('users', {
  id: id(),
  name: text().notNull(),
  email: text().notNull().unique(),
  role: text({ enum: ['admin', 'manager', 'customer'] })
    .notNull()
    .default('customer'),
  ...timestamps(),
})

export const addresses = pgTable(
  'addresses',
  {
    id: id(),
    tenantId: tenantId('uuid'),
    label: varchar({ length: 60 }).notNull(),
    lines: text().notNull(),
    ...timestamps(),
  },
  t => [index().on(t.tenantId, t.createdAt)],
)

export const categories = pgTable('categories', {
  id: id(),
  name: text().notNull().unique(),
  ...timestamps(),
})

export const products = pgTable(
  'products',
  {
    id: id(),
    name: text().notNull(),
    slug: text().notNull().unique(),
    description: text().notNull().default(''),
    priceCents: integer().notNull(),
    stock: integer().notNull().default(0),
    status: text({ enum: ['draft', 'active', 'archived'] })
      .notNull()
      .default('draft'),
    imageUrl: text(),
    categoryId: uuid().references(() => categories.id),
    ...timestamps(),
  },
  t => [
    index().on(t.categoryId),
    index().on(t.createdAt),
    index().on(t.name),
    index().on(t.priceCents),
    index().on(t.status),
    search(t.name, t.description),
  ],
)

export const orders = pgTable(
  'orders',
  {
    id: id(),
    customerId: uuid()
      .notNull()
      .references(() => users.id),
    status: text({ enum: ['pending', 'paid', 'shipped', 'cancelled'] })
      .notNull()
      .default('pending'),
    totalCents: integer().notNull(),
    shippingAddress: text().notNull(),
    note: text(),
    ...timestamps(),
  },
  t => [index().on(t.customerId), index().on(t.createdAt), index().on(t.status)],
)

export const orderItems = pgTable(
  'order_items',
  {
    id: id(),
    orderId: uuid()
      .notNull()
      .references(() => orders.id, { onDelete: 'cascade' }),
    productId: uuid()
      .notNull()
      .references(() => products.id),
    productName: text().notNull(),
    quantity: integer().notNull(),
    unitPriceCents: integer().notNull(),
  },
  t => [index().on(t.orderId), index().on(t.productId)],
)
