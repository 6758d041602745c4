import type { IncomingHttpHeaders } from 'node:http'
import type { Blueprint } from '../blueprint/blueprint.ts'

/** As much of a request as decides where it goes. */
export interface Asked {
  readonly url?: string | undefined
  readonly headers: IncomingHttpHeaders
}

/** True for what the backend serves; the frontend's dev server gets the rest. */
export type IsBackend = (request: Asked) => boolean

const builtIn = ['/docs', '/openapi.json', '/health', '/metrics']

/**
 * What the backend serves: everything below the base path. Where the frontend asks without one, pages and endpoints
 * share paths: there the backend gets the endpoints that the frontend asks for, and only what code asks, never what
 * the browser loads by itself.
 */
export function routesOf({ base, endpoints }: Pick<Blueprint, 'base' | 'endpoints'>): IsBackend {
  const prefixes = base.path.replace(/\/+$/, '') === '' ? builtIn : [base.path.replace(/\/+$/, ''), ...builtIn]
  const asked = endpoints.map(({ path }) => patternOf(path))
  return ({ url = '/', headers }) => {
    const path = url.replace(/[?#].*$/s, '')
    if (prefixes.some(prefix => path === prefix || path.startsWith(`${prefix}/`))) return true
    return isAskedByCode(headers) && asked.some(pattern => pattern.test(path))
  }
}

/** `/articles/{slug}` as a pattern. */
function patternOf(path: string): RegExp {
  const parts = path.split(/\{\w*\}/).map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^/]+')}/?$`)
}

/** `fetch` and XMLHttpRequest have no destination (Fetch, section 2.2.5); pages, scripts and pictures have one. */
function isAskedByCode({ 'sec-fetch-dest': destination = 'empty', accept = '' }: IncomingHttpHeaders): boolean {
  return destination === 'empty' && !accept.includes('text/html')
}
