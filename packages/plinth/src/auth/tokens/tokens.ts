import type { Bus } from '../../bus/index.ts'
import { PlinthError } from '../../errors/index.ts'
import type { Log } from '../../observability/index.ts'
import type { Tenancy } from '../../tenancy/index.ts'
import { authErrors } from '../errors.ts'
import { isKeyText } from '../keys/key.ts'
import type { ApiKeys } from '../keys/keys.ts'
import type { OutsideIssuers } from '../oidc/outside.ts'
import type { Grant, Roles } from '../roles.ts'
import type { Sessions } from '../sessions/sessions.ts'
import type { Claims, Signer } from './claims.ts'
import { type Identity, TokenCache } from './token-cache.ts'

export interface TokensParts {
  readonly signer: Signer
  readonly sessions: Sessions
  readonly roles: Roles
  readonly keys: ApiKeys
  readonly outside: OutsideIssuers
  /** Left out where tenancy is off. */
  readonly tenancy?: Tenancy | undefined
  readonly clock: () => number
  /** Tells the other instances what ended. Left out, there are none. */
  readonly bus?: Bus | undefined
  readonly log?: Log | undefined
}

/** Verified tokens that are remembered: about 1 kB each. */
const MOST = 10_000
/** Ours have under 1 kB. Longer ones are not read at all. */
const LONGEST = 4096

const topic = 'auth.sessions'

/** The access tokens of one process: who presents which, verified once and then remembered. */
export class Tokens {
  readonly #parts: TokensParts
  readonly #cache = new TokenCache(MOST)
  readonly #pending = new Map<string, Promise<Identity>>()
  #revocations = 0

  constructor(parts: TokensParts) {
    this.#parts = parts
    parts.bus?.subscribe(topic, session => this.forget([session]))
    parts.bus?.onGap(() => this.forgetAll())
    parts.tenancy?.changes.listen(tenant => this.#forgetTenant(tenant))
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

  /**
   * Ends every access token of these sessions: here at once, in every other instance when the bus tells it, or within
   * the second of `watchSessions`. Call it after the commit.
   */
  async revoke(...sessions: readonly string[]): Promise<void> {
    this.forget(sessions)
    const { bus, log } = this.#parts
    await Promise.all(sessions.map(session => bus?.publish(topic, session))).catch(error => {
      log?.warn({ error }, 'The bus could not be told of a session that ended; it is seen within a second.')
    })
  }

  /** Tokens that are remembered. */
  get size(): number {
    return this.#cache.size
  }

  /** Forgets the tokens of these sessions: the next use of one looks its session up. */
  forget(sessions: readonly string[]): void {
    if (sessions.length > 0) this.#revocations++
    for (const session of sessions) this.#cache.revoke(session)
  }

  /** In a tenant the role of today counts: who it gives what to is looked up again. */
  #forgetTenant(tenant: string | null): void {
    this.#revocations++
    if (tenant === null) this.#cache.clear()
    else this.#cache.revokeTenant(tenant)
  }

  /** Forgets every token. */
  forgetAll(): void {
    this.#revocations++
    this.#cache.clear()
  }

  #verify(token: string): Promise<Identity> {
    const verified = this.#read(token).finally(() => this.#pending.delete(token))
    this.#pending.set(token, verified)
    return verified
  }

  async #read(token: string): Promise<Identity> {
    if (token.length > LONGEST) throw authErrors.AUTH_TOKEN_INVALID()
    const before = this.#revocations
    const identity = await this.#identify(token)
    // A session that ended while it was being looked up must not come back through the cache.
    if (before === this.#revocations) this.#cache.set(token, identity)
    return identity
  }

  #identify(token: string): Promise<Identity> {
    const { keys, outside } = this.#parts
    if (isKeyText(token)) return keys.identity(token)
    return outside.issued(token) ? outside.identity(token) : this.#ofToken(token)
  }

  async #ofToken(token: string): Promise<Identity> {
    const { signer, sessions } = this.#parts
    const claims = await signer.read(token)
    const [isOpen, grant] = await Promise.all([sessions.isOpen(claims.session, claims.switches), this.#grant(claims)])
    if (!isOpen || grant === undefined) throw authErrors.AUTH_TOKEN_INVALID()
    const { tenant, session, expires } = claims
    const actor = Object.freeze({ kind: 'user' as const, id: claims.user, tenant: tenant?.id ?? null, ...grant })
    return Object.freeze({ actor, session, tenant, expires })
  }

  /** What the user may do: in a tenant by today's membership, undefined where it was lost. */
  async #grant({ user, tenant, roles: claimed }: Claims): Promise<Grant | undefined> {
    const { roles, tenancy } = this.#parts
    if (tenancy === undefined || tenant === null) return roles.grant(claimed)
    const standing = await tenancy.standing(user, tenant.id)
    return standing && roles.within(standing)
  }
}
