/** The program that asks, as the door sees it. Absent from contexts of jobs and subscriptions. */
export interface Client {
  /** The address that limits count by: the connection's own, or the one that trusted proxies name. */
  readonly address: string
  /** The address as it is counted: of IPv6 its /64, which is one customer's. */
  readonly network: string
  /** `User-Agent`, cut to 300 characters; null where there is none. */
  readonly agent: string | null
  /** The CSRF header of the dialect, by default `X-CSRF-Token`: what a page of ours adds where cookies sign in. */
  readonly csrfToken: string | undefined
  /**
   * A browser says that a page of the very origin asks that it sends to: `Sec-Fetch-Site: same-origin`, which no script can
   * set (https://www.w3.org/TR/fetch-metadata/). False for other programs.
   */
  readonly isOwnPage: boolean
  /** The value of a cookie; undefined where it was not sent. */
  cookie(name: string): string | undefined
}

/** A cookie to set: always `Secure` and `Path=/`, so names may begin with `__Host-` (RFC 6265bis, section 4.1.3.2). */
export interface Cookie {
  readonly name: string
  /** Empty removes the cookie. */
  readonly value: string
  /** Seconds; 0 removes the cookie. Left out, it goes with the browser session. */
  readonly maxAge?: number
  /** Readable by scripts of the page. Default false. */
  readonly readable?: boolean
  /** Default `Lax`: sent when a link leads here, never with a form or a script of another site. */
  readonly sameSite?: 'Strict' | 'Lax'
}

declare module '../context/context.ts' {
  interface Context {
    /** The program that asks. */
    readonly client?: Client
    /** Name of the operation, job or subscription that runs: `orders.cancel`. */
    readonly operation?: string
  }
}
