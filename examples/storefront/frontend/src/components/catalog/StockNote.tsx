/** From this many left, the shop says so. */
const few = 5

/** Warns when a product is nearly or wholly sold out; else nothing. */
export function StockNote({ stock }: { stock: number }) {
  if (stock > few) return null
  return <span className="stock-note">{stock === 0 ? 'Sold out' : `Only ${stock} left`}</span>
}
