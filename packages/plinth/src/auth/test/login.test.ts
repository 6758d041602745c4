import { hash as bcrypt } from '@node-rs/bcrypt'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../data/index.ts'
import { ask, askSession, codeOf, makeAuth, makeDatabase } from './backend.ts'
import { roles, users, usersSql } from './shop.ts'

type Place = Awaited<ReturnType<typeof makeDatabase>>
let place: Place
let auth: ReturnType<typeof makeAuth>
let database: Database

beforeAll(async () => {
  place = await makeDatabase(usersSql)
  database = place.database
  auth = makeAuth({ schema: { users }, options: { users, roles }, database })
})
afterAll(() => place.stop())
beforeEach(async () => {
  await place.asOwner('truncate users, plinth.credentials, plinth.sessions')
})

const ada = { name: 'Ada', email: 'Ada@Example.com', password: 'correct horse' }
const credentials = { email: ada.email, password: ada.password }

describe('login', () => {
  it('gives one error for a wrong password and for an unknown user', async () => {
    await ask(auth, 'register', ada)
    const errors = []
    for (const body of [
      { ...credentials, password: 'wrong' },
      { ...credentials, email: 'nobody@example.com' },
    ]) {
      errors.push(await ask(auth, 'login', body).catch(error => error))
    }
    expect(errors.map(({ code, status, message }) => ({ code, status, message }))).toEqual(
      Array.from({ length: 2 }, () => ({
        code: 'AUTH_WRONG_CREDENTIALS',
        status: 401,
        message: 'The login or the password is wrong.',
      })),
    )
  })

  it('refuses a user who has no password', async () => {
    await place.asOwner(`insert into users (name, email) values ('Bo', 'bo@example.com')`)
    expect(await codeOf(ask(auth, 'login', { email: 'bo@example.com', password: '' }))).toBe('VALIDATION_FAILED')
    expect(await codeOf(ask(auth, 'login', { email: 'bo@example.com', password: 'x' }))).toBe('AUTH_WRONG_CREDENTIALS')
  })

  it('ignores the case of the e-mail, and shows it as it was given', async () => {
    await ask(auth, 'register', ada)
    const { user } = await askSession(auth, 'login', { ...credentials, email: 'aDA@eXAMPLE.COM' })
    expect(user.email).toBe('Ada@Example.com')
  })

  it('minds the case of the password', async () => {
    await ask(auth, 'register', ada)
    expect(await codeOf(ask(auth, 'login', { ...credentials, password: 'Correct horse' }))).toBe(
      'AUTH_WRONG_CREDENTIALS',
    )
  })

  it('takes as long for an unknown user as for a wrong password', async () => {
    await ask(auth, 'register', ada)
    const known: number[] = []
    const unknown: number[] = []
    const time = async (email: string) => {
      const before = process.hrtime.bigint()
      await codeOf(ask(auth, 'login', { email, password: 'not the password' }))
      return Number(process.hrtime.bigint() - before) / 1e6
    }
    for (let round = 0; round < 20; round++) {
      known.push(await time(ada.email))
      unknown.push(await time(`nobody-${round}@example.com`))
    }
    expect(median(unknown) / median(known)).toBeGreaterThan(0.7)
    expect(median(unknown) / median(known)).toBeLessThan(1.4)
  })

  it('verifies a bcrypt hash, and replaces it by argon2id of the same password', async () => {
    const { user } = await askSession(auth, 'register', ada)
    await place.asOwner('update plinth.credentials set password_hash = $1', [await bcrypt('from before', { cost: 4 })])
    expect(await codeOf(ask(auth, 'login', { ...credentials, password: 'from nowhere' }))).toBe(
      'AUTH_WRONG_CREDENTIALS',
    )
    expect(await hashOf(user.id)).toMatch(/^\$2b\$04\$/)
    for (let time = 0; time < 2; time++) {
      await askSession(auth, 'login', { ...credentials, password: 'from before' })
      expect(await hashOf(user.id)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    }
  })

  it('refuses when the stored hash is of no known kind', async () => {
    await ask(auth, 'register', ada)
    await place.asOwner(`update plinth.credentials set password_hash = 'plain'`)
    expect(await codeOf(ask(auth, 'login', { ...credentials, password: 'plain' }))).toBe('AUTH_WRONG_CREDENTIALS')
  })

  it('gives every equal password another hash', async () => {
    const one = await askSession(auth, 'register', ada)
    const two = await askSession(auth, 'register', { ...ada, email: 'two@example.com' })
    expect(await hashOf(one.user.id)).not.toBe(await hashOf(two.user.id))
  })

  it('answers what it says: who, two tokens, and for how long', async () => {
    await ask(auth, 'register', ada)
    const session = await askSession(auth, 'login', credentials)
    expect(Object.keys(session)).toEqual(['user', 'accessToken', 'refreshToken', 'expiresIn'])
    expect(session.expiresIn).toBe(900)
    expect(session.refreshToken).toMatch(/^[\w-]{91}$/)
    const actor = await auth.identify(session.accessToken, { host: 'localhost' })
    expect(actor).toEqual({
      kind: 'user',
      id: session.user.id,
      tenant: null,
      roles: ['customer'],
      permissions: ['orders:create'],
    })
    expect(Object.isFrozen(actor) && Object.isFrozen(actor.permissions)).toBe(true)
  })
})

async function hashOf(id: unknown): Promise<string> {
  const text = 'select password_hash as hash from plinth.credentials where user_id = $1'
  const [row] = await place.asOwner<{ hash: string }>(text, [id])
  return row?.hash ?? 'none'
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
