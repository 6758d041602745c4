import type { Located } from './located.ts'

/** What stands for the id of a row that is not there yet. */
const SENTINEL = /^(?:new|create|add|none|null|undefined|-?\d+|(?:new|tmp|temp)[-_:]?\{\w+\})$/i

/**
 * Without addresses that hold a word in place of an id: `/users/new` beside `/users/{id}`, both from one place in the code.
 * Forms are told `new` for a row that they make, and ask for nothing then; that is not followed through all conditions.
 */
export function withoutSentinels(located: readonly Located[]): Located[] {
  const asked = new Map<string, string[][]>()
  for (const one of located) {
    const key = placeOf(one)
    asked.set(key, [...(asked.get(key) ?? []), segmentsOf(one)])
  }
  return located.filter(one => {
    const segments = segmentsOf(one)
    return !(asked.get(placeOf(one)) ?? []).some(other => isSentinelOf(segments, other))
  })
}

function placeOf({ sent: { method, sink, place } }: Located): string {
  return `${method} ${sink} ${place.file}:${place.line}`
}

function segmentsOf({ address }: Located): string[] {
  return (address.path ?? '').split('/')
}

function isSentinelOf(segments: readonly string[], other: readonly string[]): boolean {
  if (segments.length !== other.length) return false
  const differing = segments.flatMap((segment, at) => (segment === other[at] ? [] : [at]))
  return differing.length > 0 && differing.every(at => SENTINEL.test(segments[at] ?? '') && /^\{/.test(other[at] ?? ''))
}
