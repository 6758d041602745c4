import type { Dialect } from '../dialect/index.ts'
import type { Health } from '../health/index.ts'
import type { Limits } from '../limits/index.ts'
import type { Log, Metrics } from '../observability/index.ts'
import type { PipelineHooks } from './hooks.ts'
import type { StaticFiles } from './static/serve.ts'

/** Counts one request of `key` against a limit. */
export type HitLimit = Limits['hit']

/** What the server is made of; `app/` hands it in. */
export interface ServerParts {
  readonly dialect: Dialect
  readonly limit: HitLimit
  readonly log: Log
  readonly health: Health
  readonly metrics?: Pick<Metrics, 'request' | 'text' | 'contentType'>
  readonly hooks?: PipelineHooks
  /** A frontend's build, served beside the API. */
  readonly files?: StaticFiles
  readonly options: ServerOptions
}

export interface ServerOptions {
  /** Largest body, in bytes. Default 1,048,576 (1 MB). */
  readonly bodyLimit?: number
  /**
   * TRUST_PROXY: the networks of the proxies in front, comma separated, or their number. Default 0: `X-Forwarded-For`
   * is ignored.
   */
  readonly trustProxy?: string | undefined
  /** Origins whose pages may call with credentials. Default none. */
  readonly allowedOrigins?: readonly string[]
  /** Allows localhost with any port as origin, and tells everybody what operators may read. Default false. */
  readonly development?: boolean
  /** Serves `/docs`, `/openapi.json` and `/metrics` to everybody. Default: `development`. */
  readonly docs?: boolean
  /** Serves everything under `/t/:tenant` too, below the base path. Default false. */
  readonly tenantPaths?: boolean
  /** How long an operation may take, in milliseconds. Default 30,000. */
  readonly answerTimeout?: number
  /** How long `stop` waits for requests in flight, in milliseconds. Default 10,000. */
  readonly stopTimeout?: number
}
