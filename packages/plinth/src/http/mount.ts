import type { FastifyRequest } from 'fastify'
import type { Method } from '../operations/index.ts'
import type { Exchange } from './request/exchange.ts'
import type { HttpAnswer } from './response/answer.ts'

/** One route of the server. */
export interface Mount {
  readonly method: Method
  /** With `:name` for parameters. A GET answers HEAD too. */
  readonly path: string
  /** False for what no limiter counts, such as health. Default true. */
  readonly limited?: boolean
  /** True where a body of any type is let through unread: what is not written yet says so, whatever is sent. Default false. */
  readonly ignoresBody?: boolean
  /** Answers. Whatever it throws becomes one error in the dialect. */
  answer(request: FastifyRequest, exchange: Exchange): HttpAnswer | Promise<HttpAnswer>
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined until the pipeline has begun, which a malformed URL prevents. */
    exchange: Exchange | undefined
  }
  interface FastifyContextConfig {
    mount?: Mount
  }
}
