import type { Actor } from '../access/index.ts'
import type { Context } from '../context/index.ts'
import type { Database } from '../data/index.ts'
import type { ServerParts } from '../http/index.ts'
import type { Client, Operation } from '../operations/index.ts'
import type { CookieAuth } from './csrf.ts'
import type { ActorLimits } from './limit.ts'

/** What a context is made from. `signal` is a getter that costs only when it is read: copy it late. */
export interface ContextSeed {
  readonly actor: Actor
  readonly requestId: string
  readonly signal: AbortSignal
  readonly traceparent?: string
  readonly accessToken?: string
  readonly client: Client
  /** Name of the operation. */
  readonly operation: string
}

/** What the REST door needs besides the server's own parts; `app/` hands in both at once. */
export interface RestParts extends ServerParts {
  readonly operations: readonly Operation[]
  readonly database: Database
  /** Says who a token belongs to, and which tenant counts. Throws UNAUTHENTICATED for a token that is none. */
  identify(
    credentials: { token: string | undefined },
    candidate: { header?: string; host: string; path?: string },
  ): Actor | Promise<Actor>
  /** Present where access tokens travel in cookies too. */
  readonly cookies?: CookieAuth
  context(seed: ContextSeed): Context
  /** Limits of users, keys and tenants. Default none. */
  readonly actorLimits?: ActorLimits
  /** Shown in OpenAPI. */
  readonly info: ApiInfo
}

/** How OpenAPI and the docs call the API. */
export interface ApiInfo {
  readonly title: string
  readonly version: string
  /** The cookie that carries access tokens, where cookies sign in. */
  readonly cookie?: string | undefined
}
