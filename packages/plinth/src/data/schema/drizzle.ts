import { createRequire } from 'node:module'

// Importing Drizzle as ESM takes 0.8 s on Node 24 (447 exports to resolve), requiring it 0.05 s. The types are the
// ESM ones, so a table built here is the same to the compiler as one built on `drizzle-orm` itself.
const require = createRequire(import.meta.url)

/** Drizzle's query builder, as `drizzle-orm` exports it. */
export const orm = require('drizzle-orm') as typeof import('drizzle-orm')

/** Drizzle's PostgreSQL builders, as `drizzle-orm/pg-core` exports them. */
export const pg = require('drizzle-orm/pg-core') as typeof import('drizzle-orm/pg-core')

/** Drizzle's own casing: `ctx.db` writes column names with it, so everybody else must. */
export const casing = require('drizzle-orm/casing') as typeof import('drizzle-orm/casing')
