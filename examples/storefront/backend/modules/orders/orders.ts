import { can, nobody, owner, resource, signedIn } from 'plinth'
import { orderItems, orders } from '../../schema.ts'
import { fillItems } from './fill-items.ts'

export default resource(orders, {
  operations: ['list', 'get', 'create', 'update'],
  allow: { read: can('orders:read').or(owner('customerId')), create: signedIn, update: can('orders:write') },
  filter: ['status'],
  sort: ['createdAt'],
  children: { items: orderItems },
  fields: { status: { write: can('orders:write') }, totalCents: { write: nobody } },
  before: {
    create: async ({ input, db }) => ({ ...input, ...(await fillItems(db, input.items)) }),
  },
})
