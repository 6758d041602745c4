import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ask, askSession, codeOf, makeAuth, makeDatabase, type Session } from './backend.ts'
import { roles, users, usersSql } from './shop.ts'

interface Key {
  readonly id: string
  readonly prefix: string
  readonly key: string
  readonly scopes: readonly string[]
  readonly usedAt: string | null
}

let place: Awaited<ReturnType<typeof makeDatabase>>
let auth: ReturnType<typeof makeAuth>
let ada: Session
let now = Date.now()

beforeAll(async () => {
  place = await makeDatabase(usersSql)
  auth = makeAuth({ schema: { users }, options: { users, roles }, database: place.database, clock: () => now })
})
afterAll(() => place.stop())
beforeEach(async () => {
  now = Date.now()
  await place.asOwner('truncate users, plinth.credentials, plinth.sessions, plinth.api_keys')
  ada = await askSession(auth, 'register', { name: 'Ada', email: 'ada@example.com', password: 'correct horse' })
  await place.asOwner(`update users set role = 'manager'`)
})

const make = async (scopes: unknown, more: object = {}, by = ada) =>
  (await ask(auth, 'createKey', { name: 'robot', scopes, ...more }, { token: by.accessToken })) as unknown as Key
const list = async (by = ada) => (await ask(auth, 'keys', undefined, { token: by.accessToken })) as unknown as Key[]
const identify = async (key: string) => auth.identify(key, { host: '' })

describe('an API key', () => {
  it.each([
    ['plk_', 'nothing behind its beginning'],
    [`plk_aaaaaaaa_${'A'.repeat(43)}`, 'a name that nobody gave'],
    [`plk_aaaaaaaa_${'A'.repeat(5000)}`, 'far too much'],
    ["plk_' or 1=1 --", 'SQL'],
  ])('is refused: %s (%s)', async key => {
    expect(await codeOf(identify(key))).toBe('AUTH_TOKEN_INVALID')
  })

  it('is refused with another secret behind the right name', async () => {
    const { key } = await make(['orders:read'])
    const forged = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`
    expect(await codeOf(identify(forged))).toBe('AUTH_TOKEN_INVALID')
    expect(await codeOf(identify(key))).toBe('no error')
  })

  it.each([[[]], [['orders']], [['orders:read', 7]], ['*'], [Array(101).fill('a:b')], [['a:b\n']]])(
    'is not made with the scopes %j',
    async scopes => {
      expect(await codeOf(make(scopes))).toBe('VALIDATION_FAILED')
    },
  )

  it.each(['yesterday', '2020-01-01T00:00:00Z', 7, '2030-01-01'])('is not made to end at %j', async expiresAt => {
    expect(await codeOf(make(['*'], { expiresAt }))).toBe('VALIDATION_FAILED')
  })

  it('makes no keys, sees none, and signs nobody in', async () => {
    const { key } = await make(['*'])
    for (const name of ['keys', 'createKey', 'sessions', 'me']) {
      const body = name === 'createKey' ? { name: 'x', scopes: ['*'] } : undefined
      expect(await codeOf(ask(auth, name, body, { token: key }))).toMatch(/^(FORBIDDEN|UNAUTHENTICATED)$/)
    }
  })

  it('does not exist for anybody but its maker', async () => {
    const eve = await askSession(auth, 'register', { name: 'Eve', email: 'eve@example.com', password: 'correct horse' })
    const { id, key } = await make(['orders:read'])
    expect(await list(eve)).toEqual([])
    const ended = ask(auth, 'revokeKey', undefined, { token: eve.accessToken, params: { id } })
    expect(await codeOf(ended)).toBe('NOT_FOUND')
    expect(await codeOf(identify(key))).toBe('no error')
  })

  it('may do what its scopes name, and of that what its maker may today', async () => {
    const wide = await identify((await make(['*'])).key)
    const narrow = await identify((await make(['products:read', 'users:delete', 'orders:*'])).key)
    expect(wide).toMatchObject({ kind: 'key', permissions: ['products:*', 'orders:read'], scopes: ['*'] })
    expect(narrow.permissions).toEqual(['products:read', 'orders:read'])
  })

  it('follows its maker within a minute: a smaller role, and none at all', async () => {
    const { key } = await make(['*'])
    await identify(key)
    await place.asOwner(`update users set role = 'customer'`)
    now += 60_000
    expect((await identify(key)).permissions).toEqual(['orders:create'])
    await place.asOwner('delete from users')
    now += 60_000
    expect(await codeOf(identify(key))).toBe('AUTH_TOKEN_INVALID')
  })

  it('ends at its time and when it is revoked', async () => {
    const [kept, over] = [await make(['*']), await make(['*'], { expiresAt: '2099-01-01T00:00:00Z' })]
    await identify(kept.key)
    await place.asOwner(`update plinth.api_keys set expires_at = now() where prefix = $1`, [over.prefix])
    expect(await codeOf(identify(over.key))).toBe('AUTH_TOKEN_INVALID')
    await ask(auth, 'revokeKey', undefined, { token: ada.accessToken, params: { id: kept.id } })
    expect(await codeOf(identify(kept.key))).toBe('AUTH_TOKEN_INVALID')
    expect(await list()).toHaveLength(1)
  })

  it('shows its text once, keeps a hash, and tells when it was used', async () => {
    const { key, prefix } = await make(['orders:read'])
    const [row] = await place.asOwner<{ text: string }>('select k::text as text from plinth.api_keys k')
    expect(row?.text).not.toContain(key.slice(13))
    expect((await list())[0]).toMatchObject({ prefix, usedAt: null, scopes: ['orders:read'] })
    expect(JSON.stringify(await list())).not.toContain(key)
    await identify(key)
    expect((await list())[0]?.usedAt).toMatch(/^20\d\d-/)
  })

  it('is one of a hundred at most', async () => {
    for (let n = 0; n < 100; n++) await make(['*'])
    expect(await codeOf(make(['*']))).toBe('AUTH_KEYS_TOO_MANY')
  })
})
