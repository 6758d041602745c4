import { Link } from 'react-router'
import { countOf, formatDate, formatMoney, orderNumber } from '../../format.ts'
import type { Order } from '../../types.ts'
import { ProductArt } from '../catalog/ProductArt.tsx'
import { StatusBadge } from '../StatusBadge.tsx'

/** How many products are drawn. */
const drawn = 3

/** An order in the list of the customer's orders. */
export function OrderCard({ order }: { order: Order }) {
  const pieces = order.items.reduce((sum, item) => sum + item.quantity, 0)
  return (
    <Link to={`/orders/${order.id}`} className="order-card">
      <span className="order-art">
        {order.items.slice(0, drawn).map(item => (
          <ProductArt key={item.id} name={item.productName} imageUrl={null} />
        ))}
      </span>
      <span className="order-text">
        <strong>Order {orderNumber(order.id)}</strong>
        <span className="muted">
          {formatDate(order.createdAt)}, {countOf(pieces, 'item')}
        </span>
      </span>
      <StatusBadge status={order.status} />
      <span className="price">{formatMoney(order.totalCents)}</span>
    </Link>
  )
}
