import type { Actor } from '../access/index.ts'
import type { Context } from '../context/index.ts'
import type { Database } from '../data/index.ts'
import type { ServerParts } from '../http/index.ts'
import type { Operation } from '../operations/index.ts'

/** What a context is made from. `signal` is a getter that costs only when it is read: copy it late. */
export interface ContextSeed {
  readonly actor: Actor
  readonly requestId: string
  readonly signal: AbortSignal
  readonly traceparent?: string
  readonly accessToken?: string
}

/** What the REST door needs besides the server's own parts; `app/` hands in both at once. */
export interface RestParts extends ServerParts {
  readonly operations: readonly Operation[]
  readonly database: Database
  /** Says who a token belongs to, and which tenant counts. Throws UNAUTHENTICATED for a token that is none. */
  identify(
    credentials: { token: string | undefined },
    candidate: { header?: string; host: string },
  ): Actor | Promise<Actor>
  context(seed: ContextSeed): Context
  /** Shown in OpenAPI. */
  readonly info: ApiInfo
}

/** How OpenAPI and the docs call the API. */
export interface ApiInfo {
  readonly title: string
  readonly version: string
}
