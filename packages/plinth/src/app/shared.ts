import type { PolicyNode } from '../access/index.ts'
import { readTables } from '../data/schema/index.ts'
import type { Operation } from '../operations/index.ts'
import type { Backend } from './backend.ts'

/**
 * Permissions that are about rows of all tenants: what resources on tables without `tenantId()` ask for, and whatever
 * else is asked for in the name of such a table (`products:import`). A role that anybody can have by making a tenant
 * must not have one of them.
 */
export function sharedPermissions({ schema, modules }: Backend, operations: readonly Operation[]): Set<string> {
  const shared = readTables(schema).filter(({ columns }) => columns.every(({ role }) => role !== 'tenant'))
  const tables = new Set(shared.map(({ key }) => schema[key]))
  const resources = modules.flatMap(module => module.resources).filter(({ table }) => tables.has(table))
  const names = new Set([...shared.map(({ key }) => key), ...resources.flatMap(({ options }) => options.name ?? [])])
  const policies = resources.flatMap(({ options: { allow = {}, fields = {} } }) => [
    ...Object.values(allow),
    ...Object.values(fields).flatMap(field => [field?.read, field?.write]),
  ])
  const own = policies.flatMap(policy => (policy === undefined ? [] : permissionsOf(policy.node)))
  const others = operations.flatMap(({ allow }) => permissionsOf(allow.node))
  return new Set([...own, ...others.filter(permission => names.has(permission.split(':')[0] ?? ''))])
}

function permissionsOf(node: PolicyNode): string[] {
  if (node.kind === 'can') return [node.permission]
  return node.kind === 'and' || node.kind === 'or' ? node.of.flatMap(permissionsOf) : []
}
