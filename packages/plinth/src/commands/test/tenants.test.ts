import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as read } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'

const packageRoot = join(import.meta.dirname, '..', '..', '..')
const command = ['--conditions=source', join(packageRoot, 'bin', 'plinth.js')]
let place: string

const backend = (items: string) => `import { defineBackend } from 'plinth'
import { id, pgTable, tenantId, text, timestamps } from 'plinth/schema'
const users = pgTable('users', { id: id(), email: text().notNull().unique(), ...timestamps() })
const items = pgTable('items', { id: id(), ${items} })
export default defineBackend({
  name: 'shop', schema: { users, items }, auth: { users, roles: { admin: ['*'] } },
  tenancy: { plans: { free: { rows: { items: 3 } }, pro: {} } }, modules: [],
})
`

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'plinth-tenants-'))
  mkdirSync(join(place, 'node_modules'))
  symlinkSync(packageRoot, join(place, 'node_modules', 'plinth'))
  writeFileSync(join(place, 'package.json'), '{ "type": "module" }')
})
afterAll(() => rmSync(place, { recursive: true, force: true }))

async function plinth(...words: readonly string[]) {
  const env = { PATH: process.env.PATH, NO_COLOR: '1' }
  const child = spawn(process.execPath, [...command, ...words], { cwd: place, env })
  const [out, error, [code]] = await Promise.all([read(child.stdout), read(child.stderr), once(child, 'close')])
  return { out, error, code: Number(code) }
}

it('8.4.1 is refused a migration of a table without a tenant, with the line to write', async () => {
  writeFileSync(join(place, 'backend.ts'), backend('name: text()'))
  const { error, code } = await plinth('migrate', 'new', 'initial')
  expect(code).toBe(1)
  expect(error).toContain('items: tenantId: tenantId()  // no tenant; or tenancy: { global: [schema.items] }')
})

it('makes tenants, lists them, and gives them plans and domains', async () => {
  writeFileSync(join(place, 'backend.ts'), backend('tenantId: tenantId()'))
  expect((await plinth('migrate', 'new', 'initial')).code).toBe(0)
  expect((await plinth('tenants', 'create', 'acme', '--name', 'Acme Inc')).out).toMatch(/^made acme [0-9a-f-]{36}$/m)
  expect((await plinth('tenants', 'plan', 'acme', 'pro')).out).toContain('gave acme the plan pro')
  expect((await plinth('tenants', 'list')).out).toMatch(/^acme {2}[0-9a-f-]{36} {2}0 members {2}pro {2}Acme Inc$/m)
  expect((await plinth('tenants', 'domain', 'add', 'acme', 'shop.example.org')).out).toMatch(
    /^_plinth\.shop\.example\.org plinth-[\w-]{32}$/m,
  )
  expect((await plinth('tenants', 'domain', 'list', 'acme')).out).toMatch(/^shop\.example\.org plinth-/m)
}, 60_000)

it.each([
  [['tenants', 'plan', 'acme', 'gold'], 'There is no plan gold.'],
  [['tenants', 'plan', 'nobody', 'pro'], 'There is no tenant nobody.'],
  [['tenants', 'create', 'acme'], 'already'],
  [['tenants', 'create', 'A b'], 'A slug has'],
  [['tenants', 'create'], 'Say `plinth tenants list`'],
  [['tenants', 'domain', 'add', 'acme'], 'Name the domain'],
])('says what is wrong with %j', async (words, said) => {
  const { error, code } = await plinth(...words)
  expect(code).toBe(1)
  expect(error).toContain(said)
})
