import { ownerFields, type PolicyNode } from '../../access/index.ts'
import type { AnyTable } from '../register.ts'
import type { ResourceOptions, Verb } from '../resource.ts'
import { columnNamed, invalidOption, type Place } from './fail.ts'
import type { Table } from './table.ts'

/** The operations of a resource, in the order in which they are listed. */
export const verbs: readonly Verb[] = ['list', 'get', 'create', 'replace', 'update', 'delete']

type Allow = Readonly<Partial<Record<Verb, PolicyNode>>>

/** The policy of each verb: its own, else that of `read` or `write`. A verb without one is denied. */
export function allowOf(resource: string, table: Table, options: ResourceOptions<AnyTable>): Allow {
  const given = options.allow ?? {}
  const named = verbs.map(verb => [verb, given[verb] ?? given[reads(verb) ? 'read' : 'write']] as const)
  const allow = named.flatMap(([verb, policy]) => (policy === undefined ? [] : [[verb, policy.node] as const]))
  for (const [verb, node] of allow) checkPolicy(node, table, { resource, option: `allow.${verb}` })
  for (const [field, rule] of Object.entries(options.fields ?? {})) {
    if (rule?.read !== undefined) checkPolicy(rule.read.node, table, { resource, option: `fields.${field}.read` })
    if (rule?.write !== undefined) checkPolicy(rule.write.node, table, { resource, option: `fields.${field}.write` })
  }
  return Object.fromEntries(allow)
}

/** The operations to offer: those named, else all that anybody may use. */
export function verbsOf(resource: string, options: ResourceOptions<AnyTable>, allow: Allow): Verb[] {
  if (options.operations === undefined) return verbs.filter(verb => allow[verb] !== undefined)
  const denied = options.operations.find(verb => allow[verb] === undefined)
  if (denied === undefined) return [...options.operations]
  throw invalidOption(
    resource,
    `it offers ${denied}, but allow names nobody who may.`,
    `Add allow: { ${denied}: … }, or take ${denied} out of operations.`,
  )
}

/** The fields that any of the policies calls the row's owner. */
export function ownersOf(allow: Allow): string[] {
  return [...new Set(Object.values(allow).flatMap(ownerFields))]
}

function reads(verb: Verb): boolean {
  return verb === 'list' || verb === 'get'
}

/** A boot error for a policy that speaks of a field which the table does not have. */
export function checkPolicy(node: PolicyNode, table: Table, place: Place): void {
  if (node.kind === 'owner') columnNamed(table, node.field, place)
  if (node.kind === 'where') for (const field of Object.keys(node.match)) columnNamed(table, field, place)
  if (node.kind === 'when') for (const field of node.fields) columnNamed(table, field, place)
  if (node.kind === 'and' || node.kind === 'or') for (const part of node.of) checkPolicy(part, table, place)
}
