import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, dataOf, openWorld, type Person, send, type World } from './world.ts'

let world: World
let ann: Person
let zoe: Person
let acme: string
let zeta: string

beforeAll(async () => {
  world = await openWorld()
  ann = await world.person('ann')
  zoe = await world.person('zoe')
  acme = await world.found(ann, 'Acme')
  zeta = await world.found(zoe, 'Zeta')
})
afterAll(() => world?.stop())

const nowhere = '00000000-0000-4000-8000-000000000000'

/** Every operation on one tenant. */
const onOne: [request: string, body?: unknown][] = [
  ['GET /tenants/ID'],
  ['PATCH /tenants/ID', { name: 'Stolen' }],
  ['DELETE /tenants/ID', { slug: 'zeta' }],
  ['POST /tenants/ID/restore', {}],
  ['GET /tenants/ID/export'],
  ['GET /tenants/ID/settings'],
  ['PUT /tenants/ID/settings', { theme: 'dark' }],
  ['GET /tenants/ID/members'],
  ['PATCH /tenants/ID/members/ZOE', { role: 'reader' }],
  ['DELETE /tenants/ID/members/ZOE'],
  ['GET /tenants/ID/invitations'],
  ['POST /tenants/ID/invitations', { email: 'x@example.com', role: 'reader' }],
  [`DELETE /tenants/ID/invitations/${nowhere}`],
  ['GET /tenants/ID/roles'],
  ['POST /tenants/ID/roles', { name: 'mine', permissions: [] }],
  ['PUT /tenants/ID/roles/mine', { permissions: [] }],
  ['DELETE /tenants/ID/roles/mine'],
]

describe('8.4.1 8.2.2 a tenant of others', () => {
  it.each(onOne)('is as one that does not exist: %s', async (request, body) => {
    const play = async (tenant: string) => {
      const { status, body: told } = await world.ask(request.replace('ID', tenant).replace('ZOE', zoe.id), ann, body)
      const { requestId: _, ...rest } = told as Record<string, unknown>
      return { status, ...rest }
    }
    const answer = await play(zeta)
    expect(answer.status).toBe(404)
    expect(answer).toEqual(await play(nowhere))
    expect(answer).toEqual(await play('zeta'))
  })

  it('is closed to whoever is in none, and to nobody', async () => {
    const lou = await world.person('lou')
    for (const [request, body] of onOne) {
      const path = request.replace('ID', zeta).replace('ZOE', zoe.id)
      expect([403, 404], path).toContain((await world.ask(path, lou, body)).status)
      expect((await world.ask(path, undefined, body)).status, path).toBe(401)
    }
  })

  it('is as it was', async () => {
    const { body } = await world.ask(`GET /tenants/${zeta}`, zoe)
    expect(dataOf(body)).toMatchObject({ name: 'Zeta', slug: 'zeta', role: 'owner', current: true, endsAt: null })
    expect(JSON.stringify((await world.ask('GET /tenants', ann)).body)).not.toMatch(/zeta/i)
  })
})

