import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestDatabase, withDatabase } from '../../../data/testing.ts'
import { stopAll } from '../../../lifecycle/index.ts'
import { resolveTenancy, Tenancy } from '../../../tenancy/index.ts'
import { Registry } from '../registry.ts'

let place: TestDatabase
let records: Record<string, string[][]> = {}
const config = resolveTenancy(
  { from: ['domain', 'header'], plans: { free: { members: 3 }, pro: {} } },
  'platform.example.com',
)
const resolve = async (name: string) => records[name] ?? Promise.reject(new Error('ENOTFOUND'))
const code = (expected: string) => expect.objectContaining({ code: expected })

/** An instance of the backend: what it knows of domains is its own. */
async function instance() {
  const tenancy = new Tenancy(place.database, config)
  const started = [tenancy.changes.service(), ...(tenancy.domains === undefined ? [] : [tenancy.domains.service()])]
  for (const service of started) await service.start()
  return { tenancy, registry: new Registry(place.database, tenancy, resolve), stop: () => stopAll(started) }
}

let one: Awaited<ReturnType<typeof instance>>
beforeAll(async () => {
  place = await withDatabase()
})
afterAll(() => place?.stop())
beforeEach(async () => {
  await place.asOwner('delete from plinth.tenants')
  await one?.stop()
  records = {}
  one = await instance()
  await one.registry.create({ slug: 'acme', name: 'Acme' })
  await one.registry.create({ slug: 'zeta', name: 'Zeta' })
})
afterAll(() => one?.stop())

const leads = (host: string, at = one) => at.tenancy.candidate({ host })

describe('8.4.1 a domain', () => {
  test.each([
    'platform.example.com',
    'acme.platform.example.com',
    'localhost',
    '10.0.0.1',
    'a..b.com',
    '-a.com',
    'a_b.com',
    'müller.example',
    "a.com'--",
    `${'a'.repeat(250)}.com`,
    '',
  ])('is not %s', async domain => {
    await expect(one.registry.addDomain('acme', domain)).rejects.toEqual(code('DOMAIN_UNFIT'))
  })

  test('leads nowhere until its token stands in the DNS, under the name that says so', async () => {
    const { token } = await one.registry.addDomain('acme', 'Shop.Example.ORG')
    const verify = () => one.registry.verifyDomain('acme', 'shop.example.org')
    for (const wrong of [
      {},
      { 'shop.example.org': [[token]] },
      { '_plinth.shop.example.org': [['x'], [`${token}x`]] },
    ]) {
      records = wrong
      await expect(verify()).rejects.toEqual(code('DOMAIN_UNPROVEN'))
      expect(leads('shop.example.org')).toBeNull()
    }
    records = { '_plinth.shop.example.org': [['other'], [token.slice(0, 9), token.slice(9)]] }
    expect(await verify()).toMatchObject({ verified: true, token })
    const { id } = await one.registry.find('acme')
    await expect.poll(() => leads('Shop.example.org:4000')).toBe(id)
    expect(leads('other.shop.example.org')).toBeNull()
    expect(leads('shop.example.org.evil.com')).toBeNull()
  })

  test('of another tenant is not verified by its token, nor taken while it is theirs', async () => {
    const acme = await one.registry.addDomain('acme', 'shop.example.org')
    const zeta = await one.registry.addDomain('zeta', 'shop.example.org')
    expect(zeta.token).not.toBe(acme.token)
    records = { '_plinth.shop.example.org': [[acme.token]] }
    await expect(one.registry.verifyDomain('zeta', 'shop.example.org')).rejects.toEqual(code('DOMAIN_UNPROVEN'))
    await one.registry.verifyDomain('acme', 'shop.example.org')
    records = { '_plinth.shop.example.org': [[zeta.token]] }
    await expect(one.registry.verifyDomain('zeta', 'shop.example.org')).rejects.toEqual(code('DOMAIN_TAKEN'))
    await one.registry.removeDomain('acme', 'shop.example.org')
    await one.registry.verifyDomain('zeta', 'shop.example.org')
    const { id } = await one.registry.find('zeta')
    await expect.poll(() => leads('shop.example.org')).toBe(id)
  })

  test('that was only named leads nowhere, whatever else is read again', async () => {
    await one.registry.addDomain('acme', 'named.example.org')
    const { token } = await one.registry.addDomain('acme', 'shop.example.org')
    records = { '_plinth.shop.example.org': [[token]] }
    await one.registry.verifyDomain('acme', 'shop.example.org')
    await expect.poll(() => leads('shop.example.org')).not.toBeNull()
    const later = await instance()
    expect(leads('shop.example.org', later)).not.toBeNull()
    expect([leads('named.example.org'), leads('named.example.org', later)]).toEqual([null, null])
    await later.stop()
  })

  test('that was removed leads nowhere, in other instances too, within two seconds', async () => {
    const other = await instance()
    const { token } = await one.registry.addDomain('acme', 'shop.example.org')
    records = { '_plinth.shop.example.org': [[token]] }
    await one.registry.verifyDomain('acme', 'shop.example.org')
    const { id } = await one.registry.find('acme')
    await expect.poll(() => leads('shop.example.org', other), { timeout: 3000 }).toBe(id)
    await one.registry.removeDomain('acme', 'shop.example.org')
    await expect.poll(() => leads('shop.example.org', other), { timeout: 3000 }).toBeNull()
    expect(leads('shop.example.org')).toBeNull()
    await other.stop()
  })
})

describe('a tenant', () => {
  test('is found by slug and id, and no other way', async () => {
    const { id } = await one.registry.find('acme')
    expect((await one.registry.find(id)).slug).toBe('acme')
    const other = id.replace(/^./, first => (first === 'f' ? 'e' : 'f'))
    for (const name of ['none', other, "' or 1=1", '']) {
      await expect(one.registry.find(name)).rejects.toEqual(code('TENANT_UNKNOWN'))
    }
  })

  test('is made once, with the first plan or another', async () => {
    await expect(one.registry.create({ slug: 'acme', name: 'x' })).rejects.toEqual(code('CONFLICT'))
    await expect(one.registry.create({ slug: 'rich', name: 'x', plan: 'gold' })).rejects.toEqual(code('PLAN_UNKNOWN'))
    await place.asOwner(`insert into plinth.plans values ('free', 0), ('pro', 1)`)
    expect(await one.registry.create({ slug: 'rich', name: 'Rich', plan: 'pro' })).toMatchObject({ plan: 'pro' })
    expect((await one.registry.list()).map(({ slug, plan }) => [slug, plan])).toEqual([
      ['acme', 'free'],
      ['zeta', 'free'],
      ['rich', 'pro'],
    ])
  })
})
