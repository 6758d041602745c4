import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { newMigration } from '../../data/migrations/index.ts'
import { id, pgTable, text, timestamps } from '../../data/schema/index.ts'
import { type TestDatabase, withDatabase } from '../../data/testing.ts'
import { type DialectOptions, defineDialect } from '../../dialect/index.ts'
import { module } from '../../modules/index.ts'
import { type TestApp, testApp } from '../../testing/index.ts'
import { defineBackend } from '../index.ts'

// A frontend's own words for what is built in: paths, fields, answers, the second step of a login, the CSRF token.
const users = pgTable('users', { id: id(), email: text().notNull().unique(), ...timestamps() })
const schema = { users }
const dialect = defineDialect({
  envelope: {
    item: '$item',
    session: { user: '$user', token: '$accessToken', needs2fa: '$second', tempToken: '$ticket' },
  },
  paths: { 'auth.forgot': 'POST /forgot-password', 'auth.reset': 'PUT /reset-password/:ticket' },
  names: {
    'auth.reset': { password: 'newPassword' },
    'auth.changePassword': { current: 'password', password: 'newPassword' },
    'auth.sessions': { agent: 'userAgent', current: 'isCurrent' },
    'auth.loginSecond': { ticket: 'tempToken', code: 'otp' },
  },
  answers: { 'auth.forgot': { ok: true, message: 'Sent.' } },
  csrf: { cookie: 'XSRF-TOKEN', header: 'X-XSRF-TOKEN' },
})
const backendOf = (more: DialectOptions, cookie = false) =>
  defineBackend({ name: 'words', schema, dialect: more, auth: { users, cookie }, modules: [module('none', {})] })

const directory = mkdtempSync(join(tmpdir(), 'plinth-words-'))
const mails = join(directory, 'mail')
const password = 'correct horse battery'

let place: TestDatabase
let app: TestApp
let cookies: TestApp
let people = 0

const boot = (more: DialectOptions, cookie = false) =>
  testApp(backendOf(more, cookie), {
    directory,
    server: { logins: place, shown: place.name, embedded: true },
    env: { MAIL_URL: pathToFileURL(mails).href },
  })

beforeAll(async () => {
  await newMigration({ folder: join(directory, 'migrations'), schema })
  place = await withDatabase()
  app = await boot(dialect)
  cookies = await boot(dialect, true)
})
afterAll(async () => {
  await cookies?.stop()
  await app?.stop()
  await place?.stop()
  rmSync(directory, { recursive: true, force: true })
})

async function newcomer(on = app) {
  const email = `ada${++people}@example.com`
  const { body, headers } = await on.post('/api/auth/register', { email, password })
  return { email, headers, token: (body as { token: string }).token }
}

function ticketFor(email: string): Promise<string> {
  return vi.waitFor(
    () => {
      const mail = readdirSync(mails)
        .map(name => readFileSync(join(mails, name), 'utf8'))
        .find(each => each.includes(`To: <${email}>`))
      const said = Buffer.from(mail?.split('\r\n\r\n')[1] ?? '', 'base64').toString()
      const ticket = /ticket=([\w-]{43})/.exec(said)?.[1]
      if (ticket === undefined) throw new Error(`no mail to ${email}`)
      return ticket
    },
    { timeout: 5_000, interval: 20 },
  )
}

it('answers what is silent by itself with the body that the frontend reads', async () => {
  const { email } = await newcomer()
  const { status, body } = await app.post('/api/forgot-password', { email })
  expect([status, body]).toEqual([200, { ok: true, message: 'Sent.' }])
  expect((await app.post('/api/forgot-password', { email: 'nobody@example.com' })).body).toEqual(body)
})

it('takes a ticket from the path, and the new password under the name of the frontend', async () => {
  const { email } = await newcomer()
  await app.post('/api/forgot-password', { email })
  const ticket = await ticketFor(email)
  const next = 'battery horse correct'
  const set = (body: object, at = ticket) => app.put(`/api/reset-password/${at}`, body)
  expect(await set({ newPassword: next }, 'A'.repeat(43))).toMatchObject({ status: 401 })
  expect(await set({ newPassword: 'short' })).toMatchObject({
    status: 400,
    body: { details: [{ field: 'newPassword' }] },
  })
  expect(await set({ newPassword: next, ticket: 'another one' })).toMatchObject({ status: 204 })
  expect(await app.post('/api/auth/login', { email, password: next })).toMatchObject({ status: 200 })
})

