import { createHmac, generateKeyPairSync } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askSession, codeOf, makeAuth, makeDatabase, secret } from './backend.ts'
import { roles, users, usersSql } from './shop.ts'

let place: Awaited<ReturnType<typeof makeDatabase>>
let auth: ReturnType<typeof makeAuth>
let token: string
let payload: Record<string, unknown>
let now = Date.now()

beforeAll(async () => {
  place = await makeDatabase(usersSql)
  auth = open()
  const ada = { name: 'Ada', email: 'ada@example.com', password: 'correct horse' }
  token = (await askSession(auth, 'register', ada)).accessToken
  payload = JSON.parse(Buffer.from(part(token, 1), 'base64url').toString())
})
afterAll(() => place.stop())

const open = (more = {}) =>
  makeAuth({ schema: { users }, options: { users, roles }, database: place.database, clock: () => now, ...more })
const part = (text: string, at: number): string => text.split('.')[at] ?? ''
const code = (given: string, by = auth) => codeOf((async () => by.identify(given, { host: '' }))())
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token as we sign them, with other claims, header or key. */
function forge(claims: object, header: object = { alg: 'HS256' }, key = secret): string {
  const text = `${encode(header)}.${encode({ ...payload, ...claims })}`
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
}

describe('an access token', () => {
  it('9.1.1 is refused when any part of it was changed', async () => {
    const [header, body, signature] = [part(token, 0), part(token, 1), part(token, 2)]
    const admin = encode({ ...payload, roles: ['admin'] })
    const tampered = [
      `${header}.${admin}.${signature}`,
      `${header}.${body}.${signature.slice(0, -2)}${signature.endsWith('AA') ? 'BA' : 'AA'}`,
      `${header}.${body}.`,
      `${header}.${body}`,
      `${encode({ alg: 'HS512' })}.${body}.${signature}`,
      `${token}.x`,
      'x'.repeat(5000),
      '',
      'null',
    ]
    for (const each of tampered) expect(await code(each), each).toBe('AUTH_TOKEN_INVALID')
  })

  it('is refused without a signature, whatever its header says', async () => {
    expect(await code(new UnsecuredJWT(payload).encode())).toBe('AUTH_TOKEN_INVALID')
    for (const alg of ['none', 'None', 'NONE', 'nOnE']) {
      expect(await code(`${encode({ alg })}.${encode(payload)}.`)).toBe('AUTH_TOKEN_INVALID')
      expect(await code(`${encode({ alg })}.${encode(payload)}.${part(token, 2)}`)).toBe('AUTH_TOKEN_INVALID')
    }
  })

  it('9.1.2 is refused when it was signed by another algorithm or another key', async () => {
    const key = Buffer.from(secret)
    const { privateKey } = generateKeyPairSync('ed25519')
    const bytes = Buffer.from(secret.repeat(2))
    const signed = await Promise.all([
      new SignJWT(payload).setProtectedHeader({ alg: 'HS512' }).sign(bytes),
      new SignJWT(payload).setProtectedHeader({ alg: 'HS384' }).sign(bytes),
      new SignJWT(payload).setProtectedHeader({ alg: 'EdDSA' }).sign(privateKey),
      new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(`${secret}!`)),
    ])
    for (const each of signed) expect(await code(each)).toBe('AUTH_TOKEN_INVALID')
    expect(await code(await new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).sign(key))).toBe('no error')
  })

  const changes: [string, object][] = [
    ['another type', { typ: 'refresh' }],
    ['no type', { typ: undefined }],
    ['another issuer', { iss: 'other' }],
    ['another audience', { aud: 'other' }],
    ['no user', { sub: undefined }],
    ['no session', { sid: undefined }],
    ['no expiry', { exp: undefined }],
    ['an expiry that is no number', { exp: '9999999999' }],
    ['a time from which it is valid', { nbf: 9_999_999_999 }],
    ['roles that are no texts', { roles: [['admin']] }],
    ['roles that are no list', { roles: 'admin' }],
    ['a session that does not exist', { sid: '00000000-0000-4000-8000-000000000000' }],
    ['a session that is no uuid', { sid: 'x' }],
  ]
  it.each(changes)('9.2.2 is refused with %s', async (_what, claims) => {
    expect(await code(forge(claims))).toBe('AUTH_TOKEN_INVALID')
  })

  it('is refused with a header that asks for more', async () => {
    expect(await code(forge({}, { alg: 'HS256', crit: ['b64'], b64: false }))).toBe('AUTH_TOKEN_INVALID')
    expect(await code(forge({}, { alg: 'HS256', crit: ['x'], x: 1 }))).toBe('AUTH_TOKEN_INVALID')
    expect(await code(forge({}))).toBe('no error')
  })

  it('belongs to one backend', async () => {
    expect(await code(token, open({ name: 'blog' }))).toBe('AUTH_TOKEN_INVALID')
  })

  it('9.2.1 expires after 15 minutes, also when it was seen before', async () => {
    const fresh = open()
    const issued = Number(payload.iat) * 1000
    now = issued + 899_000
    expect(await code(token)).toBe('no error')
    now = issued + 900_000
    expect(await code(token)).toBe('AUTH_TOKEN_EXPIRED')
    expect(await code(token, fresh)).toBe('AUTH_TOKEN_EXPIRED')
    now = Date.now()
  })

  it('is verified once for many requests at once, and then known', async () => {
    const fresh = open()
    const first = Array.from({ length: 10 }, () => fresh.identify(token, { host: '' }))
    expect(new Set(await Promise.all(first)).size).toBe(1)
    expect(fresh.identify(token, { host: '' })).not.toBeInstanceOf(Promise)
    fresh.revoke(String(payload.sid))
    const anew = fresh.identify(token, { host: '' })
    expect(anew).toBeInstanceOf(Promise)
    expect(await anew).toEqual(await first[0])
  })

  it('carries the claims that were agreed, and nothing of the user', () => {
    expect(Object.keys(payload).toSorted()).toEqual(['aud', 'exp', 'iat', 'iss', 'roles', 'sid', 'sub', 'typ'])
    expect(payload).toMatchObject({ iss: 'shop', aud: 'shop', typ: 'access', roles: ['customer'] })
  })
})
