import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type App, type AppOptions, type Backend, createApp, databaseServer, type Seed } from '../app/index.ts'
import { loadConfig } from '../config/index.ts'
import { silentLog } from '../observability/index.ts'

/** An answer, with its body parsed where it is JSON. */
export interface TestAnswer {
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}

/** Asks the app as somebody. Bodies are sent as JSON. */
export interface TestClient {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<TestAnswer>
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<TestAnswer>
  put(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<TestAnswer>
  patch(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<TestAnswer>
  delete(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<TestAnswer>
}

/** A backend booted for tests, without a port. */
export interface TestApp extends TestClient {
  readonly app: App
  readonly backend: Backend
  /** Runs one statement as the owner of the tables, in the tenant that is named. */
  asOwner<Row = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
    tenant?: string | null,
  ): Promise<Row[]>
  /** A client that sends this access token, where the dialect wants it. */
  as(token: string): TestClient
  stop(): Promise<void>
}

export interface TestAppOptions {
  /** The project's folder, for its `migrations/`. */
  readonly directory: string
  /** Demo data to begin with. */
  readonly seed?: Seed
  /** Variables to set, over those that tests want: high limits and a silent log. */
  readonly env?: Readonly<Record<string, string>>
  /** A database server that somebody else stops. Default: an embedded one of its own. */
  readonly server?: AppOptions['server']
}

/**
 * Boots a backend for tests on a database of its own: an embedded PostgreSQL in a temporary folder, or DATABASE_URL
 * where `env` names one. Migrations run. Limits are high; their counters are still paid. Stop it at the end.
 */
export async function testApp(backend: Backend, options: TestAppOptions): Promise<TestApp> {
  const { directory, seed, env = {} } = options
  const place = mkdtempSync(join(tmpdir(), 'plinth-test-'))
  const config = loadConfig({
    NODE_ENV: 'test',
    LIMIT_API: '1000000',
    LIMIT_AUTH: '1000000',
    LIMIT_UPLOADS: '1000000',
    LIMIT_SEARCH: '1000000',
    LIMIT_EXPORT: '1000000',
    LIMIT_USER: '1000000',
    LOG_LEVEL: 'silent',
    ...env,
  })
  const remove = (): void => rmSync(place, { recursive: true, force: true })
  const own = options.server === undefined ? await databaseServer(config, place, silentLog) : undefined
  const server = options.server ?? (own as AppOptions['server'] & object)
  const owner = new Owner(server.logins.owner.config)
  const release = async (): Promise<void> => {
    await owner.end()
    await own?.stop()
    remove()
  }
  const app = await createApp(backend, { directory, place, config, migrations: 'apply', server }).catch(async error => {
    await release()
    throw error
  })
  const stop = (): Promise<void> => app.stop().finally(release)
  try {
    if (seed !== undefined) await app.seed('test', seed)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    app,
    backend,
    asOwner: (text, values, tenant) => owner.run(text, { values, tenant }),
    ...clientOf(app, {}),
    as: token => clientOf(app, tokenHeader(app, token)),
    stop,
  }
}

/** The owner's own connection, opened when it is first asked. Policies are forced on the owner too, so it names the tenant. */
class Owner {
  readonly #config: pg.ClientConfig
  #client: Promise<pg.Client> | undefined
  #turn: Promise<unknown> = Promise.resolve()
  #tenant: string | null | undefined

  constructor(config: pg.ClientConfig) {
    this.#config = config
  }

  run<Row>(text: string, { values = [], tenant = null }: OwnerCall): Promise<Row[]> {
    const work = async (): Promise<Row[]> => {
      this.#client ??= this.#open()
      const client = await this.#client
      if (this.#tenant !== tenant) await client.query(`select set_config('app.tenant_id', $1, false)`, [tenant ?? ''])
      this.#tenant = tenant
      return (await client.query(text, [...values])).rows as Row[]
    }
    const done = this.#turn.then(work, work)
    this.#turn = done.catch(() => undefined)
    return done
  }

  async end(): Promise<void> {
    await (await this.#client?.catch(() => undefined))?.end()
  }

  async #open(): Promise<pg.Client> {
    const client = new pg.Client(this.#config)
    await client.connect()
    return client
  }
}

interface OwnerCall {
  readonly values?: readonly unknown[] | undefined
  readonly tenant?: string | null | undefined
}

function tokenHeader(app: App, token: string): Readonly<Record<string, string>> {
  const { header, scheme } = app.token
  return { [header]: scheme === '' ? token : `${scheme} ${token}` }
}

function clientOf(app: App, always: Readonly<Record<string, string>>): TestClient {
  const ask = async (
    method: string,
    path: string,
    { body, headers }: { body?: unknown; headers?: Readonly<Record<string, string>> | undefined },
  ): Promise<TestAnswer> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const response = await app.fetch(
      new Request(`http://localhost${path}`, { method, ...sent, headers: { ...type, ...always, ...headers } }),
    )
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true && text !== ''
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers }
  }
  return {
    get: (path, headers) => ask('GET', path, { headers }),
    post: (path, body, headers) => ask('POST', path, { body, headers }),
    put: (path, body, headers) => ask('PUT', path, { body, headers }),
    patch: (path, body, headers) => ask('PATCH', path, { body, headers }),
    delete: (path, body, headers) => ask('DELETE', path, { body, headers }),
  }
}
