import { action, can, conflict, owner } from 'plinth'
import { orders } from '../../schema.ts'

export default action('POST /orders/:id/cancel', {
  on: orders,
  allow: can('orders:write').or(owner('customerId')),
  returns: orders,
  async run({ row, trusted }) {
    if (row.status !== 'pending') throw conflict(`An order that is ${row.status} cannot be cancelled.`)
    return trusted.resources.orders.update(row.id, { status: 'cancelled' })
  },
})
