import { nobodyActor, type PolicyNode } from '../access/index.ts'
import { compileActions } from '../actions/index.ts'
import { listAudit, resolveAudit } from '../audit/index.ts'
import { type Auth, type AuthParts, compileAuth } from '../auth/index.ts'
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
import { resolveTenancy, Tenancy, tenancyErrors } from '../tenancy/index.ts'
import { compileTenants, type Tenants } from '../tenants/index.ts'
import type { Backend } from './backend.ts'
import { type ContextInit, contextMaker } from './context.ts'
import { checkModules } from './modules.ts'
import { Provided } from './provided.ts'
import { sharedPermissions } from './shared.ts'

/** A backend, compiled: everything that can be decided before the first request is decided here. */
export interface Compiled {
  readonly dialect: Dialect
  readonly engine: ResourceEngine
  readonly auth: Auth | undefined
  readonly tenancy: Tenancy | undefined
  readonly tenants: Tenants | undefined
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
  const tenancy = tenancyOf(backend, parts)
  const auth = authOf(backend, { ...parts, tenancy }, dialect)
  const policies = (): readonly PolicyNode[] => policiesOf(backend, operations)
  const actionsMade = compileActions(
    actions,
    engine,
    auth?.operations.map(({ name }) => name),
  )
  const shared = sharedPermissions(backend, actionsMade)
  const tenants = tenantsOf(backend, { ...parts, tenancy, auth, policies, shared }, dialect)
  const all: readonly Operation[] = [
    ...[...engine.operations, ...actionsMade].map(dialect.placed),
    ...[...(auth?.operations ?? []), ...(tenants?.operations ?? [])].map(dialect.renamed),
    ...auditOf(backend, database),
  ]
  const operations = tenants === undefined ? all : all.map(tenants.guarded)
  // As they are served: the dialect may have moved a built-in one out of the way.
  refuseClashes(operations.map(operation => ({ ...operation, ...dialect.route(operation) })))
  if (tenancy?.config.from.includes('path') === true) refuseTenantPaths(operations, dialect)

  const own = backend.modules.flatMap(module => module.subscriptions)
  const subscriptions = new Subscriptions([...own, ...(auth?.subscriptions ?? [])])
  const deliver = (entry: Entry): Promise<void> => {
    const ctx = context(deliveryOf(entry))
    return runInContext(ctx, () => subscriptions.deliver(entry, ctx))
  }
  const relay = new Relay({ database, log, deliver })
  const outbox = new Outbox(database, relay.wake)
  const provided = new Provided(backend.provide ?? {})
  const context = contextMaker({ database, engine, outbox, subscriptions, provided, tenants, log, mail: parts.mail })
  return { dialect, engine, auth, tenancy, tenants, operations, relay, provided, context }
}

function tenancyOf({ tenancy }: Backend, { database, host, bus, log }: CompileParts): Tenancy | undefined {
  return tenancy === undefined ? undefined : new Tenancy(database, resolveTenancy(tenancy, host), { bus, log })
}

/** Below `/t` the next step of a path is a tenant. */
function refuseTenantPaths(operations: readonly Operation[], dialect: Dialect): void {
  const clash = operations.find(each => dialect.route(each).path.startsWith(`${dialect.settings.base}/t/`))
  if (clash === undefined) return
  const reason = `${clash.name} has a path that begins with /t/, where tenants are named`
  throw tenancyErrors.TENANCY_UNFIT({ option: 'from', reason })
}

interface TenantsNeeds extends CompileParts {
  readonly tenancy: Tenancy | undefined
  readonly auth: Auth | undefined
  readonly policies: () => readonly PolicyNode[]
  readonly shared: ReadonlySet<string>
}

function tenantsOf({ schema }: Backend, needs: TenantsNeeds, dialect: Dialect): Tenants | undefined {
  const { tenancy, auth, database, policies, shared, log } = needs
  if (tenancy === undefined || auth === undefined) return undefined
  return compileTenants({
    database,
    schema,
    tenancy,
    people: auth.people,
    wire: authWireOf(dialect),
    policies,
    shared,
    log,
  })
}

/** Every policy of the backend: who may ask, and who may read and write which rows and fields. */
function policiesOf({ modules }: Backend, operations: readonly Operation[]): PolicyNode[] {
  const resources = modules
    .flatMap(module => module.resources)
    .flatMap(({ options: { allow = {}, fields = {} } }) => [
      ...Object.values(allow),
      ...Object.values(fields).flatMap(field => [field?.read, field?.write]),
    ])
  const declared = resources.flatMap(policy => (policy === undefined ? [] : [policy.node]))
  return [...declared, ...operations.map(({ allow }) => allow.node)]
}

function auditOf({ audit, schema }: Backend, database: OpenDatabase): Operation[] {
  return resolveAudit(audit, schema).tables.length === 0 ? [] : [listAudit(database)]
}

function authOf(
  backend: Backend,
  parts: CompileParts & Pick<TenantsNeeds, 'tenancy'>,
  dialect: Dialect,
): Auth | undefined {
  if (backend.auth === undefined) return undefined
  const { database, secret, log, tenancy, bus, limits, mail, url, embedded = false } = parts
  return compileAuth({
    name: backend.name,
    schema: backend.schema,
    options: backend.auth,
    resources: backend.modules.flatMap(module => module.resources),
    database,
    secret,
    embedded,
    wire: authWireOf(dialect),
    log,
    route: (name, path) => `${dialect.settings.base}${dialect.settings.paths[name]?.split(' ')[1] ?? path}`,
    ...(tenancy === undefined ? {} : { tenancy }),
    ...(bus === undefined ? {} : { bus }),
    ...(limits === undefined ? {} : { limits }),
    ...(mail === undefined ? {} : { mail }),
    ...(url === undefined ? {} : { url }),
  })
}

/** What auth has to know of it. */
function authWireOf({ wire, settings: { extra, bigNumbers, second, csrf } }: Dialect): AuthParts['wire'] {
  return { name: wire, extra, bigNumbers, second, csrfCookie: csrf.cookie }
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
