import { seed } from 'plinth'
import { categories, orderItems, orders, products } from '../schema.ts'

/** Ids of demo rows are easy to tell: 00000000-0000-4000-8000-000000000101. */
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** One row a day, so that lists have an order. */
const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n, 9))

const categoryRows = ['Kitchen', 'Desk', 'Garden', 'Travel']

const productRows = [
  ['Oak cutting board', 'oak-cutting-board', 'End grain, oiled by hand.', 3900, 0],
  ['Enamel teapot', 'enamel-teapot', 'Holds one litre and stays warm.', 4500, 0],
  ['Linen apron', 'linen-apron', 'Stone washed, with two deep pockets.', 3200, 0],
  ['Brass desk lamp', 'brass-desk-lamp', 'A warm light on a heavy foot.', 12900, 1],
  ['Felt desk mat', 'felt-desk-mat', 'Merino felt, quiet and soft.', 2900, 1],
  ['Walnut pen tray', 'walnut-pen-tray', 'Three grooves, one for a ruler.', 2400, 1],
  ['Notebook, dotted', 'notebook-dotted', '160 pages that lie flat.', 1200, 1],
  ['Copper watering can', 'copper-watering-can', 'Balanced, with a fine rose.', 5900, 2],
  ['Terracotta set', 'terracotta-set', 'Three pots with saucers.', 2700, 2],
  ['Pruning shears', 'pruning-shears', 'Forged steel that can be sharpened.', 3600, 2],
  ['Canvas weekender', 'canvas-weekender', 'Waxed canvas and brass zips.', 14900, 3],
  ['Steel flask', 'steel-flask', 'Keeps tea hot for a day.', 3400, 3],
  ['Packing cubes', 'packing-cubes', 'Three sizes, recycled nylon.', 2600, 3],
  ['Passport wallet', 'passport-wallet', 'Vegetable tanned leather.', 4200, 3],
] as const

const orderRows = [
  ['pending', 10300, '1 Harbour Street, Lisbon', 'Please ring twice.'],
  ['paid', 9900, '12 Mill Lane, Leipzig', 'No hurry.'],
  ['shipped', 50100, '4 Canal Quay, Ghent', 'Leave it with the neighbours.'],
] as const

const orderItemRows = [
  [0, 0, 'Oak cutting board', 1, 3900],
  [0, 2, 'Linen apron', 2, 3200],
  [1, 4, 'Felt desk mat', 3, 2900],
  [1, 6, 'Notebook, dotted', 1, 1200],
  [2, 8, 'Terracotta set', 2, 2700],
  [2, 10, 'Canvas weekender', 3, 14900],
] as const

/** Demo data: people to log in as, and something to look at. Running it again changes nothing. */
export default seed({
  logins: [
    { name: 'Ada Admin', email: 'admin@example.com', role: 'admin', password: 'demo-admin-1' },
    { name: 'Carl Customer', email: 'customer@example.com', role: 'customer', password: 'demo-customer-1' },
  ],
  tenants: [
    { slug: 'harbour', name: 'Harbour & Sons', members: [0, 1] },
    { slug: 'northwind', name: 'Northwind Studio', members: [0, 1] },
  ],
  async run({ db, logins }) {
    await db.insert(categories).values(categoryRows.map((name, n) => ({ id: id(101 + n), name, createdAt: day(n) })))
    await db.insert(products).values(
      productRows.map(([name, slug, description, priceCents, category], n) => ({
        id: id(201 + n),
        name,
        slug,
        description,
        priceCents,
        stock: 25,
        status: 'active' as const,
        imageUrl: null,
        categoryId: id(101 + category),
        createdAt: day(n),
      })),
    )
    await db.insert(orders).values(
      orderRows.map(([status, totalCents, shippingAddress, note], n) => ({
        id: id(301 + n),
        customerId: logins[1].id,
        status,
        totalCents,
        shippingAddress,
        note,
        createdAt: day(n),
      })),
    )
    await db.insert(orderItems).values(
      orderItemRows.map(([order, product, productName, quantity, unitPriceCents], n) => ({
        id: id(401 + n),
        orderId: id(301 + order),
        productId: id(201 + product),
        productName,
        quantity,
        unitPriceCents,
      })),
    )
  },
})
