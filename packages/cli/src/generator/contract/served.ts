import type { Allow, Blueprint, BlueprintAction, BlueprintResource } from '../../blueprint/blueprint.ts'
import type { Endpoint } from '../../blueprint/endpoint.ts'

/** What answers an endpoint, as the blueprint says. */
export type Served =
  | { readonly kind: 'resource'; readonly resource: BlueprintResource; readonly verb: string; readonly allow: Allow }
  | { readonly kind: 'action'; readonly action: BlueprintAction; readonly allow: Allow }
  | { readonly kind: 'auth'; readonly operation: string; readonly allow: Allow }
  | { readonly kind: 'nothing'; readonly allow: Allow }

/** `GET /api/products`: how the blueprint refers to an endpoint. */
export function keyOf({ method, path }: Pick<Endpoint, 'method' | 'path'>): string {
  return `${method} ${path}`
}

/** What answers each endpoint. Two whose parts hold several parameters are one: `/{a},{b}` is `/{a}.json`. */
export function servedBy(blueprint: Blueprint, key: string): Served {
  const served = servedAs(blueprint, key)
  if (served.kind !== 'nothing') return served
  const twin = blueprint.actions.find(({ endpoints }) => endpoints.some(each => mixedAlike(each, key)))
  return twin === undefined ? served : { kind: 'action', action: twin, allow: twin.allow }
}

function mixedAlike(one: string, other: string): boolean {
  const plain = (key: string): string => key.replace(/[^/]*\{[^/]*|(?<=\/)\[\]/g, '{}')
  return plain(one) === plain(other)
}

function servedAs(blueprint: Blueprint, key: string): Served {
  for (const [operation, endpoint] of Object.entries(blueprint.auth?.operations ?? {})) {
    if (endpoint === key) return { kind: 'auth', operation, allow: isOpen(operation) ? 'anyone' : 'signedIn' }
  }
  for (const [operation, endpoint] of Object.entries(blueprint.tenancy?.operations ?? {})) {
    if (endpoint === key) return { kind: 'auth', operation, allow: 'signedIn' }
  }
  for (const action of blueprint.actions) {
    if (action.endpoints.includes(key)) return { kind: 'action', action, allow: action.allow }
  }
  for (const resource of blueprint.resources) {
    for (const [verb, operation] of Object.entries(resource.operations)) {
      if (operation?.endpoint === key) return { kind: 'resource', resource, verb, allow: operation.allow }
    }
  }
  return { kind: 'nothing', allow: 'signedIn' }
}

/** The operations that sign somebody in need nobody signed in. */
function isOpen(operation: string): boolean {
  return open.has(operation)
}

const open = new Set([
  'auth.register',
  'auth.login',
  'auth.refresh',
  'auth.loginSecond',
  'auth.loginTicket',
  'auth.forgot',
  'auth.reset',
  'auth.verify',
  'auth.resendVerify',
  'auth.confirmEmail',
])

/**
 * The endpoints that the frontend's living code asks for, and a server answers with data. Those whose path no route can
 * have are left out: the blueprint says so of each.
 */
export function askedFor({ endpoints, unresolved }: Blueprint): Endpoint[] {
  const outside = new Set(unresolved.map(({ text }) => text))
  return endpoints.filter(
    ({ live, kind, method, path }) =>
      live &&
      (kind === 'api' || kind === 'form') &&
      method !== 'HEAD' &&
      !outside.has(`${method} ${path}`.slice(0, 80)),
  )
}
