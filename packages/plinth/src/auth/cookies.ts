import { timingSafeEqual } from 'node:crypto'
import type { Client, Cookie } from '../operations/index.ts'
import { authErrors } from './errors.ts'
import type { Secrets } from './secrets.ts'

export const accessCookie = '__Host-access'
export const refreshCookie = '__Host-refresh'
/** Readable by the page, which sends it back in a header. The dialect may have other names for both. */
const csrfCookie = '__Host-csrf'

/** The cookies of a session, where `auth.cookie` is on. */
export class SessionCookies {
  readonly #secrets: Secrets
  readonly #lifetime: number
  readonly #csrfName: string

  /** `lifetime` is that of a refresh token, in seconds; `csrfName` the cookie with the CSRF token, by default `__Host-csrf`. */
  constructor(secrets: Secrets, lifetime: number, csrfName: string = csrfCookie) {
    this.#secrets = secrets
    this.#lifetime = lifetime
    this.#csrfName = csrfName
  }

  /** Throws AUTH_CSRF_REFUSED unless a page of this origin asks, or the request carries the token of this session. */
  check(session: string, { csrfToken = '', isOwnPage }: Client): void {
    if (isOwnPage) return
    const [wanted, sent] = [Buffer.from(this.#csrf(session)), Buffer.from(csrfToken)]
    if (sent.length !== wanted.length || !timingSafeEqual(sent, wanted)) throw authErrors.AUTH_CSRF_REFUSED()
  }

  #csrf(session: string): string {
    return this.#secrets.mac('csrf', session).toString('base64url')
  }

  set(session: { readonly id: string; readonly accessToken: string; readonly refreshToken: string }): Cookie[] {
    // The access token's cookie outlives the token: an expired one must be told from none, or the page shows a guest.
    const maxAge = this.#lifetime
    return [
      { name: accessCookie, value: session.accessToken, maxAge },
      { name: refreshCookie, value: session.refreshToken, maxAge, sameSite: 'Strict' },
      { name: this.#csrfName, value: this.#csrf(session.id), maxAge, sameSite: 'Strict', readable: true },
    ]
  }

  /** Removes them; the device stays known. */
  clear(): Cookie[] {
    return [
      { name: accessCookie, value: '' },
      { name: refreshCookie, value: '', sameSite: 'Strict' },
      { name: this.#csrfName, value: '', sameSite: 'Strict', readable: true },
    ]
  }
}
