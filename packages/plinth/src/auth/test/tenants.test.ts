import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resolveTenancy, Tenancy } from '../../tenancy/index.ts'
import { ask, askSession, codeOf, makeAuth, makeDatabase } from './backend.ts'
import { roles, users, usersSql } from './shop.ts'

let place: Awaited<ReturnType<typeof makeDatabase>>
let tenancy: Tenancy
let auth: ReturnType<typeof makeAuth>
let acme: string
let bolt: string
let ada: string

const config = resolveTenancy({ from: ['token', 'header', 'subdomain'], domain: 'example.com' })
const credentials = { email: 'ada@example.com', password: 'correct horse' }
const host = 'example.com'

beforeAll(async () => {
  place = await makeDatabase(usersSql)
})
afterAll(() => place.stop())
beforeEach(async () => {
  await place.asOwner('truncate users, plinth.credentials, plinth.sessions, plinth.tenants, plinth.memberships cascade')
  const { database } = place
  tenancy = new Tenancy(database, config)
  auth = makeAuth({ schema: { users }, options: { users, roles }, database, tenancy })
  acme = (await tenancy.createTenant({ slug: 'acme', name: 'Acme' })).id
  bolt = (await tenancy.createTenant({ slug: 'bolt', name: 'Bolt' })).id
  ada = (await auth.users.create({ ...credentials, name: 'Ada', role: 'customer' })).id
  await tenancy.addMember({ user: ada, tenant: bolt, role: 'manager' })
})

const login = (asking: { header?: string; host?: string } = {}) => askSession(auth, 'login', credentials, asking)
const tenantOf = async (token: string) => (await auth.identify(token, { host })).tenant

describe('login with tenants', () => {
  it('refuses a tenant that the user does not belong to, known or not, but only after the password', async () => {
    for (const header of ['acme', acme, 'nothing', 'not a name!']) {
      expect(await codeOf(login({ header })), header).toBe('TENANT_FORBIDDEN')
    }
    const wrong = ask(auth, 'login', { ...credentials, password: 'wrong' }, { header: 'acme' })
    expect(await codeOf(wrong)).toBe('AUTH_WRONG_CREDENTIALS')
    expect(await place.asOwner('select from plinth.sessions')).toHaveLength(0)
  })

  it('takes the only tenant, or the one that was made first', async () => {
    expect(await tenantOf((await login()).accessToken)).toBe(bolt)
    await tenancy.addMember({ user: ada, tenant: acme, role: 'admin' })
    for (const oldest of [acme, bolt]) {
      await place.asOwner(`update plinth.tenants set created_at = now() - (id = $1)::int * interval '1 day'`, [oldest])
      expect(await tenantOf((await login()).accessToken)).toBe(oldest)
    }
  })

  it('takes the tenant that a header or the subdomain names, by slug or id', async () => {
    await tenancy.addMember({ user: ada, tenant: acme, role: 'admin' })
    for (const asking of [{ header: 'bolt' }, { header: bolt }, { header: 'BOLT' }, { host: 'bolt.example.com' }]) {
      expect(await tenantOf((await login(asking)).accessToken)).toBe(bolt)
    }
  })

  it('signs in without a tenant who belongs to none', async () => {
    const body = { name: 'Bo', email: 'bo@example.com', password: 'correct horse' }
    const { accessToken } = await askSession(auth, 'register', body, { header: 'acme' })
    expect(await auth.identify(accessToken, { host })).toMatchObject({ tenant: null, roles: ['customer'] })
    expect(await codeOf(Promise.resolve().then(() => auth.identify(accessToken, { host, header: 'acme' })))).toBe(
      'TENANT_FORBIDDEN',
    )
  })

  it('gives the role of the membership, and no right of another tenant', async () => {
    await tenancy.addMember({ user: ada, tenant: acme, role: 'admin' })
    const [inAcme, inBolt] = [await login({ header: 'acme' }), await login({ header: 'bolt' })]
    expect((await auth.identify(inAcme.accessToken, { host })).permissions).toEqual(['*'])
    const actor = await auth.identify(inBolt.accessToken, { host })
    expect(actor).toMatchObject({ roles: ['manager'], permissions: ['products:*', 'orders:read'] })
  })
})

