import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signedIn } from '../../../access/index.ts'
import { newMigration } from '../../../data/migrations/index.ts'
import { id, pgTable, text, timestamps } from '../../../data/schema/index.ts'
import { type TestDatabase, withDatabase } from '../../../data/testing.ts'
import { module } from '../../../modules/index.ts'
import { resource } from '../../../resources/index.ts'
import { type TestApp, testApp } from '../../../testing/index.ts'
import { defineBackend } from '../../index.ts'
import { signInAt, startProvider, type TestProvider } from './provider.ts'

const users = pgTable('users', { id: id(), email: text().notNull().unique(), name: text(), ...timestamps() })
const notes = pgTable('notes', { id: id(), label: text().notNull() })
const schema = { users, notes }
const directory = mkdtempSync(join(tmpdir(), 'plinth-oidc-'))
const site = 'http://127.0.0.1:18999'
const back = `${site}/api/auth/oidc/corp/callback`
const password = 'correct horse battery'

let place: TestDatabase
let provider: TestProvider
let app: TestApp
let trusting: TestApp
/** Keys of an outside issuer of access tokens. */
const outside = { issuer: 'https://outside.test', audience: 'notes' }
let keys: Awaited<ReturnType<typeof generateKeyPair>>
const published = createServer(async (_request, response) => {
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256' }
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }))
})

beforeAll(async () => {
  keys = await generateKeyPair('ES256')
  await new Promise<void>(resolve => published.listen(0, '127.0.0.1', resolve))
  const jwks = `http://127.0.0.1:${(published.address() as AddressInfo).port}/jwks`
  provider = await startProvider(back)
  await newMigration({ folder: join(directory, 'migrations'), schema })
  place = await withDatabase()
  const server = { logins: place, shown: place.name, embedded: true }
  const open = (linkByEmail: boolean): Promise<TestApp> => {
    const corp = { issuer: provider.issuer, clientId: 'app', clientSecret: 'app-secret', linkByEmail }
    const backend = defineBackend({
      name: 'oidc',
      schema,
      auth: { users, oidc: { corp }, issuers: [{ ...outside, jwks, create: true }] },
      modules: [module('notes', { tables: [notes], resources: [resource(notes, { allow: { read: signedIn } })] })],
    })
    return testApp(backend, { directory, server, env: { PUBLIC_URL: site } })
  }
  app = await open(false)
  trusting = await open(true)
})
afterAll(async () => {
  published.close()
  await trusting?.stop()
  await app?.stop()
  await provider?.stop()
  await place?.stop()
  rmSync(directory, { recursive: true, force: true })
})
beforeEach(() => place.asOwner('truncate users, plinth.credentials, plinth.identities, plinth.sessions'))
afterEach(() => {
  provider.tamper = undefined
})

/** Asks the app without following redirects. */
async function ask(on: TestApp, path: string, cookie = '') {
  const response = await on.app.fetch(new Request(`http://localhost${path}`, { headers: { cookie } }))
  const cookies = response.headers.getSetCookie().map(text => text.split(';')[0] ?? '')
  return {
    status: response.status,
    location: response.headers.get('location') ?? '',
    cookie: cookies.join('; '),
    text: await response.text(),
  }
}

/** Begins at the app, signs in at the provider, and gives the callback and the browser's cookie. */
async function begin(login = 'bob', on = app, next = '/cart') {
  const { location, cookie } = await ask(on, `/api/auth/oidc/corp?next=${encodeURIComponent(next)}`)
  const callback = await signInAt(location, login, back)
  return { callback: callback.slice(site.length), cookie }
}

async function signIn(login = 'bob', on = app) {
  const { callback, cookie } = await begin(login, on)
  return ask(on, callback, cookie)
}

const fragment = ({ location }: { location: string }) => new URL(location).hash

