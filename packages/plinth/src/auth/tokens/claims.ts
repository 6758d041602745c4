import type { webcrypto } from 'node:crypto'
import { JWTExpired } from 'jose/errors'
import { SignJWT } from 'jose/jwt/sign'
import { jwtVerify } from 'jose/jwt/verify'
import type { Tenant } from '../../tenancy/index.ts'
import { authErrors } from '../errors.ts'

/** What an access token says. */
export interface Claims {
  readonly user: string
  readonly session: string
  readonly tenant: Tenant | null
  readonly roles: readonly string[]
}

export interface SignedClaims extends Claims {
  /** Milliseconds since the epoch. */
  readonly expires: number
}

export interface SignerParts {
  /** Issuer and audience: the backend's name. */
  readonly name: string
  /** At least 32 bytes. */
  readonly secret: string
  /** Lifetime of a token in seconds. */
  readonly lifetime: number
  readonly clock: () => number
}

const ALGORITHM = 'HS256'
/** Tells access tokens from every other kind that the same key may sign. */
const TYPE = 'access'

/** Writes and reads access tokens: JWTs, signed with HS256. */
export class Signer {
  readonly #parts: SignerParts
  readonly #key: Promise<webcrypto.CryptoKey>

  constructor(parts: SignerParts) {
    this.#parts = parts
    const hmac = { name: 'HMAC', hash: 'SHA-256' }
    this.#key = crypto.subtle.importKey('raw', Buffer.from(parts.secret), hmac, false, ['sign', 'verify'])
  }

  /** A token for these claims. */
  async sign(claims: Claims): Promise<string> {
    const { name, lifetime, clock } = this.#parts
    const now = Math.floor(clock() / 1000)
    const { session: sid, tenant, roles } = claims
    const payload = { sid, roles, typ: TYPE, ...(tenant === null ? {} : { tenant: tenant.id, slug: tenant.slug }) }
    return new SignJWT(payload)
      .setProtectedHeader({ alg: ALGORITHM })
      .setSubject(claims.user)
      .setIssuer(name)
      .setAudience(name)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetime)
      .sign(await this.#key)
  }

  /** The claims of a token of ours: AUTH_TOKEN_EXPIRED when only its time is over, else AUTH_TOKEN_INVALID. Never says why. */
  async read(token: string): Promise<SignedClaims> {
    const { name, clock } = this.#parts
    const currentDate = new Date(clock())
    const options = {
      algorithms: [ALGORITHM],
      issuer: name,
      audience: name,
      currentDate,
    }
    const payload = await jwtVerify(token, await this.#key, options).then(verified => verified.payload, refuse)
    const { sub, sid, tenant, slug, roles, typ, exp } = payload
    const fits = typ === TYPE && typeof sub === 'string' && isSession(sid) && isTexts(roles)
    if (!fits || exp === undefined) throw authErrors.AUTH_TOKEN_INVALID()
    const named = typeof tenant === 'string' ? { id: tenant, slug: typeof slug === 'string' ? slug : null } : null
    return { user: sub, session: sid, tenant: named, roles, expires: exp * 1000 }
  }
}

function refuse(reason: unknown): never {
  throw reason instanceof JWTExpired ? authErrors.AUTH_TOKEN_EXPIRED() : authErrors.AUTH_TOKEN_INVALID()
}

const sessionForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function isSession(value: unknown): value is string {
  return typeof value === 'string' && sessionForm.test(value)
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string')
}
