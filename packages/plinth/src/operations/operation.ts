import type { Policy } from '../access/index.ts'
import type { Context } from '../context/index.ts'
import type { ListQuery, ListSpec } from './list.ts'
import type { Reply } from './reply.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Which limiter an operation counts against besides the one of its address. `auth` counts by address, the dear ones
 * (`uploads`, `search`, `export`) by user; `none` is for what orchestrators ask. Numbers are in `limits/`.
 */
export type LimitClass = 'api' | 'auth' | 'uploads' | 'search' | 'export' | 'none'

/** Checks a value and says what it is. Zod types fit; so does a resource's own compiled check. */
export interface Check<T = unknown> {
  /** Returns the value to use, or throws VALIDATION_FAILED with one entry a field, names as the client sent them. */
  parse(value: unknown, at: 'params' | 'query' | 'body'): T
  /** JSON Schema 2020-12 of what is accepted, for OpenAPI. The same definition that validates. */
  readonly schema: JsonSchema
}

export type JsonSchema = { readonly [key: string]: unknown }

/** What a client sent, checked and in plain words; the door has already taken the dialect off. */
export interface Call {
  readonly params: Readonly<Record<string, string>>
  /** Present where the operation is a list. */
  readonly list?: ListQuery
  readonly query: unknown
  readonly body: unknown
  /** `If-Match`, `If-None-Match` and `Idempotency-Key`, where the client sent them. */
  readonly conditions: Conditions
}

export interface Conditions {
  readonly ifMatch?: string
  readonly idempotencyKey?: string
}

/** What an operation answers with, before the dialect: the shape of the item, and whether it is one or many. */
export interface Answer {
  readonly kind: 'item' | 'list' | 'nothing'
  /** JSON Schema of one item, in wire names. */
  readonly schema: JsonSchema
  /** Media type, where it is a file. Default `application/json`. */
  readonly type?: string
  /** Singular name of the item for dialects that name their envelopes: `article`. */
  readonly name: string
  /** Plural name for lists: `articles`. */
  readonly plural: string
}

/**
 * One thing that a client can ask for, as data. Every endpoint is one, the built-in ones too, so all of them
 * speak the dialect, appear in OpenAPI and stand in the attack suite. `run` sees no request and no response.
 */
export interface Operation {
  /** Unique, `resource.verb`: `orders.list`, `orders.cancel`, `auth.login`. */
  readonly name: string
  readonly method: Method
  /** Under the dialect's base path, `:name` for parameters: `/orders/:id/cancel`. */
  readonly path: string
  readonly summary: string
  readonly module: string
  readonly params?: Check
  /** A list: the door reads the query by the dialect's words into a `ListQuery`, checked against this. */
  readonly list?: ListSpec
  /** Query of an operation that is no list, or what a list takes besides. */
  readonly query?: Check
  readonly body?: Check
  readonly answer: Answer
  /** Status of success before the dialect. 501 says that nobody has written it yet. */
  readonly status: 200 | 201 | 202 | 204 | 501
  /** Who may ask at all. Rows and fields are decided where the data is read. */
  readonly allow: Policy<string>
  readonly limit: LimitClass
  /** A body that a standard fixes (health, OIDC): the dialect leaves it alone. */
  readonly wire?: 'fixed'
  /** The envelope that the dialect uses: `session` for what login and `me` answer with. Default `item` or `list`. */
  readonly envelope?: 'session' | 'me'
  /**
   * `ignored` lets a stale token through as nobody: signing in and out must work with one. `ctx.accessToken` still has it.
   */
  readonly token?: 'ignored'
  /** True for POSTs that may carry an `Idempotency-Key`. */
  readonly idempotent?: boolean
  run(call: Call, ctx: Context): Promise<Reply>
}
