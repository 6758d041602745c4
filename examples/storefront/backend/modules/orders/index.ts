import { module } from 'plinth'
import { orderItems as orderItemsTable, orders as ordersTable } from '../../schema.ts'
import cancel from './cancel.ts'
import orderItems from './order-items.ts'
import ordersResource from './orders.ts'

/** Orders and order items. */
export const orders = module('orders', {
  tables: [ordersTable, orderItemsTable],
  resources: [ordersResource, orderItems],
  actions: [cancel],
  together: ['catalog'],
})
