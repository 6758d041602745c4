import type { Actor } from '../../access/index.ts'
import { authErrors } from '../errors.ts'
import type { Roles } from '../roles.ts'
import type { Identity } from '../tokens/token-cache.ts'
import type { Identities } from './identities.ts'

/** An issuer whose access tokens are taken besides our own. */
export interface IssuerOptions {
  /** As it stands in `iss`. */
  readonly issuer: string
  /** As it stands in `aud`: tokens for others are refused. */
  readonly audience: string
  /** Its keys: a JWK Set by https. */
  readonly jwks: string
  /** An account with the address that it has verified is the same person. Default false. */
  readonly linkByEmail?: boolean
  /** Makes an account for a subject that comes for the first time. Default false. */
  readonly create?: boolean
}

const algorithms = ['EdDSA', 'Ed25519', 'RS256', 'PS256', 'ES256']
/** Milliseconds: for one fetch of keys, between two fetches, and until keys are fetched anew. */
const [timeout, cooldown, maxAge] = [5_000, 30_000, 600_000]

/** Access tokens of outside issuers. They have no session here: they end by themselves. */
export class OutsideIssuers {
  readonly #issuers: ReadonlyMap<string, IssuerOptions>
  readonly #keys = new Map<string, ReturnType<typeof import('jose')['createRemoteJWKSet']>>()
  readonly #parts: { readonly identities: Identities; readonly roles: Roles; readonly clock: () => number }

  constructor(
    issuers: readonly IssuerOptions[],
    parts: { readonly identities: Identities; readonly roles: Roles; readonly clock: () => number },
  ) {
    this.#issuers = new Map(issuers.map(each => [each.issuer, each]))
    this.#parts = parts
  }

  /** True for a token that says it is of one of them. Nothing is verified yet. */
  issued(token: string): boolean {
    if (this.#issuers.size === 0) return false
    const issuer = issuerOf(token)
    return issuer !== undefined && this.#issuers.has(issuer)
  }

  /** Who presents it. AUTH_TOKEN_INVALID, AUTH_TOKEN_EXPIRED, AUTH_IDENTITY_REFUSED. */
  async identity(token: string): Promise<Identity> {
    const options = this.#issuers.get(issuerOf(token) ?? '')
    if (options === undefined) throw authErrors.AUTH_TOKEN_INVALID()
    const { createRemoteJWKSet, errors, jwtVerify } = await import('jose')
    const keys =
      this.#keys.get(options.issuer) ??
      createRemoteJWKSet(new URL(options.jwks), {
        timeoutDuration: timeout,
        cooldownDuration: cooldown,
        cacheMaxAge: maxAge,
      })
    this.#keys.set(options.issuer, keys)
    const { identities, roles, clock } = this.#parts
    const { issuer, audience } = options
    const currentDate = new Date(clock())
    const required = ['sub', 'exp', 'iat']
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms,
      currentDate,
      requiredClaims: required,
    }).catch((cause: unknown) => {
      if (cause instanceof errors.JWTExpired) throw authErrors.AUTH_TOKEN_EXPIRED()
      throw authErrors.AUTH_TOKEN_INVALID(undefined, { cause })
    })
    // An ID token has a nonce, and proves a login to its client, not a right to ask.
    if (payload.sub === undefined || payload.exp === undefined || payload.nonce !== undefined)
      throw authErrors.AUTH_TOKEN_INVALID()
    const { email, email_verified: emailVerified, name } = payload
    const assertion = { issuer, subject: payload.sub, email, emailVerified, name }
    const user = await identities.settle(assertion, {
      linkByEmail: options.linkByEmail ?? false,
      create: options.create ?? false,
    })
    const grant = roles.grant(user.role === null ? [] : [user.role])
    const actor: Actor = Object.freeze({ kind: 'user' as const, id: user.id, tenant: null, ...grant })
    return Object.freeze({
      actor,
      session: `${issuer} ${payload.sub}`,
      tenant: null,
      expires: Math.min(payload.exp * 1000, clock() + 60_000),
    })
  }
}

function issuerOf(token: string): string | undefined {
  try {
    const { iss } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { iss?: unknown }
    return typeof iss === 'string' ? iss : undefined
  } catch {
    return undefined
  }
}
