import type { Resources } from './resources.ts'

declare module '../context/context.ts' {
  interface Context {
    /** The backend's tables, acting as the actor: policies and field rules hold. */
    readonly resources: Resources
    /** The same without policies and field rules, in the same tenant: for what the actor may not do by hand. */
    readonly trusted: { readonly resources: Resources }
  }
}
