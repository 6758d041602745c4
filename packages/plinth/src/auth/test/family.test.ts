import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openPostgresBus } from '../../bus/index.ts'
import { silentLog } from '../../observability/index.ts'
import { ask, askSession, codeOf, emitted, makeAuth, makeDatabase, type Session } from './backend.ts'
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
  emitted.length = 0
})

const refresh = (refreshToken: string, on = auth) => askSession(on, 'refresh', { refreshToken })
const me = (token: string, on = auth) => ask(on, 'me', undefined, { token })
/** As if so many seconds had passed since every exchange. */
const wait = (seconds: number) =>
  place.asOwner(
    `update plinth.sessions set rotated_at = array(select t - make_interval(secs => $1) from unnest(rotated_at) t)`,
    [seconds],
  )

describe('10.4.5 a refresh token that was exchanged', () => {
  it('ends its whole family when it comes again after 10 s', async () => {
    const next = await refresh(session.refreshToken)
    await wait(11)
    expect(await codeOf(refresh(session.refreshToken))).toBe('AUTH_REFRESH_INVALID')
    expect(await codeOf(refresh(next.refreshToken))).toBe('AUTH_REFRESH_INVALID')
    expect(await codeOf(me(next.accessToken))).toBe('AUTH_TOKEN_INVALID')
    expect(await codeOf(me(session.accessToken))).toBe('AUTH_TOKEN_INVALID')
    expect(emitted).toEqual([['auth.refreshReused', { user: session.user.id, session: expect.any(String) }]])
    expect(await place.asOwner('select end_reason from plinth.sessions')).toEqual([{ end_reason: 'reused' }])
  })

  it('ends it too when a grandchild is current and 10 s have passed for one of them only', async () => {
    const child = await refresh(session.refreshToken)
    await wait(11)
    const grandchild = await refresh(child.refreshToken)
    expect(await codeOf(refresh(session.refreshToken))).toBe('AUTH_REFRESH_INVALID')
    expect(await codeOf(refresh(grandchild.refreshToken))).toBe('AUTH_REFRESH_INVALID')
  })

  it('is recognised however old it is, though only the current one is stored', async () => {
    let current = session
    for (let time = 0; time < 12; time++) current = await refresh(current.refreshToken)
    expect(await codeOf(refresh(session.refreshToken))).toBe('AUTH_REFRESH_INVALID')
    expect(await codeOf(refresh(current.refreshToken))).toBe('AUTH_REFRESH_INVALID')
  })

  it('gives no second chain within 10 s: whoever has it gets the current token (threads 1 and 3)', async () => {
    const child = await refresh(session.refreshToken)
    expect((await refresh(session.refreshToken)).refreshToken).toBe(child.refreshToken)
    const grandchild = await refresh(child.refreshToken)
    expect((await refresh(session.refreshToken)).refreshToken).toBe(grandchild.refreshToken)
    expect(await place.asOwner('select generation from plinth.sessions')).toEqual([{ generation: 2 }])
    expect(emitted).toEqual([])
  })

  it('revives nothing after the family has ended (thread 4)', async () => {
    const child = await refresh(session.refreshToken)
    await ask(auth, 'logout', { refreshToken: child.refreshToken })
    for (const token of [session.refreshToken, child.refreshToken]) {
      expect(await codeOf(refresh(token))).toBe('AUTH_REFRESH_INVALID')
    }
  })
})

describe('2.3.4 a hundred refreshes at once, on two instances', () => {
  it('give one successor, and log nobody out', async () => {
    const other = makeAuth({ schema: { users }, options: { users, roles }, database: place.database })
    const asked = Array.from({ length: 100 }, (_, n) => refresh(session.refreshToken, n % 2 === 0 ? auth : other))
    const answers = await Promise.all(asked)
    expect(new Set(answers.map(answer => answer.refreshToken)).size).toBe(1)
    expect(await place.asOwner('select generation, ended_at from plinth.sessions')).toEqual([
      { generation: 1, ended_at: null },
    ])
    const [first] = answers as [Session]
    expect(await codeOf(refresh(first.refreshToken))).toBe('no error')
  })
})

describe('7.2.3 refresh tokens', () => {
  it('are refused unread when a single character is another', async () => {
    const forged = [...session.refreshToken].map((char, n, all) => [...all].with(n, char === 'A' ? 'B' : 'A').join(''))
    await place.database.transaction({ tenant: null }, async () => {
      for (const token of forged) expect(await codeOf(refresh(token))).toBe('AUTH_REFRESH_INVALID')
    })
    expect(await codeOf(refresh(session.refreshToken))).toBe('no error')
  })

  it('never repeat', async () => {
    const tokens = new Set<string>([session.refreshToken])
    let current = session
    for (let time = 0; time < 200; time++) {
      current = await refresh(current.refreshToken)
      tokens.add(current.refreshToken)
    }
    expect(tokens.size).toBe(201)
  })
})

