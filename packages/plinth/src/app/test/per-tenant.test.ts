import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newMigration } from '../../data/migrations/index.ts'
import { id, pgTable, tenantId, text, timestamps, unique } from '../../data/schema/index.ts'
import { type TestDatabase, withDatabase } from '../../data/testing.ts'
import { type TestApp, testApp } from '../../testing/index.ts'
import { type Backend, type BackendOptions, defineBackend } from '../index.ts'

const users = pgTable(
  'users',
  { id: id(), tenantId: tenantId(), email: text().notNull(), name: text(), role: text(), ...timestamps() },
  t => [unique().on(t.tenantId, t.email)],
)
const schema = { users }
const backendOf = (more: Partial<BackendOptions> = {}): Backend =>
  defineBackend({
    name: 'houses',
    schema,
    tenancy: { users: 'perTenant' },
    auth: { users, verify: 'later', roles: { admin: ['*'] } },
    modules: [],
    ...more,
  })

const directory = mkdtempSync(join(tmpdir(), 'plinth-per-tenant-'))
const mails = join(directory, 'mail')
const [password, other] = ['correct horse battery', 'another horse battery']

let place: TestDatabase
let app: TestApp
let email: string
let people = 0
const ids: Record<string, string> = {}

beforeAll(async () => {
  await newMigration({ folder: join(directory, 'migrations'), schema })
  place = await withDatabase()
  const server = { logins: place, shown: place.name, embedded: true }
  const env = { MAIL_URL: pathToFileURL(mails).href, PUBLIC_URL: 'https://shop.example.com' }
  app = await testApp(backendOf(), { directory, server, env })
  for (const slug of ['acme', 'zeta'])
    ids[slug] = (await app.app.tenants?.registry.create({ slug, name: slug }))?.id ?? ''
})
afterAll(async () => {
  await app?.stop()
  await place?.stop()
  rmSync(directory, { recursive: true, force: true })
})
beforeEach(() => {
  email = `ada${++people}@example.com`
})

interface Signed {
  readonly user: { readonly id: string }
  readonly accessToken: string
  readonly refreshToken: string
}
const dataOf = (answer: { body: unknown }) => (answer.body as { data: Signed }).data
const at = (tenant: string) => ({ 'x-tenant-id': tenant })
const register = (tenant: string, word = password) =>
  app.post('/api/auth/register', { email, password: word }, at(tenant))
const login = (tenant: string, word = password) => app.post('/api/auth/login', { email, password: word }, at(tenant))
const code = (answer: { body: unknown }) => (answer.body as { code: string }).code

/** Links of the mails to an address, in order. */
function links(to: string): URL[] {
  const names = readdirSync(mails)
    .filter(name => /^\d.*\.eml$/.test(name))
    .toSorted()
  const texts = names.map(name => readFileSync(join(mails, name), 'utf8')).filter(mail => mail.includes(`To: <${to}>`))
  return texts.flatMap(mail => {
    const plain = Buffer.from(mail.split('\r\n\r\n')[1] ?? '', 'base64').toString()
    return (plain.match(/https:\/\/\S+/g) ?? []).map(link => new URL(link))
  })
}

/** The person of that address in both tenants, with two passwords. */
async function both() {
  return { acme: dataOf(await register('acme')), zeta: dataOf(await register('zeta', other)) }
}

