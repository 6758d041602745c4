import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { action, anyone, module } from '../../index.ts'
import { codeOf, dataOf, openWorld, type Person, type World } from './world.ts'

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
})
afterAll(() => world?.stop())

describe('a tenant in the path', () => {
  it('8.4.1 that is not the one of the token is refused', async () => {
    for (const path of [
      '/t/zeta/notes',
      '/t/ZETA/notes',
      '/t/%7Aeta/notes',
      '/t/none/notes',
      `/t/zeta/tenants/${acme}`,
    ]) {
      const answer = await world.ask(`GET ${path}`, ann)
      expect([answer.status, codeOf(answer)], path).toEqual([403, 'TENANT_MISMATCH'])
    }
  })

  it('serves what is served without it', async () => {
    for (const path of ['/t/acme/here', `/t/${acme}/here`, '/t/Acme/here', '/here'])
      expect(dataOf((await world.ask(`GET ${path}`, ann)).body), path).toMatchObject({ id: acme })
    expect((await world.ask('POST /t/acme/notes', ann, { text: 'x' })).status).toBe(201)
    expect((await world.ask('GET /t/acme/notes?limit=1', ann)).body).toMatchObject({ data: [{ text: 'x' }] })
  })

  it('names the tenant to sign in to', async () => {
    const login = (path: string, email: string) =>
      world.ask(`POST ${path}/auth/login`, undefined, { email, password: 'correct horse battery' })
    expect(codeOf(await login('/t/zeta', ann.email))).toBe('TENANT_FORBIDDEN')
    expect((await login('/t/acme', ann.email)).status).toBe(200)
  })

  it('that names none is no path', async () => {
    for (const path of ['/t', '/t/', '/t/acme', '/t/acme/', '/t//notes', '/t/%E0%A4%A/notes', '/t/acme/t/acme/notes'])
      expect([400, 404], path).toContain((await world.ask(`GET ${path}`, ann)).status)
  })

  it('is none where the option is off', async () => {
    const closed = await world.instance({ tenancy: {} })
    expect((await closed.as(ann.token).get('/api/t/acme/notes')).status).toBe(404)
  })

  it('stops the start where a route has its place', async () => {
    const own = module('own', { actions: [action('GET /t/own', { allow: anyone, run: () => undefined })] })
    const tenancy = { from: ['token', 'path'] } as const
    await expect(world.instance({ tenancy, modules: [own] })).rejects.toMatchObject({ code: 'TENANCY_UNFIT' })
  })
})
