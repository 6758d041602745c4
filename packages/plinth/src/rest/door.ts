import type { FastifyRequest } from 'fastify'
import { type Actor, decide } from '../access/index.ts'
import { type Context, runInContext } from '../context/index.ts'
import { forbidden, unauthenticated } from '../errors/index.ts'
import { type Exchange, type HttpAnswer, limitKey, type Mount, tooMany } from '../http/index.ts'
import type { Call, Operation } from '../operations/index.ts'
import { compileCall, type ReadCall } from './call.ts'
import { runOnce } from './idempotency.ts'
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
  readonly #render: ReturnType<typeof compileReply>
  readonly #answer: ReturnType<typeof compileAnswer>

  constructor(operation: Operation, parts: RestParts) {
    this.#operation = operation
    this.#parts = parts
    this.#readCall = compileCall(operation, parts)
    this.#render = compileReply(operation, parts)
    this.#answer = compileAnswer(operation, parts)
  }

  async answer(request: FastifyRequest, exchange: Exchange): Promise<HttpAnswer> {
    const token = this.#parts.dialect.token(exchange.headers)
    const actor = await this.#identify(request, this.#operation.token === 'ignored' ? undefined : token)
    exchange.userId = actor.id
    if (decide(this.#operation.allow.node, actor) === false)
      throw actor.kind === 'nobody' ? unauthenticated() : forbidden()
    if (this.#operation.limit === 'auth') await this.#limit(exchange)
    const ctx = this.#parts.context(new Seed(exchange, actor, token))
    return runInContext(ctx, () => this.#run(request, ctx, { actor, exchange, isPrivate: token !== undefined }))
  }

  #identify(request: FastifyRequest, token: string | undefined): Actor | Promise<Actor> {
    const header = request.headers[this.#parts.dialect.settings.tenantHeader]
    const candidate = { host: request.host, ...(typeof header === 'string' ? { header } : {}) }
    return this.#parts.identify({ token }, candidate)
  }

  async #limit({ address }: Exchange): Promise<void> {
    const hit = await this.#parts.limit('auth', limitKey(address))
    if (!hit.allowed) throw tooMany(hit)
  }

  async #run(request: FastifyRequest, ctx: Context, asked: Asked): Promise<HttpAnswer> {
    const { hooks } = this.#parts
    if (hooks?.onActor !== undefined) await hooks.onActor(ctx, this.#operation)
    const call = this.#readCall(request)
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
  ): Promise<Rendered & { replayed: boolean }> {
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
    let fresh: Rendered | undefined
    const kept = await runOnce(this.#parts.database, repeatable, async () => {
      fresh = await work()
      return fresh
    })
    return kept.replayed || fresh === undefined
      ? { ...kept, version: undefined, location: undefined }
      : { ...fresh, replayed: false }
  }
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
  declare readonly traceparent?: string
  declare readonly accessToken?: string
  readonly #exchange: Exchange

  constructor(exchange: Exchange, actor: Actor, token: string | undefined) {
    this.#exchange = exchange
    this.actor = actor
    this.requestId = exchange.requestId
    const { traceparent } = exchange.headers
    if (typeof traceparent === 'string') this.traceparent = traceparent
    if (token !== undefined) this.accessToken = token
  }

  get signal(): AbortSignal {
    return this.#exchange.signal
  }
}
