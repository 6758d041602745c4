/** What a `schema.ts` is written with: Drizzle's builders and expressions, and the platform's own columns. */
export * from './data/schema/builders.ts'
export { id, search, tenantId, timestamps } from './data/schema/columns.ts'
