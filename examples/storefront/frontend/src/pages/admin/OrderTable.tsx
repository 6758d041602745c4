import { Link } from 'react-router'
import { ErrorNotice } from '../../components/feedback/Notice.tsx'
import { statusWord } from '../../components/StatusBadge.tsx'
import { formatDateTime, formatMoney, orderNumber } from '../../format.ts'
import { useUpdateOrderStatus } from '../../hooks/useOrders.ts'
import type { Order, OrderStatus } from '../../types.ts'

/** The way of an order, in its usual sequence. */
export const orderStatuses: readonly OrderStatus[] = ['pending', 'paid', 'shipped', 'cancelled']

function StatusSelect({ order }: { order: Order }) {
  const update = useUpdateOrderStatus()
  return (
    <>
      <select
        className={`status-select badge-${order.status}`}
        aria-label={`Status of order ${orderNumber(order.id)}`}
        value={order.status}
        disabled={update.isPending}
        onChange={event => update.mutate({ id: order.id, status: event.target.value as OrderStatus })}
      >
        {orderStatuses.map(status => (
          <option key={status} value={status}>
            {statusWord(status)}
          </option>
        ))}
      </select>
      <ErrorNotice error={update.error} />
    </>
  )
}

function OrderRow({ order }: { order: Order }) {
  const pieces = order.items.map(({ quantity, productName }) => `${quantity} × ${productName}`).join(', ')
  return (
    <tr>
      <td className="cell-main">
        <span className="line-text">
          <Link to={`/orders/${order.id}`}>Order {orderNumber(order.id)}</Link>
          <span className="muted">{formatDateTime(order.createdAt)}</span>
        </span>
      </td>
      <td data-label="Items">{pieces}</td>
      <td data-label="Ships to">{order.shippingAddress}</td>
      <td data-label="Total" className="number">
        {formatMoney(order.totalCents)}
      </td>
      <td data-label="Status">
        <StatusSelect order={order} />
      </td>
    </tr>
  )
}

/** Orders, each with a way to move it on. */
export function OrderTable({ orders }: { orders: Order[] }) {
  return (
    <table className="table panel">
      <thead>
        <tr>
          <th scope="col">Order</th>
          <th scope="col">Items</th>
          <th scope="col">Ships to</th>
          <th scope="col" className="number">
            Total
          </th>
          <th scope="col">Status</th>
        </tr>
      </thead>
      <tbody>
        {orders.map(order => (
          <OrderRow key={order.id} order={order} />
        ))}
      </tbody>
    </table>
  )
}