describe('10.2.1 a callback', () => {
  it('is refused without the cookie of the browser that began, and with that of another', async () => {
    const [one, other] = [await begin(), await begin('alice')]
    expect((await ask(app, one.callback)).status).toBe(401)
    expect((await ask(app, other.callback, one.cookie)).status).toBe(401)
  })

  it('is refused without a state, with a foreign one, and a second time', async () => {
    const { callback, cookie } = await begin()
    const url = new URL(callback, site)
    for (const state of [null, '', 'A'.repeat(43)]) {
      const changed = new URL(url)
      if (state === null) changed.searchParams.delete('state')
      else changed.searchParams.set('state', state)
      expect((await ask(app, changed.pathname + changed.search, cookie)).status).toBe(401)
    }
    expect((await ask(app, callback, cookie)).status).toBe(302)
    expect((await ask(app, callback, cookie)).status).toBe(401)
  })

  it('10.5.1 gets nowhere with the code of another login: PKCE and nonce belong to one', async () => {
    const [one, other] = [await begin(), await begin('alice')]
    const mixed = new URL(one.callback, site)
    mixed.searchParams.set('code', new URL(other.callback, site).searchParams.get('code') ?? '')
    expect(fragment(await ask(app, mixed.pathname + mixed.search, one.cookie))).toBe('#error=AUTH_IDENTITY_REFUSED')
  })

  it('tells the page when the person said no', async () => {
    const { callback, cookie } = await begin()
    const url = new URL(callback, site)
    url.searchParams.delete('code')
    url.searchParams.set('error', 'access_denied')
    expect(fragment(await ask(app, url.pathname + url.search, cookie))).toBe('#error=AUTH_IDENTITY_REFUSED')
  })
})

describe('6.8.2 an ID token', () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const lies: Readonly<Record<string, (token: string) => string | Promise<string>>> = {
    'whose payload was changed': token => {
      const [header, , signature] = token.split('.')
      return `${header}.${encode({ ...decodeJwt(token), sub: 'alice' })}.${signature}`
    },
    'without a signature': token => new UnsecuredJWT(decodeJwt(token)).encode(),
    'that says alg none and keeps a signature': token => {
      const [, payload, signature] = token.split('.')
      return `${encode({ alg: 'none' })}.${payload}.${signature}`
    },
    'that somebody else has signed': async token => {
      const { privateKey } = await generateKeyPair('RS256')
      return new SignJWT(decodeJwt(token))
        .setProtectedHeader({ ...decodeProtectedHeader(token), alg: 'RS256' })
        .sign(privateKey)
    },
    'of another login': token => {
      const [header, , signature] = token.split('.')
      return `${header}.${encode({ ...decodeJwt(token), nonce: 'another' })}.${signature}`
    },
  }
  it.each(Object.keys(lies))('%s opens nothing', async name => {
    provider.tamper = lies[name]
    expect(fragment(await signIn())).toBe('#error=AUTH_IDENTITY_REFUSED')
    expect(await place.asOwner('select 1 from users')).toEqual([])
  })

  it('is checked against keys of the provider: they were asked for', async () => {
    provider.asked.length = 0
    expect(fragment(await signIn())).toMatch(/^#ticket=/)
    expect(provider.asked.join()).toContain('POST /token')
  })
})

describe('3.7.2 the page that follows', () => {
  it.each([
    '//evil.test',
    '/\\evil.test',
    'https://evil.test',
    'https:evil.test',
    '%2f%2fevil.test',
    'javascript:alert(1)',
    '/a\r\nb',
    '/\tb',
    '',
  ])('is not %j', async next => {
    const { status, location } = await ask(app, `/api/auth/oidc/corp?next=${encodeURIComponent(next)}`)
    expect([status, location]).toEqual([400, ''])
  })
})