describe('making a tenant', () => {
  it('refuses a slug that is taken, reserved, a uuid or no name of a host', async () => {
    const taken = await world.ask('POST /tenants', ann, { name: 'X', slug: 'zeta' })
    expect([taken.status, codeOf(taken)]).toEqual([409, 'TENANT_SLUG_TAKEN'])
    for (const slug of ['www', 'api', nowhere, 'Acme', 'a b', '-a', 'a'.repeat(64), 7, ''])
      expect((await world.ask('POST /tenants', ann, { name: 'X', slug })).status, String(slug)).toBe(400)
    for (const body of [
      {},
      { name: '' },
      { name: 'x'.repeat(101) },
      { name: 'X', role: 'owner' },
      { name: 'X', id: nowhere },
    ])
      expect((await world.ask('POST /tenants', ann, body)).status, JSON.stringify(body)).toBe(400)
    expect((await world.ask('POST /tenants', undefined, { name: 'X' })).status).toBe(401)
  })

  it('makes a slug of the name, another where that is taken, and the maker a founder', async () => {
    const mia = await world.person('mia')
    const slugs: string[] = []
    for (const name of ['Über uns', 'Über uns', 'www', '日本', '!!!']) {
      const { status, body, headers } = await world.ask('POST /tenants', mia, { name })
      const made = dataOf(body) as { id: string; slug: string }
      expect([status, headers.get('location')]).toEqual([201, `/api/tenants/${made.id}`])
      expect(made).toMatchObject({ name, role: 'owner', current: false, endsAt: null })
      slugs.push(made.slug)
    }
    expect(slugs[0]).toBe('uber-uns')
    expect(slugs[1]).toMatch(/^uber-uns-[a-z0-9]{6}$/)
    expect(slugs[2]).toMatch(/^www-[a-z0-9]{6}$/)
    for (const slug of slugs.slice(3)) expect(slug).toMatch(/^tenant-[a-z0-9]{6}$/)
  })

  it('2.3.4 of twenty with one slug at once, one makes it', async () => {
    const mia = await world.person('moe')
    const made = await Promise.all(
      Array.from({ length: 20 }, () => world.ask('POST /tenants', mia, { name: 'Same', slug: 'same' })),
    )
    expect(made.map(({ status }) => status).toSorted()).toEqual([201, ...Array.from({ length: 19 }, () => 409)])
    expect((await world.place.asOwner('select from plinth.memberships where user_id = $1', [mia.id])).length).toBe(1)
  })
})

describe('the tenants of a user', () => {
  it('are paged by the words of the dialect', async () => {
    const pia = await world.person('pia')
    for (const name of ['One', 'Two', 'Three'])
      await world.ask('POST /tenants', pia, { name, slug: `pia-${name.toLowerCase()}` })
    await world.go(pia, 'pia-two')
    const { body } = await world.ask('GET /tenants?limit=2&page=1', pia)
    expect(body).toMatchObject({
      data: [
        { name: 'One', current: false },
        { name: 'Two', current: true, role: 'owner' },
      ],
      meta: { page: 1, limit: 2, total: 3, pages: 2 },
    })
    expect((await world.ask('GET /tenants?limit=2&page=2', pia)).body).toMatchObject({ data: [{ name: 'Three' }] })
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = (await world.ask(`GET /tenants?limit=1&cursor=${cursor}`, pia)).body as {
        data: { name: string }[]
        meta: { next: string | null }
      }
      seen.push(...page.data.map(({ name }) => name))
      cursor = page.meta.next
    }
    expect(seen).toEqual(['One', 'Two', 'Three'])
    expect((await world.ask('GET /tenants?cursor=AAAA', pia)).status).toBe(400)
    expect((await world.ask('GET /tenants?limit=0', pia)).status).toBe(400)
  })
})

describe('changing a tenant', () => {
  it('needs the permission, and a slug that is free', async () => {
    const rex = await world.person('rex')
    await world.bring(ann, rex, 'reader')
    expect((await world.ask(`PATCH /tenants/${acme}`, rex, { name: 'Mine' })).status).toBe(403)
    expect(codeOf(await world.ask(`PATCH /tenants/${acme}`, ann, { slug: 'zeta' }))).toBe('TENANT_SLUG_TAKEN')
    for (const body of [{}, { slug: null }, { name: null }, { slug: 'WWW' }, { role: 'x' }])
      expect((await world.ask(`PATCH /tenants/${acme}`, ann, body)).status, JSON.stringify(body)).toBe(400)
  })

  it('is answered under the new slug at once, also where that was looked for in vain', async () => {
    const here = (slug: string) =>
      world.app.get('/api/here', { authorization: `Bearer ${ann.token}`, 'x-tenant-id': slug })
    expect((await world.app.get('/api/openapi.json')).status).toBeLessThan(500)
    expect((await world.app.get('/api/notes', { 'x-tenant-id': 'acme-2' })).status).toBe(403)
    const { status, body } = await world.ask(`PATCH /tenants/${acme}`, ann, { slug: 'acme-2', name: 'Acme 2' })
    expect([status, dataOf(body)]).toMatchObject([200, { slug: 'acme-2', name: 'Acme 2' }])
    expect((await world.app.get('/api/notes', { 'x-tenant-id': 'acme-2' })).status).toBe(401)
    expect((await here(acme)).status).toBe(200)
    await world.ask(`PATCH /tenants/${acme}`, ann, { slug: 'acme' })
  })
})

