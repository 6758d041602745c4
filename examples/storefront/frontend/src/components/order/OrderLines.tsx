import { Link } from 'react-router'
import { formatMoney } from '../../format.ts'
import type { Order } from '../../types.ts'
import { ProductArt } from '../catalog/ProductArt.tsx'

/** What was bought, line by line, and the total. */
export function OrderLines({ order }: { order: Order }) {
  return (
    <div className="panel">
      <ul className="lines">
        {order.items.map(item => (
          <li key={item.id} className="line">
            <ProductArt name={item.productName} imageUrl={null} />
            <div className="line-text">
              <Link to={`/products/${item.productId}`}>{item.productName}</Link>
              <span className="muted">
                {item.quantity} × {formatMoney(item.unitPriceCents)}
              </span>
            </div>
            <span className="price">{formatMoney(item.quantity * item.unitPriceCents)}</span>
          </li>
        ))}
      </ul>
      <p className="total">
        <span>Total</span>
        <span className="price">{formatMoney(order.totalCents)}</span>
      </p>
    </div>
  )
}
