import type { Located } from './located.ts'

/**
 * `/metrics/jvm.memory.used`, `/metrics/jvm.gc.pause` and `/metrics/{name}`, which one call asks for: names of things that the
 * server keeps, where a parameter stands. Where all of the names are known, or few are, they are words of the path.
 */
export function withNamesAsParameters(located: readonly Located[]): Located[] {
  const groups = new Map<string, Set<string>>()
  for (const one of located) {
    for (const [key, path] of keysOf(one)) groups.set(key, (groups.get(key) ?? new Set()).add(path))
  }
  return located.map(one => {
    for (const [key, path] of keysOf(one)) {
      const paths = [...(groups.get(key) ?? [])]
      const open = paths.find(other => other.includes('{') && other !== path && isOpen(key, other))
      if (open === undefined || !NAME.test(partOf(key, path))) continue
      if (paths.filter(other => NAME.test(partOf(key, other))).length < ENOUGH) continue
      return { ...one, address: { ...one.address, path: open } }
    }
    return one
  })
}

/** Fewer may be words of the path like any others. */
const ENOUGH = 8
/** Words with dots between them that are no file's name. */
const NAME =
  /^[a-z]\w*(?:\.(?!(?:json|xml|csv|pdf|zip|txt|html?|php|js|png|jpe?g|svg|aspx?|jsp|do|cgi|yaml|yml)$)[a-z]\w*)+$/i

/** A path by each of its last two places: who sends it, how, where, and all of the path but that place. */
function keysOf({ sent, address }: Located): [key: string, path: string][] {
  const { path } = address
  if (path === undefined) return []
  const parts = path.split('/')
  return [parts.length - 1, parts.length - 2]
    .filter(at => at > 0)
    .map(at => [`${sent.sink} ${sent.method} ${at} ${parts.with(at, '*').join('/')}`, path])
}

function placeIn(key: string): number {
  return Number(key.split(' ')[2])
}

function partOf(key: string, path: string): string {
  return path.split('/')[placeIn(key)] ?? ''
}

function isOpen(key: string, path: string): boolean {
  return /^\{\w+\}$/.test(partOf(key, path))
}
