// Plinth, as a user runs it: identity, tenant, policy, validation and limiter on; limits raised, counters still paid.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp, defineBackend, module, resource, signedIn } from 'plinth'
import { id, index, integer, pgTable, tenantId, text, timestamps } from 'plinth/schema'
import { newMigration } from '../../packages/plinth/src/data/migrations/index.ts'
import { ready } from './peer.ts'

const users = pgTable('users', { id: id(), email: text().notNull().unique(), ...timestamps() })

const items = pgTable(
  'items',
  {
    id: id(),
    tenantId: tenantId(),
    name: text().notNull(),
    status: text({ enum: ['draft', 'active', 'archived'] })
      .notNull()
      .default('draft'),
    priceCents: integer().notNull(),
    description: text().notNull(),
    ...timestamps(),
  },
  t => [index().on(t.tenantId, t.createdAt), index().on(t.tenantId, t.status, t.createdAt)],
)

const itemsResource = resource(items, {
  allow: { read: signedIn, write: signedIn },
  only: ['id', 'name', 'status', 'priceCents', 'description', 'createdAt', 'updatedAt'],
  filter: ['status'],
  sort: ['createdAt'],
})

export const backend = defineBackend({
  name: 'bench',
  schema: { users, items },
  tenancy: { from: ['token', 'header'] },
  // The peers verify with the same key; HS256 is the cheapest for them, who verify each time.
  auth: { users, tokens: { algorithm: 'HS256' } },
  modules: [module('items', { tables: [items], resources: [itemsResource] })],
})

if (import.meta.main) {
  const [app, owner] = [JSON.parse(process.env.BENCH_DATABASE ?? '{}'), JSON.parse(process.env.BENCH_OWNER ?? '{}')]
  const login = (config: object) => ({ config, variable: 'DATABASE_URL', shown: 'the database of the bench' })
  const directory = mkdtempSync(join(tmpdir(), 'plinth-bench-'))
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }))
  await newMigration({ folder: join(directory, 'migrations'), schema: backend.schema, name: 'initial' })
  const server = { logins: { app: login(app), owner: login(owner) }, shown: 'bench', embedded: false }
  const running = await createApp(backend, { directory, server, migrations: 'apply' })
  ready(Number(new URL(await running.listen({ port: 0 })).port))
}
