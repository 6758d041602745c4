import { hashedId, type Log } from '../observability/index.ts'
import type { Client, Cookie, Reply } from '../operations/index.ts'
import type { Membership, Tenancy } from '../tenancy/index.ts'
import type { Home } from './accounts/home.ts'
import type { User, Users } from './accounts/users.ts'
import type { SessionCookies } from './cookies.ts'
import { type Devices, deviceCookie } from './devices.ts'
import { authErrors } from './errors.ts'
import type { FreshSession, Session, Sessions } from './sessions/sessions.ts'
import type { Tokens } from './tokens/tokens.ts'

/** What login, register and refresh answer with; the tokens are null where they travel in cookies. */
export interface SignedIn {
  readonly user: unknown
  readonly accessToken: string | null
  readonly refreshToken: string | null
  /** Seconds that the access token is valid. */
  readonly expiresIn: number
}

/** A session's answer, with its cookies. */
export type SessionReply = Extract<Reply, { readonly kind: 'value' }> & { readonly value: SignedIn }

export interface SignInParts {
  readonly users: Users
  readonly home: Home
  readonly sessions: Sessions
  readonly tokens: Tokens
  readonly devices: Devices
  readonly tenancy: Tenancy | undefined
  /** Lifetime of an access token in seconds. */
  readonly access: number
  /** Present where tokens travel in cookies. */
  readonly cookies: SessionCookies | undefined
  readonly log: Log
}

/** What became of a refresh token that was refused: the session that somebody used a copy of, where that is why. */
export class Reused {
  readonly session: Session

  constructor(session: Session) {
    this.session = session
  }
}

/** Opens sessions and renews them. */
export class SignIn {
  readonly #parts: SignInParts

  constructor(parts: SignInParts) {
    this.#parts = parts
  }

  /**
   * Opens a session for a user who proved to be one, in the tenant that was named, else in the first one of theirs.
   * TENANT_FORBIDDEN when they do not belong to the one that was named; AUTH_WRONG_CREDENTIALS when they were disabled
   * or deleted, or their password was changed, since they gave it.
   */
  async open(user: User, wanted: string | null, client?: Client): Promise<SessionReply> {
    const { tenancy, users, sessions, devices, cookies } = this.#parts
    const membership = tenancy === undefined ? null : await tenancy.membership(user.id, wanted)
    const device = devices.of(user.id, client?.cookie(deviceCookie))
    const bound = cookies === undefined ? undefined : device
    const session = await sessions.open(user.id, membership?.id ?? null, { client, device: bound })
    // Only now: whoever shuts the user out ends the sessions that they can see.
    if (!(await users.stands(user))) {
      await sessions.end(session.id, 'disabled')
      throw authErrors.AUTH_WRONG_CREDENTIALS()
    }
    return this.#answer({ user, membership }, session, [devices.cookie(device)])
  }

  /**
   * The next pair of tokens, with today's role. `Reused` when the token is an old one, whose family has just ended;
   * AUTH_REFRESH_INVALID when it is none. A session also ends with its user, and with the membership in its tenant.
   */
  async renew(refreshToken: string, client?: Client): Promise<SessionReply | Reused> {
    const { sessions, users, tokens, home, log } = this.#parts
    const renewal = await sessions.renew(refreshToken, client?.cookie(deviceCookie))
    if (renewal.kind === 'refused') throw authErrors.AUTH_REFRESH_INVALID()
    const { session } = renewal
    if (renewal.kind === 'repeated')
      log.info({ user: hashedId(session.user) }, 'A refresh token was repeated within 10 s.')
    if (renewal.kind === 'reused') {
      await tokens.revoke(session.id)
      return new Reused(session)
    }
    const user = await home.within(session.tenant, () => users.byId(session.user))
    const membership = await this.#membership(session)
    if (user !== undefined && membership !== undefined) return this.#answer({ user, membership }, renewal.session, [])
    await sessions.end(session.id, 'membership')
    await tokens.revoke(session.id)
    throw authErrors.AUTH_REFRESH_INVALID()
  }

  /**
   * Takes a session to the tenant of that id or slug, with the next pair of tokens; access tokens from before are over.
   * TENANT_FORBIDDEN for one that the user does not belong to, AUTH_TOKEN_INVALID for a session that has ended.
   */
  async switch(user: User, session: string, name: string): Promise<SessionReply> {
    const { tenancy, sessions, tokens } = this.#parts
    const membership = (await tenancy?.membership(user.id, name)) ?? null
    const switched = membership === null ? undefined : await sessions.switchTo(session, user.id, membership.id)
    if (switched === undefined) throw authErrors.AUTH_TOKEN_INVALID()
    await tokens.revoke(session)
    return this.#answer({ user, membership }, switched, [])
  }

  /** The membership that a session was opened in: null for a session in no tenant, undefined for one that was lost. */
  async #membership({ user, tenant }: Session): Promise<Membership | null | undefined> {
    const { tenancy } = this.#parts
    if (tenancy === undefined || tenant === null) return null
    return (await tenancy.member(user, tenant)) ?? undefined
  }

  /** In a tenant the membership's role counts, outside of one the user's own. */
  async #answer(
    { user, membership }: { readonly user: User; readonly membership: Membership | null },
    session: FreshSession,
    more: readonly Cookie[],
  ): Promise<SessionReply> {
    const { tokens, access, cookies } = this.#parts
    const role = membership === null ? user.role : membership.role
    const tenant = membership === null ? null : { id: membership.id, slug: membership.slug }
    const { id, switches } = session
    const claims = { user: user.id, session: id, tenant, roles: role === null ? [] : [role], switches }
    const pair = { accessToken: await tokens.make(claims), refreshToken: session.refreshToken }
    const told = cookies === undefined ? pair : { accessToken: null, refreshToken: null }
    const set = cookies === undefined ? [] : cookies.set({ id: session.id, ...pair })
    return { kind: 'value', value: { user: user.view, ...told, expiresIn: access }, cookies: [...more, ...set] }
  }
}
