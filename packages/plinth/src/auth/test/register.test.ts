import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { boolean, id, pgTable, text } from '../../data/schema/index.ts'
import type { FieldProblem } from '../../errors/index.ts'
import { readAccounts } from '../accounts/accounts.ts'
import type { Body } from '../accounts/body.ts'
import { Home } from '../accounts/home.ts'
import { Users } from '../accounts/users.ts'
import { ask, askSession, codeOf, makeAuth, makeDatabase } from './backend.ts'
import { roles, users, usersSql } from './shop.ts'

let place: Awaited<ReturnType<typeof makeDatabase>>
let auth: ReturnType<typeof makeAuth>

beforeAll(async () => {
  place = await makeDatabase(usersSql)
  auth = makeAuth({ schema: { users }, options: { users, roles }, database: place.database })
})
afterAll(() => place.stop())
beforeEach(async () => {
  await place.asOwner('truncate users, plinth.credentials, plinth.sessions')
})

const ada = { name: 'Ada', email: 'ada@example.com', password: 'correct horse' }

async function problemsOf(body: unknown, operation = 'register', token?: string): Promise<Record<string, string>> {
  const error = await ask(auth, operation, body, token === undefined ? {} : { token }).catch(reason => reason)
  return Object.fromEntries(((error.details ?? []) as FieldProblem[]).map(({ field, message }) => [field, message]))
}

