import type { Allow, BlueprintAction, BlueprintResource, BlueprintTable } from '../../blueprint.ts'
import type { Facts } from '../facts/facts.ts'
import type { Tenancy } from './tenancy.ts'

interface Parts {
  readonly tables: readonly BlueprintTable[]
  readonly resources: readonly BlueprintResource[]
  readonly actions: readonly BlueprintAction[]
}

/**
 * Marks the tables whose rows are a tenant's: those that are only asked for with the tenant named. What pages for guests
 * ask for is there for all tenants: a guest is in none, unless the address says it. Rows of a tenant are for people who
 * are signed in to it.
 */
export function withTenants(
  { tables, resources, actions }: Parts,
  tenancy: Tenancy | undefined,
  { asks, signals }: Facts,
): { tables: BlueprintTable[]; resources: BlueprintResource[] } {
  if (tenancy === undefined) return { tables: [...tables], resources: [...resources] }
  const named = tenancy.from.includes('subdomain') || tenancy.from.includes('path')
  const carried = new Set(asks.filter(tenancy.carries).map(({ key }) => key))
  const guests = new Set((signals.reach ?? []).flatMap(({ endpoint, who }) => (who === 'anyone' ? [endpoint] : [])))
  const own = new Set<string>()
  for (const { name, keys: owners } of tables.filter(table => table.name !== 'users')) {
    const single = actions.filter(action => action.kind === 'singleton' && action.of === name && owners === undefined)
    const keys = [
      ...resources.filter(resource => resource.table === name).flatMap(endpointsOf),
      ...single.flatMap(({ endpoints }) => endpoints),
    ]
    const isOwn =
      keys.length > 0 && keys.every(key => carried.has(key)) && (named || !keys.some(key => guests.has(key)))
    if (isOwn) own.add(name)
  }
  // Rows that stand inside of others go with them, and so do those that join a person to them.
  for (const { table, children } of resources)
    if (own.has(table)) for (const child of Object.values(children)) own.add(child)
  for (const action of actions) if (action.kind === 'toggle' && own.has(action.on)) own.add(action.through)
  return {
    tables: tables.map(table => (own.has(table.name) ? { ...table, tenant: true as const } : table)),
    resources: resources.map(resource => (own.has(resource.table) && !named ? forMembers(resource) : resource)),
  }
}

function endpointsOf({ operations }: BlueprintResource): string[] {
  return Object.values(operations).flatMap(({ endpoint }) => endpoint ?? [])
}

function forMembers(resource: BlueprintResource): BlueprintResource {
  const operations = Object.entries(resource.operations).map(([verb, operation]) => {
    const allow: Allow = operation.allow === 'anyone' ? 'signedIn' : operation.allow
    return [verb, { ...operation, allow }]
  })
  return { ...resource, operations: Object.fromEntries(operations) as BlueprintResource['operations'] }
}
