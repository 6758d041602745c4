import { PlinthError } from '../../errors/index.ts'
import { authErrors } from '../errors.ts'
import type { Roles } from '../roles.ts'
import type { Sessions } from '../sessions.ts'
import type { Claims, Signer } from './claims.ts'
import { type Identity, TokenCache } from './token-cache.ts'

export interface TokensParts {
  readonly signer: Signer
  readonly sessions: Sessions
  readonly roles: Roles
  readonly clock: () => number
}

/** Verified tokens that are remembered: about 1 kB each. */
const MOST = 10_000
/** Ours have under 1 kB. Longer ones are not read at all. */
const LONGEST = 4096

/** The access tokens of one process: who presents which, verified once and then remembered. */
export class Tokens {
  readonly #parts: TokensParts
  readonly #cache = new TokenCache(MOST)
  readonly #pending = new Map<string, Promise<Identity>>()
  #revocations = 0

  constructor(parts: TokensParts) {
    this.#parts = parts
  }

  /** A new access token. */
  make(claims: Claims): Promise<string> {
    return this.#parts.signer.sign(claims)
  }

  /**
   * Who presents this token: at once when it was verified before, else after checking the signature and that its
   * session is open. AUTH_TOKEN_INVALID, AUTH_TOKEN_EXPIRED.
   */
  identity(token: string): Identity | Promise<Identity> {
    return this.#cache.get(token, this.#parts.clock()) ?? this.#pending.get(token) ?? this.#verify(token)
  }

  /** The session of a token, undefined for one that is not valid. */
  async session(token: string): Promise<string | undefined> {
    try {
      return (await this.identity(token)).session
    } catch (error) {
      if (error instanceof PlinthError && error.status === 401) return undefined
      throw error
    }
  }

  /** Ends every access token of a session in this process. Others learn of it when they see a token for the first time. */
  revoke(session: string): void {
    this.#revocations++
    this.#cache.revoke(session)
  }

  #verify(token: string): Promise<Identity> {
    const verified = this.#read(token).finally(() => this.#pending.delete(token))
    this.#pending.set(token, verified)
    return verified
  }

  async #read(token: string): Promise<Identity> {
    if (token.length > LONGEST) throw authErrors.AUTH_TOKEN_INVALID()
    const { signer, sessions, roles } = this.#parts
    const claims = await signer.read(token)
    const before = this.#revocations
    if (!(await sessions.isOpen(claims.session))) throw authErrors.AUTH_TOKEN_INVALID()
    const { tenant, session, expires } = claims
    const grant = roles.grant(claims.roles)
    const actor = Object.freeze({ kind: 'user' as const, id: claims.user, tenant: tenant?.id ?? null, ...grant })
    const identity = Object.freeze({ actor, session, tenant, expires })
    // A session that ended while it was being looked up must not come back through the cache.
    if (before === this.#revocations) this.#cache.set(token, identity)
    return identity
  }
}
