import type { IncomingMessage } from 'node:http'

const named = new WeakMap<IncomingMessage, string>()

/**
 * Takes `/t/acme` out of `/api/t/acme/orders` before anything is routed, and remembers the name: every route is served
 * under every tenant's path too, without one more route. What names no tenant stays as it is, and is found nowhere.
 */
export function tenantRewriter(base: string): (request: IncomingMessage) => string {
  const prefix = `${base}/t/`
  return request => {
    const { url = '/' } = request
    if (!url.startsWith(prefix)) return url
    const rest = url.slice(prefix.length)
    const end = rest.search(/[/?]/)
    const name = decoded(end === -1 ? rest : rest.slice(0, end))
    if (name === undefined || name === '') return url
    named.set(request, name)
    const path = end === -1 ? base : base + rest.slice(end)
    return path.startsWith('/') ? path : `/${path}`
  }
}

/** The tenant that the path of a request named. */
export function tenantInPath(request: IncomingMessage): string | undefined {
  return named.get(request)
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
