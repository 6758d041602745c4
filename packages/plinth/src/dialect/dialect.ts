import type { PlinthError } from '../errors/index.ts'
import type { JsonSchema, ListSpec, Method, Operation } from '../operations/index.ts'
import type { ReadBody } from './body.ts'
import type { RenderReply } from './envelopes.ts'
import type { ErrorFacts, RenderedError } from './failure.ts'
import type { Parameter } from './list/parameters.ts'
import type { ReadList } from './list/read.ts'
import type { DialectSettings } from './settings.ts'

/** Where an operation is served: `path` has the base on it, and `:name` for parameters. */
export interface Route {
  readonly method: Method
  readonly path: string
}

/**
 * A dialect, compiled: frozen, pure functions. What takes an operation or a `ListSpec` compiles; call it at boot
 * and keep what it gives.
 */
export interface Dialect {
  readonly settings: DialectSettings
  /** The wire name of a field: `createdAt` is `created_at` where the casing is snake. */
  wire(key: string): string
  /** The plain name of a field on the wire. */
  plain(key: string): string
  /** A built-in operation with the field names that the dialect has for it. */
  renamed(operation: Operation): Operation
  /** An operation with the parameters that the dialect has in the query or the body taken from there. */
  placed(operation: Operation): Operation
  /** Method and path, with what the dialect's `paths` says of this operation. */
  route(operation: Operation): Route
  /** Status of success. */
  status(operation: Operation): number
  /** Makes bodies of answers: JSON text passes through untouched. */
  replies(operation: Operation): RenderReply
  /** Takes the envelope off bodies. */
  bodies(operation: Operation): ReadBody
  /** Reads query strings of lists. `besides` are words that the operation reads by itself. */
  lists(spec: ListSpec, besides?: readonly string[]): ReadList
  renderError(error: PlinthError, facts: ErrorFacts): RenderedError
  /** The access token of a request, or undefined. `headers` have lower-case names. */
  token(headers: Readonly<Record<string, string | readonly string[] | undefined>>): string | undefined
  /** JSON Schemas of the envelopes, from the same templates, for OpenAPI. */
  readonly schemas: DialectSchemas
}

export interface DialectSchemas {
  reply(operation: Operation): JsonSchema
  /** The body that an operation takes; undefined where it takes none. */
  body(operation: Operation): JsonSchema | undefined
  error(): JsonSchema
  list(spec: ListSpec): readonly Parameter[]
}
