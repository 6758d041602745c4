import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { anyone, signedIn } from '../../access/index.ts'
import { action } from '../../actions/index.ts'
import { type App, createApp, defineBackend } from '../../app/index.ts'
import { loadConfig } from '../../config/index.ts'
import { id, pgTable, search, text, timestamps } from '../../data/schema/index.ts'
import type { TestDatabase } from '../../data/testing.ts'
import { module } from '../../modules/index.ts'
import { resource } from '../../resources/index.ts'
import { z } from '../../zod.ts'

const users = pgTable('users', {
  id: id(),
  email: text().notNull().unique(),
  role: text().notNull().default('customer'),
  ...timestamps(),
})
const products = pgTable('products', { id: id(), name: text().notNull(), ...timestamps() }, table => [
  search(table.name),
])

export const shopSql = `
  create extension if not exists pg_trgm;
  create table users (
    id uuid primary key default gen_random_uuid(), email text not null unique, role text not null default 'customer',
    created_at timestamptz not null default now(), updated_at timestamptz not null default now());
  create table products (
    id uuid primary key default gen_random_uuid(), name text not null,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now());
  create index on products using gin (name gin_trgm_ops);
`

const whoami = action('GET /whoami', {
  allow: signedIn,
  returns: z.object({ ok: z.boolean() }),
  run: async () => ({ ok: true }),
})

const backend = defineBackend({
  name: 'shop',
  schema: { users, products },
  auth: { users, roles: { customer: [] } },
  modules: [
    module('catalog', {
      tables: [products],
      resources: [resource(products, { allow: { read: anyone }, search: ['name'] })],
      actions: [whoami],
    }),
  ],
})

/** One instance of a shop. */
export interface Instance {
  readonly app: App
  ask(path: string, asking?: Asking): Promise<Response>
  stop(): Promise<void>
}

export interface Asking {
  readonly body?: unknown
  /** The client's address, as a proxy tells it. */
  readonly from?: string
  readonly token?: string
}

/** Boots an instance on a database that others may use too. */
export async function startInstance(place: TestDatabase, env: Readonly<Record<string, string>>): Promise<Instance> {
  const directory = mkdtempSync(join(tmpdir(), 'plinth-shop-'))
  const config = loadConfig({
    NODE_ENV: 'test',
    AUTH_SECRET: 'a secret for tests, of 32 bytes or more',
    DATABASE_POOL: '6',
    TRUST_PROXY: '1',
    ...env,
  })
  const server = { logins: { app: place.app, owner: place.owner }, shown: place.name, embedded: false }
  const remove = (): void => rmSync(directory, { recursive: true, force: true })
  const app = await createApp(backend, { directory, config, server }).catch(error => {
    remove()
    throw error
  })
  const ask = (path: string, { body, from = '192.0.2.1', token }: Asking = {}): Promise<Response> => {
    const headers = {
      'x-forwarded-for': from,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    }
    const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    return app.fetch(new Request(`http://localhost/api${path}`, { ...sent, headers }))
  }
  const stop = (): Promise<void> => app.stop().finally(remove)
  return { app, ask, stop }
}
