import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { codeOf, dataOf, openWorld, type Person, send, type World } from './world.ts'

let world: World
let ann: Person
let zoe: Person
let acme: string

beforeAll(async () => {
  world = await openWorld()
  ann = await world.person('ann')
  zoe = await world.person('zoe')
  acme = await world.found(ann, 'Acme')
  await world.found(zoe, 'Zeta')
  for (const [person, text] of [
    [ann, 'of acme'],
    [zoe, 'of zeta'],
  ] as const)
    for (const n of [1, 2, 3]) await world.ask('POST /notes', person, { text: `${text} ${n}`, apiToken: 'hidden' })
})
afterAll(() => world?.stop())

const end = (slug: string, as = ann, id = acme) => world.ask(`DELETE /tenants/${id}`, as, { slug })

describe('the export of a tenant', () => {
  it('8.4.1 holds its own rows and no others, and no secrets', async () => {
    const { status, body } = await world.ask(`GET /tenants/${acme}/export`, ann)
    expect(status).toBe(200)
    expect(dataOf(body)).toEqual({
      tenant: expect.objectContaining({ id: acme, slug: 'acme', role: 'owner' }),
      settings: { theme: 'light', exports: false },
      tables: {
        folders: { rows: [], more: false },
        notes: { rows: expect.arrayContaining([expect.objectContaining({ text: 'of acme 1' })]), more: false },
      },
    })
    const text = JSON.stringify(body)
    expect(text).not.toContain('zeta')
    expect(text).not.toContain('hidden')
  })

  it('goes on from an offset, table by table', async () => {
    await world.place.asOwner(
      `insert into notes (tenant_id, text) select $1, 'many ' || n from generate_series(1, 1500) n`,
      [acme],
    )
    type Part = { tables: { notes: { rows: { id: string }[]; more: boolean } } }
    const part = async (query: string) =>
      dataOf((await world.ask(`GET /tenants/${acme}/export${query}`, ann)).body) as Part
    const [first, second] = [await part(''), await part('?table=notes&offset=1000')]
    expect([first.tables.notes.rows.length, first.tables.notes.more]).toEqual([1000, true])
    expect([second.tables.notes.rows.length, second.tables.notes.more]).toEqual([503, false])
    const ids = [...first.tables.notes.rows, ...second.tables.notes.rows].map(({ id }) => id)
    expect(new Set(ids).size).toBe(1503)
    for (const query of ['?table=users', '?offset=-1', '?offset=x', '?limit=5', '?table=notes&table=notes'])
      expect((await world.ask(`GET /tenants/${acme}/export${query}`, ann)).status, query).toBe(400)
  })

  it('8.2.2 needs the permission', async () => {
    const cleo = await world.person('cleo')
    await world.bring(ann, cleo, 'clerk')
    for (const [request, body] of [
      [`GET /tenants/${acme}/export`],
      [`DELETE /tenants/${acme}`, { slug: 'acme' }],
      [`POST /tenants/${acme}/restore`, {}],
    ] as const)
      expect((await world.ask(request, cleo, body)).status, request).toBe(403)
  })
})

describe('a tenant that was deleted', () => {
  it('is not, without its slug', async () => {
    for (const body of [undefined, {}, { slug: 'zeta' }, { slug: acme }, { slug: '' }])
      expect((await world.ask(`DELETE /tenants/${acme}`, ann, body)).status).toBe(400)
    expect((await world.ask('GET /notes', ann)).status).toBe(200)
    expect((await world.ask(`POST /tenants/${acme}/restore`, ann, {})).status).toBe(404)
  })

  it('answers TENANT_ENDING in every instance, but can be exported and restored', async () => {
    const other = await world.instance()
    const invited = await world.person('ida')
    await world.ask(`POST /tenants/${acme}/invitations`, ann, { email: invited.email, role: 'reader' })
    const token = await world.ticket(invited.email)
    const { status, body } = await end('acme')
    expect([status, Date.parse((dataOf(body) as { endsAt: string }).endsAt) - Date.now()]).toEqual([
      200,
      expect.any(Number),
    ])
    expect(Date.parse((dataOf(body) as { endsAt: string }).endsAt)).toBeGreaterThan(Date.now() + 29 * 86_400_000)
    for (const [request, sent] of [
      ['GET /notes'],
      ['POST /notes', { text: 'x' }],
      ['GET /here'],
      [`GET /tenants/${acme}/settings`],
      [`GET /tenants/${acme}/members`],
      [`PATCH /tenants/${acme}`, { name: 'X' }],
      [`POST /tenants/${acme}/invitations`, { email: 'y@example.com', role: 'reader' }],
      [`GET /tenants/${acme}/roles`],
    ] as const) {
      const answer = await world.ask(request, ann, sent)
      expect([answer.status, codeOf(answer)], request).toEqual([403, 'TENANT_ENDING'])
    }
    await vi.waitFor(async () => expect(codeOf(await send(other.as(ann.token), 'GET /notes'))).toBe('TENANT_ENDING'), {
      timeout: 1000,
      interval: 20,
    })
    const late = await world.instance()
    expect(codeOf(await send(late.as(ann.token), 'GET /notes'))).toBe('TENANT_ENDING')
    expect(codeOf(await world.ask('POST /invitations/accept', invited, { token }))).toBe('TENANT_ENDING')
    expect((await world.ask(`GET /tenants/${acme}/export`, ann)).status).toBe(200)
    expect((await world.ask('GET /notes', zoe)).status).toBe(200)
    expect((await world.ask('GET /tenants', ann)).body).toMatchObject({ data: [{ endsAt: expect.any(String) }] })
    const login = await world.ask('POST /auth/login', undefined, {
      email: ann.email,
      password: 'correct horse battery',
    })
    const again = { ...ann, token: (dataOf(login.body) as { accessToken: string }).accessToken }
    const restored = await world.ask(`POST /tenants/${acme}/restore`, again, {})
    expect([restored.status, dataOf(restored.body)]).toMatchObject([200, { endsAt: null }])
    expect((await world.ask('GET /notes', ann)).status).toBe(200)
    await vi.waitFor(async () => expect((await send(other.as(ann.token), 'GET /notes')).status).toBe(200), {
      timeout: 1000,
      interval: 20,
    })
  })

  it('keeps its time when it is deleted again', async () => {
    const first = dataOf((await end('acme')).body)
    expect(dataOf((await end('acme')).body)).toEqual(first)
    await world.ask(`POST /tenants/${acme}/restore`, ann, {})
  })
})
