import type { BlueprintAction } from '../../blueprint/blueprint.ts'
import type { Endpoint } from '../../blueprint/endpoint.ts'
import { compareNames } from '../source/index.ts'
import type { Served } from './served.ts'
import type { ContractStep, ContractValue } from './value.ts'

/** Makes first, then reads, changes, and takes away; signing out comes last. */
const phases: Readonly<Record<string, number>> = {
  'auth.register': 0,
  'auth.login': 1,
  'auth.me': 2,
  create: 3,
  list: 4,
  get: 4,
  'toggle POST': 5,
  'singleton GET': 4,
  search: 6,
  stats: 6,
  export: 6,
  feed: 6,
  distinct: 6,
  transition: 7,
  replace: 8,
  update: 8,
  assign: 8,
  tally: 8,
  reorder: 8,
  // What it shows is what somebody set.
  'singleton PUT': 3,
  'singleton PATCH': 3,
  'singleton POST': 3,
  'bulk create': 5,
  'bulk update': 8,
  'bulk delete': 9,
  'toggle DELETE': 9,
  delete: 10,
  // Nothing is left to be taken away after it.
  'bulk all': 10.5,
  pending: 11,
  'auth.update': 12,
  'auth.refresh': 13,
  'auth.createKey': 3,
  'tenants.create': 3,
  'auth.revokeKey': 10,
  'auth.logoutAll': 14,
  // Whoever is signed out already may sign out.
  'auth.logout': 15,
  // It may be one of those who ask here.
  'delete people': 16,
  GET: 4,
  POST: 7,
  PUT: 8,
  PATCH: 8,
  DELETE: 10,
}

/**
 * Sorts the endpoints so that nothing is asked for before it is there. `tables` stand after those they point at, and rows
 * are taken away before those they point at.
 */
export function inOrder<T extends { readonly endpoint: Endpoint; readonly served: Served }>(
  all: readonly T[],
  { tables, users }: { readonly tables: readonly string[]; readonly users: string | undefined },
): T[] {
  const pointing = ({ endpoint, served }: T): number =>
    endpoint.method === 'DELETE' && served.kind === 'resource' ? -tables.indexOf(served.resource.table) : 0
  // What stands under something else is made after it, and taken away before it.
  const depth = ({ endpoint }: T): number => endpoint.path.split('/').length * (endpoint.method === 'DELETE' ? -1 : 1)
  const key = ({ endpoint }: T): string => `${endpoint.path} ${endpoint.method}`
  return all.toSorted(
    (a, b) =>
      phaseOf(a, users) - phaseOf(b, users) ||
      pointing(a) - pointing(b) ||
      depth(a) - depth(b) ||
      compareNames(key(a), key(b)),
  )
}

function phaseOf(
  { endpoint, served }: { readonly endpoint: Endpoint; readonly served: Served },
  users: string | undefined,
): number {
  const word = {
    auth: () => (served.kind === 'auth' ? served.operation : ''),
    resource: () => (served.kind === 'resource' ? `${served.verb}${isPerson(served, users) ? ' people' : ''}` : ''),
    action: () => (served.kind === 'action' ? wordOf(served.action, endpoint.method) : ''),
    nothing: () => endpoint.method,
  }[served.kind]()
  return phases[word] ?? 4
}

function isPerson({ verb, resource }: Extract<Served, { kind: 'resource' }>, users: string | undefined): boolean {
  return verb === 'delete' && resource.table === users
}

function wordOf(action: BlueprintAction, method: string): string {
  if (action.kind === 'toggle' || action.kind === 'singleton') return `${action.kind} ${method}`
  return action.kind === 'bulk' ? `bulk ${action.of === 'all' ? 'all' : action.verb}` : action.kind
}

/** Puts every step after those whose answers it needs, and otherwise leaves the order. */
export function afterSources(steps: readonly ContractStep[]): ContractStep[] {
  const sorted = new Set<ContractStep>()
  const visit = (step: ContractStep, above: readonly ContractStep[]): void => {
    if (sorted.has(step) || above.includes(step)) return
    for (const name of [...named(step.params), ...named(step.body), ...named(step.query)].filter(
      one => one !== step.ask,
    )) {
      const source = steps.find(({ ask }) => ask === name)
      if (source !== undefined) visit(source, [...above, step])
    }
    sorted.add(step)
  }
  for (const step of steps) visit(step, [])
  return [...sorted]
}

function named(value: ContractValue | undefined): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) =>
    /^\$(answer|new|sent)$/.test(key) ? [String(part)] : named(part),
  )
}
