import type { Membership, Tenancy } from '../tenancy/index.ts'
import type { User, Users } from './accounts/users.ts'
import { authErrors } from './errors.ts'
import type { FreshSession, Sessions } from './sessions.ts'
import type { Tokens } from './tokens/tokens.ts'

/** What login, register and refresh answer with. */
export interface SignedIn {
  readonly user: unknown
  readonly accessToken: string
  readonly refreshToken: string
  /** Seconds that the access token is valid. */
  readonly expiresIn: number
}

export interface SignInParts {
  readonly users: Users
  readonly sessions: Sessions
  readonly tokens: Tokens
  readonly tenancy: Tenancy | undefined
  /** Lifetime of an access token in seconds. */
  readonly access: number
}

/** Opens sessions and renews them. */
export class SignIn {
  readonly #parts: SignInParts

  constructor(parts: SignInParts) {
    this.#parts = parts
  }

  /**
   * Opens a session for a user whose password was right, in the tenant that was named, else in the first one of theirs.
   * TENANT_FORBIDDEN when they do not belong to the one that was named.
   */
  async open(user: User, wanted: string | null): Promise<SignedIn> {
    const { tenancy, sessions } = this.#parts
    const membership = tenancy === undefined ? null : await tenancy.membership(user.id, wanted)
    return this.#answer(user, membership, await sessions.open(user.id, membership?.id ?? null))
  }

  /**
   * The next pair of tokens, with today's role. AUTH_REFRESH_INVALID when the token was used before or the session is
   * over; a session also ends with its user, and with the membership in its tenant.
   */
  async renew(refreshToken: string): Promise<SignedIn> {
    const { sessions, users, tokens } = this.#parts
    const session = await sessions.rotate(refreshToken)
    if (session === undefined) throw authErrors.AUTH_REFRESH_INVALID()
    const user = await users.byId(session.user)
    const membership = await this.#membership(session)
    if (user === undefined || membership === undefined) {
      await sessions.end(session.id)
      tokens.revoke(session.id)
      throw authErrors.AUTH_REFRESH_INVALID()
    }
    return this.#answer(user, membership, session)
  }

  /** The membership that a session was opened in: null for a session in no tenant, undefined for one that was lost. */
  async #membership({ user, tenant }: FreshSession): Promise<Membership | null | undefined> {
    const { tenancy } = this.#parts
    if (tenancy === undefined || tenant === null) return null
    return (await tenancy.member(user, tenant)) ?? undefined
  }

  /** In a tenant the membership's role counts, outside of one the user's own. */
  async #answer(user: User, membership: Membership | null, session: FreshSession): Promise<SignedIn> {
    const { tokens, access } = this.#parts
    const role = membership === null ? user.role : membership.role
    const tenant = membership === null ? null : { id: membership.id, slug: membership.slug }
    const claims = { user: user.id, session: session.id, tenant, roles: role === null ? [] : [role] }
    const accessToken = await tokens.make(claims)
    return { user: user.view, accessToken, refreshToken: session.refreshToken, expiresIn: access }
  }
}
