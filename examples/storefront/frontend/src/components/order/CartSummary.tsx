import type { ReactNode } from 'react'
import { formatMoney } from '../../format.ts'
import { useCart } from '../../hooks/useCart.ts'

interface CartSummaryProps {
  /** Lists the products by name. Default false: only the sums. */
  withLines?: boolean
  /** What to do next. */
  children?: ReactNode
}

/** What the cart costs. */
export function CartSummary({ withLines = false, children }: CartSummaryProps) {
  const { lines, totalCents } = useCart()
  return (
    <section className="panel summary" aria-label="Summary">
      <h2>Summary</h2>
      <dl>
        {withLines &&
          lines.map(line => (
            <div key={line.productId}>
              <dt>
                {line.quantity} × {line.name}
              </dt>
              <dd>{formatMoney(line.quantity * line.priceCents)}</dd>
            </div>
          ))}
        <div>
          <dt>Shipping</dt>
          <dd>Free</dd>
        </div>
        <div className="summary-total">
          <dt>Total</dt>
          <dd>{formatMoney(totalCents)}</dd>
        </div>
      </dl>
      {children}
    </section>
  )
}
