import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ask, askSession, codeOf, makeAuth, makeDatabase } from './backend.ts'
import { roles, users, usersSql } from './shop.ts'

let place: Awaited<ReturnType<typeof makeDatabase>>
let now = Date.now()

beforeAll(async () => {
  place = await makeDatabase(usersSql)
})
afterAll(() => place.stop())
beforeEach(async () => {
  now = Date.now()
  await place.asOwner('truncate users, plinth.credentials, plinth.sessions, plinth.signing_keys')
})

const open = (algorithm: 'EdDSA' | 'RS256', more = {}) =>
  makeAuth({
    schema: { users },
    options: { users, roles, tokens: { algorithm } },
    database: place.database,
    clock: () => now,
    ...more,
  })
const register = async (auth: ReturnType<typeof open>) =>
  (await askSession(auth, 'register', { name: 'Ada', email: 'ada@example.com', password: 'correct horse' })).accessToken
const code = (auth: ReturnType<typeof open>, token: string) =>
  codeOf((async () => auth.identify(token, { host: '' }))())
const keysOf = async (auth: ReturnType<typeof open>) => (await ask(auth, 'jwks')) as unknown as JSONWebKeySet
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

describe.each(['EdDSA', 'RS256'] as const)('%s', algorithm => {
  it('9.1.2 refuses HS256 signed with what is public', async () => {
    const auth = open(algorithm)
    const [, payload = ''] = (await register(auth)).split('.')
    const { keys } = await keysOf(auth)
    const [jwk] = keys
    for (const secret of [
      JSON.stringify(jwk),
      String(jwk?.x ?? jwk?.n),
      Buffer.from(String(jwk?.x ?? jwk?.n), 'base64url'),
    ]) {
      const text = `${encode({ alg: 'HS256', kid: jwk?.kid })}.${payload}`
      const forged = `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
      expect(await code(auth, forged)).toBe('AUTH_TOKEN_INVALID')
    }
  })

  it('9.1.3 asks nobody for keys that a header names, and takes none from it', async () => {
    let asked = 0
    const thief = createServer((_request, response) => {
      asked++
      response.end('{"keys":[]}')
    })
    await new Promise<void>(resolve => thief.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(thief.address() as { port: number }).port}/jwks.json`
    try {
      const auth = open(algorithm)
      const [, payload = '', signature = ''] = (await register(auth)).split('.')
      const { keys } = await keysOf(auth)
      const names = ['../../etc/passwd', "' or 1=1 --", '']
      const headers = [...names.map(kid => ({ kid })), { jku: url }, { x5u: url }, { jwk: keys[0], kid: 'x' }]
      for (const header of headers) {
        expect(await code(auth, `${encode({ alg: algorithm, ...header })}.${payload}.${signature}`)).toBe(
          'AUTH_TOKEN_INVALID',
        )
      }
      expect(asked).toBe(0)
    } finally {
      thief.close()
    }
  })

  it('publishes public keys only, and they verify what it signs', async () => {
    const auth = open(algorithm)
    const token = await register(auth)
    const set = await keysOf(auth)
    expect(
      set.keys.map(key => Object.keys(key).filter(name => ['d', 'p', 'q', 'dp', 'dq', 'qi'].includes(name))),
    ).toEqual([[]])
    const { payload } = await jwtVerify(token, createLocalJWKSet(set), { issuer: 'shop', audience: 'shop' })
    expect(payload.typ).toBe('access')
  })

  it('keeps private keys sealed', async () => {
    await register(open(algorithm))
    const [row] = await place.asOwner<{ text: string }>(
      `select encode(sealed, 'escape') as text from plinth.signing_keys`,
    )
    expect(row?.text).not.toMatch(/"kty"|"d"/)
  })

  it('signs with a new key at its time, and still knows what the old one signed', async () => {
    const auth = open(algorithm)
    const old = await register(auth)
    now += 91 * 86_400_000
    const { accessToken } = await askSession(auth, 'login', { email: 'ada@example.com', password: 'correct horse' })
    expect(decodeProtectedHeader(accessToken).kid).not.toBe(decodeProtectedHeader(old).kid)
    expect((await keysOf(auth)).keys).toHaveLength(2)
    expect(await code(auth, old)).toBe('AUTH_TOKEN_EXPIRED')
  })

  it('makes one key when many begin at once, and every instance knows what another signed', async () => {
    const [one, two] = [open(algorithm), open(algorithm)]
    const token = await register(one)
    await Promise.all([keysOf(one), keysOf(two), keysOf(open(algorithm))])
    expect(await place.asOwner('select kid from plinth.signing_keys')).toHaveLength(1)
    expect(await code(two, token)).toBe('no error')
    now += 2_000
    await one.rotateKeys()
    const login = await askSession(one, 'login', { email: 'ada@example.com', password: 'correct horse' })
    expect(await code(two, login.accessToken)).toBe('no error')
    expect(await code(two, token)).toBe('no error')
  })

  it('goes on with a new key under another secret, and what the old one signed stays valid', async () => {
    const token = await register(open(algorithm))
    const moved = open(algorithm, { secret: 'another secret, of 32 bytes or more' })
    const login = await askSession(moved, 'login', { email: 'ada@example.com', password: 'correct horse' })
    expect(await code(moved, login.accessToken)).toBe('no error')
    expect(await code(moved, token)).toBe('no error')
  })
})
