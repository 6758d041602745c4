/** Plinth: what a backend is written with. `plinth/schema` has the table builders, `plinth/zod` Zod. */
export { type Actor, anyone, can, nobody, owner, type Policy, signedIn, when, where } from './access/index.ts'
export * from './actions/index.ts'
export {
  type App,
  type AppOptions,
  type Backend,
  type BackendOptions,
  createApp,
  defineBackend,
  openapiOf,
  type Seed,
  seed,
} from './app/index.ts'
export type { Context } from './context/index.ts'
export type { Db } from './data/index.ts'
export { type DialectOptions, defineDialect } from './dialect/index.ts'
export {
  conflict,
  defineError,
  defineErrors,
  forbidden,
  invalid,
  notFound,
  notImplemented,
  PlinthError,
  unauthenticated,
} from './errors/index.ts'
export { event, on } from './events/index.ts'
export type { PipelineHooks } from './http/index.ts'
export { type Module, module } from './modules/index.ts'
export type { Log } from './observability/index.ts'
export { computed, count, exists, type Register, resource, slugify, uniqueSlug } from './resources/index.ts'
