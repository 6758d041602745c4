import { defineBackend } from 'plinth'
import dialect from './dialect.ts'
import { addresses } from './modules/addresses/index.ts'
import { catalog } from './modules/catalog/index.ts'
import { imports } from './modules/imports/index.ts'
import { orders } from './modules/orders/index.ts'
import { payments } from './modules/payments/index.ts'
import { uploads } from './modules/uploads/index.ts'
import * as schema from './schema.ts'

declare module 'plinth' {
  interface Register {
    schema: typeof schema
  }
}

export default defineBackend({
  name: 'storefront',
  schema,
  dialect,
  tenancy: {
    global: [schema.categories, schema.products, schema.orders, schema.orderItems],
    founder: false,
  },
  auth: {
    users: schema.users,
    roles: {
      customer: ['orders:create'],
      manager: ['products:*', 'categories:*', 'orders:*', 'addresses:*'],
      admin: ['*'],
    },
  },
  modules: [addresses, catalog, imports, orders, payments, uploads],
})
