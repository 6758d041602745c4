import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { newMigration } from '../../data/migrations/index.ts'
import { id, pgTable, text, timestamps } from '../../data/schema/index.ts'
import { type TestDatabase, withDatabase } from '../../data/testing.ts'
import { defineBackend, module, resource, signedIn } from '../../index.ts'
import { type TestApp, testApp } from '../../testing/index.ts'

const users = pgTable('users', { id: id(), email: text().notNull().unique(), ...timestamps() })
const notes = pgTable('notes', { id: id(), text: text().notNull(), ...timestamps() })
const backend = defineBackend({
  name: 'instances',
  schema: { users, notes },
  auth: { users },
  modules: [
    module('notes', { tables: [notes], resources: [resource(notes, { allow: { read: signedIn, write: signedIn } })] }),
  ],
})

interface Pair {
  readonly accessToken: string
  readonly refreshToken: string
}

const directory = mkdtempSync(join(tmpdir(), 'plinth-instances-'))
const credentials = { email: 'ada@example.com', password: 'correct horse battery' }
let place: TestDatabase
let apps: readonly [TestApp, TestApp]

beforeAll(async () => {
  await newMigration({ folder: join(directory, 'migrations'), schema: backend.schema })
  place = await withDatabase()
  const env = { AUTH_SECRET: 'one secret that both instances have been given' }
  const server = { logins: place, shown: place.name, embedded: false }
  const first = await testApp(backend, { directory, env, server })
  apps = [first, await testApp(backend, { directory, env, server })]
  await first.post('/api/auth/register', credentials)
})
afterAll(async () => {
  await Promise.all((apps ?? []).map(app => app.stop()))
  await place?.stop()
  rmSync(directory, { recursive: true, force: true })
})

let pair: Pair
const pairOf = ({ body }: { readonly body: unknown }): Pair => (body as { data: Pair }).data
const read = async (app: TestApp, token: string) => (await app.as(token).get('/api/notes')).status
beforeEach(async () => {
  pair = pairOf(await apps[0].post('/api/auth/login', credentials))
  expect(await Promise.all(apps.map(app => read(app, pair.accessToken)))).toEqual([200, 200])
})

/** Milliseconds until an instance refuses the token. */
async function refusedAfter(app: TestApp, token: string): Promise<number> {
  const began = performance.now()
  await vi.waitFor(async () => expect(await read(app, token)).toBe(401), { timeout: 3_000, interval: 20 })
  return performance.now() - began
}

describe('two instances on one database', () => {
  it('7.4.1 refuse within a second what ended at the other one', async () => {
    await apps[0].as(pair.accessToken).post('/api/auth/logout', {})
    expect(await refusedAfter(apps[1], pair.accessToken)).toBeLessThan(1_000)
  })

  it('give a hundred refreshes at once one successor, and log nobody out', async () => {
    const ask = (at: number) =>
      apps[at % 2 === 0 ? 0 : 1].post('/api/auth/refresh', { refreshToken: pair.refreshToken })
    const answers = await Promise.all(Array.from({ length: 100 }, (_, at) => ask(at)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const next = new Set(answers.map(answer => pairOf(answer).refreshToken))
    expect(next.size).toBe(1)
    const [successor = ''] = next
    expect((await apps[1].post('/api/auth/refresh', { refreshToken: successor })).status).toBe(200)
  })

  it('end the whole family everywhere within a second when an old token comes back after its time', async () => {
    const next = pairOf(await apps[0].post('/api/auth/refresh', { refreshToken: pair.refreshToken }))
    expect(await read(apps[0], next.accessToken)).toBe(200)
    await place.asOwner(
      `update plinth.sessions set rotated_at = array(select r - interval '11 seconds' from unnest(rotated_at) r)`,
    )
    expect((await apps[1].post('/api/auth/refresh', { refreshToken: pair.refreshToken })).status).toBe(401)
    expect(await refusedAfter(apps[0], next.accessToken)).toBeLessThan(1_000)
    expect((await apps[0].post('/api/auth/refresh', { refreshToken: next.refreshToken })).status).toBe(401)
  })
})
