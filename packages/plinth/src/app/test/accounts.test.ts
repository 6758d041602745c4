import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { owner } from '../../access/index.ts'
import { newMigration } from '../../data/migrations/index.ts'
import { id, index, pgTable, text, timestamps, uuid } from '../../data/schema/index.ts'
import { type TestDatabase, withDatabase } from '../../data/testing.ts'
import { module } from '../../modules/index.ts'
import { resource } from '../../resources/index.ts'
import { type TestApp, testApp } from '../../testing/index.ts'
import { type Backend, defineBackend } from '../index.ts'

const users = pgTable('users', { id: id(), email: text().notNull().unique(), name: text(), ...timestamps() })
const notes = pgTable(
  'notes',
  {
    id: id(),
    ownerId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    label: text().notNull(),
    apiToken: text().notNull().default('hidden'),
  },
  t => [index().on(t.ownerId)],
)
const schema = { users, notes }
const backendOf = (verify: 'no' | 'later' | 'before-login'): Backend =>
  defineBackend({
    name: 'accounts',
    schema,
    auth: { users, verify },
    modules: [
      module('notes', {
        tables: [notes],
        resources: [resource(notes, { allow: { read: owner('ownerId'), write: owner('ownerId') } })],
      }),
    ],
  })

const directory = mkdtempSync(join(tmpdir(), 'plinth-accounts-'))
const mails = join(directory, 'mail')
const password = 'correct horse battery'

let place: TestDatabase
let app: TestApp
let strict: TestApp
let email: string
let people = 0

beforeAll(async () => {
  await newMigration({ folder: join(directory, 'migrations'), schema })
  place = await withDatabase()
  const server = { logins: place, shown: place.name, embedded: true }
  const env = { MAIL_URL: pathToFileURL(mails).href, PUBLIC_URL: 'https://shop.example.com' }
  app = await testApp(backendOf('later'), { directory, server, env })
  strict = await testApp(backendOf('before-login'), { directory, server, env })
})
afterAll(async () => {
  await strict?.stop()
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
const register = async (on = app) => dataOf(await on.post('/api/auth/register', { email, password }))
const login = (more: object = {}, on = app) => on.post('/api/auth/login', { email, password, ...more })
const status = async (answer: Promise<{ status: number }>) => (await answer).status

interface Letter {
  readonly subject: string
  readonly text: string
}
/** Mails to an address, in order. */
function inbox(to: string): Letter[] {
  const read = readdirSync(mails)
    .filter(name => /^\d.*\.eml$/.test(name))
    .toSorted()
    .map(name => readFileSync(join(mails, name), 'utf8'))
  return read.flatMap(mail => {
    if (!mail.includes(`To: <${to}>`)) return []
    const text = Buffer.from(mail.split('\r\n\r\n')[1] ?? '', 'base64').toString()
    return [{ subject: /Subject: (.*)\r\n/.exec(mail)?.[1] ?? '', text }]
  })
}
/** Waits for the newest mail of that subject to an address. */
const arrived = (subject: string, to = email): Promise<Letter> =>
  vi.waitFor(
    () => {
      const letter = inbox(to).findLast(each => each.subject.startsWith(subject))
      if (letter === undefined) throw new Error(`no mail "${subject}" to ${to}`)
      return letter
    },
    { timeout: 5_000, interval: 20 },
  )
const ticketOf = ({ text }: Letter) => /#ticket=([\w-]{43})/.exec(text)?.[1] ?? ''

describe('verifying an address', () => {
  it('2.3.1 needs a ticket that was sent', async () => {
    for (const ticket of ['A'.repeat(43), 'x']) expect(await status(app.post('/api/auth/verify', { ticket }))).toBe(401)
  })

  it('6.4.1 takes the ticket once, and only the one of this address', async () => {
    await register()
    const letter = await arrived('Confirm your e-mail')
    expect(letter.text).toContain('https://shop.example.com/verify-email#ticket=')
    const ticket = ticketOf(letter)
    expect(await status(app.post('/api/auth/reset', { ticket, password: 'another good one' }))).toBe(401)
    expect(await status(app.post('/api/auth/verify', { ticket }))).toBe(204)
    expect(await status(app.post('/api/auth/verify', { ticket }))).toBe(401)
  })

  it('comes before the first login where that is asked for', async () => {
    expect(await status(strict.post('/api/auth/register', { email, password }))).toBe(204)
    expect((await login({}, strict)).body).toMatchObject({ code: 'AUTH_UNVERIFIED' })
    expect((await login({ password: 'wrong horse' }, strict)).body).toMatchObject({ code: 'AUTH_WRONG_CREDENTIALS' })
    const ticket = ticketOf(await arrived('Confirm your e-mail'))
    expect((await strict.post('/api/auth/verify', { ticket })).body).toBe('')
    expect(await status(login({}, strict))).toBe(200)
  })
})

describe('a forgotten password', () => {
  it('6.3.8 asks the same way for everybody, and mails only those who have an account', async () => {
    await register()
    const [known, unknown] = [
      await app.post('/api/auth/forgot', { email }),
      await app.post('/api/auth/forgot', { email: `nobody-${email}` }),
    ]
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
    await arrived('Set a new password')
    await app.post('/api/auth/forgot', { email: `nobody-${email}` })
    expect(inbox(`nobody-${email}`)).toEqual([])
  })

  it('is set anew once, ends every session, and tells so', async () => {
    const { accessToken, refreshToken } = await register()
    await app.post('/api/auth/forgot', { email: email.toUpperCase() })
    const ticket = ticketOf(await arrived('Set a new password'))
    const answers = await Promise.all(
      ['first new secret', 'other new secret'].map(next => app.post('/api/auth/reset', { ticket, password: next })),
    )
    expect(answers.map(answer => answer.status).toSorted()).toEqual([204, 401])
    expect(await status(app.as(accessToken).get('/api/auth/me'))).toBe(401)
    expect(await status(app.post('/api/auth/refresh', { refreshToken }))).toBe(401)
    expect(await status(login())).toBe(401)
    const chosen = answers[0]?.status === 204 ? 'first new secret' : 'other new secret'
    expect(await status(login({ password: chosen }))).toBe(200)
    await arrived('Your password was changed')
  })

  it('leaves the ticket good when the new password is refused', async () => {
    await register()
    await app.post('/api/auth/forgot', { email })
    const ticket = ticketOf(await arrived('Set a new password'))
    for (const weak of ['password1', email]) {
      const { status, body } = await app.post('/api/auth/reset', { ticket, password: weak })
      expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('"field":"password"')])
    }
    expect(await status(app.post('/api/auth/reset', { ticket, password: 'first new secret' }))).toBe(204)
  })
})