describe('8.4.1 the same address in two tenants', () => {
  it('is two people, with a password each', async () => {
    const { acme, zeta } = await both()
    expect(acme.user.id).not.toBe(zeta.user.id)
    expect(dataOf(await login('acme')).user.id).toBe(acme.user.id)
    expect(dataOf(await login(ids.zeta ?? '', other)).user.id).toBe(zeta.user.id)
    expect((await login('zeta')).status).toBe(401)
    expect((await login('acme', other)).status).toBe(401)
  })

  it('is taken in its own alone, in whichever case', async () => {
    await register('acme')
    email = email.toUpperCase()
    expect(code(await register('acme'))).toBe('AUTH_TAKEN')
    expect((await register('zeta')).status).toBe(201)
  })

  it('has tokens that are good in their own tenant', async () => {
    const { acme } = await both()
    const me = (headers = {}) => app.as(acme.accessToken).get('/api/auth/me', headers)
    expect((await me()).body).toMatchObject({ data: { id: acme.user.id } })
    expect(code(await me(at('zeta')))).toBe('TENANT_MISMATCH')
    const renewed = dataOf(await app.post('/api/auth/refresh', { refreshToken: acme.refreshToken }, at('zeta')))
    expect((await app.as(renewed.accessToken).get('/api/auth/me')).body).toMatchObject({ data: { id: acme.user.id } })
    expect(code(await app.as(renewed.accessToken).get('/api/auth/me', at('zeta')))).toBe('TENANT_MISMATCH')
  })

  it('has API keys that are good in their own tenant', async () => {
    const { acme } = await both()
    const made = await app.as(acme.accessToken).post('/api/auth/keys', { name: 'ci', scopes: ['papers:read'] })
    const key = (made.body as { data?: { key: string } }).data?.key ?? ''
    const asKey = (headers = {}) => app.get('/api/auth/sessions', { 'x-api-key': key, ...headers })
    expect([made.status, (await asKey()).status]).toEqual([201, 403])
    expect(code(await asKey(at('zeta')))).toBe('TENANT_MISMATCH')
  })

  it('6.4.1 has links that set the password of one of them, in their tenant', async () => {
    const { acme, zeta } = await both()
    await app.post('/api/auth/forgot', { email }, at('acme'))
    await expect.poll(() => links(email).filter(link => link.pathname === '/reset-password')).toHaveLength(1)
    const [link] = links(email).filter(each => each.pathname === '/reset-password')
    const given = new URLSearchParams(link?.hash.slice(1))
    expect(given.get('tenant')).toBe(ids.acme)
    const reset = (tenant: string) =>
      app.post('/api/auth/reset', { ticket: given.get('ticket'), password: 'a third horse battery' }, at(tenant))
    expect(code(await reset('zeta'))).toBe('AUTH_TICKET_INVALID')
    expect((await reset('acme')).status).toBeLessThan(300)
    expect(dataOf(await login('acme', 'a third horse battery')).user.id).toBe(acme.user.id)
    expect(dataOf(await login('zeta', other)).user.id).toBe(zeta.user.id)
  })

  it('confirms its address in its own tenant', async () => {
    await both()
    await expect.poll(() => links(email)).toHaveLength(2)
    const mine = links(email).find(link => link.hash.endsWith(`tenant=${ids.acme}`))
    const token = new URLSearchParams(mine?.hash.slice(1)).get('ticket')
    const verify = (tenant: string) => app.post('/api/auth/verify', { ticket: token }, at(tenant))
    expect(code(await verify('zeta'))).toBe('AUTH_TICKET_INVALID')
    expect((await verify('acme')).status).toBeLessThan(300)
  })

  it('6.3.1 is delayed in the tenant where somebody guesses, and not in the other', async () => {
    for (let n = 0; n < 8; n += 1) await login('acme', `wrong ${n} horse battery`)
    expect(code(await login('acme'))).toBe('AUTH_DELAYED')
    expect(code(await login('zeta'))).toBe('AUTH_WRONG_CREDENTIALS')
  })

  it('is deleted in one, and stays in the other', async () => {
    const { acme, zeta } = await both()
    expect((await app.as(acme.accessToken).delete('/api/auth/me', { password })).status).toBeLessThan(300)
    expect((await login('acme')).status).toBe(401)
    expect(dataOf(await login('zeta', other)).user.id).toBe(zeta.user.id)
    expect(await place.asOwner('select tenant_id from users where email = $1', [email])).toEqual([
      { tenant_id: ids.zeta },
    ])
  })
})

