/** The REST door: operations as routes, OpenAPI, and the page at `/docs`. */
export { restErrors } from './errors.ts'
/** Deletes kept answers of more than 24 hours ago; for a nightly job. */
export { sweepAnswers } from './idempotency.ts'
export { mountOperations } from './mount.ts'
/** OpenAPI 3.1 of operations in a dialect, without a server or a database. */
export { type OpenApi, openapi } from './openapi/openapi.ts'
export type { ApiInfo, ContextSeed, RestParts } from './parts.ts'
