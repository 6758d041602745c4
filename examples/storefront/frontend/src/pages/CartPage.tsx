import { Link } from 'react-router'
import { ProductArt } from '../components/catalog/ProductArt.tsx'
import { EmptyState } from '../components/feedback/EmptyState.tsx'
import { QuantityPicker } from '../components/form/QuantityPicker.tsx'
import { Icon } from '../components/Icon.tsx'
import { CartSummary } from '../components/order/CartSummary.tsx'
import { formatMoney } from '../format.ts'
import { type CartLine, useCart } from '../hooks/useCart.ts'
import { useTitle } from '../hooks/useTitle.ts'

function CartRow({ line }: { line: CartLine }) {
  const { setQuantity, remove } = useCart()
  return (
    <li className="line">
      <ProductArt name={line.name} imageUrl={line.imageUrl} />
      <div className="line-text">
        <Link to={`/products/${line.productId}`}>{line.name}</Link>
        <span className="muted">{formatMoney(line.priceCents)} each</span>
      </div>
      <QuantityPicker
        label={`Quantity of ${line.name}`}
        value={line.quantity}
        max={line.stock}
        onChange={quantity => setQuantity(line.productId, quantity)}
      />
      <span className="price">{formatMoney(line.quantity * line.priceCents)}</span>
      <button
        type="button"
        className="icon-button"
        aria-label={`Remove ${line.name}`}
        onClick={() => remove(line.productId)}
      >
        <Icon name="trash" />
      </button>
    </li>
  )
}

/** What the visitor is about to buy. */
export function CartPage() {
  const { lines } = useCart()
  useTitle('Cart')
  if (lines.length === 0) {
    return (
      <EmptyState icon="bag" title="Your cart is empty">
        <Link to="/" className="button">
          Go to the shop
        </Link>
      </EmptyState>
    )
  }
  return (
    <>
      <h1>Cart</h1>
      <div className="two-columns">
        <ul className="lines panel" aria-label="Cart">
          {lines.map(line => (
            <CartRow key={line.productId} line={line} />
          ))}
        </ul>
        <CartSummary>
          <Link to="/checkout" className="button button-wide">
            Go to checkout
          </Link>
        </CartSummary>
      </div>
    </>
  )
}
