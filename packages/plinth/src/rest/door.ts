import type { FastifyRequest } from 'fastify'
import { type Actor, decide, permits } from '../access/index.ts'
import { type Context, runInContext } from '../context/index.ts'
import { forbidden, unauthenticated } from '../errors/index.ts'
import { type Exchange, type HttpAnswer, type Mount, tenantInPath } from '../http/index.ts'
import type { Call, Client, Operation } from '../operations/index.ts'
import { compileCall, type ReadCall } from './call.ts'
import { RequestClient } from './client.ts'
import { CsrfGuard } from './csrf.ts'
import { type Repeated, runOnce } from './idempotency.ts'
import { type CountRequest, compileLimit, compileSearchLimit } from './limit.ts'
import type { ContextSeed, RestParts } from './parts.ts'
import { compileAnswer, compileReply, type Rendered } from './reply.ts'

/** An operation as a route. All that its definition and the dialect decide is decided here, once. */
export function operationMount(operation: Operation, parts: RestParts): Mount {
  const door = new Door(operation, parts)
  return {
    ...parts.dialect.route(operation),
    limited: operation.limit !== 'none',
    ignoresBody: operation.status === 501,
    answer: (request, exchange) => door.answer(request, exchange),
  }
}

/**
 * One request, top to bottom: who asks → may they at all → limit → the user's `onActor` → the call, checked → the
 * operation → the reply in the dialect → the user's `onReply`.
 */
class Door {
  readonly #operation: Operation
  readonly #parts: RestParts
  readonly #readCall: ReadCall
  readonly #csrf: CsrfGuard | undefined
  readonly #csrfHeader: string
  readonly #limit: CountRequest | undefined
  readonly #limitSearch: CountRequest | undefined
  readonly #render: ReturnType<typeof compileReply>
  readonly #answer: ReturnType<typeof compileAnswer>

  constructor(operation: Operation, parts: RestParts) {
    this.#operation = operation
    this.#parts = parts
    this.#readCall = compileCall(operation, parts)
    this.#csrfHeader = parts.dialect.settings.csrf.header
    this.#csrf = parts.cookies && new CsrfGuard(parts.cookies, this.#csrfHeader, operation)
    this.#limit = compileLimit(operation, parts)
    this.#limitSearch = compileSearchLimit(operation, parts)
    this.#render = compileReply(operation, parts)
    this.#answer = compileAnswer(operation, parts)
  }

  async answer(request: FastifyRequest, exchange: Exchange): Promise<HttpAnswer> {
    const sent = this.#parts.dialect.token(exchange.headers) ?? keyOf(exchange)
    const token = sent === undefined && this.#csrf !== undefined ? await this.#csrf.token(exchange, request.host) : sent
    const actor = await this.#identify(request, this.#operation.token === 'ignored' ? undefined : token)
    exchange.userId = actor.id
    if (decide(this.#operation.allow.node, actor) === false || isOutOfScope(this.#operation, actor))
      throw actor.kind === 'nobody' ? unauthenticated() : forbidden()
    if (this.#limit !== undefined) await this.#limit(actor, exchange)
    const ctx = this.#parts.context(
      new Seed(exchange, { actor, operation: this.#operation.name, token, csrf: this.#csrfHeader }),
    )
    return runInContext(ctx, () => this.#run(request, ctx, { actor, exchange, isPrivate: token !== undefined }))
  }

  #identify(request: FastifyRequest, token: string | undefined): Actor | Promise<Actor> {
    const header = request.headers[this.#parts.dialect.settings.tenantHeader]
    const path = tenantInPath(request.raw)
    const candidate = {
      host: request.host,
      ...(typeof header === 'string' ? { header } : {}),
      ...(path === undefined ? {} : { path }),
    }
    return this.#parts.identify({ token }, candidate)
  }

  async #run(request: FastifyRequest, ctx: Context, asked: Asked): Promise<HttpAnswer> {
    const { hooks } = this.#parts
    if (hooks?.onActor !== undefined) await hooks.onActor(ctx, this.#operation)
    const call = this.#readCall(request)
    if (call.list?.search !== undefined) await this.#limitSearch?.(asked.actor, asked.exchange)
    const { replayed, ...rendered } = await this.#perform(request, ctx, { ...asked, call })
    const answer = this.#answer(rendered, asked.isPrivate)
    const added: Record<string, string> = replayed ? { 'idempotent-replayed': 'true' } : {}
    await hooks?.onReply?.({ operation: this.#operation, status: answer.status, headers: added }, ctx)
    return { ...answer, headers: [...answer.headers, ...Object.entries(added).flat()] }
  }

  async #perform(
    request: FastifyRequest,
    ctx: Context,
    { call, actor, exchange }: Asked & { call: Call },
  ): Promise<Repeated> {
    const work = async (): Promise<Rendered> =>
      this.#render(await this.#operation.run(call, ctx), call.list?.after !== undefined)
    const key = call.conditions.idempotencyKey
    if (key === undefined) return { ...(await work()), replayed: false }
    const who = actor.id === null ? `address:${exchange.address}` : `${actor.kind}:${actor.id}`
    const content = `${request.url}\n${JSON.stringify(request.body)}`
    const repeatable = {
      key,
      actor: `${who} ${actor.tenant ?? ''}`,
      route: this.#operation.name,
      scope: { tenant: actor.tenant },
      content,
    }
    return runOnce(this.#parts.database, repeatable, work)
  }
}

/** An API key may ask for nothing but what its scopes name: `orders.list` is `orders:list`, and `orders:read` too. */
function isOutOfScope({ name, method }: Operation, { scopes }: Actor): boolean {
  if (scopes === undefined) return false
  const [subject, verb] = name.split('.')
  const wider = method === 'GET' ? 'read' : 'write'
  return (
    !permits({ permissions: scopes }, `${subject}:${verb}`) && !permits({ permissions: scopes }, `${subject}:${wider}`)
  )
}

function keyOf({ headers }: Exchange): string | undefined {
  const key = headers['x-api-key']
  return typeof key === 'string' ? key : undefined
}

interface Asked {
  readonly actor: Actor
  readonly exchange: Exchange
  /** The request carried a token. */
  readonly isPrivate: boolean
}

/** The signal is made when it is read: only who reads it pays. */
class Seed implements ContextSeed {
  readonly actor: Actor
  readonly requestId: string
  readonly operation: string
  declare readonly traceparent?: string
  declare readonly accessToken?: string
  readonly #exchange: Exchange
  readonly #csrf: string

  constructor(
    exchange: Exchange,
    {
      actor,
      operation,
      token,
      csrf,
    }: Pick<Seed, 'actor' | 'operation'> & { readonly token: string | undefined; readonly csrf: string },
  ) {
    this.#exchange = exchange
    this.#csrf = csrf
    this.actor = actor
    this.operation = operation
    this.requestId = exchange.requestId
    const { traceparent } = exchange.headers
    if (typeof traceparent === 'string') this.traceparent = traceparent
    if (token !== undefined) this.accessToken = token
  }

  get signal(): AbortSignal {
    return this.#exchange.signal
  }

  get client(): Client {
    return new RequestClient(this.#exchange, this.#csrf)
  }
}
