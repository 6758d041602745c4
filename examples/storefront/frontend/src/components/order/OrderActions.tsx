import { useCancelOrder, usePayment } from '../../hooks/useOrders.ts'
import type { Order } from '../../types.ts'
import { ErrorNotice } from '../feedback/Notice.tsx'

/** Paying for and cancelling an order, while that is possible. */
export function OrderActions({ order }: { order: Order }) {
  const payment = usePayment()
  const cancel = useCancelOrder()
  if (order.status === 'shipped' || order.status === 'cancelled') return null
  return (
    <>
      <div className="actions">
        {order.status === 'pending' && (
          <button
            type="button"
            className="button"
            disabled={payment.isPending}
            onClick={() => payment.mutate(order.id)}
          >
            Pay by card
          </button>
        )}
        <button
          type="button"
          className="button button-quiet"
          disabled={cancel.isPending}
          onClick={() => cancel.mutate(order.id)}
        >
          Cancel order
        </button>
      </div>
      <ErrorNotice error={payment.error} feature="Card payment" />
      <ErrorNotice error={cancel.error} />
    </>
  )
}
