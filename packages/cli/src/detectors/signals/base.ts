import type { Base } from '../../blueprint/derive/detection.ts'
import type { Located } from '../endpoints/located.ts'
import { parseAddress } from '../requests/address.ts'
import { pathLiteral } from '../requests/evidence.ts'
import { byCode } from '../requests/names.ts'
import { evidence, type Notes } from './notes.ts'

const SPEAKS_OF_BASE = /api|url|host|base|server|backend|endpoint/i

/** The prefix that most requests put in front of their path, and where it comes from. */
export function baseOf(located: readonly Located[], notes: Notes): Base {
  const counts = new Map<string, { count: number; one: Located }>()
  // Links and pictures are written down whole: they say nothing of what calls are put together from.
  const calls = located.filter(({ sent }) => sent.kind !== 'link' && sent.kind !== 'media')
  for (const one of calls.length > 0 ? calls : located) {
    const prefix = prefixOf(one)
    const known = counts.get(prefix)
    counts.set(prefix, { count: (known?.count ?? 0) + 1, one: known?.one ?? one })
  }
  const [best] = [...counts].sort(([a, one], [b, other]) => other.count - one.count || byCode(a, b))
  const path = best?.[0] ?? ''
  const variable = notes.of('variable').find(note => SPEAKS_OF_BASE.test(note.name))
  const unknown = [...new Set(located.flatMap(one => one.address.unknown))].sort(byCode)
  const base: Base = { path, unknown, certainty: best?.[1].one.sent.url.likely ? 'likely' : 'sure' }
  const place = variable?.place ?? (path === '' ? undefined : firstLiteral(best?.[1].one))
  return {
    ...base,
    ...(variable ? { variable: variable.name } : {}),
    ...(place ? { evidence: [evidence(place)] } : {}),
  }
}

/** The path of what is written in front of the last literal. */
function prefixOf({ sent }: Located): string {
  const last = pathLiteral(sent.url)
  const before = sent.url.parts.slice(0, last ? sent.url.parts.indexOf(last) : 0)
  const path = parseAddress({ ...sent.url, parts: before })?.path ?? ''
  return path === '/' ? '' : path
}

function firstLiteral(located: Located | undefined) {
  const part = located?.sent.url.parts.find(one => 'text' in one && one.at !== undefined)
  return part && 'text' in part ? part.at : undefined
}
