/** The REST door: operations as routes, OpenAPI, and the page at `/docs`. */
export { restErrors } from './errors.ts'
/** Forgets answers that were kept for a repeated Idempotency-Key. */
export { answerSweep } from './idempotency.ts'
/** Limits of users, keys and tenants. */
export type { ActorLimits } from './limit.ts'
export { mountOperations } from './mount.ts'
/** OpenAPI 3.1 of operations in a dialect, without a server or a database. */
export { type OpenApi, openapi } from './openapi/openapi.ts'
export type { ApiInfo, ContextSeed, RestParts } from './parts.ts'
