import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { codeOf, dataOf, openWorld, type Person, send, type World } from './world.ts'

let world: World
let ann: Person
let acme: string
let zoe: Person
let zeta: string
let count = 0

beforeAll(async () => {
  world = await openWorld()
  zoe = await world.person('zoe')
  zeta = await world.found(zoe, 'Zeta')
})
afterAll(() => world?.stop())
beforeEach(async () => {
  ann = await world.person(`ann${++count}`)
  acme = await world.found(ann, `Acme ${count}`)
})

const guest = async (role: string): Promise<Person> => {
  const person = await world.person(`guest${++count}`)
  await world.bring(ann, person, role)
  return person
}
const member = (person: Person) => `/tenants/${acme}/members/${person.id}`
const rolesOf = async () =>
  (await world.place.asOwner<{ role: string }>('select role from plinth.memberships where tenant_id = $1', [acme])).map(
    ({ role }) => role,
  )

describe('members', () => {
  it('8.4.1 of another tenant are not changed under the own one', async () => {
    expect((await world.ask(`PATCH ${member(zoe)}`, ann, { role: 'reader' })).status).toBe(404)
    expect((await world.ask(`DELETE ${member(zoe)}`, ann)).status).toBe(404)
    expect((await world.ask(`GET /tenants/${zeta}`, zoe)).status).toBe(200)
  })

  it('are listed with no more than a name and what they sign in with', async () => {
    const rex = await guest('reader')
    expect((await world.ask(`GET /tenants/${acme}/members`, rex)).status).toBe(403)
    const { body } = await world.ask(`GET /tenants/${acme}/members`, ann)
    expect(dataOf(body)).toEqual([
      { user: ann.id, email: ann.email, name: expect.any(String), role: 'owner', joinedAt: expect.any(String) },
      { user: rex.id, email: rex.email, name: expect.any(String), role: 'reader', joinedAt: expect.any(String) },
    ])
    expect((await world.ask(`GET /tenants/${acme}/members?limit=1&page=2`, ann)).body).toMatchObject({
      data: [{ user: rex.id }],
      meta: { total: 2 },
    })
  })

  it('8.2.2 give and take no role that may do more than they may', async () => {
    const [cleo, rex] = [await guest('clerk'), await guest('reader')]
    for (const [person, role] of [
      [rex, 'owner'],
      [cleo, 'owner'],
      [ann, 'reader'],
    ] as const) {
      const answer = await world.ask(`PATCH ${member(person)}`, cleo, { role })
      expect([answer.status, codeOf(answer)], role).toEqual([403, 'TENANT_ROLE_EXCEEDS'])
    }
    expect(codeOf(await world.ask(`DELETE ${member(ann)}`, cleo))).toBe('TENANT_ROLE_EXCEEDS')
    expect((await world.ask(`PATCH ${member(rex)}`, cleo, { role: 'nothing' })).status).toBe(400)
    expect((await world.ask(`PATCH ${member(rex)}`, cleo, { role: 'toString' })).status).toBe(400)
    expect((await world.ask(`PATCH ${member(cleo)}`, rex, { role: 'reader' })).status).toBe(403)
    expect((await world.ask(`DELETE ${member(cleo)}`, rex)).status).toBe(403)
    expect((await rolesOf()).toSorted()).toEqual(['clerk', 'owner', 'reader'])
  })

  it('have the rights of another role at once, here and in another instance, with the token that they have', async () => {
    const rex = await guest('reader')
    const other = await world.instance()
    const make = (on = world.app) => send(on.as(rex.token), 'POST /notes', { text: 'x' })
    expect([(await make()).status, (await make(other)).status]).toEqual([403, 403])
    const { status, body } = await world.ask(`PATCH ${member(rex)}`, ann, { role: 'clerk' })
    expect([status, dataOf(body)]).toMatchObject([200, { user: rex.id, role: 'clerk' }])
    expect((await make()).status).toBe(201)
    await vi.waitFor(async () => expect((await make(other)).status).toBe(201), { timeout: 1000, interval: 20 })
    await world.ask(`PATCH ${member(rex)}`, ann, { role: 'reader' })
    expect((await make()).status).toBe(403)
    await vi.waitFor(async () => expect((await make(other)).status).toBe(403), { timeout: 1000, interval: 20 })
  })

  it('who are taken out lose their sessions and keys there within a second, and no others', async () => {
    const rex = await guest('clerk')
    const { body } = await world.ask('POST /auth/keys', rex, { name: 'k', scopes: ['notes:*'] })
    const { key } = dataOf(body) as { key: string }
    const inAcme = { ...rex }
    const login = await world.ask('POST /auth/login', undefined, {
      email: rex.email,
      password: 'correct horse battery',
    })
    const elsewhere = { ...rex, token: (dataOf(login.body) as { accessToken: string }).accessToken }
    await world.found(elsewhere, `Own ${count}`)
    const other = await world.instance()
    const asked = (token: string, on = other) => send(on.as(token), 'GET /notes')
    for (const token of [inAcme.token, key, elsewhere.token]) expect((await asked(token)).status).toBe(200)
    expect((await world.ask(`DELETE ${member(rex)}`, ann)).status).toBe(204)
    for (const token of [inAcme.token, key]) {
      expect((await asked(token, world.app)).status).toBe(401)
      await vi.waitFor(async () => expect((await asked(token)).status).toBe(401), { timeout: 1000, interval: 20 })
    }
    expect((await asked(elsewhere.token)).status).toBe(200)
    expect((await world.ask('POST /auth/refresh', undefined, { refreshToken: inAcme.refreshToken })).status).toBe(401)
    await world.bring(ann, elsewhere, 'clerk')
    expect((await asked(key)).status).toBe(401)
  })

  it('leave by themselves', async () => {
    const rex = await guest('reader')
    expect((await world.ask(`DELETE ${member(rex)}`, rex)).status).toBe(204)
    expect(await rolesOf()).toEqual(['owner'])
    expect((await world.ask(`GET /tenants/${acme}`, rex)).status).toBe(401)
  })
})

