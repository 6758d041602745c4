import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signedIn } from '../../access/index.ts'
import { newMigration } from '../../data/migrations/index.ts'
import { id, pgTable, text, timestamps } from '../../data/schema/index.ts'
import { type TestDatabase, withDatabase } from '../../data/testing.ts'
import { module } from '../../modules/index.ts'
import { resource } from '../../resources/index.ts'
import { type TestApp, testApp } from '../../testing/index.ts'
import { defineBackend } from '../index.ts'

const users = pgTable('users', { id: id(), email: text().notNull().unique(), ...timestamps() })
const notes = pgTable('notes', { id: id(), label: text().notNull() })
const schema = { users, notes }
const backend = defineBackend({
  name: 'cookies',
  schema,
  auth: { users, cookie: true },
  modules: [
    module('notes', { tables: [notes], resources: [resource(notes, { allow: { read: signedIn, write: signedIn } })] }),
  ],
})

const directory = mkdtempSync(join(tmpdir(), 'plinth-cookies-'))
const person = { email: 'ada@example.com', password: 'correct horse' }

let place: TestDatabase
let app: TestApp
/** What a browser would send back. */
let jar: Map<string, string>
/** Every Set-Cookie of the suite. */
const seen: string[] = []

beforeAll(async () => {
  await newMigration({ folder: join(directory, 'migrations'), schema })
  place = await withDatabase()
  app = await testApp(backend, {
    directory,
    server: { logins: place, shown: place.name, embedded: true },
    env: { ALLOWED_ORIGINS: 'https://shop.example.com' },
  })
  await post('/api/auth/register', person, {}, new Map())
})
afterAll(async () => {
  await app?.stop()
  await place?.stop()
  rmSync(directory, { recursive: true, force: true })
})
beforeEach(async () => {
  jar = new Map()
  await post('/api/auth/login', person)
})

async function send(
  method: string,
  path: string,
  sent: { body?: unknown; headers?: Record<string, string>; jar?: Map<string, string> },
) {
  const cookies = sent.jar ?? jar
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { ...(cookie === '' ? {} : { cookie }), 'content-type': 'application/json', ...sent.headers }
  const body =
    sent.body === undefined ? {} : { body: typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body) }
  const response = await app.app.fetch(new Request(`http://localhost${path}`, { method, headers, ...body }))
  for (const text of response.headers.getSetCookie()) {
    seen.push(text)
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? []
    if (value === '') cookies.delete(name)
    else cookies.set(name, value)
  }
  return { status: response.status, text: await response.text(), set: response.headers.getSetCookie() }
}
const post = (path: string, body: unknown, headers: Record<string, string> = {}, cookies = jar) =>
  send('POST', path, { body, headers, jar: cookies })
const csrf = () => ({ 'x-csrf-token': jar.get('__Host-csrf') ?? '' })
const note = { label: 'x' }
const count = async () => (await place.asOwner('select 1 from notes')).length

