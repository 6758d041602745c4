import { defineBackend } from 'plinth'
import { catalog } from './modules/catalog/index.ts'
import { orders } from './modules/orders/index.ts'
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
      admin: ['*'],
      manager: ['products:*', 'categories:*', 'orders:*'],
      customer: ['orders:create'],
    },
  },
  modules: [catalog, orders],
})