describe('the last founder', () => {
  it('neither leaves nor has another role', async () => {
    await guest('clerk')
    for (const answer of [
      await world.ask(`DELETE ${member(ann)}`, ann),
      await world.ask(`PATCH ${member(ann)}`, ann, { role: 'reader' }),
    ])
      expect([answer.status, codeOf(answer)]).toEqual([409, 'TENANT_LAST_FOUNDER'])
    expect((await world.ask(`PATCH ${member(ann)}`, ann, { role: 'owner' })).status).toBe(200)
  })

  it('2.3.4 of four founders who leave or step down at once, one stays', async () => {
    const founders = [ann, await guest('owner'), await guest('owner'), await guest('owner')]
    const answers = await Promise.all(
      founders.map((each, at) =>
        at % 2 === 0
          ? world.ask(`DELETE ${member(each)}`, each)
          : world.ask(`PATCH ${member(each)}`, each, { role: 'reader' }),
      ),
    )
    expect(answers.filter(answer => codeOf(answer) === 'TENANT_LAST_FOUNDER')).toHaveLength(1)
    expect((await rolesOf()).filter(role => role === 'owner')).toHaveLength(1)
  })
})

describe('an invitation', () => {
  const invite = (email: string, role = 'reader', as = ann) =>
    world.ask(`POST /tenants/${acme}/invitations`, as, { email, role })
  const accept = (token: string, as?: Person) => world.ask('POST /invitations/accept', as, { token })

  it('2.3.1 is accepted by nobody but the one who was invited, with a ticket that was sent', async () => {
    const [rex, eve] = [await world.person(`rex${count}`), await world.person(`eve${count}`)]
    await invite(rex.email)
    const token = await world.ticket(rex.email)
    expect((await accept(token)).status).toBe(401)
    const refused = await accept(token, eve)
    expect([refused.status, codeOf(refused)]).toEqual([404, 'TENANT_INVITATION_OVER'])
    expect(codeOf(await accept('A'.repeat(43), rex))).toBe('TENANT_INVITATION_OVER')
    expect(await rolesOf()).toEqual(['owner'])
    const { status, body } = await accept(token, rex)
    expect([status, dataOf(body)]).toMatchObject([200, { id: acme, role: 'reader', current: false }])
    expect(codeOf(await accept(token, rex))).toBe('TENANT_INVITATION_OVER')
  })

  it('2.3.4 of ten accepts at once gives one membership', async () => {
    const rex = await world.person(`ray${count}`)
    await invite(rex.email)
    const token = await world.ticket(rex.email)
    const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await accept(token, rex)).status))
    expect(statuses.toSorted()).toEqual([200, ...Array.from({ length: 9 }, () => 404)])
    expect(await rolesOf()).toHaveLength(2)
  })

  it('2.3.1 is over when it was withdrawn, and after 7 days', async () => {
    const rex = await world.person(`roy${count}`)
    const { body } = await invite(rex.email)
    const token = await world.ticket(rex.email)
    const { id } = dataOf(body) as { id: string }
    expect((await world.ask(`DELETE /tenants/${zeta}/invitations/${id}`, zoe)).status).toBe(404)
    expect((await world.ask(`DELETE /tenants/${acme}/invitations/${id}`, ann)).status).toBe(204)
    expect((await world.ask(`DELETE /tenants/${acme}/invitations/${id}`, ann)).status).toBe(404)
    expect((await accept(token, rex)).status).toBe(404)
    await invite(rex.email)
    const later = await world.ticket(rex.email)
    await world.place.asOwner(`update plinth.tickets set expires_at = expires_at - interval '7 days'`)
    expect((await accept(later, rex)).status).toBe(404)
    expect(await rolesOf()).toEqual(['owner'])
  })

  it('8.2.2 is to no role that may do more than the one who invites', async () => {
    const cleo = await guest('clerk')
    const answer = await invite('x@example.com', 'owner', cleo)
    expect([answer.status, codeOf(answer)]).toEqual([403, 'TENANT_ROLE_EXCEEDS'])
    expect((await invite('x@example.com', 'nothing', cleo)).status).toBe(400)
    expect((await invite('no address', 'reader', cleo)).status).toBe(400)
    expect((await invite('x@example.com\r\nBcc: y@example.com', 'reader', cleo)).status).toBe(400)
    expect((await invite('x@example.com', 'reader', await guest('reader'))).status).toBe(403)
  })

  it('answers alike for an account and for none, and is listed', async () => {
    const rex = await world.person(`ron${count}`)
    const shape = async (email: string) => {
      const { status, body } = await invite(email)
      const { id: _, createdAt: __, expiresAt: ___, ...rest } = dataOf(body) as Record<string, unknown>
      return { status, keys: Object.keys(dataOf(body) as object), ...rest, email: email.length }
    }
    const stranger = rex.email.replace('ron', 'nor')
    expect(await shape(rex.email)).toEqual(await shape(stranger))
    const { body } = await world.ask(`GET /tenants/${acme}/invitations`, ann)
    expect((dataOf(body) as { email: string }[]).map(({ email }) => email)).toEqual([rex.email, stranger])
    expect(JSON.stringify((await world.ask(`GET /tenants/${zeta}/invitations`, zoe)).body)).not.toContain(stranger)
  })

  it('2.3.1 lets nobody come back who was taken out, by another link or a later invitation', async () => {
    const rex = await world.person(`rik${count}`)
    const tickets: string[] = []
    for (const _ of [1, 2]) {
      await invite(rex.email)
      tickets.push(await world.ticket(rex.email))
    }
    expect((await accept(tickets[0] ?? '', rex)).status).toBe(200)
    expect((await world.ask(`GET /tenants/${acme}/invitations`, ann)).body).toMatchObject({ data: [] })
    expect((await accept(tickets[1] ?? '', rex)).status).toBe(404)
    await invite(rex.email)
    const later = await world.ticket(rex.email)
    await world.ask(`DELETE ${member(rex)}`, ann)
    expect((await accept(later, rex)).status).toBe(404)
    expect(await rolesOf()).toEqual(['owner'])
  })

  it('sent again has the new role, also for the first link; one for a member changes nothing', async () => {
    const rex = await world.person(`rob${count}`)
    await invite(rex.email, 'owner')
    const first = await world.ticket(rex.email)
    await invite(rex.email.toUpperCase(), 'reader')
    expect((await accept(first, rex)).status).toBe(200)
    expect((await rolesOf()).toSorted()).toEqual(['owner', 'reader'])
    await invite(ann.email, 'reader')
    expect((await accept(await world.ticket(ann.email), ann)).status).toBe(200)
    expect((await rolesOf()).toSorted()).toEqual(['owner', 'reader'])
  })
})
