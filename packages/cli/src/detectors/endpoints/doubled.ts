import { isHole, type Place, type Text } from '../../syntax/index.ts'
import type { Located } from './located.ts'

/**
 * Without addresses whose base only the outside knows, where the same words have one that is written down for want of it:
 * `const { root } = window.settings ?? { root: '/api/v1' }`; and without those below a folder that the page's own address
 * may have, where the same words are asked for without it.
 */
export function withoutDoubled(located: readonly Located[]): Located[] {
  const calls = new Map<string, Located[]>()
  for (const one of located) calls.set(callOf(one), [...(calls.get(callOf(one)) ?? []), one])
  return located.filter(one => {
    const others = calls.get(callOf(one)) ?? []
    if (others.some(other => isBelow(one, other))) return false
    return !isOutside(one) || !others.some(other => isOnto(one, other))
  })
}

/** `{root}/books`, and `https://{root}/books`, where what is behind the host may be a part of what is not known. */
function isOutside({ address: { unknown, origin } }: Located): boolean {
  return unknown.length > 0 || (origin !== undefined && HIDDEN.test(origin))
}

const HIDDEN = /^(?:[a-z]+:)?\/\/\{\w+\}$/i

/** `/{folder}/json` and `/json`. */
function isBelow({ address: { path } }: Located, other: Located): boolean {
  const rest = /^\/\{[^}]*\}(\/.+)$/.exec(path ?? '')?.[1]
  return rest !== undefined && rest === other.address.path
}

function callOf({ sent: { method, sink, kind, url } }: Located): string {
  const last = wordsOf(url).at(-1)
  return `${method} ${sink} ${kind} ${last?.file}:${last?.line}`
}

/** The places of all that is written down of an address. */
function wordsOf(url: Text): Place[] {
  return url.parts.flatMap(part => ('text' in part && part.at ? [part.at] : []))
}

/** The second is the first with more words in front: `/api/v1/books` and `/books`. */
function isOnto(one: Located, other: Located): boolean {
  const [path = '', whole = ''] = [one.address.path, other.address.path]
  const before = whole.slice(0, whole.length - path.length)
  if (!whole.endsWith(path) || !/^(?:\/[\w.-]+)+$/.test(before)) return false
  const words = wordsOf(belowHost(one))
  const tail = wordsOf(other.sent.url).slice(-words.length)
  return words.length > 0 && words.every((place, at) => place === tail[at])
}

function belowHost({ sent: { url }, address: { origin } }: Located): Text {
  return origin === undefined ? url : { ...url, parts: url.parts.slice(url.parts.findIndex(isHole) + 1) }
}