describe('people of tenants', () => {
  it.each(['login', 'register', 'forgot'])('say at %s which tenant they mean, or are asked', async name => {
    const body = name === 'forgot' ? { email } : { email, password }
    const answer = await app.post(`/api/auth/${name}`, body)
    expect([answer.status, code(answer)]).toEqual([400, 'TENANT_NEEDED'])
    const nowhere = await app.post(`/api/auth/${name}`, body, at('none'))
    expect([nowhere.status, code(nowhere)]).toEqual([403, 'TENANT_FORBIDDEN'])
  })

  it('are members of theirs, and make, enter and are invited to no other', async () => {
    const { accessToken } = dataOf(await register('acme'))
    const me = app.as(accessToken)
    expect((await me.get('/api/tenants')).body).toMatchObject({ data: [{ slug: 'acme' }] })
    for (const path of ['/tenants', '/auth/switch', '/invitations/accept'])
      expect([404, 405], path).toContain((await me.post(`/api${path}`, {})).status)
  })

  it('are made, found and shut out by an operator in the tenant that is named', async () => {
    const people = app.app.auth?.users
    await people?.create({ email, password, role: 'admin' }, ids.acme)
    await people?.create({ email, password: other, tenantId: ids.zeta })
    await expect(people?.create({ email, password })).rejects.toMatchObject({ code: 'TENANT_NEEDED' })
    await expect(people?.create({ email, password }, crypto.randomUUID())).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const found = await people?.find(email, ids.acme)
    await people?.disable(found?.id ?? '', true)
    expect([(await login('acme')).status, (await login('zeta', other)).status]).toEqual([401, 200])
    expect(await people?.find(email, crypto.randomUUID())).toBeUndefined()
  })
})

it('8.4.1 a verified domain names its tenant, one that is not names none', async () => {
  await place.asOwner(
    `insert into plinth.domains (tenant_id, domain, token, verified_at)
      values ($1, 'shop.acme.test', 'x', now()), ($2, 'shop.zeta.test', 'x', null)`,
    [ids.acme, ids.zeta],
  )
  const server = { logins: place, shown: place.name, embedded: true }
  const byDomain = await testApp(backendOf({ tenancy: { users: 'perTenant', from: ['domain'] } }), {
    directory,
    server,
  })
  try {
    await both()
    const signIn = async (host: string, word: string) => {
      const body = JSON.stringify({ email, password: word })
      const request = { method: 'POST', headers: { 'content-type': 'application/json', ...at('zeta') }, body }
      return (await byDomain.app.fetch(new Request(`http://${host}/api/auth/login`, request))).status
    }
    expect(await signIn('shop.acme.test', password)).toBe(200)
    expect(await signIn('shop.acme.test', other)).toBe(401)
    expect(await signIn('shop.zeta.test', other)).toBe(400)
  } finally {
    await byDomain.stop()
  }
})

describe('a backend is refused', () => {
  const plain = pgTable('users', { id: id(), email: text().notNull().unique() })
  const boot = (backend: Backend) =>
    testApp(backend, { directory, server: { logins: place, shown: place.name, embedded: true } })
  const provider = { issuer: 'https://id.example.com', clientId: 'a', clientSecret: 'b' }
  it.each([
    ['whose users have no tenant', backendOf({ schema: { users: plain }, auth: { users: plain } }), 'AUTH_USERS_UNFIT'],
    ['whose users have one, and are global', backendOf({ tenancy: {} }), 'AUTH_USERS_UNFIT'],
    ['that takes people from outside', backendOf({ auth: { users, oidc: { id: provider } } }), 'AUTH_OPTION_UNFIT'],
    [
      'where nobody could name the tenant',
      backendOf({ tenancy: { users: 'perTenant', from: ['token'] } }),
      'TENANCY_UNFIT',
    ],
  ])('%s', async (_, backend, expected) => {
    await expect(boot(backend)).rejects.toMatchObject({ code: expected })
  })
})
