import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestAnswer } from '../../testing/index.ts'
import { codeOf, dataOf, openWorld, roles, users, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld({ auth: { users, roles, cookie: true } })
})
afterAll(() => world?.stop())

/** Keeps what a browser would send back. */
function keep(jar: Map<string, string>, { headers }: TestAnswer): void {
  for (const text of headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? []
    jar.set(name, value)
  }
}
const cookie = (jar: Map<string, string>) => ({
  cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
})
const csrf = (jar: Map<string, string>) => ({ ...cookie(jar), 'x-csrf-token': jar.get('__Host-csrf') ?? '' })

it('3.5.1 going to another tenant takes the cookies along, needs the token of a page of ours, and ends the old ones', async () => {
  const { app } = world
  const jar = new Map<string, string>()
  const person = { email: 'ann@example.com', name: 'Ann', password: 'correct horse battery' }
  keep(jar, await app.post('/api/auth/register', person))
  const made = await app.post('/api/tenants', { name: 'Acme' }, csrf(jar))
  const { id } = dataOf(made.body) as { id: string }
  expect(codeOf(await app.post('/api/auth/switch', { tenant: id }, cookie(jar)))).toBe('AUTH_CSRF_REFUSED')
  const before = new Map(jar)
  const answer = await app.post('/api/auth/switch', { tenant: 'acme' }, csrf(jar))
  keep(jar, answer)
  expect([answer.status, dataOf(answer.body)]).toMatchObject([200, { accessToken: null, refreshToken: null }])
  expect(jar.get('__Host-access')).not.toBe(before.get('__Host-access'))
  expect((await app.get('/api/here', cookie(before))).status).toBe(401)
  expect(dataOf((await app.get('/api/here', cookie(jar))).body)).toMatchObject({ id })
  const refreshed = await app.post('/api/auth/refresh', {}, csrf(jar))
  keep(jar, refreshed)
  expect(refreshed.status).toBe(200)
  expect(dataOf((await app.get('/api/here', cookie(jar))).body)).toMatchObject({ id })
})
