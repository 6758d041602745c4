import { doorErrors } from '../errors.ts'

/** Headers of an answer to one origin, as flat pairs; none for an origin that is not allowed. */
export type CorsHeaders = (origin: string | undefined) => readonly string[]

const localhost = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/

/** What a page may read besides the safelisted headers. */
const exposed = 'etag, location, x-request-id, retry-after, ratelimit, ratelimit-policy, idempotent-replayed'

const none: readonly string[] = []

/** Exact origins, with credentials; in development also localhost with any port. Throws HTTP_ORIGIN_INVALID at boot. */
export function corsHeaders(allowed: readonly string[], development: boolean): CorsHeaders {
  const known = new Map(allowed.map(origin => [checked(origin), allow(origin)]))
  if (known.size === 0 && !development) return () => none
  return origin => {
    if (origin === undefined) return none
    return known.get(origin) ?? (development && localhost.test(origin) ? allow(origin) : none)
  }
}

/** What a preflight adds. The headers that the page asks for are granted: its origin is trusted by name. */
export function preflightHeaders(methods: readonly string[], asked: string | undefined): string[] {
  const headers = ['access-control-allow-methods', methods.join(', '), 'access-control-max-age', '600']
  if (asked !== undefined && /^[\w\-, ]{1,1000}$/.test(asked)) headers.push('access-control-allow-headers', asked)
  return headers
}

function allow(origin: string): readonly string[] {
  return Object.freeze([
    'access-control-allow-origin',
    origin,
    'access-control-allow-credentials',
    'true',
    'access-control-expose-headers',
    exposed,
  ])
}

function checked(origin: string): string {
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  if (url === undefined || url.origin !== origin) {
    const example = url === undefined || url.origin === 'null' ? 'https://shop.example.com' : url.origin
    throw doorErrors.HTTP_ORIGIN_INVALID({ origin, example })
  }
  return origin
}
