import type { Blueprint } from '../../blueprint.ts'
import type { Endpoint } from '../../endpoint.ts'
import type { Detection } from '../detection.ts'
import { someEvidence } from './evidence.ts'
import { isUnder } from './path.ts'

/** Parts that a prefix is made of. A first part of any other name is taken for a thing, not for a prefix. */
const prefixWord = /^(api|rest|v\d+(\.\d+)?|backend|server|services?|public-api)$/i

/** The prefix of the API: what the code states, as far as most calls agree, else the words that all paths begin with. */
export function baseOf(detection: Detection): Blueprint['base'] {
  const calls = detection.endpoints.filter(endpoint => endpoint.kind !== 'media' && endpoint.kind !== 'link')
  const stated = detection.base
  const prefix = stated !== undefined && holds(stated.path, calls) ? trimmed(stated.path) : commonPrefix(calls)
  const path = withoutAsked(prefix, calls)
  return {
    path,
    ...(stated?.variable === undefined ? {} : { variable: stated.variable }),
    unknown: [...(stated?.unknown ?? [])],
    certainty: stated?.certainty ?? 'likely',
    evidence: someEvidence([stated?.evidence ?? calls[0]?.evidence ?? []], 5),
  }
}

/** What is asked for by itself, or beside it, is a path like others: nothing can be served but what stands below the base. */
function withoutAsked(base: string, calls: readonly Endpoint[]): string {
  const isAsked = base !== '' && calls.some(call => trimmed(call.path) === base || isBeside(call, base))
  return isAsked ? withoutAsked(base.slice(0, base.lastIndexOf('/')), calls) : base
}

/**
 * Asked for beside the base, as living code does: it needs a route, too. Files, and what has nothing but parameters in it,
 * belong to the page.
 */
function isBeside({ kind, live, method, path }: Endpoint, base: string): boolean {
  const isOperation = (kind === 'api' || kind === 'form') && live && method !== 'HEAD'
  const parts = path.split('/').filter(part => part !== '')
  const isFile = method === 'GET' && /\.\w{1,5}$/.test(parts.at(-1) ?? '')
  return isOperation && !isUnder(path, base) && !isFile && parts.some(part => !part.includes('{'))
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '')
}

/** A stated prefix counts when four of five calls have it, and it has no template of a server in it. */
function holds(path: string, calls: readonly Endpoint[]): boolean {
  if (!/^[\w/.~-]*$/.test(path)) return false
  const base = trimmed(path)
  const under = calls.filter(call => isUnder(call.path, base))
  return under.length >= calls.length * 0.8
}

function commonPrefix(calls: readonly Endpoint[]): string {
  const [first] = calls
  if (first === undefined) return ''
  const words = first.path.split('/').filter(part => part !== '')
  let base = ''
  for (const word of words) {
    const longer = `${base}/${word}`
    if (!prefixWord.test(word) || !calls.every(call => call.path.startsWith(`${longer}/`))) break
    base = longer
  }
  return base
}
