import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newMigration } from '../../data/migrations/index.ts'
import { sql } from '../../data/schema/index.ts'
import { type TestDatabase, withDatabase } from '../../data/testing.ts'
import type { DialectOptions } from '../../dialect/index.ts'
import { type TestAnswer, type TestApp, testApp } from '../../testing/index.ts'
import { seed } from '../index.ts'
import { archive } from './archive/backend.ts'
import * as schema from './archive/schema.ts'

/** In every text of the other tenant, and in nothing else. */
export const secret = 'zeta-only'

/** How a request is sent; JSON unless `raw`. */
export interface Asked {
  readonly as?: 'ann' | 'zoe' | 'nobody'
  readonly body?: unknown
  /** Bytes to send as they are. */
  readonly raw?: string | Uint8Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, string>>
}

/** A running archive. Ann belongs to the tenant acme, Zoe to zeta. */
export interface Archive {
  readonly app: TestApp
  /** Sends `GET /api/papers?…` as Ann, unless it says otherwise. */
  ask(request: string, asked?: Asked): Promise<TestAnswer>
  /** Ids of rows by tenant: `acme.paper`. */
  readonly ids: Readonly<Record<'acme' | 'zeta', { paper: string; sheet: string; bundle: string }>>
  readonly tokens: Readonly<Record<'ann' | 'zoe', string>>
  stop(): Promise<void>
}

export const tenants = {
  acme: '00000000-0000-4000-8000-00000000000a',
  zeta: '00000000-0000-4000-8000-00000000000f',
} as const

const password = 'correct horse'
const people = seed({
  logins: [
    { name: 'Ann', email: 'ann@example.com', role: 'clerk', password },
    { name: `Zoe ${secret}`, email: 'zoe@example.com', role: 'clerk', password },
  ],
  async run({ db, logins }) {
    for (const [at, [slug, id]] of Object.entries(tenants).entries()) {
      await db.execute(sql`insert into plinth.tenants (id, slug, name) values (${id}, ${slug}, ${slug})`)
      await db.execute(
        sql`insert into plinth.memberships (user_id, tenant_id, role) values (${logins[at]?.id}, ${id}, 'clerk')`,
      )
    }
  },
})

type Login = TestDatabase['app']
const same = (login: Login): Login => login

/** Boots it in a dialect, with rows in both tenants. `way` changes where the app finds its database. */
export async function openArchive(dialect: DialectOptions = {}, way: (login: Login) => Login = same): Promise<Archive> {
  const directory = mkdtempSync(join(tmpdir(), 'plinth-archive-'))
  await newMigration({ folder: join(directory, 'migrations'), schema })
  const database = await withDatabase()
  const logins = { app: way(database.app), owner: database.owner }
  const server = { logins, shown: database.name, embedded: true }
  // The server is shared with other tests, and takes 50 connections in all.
  const env = { DATABASE_POOL: '4' }
  const app = await testApp(archive(dialect), { directory, seed: people, server, env }).catch(async error => {
    await database.stop()
    throw error
  })
  const login = async (email: string): Promise<string> => {
    const { body } = await app.post('/api/auth/login', { email, password })
    return /"access_?[tT]oken":"([^"]+)"/.exec(JSON.stringify(body))?.[1] ?? ''
  }
  const tokens = { ann: await login('ann@example.com'), zoe: await login('zoe@example.com') }
  const ask: Archive['ask'] = (request, asked = {}) => send(app, tokens, request, asked)
  const ids = { acme: await fill(ask, 'ann', 'of acme'), zeta: await fill(ask, 'zoe', secret) }
  const stop = async (): Promise<void> => {
    await app.stop()
    await database.stop()
    rmSync(directory, { recursive: true, force: true })
  }
  return { app, ask, ids, tokens, stop }
}

async function fill(ask: Archive['ask'], as: 'ann' | 'zoe', text: string) {
  const make = async (path: string, body: object): Promise<string> => {
    const answer = await ask(`POST ${path}`, { as, body })
    return (answer.body as { data?: { id: string } }).data?.id ?? `none: ${JSON.stringify(answer.body)}`
  }
  const paper = await make('/api/papers', { title: text, flag: true, tags: [text], whole: 7, data: { text } })
  const sheet = await make(`/api/papers/${paper}/sheets`, { text })
  const bundle = await make('/api/bundles', { name: text, parts: [{ label: text, amount: 1 }] })
  return { paper, sheet, bundle }
}

async function send(app: TestApp, tokens: Archive['tokens'], request: string, asked: Asked): Promise<TestAnswer> {
  const [method = 'GET', path = '/'] = request.split(/ (.*)/s)
  const { as = 'ann', raw, body, headers = {} } = asked
  const always = as === 'nobody' ? {} : { authorization: `Bearer ${tokens[as]}` }
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  const type: Record<string, string> = content === undefined ? {} : { 'content-type': 'application/json' }
  const init = {
    method,
    headers: { ...type, ...always, ...headers },
    ...(content === undefined ? {} : { body: content }),
  }
  const response = await app.app.fetch(new Request(`http://localhost${path}`, init))
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true && text !== ''
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers }
}
