import type { Method } from '../operations/index.ts'
import { actionErrors } from './errors.ts'

/** Method and path, as one writes them: `POST /orders/:id/cancel`. */
export type Route = `${Method} /${string}`

/** The names of the parameters in a path. */
export type ParamNames<Path extends string> = Path extends `${string}/:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : Path extends `${string}/:${infer Name}`
    ? Name
    : never

/** The parameters of a route, each a string. */
export type ParamsOf<R extends string> = { readonly [K in ParamNames<R>]: string }

/** A route, taken apart. */
export interface ReadRoute {
  readonly method: Method
  readonly path: string
  /** Parameter names, in order. */
  readonly params: readonly string[]
  /** The words that are no parameters: `orders`, `cancel`; two of `orders:cancel`. */
  readonly words: readonly string[]
}

/** Reads a route, or ACTION_ROUTE_INVALID. A word may have one behind a colon: `POST /orders:batchDelete` (AIP-136). */
export function readRoute(route: string): ReadRoute {
  const [, method, path] = /^(GET|POST|PUT|PATCH|DELETE) ((?:\/(?:[\w.~-]+(?::[\w.~-]+)?|:\w+))+)$/.exec(route) ?? []
  if (method === undefined || path === undefined) throw actionErrors.ACTION_ROUTE_INVALID({ route })
  const segments = path.slice(1).split('/')
  const params = segments.filter(segment => segment.startsWith(':')).map(segment => segment.slice(1))
  if (new Set(params).size < params.length) throw actionErrors.ACTION_ROUTE_INVALID({ route })
  const words = segments.filter(segment => !segment.startsWith(':')).flatMap(segment => segment.split(':'))
  return { method: method as Method, path, params, words }
}
