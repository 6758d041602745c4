import './context.ts'

/** What a body may hold. */
export { bodyCheck } from './check/body.ts'
/** JSON Schema of rows and columns, in wire names. */
export { answerSchema, columnSchema } from './check/schema.ts'
/** What a body may put into a column. */
export { valueReader } from './check/value.ts'
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
/** Policies, and names of fields and options, looked up at boot. */
export { checkPolicy } from './model/allow.ts'
export { columnNamed, invalidOption } from './model/fail.ts'
/** What `plinth migrate` asks for. */
export type { NeededIndex } from './model/indexes.ts'
/** A compiled resource, and the dialect's part in it. */
export type { ResourceModel, Wire } from './model/model.ts'
/** Words: singular, plural and case. */
export { camelCase, pluralOf, singularOf, snakeCase } from './model/names.ts'
/** Tables as statements use them. */
export type { Column, Table } from './model/table.ts'
/** What a resource answers with, for operations on it. */
export { answerOf, asPolicy, listSpec, replyOf } from './operations.ts'
/** The types that a backend registers. */
export type { AnyTable, Register, RegisteredComputed, RegisteredSchema, TableShape } from './register.ts'
/** Keys between tables. */
export { actorKey, keyBetween } from './relations/computation.ts'
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
/** Writing rows, under their policies. */
export { changeRow } from './run/change.ts'
export { createRow } from './run/create.ts'
/** Reading rows and pages, under their policies. */
export { holdOne, readMany, readOne, readPage, targetSql } from './run/read.ts'
/** JSON rows as users' code has them. */
export { reviveRow } from './run/revive.ts'
/** Who is let through, and what others are told. */
export { demand, denied } from './run/rights.ts'
/** A resource and what it runs on. */
export { asClient, type Served, scopeOf, type Target } from './run/served.ts'
/** Words for addresses. */
export { slugify, uniqueSlug } from './slug.ts'
/** A statement in the making. */
export { type Asker, type At, Draft } from './sql/draft.ts'
/** Policies as conditions. */
export { allOf, policySql } from './sql/predicate.ts'
/** One printed format per column type. */
export { printSql, printValue } from './sql/print.ts'
/** Rows of a table, in their tenant. */
export { rowsSql } from './sql/rows.ts'
/** Whether PostgreSQL would take a value for a column. */
export { fits } from './sql/value.ts'
