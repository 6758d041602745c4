import type { Allow, BlueprintResource } from '../../../blueprint/blueprint.ts'
import { call, chain, code, type Expression, literal, object, type Source } from '../../source/index.ts'
import type { Model } from '../model.ts'
import { nestedUnder } from '../nested.ts'

const verbs = ['list', 'get', 'create', 'replace', 'update', 'delete'] as const

/** What a resource may be asked for, or the two groups of it. */
export type Asked = (typeof verbs)[number] | 'read' | 'write'

/** A policy as code. */
export function allowCode(allow: Allow, source: Source): Expression {
  if (typeof allow === 'string') return code(source.use('plinth', allow))
  if ('can' in allow) return call(source.use('plinth', 'can'), [literal(allow.can)])
  if ('owner' in allow) return call(source.use('plinth', 'owner'), [literal(allow.owner)])
  if ('where' in allow) return call(source.use('plinth', 'where'), [literal(allow.where)])
  const [first = 'nobody', ...others] = allow.or
  const links = others.map(other => ({ name: 'or', values: [allowCode(other, source)] }))
  return chain(allowCode(first, source), links, typeof first === 'string' ? 0 : 1)
}

/** Policies by verb, with list and get as `read`, and the other verbs as `write` where all say the same. */
export function allowOf(resource: BlueprintResource, model: Model): [Asked, Allow][] {
  const given = verbs.flatMap((verb): [Asked, Allow][] => {
    const operation = resource.operations[verb]
    return operation === undefined ? [] : [[verb, operation.allow]]
  })
  if (given.length === 0) return asSingle(resource, model) ?? asChild(resource, model)
  for (const one of byActions(resource, model)) if (!given.some(([verb]) => verb === one[0])) given.push(one)
  const shows = ([verb]: readonly [Asked, Allow]): boolean => verb === 'list' || verb === 'get'
  const writes = given.filter(one => !shows(one))
  const reads = given.some(shows) ? given.filter(shows) : byWriters(writes, resource, model)
  return [
    ...merged('read', reads),
    ...(writes.length > 1 ? merged('write', writes) : writes.map(([verb, allow]): [Asked, Allow] => [verb, allow])),
  ]
}

/** The verbs that a resource offers, or undefined for all of them. */
export function operationsOf({ operations }: BlueprintResource): readonly string[] | undefined {
  const offered = verbs.filter(verb => operations[verb] !== undefined)
  return offered.length === verbs.length ? undefined : offered
}

/** The policy as an object for the option `allow`. A compound policy that stands there twice is named once before it. */
export function allowObject(
  allow: readonly (readonly [Asked, Allow])[],
  source: Source,
): { shared: readonly { name: string; policy: Expression }[]; value: Expression } {
  const texts = allow.map(([, policy]) => JSON.stringify(policy))
  const shared = new Map<string, { name: string; policy: Expression }>()
  const members = allow.map(([verb, policy]): [string, Expression] => {
    const text = JSON.stringify(policy)
    const twice = typeof policy === 'object' && 'or' in policy && texts.filter(other => other === text).length > 1
    if (!twice) return [verb, allowCode(policy, source)]
    const known = shared.get(text) ?? { name: source.claim(nameOf(policy.or)), policy: allowCode(policy, source) }
    shared.set(text, known)
    return [verb, code(known.name)]
  })
  return { shared: [...shared.values()], value: object(members) }
}

/**
 * Nobody asks for these rows, and somebody changes them: who may not see a row is told that there is none. Those who only
 * make rows see them where the code reads more of the answer than the id.
 */
function byWriters(
  writes: readonly (readonly [Asked, Allow])[],
  resource: BlueprintResource,
  model: Model,
): [Asked, Allow][] {
  const { operations } = resource
  const { blueprint } = model
  const changes = writes.filter(([verb]) => verb !== 'create').map(([, allow]) => allow)
  const made = operations.create
  const reads = blueprint.endpoints.find(({ method, path }) => `${method} ${path}` === made?.endpoint)?.reads ?? []
  const seen =
    changes.length > 0 || !reads.some(name => !/(^|[.\]])_?id$/.test(name)) ? changes : [made?.allow ?? 'nobody']
  const once = seen.filter((allow, at) => seen.findIndex(each => JSON.stringify(each) === JSON.stringify(allow)) === at)
  if (once.length === 0) return [...asChild(resource, model), ...asParent(resource, model)].filter(isRead).slice(0, 1)
  const open = once.find(each => each === 'anyone') ?? once.find(each => each === 'signedIn')
  return [['read', open ?? (once.length === 1 ? (once[0] ?? 'nobody') : { or: once })]]
}

