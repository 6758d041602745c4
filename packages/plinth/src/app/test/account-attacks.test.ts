import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { nobody, owner, signedIn } from '../../access/index.ts'
import { newMigration } from '../../data/migrations/index.ts'
import { bigint, id, index, numeric, pgTable, text, timestamps, uuid } from '../../data/schema/index.ts'
import { type TestDatabase, withDatabase } from '../../data/testing.ts'
import { module } from '../../modules/index.ts'
import { resource } from '../../resources/index.ts'
import { type TestAnswer, type TestApp, testApp } from '../../testing/index.ts'
import { defineBackend } from '../index.ts'

// What an attacker tries against accounts, by the ids of ASVS 5.0. Each test shows an account that stays its owner's.

const users = pgTable('users', { id: id(), email: text().notNull().unique(), name: text(), ...timestamps() })
const notes = pgTable(
  'notes',
  {
    id: id(),
    ownerId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    label: text().notNull(),
    size: bigint({ mode: 'bigint' }).notNull().default(9007199254740993n),
    price: numeric({ precision: 30, scale: 10 }).notNull().default('12345678901234567890.0000000001'),
    rating: text().notNull().default('watched'),
    ...timestamps(),
  },
  t => [index().on(t.ownerId)],
)
/** Points at users without a foreign key. */
const visits = pgTable('visits', { id: id(), visitorId: uuid().notNull(), page: text().notNull() }, t => [
  index().on(t.visitorId),
])
const invoices = pgTable('invoices', { id: id(), buyerId: uuid().references(() => users.id, { onDelete: 'restrict' }) })
const columns = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`c${at}`, text()]))
const wide = pgTable('wide', {
  id: id(),
  userId: uuid().references(() => users.id, { onDelete: 'cascade' }),
  ...columns,
})
const schema = { users, notes, visits, invoices, wide }

const own = owner('ownerId')
const backendOf = (verify: 'later' | 'before-login') =>
  defineBackend({
    name: 'accounts',
    schema,
    auth: { users, verify },
    modules: [
      module('notes', {
        tables: [notes, visits, invoices, wide],
        resources: [
          resource(notes, { allow: { read: own, write: own }, fields: { rating: { read: nobody } } }),
          resource(visits, { allow: { read: owner('visitorId'), create: signedIn } }),
        ],
      }),
    ],
  })

const directory = mkdtempSync(join(tmpdir(), 'plinth-attacks-'))
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
  const env = { MAIL_URL: pathToFileURL(mails).href, PUBLIC_URL: 'https://shop.example.com', TRUST_PROXY: '1' }
  app = await testApp(backendOf('later'), { directory, server, env })
  strict = await testApp(backendOf('before-login'), { directory, server, env })
})
afterAll(async () => {
  await strict?.stop()
  await app?.stop()
  await place?.stop()
  rmSync(directory, { recursive: true, force: true })
})
let network = 0
beforeEach(() => {
  email = `bea${++people}@example.com`
  network++
})

interface Signed {
  readonly user: { readonly id: string; readonly email: string }
  readonly accessToken: string
  readonly refreshToken: string
}
const dataOf = <T = Signed>(answer: { body: unknown }) => (answer.body as { data: T }).data
const codeOf = ({ body }: TestAnswer) => (body as { code?: string }).code ?? 'no error'
const register = async (more: object = {}) => dataOf(await app.post('/api/auth/register', { email, password, ...more }))
const from = (address: string, cookie?: string) => ({
  'x-forwarded-for': address,
  ...(cookie === undefined ? {} : { cookie }),
})
/** Every test has a network of its own: failures of one are no delay of another. */
const at = (host: number) => `203.${network % 256}.${Math.floor(host / 250)}.${1 + (host % 250)}`
const login = (more: object = {}, headers: Record<string, string> = from(at(0))) =>
  app.post('/api/auth/login', { email, password, ...more }, headers)
const status = async (answer: Promise<{ status: number }>) => (await answer).status
const ask = (token: string, path: string, body?: object) => app.as(token).post(`/api/auth/${path}`, body)