it('keeps two names apart that have changed places', async () => {
  const { token } = await newcomer()
  const change = (body: object) => app.as(token).post('/api/auth/password', body)
  expect(await change({ current: password, password: 'battery horse correct' })).toMatchObject({
    status: 400,
    body: { details: expect.arrayContaining([expect.objectContaining({ field: 'current' })]) },
  })
  expect(await change({ password: 'wrong', newPassword: 'battery horse correct' })).toMatchObject({ status: 401 })
  expect(await change({ password, newPassword: 'battery horse correct' })).toMatchObject({ status: 204 })
})

it('shows lists in the names of the frontend, and says so in OpenAPI', async () => {
  const { token } = await newcomer()
  const { body } = await app.as(token).get('/api/auth/sessions')
  expect(body).toMatchObject([{ isCurrent: true, userAgent: expect.any(String) }])
  expect(Object.keys((body as object[])[0] as object)).not.toContain('agent')
  const operation = app.app.operations.find(({ name }) => name === 'auth.reset')
  expect(operation?.body?.schema).toMatchObject({ required: ['newPassword'], properties: { newPassword: {} } })
})

it('answers a login that needs a code with a ticket and no token, and the second step with one', async () => {
  const { email, token } = await newcomer()
  expect(token).toMatch(/\./)
  const { body: begun } = await app.as(token).post('/api/auth/totp', { password })
  const factor = new TOTP({ secret: Secret.fromBase32((begun as { secret: string }).secret) })
  const now = Date.now()
  const code = (steps: number) => factor.generate({ timestamp: now + steps * 30_000 })
  expect(await app.as(token).post('/api/auth/totp/confirm', { code: code(0) })).toMatchObject({ status: 200 })
  const first = await app.post('/api/auth/login', { email, password })
  expect(first).toMatchObject({
    status: 200,
    body: { user: null, token: null, needs2fa: true, tempToken: expect.stringMatching(/^[\w-]{43}$/) },
  })
  expect(first.headers.getSetCookie()).toEqual([])
  const { tempToken } = first.body as { tempToken: string }
  const second = await app.post('/api/auth/login/second', { tempToken, otp: code(1) })
  expect(second).toMatchObject({
    status: 200,
    body: { user: { email }, needs2fa: false, tempToken: null, token: expect.stringMatching(/\./) },
  })
})

it('gives the CSRF token in the cookie that the frontend reads, and takes it from its header', async () => {
  const { headers } = await newcomer(cookies)
  const jar = new Map(headers.getSetCookie().map(text => text.split(';')[0]?.split('=') as [string, string]))
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const end = (more: Record<string, string>) => cookies.delete('/api/auth/sessions', undefined, { cookie, ...more })
  expect(jar.has('__Host-csrf')).toBe(false)
  expect(await end({ 'x-csrf-token': jar.get('XSRF-TOKEN') ?? '' })).toMatchObject({ status: 403 })
  expect(await end({ 'x-xsrf-token': 'A'.repeat(43) })).toMatchObject({ status: 403 })
  expect(await end({ 'x-xsrf-token': jar.get('XSRF-TOKEN') ?? '' })).toMatchObject({ status: 204 })
})

it.each([
  ['a field that there is not', { names: { 'auth.reset': { tickte: 'token' } } }, 'DIALECT_INVALID'],
  ['two fields of one name', { names: { 'auth.reset': { ticket: 'it', password: 'it' } } }, 'DIALECT_INVALID'],
  ['an operation that there is not', { names: { 'auth.rest': { ticket: 'it' } } }, 'DIALECT_UNKNOWN_OPERATION'],
  ['an answer of no operation', { answers: { 'auth.forget': {} } }, 'DIALECT_UNKNOWN_OPERATION'],
])('does not start with names for %s', async (_, wrong, code) => {
  await expect(boot(wrong as DialectOptions)).rejects.toMatchObject({ code })
})
