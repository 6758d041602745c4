import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { httpErrors } from '../errors/index.ts'
import { hashedId, readTraceparent, silentLog } from '../observability/index.ts'
import { doorErrors } from './errors.ts'
import { failureAnswer } from './failure.ts'
import type { ServerParts } from './parts.ts'
import { addressReader } from './request/address.ts'
import { corsHeaders, preflightHeaders } from './request/cors.ts'
import { Deadline } from './request/deadline.ts'
import { Exchange } from './request/exchange.ts'
import { hasOneHost } from './request/host.ts'
import { limitKey } from './request/ip.ts'
import { readTrust } from './request/trust.ts'
import { proxyWatch, type Watch } from './request/warnings.ts'
import { type HttpAnswer, type Note, sendAnswer } from './response/answer.ts'
import { apiHeaders } from './response/headers.ts'
import type { MethodsOf } from './routes.ts'

/** Longest URL. */
const longestUrl = 8192

/**
 * The steps that every request takes before its route, and the one way out for every answer and every error:
 * request id → CORS → limit by address → the user's `onRequest` → body → the route → answer → log and metrics.
 */
export class Pipeline {
  #closing = false
  /** Connections that were refused: what else they had sent already is not served (RFC 9112 section 9.6). */
  readonly #refused = new WeakSet<Socket>()
  readonly #parts: ServerParts
  readonly #methodsOf: MethodsOf
  readonly #cors: ReturnType<typeof corsHeaders>
  readonly #readAddress: ReturnType<typeof addressReader>
  readonly #watchProxy: Watch
  readonly #note: Note
  readonly #deadline: Deadline<Exchange>

  constructor(parts: ServerParts, methodsOf: MethodsOf) {
    this.#parts = parts
    this.#methodsOf = methodsOf
    this.#cors = corsHeaders(parts.options.allowedOrigins ?? [], parts.options.development ?? false)
    const trust = readTrust(parts.options.trustProxy)
    this.#readAddress = addressReader(trust)
    this.#watchProxy = proxyWatch(trust, parts.log)
    this.#note = noteWith(parts)
    this.#deadline = new Deadline(parts.options.answerTimeout ?? 30_000)
  }

  /** Fastify's onRequest hook. */
  async enter(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (this.#refused.has(request.raw.socket)) return void reply.hijack()
    const { mount } = request.routeOptions.config
    const exchange = this.#open(request, reply, mount?.path ?? '')
    this.#deadline.add(exchange, () => this.#expire(request, reply, exchange))
    if (!hasOneHost(request.raw)) {
      this.#refused.add(request.raw.socket)
      throw httpErrors.BAD_REQUEST(undefined, { headers: { connection: 'close' } })
    }
    if ((request.raw.url ?? '').length > longestUrl) throw doorErrors.URL_TOO_LONG({ limit: longestUrl })
    if (exchange.method === 'OPTIONS') return this.send(reply, this.#options(exchange), exchange)
    if (mount === undefined ? !this.#isFile(exchange) : mount.limited !== false) await this.#limitAddress(exchange)
    if (this.#parts.hooks?.onRequest !== undefined) await this.#parts.hooks.onRequest(exchange)
  }

  /** Where no route matched: a file of the frontend, else 405 or 404. */
  async leave(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const exchange = this.#open(request, reply, '')
    const file = this.#isFile(exchange) ? await this.#parts.files?.find(exchange) : undefined
    if (file !== undefined) return this.send(reply, file, exchange)
    const allowed = this.#methodsOf(exchange.path)
    if (allowed.length === 0) throw httpErrors.NOT_FOUND({ what: 'such path' })
    throw httpErrors.METHOD_NOT_ALLOWED({ allowed }, { headers: { allow: allowed.join(', ') } })
  }

  send(reply: FastifyReply, answer: HttpAnswer, exchange: Exchange): void | Promise<void> {
    this.#deadline.done(exchange)
    if (this.#closing) exchange.added.push('connection', 'close')
    return sendAnswer(reply, answer, { exchange, note: this.#note })
  }

  /**
   * Fastify's error handler, for whatever was thrown and wherever. A hook that throws here, or details that are no
   * JSON, are INTERNAL.
   */
  fail(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const exchange = this.#open(request, reply, '')
    try {
      void this.send(reply, failureAnswer(thrown, exchange, this.#parts), exchange)
    } catch (error) {
      const internal = httpErrors.INTERNAL(undefined, { cause: error })
      void this.send(reply, failureAnswer(internal, exchange, { ...this.#parts, hooks: {} }), exchange)
    }
  }

  /** Answers from here on end their connection. */
  close(): void {
    this.#closing = true
  }

  /** Lets go of the timer, when nothing is in flight any more. */
  stop(): void {
    this.#deadline.stop()
  }

  #expire(request: FastifyRequest, reply: FastifyReply, exchange: Exchange): void {
    const error = doorErrors.ANSWER_TIMEOUT({ seconds: (this.#parts.options.answerTimeout ?? 30_000) / 1000 })
    exchange.abort(error)
    if (!request.raw.socket.destroyed) this.fail(error, request, reply)
  }

  #open(request: FastifyRequest, reply: FastifyReply, route: string): Exchange {
    if (request.exchange !== undefined) return request.exchange
    this.#watchProxy(request.raw)
    const exchange = new Exchange({ req: request.raw, response: reply.raw }, route, this.#readAddress)
    exchange.added.push(...this.#cors(exchange.headers.origin))
    request.exchange = exchange
    return exchange
  }

  /** Preflights (Fetch standard, section 3.2.2) and plain OPTIONS. */
  #options({ path, headers }: Exchange): HttpAnswer {
    const methods = this.#methodsOf(path)
    if (methods.length === 0) throw httpErrors.NOT_FOUND({ what: 'such path' })
    const isPreflight = headers['access-control-request-method'] !== undefined && this.#cors(headers.origin).length > 0
    const granted = isPreflight ? preflightHeaders(methods, headers['access-control-request-headers']) : []
    return { status: 204, headers: [...apiHeaders, 'allow', methods.join(', '), 'vary', 'Origin', ...granted] }
  }

  async #limitAddress(exchange: Exchange): Promise<void> {
    exchange.count(await this.#parts.limit('api', limitKey(exchange.address)))
  }

  /** Files are not counted: one page loads dozens of them. */
  #isFile({ method, path }: Exchange): boolean {
    const { files, dialect } = this.#parts
    const { base } = dialect.settings
    const isApi = base !== '' && (path === base || path.startsWith(`${base}/`))
    return files !== undefined && !isApi && (method === 'GET' || method === 'HEAD')
  }
}

/** One line and one sample a request. */
function noteWith({ log, metrics }: ServerParts): Note {
  return (exchange, status) => {
    const { requestId, method, path, route, address, userId, began, headers } = exchange
    const took = performance.now() - began
    metrics?.request({ method, route, status, seconds: took / 1000 })
    if (log === silentLog) return
    const user = userId === null ? {} : { user: hashedId(userId) }
    const trace = headers.traceparent === undefined ? undefined : readTraceparent(String(headers.traceparent))
    const traceId = trace === undefined ? {} : { traceId: trace.traceId }
    const ms = Math.round(took * 10) / 10
    log.info({ requestId, ...traceId, address, method, path, status, ms, ...user }, 'request')
  }
}
