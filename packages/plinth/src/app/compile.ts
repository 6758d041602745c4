import { nobodyActor } from '../access/index.ts'
import { compileActions } from '../actions/index.ts'
import { listAudit, resolveAudit } from '../audit/index.ts'
import { type Auth, compileAuth } from '../auth/index.ts'
import type { Bus } from '../bus/index.ts'
import { type Context, runInContext } from '../context/index.ts'
import type { OpenDatabase } from '../data/index.ts'
import { compileDialect, type Dialect } from '../dialect/index.ts'
import { Subscriptions } from '../events/index.ts'
import type { Limits } from '../limits/index.ts'
import type { Mail } from '../mail/index.ts'
import type { Log } from '../observability/index.ts'
import type { Operation } from '../operations/index.ts'
import { type Entry, Outbox, Relay } from '../outbox/index.ts'
import { compileResources, type ResourceEngine, refuseClashes, type Wire } from '../resources/index.ts'
import { resolveTenancy, Tenancy } from '../tenancy/index.ts'
import type { Backend } from './backend.ts'
import { type ContextInit, contextMaker } from './context.ts'
import { checkModules } from './modules.ts'
import { Provided } from './provided.ts'

/** A backend, compiled: everything that can be decided before the first request is decided here. */
export interface Compiled {
  readonly dialect: Dialect
  readonly engine: ResourceEngine
  readonly auth: Auth | undefined
  readonly operations: readonly Operation[]
  readonly relay: Relay
  readonly provided: Provided
  context(init: ContextInit): Context
}

export interface CompileParts {
  readonly database: OpenDatabase
  /** `AUTH_SECRET`. */
  readonly secret: string
  readonly log: Log
  /** For delays after failures. Left out where nothing runs. */
  readonly limits?: Limits
  /** Outgoing mail. Left out where nothing runs. */
  readonly mail?: Mail
  /** `PUBLIC_URL`, or where this process listens. */
  readonly url?: string
  /** True for the embedded database. Default false. */
  readonly embedded?: boolean
  /** Messages between instances. Left out where nothing runs. */
  readonly bus?: Bus
  /** Host of `PUBLIC_URL`, for tenants by subdomain. */
  readonly host?: string | undefined
}

/** Compiles a backend. Touches neither database nor network, so `plinth check` can ask for its operations too. */
export function compileBackend(backend: Backend, parts: CompileParts): Compiled {
  checkModules(backend.modules, backend.schema)
  const { database, log } = parts
  const dialect = compileDialect(backend.dialect ?? {})
  const definitions = backend.modules.flatMap(module =>
    module.resources.map(resource => ({ module: module.name, resource })),
  )
  const actions = backend.modules.flatMap(module => module.actions.map(action => ({ module: module.name, action })))
  const users = backend.auth?.users
  const engine = compileResources({
    schema: backend.schema,
    computed: backend.computed,
    definitions,
    users,
    database,
    wire: wireOf(dialect),
  })
  const auth = authOf(backend, parts, dialect)
  const operations = [
    ...engine.operations,
    ...compileActions(actions, engine),
    ...(auth?.operations ?? []),
    ...auditOf(backend, database),
  ]
  refuseClashes(operations)

  const own = backend.modules.flatMap(module => module.subscriptions)
  const subscriptions = new Subscriptions([...own, ...(auth?.subscriptions ?? [])])
  const deliver = (entry: Entry): Promise<void> => {
    const ctx = context(deliveryOf(entry))
    return runInContext(ctx, () => subscriptions.deliver(entry, ctx))
  }
  const relay = new Relay({ database, log, deliver })
  const outbox = new Outbox(database, relay.wake)
  const provided = new Provided(backend.provide ?? {})
  const context = contextMaker({ database, engine, outbox, subscriptions, provided, log, mail: parts.mail })
  return { dialect, engine, auth, operations, relay, provided, context }
}

function auditOf({ audit, schema }: Backend, database: OpenDatabase): Operation[] {
  return resolveAudit(audit, schema).tables.length === 0 ? [] : [listAudit(database)]
}

function authOf(backend: Backend, parts: CompileParts, dialect: Dialect): Auth | undefined {
  if (backend.auth === undefined) return undefined
  const { database, secret, log, host, bus, limits, mail, url, embedded = false } = parts
  const tenancy =
    backend.tenancy === undefined ? undefined : new Tenancy(database, resolveTenancy(backend.tenancy, host))
  return compileAuth({
    name: backend.name,
    schema: backend.schema,
    options: backend.auth,
    resources: backend.modules.flatMap(module => module.resources),
    database,
    secret,
    embedded,
    wire: { name: dialect.wire, extra: dialect.settings.extra, bigNumbers: dialect.settings.bigNumbers },
    log,
    route: (name, path) => `${dialect.settings.base}${dialect.settings.paths[name]?.split(' ')[1] ?? path}`,
    ...(tenancy === undefined ? {} : { tenancy }),
    ...(bus === undefined ? {} : { bus }),
    ...(limits === undefined ? {} : { limits }),
    ...(mail === undefined ? {} : { mail }),
    ...(url === undefined ? {} : { url }),
  })
}

/** What the engine has to know of the dialect. */
function wireOf({ settings }: Dialect): Wire {
  const { base, casing, put, extra, bigNumbers, size, words } = settings
  return {
    base,
    casing,
    put,
    extra,
    bigNumbers,
    include: words.include,
    fields: words.fields,
    ...(words.cursor === false ? {} : { cursor: words.cursor }),
    ...(size === undefined ? {} : { size }),
  }
}

/** A subscription acts for nobody, in the tenant of what happened: it uses `trusted`. */
function deliveryOf({ tenant, requestId, subscriber }: Entry): ContextInit {
  const actor = { ...nobodyActor, kind: 'service' as const, id: 'outbox', tenant }
  return { actor, requestId, operation: subscriber, signal: new AbortController().signal }
}
