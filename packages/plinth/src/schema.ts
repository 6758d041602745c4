/** What a `schema.ts` is written with: Drizzle's builders and expressions, and the platform's own columns. */
/** Tables that refer to each other in a circle need it: `references((): AnyPgColumn => …)`. */
export type { AnyPgColumn } from 'drizzle-orm/pg-core'
export * from './data/schema/builders.ts'
export { everywhere, id, search, tenantId, timestamps } from './data/schema/columns.ts'