describe('passwords', () => {
  it.each([
    '1234567',
    'password',
    'Password1',
    'qwertyuiop',
    'iloveyou',
    'sunshine',
    'princess',
    'football',
    '12345678',
  ])('6.2.1 and 6.2.4 are not %s', async weak => {
    expect(await status(app.post('/api/auth/register', { email, password: weak }))).toBe(400)
  })

  it('6.2.5 and 6.2.9 are of letters alone, of 64 characters and more, and not their own address', async () => {
    expect(await status(app.post('/api/auth/register', { email, password: email.toUpperCase() }))).toBe(400)
    expect(await status(app.post('/api/auth/register', { email, password: 'abcdefghijklmno' }))).toBe(201)
    expect(await status(app.post('/api/auth/register', { email: `x${email}`, password: 'ä'.repeat(64) }))).toBe(201)
    expect(await status(app.post('/api/auth/register', { email: `y${email}`, password: 'x'.repeat(1_000_000) }))).toBe(
      400,
    )
  })

  it('6.2.8 are compared as typed: case, blanks, the 73rd character and composition count', async () => {
    const long = `Caf\u00e9 ${'x'.repeat(80)}`
    await app.post('/api/auth/register', { email, password: long })
    for (const other of [long.toLowerCase(), `${long} `, `${long.slice(0, 72)}`, long.normalize('NFD')]) {
      expect(await status(login({ password: other }))).toBe(401)
    }
    expect(await status(login({ password: long }))).toBe(200)
  })

  it('6.2.3 change with the current one only, and end the other sessions', async () => {
    const { accessToken } = await register()
    const phone = dataOf(await login())
    const change = (body: object) => app.as(accessToken).post('/api/auth/password', body)
    const next = 'quite another secret'
    expect(await status(change({ password: next }))).toBe(400)
    expect(await status(change({ current: 'wrong horse', password: next }))).toBe(401)
    expect(await status(change({ current: password, password: 'password1' }))).toBe(400)
    expect(await status(change({ current: password, password: next }))).toBe(204)
    expect(await status(app.as(accessToken).get('/api/auth/me'))).toBe(200)
    expect(await status(app.as(phone.accessToken).get('/api/auth/me'))).toBe(401)
    expect(await status(login())).toBe(401)
    expect(await status(login({ password: next }))).toBe(200)
  })
})

