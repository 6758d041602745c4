import { useState } from 'react'
import { Link } from 'react-router'
import { EmptyState } from '../components/feedback/EmptyState.tsx'
import { Loading } from '../components/feedback/Loading.tsx'
import { ErrorNotice } from '../components/feedback/Notice.tsx'
import { OrderCard } from '../components/order/OrderCard.tsx'
import { Paging } from '../components/Paging.tsx'
import { useOrders } from '../hooks/useOrders.ts'
import { useTitle } from '../hooks/useTitle.ts'

function OrderList() {
  const [page, setPage] = useState(1)
  const { data, error, isPending, refetch } = useOrders({ page })
  if (isPending) return <Loading what="orders" />
  if (error) return <ErrorNotice error={error} onRetry={refetch} />
  if (data.items.length === 0) {
    return (
      <EmptyState icon="bag" title="You have not ordered anything yet">
        <Link to="/" className="button">
          Go to the shop
        </Link>
      </EmptyState>
    )
  }
  return (
    <>
      <ul className="order-cards" aria-label="My orders">
        {data.items.map(order => (
          <li key={order.id}>
            <OrderCard order={order} />
          </li>
        ))}
      </ul>
      <Paging meta={data.meta} onPage={setPage} />
    </>
  )
}

/** The customer's orders, the newest first. */
export function OrdersPage() {
  useTitle('My orders')
  return (
    <>
      <h1>My orders</h1>
      <OrderList />
    </>
  )
}
