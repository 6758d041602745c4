import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { EmbeddedConnections, Login, Logins } from './connect.ts'
import { migrate } from './migrations/index.ts'
import { type DatabaseOptions, type OpenDatabase, openDatabase } from './open.ts'
import { platformSql, prepareSql } from './platform/index.ts'

export interface TestDatabaseOptions extends Omit<DatabaseOptions, keyof Logins> {
  /** Run by the owner after the migrations: tables, policies, rows. */
  readonly sql?: string
  /** A project's `migrations/`. Default: the platform's migrations only. */
  readonly migrations?: string
}

/** A database of one's own, migrated and started. */
export interface TestDatabase extends Logins {
  readonly name: string
  readonly database: OpenDatabase
  /** Runs one statement as the owner: no policy binds it. */
  asOwner<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Stops the database and drops it. Safe to call twice. */
  stop(): Promise<void>
}

/**
 * A database for one test file, in a second or less: a copy of a template that was migrated once. All test processes
 * share one embedded server in the temporary folder; the last one out stops it, and the templates stay for the next run.
 */
export async function withDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  return makeTestDatabase(await joinServer(), options, leaveServer)
}

/** `withDatabase` on a server of one's choice. `after` runs when the database is dropped, or could not be made. */
export async function makeTestDatabase(
  server: EmbeddedConnections,
  { sql = '', migrations = '', ...options }: TestDatabaseOptions,
  after: () => Promise<void> = async () => undefined,
): Promise<TestDatabase> {
  const name = await copyTemplate(server, { sql, migrations }).catch(async error => {
    await after()
    throw error
  })
  const login = (role: 'app' | 'owner'): Login => ({
    config: server.connection(role, name),
    variable: 'DATABASE_URL',
    shown: `the test database ${name}`,
  })
  const logins = { app: login('app'), owner: login('owner') }
  const database = openDatabase({ ...options, ...logins })
  const owner = new pg.Client(logins.owner.config)
  let stopping: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    await Promise.all([database.stop(), owner.end()])
    await asAdministrator(server, client => client.query(`drop database ${name} with (force)`))
    await after()
  }
  try {
    await Promise.all([database.start(), owner.connect()])
  } catch (error) {
    await stop()
    throw error
  }
  const asOwner = async <Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    (await owner.query(text, [...values])).rows as Row[]
  return { ...logins, name, database, asOwner, stop: () => (stopping ??= stop()) }
}

interface Content {
  readonly sql: string
  readonly migrations: string
}

let copies = 0
// Any number that nobody else locks: two processes must not make one template at once.
const templateLock = 4_105_201

async function copyTemplate(server: EmbeddedConnections, content: Content): Promise<string> {
  const template = `plinth_template_${hashOf(content)}`
  const copy = `plinth_copy_${process.pid}_${++copies}`
  await asAdministrator(server, async client => {
    await client.query('select pg_advisory_lock($1)', [templateLock])
    const { rows } = await client.query<{ datname: string }>(
      `select datname from pg_database where datname ~ '^plinth_'`,
    )
    const names = rows.map(row => row.datname)
    for (const name of names.filter(isAbandoned)) await client.query(`drop database if exists ${name} with (force)`)
    if (!names.includes(template)) await makeTemplate(server, client, { ...content, template })
    await client.query(`create database ${copy} template ${template}`)
  })
  return copy
}

async function makeTemplate(
  server: EmbeddedConnections,
  administrator: pg.Client,
  { sql, migrations, template }: Content & { readonly template: string },
): Promise<void> {
  const draft = `plinth_draft_${process.pid}`
  await administrator.query(`drop database if exists ${draft} with (force)`)
  await administrator.query(`create database ${draft}`)
  const config = server.connection('owner', draft)
  await migrate({ owner: { config, variable: 'DATABASE_URL', shown: draft }, folder: migrations })
  const client = new pg.Client(config)
  await client.connect()
  try {
    if (sql !== '') await client.query(sql)
  } finally {
    await client.end()
  }
  // Only a finished one gets the name.
  await administrator.query(`alter database ${draft} rename to ${template}`)
}

/** Left by a test process that is no more. */
function isAbandoned(name: string): boolean {
  const pid = /^plinth_(?:copy|draft)_(\d+)/.exec(name)?.[1]
  if (pid === undefined || Number(pid) === process.pid) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return (error as { code?: string }).code === 'ESRCH'
  }
}

function hashOf({ sql, migrations }: Content): string {
  const hash = createHash('sha256').update(prepareSql).update(JSON.stringify(platformSql)).update(sql)
  const files = migrations === '' ? [] : readdirSync(migrations).filter(file => file.endsWith('.sql'))
  for (const file of files.toSorted()) hash.update(file).update(readFileSync(path.join(migrations, file)))
  return hash.digest('hex').slice(0, 16)
}

async function asAdministrator<T>(server: EmbeddedConnections, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(server.connection('owner', 'postgres'))
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

interface JoinedServer extends EmbeddedConnections {
  stop(): Promise<unknown>
}

let joined: Promise<JoinedServer> | undefined
let members = 0

/** Starts the test server, or joins it: once for this process. */
async function joinServer(): Promise<JoinedServer> {
  joined ??= import('@plinth/embedded').then(({ startEmbedded }) =>
    startEmbedded({ directory: path.join(os.tmpdir(), `plinth-test-${process.getuid?.() ?? 'user'}`, 'postgres') }),
  )
  members++
  try {
    return await joined
  } catch (error) {
    await leaveServer().catch(() => undefined)
    throw error
  }
}

async function leaveServer(): Promise<void> {
  if (--members > 0) return
  const server = joined
  joined = undefined
  await (await server)?.stop()
}
