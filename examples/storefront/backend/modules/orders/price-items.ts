import { conflict, type Db, invalid } from 'plinth'
import { and, eq, gte, sql } from 'plinth/schema'
import { products } from '../../schema.ts'

interface Line {
  readonly productId: string
  readonly quantity: number
}

/** Takes the items out of stock, and fills in what the client may not say: names and prices. */
export async function priceItems(db: Db, lines: readonly Line[]) {
  if (lines.length === 0) throw invalid([{ field: 'items', message: 'Add at least one item.' }])
  const items = []
  for (const line of lines.toSorted((a, b) => a.productId.localeCompare(b.productId))) {
    const [product] = await db
      .update(products)
      .set({ stock: sql`${products.stock} - ${line.quantity}` })
      .where(and(eq(products.id, line.productId), eq(products.status, 'active'), gte(products.stock, line.quantity)))
      .returning()
    if (product === undefined) throw conflict('One of the items is sold out.')
    items.push({ ...line, productName: product.name, unitPriceCents: product.priceCents })
  }
  return { items, totalCents: items.reduce((sum, item) => sum + item.quantity * item.unitPriceCents, 0) }
}
