import { can, resource, signedIn } from 'plinth'
import { addresses } from '../../schema.ts'

export default resource(addresses, {
  operations: ['list', 'create', 'delete'],
  allow: { read: signedIn, write: can('addresses:write') },
  sort: ['createdAt'],
  size: 1000,
})
