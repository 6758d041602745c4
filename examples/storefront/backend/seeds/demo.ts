import { seed, slugify } from 'plinth'

const categories = ['Kitchen', 'Desk', 'Garden', 'Travel']

const goods = [
  ['Oak cutting board', 'Kitchen', 3900, 'End grain, oiled by hand.'],
  ['Enamel teapot', 'Kitchen', 4500, 'Holds one litre and stays warm.'],
  ['Linen apron', 'Kitchen', 3200, 'Stone washed, with two deep pockets.'],
  ['Brass desk lamp', 'Desk', 12900, 'A warm light on a heavy foot.'],
  ['Felt desk mat', 'Desk', 2900, 'Merino felt, quiet and soft.'],
  ['Walnut pen tray', 'Desk', 2400, 'Three grooves, one for a ruler.'],
  ['Notebook, dotted', 'Desk', 1200, '160 pages that lie flat.'],
  ['Copper watering can', 'Garden', 5900, 'Balanced, with a fine rose.'],
  ['Terracotta set', 'Garden', 2700, 'Three pots with saucers.'],
  ['Pruning shears', 'Garden', 3600, 'Forged steel that can be sharpened.'],
  ['Canvas weekender', 'Travel', 14900, 'Waxed canvas and brass zips.'],
  ['Steel flask', 'Travel', 3400, 'Keeps tea hot for a day.'],
  ['Packing cubes', 'Travel', 2600, 'Three sizes, recycled nylon.'],
  ['Passport wallet', 'Travel', 4200, 'Vegetable tanned leather.'],
] as const

/** Demo data: two people to log in as, and something to buy. Running it again changes nothing. */
export default seed({
  logins: [
    { name: 'Ada Admin', email: 'admin@example.com', role: 'admin', password: 'demo-admin-1' },
    { name: 'Carl Customer', email: 'customer@example.com', role: 'customer', password: 'demo-customer-1' },
  ],
  async run({ trusted }) {
    const ids = new Map<string, string>()
    for (const name of categories) ids.set(name, (await trusted.resources.categories.create({ name })).id)
    for (const [name, category, priceCents, description] of goods) {
      await trusted.resources.products.create({
        name,
        slug: slugify(name),
        description,
        priceCents,
        stock: 25,
        status: 'active',
        categoryId: ids.get(category) ?? null,
      })
    }
  },
})
