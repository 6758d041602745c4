import { join } from 'node:path'
import { nobodyActor } from '../access/index.ts'
import { byOf, resolveAudit } from '../audit/index.ts'
import { openPostgresBus } from '../bus/index.ts'
import type { Config } from '../config/index.ts'
import { currentContext } from '../context/index.ts'
import { type OpenDatabase, openDatabase } from '../data/index.ts'
import { migrate, status } from '../data/migrations/index.ts'
import { createHealth } from '../health/index.ts'
import { createServer, type HttpServer, serveStatic } from '../http/index.ts'
import { type Service, startAll, stopAll } from '../lifecycle/index.ts'
import { type Limits, type LimitsConfig, openLimits, resolveLimits } from '../limits/index.ts'
import { openMail } from '../mail/index.ts'
import { type Log, type Metrics, openMetrics } from '../observability/index.ts'
import { answerSweep, mountOperations, type RestParts } from '../rest/index.ts'
import type { Backend } from './backend.ts'
import { type Compiled, compileBackend } from './compile.ts'
import { appErrors } from './errors.ts'
import { infoOf } from './info.ts'
import type { DatabaseServer } from './logins.ts'
import { keptSecret } from './place.ts'
import { tenantRules, usageRules } from './tenants.ts'

/** What a boot is given; every default is settled. */
export interface BootParts {
  readonly directory: string
  readonly place: string
  readonly config: Config
  readonly log: Log
  readonly server: Pick<DatabaseServer, 'logins' | 'embedded'>
  /** A frontend's build to serve beside the API. */
  readonly site: string | undefined
  readonly migrations: 'apply' | 'check'
}

/** A backend with everything started; no port is open. */
export interface Booted {
  readonly compiled: Compiled
  readonly http: HttpServer
  readonly database: OpenDatabase
  stop(): Promise<void>
}

/**
 * Compiles, migrates, and starts the services bottom-up: database, bus, limits, the user's own things, outbox, the sweep
 * of kept answers, http.
 */
export async function bootBackend(backend: Backend, parts: BootParts): Promise<Booted> {
  const { config, log, server } = parts
  const production = config.NODE_ENV === 'production'
  const audit = resolveAudit(backend.audit, backend.schema)
  const database = openDatabase({
    ...server.logins,
    production,
    log,
    pool: config.DATABASE_POOL,
    schema: backend.schema,
    ...(audit.tables.length === 0 ? {} : { by: askedBy }),
  })
  const limits = await openLimits({
    config: limitsOf(backend, config),
    backend: backend.name,
    env: config,
    database,
    log,
  })
  const login = server.embedded ? server.logins.app : server.logins.owner
  const bus = openPostgresBus({ login, database, log })
  const url = config.PUBLIC_URL ?? `http://localhost:${config.PORT}`
  const from = config.MAIL_FROM ?? `no-reply@${new URL(url).hostname}`
  const mail = openMail({ url: config.MAIL_URL, folder: join(parts.place, 'mail'), from })
  const compiled = compileBackend(backend, {
    database,
    log,
    limits,
    bus,
    mail,
    url,
    embedded: server.embedded,
    secret: secretOf(parts),
    host: hostOf(config),
  })
  await settleMigrations(backend, compiled, parts)

  const metrics = openMetrics()
  watch(metrics, database)
  const { auth, tenants } = compiled
  const background = [...(auth?.services ?? []), ...(tenants?.services ?? []), answerSweep(database, log)]
  const services: Service[] = [database, bus, limits, compiled.provided, compiled.relay, ...background]
  const health = createHealth({ services: () => services, version: config.VERSION })
  const rest = await restParts(backend, compiled, { ...parts, database, limits, metrics, health })
  const http = createServer(rest)
  mountOperations(http, rest)
  services.push(http)
  await startAll(services)
  health.started()
  const stop = async (): Promise<void> => {
    const failures = await stopAll(services)
    metrics.stop()
    for (const error of failures) log.warn({ error }, 'A service did not stop cleanly.')
  }
  return { compiled, http, database, stop }
}

interface RestNeeds extends BootParts {
  readonly database: OpenDatabase
  readonly limits: Limits
  readonly metrics: Metrics
  readonly health: RestParts['health']
}

