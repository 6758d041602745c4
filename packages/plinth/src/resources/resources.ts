import type { ComputedField } from './computed.ts'
import type { RegisteredComputed, RegisteredSchema, TableShape } from './register.ts'
import type { FieldOf, Input, Row } from './resource.ts'

/** The computed fields of a table, by its key in the schema. */
type ComputedOf<K> = K extends keyof RegisteredComputed
  ? { readonly [F in keyof RegisteredComputed[K]]: RegisteredComputed[K][F] extends ComputedField<infer V> ? V : never }
  : unknown

/** Conditions on one field: a value, any of several, null, or comparisons. */
export type Match<V> =
  | V
  | readonly V[]
  | null
  | {
      readonly eq?: V
      readonly ne?: V
      readonly gt?: V
      readonly gte?: V
      readonly lt?: V
      readonly lte?: V
      readonly in?: readonly V[]
      readonly contains?: string
      readonly startsWith?: string
      readonly isNull?: boolean
    }

/** Rows whose fields all match. */
export type Where<T extends TableShape> = { readonly [K in FieldOf<T>]?: Match<NonNullable<Row<T>[K]>> }

/** What a list in code is narrowed, ordered and paged by. */
export interface ListOptions<T extends TableShape> {
  readonly where?: Where<T>
  /** `createdAt`, or `-createdAt` for the newest first. Default: the resource's own order. */
  readonly sort?: FieldOf<T> | `-${FieldOf<T>}` | readonly (FieldOf<T> | `-${FieldOf<T>}`)[]
  /** Text to find in the resource's `search` fields. */
  readonly search?: string
  /** Relations to bring along; they are in the rows, untyped. */
  readonly include?: readonly string[]
  /** Default: the resource's page size. Never over 1000. */
  readonly limit?: number
  readonly offset?: number
  /** The `next` of the page before; excludes `offset`. */
  readonly after?: string
  /** `capped` counts to 10,000 (default), `exact` all, `none` nothing. */
  readonly count?: 'capped' | 'exact' | 'none'
}

/** What is to change of a row. */
type Changes<T extends TableShape> = { readonly [K in keyof Input<T>]?: Input<T>[K] | undefined }

/** One page of rows. */
export interface Page<R> {
  readonly items: readonly R[]
  /** Exact up to 10,000; null when it was not counted, which pages after a cursor never are. */
  readonly total: number | null
  /** The cursor of the next page; null on the last. */
  readonly next: string | null
}

/** Repository and service of one table in one: typed, access-checked, in the tenant, with the resource's hooks. */
export interface TableResource<T extends TableShape, C = unknown> {
  list(options?: ListOptions<T>): Promise<Page<Row<T> & C>>
  /** The row of that id. Throws NOT_FOUND when there is none that the actor may see. */
  get(id: string | number | bigint): Promise<Row<T> & C>
  /** The first row that matches, or undefined. */
  find(where: Where<T>): Promise<(Row<T> & C) | undefined>
  /** Children that the resource declares may come along: `{ …, items: […] }`. */
  create(input: Input<T> & { readonly [child: string]: unknown }): Promise<Row<T> & C>
  /**
   * Changes the given fields, keeps the rest. Undefined is not given. A function is told the row as it is, locked until
   * the commit, so that none of two changes at one moment is lost: `update(id, row => ({ views: row.views + 1 }))`.
   */
  update(id: string | number | bigint, change: Changes<T> | ((row: Row<T>) => Changes<T>)): Promise<Row<T> & C>
  /** Puts defaults in for what is left out, whatever PUT means in the dialect. */
  replace(id: string | number | bigint, input: Input<T>): Promise<Row<T> & C>
  delete(id: string | number | bigint): Promise<void>
}

/** Every table of the registered schema, by key. */
export type Resources = {
  readonly [K in keyof RegisteredSchema as RegisteredSchema[K] extends TableShape
    ? K
    : never]: RegisteredSchema[K] extends TableShape ? TableResource<RegisteredSchema[K], ComputedOf<K>> : never
}