describe('register', () => {
  it('names every field that is missing or wrong at once', async () => {
    expect(await problemsOf({ email: 'no address', password: '1234567' })).toEqual({
      name: 'Is required.',
      email: 'Must be an e-mail address.',
      password: 'Must be 8 to 128 characters.',
    })
    expect(await problemsOf(undefined)).toEqual({
      name: 'Is required.',
      email: 'Is required.',
      password: 'Is required.',
    })
    expect(await problemsOf([ada])).toEqual({ '': 'Must be an object.' })
    expect(await problemsOf({ ...ada, name: 7, bio: 'a\0b', nickname: null })).toEqual({
      name: 'Must be text.',
      bio: 'Must not contain NUL characters.',
    })
  })

  it('takes passwords of 8 to 128 characters, whatever they are', async () => {
    const lengths = { x: 7, 鍵: 128, '🗝': 128, y: 129 }
    for (const [letter, length] of Object.entries(lengths)) {
      const email = `${length}${letter.codePointAt(0)}@example.com`
      const problems = await problemsOf({ ...ada, email, password: letter.repeat(length) })
      expect(problems, letter).toEqual(length === 128 ? {} : { password: 'Must be 8 to 128 characters.' })
    }
  })

  it.each(['role', 'id', 'isAdmin', 'createdAt', 'constructor'])('never takes %s from the body', async field => {
    expect(await problemsOf({ ...ada, [field]: 'admin' })).toHaveProperty(field)
  })

  it('passes over __proto__ as any unknown field', async () => {
    const body = JSON.parse('{"__proto__": {"role": "admin"}, "name": "A", "email": "a@b.c", "password": "12345678"}')
    expect(await problemsOf(body)).toEqual({ ['__proto__' as string]: 'Is not a field that can be set.' })
  })

  it('drops what it does not take where the dialect says so', async () => {
    const wire = { name: (key: string) => key, extra: 'drop', bigNumbers: 'string' } as const
    const lenient = makeAuth({ schema: { users }, options: { users, roles }, database: place.database, wire })
    const { user } = await askSession(lenient, 'register', { ...ada, role: 'admin', isAdmin: true, id: 'x', more: 1 })
    expect(user).toMatchObject({ role: 'customer', isAdmin: false, name: 'Ada' })
  })

  it('says which values somebody else has, the e-mail in any case', async () => {
    await ask(auth, 'register', { ...ada, nickname: 'countess' })
    const again = { ...ada, email: 'ADA@example.com', nickname: 'countess' }
    expect(await codeOf(ask(auth, 'register', again))).toBe('AUTH_TAKEN')
    expect(Object.keys(await problemsOf(again))).toEqual(['email', 'nickname'])
    expect(await place.asOwner('select from plinth.credentials')).toHaveLength(1)
  })

  it('signs in, shows every column in the formats of resources, and keeps the hash apart', async () => {
    const { user, accessToken } = await askSession(auth, 'register', ada)
    expect(Object.keys(user)).toEqual(Object.keys(users).filter(key => key !== 'enableRLS'))
    expect(user).toMatchObject({ name: 'Ada', email: 'ada@example.com', nickname: null, bio: null, role: 'customer' })
    expect(user.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect((await ask(auth, 'me', undefined, { token: accessToken }))?.user).toEqual(user)
  })
})

describe('users.create', () => {
  it('makes people one after the other, also in one transaction', async () => {
    const nowhere = { tenant: null }
    await place.database.transaction(nowhere, async () => {
      await auth.users.create(ada)
      await auth.users.create({ ...ada, email: 'bo@example.com' })
    })
    const text =
      'select array_agg(email order by created_at) as emails, count(distinct created_at)::int as times from users'
    const rows = await place.database.read({ text }, [], nowhere)
    expect(rows).toEqual([{ emails: [ada.email, 'bo@example.com'], times: 2 }])
  })

  it('makes a user with a role who can sign in', async () => {
    const { id } = await auth.users.create({ ...ada, role: 'admin', createdAt: new Date(0) })
    const session = await askSession(auth, 'login', { email: ada.email, password: ada.password })
    expect(session.user).toMatchObject({ id, role: 'admin', createdAt: '1970-01-01T00:00:00.000Z' })
    expect((await auth.identify(session.accessToken, { host: '' })).permissions).toEqual(['*'])
  })

  it('gives the role admin by a flag, to nobody else', async () => {
    const email = text().notNull().unique()
    const table = pgTable('users', { id: id(), name: text(), email, isAdmin: boolean().notNull().default(false) })
    const options = { users: table, roles: { member: ['notes:create'], admin: ['*'] }, admin: 'isAdmin' }
    const own = makeAuth({ schema: { users: table }, options, database: place.database })
    await own.users.create({ ...ada, isAdmin: true })
    await own.users.create({ ...ada, email: 'bo@example.com' })
    const grant = async (email: string) => {
      const { accessToken } = await askSession(own, 'login', { email, password: ada.password })
      return own.identify(accessToken, { host: '' })
    }
    expect(await grant(ada.email)).toMatchObject({ roles: ['admin'], permissions: ['*'] })
    expect(await grant('bo@example.com')).toMatchObject({ roles: ['member'], permissions: ['notes:create'] })
  })

  it('refuses a role that is not one, an unknown column and a taken e-mail', async () => {
    expect(await codeOf(auth.users.create({ ...ada, role: 'root' }))).toBe('VALIDATION_FAILED')
    expect(await codeOf(auth.users.create({ ...ada, rolle: 'admin' }))).toBe('VALIDATION_FAILED')
    await auth.users.create(ada)
    expect(await codeOf(auth.users.create({ ...ada, email: 'ADA@EXAMPLE.COM' }))).toBe('AUTH_TAKEN')
  })
})

describe('auth.update', () => {
  it('keeps what is left out, and answers with the user and the token', async () => {
    const { user, accessToken: token } = await askSession(auth, 'register', { ...ada, bio: 'Counts.' })
    const answer = await ask(auth, 'update', { name: 'Ada L.', bio: null }, { token })
    expect(answer).toEqual({ user: { ...user, name: 'Ada L.', bio: null }, accessToken: token })
    expect((await ask(auth, 'update', {}, { token }))?.user.name).toBe('Ada L.')
  })

  it('refuses null where there must be a value, roles, and the e-mail of another', async () => {
    await ask(auth, 'register', { ...ada, email: 'bo@example.com' })
    const { accessToken: token } = await askSession(auth, 'register', ada)
    expect(
      Object.keys(await problemsOf({ name: null, email: null, role: 'admin', isAdmin: true }, 'update', token)),
    ).toEqual(['name', 'email', 'role', 'isAdmin'])
    expect(await codeOf(ask(auth, 'update', { email: 'BO@example.com' }, { token }))).toBe('AUTH_TAKEN')
    expect(await codeOf(ask(auth, 'update', { email: 'ADA@example.com' }, { token }))).toBe('no error')
  })

  it('changes the password, ends the other sessions and keeps its own', async () => {
    const other = await askSession(auth, 'register', ada)
    const { accessToken: token } = await askSession(auth, 'login', { email: ada.email, password: ada.password })
    await auth.identify(other.accessToken, { host: '' })
    await ask(auth, 'update', { password: 'battery staple' }, { token })
    expect(await codeOf(ask(auth, 'me', undefined, { token }))).toBe('no error')
    expect(await codeOf(ask(auth, 'me', undefined, { token: other.accessToken }))).toBe('AUTH_TOKEN_INVALID')
    expect(await codeOf(ask(auth, 'refresh', { refreshToken: other.refreshToken }))).toBe('AUTH_REFRESH_INVALID')
    expect(await codeOf(ask(auth, 'login', { email: ada.email, password: ada.password }))).toBe(
      'AUTH_WRONG_CREDENTIALS',
    )
    expect(await codeOf(ask(auth, 'login', { email: ada.email, password: 'battery staple' }))).toBe('no error')
  })

  it('leaves the password alone when it is empty', async () => {
    const { accessToken: token } = await askSession(auth, 'register', ada)
    await ask(auth, 'update', { password: '' }, { token })
    expect(await codeOf(ask(auth, 'login', { email: ada.email, password: ada.password }))).toBe('no error')
  })

  it('is for nobody who is not signed in', async () => {
    expect(await codeOf(ask(auth, 'update', { name: 'X' }))).toBe('UNAUTHENTICATED')
    expect(await codeOf(ask(auth, 'me'))).toBe('UNAUTHENTICATED')
  })

  it('is over when the user is gone', async () => {
    const { accessToken: token, refreshToken } = await askSession(auth, 'register', ada)
    await place.asOwner('delete from users')
    expect(await codeOf(ask(auth, 'me', undefined, { token }))).toBe('UNAUTHENTICATED')
    expect((await codeOf(ask(auth, 'update', { name: 'X' }, { token }))).startsWith('AUTH_TOKEN')).toBe(true)
    expect(await codeOf(ask(auth, 'refresh', { refreshToken }))).toBe('AUTH_REFRESH_INVALID')
  })
})

describe('users at once', () => {
  const wire = { name: (key: string) => key, extra: 'refuse', bigNumbers: 'string' } as const
  const insertAll = (inputs: Body[]) => {
    const accounts = readAccounts({ users }, users, { writable: null })
    const store = new Users({ accounts, database: place.database, wire, home: new Home(false) })
    return Promise.all(inputs.map(input => codeOf(store.insert(input, 'hash'))))
  }
  const one = [...Array.from({ length: 7 }, () => 'AUTH_TAKEN'), 'no error']

  it('cannot have one e-mail in different cases', async () => {
    const spellings = ['ada', 'ADA', 'Ada', 'aDa', 'adA', 'ADa', 'aDA', 'AdA'].map(name => `${name}@example.com`)
    expect((await insertAll(spellings.map(email => ({ name: 'Ada', email })))).toSorted()).toEqual(one)
  })

  it('cannot have one value of another unique field, which is named', async () => {
    const emails = one.map((_, at) => `ada${at}@example.com`)
    const codes = await insertAll(emails.map(email => ({ name: 'Ada', email, nickname: 'countess' })))
    expect(codes.toSorted()).toEqual(one)
    expect(await place.asOwner('select from plinth.credentials')).toHaveLength(1)
  })
})