describe('an account', () => {
  it('is not opened for an address that the provider has not verified', async () => {
    expect(fragment(await signIn('mallory'))).toBe('#error=AUTH_IDENTITY_REFUSED')
    expect(fragment(await signIn('mallory', trusting))).toBe('#error=AUTH_IDENTITY_REFUSED')
  })

  it('with the address is not taken over, unless the provider is trusted with addresses', async () => {
    await app.post('/api/auth/register', { email: 'alice@corp.test', password })
    expect(fragment(await signIn('alice'))).toBe('#error=AUTH_IDENTITY_REFUSED')
    expect(fragment(await signIn('mallory', trusting))).toBe('#error=AUTH_IDENTITY_REFUSED')
    expect(fragment(await signIn('alice', trusting))).toMatch(/^#ticket=/)
    expect(await place.asOwner('select 1 from users')).toHaveLength(1)
    expect(fragment(await signIn('alice'))).toMatch(/^#ticket=/)
  })

  it('is opened once, found again, and signed in to by a ticket that is good once', async () => {
    const first = await signIn()
    expect(first.location).toMatch(/^http:\/\/127\.0\.0\.1:18999\/cart#ticket=[\w-]{43}$/)
    const ticket = fragment(first).slice('#ticket='.length)
    const { status, body } = await app.post('/api/auth/login/ticket', { ticket })
    expect([status, body]).toMatchObject([200, { data: { user: { email: 'bob@corp.test', name: 'Bob' } } }])
    expect((await app.post('/api/auth/login/ticket', { ticket })).status).toBe(401)
    const { accessToken } = (body as { data: { accessToken: string } }).data
    expect((await app.as(accessToken).get('/api/notes')).status).toBe(200)
    await signIn()
    expect(await place.asOwner('select 1 from users')).toHaveLength(1)
    expect((await app.post('/api/auth/login', { email: 'bob@corp.test', password })).status).toBe(401)
  })

  it('of a disabled user stays shut', async () => {
    await signIn()
    const [bob] = await place.asOwner<{ id: string }>('select id from users')
    await app.app.auth?.users.disable(bob?.id ?? '', true)
    expect(fragment(await signIn())).toBe('#error=AUTH_IDENTITY_REFUSED')
  })
})

it('does not know a provider that nobody declared', async () => {
  expect((await ask(app, '/api/auth/oidc/nobody')).status).toBe(404)
})

describe('9.2.3 a token of an outside issuer', () => {
  const token = (claims: object = {}, header: object = {}, key = keys.privateKey) =>
    new SignJWT({ email: 'carol@outside.test', email_verified: true, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'one', ...header })
      .setIssuedAt()
      .setSubject('carol')
      .setIssuer(outside.issuer)
      .setAudience(outside.audience)
      .setExpirationTime('5m')
      .sign(key)
  const status = async (text: string) => (await app.as(text).get('/api/notes')).status

  it('is refused for another audience or issuer, unverified, expired, or when it is an ID token', async () => {
    const bad = await Promise.all([
      // The first character of the signature: the last one ends in bits that decoders ignore.
      token().then(text =>
        text.replace(/\.[^.]([^.]+)$/, (whole, rest) => (whole[1] === 'A' ? `.B${rest}` : `.A${rest}`)),
      ),
      new SignJWT({ email: 'c@x.test', email_verified: true })
        .setProtectedHeader({ alg: 'ES256', kid: 'one' })
        .setSubject('carol')
        .setIssuedAt()
        .setIssuer(outside.issuer)
        .setAudience('others')
        .setExpirationTime('5m')
        .sign(keys.privateKey),
      new SignJWT({ email: 'c@x.test', email_verified: true })
        .setProtectedHeader({ alg: 'ES256', kid: 'one' })
        .setSubject('carol')
        .setIssuedAt()
        .setIssuer('https://evil.test')
        .setAudience(outside.audience)
        .setExpirationTime('5m')
        .sign(keys.privateKey),
      new SignJWT({ email: 'c@x.test', email_verified: true })
        .setProtectedHeader({ alg: 'ES256', kid: 'one' })
        .setSubject('carol')
        .setIssuedAt()
        .setIssuer(outside.issuer)
        .setAudience(outside.audience)
        .setExpirationTime(1)
        .sign(keys.privateKey),
      token({ nonce: 'n' }),
      token({}, {}, (await generateKeyPair('ES256')).privateKey),
      token({ email_verified: false }),
    ])
    for (const text of bad) expect(await status(text)).toBe(401)
    expect(await place.asOwner('select 1 from users')).toEqual([])
  })

  it('asks as its user, who is made once', async () => {
    expect(await Promise.all([token(), token()].map(async each => status(await each)))).toEqual([200, 200])
    expect(await place.asOwner('select email from users')).toEqual([{ email: 'carol@outside.test' }])
  })
})
