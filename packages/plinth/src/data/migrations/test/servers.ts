import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startEmbedded } from '@plinth/embedded'
import pg from 'pg'
import type { Login } from '../../connect.ts'
import { debianPrograms, startDebian, type TestServer } from '../../test/debian.ts'

/** Every kind of server that this machine has: the embedded one, and Debian's when it is installed. */
export const serverKinds: readonly (readonly [name: string, start: () => Promise<TestServer>])[] = [
  ['embedded PostgreSQL', () => tidy(startOwn())],
  ...debianKind(),
]

function debianKind(): [string, () => Promise<TestServer>][] {
  const programs = debianPrograms()
  return programs === undefined ? [] : [['PostgreSQL of Debian', () => tidy(startDebian(programs))]]
}

const folders: string[] = []

/** A server that takes the folders of its places along when it stops. */
async function tidy(starting: Promise<TestServer>): Promise<TestServer> {
  const server = await starting
  const stop = async () => {
    await server.stop()
    for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
  }
  return { ...server, stop }
}

/** The embedded server, in a folder of its own. */
export async function startOwn(): Promise<TestServer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-migrations-'))
  const server = await startEmbedded({ directory: path.join(folder, 'postgres') })
  const stop = async () => {
    await server.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
  return { title: 'embedded PostgreSQL', connection: (role, database) => server.connection(role, database), stop }
}

/** A new database of a server, and a folder for its migrations. */
export interface Place {
  readonly owner: Login
  readonly app: pg.ClientConfig
  readonly folder: string
  /** Rows of one statement, as the owner, or as the app role in a tenant. */
  rows<Row = Record<string, unknown>>(sql: string, as?: { readonly tenant: string | null }): Promise<Row[]>
  /** Writes a migration file. */
  write(file: string, sql: string): void
  /** Names of the files in the folder. */
  files(): string[]
  /** Drops the database and the folder. The server goes with its databases; this is for tests that make many. */
  drop(): Promise<void>
}

/** The place with an owner that is no superuser, and whom row-level security binds when it is forced. */
export async function withPlainOwner(place: Place): Promise<Place> {
  const name = `owner_of_${place.owner.shown}`
  await place.rows(`create role ${name} createrole`)
  await place.rows(`alter database ${place.owner.shown} owner to ${name}`)
  // Peer and trust know no password: the session is that role from its first statement on.
  return { ...place, owner: { ...place.owner, config: { ...place.owner.config, options: `-c role=${name}` } } }
}

let count = 0

/** Makes a database, a copy of another one's when there is a template, and a folder. */
export async function makePlace(server: TestServer, template?: Place): Promise<Place> {
  const name = `place_${++count}`
  const copy = template === undefined ? '' : ` template ${template.owner.shown}`
  await query(server.connection('owner', 'postgres'), [`create database ${name}${copy}`])
  const owner: Login = { config: server.connection('owner', name), variable: 'DATABASE_URL', shown: name }
  const app = server.connection('app', name)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-files-'))
  folders.push(folder)
  return {
    owner,
    app,
    folder,
    rows: async (sql, as) => {
      if (as === undefined) return (await query(owner.config, [sql])) as never[]
      return (await query(app, [`select set_config('app.tenant_id', '${as.tenant ?? ''}', false)`, sql])) as never[]
    },
    write: (file, sql) => fs.writeFileSync(path.join(folder, file), sql),
    files: () => fs.readdirSync(folder).sort(),
    drop: async () => {
      await query(server.connection('owner', 'postgres'), [`drop database ${name}`])
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function query(config: pg.ClientConfig, statements: readonly string[]): Promise<unknown[]> {
  const client = new pg.Client(config)
  await client.connect()
  try {
    let rows: unknown[] = []
    for (const statement of statements) rows = (await client.query(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}
