import type { SchemaOutput, SchemaShape } from '../actions/index.ts'
import type { Register } from '../resources/index.ts'

/** What tenants can set, as the backend registers it: `interface Register { settings: typeof settings }`. */
export type RegisteredSettings = Register extends { settings: infer S extends SchemaShape }
  ? SchemaOutput<S>
  : Readonly<Record<string, unknown>>

/** The tenant of a request or a job. */
export interface CurrentTenant {
  readonly id: string
  /** What the tenant has set, with every default; at most a second old. */
  settings(): Promise<RegisteredSettings>
}

declare module '../context/context.ts' {
  interface Context {
    /** The tenant that was settled; null where none is, or where there are no tenants. */
    readonly tenant: CurrentTenant | null
  }
}