async function restParts(backend: Backend, compiled: Compiled, needs: RestNeeds): Promise<RestParts> {
  const { config, log, site, database, limits, metrics, health } = needs
  const development = config.NODE_ENV !== 'production'
  return {
    operations: compiled.operations,
    dialect: compiled.dialect,
    database,
    identify: ({ token }, candidate) => compiled.auth?.identify(token, candidate) ?? nobodyActor,
    ...(compiled.auth?.cookies === undefined ? {} : { cookies: compiled.auth.cookies }),
    context: seed => compiled.context(seed),
    info: infoOf(backend, compiled, config.VERSION),
    limit: limits.hit,
    actorLimits: actorLimitsOf(limits),
    log,
    health,
    metrics,
    ...(backend.hooks === undefined ? {} : { hooks: backend.hooks }),
    ...(site === undefined ? {} : { files: await serveStatic(site, { development }) }),
    options: {
      development,
      docs: development || config.OPEN_DOCS === 'yes',
      allowedOrigins: config.ALLOWED_ORIGINS,
      trustProxy: config.TRUST_PROXY,
      tenantPaths: backend.tenancy?.from?.includes('path') ?? false,
    },
  }
}

/** The options of the backend over the variables. */
function limitsOf({ limits }: Backend, config: Config): LimitsConfig {
  return resolveLimits(limits, {
    api: config.LIMIT_API,
    auth: config.LIMIT_AUTH,
    uploads: config.LIMIT_UPLOADS,
    search: config.LIMIT_SEARCH,
    export: config.LIMIT_EXPORT,
    user: config.LIMIT_USER,
    tenant: config.LIMIT_TENANT,
  })
}

/** Every tenant has the same limit, where there is one at all. */
function actorLimitsOf({ config: { user, tenant } }: Limits): NonNullable<RestParts['actorLimits']> {
  return { user: user !== null, ...(tenant === null ? {} : { tenant: () => tenant }) }
}

/** Who asks, of the context that a statement runs in. */
function askedBy(): string | undefined {
  const ctx = currentContext()
  return ctx === undefined ? undefined : byOf(ctx)
}

/** Pending migrations are applied, or refused where somebody else is to run them. Missing indexes stop the boot either way. */
async function settleMigrations(backend: Backend, { engine }: Compiled, parts: BootParts): Promise<void> {
  const { owner } = parts.server.logins
  const folder = join(parts.directory, 'migrations')
  const { schema } = backend
  if (parts.migrations === 'apply') {
    const audit = resolveAudit(backend.audit, schema).tables
    const rules = { needed: engine.neededIndexes(), tenants: tenantRules(backend), usage: usageRules(backend), audit }
    await migrate({ owner, folder, schema, ...rules, log: parts.log })
    return
  }
  const { migrations } = await status({ owner, folder })
  const problem = migrations.find(each => each.problem !== undefined)?.problem
  if (problem !== undefined) throw problem
  const pending = migrations.filter(each => each.state === 'pending').map(each => each.name)
  if (pending.length > 0) throw appErrors.MIGRATIONS_PENDING({ pending: pending.join(', ') })
}

/** Made and kept in `.plinth` for the embedded database; asked for elsewhere. */
function secretOf({ config, server, place }: BootParts): string {
  if (config.AUTH_SECRET !== undefined) return config.AUTH_SECRET
  if (!server.embedded) throw appErrors.SECRET_MISSING()
  return keptSecret(place)
}

function hostOf({ PUBLIC_URL }: Config): string | undefined {
  return PUBLIC_URL === undefined ? undefined : new URL(PUBLIC_URL).hostname
}

function watch(metrics: Metrics, database: OpenDatabase): void {
  const gauge = (name: string, help: string, read: (stats: ReturnType<OpenDatabase['stats']>) => number): void =>
    metrics.gauge(name, help, () => read(database.stats()))
  gauge('plinth_pool_connections', 'Open connections of the pool.', stats => stats.pool.open)
  gauge('plinth_pool_waiting', 'Requests that wait for a connection.', stats => stats.pool.waiting)
  gauge('plinth_statements_slow_total', 'Statements over 100 ms.', stats => stats.slow)
}
