import { defineDialect } from 'plinth'

/** The outer shape that the frontend speaks. */
export default defineDialect({
  paths: { 'tenants.list': 'GET /organisations' },
})