function inbox(to: string): string[] {
  const files = readdirSync(mails).filter(name => /^\d.*\.eml$/.test(name))
  const read = files.toSorted().map(name => readFileSync(join(mails, name), 'utf8'))
  return read.filter(mail => mail.includes(`To: <${to}>`))
}
const textOf = (mail: string) => Buffer.from(mail.split('\r\n\r\n')[1] ?? '', 'base64').toString()
async function ticket(subject: string, to = email): Promise<string> {
  const mail = await vi.waitFor(
    () => {
      const found = inbox(to).findLast(each => each.includes(`Subject: ${subject}`))
      if (found === undefined) throw new Error(`no mail "${subject}" to ${to}`)
      return found
    },
    { timeout: 5_000, interval: 20 },
  )
  return /#ticket=([\w-]{43})/.exec(textOf(mail))?.[1] ?? 'none'
}
const forgotten = async () => {
  await app.post('/api/auth/forgot', { email })
  return ticket('Set a new password')
}

describe('6.3.1 who guesses at passwords', () => {
  it('of one account from a hundred addresses is delayed, and its owner still signs in on a device they know', async () => {
    await register()
    const device = (await login()).headers.getSetCookie().find(each => each.startsWith('__Host-device'))
    const cookie = device?.split(';')[0] ?? ''
    const tries = Array.from({ length: 100 }, (_, host) => login({ password: `wrong ${host}` }, from(at(host + 1))))
    const codes = (await Promise.all(tries)).map(codeOf)
    expect(codes.filter(code => code === 'AUTH_WRONG_CREDENTIALS').length).toBeLessThanOrEqual(6)
    expect(codes.filter(code => code === 'AUTH_DELAYED').length).toBeGreaterThanOrEqual(94)
    expect(await status(login({}, from(at(200))))).toBe(429)
    expect(await status(login({}, from(at(200), cookie)))).toBe(200)
  })

  it('of a hundred accounts from one address is delayed', async () => {
    const codes: string[] = []
    for (let n = 0; n < 100; n++)
      codes.push(codeOf(await login({ email: `victim${n}-${email}`, password: 'Summer2026!' })))
    expect(codes.filter(code => code === 'AUTH_WRONG_CREDENTIALS').length).toBeLessThanOrEqual(40)
  })

  it('cannot wipe the slate clean by signing in to an account of their own between the guesses', async () => {
    await register()
    const guesses: string[] = []
    for (let n = 0; n < 100; n++) {
      guesses.push(codeOf(await login({ email: `victim${n}-${email}`, password: 'Summer2026!' })))
      if (n % 10 === 0) await login()
    }
    expect(guesses.filter(code => code === 'AUTH_WRONG_CREDENTIALS').length).toBeLessThanOrEqual(40)
  })

  it('has one address in all of an IPv6 /64', async () => {
    const codes: string[] = []
    for (let n = 0; n < 100; n++) {
      const address = from(`2001:db8:${network.toString(16)}:1::${(n + 1).toString(16)}`)
      codes.push(codeOf(await login({ email: `victim${n}-${email}`, password: 'Summer2026!' }, address)))
    }
    expect(codes.filter(code => code === 'AUTH_WRONG_CREDENTIALS').length).toBeLessThanOrEqual(40)
  })

  it('does not make a whole office wait that signs in from one address', async () => {
    const codes: string[] = []
    for (let n = 0; n < 40; n++) {
      await app.post('/api/auth/register', { email: `clerk${n}-${email}`, password }, from(at(0)))
      codes.push(codeOf(await login({ email: `clerk${n}-${email}` })))
    }
    expect(new Set(codes)).toEqual(new Set(['no error']))
  })

  it('is let in with the right one after a reset, whatever others tried', async () => {
    await register()
    const link = await forgotten()
    await Promise.all(Array.from({ length: 20 }, (_, n) => login({ password: 'wrong horse' }, from(at(n + 1)))))
    expect(await status(login())).toBe(429)
    const reset = await app.post('/api/auth/reset', { ticket: link, password: 'quite another one' })
    expect(reset.status).toBe(204)
    const [cookie = ''] = reset.headers.getSetCookie().map(each => each.split(';')[0])
    expect(await status(login({ password: 'quite another one' }))).toBe(200)
    await Promise.all(Array.from({ length: 20 }, (_, n) => login({ password: 'wrong horse' }, from(at(n + 1)))))
    expect(await status(login({ password: 'quite another one' }, from(at(99), cookie)))).toBe(200)
  })

  it('6.5.5 of the second factor is delayed too, also by who knows the password', async () => {
    const { accessToken } = await register()
    const { secret } = dataOf<{ secret: string }>(await ask(accessToken, 'totp', { password }))
    await ask(accessToken, 'totp/confirm', { code: new TOTP({ secret }).generate() })
    let guesses = 0
    for (let n = 0; n < 20; n++) {
      const { body } = await login({}, from(at(n)))
      const link = (body as { details?: { ticket?: string } }).details?.ticket
      for (let time = 0; link !== undefined && time < 5; time++) {
        const answer = await app.post('/api/auth/login/second', { ticket: link, code: '000000' }, from(at(n)))
        if (codeOf(answer) === 'AUTH_CODE_WRONG') guesses++
      }
    }
    expect(guesses).toBeLessThanOrEqual(12)
  })
})

