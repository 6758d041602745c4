import { conflict, type Db, invalid } from 'plinth'
import { and, eq, gte, sql } from 'plinth/schema'
import { products } from '../../schema.ts'

interface Line {
  readonly productId: string
  readonly quantity: number
}

/** Takes the items out of stock, and fills in what the client may not say: productName, unitPriceCents and totalCents. */
export async function fillItems(db: Db, lines: readonly Line[]) {
  if (lines.length === 0) throw invalid([{ field: 'items', message: 'Add at least one item.' }])
  const wrong = lines.findIndex(line => line.quantity < 1)
  if (wrong !== -1) throw invalid([{ field: `items[${wrong}].quantity`, message: 'Ask for at least one.' }])
  const filled = []
  for (const line of lines.toSorted((a, b) => a.productId.localeCompare(b.productId))) {
    const [product] = await db
      .update(products)
      .set({ stock: sql`${products.stock} - ${line.quantity}` })
      .where(and(eq(products.id, line.productId), eq(products.status, 'active'), gte(products.stock, line.quantity)))
      .returning()
    if (product === undefined) throw conflict('One of the items is sold out.')
    filled.push({ ...line, productName: product.name, unitPriceCents: product.priceCents })
  }
  return { items: filled, totalCents: filled.reduce((sum, line) => sum + line.quantity * line.unitPriceCents, 0) }
}