function isRead([verb]: readonly [Asked, Allow]): boolean {
  return verb === 'read'
}

/** Nothing stands under a row that nobody sees: whoever may see what does sees the row. */
function asParent(resource: BlueprintResource, model: Model): [Asked, Allow][] {
  const below = model.blueprint.resources.filter(one => nestedUnder(one, model)?.parent === resource)
  const reads = below
    .flatMap(({ operations: { get, list } }) => get ?? list ?? [])
    .map(({ allow }) => withoutRows(allow))
  return reads.length === 0 ? [] : [['read', loosest(reads)]]
}

/** What actions do to rows that no operation of the resource does. Clients still cannot ask for it one by one. */
function byActions({ table }: BlueprintResource, { blueprint }: Model): [Asked, Allow][] {
  return blueprint.actions.flatMap((action): [Asked, Allow][] => {
    if (action.kind === 'bulk' && action.on === table) return [[action.verb, action.row]]
    return action.kind === 'reorder' && action.on === table ? [['update', action.row]] : []
  })
}

/** A resource whose only row has no id in its path: read and changed by an action. */
function asSingle({ table }: BlueprintResource, { blueprint }: Model): [Asked, Allow][] | undefined {
  const action = blueprint.actions.find(one => one.kind === 'singleton' && one.of === table)
  if (action?.kind !== 'singleton') return undefined
  return [
    ['read', action.read],
    [action.change === 'PUT' ? 'replace' : 'update', action.row],
  ]
}

/** A resource that is only read with others, or written and read with its parent: those who may do that with the others. */
function asChild({ name, table }: BlueprintResource, model: Model): [Asked, Allow][] {
  const { blueprint } = model
  const parents = blueprint.resources.filter(({ children }) => Object.values(children).includes(table))
  const showing = blueprint.resources.filter(
    one => Object.values(one.embed).includes(name) || isIncluded(table, one, model),
  )
  const all = [...parents, ...showing]
  if (all.length === 0) return []
  const reads = all.map(({ operations: { get, list } }) => withoutRows((get ?? list)?.allow ?? 'signedIn'))
  const read: [Asked, Allow] = ['read', loosest(reads)]
  const [parent] = parents
  return parent === undefined ? [read] : [read, ['create', withoutRows(parent.operations.create?.allow ?? 'signedIn')]]
}

/** A client may ask for the rows of a table together with those of the resource. */
function isIncluded(table: string, { include, table: own }: BlueprintResource, model: Model): boolean {
  const { fields } = model.table(own)
  return include.some(name => fields.some(field => field.name === `${name}Id` && field.references?.table === table))
}

/** The policy as far as it does not depend on the row. */
function withoutRows(allow: Allow): Allow {
  if (typeof allow === 'string' || 'can' in allow) return allow
  if ('owner' in allow) return 'signedIn'
  if ('where' in allow) return 'anyone'
  return loosest(allow.or.map(withoutRows))
}

function loosest(parts: readonly Allow[]): Allow {
  const [first = 'nobody', ...others] = parts
  const open = parts.find(part => part === 'anyone') ?? parts.find(part => part === 'signedIn')
  return open ?? (others.length === 0 ? first : { or: [...parts] })
}

function merged(name: Asked, given: readonly (readonly [Asked, Allow])[]): [Asked, Allow][] {
  const [first] = given
  if (first === undefined) return []
  const same = given.every(([, allow]) => JSON.stringify(allow) === JSON.stringify(first[1]))
  return same ? [[name, first[1]]] : given.map(([verb, allow]) => [verb, allow])
}

function nameOf(parts: readonly Allow[]): string {
  const owner = parts.find(part => typeof part === 'object' && 'owner' in part)
  const field = typeof owner === 'object' && 'owner' in owner ? owner.owner : ''
  return field.replace(/Id$/, '') || 'allowed'
}
