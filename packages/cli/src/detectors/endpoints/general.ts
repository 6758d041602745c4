import type { Located } from './located.ts'

// What a wrapper calls the rest of an address, and what may follow of a row.
const ANYWHERE = /\{(?:path|url|uri|endpoint|route|resource|suffix|target|href)\d*\}(?:\/\{\w+\})*$/i
const PREFIX = /^(?:\/(?:api|rest|backend|v\d+))*(?=\/\{)/

/** A wrapper that nobody calls, tried with anything: `/api/{entity}/list` and `/api/users/{path}` are no endpoints. */
export function isGeneral(path: string): boolean {
  return PREFIX.test(path) || ANYWHERE.test(path)
}

/** What is sent again, `client(error.config)`, or a file that is looked at: `/{url}` names nothing. */
export function isAnywhere(path: string): boolean {
  return /^\/\{\w+\}$/.test(path) && ANYWHERE.test(path)
}

/**
 * Without the addresses of a wrapper that nothing but its own parameters stands in, where its callers say what these are: `PUT
 * /{collection}/{id}` beside `PUT /boats/{id}`.
 */
export function withoutGeneral(located: readonly Located[]): Located[] {
  const filled = new Set(located.flatMap(one => (isHollow(one) ? [] : [placeOf(one)])))
  return located.filter(one => !isHollow(one) || !filled.has(placeOf(one)))
}

function isHollow({ address: { path = '' } }: Located): boolean {
  const prefix = PREFIX.exec(path)?.[0]
  return prefix !== undefined && /^(?:\/\{\w+\})+$/.test(path.slice(prefix.length))
}

/** The call that sends, and how long what it asks for is: `12 PUT 2`. */
function placeOf({ sent, address: { path = '' } }: Located): string {
  return `${sent.sink} ${sent.method} ${path.split('/').length}`
}
