import type { Evidence } from '../../endpoint.ts'
import { hasBody, leafNames } from '../facts/ask.ts'
import { joinEvidence } from '../facts/evidence.ts'
import type { Facts } from '../facts/facts.ts'
import { authNames } from './names.ts'
import type { AuthAsks } from './operations.ts'

/** What cookies have to do with signing in. */
export interface Cookies {
  /** Sessions are in cookies. */
  readonly needed: boolean
  readonly evidence: readonly Evidence[]
  /** Why not, or what does not work with them. */
  readonly reason?: string
  /** Where the CSRF token is, where that is not the runtime's own place. */
  readonly csrf?: { readonly cookie?: string; readonly header?: string }
}

const own = { cookie: '__Host-csrf', header: 'x-csrf-token' }

/** Tells sessions in cookies from cookies that merely go along; undefined where none are sent on purpose. */
export function findCookies(auth: AuthAsks, { asks, signals }: Facts): Cookies | undefined {
  const seen = signals.cookies ?? []
  const sends = seen.filter(({ kind }) => kind === 'fetch' || kind === 'axios')
  const login = auth.get('auth.login')
  if (login === undefined) return undefined
  const evidence = joinEvidence(sends.length > 0 ? sends.map(each => each.evidence) : [login.endpoint.evidence])
  const carried = carriesToken(asks) || (signals.tokens ?? []).some(({ header }) => !/[cx]srf/.test(header))
  const given = leafNames(login.answer).some(name => authNames.access.test(name) && !/[cx]srf/i.test(name))
  // Cookies that go along by themselves are all that can sign in where nothing is given and nothing is carried.
  if (sends.length === 0 && (carried || given)) return undefined
  if (carried || given) return { needed: false, evidence, reason: reasonAgainst(auth) }
  const csrf = csrfOf(seen, asks)
  if (csrf === undefined) return { needed: true, evidence, reason: unguarded }
  const other = {
    ...(csrf.cookie === own.cookie ? {} : { cookie: csrf.cookie }),
    ...(csrf.header === own.header ? {} : { header: csrf.header }),
  }
  return { needed: true, evidence, ...(Object.keys(other).length === 0 ? {} : { csrf: other }) }
}

const unguarded =
  'No request brings the CSRF token of a cookie back in a header: what changes something is served to pages of the backend’s own origin alone.'

function carriesToken(asks: Facts['asks']): boolean {
  return asks.some(({ endpoint }) =>
    Object.keys(endpoint.headers ?? {}).some(
      name => /^authorization$|token|api-?key/i.test(name) && !/[cx]srf/i.test(name),
    ),
  )
}

function reasonAgainst(auth: AuthAsks): string {
  const refresh = auth.get('auth.refresh')
  if (refresh === undefined || hasBody(refresh)) return 'Requests carry a token: the cookies are not what signs in.'
  return 'The access token travels in a header and the refresh token in a cookie; the runtime has both in the same place.'
}

/** axios brings `XSRF-TOKEN` back by itself. */
function csrfOf(
  seen: NonNullable<Facts['signals']['cookies']>,
  asks: Facts['asks'],
): { readonly cookie: string; readonly header: string } | undefined {
  const named = (kind: string) => seen.find(each => each.kind === kind)?.name
  const sent = asks.flatMap(ask => Object.keys(ask.endpoint.headers ?? {})).find(name => /[cx]srf/.test(name))
  const byItself = named('axios') !== undefined && named('fetch') === undefined
  const header = named('csrfHeader')?.toLowerCase() ?? sent ?? (byItself ? 'x-xsrf-token' : undefined)
  const cookie = named('csrfCookie') ?? (byItself && sent === undefined ? 'XSRF-TOKEN' : undefined)
  return header === undefined || cookie === undefined ? undefined : { cookie, header }
}
