import type { Address } from '../requests/address.ts'
import type { Sent } from '../requests/sending.ts'

/** A request together with its address, taken apart. */
export interface Located {
  sent: Sent
  address: Address
}
