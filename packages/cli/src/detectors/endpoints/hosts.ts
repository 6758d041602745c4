import type { ThirdParty } from '../../blueprint/endpoint.ts'
import { isLiteral } from '../../syntax/index.ts'
import { pathLiteral } from '../requests/evidence.ts'
import { byCode } from '../requests/names.ts'
import { evidence } from '../signals/notes.ts'
import type { Located } from './located.ts'

const LOCAL = /^(?:(?:https?|wss?):)?\/\/(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\]|10\.0\.2\.2)(?::\d+)?$/i

/** The requests of this backend, and those of others. */
export interface Parties {
  own: Located[]
  others: ThirdParty[]
}

/** Tells the frontend's own backend from other hosts. */
export function splitByHost(located: readonly Located[]): Parties {
  const first = firstParty(located)
  const isOwn = ({ address: { origin } }: Located) =>
    isLocal(origin) || (first !== undefined && withoutScheme(origin) === withoutScheme(first))
  const foreign = Map.groupBy(
    located.filter(one => !isOwn(one)),
    callOf,
  )
  const isElsewhere = (one: Located) => (foreign.get(callOf(one)) ?? []).some(other => endsAlike(one, other))
  const others = new Map<string, Located[]>()
  for (const one of located) {
    if (isOwn(one) || one.sent.shown || isPicture(one)) continue
    const host = withoutScheme(one.address.origin)
    others.set(host, [...(others.get(host) ?? []), one])
  }
  const listed = [...others].map(([host, asking]) => ({ host, evidence: placesOf(asking) }))
  return {
    own: located.filter(one => isOwn(one) && !isElsewhere(one)),
    others: listed.sort((one, other) => byCode(one.host, other.host)),
  }
}

/** A socket, and a page's own scheme, lead to the same host. */
function withoutScheme(origin = ''): string {
  return origin.replace(/^(?:[a-z]+:)?\/\//i, '')
}

function callOf({ sent: { method, sink } }: Located): string {
  return `${method} ${sink}`
}

/** `{service}/tokens` of a call that asks `https://keys.example/tokens`: a setting may name another one of the same kind. */
function endsAlike({ address: { origin, unknown, path = '' } }: Located, other: Located): boolean {
  return origin === undefined && unknown.length > 0 && path.length > 1 && (other.address.path ?? '').endsWith(path)
}

/** A picture whose whole address is written down; one that is asked for by an id comes from a store. */
function isPicture({ sent: { kind, url } }: Located): boolean {
  return kind === 'media' && url.parts.every(isLiteral)
}

function placesOf(located: readonly Located[]): ThirdParty['evidence'] {
  const places = new Map(located.map(({ sent }) => [`${sent.place.file}:${sent.place.line}`, evidence(sent.place)]))
  return [...places.values()].sort((one, other) => byCode(one.file, other.file) || one.line - other.line)
}

/** Relative addresses, this machine, and hosts that only the environment knows. */
function isLocal(origin: string | undefined): boolean {
  return (
    origin === undefined || LOCAL.test(origin) || /^(?:[a-z]+:|\{\w+\})?\/\/\{\w+\}(?::(?:\d+|\{\w+\}))?$/i.test(origin)
  )
}

interface Score {
  origin: string
  calls: number
  token: boolean
  configured: boolean
}

/**
 * The one absolute host that is the frontend's own: it carries the app's session token, or it is written apart from the paths
 * (as a base of a client) and most calls go there. A host inside of a whole URL is somebody else's, a token for it too where
 * most calls go elsewhere.
 */
function firstParty(located: readonly Located[]): string | undefined {
  const scores = new Map<string, Score>()
  let relative = 0
  for (const one of located.filter(({ sent }) => sent.kind === 'api' || sent.kind === 'stream')) {
    const { origin } = one.address
    if (origin === undefined || isLocal(origin)) {
      relative += 1
      continue
    }
    const score = scores.get(origin) ?? { origin, calls: 0, token: false, configured: false }
    score.calls += 1
    score.token ||= carriesToken(one)
    score.configured ||= isConfigured(one)
    scores.set(origin, score)
  }
  const ranked = [...scores.values()].sort((one, other) => rank(other) - rank(one) || byCode(one.origin, other.origin))
  const [best] = ranked
  if (!best) return undefined
  // Where most calls go elsewhere, one sign is not enough.
  const isOwn = best.calls >= relative ? best.token || best.configured : best.token && best.configured
  return isOwn ? best.origin : undefined
}

function rank({ calls, token, configured }: Score): number {
  return calls + (configured ? 1000 : 0) + (token ? 100_000 : 0)
}

/** A token that the program keeps, not one that is written down. */
function carriesToken({ sent }: Located): boolean {
  return (sent.headers.get('authorization') ?? []).some(
    atom =>
      atom.kind === 'unknown' ||
      (atom.kind === 'text' && atom.parts.some(part => 'name' in part && !isOutside(part.of))),
  )
}

function isOutside(of: unknown): boolean {
  return typeof of === 'object' && of !== null && 'env' in of && of.env !== undefined
}

/** True when the host is written in another place than the path. */
function isConfigured({ sent }: Located): boolean {
  const path = pathLiteral(sent.url)
  const host = sent.url.parts.find(part => 'text' in part && part.text !== '')
  return host !== undefined && path !== host
}