describe('who found an open session', () => {
  it('6.2.3 changes neither password nor address without the password', async () => {
    const { accessToken, user } = await register()
    await place.asOwner(`update plinth.sessions set created_at = now() - interval '1 hour' where user_id = $1`, [
      user.id,
    ])
    const change = (body: object) => app.as(accessToken).put('/api/auth/me', body)
    expect(await status(change({ password: 'quite another one' }))).toBeGreaterThanOrEqual(400)
    expect(await status(change({ email: `eve-${email}` }))).toBeGreaterThanOrEqual(400)
    expect(await status(change({ name: 'Bea' }))).toBe(200)
    expect(await status(login())).toBe(200)
  })

  it('is thrown out by a reset, with the change of address that they asked for', async () => {
    const { accessToken } = await register()
    await ask(accessToken, 'email', { email: `eve-${email}`, password })
    const link = await ticket('Confirm your new', `eve-${email}`)
    const reset = await forgotten()
    expect(await status(app.post('/api/auth/reset', { ticket: reset, password: 'quite another one' }))).toBe(204)
    expect(await status(app.post('/api/auth/email/confirm', { ticket: link }))).toBe(401)
    expect(await status(login({ password: 'quite another one' }))).toBe(200)
  })

  it('guesses at the password as slowly as at a login', async () => {
    const { accessToken } = await register()
    const tries = Array.from({ length: 40 }, () =>
      ask(accessToken, 'password', { current: 'wrong', password: 'a new good one' }),
    )
    const codes = (await Promise.all(tries)).map(codeOf)
    expect(codes.filter(code => code === 'AUTH_WRONG_CREDENTIALS').length).toBeLessThanOrEqual(6)
  })
})

describe('7.4.2 who is shut out', () => {
  it('gets no session from a login that was under way, be it disabled, deleted, or with the old password', async () => {
    for (const shut of ['disable', 'delete', 'password'] as const) {
      email = `late-${shut}-${email}`
      const { user, accessToken } = await register()
      // The hash is slow enough that the login reads the account before, and opens its session after.
      const under = Array.from({ length: 6 }, (_, host) => login({}, from(at(host))))
      if (shut === 'disable') await app.app.auth?.users.disable(user.id, true)
      else if (shut === 'delete') await app.as(accessToken).delete('/api/auth/me', { password })
      else await ask(accessToken, 'password', { current: password, password: 'quite another one' })
      const tokens = (await Promise.all(under)).flatMap(answer => (answer.status === 200 ? [dataOf(answer)] : []))
      for (const { accessToken: token } of tokens) {
        expect([shut, await status(app.as(token).get('/api/auth/me'))]).toEqual([shut, 401])
      }
      const open = `select 1 from plinth.sessions where user_id = $1 and ended_at is null`
      expect(await place.asOwner(open, [user.id]), shut).toHaveLength(shut === 'password' ? 1 : 0)
    }
  })

  it.each(['disable', 'delete'])('has no API key any more after %s, remembered ones included', async shut => {
    const { accessToken, user } = await register()
    const made = dataOf<{ key: string }>(await ask(accessToken, 'keys', { name: 'robot', scopes: ['notes:*'] }))
    const use = () => app.get('/api/notes', { authorization: `Bearer ${made.key}` })
    expect(await status(use())).not.toBe(401)
    if (shut === 'disable') await app.app.auth?.users.disable(user.id, true)
    else await app.as(accessToken).delete('/api/auth/me', { password })
    expect(await status(use())).toBe(401)
  })

  it('gets no link either', async () => {
    const { user } = await register()
    const link = await forgotten()
    await app.app.auth?.users.disable(user.id, true)
    expect(await status(app.post('/api/auth/reset', { ticket: link, password: 'quite another one' }))).toBe(401)
    await app.post('/api/auth/forgot', { email })
    await app.app.auth?.users.disable(user.id, false)
    expect(await status(login({ password: 'quite another one' }))).toBe(401)
    expect(await status(login())).toBe(200)
  })
})

