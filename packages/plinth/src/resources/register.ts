/**
 * The types of one backend, declared once in its `backend.ts`:
 * `declare module 'plinth' { interface Register { schema: typeof schema; computed: typeof computed } }`.
 * Never put a backend or a resource here: a type that contains the code being typed is circular.
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by declaration merging
export interface Register {}

/** The small structural shape of a Drizzle table. Comparing with the full type costs 11 s of `tsc` at 200 resources, this 4. */
export interface TableShape {
  readonly $inferSelect: object
  readonly $inferInsert: object
}

/** Any table, once its own type is forgotten: what the engine works with. */
export interface AnyTable {
  readonly $inferSelect: Record<string, unknown>
  readonly $inferInsert: Record<string, unknown>
}

/** The registered schema; no tables until one is. */
export type RegisteredSchema = Register extends { schema: infer S } ? S : Record<never, never>
/** The registered computed fields; none until they are. */
export type RegisteredComputed = Register extends { computed: infer C } ? C : Record<never, never>
