import type { AnyIndexBuilder, ExtraConfigColumn } from 'drizzle-orm/pg-core'
import { index, sql, text, timestamp, uuid } from './builders.ts'
import { mark, markEverywhere } from './mark.ts'

/** The primary key: a uuid that the database makes. Server-owned: never written from a body. */
export const id = () => mark(uuid().primaryKey().defaultRandom(), 'id')

/**
 * `createdAt` and `updatedAt`, as `...timestamps()`. The database sets both: `updatedAt` moves with every update, by
 * a trigger that the migration writes, and never stands still or goes back for one row. Server-owned.
 */
export const timestamps = () => ({
  createdAt: mark(timestamp('created_at', { withTimezone: true }).notNull().defaultNow(), 'createdAt'),
  updatedAt: mark(timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(), 'updatedAt'),
})

const current = sql`nullif(current_setting('app.tenant_id', true), '')`
const textTenant = () => mark(text('tenant_id').notNull().default(current), 'tenant')
const uuidTenant = () => mark(uuid('tenant_id').notNull().default(sql`${current}::uuid`), 'tenant')

/**
 * Makes the table a tenant table: a forced row-level security policy, which the migration writes, lets a statement
 * see and write the rows of its own tenant only. The database fills the column; it is server-owned. `text` by
 * default; `tenantId('uuid')` takes 16 bytes instead of 37, and every tenant id must then be a uuid.
 */
export function tenantId<Type extends 'text' | 'uuid' = 'text'>(type?: Type) {
  const column = type === 'uuid' ? uuidTenant() : textTenant()
  return column as Type extends 'uuid' ? ReturnType<typeof uuidTenant> : ReturnType<typeof textTenant>
}

/**
 * An index of a tenant table that does not begin with the tenant: `everywhere(uniqueIndex().on(t.host))` is unique over
 * all tenants. Whoever is refused a value then knows that some tenant has it.
 */
export function everywhere<Builder extends AnyIndexBuilder>(builder: Builder): Builder {
  return markEverywhere(builder)
}

/**
 * A trigram index over text columns, for text search and `contains`: `table => [search(table.name)]`. The migration
 * creates the extension `pg_trgm`. Terms under three letters do not use it.
 */
export function search(first: ExtraConfigColumn, ...more: ExtraConfigColumn[]): AnyIndexBuilder {
  const trigrams = (column: ExtraConfigColumn) => column.op('gin_trgm_ops')
  return index().using('gin', trigrams(first), ...more.map(trigrams))
}
