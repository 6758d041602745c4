import { type Exchange, limitKey } from '../http/index.ts'
import type { Client, Cookie } from '../operations/index.ts'

const longestAgent = 300

/** The client of a request. Cookies are read when somebody asks for one. */
export class RequestClient implements Client {
  readonly #exchange: Exchange
  readonly #csrfHeader: string

  constructor(exchange: Exchange, csrfHeader: string) {
    this.#exchange = exchange
    this.#csrfHeader = csrfHeader
  }

  get address(): string {
    return this.#exchange.address
  }

  get network(): string {
    return limitKey(this.#exchange.address)
  }

  get agent(): string | null {
    return this.#exchange.headers['user-agent']?.slice(0, longestAgent) ?? null
  }

  get csrfToken(): string | undefined {
    const token = this.#exchange.headers[this.#csrfHeader]
    return typeof token === 'string' ? token : undefined
  }

  get isOwnPage(): boolean {
    return this.#exchange.headers['sec-fetch-site'] === 'same-origin'
  }

  cookie(name: string): string | undefined {
    return readCookie(this.#exchange.headers.cookie, name)
  }
}

/** The first cookie of that name, RFC 6265 section 4.2.1. Ours hold neither blanks nor quotes, so nothing is decoded. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined
  const start = `; ${header}`.indexOf(`; ${name}=`)
  if (start === -1) return undefined
  const from = start + name.length + 1
  const end = header.indexOf(';', from)
  return header.slice(from, end === -1 ? undefined : end)
}

/** `Set-Cookie` headers as flat pairs. Values are ours: base64url, dots and hyphens. */
export function cookieHeaders(cookies: readonly Cookie[]): string[] {
  return cookies.flatMap(cookie => ['set-cookie', cookieText(cookie)])
}

function cookieText({ name, value, maxAge, readable = false, sameSite = 'Lax' }: Cookie): string {
  const age = value === '' ? 0 : maxAge
  return [
    `${name}=${value}`,
    'Path=/',
    'Secure',
    ...(readable ? [] : ['HttpOnly']),
    `SameSite=${sameSite}`,
    ...(age === undefined ? [] : [`Max-Age=${age}`]),
  ].join('; ')
}
