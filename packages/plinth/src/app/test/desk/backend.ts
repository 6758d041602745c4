import { defineBackend, module, resource, signedIn } from 'plinth'
import * as schema from './schema.ts'

export default defineBackend({
  name: 'desk',
  schema,
  tenancy: {},
  auth: { users: schema.users, roles: { admin: ['*'] } },
  modules: [
    module('desk', { tables: [schema.notes], resources: [resource(schema.notes, { allow: { read: signedIn } })] }),
  ],
})