describe('7.3.1 and 7.3.2 a session', () => {
  it('is over when it was idle for as long as a refresh token lasts', async () => {
    await place.asOwner(`update plinth.sessions set expires_at = now() - interval '1 second'`)
    expect(await codeOf(refresh(session.refreshToken))).toBe('AUTH_REFRESH_INVALID')
  })

  it('is over at its absolute end, however often it was renewed', async () => {
    await place.asOwner(`update plinth.sessions set ends_at = now() + interval '1 hour'`)
    const next = await refresh(session.refreshToken)
    const [row] = await place.asOwner<{ capped: boolean }>('select expires_at = ends_at as capped from plinth.sessions')
    expect(row?.capped).toBe(true)
    await place.asOwner(`update plinth.sessions set ends_at = now(), expires_at = now()`)
    expect(await codeOf(refresh(next.refreshToken))).toBe('AUTH_REFRESH_INVALID')
  })
})

describe('7.4.1 on every instance', () => {
  it('ended sessions are obeyed when the bus has told, and within a second where it could not', async () => {
    const buses = [1, 2].map(() => openPostgresBus({ login: place.app, database: place.database, log: silentLog }))
    await Promise.all(buses.map(bus => bus.start()))
    try {
      const [one, two] = buses.map(bus =>
        makeAuth({ schema: { users }, options: { users, roles }, database: place.database, bus }),
      ) as [typeof auth, typeof auth]
      await me(session.accessToken, two)
      const told = new Promise(resolve => buses[1]?.subscribe('auth.sessions', resolve))
      await ask(one, 'logout', undefined, { token: session.accessToken })
      await told
      expect(await codeOf(me(session.accessToken, two))).toBe('AUTH_TOKEN_INVALID')

      const again = await askSession(one, 'login', { email: 'ada@example.com', password: 'correct horse' })
      await me(again.accessToken, two)
      await Promise.all(two.services.map(service => service.start()))
      // As when the process that ended it died before it could tell.
      await place.asOwner(`update plinth.sessions set ended_at = now()`)
      const began = performance.now()
      await vi.waitFor(async () => expect(await codeOf(me(again.accessToken, two))).toBe('AUTH_TOKEN_INVALID'), 2_000)
      expect(performance.now() - began).toBeLessThan(1_500)
      await Promise.all(two.services.map(service => service.stop()))
    } finally {
      await Promise.all(buses.map(bus => bus.stop()))
    }
  })
})

describe('7.5.2 own sessions', () => {
  const login = (agent: string) =>
    askSession(auth, 'login', { email: 'ada@example.com', password: 'correct horse' }, { agent })
  const list = async (token: string) => (await ask(auth, 'sessions', undefined, { token })) as unknown as Seen[]
  interface Seen {
    readonly id: string
    readonly current: boolean
    readonly agent: string
    readonly createdAt: string
  }

  it("cannot be ended by somebody else: another's session does not exist", async () => {
    const mallory = await askSession(auth, 'register', {
      name: 'Mallory',
      email: 'mallory@example.com',
      password: 'correct horse',
    })
    const [own] = (await list(session.accessToken)) as [Seen]
    for (const id of [own.id, 'x', '00000000-0000-4000-8000-000000000000']) {
      const ended = ask(auth, 'endSession', undefined, { token: mallory.accessToken, params: { id } })
      expect(await codeOf(ended)).toBe('NOT_FOUND')
    }
    expect(await codeOf(me(session.accessToken))).toBe('no error')
  })

  it('are listed with the place they are used from, the asking one marked', async () => {
    const phone = await login('phone')
    const seen = await list(phone.accessToken)
    expect(seen.map(({ agent, current }) => [agent, current])).toEqual([
      ['phone', true],
      ['vitest', false],
    ])
    expect(new Date(seen[0]?.createdAt ?? '').getTime()).toBeGreaterThan(Date.now() - 60_000)
  })

  it('end one by one, all others, or all', async () => {
    const [phone, tablet] = [await login('phone'), await login('tablet')]
    const target = (await list(tablet.accessToken)).find(({ agent }) => agent === 'phone')
    await ask(auth, 'endSession', undefined, { token: tablet.accessToken, params: { id: target?.id ?? '' } })
    expect(await codeOf(me(phone.accessToken))).toBe('AUTH_TOKEN_INVALID')
    await ask(auth, 'endOtherSessions', undefined, { token: tablet.accessToken })
    expect(await codeOf(me(session.accessToken))).toBe('AUTH_TOKEN_INVALID')
    expect(await codeOf(me(tablet.accessToken))).toBe('no error')
    await ask(auth, 'logoutAll', undefined, { token: tablet.accessToken })
    expect(await codeOf(me(tablet.accessToken))).toBe('AUTH_TOKEN_INVALID')
  })
})
