import { nobody, resource, signedIn } from 'plinth'
import { orderItems } from '../../schema.ts'

/** Written and read with their order. The server fills in productName and unitPriceCents. */
export default resource(orderItems, {
  operations: [],
  allow: { read: signedIn, create: signedIn },
  fields: { productName: { write: nobody }, unitPriceCents: { write: nobody } },
})