describe('mails', () => {
  it('1.3.7 1.3.11 hold nothing that a stranger wrote: no template, no header, no name', async () => {
    const name = '{{7*7}} \u0024{7*7} <%= 7*7 %> #{7*7}\r\nBcc: eve@example.com'
    await register({ name })
    await ticket('Confirm your e-mail')
    const [mail = ''] = inbox(email)
    for (const part of ['7*7', '49 49', 'eve@', 'Bcc']) expect(`${mail}\n${textOf(mail)}`).not.toContain(part)
    const injected = await app.post('/api/auth/forgot', { email: `${email}\r\nBcc: eve@example.com` })
    expect(injected.status).toBeLessThan(500)
    expect(await place.asOwner('select 1 from plinth.dead_letters')).toEqual([])
  })

  it('are few, however often a stranger asks', async () => {
    await register()
    await Promise.all(Array.from({ length: 30 }, (_, host) => app.post('/api/auth/forgot', { email }, from(at(host)))))
    await vi.waitFor(async () => expect(await place.asOwner('select 1 from plinth.outbox')).toEqual([]))
    expect(inbox(email).filter(mail => mail.includes('Set a new password')).length).toBeLessThanOrEqual(5)
    expect(inbox(email).filter(mail => mail.includes('Set a new password')).length).toBeGreaterThan(0)
  })

  it('6.4.1 carry secrets that are kept nowhere but as hashes', async () => {
    await register()
    const link = await forgotten()
    const tables = await place.asOwner<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.tables
       where table_schema in ('plinth', 'public') and table_type = 'BASE TABLE'`,
    )
    for (const { name } of tables) {
      const [found] = await place.asOwner<{ text: string | null }>(
        `select string_agg(t::text, '') as text from ${name} t`,
      )
      expect(found?.text ?? '', name).not.toContain(link)
    }
  })
})

describe('6.3.8 who asks whether somebody has an account', () => {
  it('learns it from no register where addresses are confirmed first: the mail says it', async () => {
    const other = `new-${email}`
    await strict.post('/api/auth/register', { email, password })
    const [known, unknown] = [
      await strict.post('/api/auth/register', { email: email.toUpperCase(), password }),
      await strict.post('/api/auth/register', { email: other, password }),
    ]
    expect([known.status, known.body]).toEqual([204, ''])
    expect([unknown.status, unknown.body]).toEqual([204, ''])
    const shape = ({ headers }: TestAnswer) => [...headers.keys()].toSorted()
    expect(shape(known)).toEqual(shape(unknown))
    await ticket('You have an account already')
    await ticket('Confirm your e-mail', other)
  })

  it('learns it from no answer, and from no clock', async () => {
    await register()
    for (const [path, body] of [
      ['login', { password: 'wrong horse' }],
      ['forgot', {}],
      ['verify/resend', {}],
    ] as const) {
      const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
      const seen = { known: '', unknown: '' }
      for (let n = 0; n < 40; n++) {
        // Neither is always the first of two: what comes every other time would count as a difference.
        const who = n % 4 === 0 || n % 4 === 3 ? 'known' : 'unknown'
        // Each try is the first of its account: another one of the same is delayed. Somebody registers before either, so
        // that what goes on after a registration, its mail and its worker, runs beside both.
        const mail = `${who}${n}-${path.replace('/', '-')}-${email}`
        await app.post('/api/auth/register', { email: who === 'known' ? mail : `else-${mail}`, password })
        const before = performance.now()
        const answer = await app.post(`/api/auth/${path}`, { email: mail, ...body }, from(at(n)))
        times[who].push(performance.now() - before)
        seen[who] = JSON.stringify([answer.status, answer.body]).replace(/"requestId":"[^"]+"/, '')
      }
      expect(seen.known, path).toBe(seen.unknown)
      // The fast ones tell the work that is done, as they would tell an attacker; other work of the machine is in the slow ones.
      // Left out, the hash is nine tenths of the time.
      const [known, unknown] = [quarter(times.known), quarter(times.unknown)]
      const bound = Math.max(8, Math.max(known, unknown) / 4)
      expect(Math.abs(known - unknown), `${path}: ${known} ms and ${unknown} ms`).toBeLessThan(bound)
    }
  }, 60_000)
})

/** A quarter of the values are smaller. */
function quarter(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 4)] ?? Number.NaN
}

describe('11.4.2 a password', () => {
  it('is kept as argon2id of 19 MiB and two rounds, and two equal ones differ', async () => {
    const ids = [
      (await register()).user.id,
      dataOf(await app.post('/api/auth/register', { email: `x${email}`, password })).user.id,
    ]
    const rows = await place.asOwner<{ hash: string }>(
      'select password_hash as hash from plinth.credentials where user_id = any ($1)',
      [ids],
    )
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(2)
    for (const { hash } of rows) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  })
})

describe('an address', () => {
  it('is no longer confirmed when another one takes its place', async () => {
    const { accessToken, user } = await register()
    await app.post('/api/auth/verify', { ticket: await ticket('Confirm your e-mail') })
    const isVerified = async () => {
      const rows = `select verified_at is not null as yes from plinth.credentials where user_id = $1`
      return (await place.asOwner<{ yes: boolean }>(rows, [user.id]))[0]?.yes
    }
    expect(await isVerified()).toBe(true)
    const { status } = await app.as(accessToken).put('/api/auth/me', { email: `other-${email}` })
    expect(status === 200 ? await isVerified() : false).toBe(false)
  })
})

describe('an export', () => {
  it('has what owner() names without a key too, in the formats of resources, and no field that its owner may not read', async () => {
    const { accessToken, user } = await register()
    const me = app.as(accessToken)
    await me.post('/api/notes', { label: 'mine' })
    await me.post('/api/visits', { page: '/cart' })
    await place.asOwner('insert into wide (user_id, c59) values ($1, $2)', [user.id, 'the last'])
    const shown = dataOf<Record<string, unknown>[]>(await me.get('/api/notes'))[0]
    const { rows } = dataOf<{ rows: Record<string, { rows: Record<string, unknown>[] }> }>(
      await me.get('/api/auth/me/export'),
    )
    expect(rows.notes?.rows).toEqual([shown])
    expect(rows.visits?.rows).toMatchObject([{ page: '/cart' }])
    expect(rows.wide?.rows).toMatchObject([{ c59: 'the last' }])
  })

  it('is asked for five times a minute at most by default', () => {
    expect(app.app.operations.find(each => each.name === 'auth.export')?.limit).toBe('export')
  })
})

describe('an account that something else needs', () => {
  it('stays, and says what is in the way', async () => {
    const { accessToken, user } = await register()
    await place.asOwner('insert into invoices (buyer_id) values ($1)', [user.id])
    const answer = await app.as(accessToken).delete('/api/auth/me', { password })
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([409, expect.stringContaining('invoices')])
    expect(await status(app.as(accessToken).get('/api/auth/me'))).toBe(200)
    expect(await status(login())).toBe(200)
  })
})
