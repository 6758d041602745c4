import type { OrderStatus, ProductStatus } from '../types.ts'

const words: Record<OrderStatus | ProductStatus, string> = {
  pending: 'Pending',
  paid: 'Paid',
  shipped: 'Shipped',
  cancelled: 'Cancelled',
  draft: 'Draft',
  active: 'Active',
  archived: 'Archived',
}

/** The word for a status. */
export const statusWord = (status: OrderStatus | ProductStatus) => words[status]

/** A status in its colour. */
export function StatusBadge({ status }: { status: OrderStatus | ProductStatus }) {
  return <span className={`badge badge-${status}`}>{statusWord(status)}</span>
}