describe('6.3.1 guessing at a password', () => {
  it('is delayed from the sixth wrong one on, also with the right one, but not on a device of the owner', async () => {
    await register()
    const known = (await login()).headers.getSetCookie().find(cookie => cookie.startsWith('__Host-device='))
    const cookie = known?.split(';')[0] ?? ''
    for (let time = 0; time < 6; time++) await login({ password: 'wrong horse' })
    const refused = await login()
    expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([429, expect.any(Number)])
    expect(refused.body).toMatchObject({ code: 'AUTH_DELAYED' })
    expect(await status(app.post('/api/auth/login', { email, password }, { cookie }))).toBe(200)
    const forged = cookie.replace(/.$/, last => (last === 'A' ? 'B' : 'A'))
    expect(await status(app.post('/api/auth/login', { email, password }, { cookie: forged }))).toBe(429)
  })

  it('is delayed for an account that is none, in the same way', async () => {
    for (let time = 0; time < 6; time++) await login({ password: 'wrong horse' })
    expect(await status(login())).toBe(429)
  })
})

describe('another address', () => {
  it('counts when its link was opened, and the old one is told', async () => {
    const { accessToken } = await register()
    const [old, next] = [email, `new-${email}`]
    const ask = (body: object) => app.as(accessToken).post('/api/auth/email', body)
    expect(await status(ask({ email: next, password: 'wrong horse' }))).toBe(401)
    expect(await status(ask({ email: next, password }))).toBe(204)
    expect(await status(login())).toBe(200)
    const ticket = ticketOf(await arrived('Confirm your new', next))
    expect(await status(app.post('/api/auth/email/confirm', { ticket }))).toBe(204)
    expect(await status(app.post('/api/auth/email/confirm', { ticket }))).toBe(401)
    expect(await status(login())).toBe(401)
    expect(await status(login({ email: next }))).toBe(200)
    await arrived('Your e-mail address was changed', old)
  })

  it('is refused where somebody else has it by then, and the ticket stays good', async () => {
    const { accessToken } = await register()
    const next = `taken-${email}`
    await app.as(accessToken).post('/api/auth/email', { email: next, password })
    const ticket = ticketOf(await arrived('Confirm your new', next))
    await app.post('/api/auth/register', { email: next, password })
    expect((await app.post('/api/auth/email/confirm', { ticket })).body).toMatchObject({ code: 'AUTH_TAKEN' })
    expect(await status(app.post('/api/auth/email/confirm', { ticket }))).toBe(409)
  })
})

describe('an account', () => {
  it('is taken along whole, without secrets and without what is not its own', async () => {
    const { accessToken } = await register()
    await app.as(accessToken).post('/api/notes', { label: 'mine' })
    const body = JSON.stringify((await app.as(accessToken).get('/api/auth/me/export')).body)
    for (const part of [email, '"label":"mine"', '"sessions":[{', '"memberships":[]']) expect(body).toContain(part)
    for (const part of ['hidden', 'argon2', accessToken]) expect(body).not.toContain(part)
    await place.asOwner(`update plinth.credentials set disabled_at = null`)
  })

  it('goes with its password, and all that hangs on it', async () => {
    const { accessToken, user } = await register()
    await app.as(accessToken).post('/api/notes', { label: 'mine' })
    const go = (body: object) => app.as(accessToken).delete('/api/auth/me', body)
    expect(await status(go({ password: 'wrong horse' }))).toBe(401)
    expect(await status(go({ password }))).toBe(204)
    expect(await status(app.as(accessToken).get('/api/auth/me'))).toBe(401)
    expect(await status(login())).toBe(401)
    for (const table of ['users', 'notes', 'plinth.credentials']) {
      const column = { users: 'id', notes: 'owner_id' }[table] ?? 'user_id'
      expect(await place.asOwner(`select 1 from ${table} where ${column}::text = $1`, [user.id])).toEqual([])
    }
  })
})

it('7.4.2 a disabled user is out at once: tokens, refresh and login', async () => {
  const { accessToken, refreshToken, user } = await register()
  await app.as(accessToken).get('/api/auth/me')
  await app.app.auth?.users.disable(user.id, true)
  expect(await status(app.as(accessToken).get('/api/auth/me'))).toBe(401)
  expect(await status(app.post('/api/auth/refresh', { refreshToken }))).toBe(401)
  expect((await login()).body).toMatchObject({ code: 'AUTH_WRONG_CREDENTIALS' })
  await app.app.auth?.users.disable(user.id, false)
  expect(await status(login())).toBe(200)
})
