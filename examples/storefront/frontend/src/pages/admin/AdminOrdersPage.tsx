import { useState } from 'react'
import { EmptyState } from '../../components/feedback/EmptyState.tsx'
import { Loading } from '../../components/feedback/Loading.tsx'
import { ErrorNotice } from '../../components/feedback/Notice.tsx'
import { SelectField } from '../../components/form/Field.tsx'
import { Paging } from '../../components/Paging.tsx'
import { statusWord } from '../../components/StatusBadge.tsx'
import { useOrders } from '../../hooks/useOrders.ts'
import { useTitle } from '../../hooks/useTitle.ts'
import type { OrderStatus } from '../../types.ts'
import { OrderTable, orderStatuses } from './OrderTable.tsx'

interface OrderListProps {
  status: OrderStatus | undefined
  page: number
  onPage: (page: number) => void
}

function OrderList({ status, page, onPage }: OrderListProps) {
  const { data, error, isPending, refetch } = useOrders({ status, page })
  if (isPending) return <Loading what="orders" />
  if (error) return <ErrorNotice error={error} onRetry={refetch} />
  if (data.items.length === 0) return <EmptyState icon="bag" title="No orders" />
  return (
    <>
      <OrderTable orders={data.items} />
      <Paging meta={data.meta} onPage={onPage} />
    </>
  )
}

/** Everybody's orders, the newest first. */
export function AdminOrdersPage() {
  const [status, setStatus] = useState<OrderStatus>()
  const [page, setPage] = useState(1)
  useTitle('Orders')

  function onStatus(value: string) {
    setStatus(orderStatuses.find(known => known === value))
    setPage(1)
  }

  return (
    <>
      <div className="page-head">
        <h1>Orders</h1>
        <SelectField label="Show" value={status ?? ''} onChange={event => onStatus(event.target.value)}>
          <option value="">All</option>
          {orderStatuses.map(known => (
            <option key={known} value={known}>
              {statusWord(known)}
            </option>
          ))}
        </SelectField>
      </div>
      <OrderList status={status} page={page} onPage={setPage} />
    </>
  )
}
