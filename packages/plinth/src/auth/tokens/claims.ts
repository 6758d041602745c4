import type { JWTHeaderParameters } from 'jose'
import { JWTExpired } from 'jose/errors'
import { SignJWT } from 'jose/jwt/sign'
import { jwtVerify } from 'jose/jwt/verify'
import { PlinthError } from '../../errors/index.ts'
import type { Tenant } from '../../tenancy/index.ts'
import { authErrors } from '../errors.ts'
import type { Keyring } from './keyring.ts'

/** What an access token says. */
export interface Claims {
  readonly user: string
  readonly session: string
  readonly tenant: Tenant | null
  readonly roles: readonly string[]
  /** How often the session had gone to another tenant. */
  readonly switches: number
}

export interface SignedClaims extends Claims {
  /** Milliseconds since the epoch. */
  readonly expires: number
}

export interface SignerParts {
  /** Issuer and audience: the backend's name. */
  readonly name: string
  readonly keyring: Keyring
  /** Lifetime of a token in seconds. */
  readonly lifetime: number
  readonly clock: () => number
}

/** Tells access tokens from every other kind that the same key may sign. */
const TYPE = 'access'

/** Writes and reads access tokens: JWTs of one algorithm. */
export class Signer {
  readonly #parts: SignerParts

  constructor(parts: SignerParts) {
    this.#parts = parts
  }

  /** A token for these claims. */
  async sign(claims: Claims): Promise<string> {
    const { name, lifetime, clock, keyring } = this.#parts
    const { kid, key } = await keyring.signing()
    const now = Math.floor(clock() / 1000)
    const { session: sid, tenant, roles, switches } = claims
    const payload = {
      ...{ sid, roles, typ: TYPE },
      ...(tenant === null ? {} : { tenant: tenant.id, slug: tenant.slug }),
      ...(switches === 0 ? {} : { switches }),
    }
    return new SignJWT(payload)
      .setProtectedHeader({ alg: keyring.algorithm, ...(kid === undefined ? {} : { kid }) })
      .setSubject(claims.user)
      .setIssuer(name)
      .setAudience(name)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetime)
      .sign(key)
  }

  /** The claims of a token of ours: AUTH_TOKEN_EXPIRED when only its time is over, else AUTH_TOKEN_INVALID. Never says why. */
  async read(token: string): Promise<SignedClaims> {
    const { name, clock, keyring } = this.#parts
    const currentDate = new Date(clock())
    const options = {
      algorithms: [keyring.algorithm],
      issuer: name,
      audience: name,
      currentDate,
    }
    const payload = await jwtVerify(
      token,
      (header: JWTHeaderParameters) => keyring.verifying(header.kid),
      options,
    ).then(verified => verified.payload, refuse)
    const { sub, sid, tenant, slug, roles, typ, exp, switches = 0 } = payload
    const fits = typ === TYPE && typeof sub === 'string' && isSession(sid) && isTexts(roles)
    if (!fits || exp === undefined || !Number.isSafeInteger(switches)) throw authErrors.AUTH_TOKEN_INVALID()
    const named = typeof tenant === 'string' ? { id: tenant, slug: typeof slug === 'string' ? slug : null } : null
    return { user: sub, session: sid, tenant: named, roles, switches: Number(switches), expires: exp * 1000 }
  }
}

function refuse(reason: unknown): never {
  // What went wrong on our side, such as a database out of reach, is no fault of the token.
  if (reason instanceof PlinthError && reason.status !== 401) throw reason
  throw reason instanceof JWTExpired ? authErrors.AUTH_TOKEN_EXPIRED() : authErrors.AUTH_TOKEN_INVALID()
}

const sessionForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function isSession(value: unknown): value is string {
  return typeof value === 'string' && sessionForm.test(value)
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string')
}
