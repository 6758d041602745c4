/**
 * Operations of a user's own, and the ready ones: toggles, feeds, values in use, numbers, exports, rows of one's own,
 * what is not written yet.
 */
export { type ActionArgs, type ActionOptions, type ActionResult, action } from './action.ts'
export { type ListOf, listOf } from './answers.ts'
export { compileActions, type PlacedAction } from './compile.ts'
export { type DistinctOptions, distinct } from './distinct.ts'
/** The codes of this feature. */
export { actionErrors } from './errors.ts'
export { type ExportOptions, exportOf } from './export.ts'
export { type FeedOptions, feed } from './feed.ts'
export type { Stat } from './number.ts'
export { type PendingOptions, pending } from './pending.ts'
/** What modules hold. */
export type { ParamsOf, Route } from './route.ts'
/** Zod schemas as checks and as JSON Schema, for built-in operations. */
export { jsonSchema, renamed, type SchemaOutput, type SchemaShape, schemaCheck } from './schema.ts'
export { type SingletonOptions, singleton } from './singleton.ts'
export type { Action } from './site.ts'
export { type StatsOptions, stats } from './stats.ts'
export { type ToggleOptions, toggle } from './toggle.ts'
