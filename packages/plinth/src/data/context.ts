import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { Schema } from './drizzle.ts'

/** Drizzle, inside the tenant and the ambient transaction. */
export type Db = NodePgDatabase<Schema>

declare module '../context/context.ts' {
  interface Context {
    /** Drizzle inside the tenant: for what resources do not say. It knows no policies; row-level security still holds. */
    readonly db: Db
    /** Runs `work` in a transaction that everything inside joins; effects leave after the commit. */
    readonly transaction: <T>(work: () => Promise<T>) => Promise<T>
  }
}
