/**
 * A part of a path: a word as written, or a parameter. A word may be `joined` to the one before by a colon:
 * `clients:batchDelete`.
 */
export type Segment =
  | { readonly word: string; readonly joined?: true }
  | { readonly hole: string; readonly mixed?: true; readonly any?: true }

/** The parts of a path below the base; undefined when a part mixes words and parameters, or has signs no route can have. */
export function segmentsOf(path: string, base: string): Segment[] | undefined {
  if (!isUnder(path, base)) return undefined
  const parts = path
    .slice(base.length)
    .split('/')
    .filter(part => part !== '')
    // AIP-136 joins what is done to the rows that it is done to.
    .flatMap(part => (/^[\w.~-]+:[\w.~-]+$/.test(part) ? part.split(/(?=:)/) : [part]))
  const segments = parts.map((part, at): Segment | undefined => {
    const hole = /^\{([^{}]+)\}$/.exec(part)?.[1]
    if (hole !== undefined) return { hole: /^[A-Za-z]\w{0,59}$/.test(hole) ? hole : `part${at + 1}` }
    if (/^[\w.~-]{1,100}$/.test(part)) return { word: part }
    if (/^:[\w.~-]{1,100}$/.test(part)) return { word: part.slice(1), joined: true }
    // A list stands where one of its values was meant.
    if (at > 0 && part === '[]') return { hole: `part${at + 1}`, mixed: true, any: true }
    // `{from}-{to}.csv`: a parameter that holds more than one thing, where something stands before it.
    return at > 0 && part.includes('{') ? { hole: `part${at + 1}`, mixed: true } : undefined
  })
  return segments.every(segment => segment !== undefined) ? segments : undefined
}

/** True for a path that starts with the base, whole segments compared. */
export function isUnder(path: string, base: string): boolean {
  return base === '' || path === base || path.startsWith(`${base}/`)
}

/** The words of a path, without its parameters. */
export function wordsOf(segments: readonly Segment[]): string[] {
  return segments.flatMap(segment => ('word' in segment ? [segment.word] : []))
}

/** A path as text that says which paths are the same one: parameters have no names. */
export function placeOf(segments: readonly Segment[]): string {
  return segments.map(segment => ('word' in segment ? segment.word : '{}')).join('/')
}

/** A path as the blueprint writes it: `/articles/:slug`. */
export function routeOf(segments: readonly Segment[]): string {
  return segments
    .map(segment => ('word' in segment ? `${segment.joined === true ? ':' : '/'}${segment.word}` : `/:${segment.hole}`))
    .join('')
}
