import type { Exchange } from '../http/index.ts'
import type { Client, Operation } from '../operations/index.ts'
import { RequestClient } from './client.ts'
import { restErrors } from './errors.ts'

/** Where access tokens travel in cookies, and what proves that a page of ours sent the request. `auth` hands it in. */
export interface CookieAuth {
  /** Name of the cookie that holds the access token. */
  readonly access: string
  /** Rejects unless the request carries the CSRF token of this access token's session. */
  check(token: string, client: Client): Promise<void>
}

/**
 * Guards operations that change something where cookies authenticate. What a page of this very origin sends passes: the
 * browser says so (Fetch Metadata). Of others it says where they stand in `Origin`; that must be this host or an allowed
 * origin, and a request that is signed in by its cookie also carries the token of its session, which no other site can
 * read (OWASP, signed double submit).
 */
export class CsrfGuard {
  readonly #cookies: CookieAuth
  readonly #isUnsafe: boolean
  readonly #actsAsUser: boolean

  readonly #header: string

  /** `header` carries the CSRF token, in lower case. */
  constructor(cookies: CookieAuth, header: string, { method, token }: Operation) {
    this.#cookies = cookies
    this.#header = header
    this.#isUnsafe = method !== 'GET'
    this.#actsAsUser = token !== 'ignored'
  }

  /** The access token of the request's cookie. ORIGIN_REFUSED for a page of another site. */
  async token(exchange: Exchange, host: string): Promise<string | undefined> {
    const client = new RequestClient(exchange, this.#header)
    const token = client.cookie(this.#cookies.access)
    if (!this.#isUnsafe) return token
    const { headers, added } = exchange
    if (!client.isOwnPage && !isOurs(headers.origin, host) && !added.includes('access-control-allow-origin')) {
      throw restErrors.ORIGIN_REFUSED()
    }
    // What ignores the access token, such as refresh, checks for itself where its own cookie counts.
    if (token !== undefined && this.#actsAsUser) await this.#cookies.check(token, client)
    return token
  }
}

function isOurs(origin: string | undefined, host: string): boolean {
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)
}
