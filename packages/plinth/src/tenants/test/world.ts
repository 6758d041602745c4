import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, vi } from 'vitest'
import { z } from 'zod'
import { can, signedIn } from '../../access/index.ts'
import { action } from '../../actions/index.ts'
import { type BackendOptions, defineBackend } from '../../app/index.ts'
import { newMigration } from '../../data/migrations/index.ts'
import { foreignKey, id, index, pgTable, tenantId, text, unique, uuid } from '../../data/schema/index.ts'
import { type TestDatabase, withDatabase } from '../../data/testing.ts'
import { module } from '../../modules/index.ts'
import { resource } from '../../resources/index.ts'
import { type TestAnswer, type TestApp, testApp } from '../../testing/index.ts'

export const users = pgTable('users', { id: id(), email: text().notNull().unique(), name: text() })
/** Rows that point at others of their own table, and of another. */
export const folders = pgTable(
  'folders',
  { id: id(), tenantId: tenantId('uuid'), name: text().notNull(), parentId: uuid() },
  t => [
    unique().on(t.tenantId, t.id),
    index().on(t.tenantId, t.parentId),
    foreignKey({ columns: [t.tenantId, t.parentId], foreignColumns: [t.tenantId, t.id] }),
  ],
)
export const notes = pgTable(
  'notes',
  { id: id(), tenantId: tenantId('uuid'), text: text().notNull(), apiToken: text(), folderId: uuid() },
  t => [
    index().on(t.tenantId, t.folderId),
    foreignKey({ columns: [t.tenantId, t.folderId], foreignColumns: [folders.tenantId, folders.id] }),
  ],
)
const schema = { users, folders, notes }

export const settings = z.object({
  theme: z.enum(['light', 'dark']).default('light'),
  exports: z.boolean().default(false),
})

export const roles = {
  owner: ['*'],
  clerk: ['notes:*', 'members:read', 'members:write', 'roles:write', 'tenants:write'],
  reader: ['notes:read'],
}

const options = (more: Partial<BackendOptions> = {}): BackendOptions => ({
  name: 'desk',
  schema,
  tenancy: { settings, from: ['token', 'header', 'path'] },
  auth: { users, roles },
  modules: [
    module('desk', {
      tables: [folders, notes],
      resources: [
        resource(notes, { allow: { read: can('notes:read'), write: can('notes:write'), delete: can('notes:remove') } }),
        resource(folders, { allow: { read: signedIn, write: signedIn } }),
      ],
      actions: [
        action('GET /here', {
          allow: signedIn,
          returns: z.object({ id: z.string().nullable(), theme: z.string().nullable() }),
          run: async ({ tenant }) => ({
            id: tenant?.id ?? null,
            theme: String((await tenant?.settings())?.theme ?? '') || null,
          }),
        }),
      ],
    }),
  ],
  ...more,
})

/** Somebody who is signed in. */
export interface Person {
  readonly id: string
  readonly email: string
  token: string
  refreshToken: string
}

/** A backend with people and tenants; a second instance of it when asked for. */
export interface World {
  readonly app: TestApp
  readonly place: TestDatabase
  /** Opens an account. */
  person(name: string): Promise<Person>
  /** Makes a tenant and goes there. */
  found(person: Person, name: string): Promise<string>
  /** Makes somebody a member, by an invitation. */
  bring(host: Person, guest: Person, role: string): Promise<void>
  /** Goes to another tenant, with new tokens. */
  go(person: Person, tenant: string): Promise<void>
  /** `GET /tenants` and the like, as somebody; under `/api`. */
  ask(request: string, as?: Person, body?: unknown): Promise<TestAnswer>
  /** Removes what is over, now. */
  sweep(): Promise<void>
  /** The ticket of the newest mail to an address. */
  ticket(email: string): Promise<string>
  /** Another instance on the same database. */
  instance(more?: Partial<BackendOptions>): Promise<TestApp>
  stop(): Promise<void>
}

export const password = 'correct horse battery'

