import type { IncomingMessage, ServerResponse } from 'node:http'
import { nobodyActor } from '../access/index.ts'
import type { Auth } from '../auth/index.ts'
import { type Config, loadConfig } from '../config/index.ts'
import { type Log, silentLog } from '../observability/index.ts'
import type { Operation } from '../operations/index.ts'
import { type OpenApi, openapi } from '../rest/index.ts'
import type { Tenants } from '../tenants/index.ts'
import type { Backend } from './backend.ts'
import { type Booted, bootBackend } from './boot.ts'
import { infoOf } from './info.ts'
import { type DatabaseServer, databaseServer } from './logins.ts'
import { placeOf } from './place.ts'
import type { Seed } from './seed.ts'
import { runSeed } from './seeding.ts'

export interface AppOptions {
  /** The project's folder: `migrations/` and `.plinth` are found in it. Default: the working directory. */
  readonly directory?: string
  /** Where the embedded database and what else is kept stand. Default: `<directory>/.plinth`. */
  readonly place?: string
  /** Default: from the environment. */
  readonly config?: Config
  /** Default: silent. */
  readonly log?: Log
  /** A frontend's build to serve beside the API. Default: none. */
  readonly site?: string | undefined
  /**
   * `apply` runs pending migrations first, `check` refuses to start while some are pending. Default: `check` in
   * production, else `apply`.
   */
  readonly migrations?: 'apply' | 'check'
  /** A database server that somebody else stops. Default: what the configuration names. */
  readonly server?: Pick<DatabaseServer, 'logins' | 'shown' | 'embedded'>
}

/** A running backend. */
export interface App {
  readonly operations: readonly Operation[]
  /** Prefix of every path: `/api`. */
  readonly base: string
  /** Where the access token travels. `scheme` is empty where it stands alone. */
  readonly token: { readonly header: string; readonly scheme: string }
  /** What the database is, for people. */
  readonly database: string
  /** People and keys, for commands and tests. Undefined where nobody logs in. */
  readonly auth: Pick<Auth, 'users' | 'rotateKeys'> | undefined
  /** For commands and tests: the registry, and what removes deleted tenants, which happens every minute by itself. */
  readonly tenants: Pick<Tenants, 'sweep' | 'registry'> | undefined
  /** Opens the port; resolves to the URL. Default: HOST and PORT of the configuration. Throws HTTP_PORT_TAKEN. */
  listen(at?: { readonly host?: string; readonly port?: number }): Promise<string>
  /** Answers a web-standard request, without a socket. */
  fetch(request: Request): Promise<Response>
  /** Answers a request of somebody else's `node:http` server. */
  handler(request: IncomingMessage, response: ServerResponse): void
  /** Runs a seed unless it ran before. True when it ran now. */
  seed(name: string, seed: Seed): Promise<boolean>
  /** OpenAPI 3.1 of everything it serves. */
  openapi(): OpenApi
  /** Finishes what is in hand, the database last. Safe to call twice. */
  stop(): Promise<void>
}

/**
 * Boots a backend: database, migrations, everything compiled, services started bottom-up. No port is open yet.
 * What fails on the way is stopped again, and thrown with its mend.
 */
export async function createApp(backend: Backend, options: AppOptions = {}): Promise<App> {
  const { directory = process.cwd(), config = loadConfig(), log = silentLog, site } = options
  const place = options.place ?? placeOf(directory)
  const migrations = options.migrations ?? (config.NODE_ENV === 'production' ? 'check' : 'apply')
  const own = options.server === undefined ? await databaseServer(config, place, log) : undefined
  const server = options.server ?? (own as DatabaseServer)
  try {
    const booted = await bootBackend(backend, { directory, place, config, log, server, site, migrations })
    const stop = once(() => booted.stop().then(() => own?.stop()))
    return faceOf(backend, booted, { config, shown: server.shown, stop })
  } catch (error) {
    await own?.stop()
    throw error
  }
}

interface Outside {
  readonly config: Config
  readonly shown: string
  readonly stop: () => Promise<void>
}

function faceOf(backend: Backend, { compiled, http, database }: Booted, { config, shown, stop }: Outside): App {
  const { operations, dialect, auth, tenancy, tenants } = compiled
  return {
    operations,
    base: dialect.settings.base,
    token: dialect.settings.token,
    auth,
    tenants,
    database: shown,
    listen: at => http.listen({ host: at?.host ?? config.HOST, port: at?.port ?? config.PORT }),
    fetch: request => http.fetch(request),
    handler: (request, response) => http.handler(request, response),
    seed: (name, seed) => {
      const signal = new AbortController().signal
      const ctx = compiled.context({
        actor: { ...nobodyActor, kind: 'service', id: 'seed' },
        requestId: `seed-${name}`,
        signal,
      })
      return runSeed(name, seed, { database, auth, tenancy, ctx })
    },
    openapi: () => openapi(operations, dialect, infoOf(backend, compiled, config.VERSION)),
    stop,
  }
}

/** Every call waits for the one stop. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => (done ??= work())
}
