import type { Actor } from '../access/index.ts'
import type { Context } from '../context/index.ts'
import type { Db, OpenDatabase } from '../data/index.ts'
import { type Events, eventsOf, type Subscriptions } from '../events/index.ts'
import type { Mail } from '../mail/index.ts'
import { type Log, readTraceparent } from '../observability/index.ts'
import type { Client } from '../operations/index.ts'
import type { Outbox } from '../outbox/index.ts'
import type { ResourceEngine, Resources } from '../resources/index.ts'
import type { CurrentTenant, Tenants } from '../tenants/index.ts'
import type { Provided } from './provided.ts'

/** What contexts are made of; the same for every request. */
export interface ContextParts {
  readonly database: OpenDatabase
  readonly engine: ResourceEngine
  readonly outbox: Outbox
  readonly subscriptions: Subscriptions
  readonly provided: Provided
  /** Undefined where there are none. */
  readonly tenants: Tenants | undefined
  readonly mail: Mail | undefined
  readonly log: Log
}

/** What one request or job adds. */
export interface ContextInit {
  readonly actor: Actor
  readonly requestId: string
  readonly signal: AbortSignal
  /** The access token as it was presented, for `me` in dialects that answer with it. */
  readonly accessToken?: string
  /** W3C Trace Context of the caller; its trace id stands on every log line. */
  readonly traceparent?: string
  /** The program that asks. */
  readonly client?: Client
  /** Name of what runs. */
  readonly operation?: string
}

/**
 * Makes contexts. Members are made when they are first asked for: a request that only reads one row pays for none
 * of them.
 */
export function contextMaker(parts: ContextParts): (init: ContextInit) => Context {
  class RequestContext {
    readonly actor: Actor
    readonly requestId: string
    readonly operation: string | undefined
    readonly accessToken: string | undefined
    readonly #init: ContextInit

    constructor(init: ContextInit) {
      this.actor = init.actor
      this.requestId = init.requestId
      this.operation = init.operation
      this.accessToken = init.accessToken
      this.#init = init
    }

    /** Made when it is read: most requests never look at it. */
    get signal(): AbortSignal {
      return this.#init.signal
    }

    get client(): Client | undefined {
      return this.#init.client
    }

    get resources(): Resources {
      return keep(this, 'resources', parts.engine.resources(this as unknown as Context))
    }

    get trusted(): { readonly resources: Resources } {
      return keep(this, 'trusted', { resources: parts.engine.trusted(this as unknown as Context) })
    }

    get tenant(): CurrentTenant | null {
      return keep(this, 'tenant', parts.tenants?.current(this.actor.tenant) ?? null)
    }

    get events(): Events {
      return keep(this, 'events', eventsOf(this as unknown as Context, parts.subscriptions, parts.outbox))
    }

    get mail(): Mail | undefined {
      return parts.mail
    }

    get log(): Log {
      return keep(this, 'log', logOf(parts.log, this.#init))
    }

    get db(): Db {
      return keep(this, 'db', parts.database.drizzle({ tenant: this.actor.tenant }))
    }

    get transaction(): <T>(work: () => Promise<T>) => Promise<T> {
      return work => parts.database.transaction({ tenant: this.actor.tenant }, work)
    }
  }
  addProvided(RequestContext.prototype, parts.provided)
  return init => new RequestContext(init) as unknown as Context
}

function logOf(log: Log, { requestId, traceparent }: ContextInit): Log {
  const trace = readTraceparent(traceparent)
  return log.with({ requestId, ...(trace === undefined ? {} : { traceId: trace.traceId }) })
}

function addProvided(prototype: object, provided: Provided): void {
  for (const name of provided.names) Object.defineProperty(prototype, name, { get: () => provided.get(name) })
}

/** Replaces a getter by its value, so that it is computed once. */
function keep<T>(owner: object, name: string, value: T): T {
  Object.defineProperty(owner, name, { value })
  return value
}
