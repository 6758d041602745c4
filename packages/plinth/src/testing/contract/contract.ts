import type { Earlier } from './earlier.ts'

/** `GET /api/products/{id}`: a method and a path, as the frontend asks. */
export type Ask = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`

/** What a request carries: data, or something from an earlier request. In texts `{n}` is another number each time. */
export type Value = string | number | boolean | null | Earlier | readonly Value[] | { readonly [name: string]: Value }

type Json = 'string' | 'number' | 'boolean' | 'object' | 'array' | 'any'

/** What the code can do with a field: `null` and `missing` only where it does without. */
export type ReadType = Json | `${Json}|null` | `${Json}|null|missing`

/**
 * The fields that the code reads from an answer, in the answer's own shape; `[…]` holds for every item of a list. A
 * name may lead further down: `'user.name'`, `'tags[]'`. The outermost list must have an item where fields of its items
 * are read, or nothing would be tested.
 */
export type Reads = ReadType | readonly [Reads] | { readonly [name: string]: Reads }

/** One request of the frontend. */
export interface ContractRequest {
  readonly ask: Ask
  /** The place in the frontend that asks: `src/api/products.ts:24`. */
  readonly at: string
  /** Who asks, one of those who sign in. Default: a guest. */
  readonly as?: string
  /**
   * The status to expect. Default: any of success. 501 is for what nobody has written yet, 401, 403 and 404 for what takes a
   * secret, a right or a thing that a test does not have, 409 for a row that others need: it is served, and takes the body.
   */
  readonly gives?: 401 | 403 | 404 | 409 | 501
  /** The parts of the path in braces. */
  readonly params?: Readonly<Record<string, Value>>
  readonly query?: Readonly<Record<string, Value>>
  readonly body?: Value
  /** Default: nothing is read. */
  readonly reads?: Reads
  /** Media type of the answer, where it is a file: `text/csv`. */
  readonly type?: string
  /** What the answer has: the values of fields by name, the ones nearest to the top. */
  readonly is?: Readonly<Record<string, Value>>
  /** Requests by which it is seen what this one did. The same person makes them. */
  readonly afterwards?: readonly ContractFollow[]
}

/** A request by which it is seen what another one did. */
export type ContractFollow = Pick<ContractRequest, 'ask' | 'params' | 'query' | 'gives' | 'is'>

/** How people sign in: the request, each one's body, and what the token is called in the answer, or its cookie. */
export interface ContractSignIn {
  readonly ask: Ask
  readonly token: string
  readonly people: Readonly<Record<string, Value>>
}

/** The requests that a frontend makes, in an order in which they can be made. */
export interface Contract {
  readonly signIn?: ContractSignIn
  readonly requests: readonly ContractRequest[]
}
