import type { Evidence } from './endpoint.ts'

/** A variable of a GraphQL document, with its type as it is written: `OrderStatus!`. */
export interface OperationVariable {
  name: string
  type: string
  required: boolean
}

/** One GraphQL operation that the frontend sends. */
export interface Operation {
  kind: 'query' | 'mutation' | 'subscription'
  /** The document's name for it; its first field where it has none. */
  name: string
  variables: OperationVariable[]
  /** Dotted names of the fields that are asked for, as the answer has them, fragments included. Sorted. */
  fields: string[]
  /** Where it is sent, as far as the code says. */
  url?: string
  /** False where nothing sends it. */
  live: boolean
  evidence: Evidence[]
}

/** One call of a package that speaks a protocol of its own. */
export interface SdkCall {
  /** `products.select`, `auth.signOut`, `dish.list.query`. */
  name: string
  live: boolean
  /** The feature that it asks of a backend. */
  feature?: 'auth' | 'realtime' | 'uploads' | 'search' | 'pagination'
  evidence: Evidence[]
}

/** A table or collection that is named in calls, with the columns that are read, written or compared. */
export interface SdkTable {
  name: string
  columns: string[]
}

/** A package that speaks a protocol of its own, and all that is asked of it. */
export interface SdkUse {
  library: string
  calls: SdkCall[]
  tables: SdkTable[]
  /** Calls of which only the name is known. */
  unsupported?: string[]
}
