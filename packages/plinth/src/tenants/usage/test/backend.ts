import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newMigration } from '../../../data/migrations/index.ts'
import { id, pgTable, sql, tenantId, text, timestamps } from '../../../data/schema/index.ts'
import { type TestDatabase, withDatabase } from '../../../data/testing.ts'
import { action, defineBackend, module, resource, seed, signedIn } from '../../../index.ts'
import { type TestApp, testApp } from '../../../testing/index.ts'
import { z } from '../../../zod.ts'

const users = pgTable('users', { id: id(), email: text().notNull().unique(), ...timestamps() })
export const papers = pgTable('papers', { id: id(), tenantId: tenantId(), title: text().notNull() })
export const notes = pgTable('notes', { id: id(), tenantId: tenantId('uuid'), title: text().notNull() })
export const schema = { users, papers, notes }

const allow = { read: signedIn, write: signedIn }
const done = z.object({})

/** Papers are limited by the plan, notes are not. */
export const backend = defineBackend({
  name: 'counted',
  schema,
  tenancy: {
    plans: {
      free: { members: 2, rows: { papers: 5 } },
      small: { rows: { papers: 5 }, members: 3, requests: '3/month' },
      large: { rows: { papers: 50 } },
    },
  },
  auth: { users, roles: { admin: ['*'], reader: [] } },
  limits: { user: false, api: { points: 10_000 } },
  modules: [
    module('papers', {
      tables: [papers, notes],
      resources: [resource(papers, { allow }), resource(notes, { allow })],
      actions: [
        action('POST /papers/many', {
          allow: signedIn,
          body: z.object({ n: z.number() }),
          returns: done,
          async run({ db, body }) {
            await db.insert(papers).values(Array.from({ length: body.n }, () => ({ title: 'one of many' })))
            return {}
          },
        }),
        action('POST /notes/undone', {
          allow: signedIn,
          returns: done,
          run: ({ db, transaction }) =>
            transaction(async () => {
              await db.insert(notes).values({ title: 'never' })
              throw new Error('undone')
            }),
        }),
      ],
    }),
  ],
})

export const tenants = {
  acme: '00000000-0000-4000-8000-00000000000a',
  zeta: '00000000-0000-4000-8000-00000000000f',
} as const

const password = 'correct horse battery'
const people = { ann: ['acme', 'admin'], ron: ['acme', 'reader'], zoe: ['zeta', 'admin'], max: [] } as const

export type Name = keyof typeof people

export interface Counted {
  readonly app: TestApp
  readonly place: TestDatabase
  as(name: Name): ReturnType<TestApp['as']>
  /** Ids of users. */
  readonly ids: Readonly<Record<string, string>>
  stop(): Promise<void>
}

/** Ann and Ron belong to acme, Zoe to zeta, Max to none. */
export async function openCounted(): Promise<Counted> {
  const directory = mkdtempSync(join(tmpdir(), 'plinth-usage-'))
  await newMigration({ folder: join(directory, 'migrations'), schema })
  const place = await withDatabase()
  const ids: Record<string, string> = {}
  const data = seed({
    logins: Object.keys(people).map(name => ({ email: `${name}@example.com`, password })),
    async run({ db, logins }) {
      for (const [slug, tenant] of Object.entries(tenants)) {
        await db.execute(sql`insert into plinth.tenants (id, slug, name) values (${tenant}, ${slug}, ${slug})`)
      }
      for (const [at, [name, [slug, role]]] of Object.entries(people).entries()) {
        ids[name] = logins[at]?.id ?? ''
        if (slug === undefined) continue
        await db.execute(
          sql`insert into plinth.memberships (user_id, tenant_id, role) values (${ids[name]}, ${tenants[slug]}, ${role})`,
        )
      }
    },
  })
  const server = { logins: place, shown: place.name, embedded: true }
  const app = await testApp(backend, { directory, seed: data, server, env: { DATABASE_POOL: '8' } })
  const tokens: Record<string, string> = {}
  for (const name of Object.keys(people)) {
    const { body } = await app.post('/api/auth/login', { email: `${name}@example.com`, password })
    tokens[name] = (body as { data: { accessToken: string } }).data.accessToken
  }
  const stop = async (): Promise<void> => {
    await app.stop()
    await place.stop()
    rmSync(directory, { recursive: true, force: true })
  }
  return { app, place, as: name => app.as(tokens[name] ?? ''), ids, stop }
}
