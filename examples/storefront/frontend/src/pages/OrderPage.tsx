import { Link, useLocation, useParams } from 'react-router'
import { Loading } from '../components/feedback/Loading.tsx'
import { ErrorNotice, Notice } from '../components/feedback/Notice.tsx'
import { OrderActions } from '../components/order/OrderActions.tsx'
import { OrderLines } from '../components/order/OrderLines.tsx'
import { StatusBadge } from '../components/StatusBadge.tsx'
import { formatDateTime, orderNumber } from '../format.ts'
import { useOrder } from '../hooks/useOrders.ts'
import { isStaff, useSession } from '../hooks/useSession.ts'
import { useTitle } from '../hooks/useTitle.ts'
import type { Order } from '../types.ts'

function OrderDetails({ order }: { order: Order }) {
  return (
    <section className="panel order-details" aria-label="Details">
      <dl>
        <dt>Status</dt>
        <dd>
          <StatusBadge status={order.status} />
        </dd>
        <dt>Placed</dt>
        <dd>{formatDateTime(order.createdAt)}</dd>
        <dt>Shipping address</dt>
        <dd className="lines-kept">{order.shippingAddress}</dd>
        {order.note && (
          <>
            <dt>Note</dt>
            <dd className="lines-kept">{order.note}</dd>
          </>
        )}
      </dl>
      <OrderActions order={order} />
    </section>
  )
}

function OrderView({ order }: { order: Order }) {
  const { state } = useLocation()
  return (
    <>
      {state?.placed && <Notice tone="success">Thank you! Your order has been placed.</Notice>}
      <h1>Order {orderNumber(order.id)}</h1>
      <div className="two-columns">
        <OrderLines order={order} />
        <OrderDetails order={order} />
      </div>
    </>
  )
}

/** One order: what was bought, where it goes, how far it is. */
export function OrderPage() {
  const { id = '' } = useParams()
  const { user } = useSession()
  const { data: order, error, refetch } = useOrder(id)
  useTitle(order && `Order ${orderNumber(order.id)}`)
  return (
    <>
      <Link to={isStaff(user) ? '/admin/orders' : '/orders'} className="back-link">
        All orders
      </Link>
      {error && <ErrorNotice error={error} onRetry={refetch} />}
      {!error && !order && <Loading what="order" />}
      {order && <OrderView order={order} />}
    </>
  )
}
