import { defineBackend } from 'plinth'
import { catalog } from './modules/catalog/index.ts'
import { imports } from './modules/imports/index.ts'
import { orders } from './modules/orders/index.ts'
import { organisations } from './modules/organisations/index.ts'
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
  auth: {
    users: schema.users,
    roles: {
      customer: ['orders:create'],
      manager: ['products:*', 'categories:*', 'orders:*'],
      admin: ['*'],
    },
  },
  modules: [catalog, imports, orders, organisations, payments, uploads],
})
