import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Hit } from '../../limits/index.ts'
import { doorErrors } from '../errors.ts'
import type { Incoming } from '../hooks.ts'
import type { ReadAddress } from './address.ts'

/** One request and what becomes of it; made first, read by every step, and by the line in the log at the end. */
export class Exchange implements Incoming {
  readonly requestId: string
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly address: string
  readonly began = performance.now()
  /** Where it waits for its deadline. */
  slot = -1
  /** Pattern of the route, for metrics; empty where none matched. */
  readonly route: string
  /** Who asked, for the log. */
  userId: string | null = null
  /** Headers that steps on the way add to the answer, as flat pairs. */
  readonly added: string[] = []
  /** `RateLimit` and `RateLimit-Policy` of what was counted so far; empty where nothing was. */
  limitState = ''
  limitPolicy = ''
  readonly #response: ServerResponse
  #controller: AbortController | undefined

  constructor(
    { req, response }: { req: IncomingMessage; response: ServerResponse },
    route: string,
    readAddress: ReadAddress,
  ) {
    this.requestId = requestIdOf(req.headers['x-request-id'])
    this.method = req.method ?? 'GET'
    this.path = pathOf(req.url ?? '/')
    this.headers = req.headers
    this.address = readAddress(req)
    this.route = route
    this.#response = response
  }

  /**
   * Aborts when the client has gone, or the answer took too long. Made when somebody asks for it: 1 µs and a listener.
   * It watches the response: Fastify's own `request.signal` watches the request, which closes as soon as a body was read.
   */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      const controller = new AbortController()
      this.#response.once('close', () => {
        if (!this.#response.writableFinished) controller.abort()
      })
      this.#controller = controller
    }
    return this.#controller.signal
  }

  /** Notes what a limit said, for the headers. Throws TOO_MANY_REQUESTS where it said no. */
  count({ allowed, name, limit, seconds, remaining, resetSeconds }: Hit): void {
    const and = this.limitState === '' ? '' : ', '
    this.limitState += `${and}"${name}";r=${remaining};t=${resetSeconds}`
    this.limitPolicy += `${and}"${name}";q=${limit};w=${seconds}`
    if (allowed) return
    const headers = { 'retry-after': String(resetSeconds) }
    throw doorErrors.TOO_MANY_REQUESTS({ seconds: resetSeconds }, { headers })
  }

  /** Aborts the signal, where anybody asked for it. */
  abort(reason: Error): void {
    this.#controller?.abort(reason)
  }
}

/** The caller's id when it is well formed, else a random one. */
function requestIdOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && /^[\w-]{8,64}$/.test(header) ? header : randomUUID()
}

function pathOf(url: string): string {
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}
