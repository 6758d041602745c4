import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ask, askSession, codeOf, makeAuth, makeDatabase, type Session } from './backend.ts'
import { roles, users, usersSql } from './shop.ts'

let place: Awaited<ReturnType<typeof makeDatabase>>
let auth: ReturnType<typeof makeAuth>
let session: Session

beforeAll(async () => {
  place = await makeDatabase(usersSql)
  auth = makeAuth({ schema: { users }, options: { users, roles }, database: place.database })
})
afterAll(() => place.stop())
beforeEach(async () => {
  await place.asOwner('truncate users, plinth.credentials, plinth.sessions')
  session = await askSession(auth, 'register', { name: 'Ada', email: 'ada@example.com', password: 'correct horse' })
})

const refresh = (refreshToken: unknown) => ask(auth, 'refresh', { refreshToken })
const me = (token: string) => ask(auth, 'me', undefined, { token })

describe('refresh', () => {
  it.each(['', 'x', 'A'.repeat(43), `${'A'.repeat(42)}\n`, 7])('refuses %j', async token => {
    expect(await codeOf(refresh(token))).toMatch(/^(AUTH_REFRESH_INVALID|VALIDATION_FAILED)$/)
  })

  it('refuses an access token', async () => {
    expect(await codeOf(refresh(session.accessToken))).toBe('AUTH_REFRESH_INVALID')
  })

  it('refuses a token after its 30 days', async () => {
    expect(
      await place.asOwner(`select extract(day from expires_at - now())::int as days from plinth.sessions`),
    ).toEqual([{ days: 29 }])
    await place.asOwner(`update plinth.sessions set expires_at = now()`)
    expect(await codeOf(refresh(session.refreshToken))).toBe('AUTH_REFRESH_INVALID')
  })

  it('gives another pair in the same session, with the full time again', async () => {
    await place.asOwner(`update plinth.sessions set expires_at = now() + interval '1 hour'`)
    const next = (await refresh(session.refreshToken)) as Session
    expect(next.refreshToken).not.toBe(session.refreshToken)
    expect(next.user).toEqual(session.user)
    const rows = await place.asOwner(
      `select generation, expires_at > now() + interval '29 days' as moved from plinth.sessions`,
    )
    expect(rows).toEqual([{ generation: 1, moved: true }])
  })

  it('brings a changed role', async () => {
    await place.asOwner(`update users set role = 'manager'`)
    const next = (await refresh(session.refreshToken)) as Session
    expect((await auth.identify(session.accessToken, { host: '' })).roles).toEqual(['customer'])
    expect((await auth.identify(next.accessToken, { host: '' })).permissions).toEqual(['products:*', 'orders:read'])
  })

  it('keeps only hashes of its tokens', async () => {
    const [row] = await place.asOwner<{ text: string }>('select s::text as text from plinth.sessions s')
    expect(row?.text).toContain(session.user.id)
    expect(row?.text).not.toContain(session.refreshToken)
    expect(row?.text).not.toContain(Buffer.from(session.refreshToken, 'base64url').toString('hex'))
  })
})

describe('logout', () => {
  it('ends the session of the access token, at once and for good', async () => {
    await me(session.accessToken)
    await ask(auth, 'logout', undefined, { token: session.accessToken })
    expect(await codeOf(me(session.accessToken))).toBe('AUTH_TOKEN_INVALID')
    expect(await codeOf(refresh(session.refreshToken))).toBe('AUTH_REFRESH_INVALID')
  })

  it('ends the session of the refresh token, without any access token', async () => {
    await me(session.accessToken)
    await ask(auth, 'logout', { refreshToken: session.refreshToken })
    expect(await codeOf(me(session.accessToken))).toBe('AUTH_TOKEN_INVALID')
    expect(await codeOf(refresh(session.refreshToken))).toBe('AUTH_REFRESH_INVALID')
  })

  it('says nothing when there is nothing to end, and can be done twice', async () => {
    for (const body of [
      undefined,
      {},
      { refreshToken: '' },
      { refreshToken: 'A'.repeat(43) },
      { refreshToken: null },
    ]) {
      expect(await ask(auth, 'logout', body)).toBeUndefined()
    }
    for (let time = 0; time < 2; time++) await ask(auth, 'logout', { refreshToken: session.refreshToken })
    expect(await codeOf(ask(auth, 'logout', { token: 1 }))).toBe('VALIDATION_FAILED')
  })

  it('leaves the other sessions of the user', async () => {
    const other = await askSession(auth, 'login', { email: 'ada@example.com', password: 'correct horse' })
    await ask(auth, 'logout', undefined, { token: session.accessToken })
    expect(await codeOf(me(other.accessToken))).toBe('no error')
  })

  it('is obeyed by another process that has not seen the token yet', async () => {
    await ask(auth, 'logout', undefined, { token: session.accessToken })
    const other = makeAuth({ schema: { users }, options: { users, roles }, database: place.database })
    expect(await codeOf(other.identify(session.accessToken, { host: '' }))).toBe('AUTH_TOKEN_INVALID')
  })
})