describe('3.5.1 a request that cookies sign in', () => {
  const refusals: Record<string, () => Record<string, string>> = {
    'without the token': () => ({}),
    'with an empty token': () => ({ 'x-csrf-token': '' }),
    'with another token': () => ({ 'x-csrf-token': 'A'.repeat(43) }),
    'from a foreign page that has the token': () => ({ ...csrf(), origin: 'https://evil.test' }),
    'from a page whose host only ends like ours': () => ({ ...csrf(), origin: 'https://evil-localhost' }),
    'from a page without an origin': () => ({ ...csrf(), origin: 'null' }),
  }
  it.each(Object.keys(refusals))('is refused %s', async name => {
    const before = await count()
    const answer = await post('/api/notes', note, refusals[name]?.())
    expect([answer.status, answer.text]).toEqual([403, expect.stringMatching(/AUTH_CSRF_REFUSED|ORIGIN_REFUSED/)])
    expect(await count()).toBe(before)
  })

  it('is refused as a form, whatever else it carries', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const { status } = await send('POST', '/api/notes', {
        body: '{"label":"x"}',
        headers: { ...csrf(), 'content-type': type },
      })
      expect(status, type).toBeGreaterThanOrEqual(400)
    }
  })

  it('is refused with the token of another session of the same user', async () => {
    const old = csrf()
    await post('/api/auth/login', person)
    expect((await post('/api/notes', note, old)).status).toBe(403)
  })

  it('is refused without the token too where the refresh cookie alone counts', async () => {
    for (const path of ['/api/auth/refresh', '/api/auth/logout']) expect((await post(path, {})).status).toBe(403)
    expect((await send('GET', '/api/notes', {})).status).toBe(200)
  })

  it('signs nobody in from a foreign page', async () => {
    const { status, set } = await post('/api/auth/login', person, { origin: 'https://evil.test' }, new Map())
    expect([status, set]).toEqual([403, []])
  })

  it('is served with the token, from this host, from an allowed page, and from what is no page', async () => {
    for (const origin of [{}, { origin: 'http://localhost' }, { origin: 'https://shop.example.com' }]) {
      expect((await post('/api/notes', note, { ...csrf(), ...origin })).status).toBe(201)
    }
  })

  it('is served without the token where the browser says that a page of this origin asks', async () => {
    const site = (name: string) => ({ 'sec-fetch-site': name })
    expect((await post('/api/notes', note, site('same-origin'))).status).toBe(201)
    // A development server passes it on under another host.
    expect((await post('/api/notes', note, { ...site('same-origin'), origin: 'http://localhost:5173' })).status).toBe(
      201,
    )
    for (const name of ['same-site', 'cross-site', 'none', 'SAME-ORIGIN'])
      expect((await post('/api/notes', note, site(name))).status, name).toBe(403)
    expect((await post('/api/auth/logout', {}, site('same-origin'))).status).toBe(204)
  })

  it('only reads without the token', async () => {
    expect((await send('GET', '/api/notes', {})).status).toBe(200)
  })
})

describe('3.3.4 tokens in cookies', () => {
  it('stand in no body', async () => {
    const answers = [
      await post('/api/auth/login', person),
      await post('/api/auth/refresh', {}, csrf()),
      await send('GET', '/api/auth/me', {}),
    ]
    const secrets = ['__Host-access', '__Host-refresh', '__Host-device'].map(name => jar.get(name) ?? name)
    for (const { status, text } of answers) {
      expect(status).toBe(200)
      for (const secret of secrets) expect(text).not.toContain(secret)
    }
  })

  it('10.4.5 give the successor of a refresh token to its own device alone', async () => {
    const before = new Map(jar)
    await post('/api/auth/refresh', {}, csrf())
    const thief = new Map([['__Host-refresh', before.get('__Host-refresh') ?? '']])
    expect((await post('/api/auth/refresh', {}, csrf(), thief)).status).toBe(401)
    expect((await post('/api/auth/refresh', {}, csrf())).status).toBe(401)
  })

  it('are renewed by a second tab without a logout', async () => {
    const tab = new Map(jar)
    await post('/api/auth/refresh', {}, csrf())
    expect((await post('/api/auth/refresh', {}, csrf(), tab)).status).toBe(200)
    expect(tab.get('__Host-refresh')).toBe(jar.get('__Host-refresh'))
  })

  it('7.4.1 go with the logout', async () => {
    const before = new Map(jar)
    expect((await post('/api/auth/logout', {}, csrf())).status).toBe(204)
    expect([...jar.keys()]).toEqual(['__Host-device'])
    expect((await send('GET', '/api/notes', { jar: before })).status).toBe(401)
  })

  it('3.3.1 and 3.3.2 are Secure, of this host alone, SameSite, and out of reach of scripts but for one', () => {
    expect(seen.length).toBeGreaterThan(10)
    for (const text of seen) {
      expect(text).toMatch(/^__Host-(access|refresh|csrf|device)=[\w.-]*; Path=\/; Secure;/)
      expect(text).toMatch(/; SameSite=(Lax|Strict)/)
      expect(text.includes('; HttpOnly')).toBe(!text.startsWith('__Host-csrf='))
      expect(text).not.toMatch(/domain/i)
    }
  })
})
