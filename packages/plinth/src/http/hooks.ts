import type { Context } from '../context/index.ts'
import type { PlinthError } from '../errors/index.ts'
import type { Operation } from '../operations/index.ts'

/** A request before anybody is known. */
export interface Incoming {
  readonly requestId: string
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** The client's address, as TRUST_PROXY settles it. */
  readonly address: string
}

/** An answer before it is sent. */
export interface Outgoing {
  readonly operation: Operation
  readonly status: number
  /** Headers to add, by lower-case name. */
  readonly headers: Record<string, string>
}

/**
 * The user's own steps, in the order in which they run. Each may be async, and each is left out of the pipeline when
 * it is not given. A throw becomes the answer, as anywhere else.
 */
export interface PipelineHooks {
  /** After CORS and the limit by address, before the body is read. Throw to refuse. */
  readonly onRequest?: (request: Incoming) => void | Promise<void>
  /** When actor, tenant and limits are settled and the policy did not refuse, before input is checked and the operation runs. */
  readonly onActor?: (ctx: Context, operation: Operation) => void | Promise<void>
  /** After the operation ran and its transaction committed, before the answer is sent. Not called for errors. */
  readonly onReply?: (reply: Outgoing, ctx: Context) => void | Promise<void>
  /** For every error, before it is rendered. What it returns is answered instead. `cause` holds what was thrown. */
  readonly onError?: (error: PlinthError, request: Incoming) => PlinthError | undefined
}
