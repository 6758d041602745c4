/** Comparisons of a filter. `in` takes a list; `isNull` takes true or false. Text comparisons ignore no case except `contains`. */
export const filterOps = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'contains', 'startsWith', 'isNull'] as const

export type FilterOp = (typeof filterOps)[number]

export interface Condition {
  readonly field: string
  readonly op: FilterOp
  readonly value: unknown
}

/** A list in plain words: the door has taken the dialect off and checked every name and value against the `ListSpec`. */
export interface ListQuery {
  readonly where?: readonly Condition[]
  readonly search?: string
  readonly sort?: readonly { readonly field: string; readonly descending: boolean }[]
  /** Fields to answer with. Default: all that the actor may read. */
  readonly fields?: readonly string[]
  readonly include?: readonly string[]
  /** Default 20, never over 1000. */
  readonly limit?: number
  readonly offset?: number
  /** The cursor from the page before, or empty for the first page; excludes `offset`. */
  readonly after?: string
  /** Answers with the cursor of the next page. Default: when the page was asked by cursor, since it is not free. */
  readonly next?: boolean
  /** `capped` counts to 10,000 (default), `exact` all, `none` nothing. */
  readonly count?: 'capped' | 'exact' | 'none'
}

export type FilterType = 'text' | 'number' | 'integer' | 'bigint' | 'boolean' | 'uuid' | 'date' | 'timestamp'

/** What one list takes: declared fields only. Names are plain; the dialect's casing is put on at boot. */
export interface ListSpec {
  readonly filters: Readonly<Record<string, FilterSpec>>
  readonly sorts: readonly string[]
  readonly fields: readonly string[]
  readonly includes: readonly string[]
  readonly search: boolean
  /** Page size when the client does not say, and the largest it may ask for. */
  readonly size: { readonly default: number; readonly max: number }
}

export interface FilterSpec {
  readonly type: FilterType
  readonly ops: readonly FilterOp[]
  /** The values of an enum. */
  readonly values?: readonly string[]
}