describe('going to another tenant', () => {
  it('8.4.1 is refused for tenants of others, known or not, alike', async () => {
    for (const tenant of [zeta, 'zeta', nowhere, 'none', '', '%', 'a b']) {
      const answer = await world.ask('POST /auth/switch', ann, { tenant })
      expect([tenant === '' ? 400 : 403], tenant).toContain(answer.status)
      if (tenant !== '') expect(codeOf(answer)).toBe('TENANT_FORBIDDEN')
    }
    expect((await world.ask('GET /here', ann)).status).toBe(200)
    expect((await world.ask('POST /auth/switch', undefined, { tenant: zeta })).status).toBe(401)
  })

  it('ends the old access token, keeps the session, and comes back without reviving any', async () => {
    const sam = await world.person('sam')
    const one = await world.found(sam, 'Sam One')
    const first = { ...sam }
    const two = await world.found(sam, 'Sam Two')
    expect((await world.ask('GET /here', first)).status).toBe(401)
    expect(dataOf((await world.ask('GET /here', sam)).body)).toMatchObject({ id: two })
    await world.go(sam, 'sam-one')
    expect((await world.ask('GET /here', first)).status).toBe(401)
    expect(dataOf((await world.ask('GET /here', sam)).body)).toMatchObject({ id: one })
    const sessions = dataOf((await world.ask('GET /auth/sessions', sam)).body)
    expect(sessions).toHaveLength(1)
  })

  it('gives the one successor of the refresh token, to whoever refreshes with the old one meanwhile', async () => {
    const tom = await world.person('tom')
    const before = tom.refreshToken
    const tenant = await world.found(tom, 'Tom')
    const { status, body } = await world.ask('POST /auth/refresh', undefined, { refreshToken: before })
    expect([status, (dataOf(body) as Person).refreshToken]).toEqual([200, tom.refreshToken])
    const next = await world.ask('POST /auth/refresh', undefined, { refreshToken: tom.refreshToken })
    const { accessToken } = dataOf(next.body) as { accessToken: string }
    expect(dataOf((await send(world.app.as(accessToken), 'GET /here')).body)).toMatchObject({ id: tenant })
  })

  it('2.3.4 twenty at once leave one session in one of the tenants', async () => {
    const ula = await world.person('ula')
    const [one, two] = [await world.found(ula, 'Ula One'), await world.found(ula, 'Ula Two')]
    const asked = Array.from({ length: 20 }, (_, n) =>
      world.ask('POST /auth/switch', ula, { tenant: n % 2 === 0 ? one : two }),
    )
    const answers = await Promise.all(asked)
    const tokens = answers.flatMap(({ status, body }) =>
      status === 200 ? [(dataOf(body) as { accessToken: string }).accessToken] : [],
    )
    const open = await Promise.all(tokens.map(token => send(world.app.as(token), 'GET /here')))
    expect(open.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('is not for API keys', async () => {
    const { body } = await world.ask('POST /auth/keys', ann, { name: 'k', scopes: ['*'] })
    const { key } = dataOf(body) as { key: string }
    expect((await send(world.app.as(key), 'POST /auth/switch', { tenant: acme })).status).toBe(401)
    expect((await send(world.app.as(key), 'GET /tenants')).status).toBe(403)
    expect((await send(world.app.as(key), 'POST /tenants', { name: 'X' })).status).toBe(403)
    expect((await send(world.app.as(key), `GET /tenants/${acme}`)).status).toBe(200)
    expect((await send(world.app.as(key), `GET /tenants/${zeta}`)).status).toBe(404)
  })
})