describe('a request with tenants', () => {
  it('stays in the tenant of its token, whatever else it names', async () => {
    const { accessToken: token } = await login()
    for (const time of ['first', 'again']) {
      for (const candidate of [{ host, header: 'acme' }, { host, header: acme }, { host: 'acme.example.com' }]) {
        const asked = Promise.resolve().then(() => auth.identify(token, candidate))
        expect(await codeOf(asked), time).toBe('TENANT_MISMATCH')
      }
      for (const candidate of [
        { host },
        { host, header: 'bolt' },
        { host, header: bolt },
        { host: 'bolt.example.com' },
      ]) {
        expect((await auth.identify(token, candidate)).tenant, time).toBe(bolt)
      }
    }
  })

  it('of nobody is in the tenant that it names, or in none', async () => {
    expect((await auth.identify(undefined, { host, header: 'acme' })).tenant).toBe(acme)
    expect((await auth.identify(undefined, { host: 'bolt.example.com' })).tenant).toBe(bolt)
    expect(await auth.identify(undefined, { host })).toMatchObject({ kind: 'nobody', tenant: null })
    expect(await codeOf(auth.identify(undefined, { host, header: 'nothing' }))).toBe('TENANT_FORBIDDEN')
    expect(await codeOf(auth.identify(undefined, { host, header: `acme' or '1'='1` }))).toBe('TENANT_FORBIDDEN')
  })

  it('names nobody and no tenant when tenancy is off', async () => {
    const plain = makeAuth({ schema: { users }, options: { users, roles }, database: place.database })
    expect(await plain.identify(undefined, { host, header: 'acme' })).toMatchObject({ tenant: null })
    const { accessToken } = await askSession(plain, 'login', credentials, { header: 'acme' })
    expect(await plain.identify(accessToken, { host, header: 'acme' })).toMatchObject({ tenant: null })
  })
})

describe('a session in a tenant', () => {
  it('stays there when it is refreshed, with the role of today', async () => {
    const { refreshToken } = await login()
    await tenancy.addMember({ user: ada, tenant: acme, role: 'admin' })
    await tenancy.addMember({ user: ada, tenant: bolt, role: 'customer' })
    const next = await askSession(auth, 'refresh', { refreshToken }, { header: 'acme' })
    expect(await auth.identify(next.accessToken, { host })).toMatchObject({ tenant: bolt, roles: ['customer'] })
  })

  it('ends with the membership', async () => {
    const { refreshToken, accessToken } = await login()
    await auth.identify(accessToken, { host })
    await place.asOwner('delete from plinth.memberships')
    expect(await codeOf(ask(auth, 'refresh', { refreshToken }))).toBe('AUTH_REFRESH_INVALID')
    expect(await codeOf(auth.identify(accessToken, { host }))).toBe('AUTH_TOKEN_INVALID')
  })
})

describe('tenants', () => {
  it('have a slug that is theirs alone and fits into a host name', async () => {
    expect(await codeOf(tenancy.createTenant({ slug: 'acme', name: 'Another' }))).toBe('CONFLICT')
    for (const slug of ['Acme', 'a b', acme]) {
      expect(await codeOf(tenancy.createTenant({ slug, name: 'X' }))).toBe('TENANT_SLUG_UNFIT')
    }
  })

  it('are found at once after they were looked for in vain', async () => {
    expect(await codeOf(auth.identify(undefined, { host, header: 'cask' }))).toBe('TENANT_FORBIDDEN')
    const { id } = await tenancy.createTenant({ slug: 'cask', name: 'Cask' })
    expect((await auth.identify(undefined, { host, header: 'cask' })).tenant).toBe(id)
  })
})
