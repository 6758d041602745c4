import type { Sent } from '../requests/sending.ts'

/**
 * An address that begins with a variable of which only an example is written down: the example's path follows it, or its whole
 * address stands there, where that is somebody's.
 */
export function asInExample(sent: Sent, examples: ReadonlyMap<string, string>): Sent {
  const [first, next, ...rest] = sent.url.parts
  const variable = first && 'name' in first && first.of?.kind === 'unknown' ? first.of.env : undefined
  const path = variable === undefined ? undefined : examples.get(variable)
  if (!first || path === undefined) return sent
  const brings = next === undefined || ('text' in next && /^[/?#]/.test(next.text))
  const below = { text: brings ? path.replace(/\/+$/, '') : path }
  const begin = /^https:/.test(path) ? [below] : [first, below]
  return { ...sent, url: { ...sent.url, likely: true, parts: [...begin, ...(next ? [next] : []), ...rest] } }
}
