import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, type AppOptions, type Backend, createApp, type Seed } from '../app/index.ts'
import { loadConfig } from '../config/index.ts'

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
  const { directory, seed, env = {}, server } = options
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
  const own = server === undefined ? {} : { server }
  const app = await createApp(backend, { directory, place, config, migrations: 'apply', ...own }).catch(error => {
    remove()
    throw error
  })
  const stop = (): Promise<void> => app.stop().finally(remove)
  try {
    if (seed !== undefined) await app.seed('test', seed)
  } catch (error) {
    await stop()
    throw error
  }
  return { app, ...clientOf(app, {}), as: token => clientOf(app, tokenHeader(app, token)), stop }
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