/** Boots it. */
export async function openWorld(more: Partial<BackendOptions> = {}): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), 'plinth-desk-'))
  const mails = join(directory, 'mail')
  await newMigration({ folder: join(directory, 'migrations'), schema })
  const place = await withDatabase()
  const env = {
    AUTH_SECRET: 'one secret for all instances of the desk',
    MAIL_URL: pathToFileURL(mails).href,
    DATABASE_POOL: '6',
    PUBLIC_URL: 'https://desk.example.com',
  }
  const server = { logins: place, shown: place.name, embedded: true }
  const boot = (own: Partial<BackendOptions> = {}) =>
    testApp(defineBackend(options({ ...more, ...own })), { directory, server, env })
  const apps = [await boot()]
  const [app] = apps as [TestApp]
  const ask: World['ask'] = (request, as, body) => send(as === undefined ? app : app.as(as.token), request, body)
  const world: World = {
    app,
    place,
    ask,
    async person(name) {
      const email = `${name}@example.com`
      const { body } = await ask('POST /auth/register', undefined, { email, name, password })
      const { user, accessToken, refreshToken } = (body as { data: Signed }).data
      return { id: user.id, email, token: accessToken, refreshToken }
    },
    async found(person, name) {
      const { body } = await ask('POST /tenants', person, { name })
      const { id: tenant } = dataOf(body) as { id: string }
      await world.go(person, tenant)
      return tenant
    },
    async bring(host, guest, role) {
      const tenant = tenantIn(host.token)
      const invited = await ask(`POST /tenants/${tenant}/invitations`, host, { email: guest.email, role })
      expect(invited.status).toBe(201)
      const token = await world.ticket(guest.email)
      expect((await ask('POST /invitations/accept', guest, { token })).status).toBe(200)
      await world.go(guest, tenant)
    },
    async go(person, tenant) {
      const { body } = await ask('POST /auth/switch', person, { tenant })
      const { accessToken, refreshToken } = (body as { data: Signed }).data
      Object.assign(person, { token: accessToken, refreshToken })
    },
    sweep: async () => app.app.tenants?.sweep(),
    ticket: email => newestTicket(mails, email),
    async instance(own) {
      const made = await boot(own)
      apps.push(made)
      return made
    },
    async stop() {
      for (const each of apps) await each.stop()
      await place.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
  return world
}

interface Signed {
  readonly user: { readonly id: string }
  readonly accessToken: string
  readonly refreshToken: string
}

export const dataOf = (body: unknown): unknown => (body as { data: unknown }).data

/** The code of an error's body. */
export const codeOf = ({ body }: TestAnswer): string | undefined => (body as { code?: string }).code

/** The tenant that an access token names. */
function tenantIn(token: string): string {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).tenant as string
}

/** Sends `POST /tenants` and the like, under `/api`. */
export function send(
  client: Pick<TestApp, 'get' | 'post' | 'put' | 'patch' | 'delete'>,
  request: string,
  body?: unknown,
) {
  const [method = '', path = ''] = request.split(' ')
  const url = `/api${path}`
  if (method === 'GET') return client.get(url)
  return client[method.toLowerCase() as 'post' | 'put' | 'patch' | 'delete'](url, body)
}

const used = new Set<string>()

function newestTicket(mails: string, email: string): Promise<string> {
  return vi.waitFor(
    () => {
      const read = readdirSync(mails)
        .filter(name => /^\d.*\.eml$/.test(name))
        .toSorted()
        .map(name => readFileSync(join(mails, name), 'utf8'))
        .filter(mail => mail.includes(`To: <${email}>`))
      const text = Buffer.from(read.at(-1)?.split('\r\n\r\n')[1] ?? '', 'base64').toString()
      const ticket = /\/invitation#ticket=([\w-]{43})/.exec(text)?.[1]
      if (ticket === undefined || used.has(ticket)) throw new Error(`no new invitation to ${email}`)
      used.add(ticket)
      return ticket
    },
    { timeout: 5_000, interval: 10 },
  )
}
