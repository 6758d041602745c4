import './context.ts'

/** What `actions/` are made of: compiled resources, and the statements that read them. */
export { answerSchema, columnSchema } from './check/schema.ts'
/** Fields that the database computes. */
export { type ComputedField, type ComputedFields, type ComputedOptions, computed, count, exists } from './computed.ts'
/** The engine: compiled once at boot by `app/`. */
export {
  compileResources,
  type EngineOptions,
  type EngineParts,
  type ResourceEngine,
  refuseClashes,
} from './engine.ts'
/** The codes of this feature. */
export { resourceErrors } from './errors.ts'
export { actorKey, keyBetween } from './model/computation.ts'
export { columnNamed, invalidOption } from './model/fail.ts'
export type { NeededIndex } from './model/indexes.ts'
export type { ResourceModel, Wire } from './model/model.ts'
export { camelCase, pluralOf, singularOf, snakeCase } from './model/names.ts'
export type { Column, Table } from './model/table.ts'
/** The types that a backend registers. */
export type { AnyTable, Register, RegisteredComputed, RegisteredSchema, TableShape } from './register.ts'
/** A table with operations. */
export {
  type ChangeHook,
  type CreateHook,
  type FieldOf,
  type FieldRule,
  type Input,
  type RelationOptions,
  type Resource,
  type ResourceOptions,
  type Row,
  type RowHook,
  resource,
  type Verb,
} from './resource.ts'
/** `ctx.resources`. */
export type { ListOptions, Match, Page, Resources, TableResource, Where } from './resources.ts'
export { answerOf, asPolicy, listSpec, replyOf } from './run/operations.ts'
export { holdOne, readMany, readOne, readPage, targetSql } from './run/read.ts'
export { reviveRow } from './run/revive.ts'
export { demand, denied } from './run/rights.ts'
export type { Change, Listener } from './run/served.ts'
export { asClient, type Served, scopeOf, type Target } from './run/served.ts'
/** Words for addresses. */
export { slugify, uniqueSlug } from './slug.ts'
export { Draft } from './sql/draft.ts'
export { allOf, policySql } from './sql/predicate.ts'
/** One printed format per column type. */
export { printSql, printValue } from './sql/print.ts'
export { fits } from './sql/value.ts'
