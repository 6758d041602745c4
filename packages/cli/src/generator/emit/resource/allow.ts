import type { Allow, BlueprintResource } from '../../../blueprint/blueprint.ts'
import { call, chain, code, type Expression, literal, object, type Source } from '../../source/index.ts'
import type { Model } from '../model.ts'

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
  const given = verbs.flatMap(verb => {
    const operation = resource.operations[verb]
    return operation === undefined ? [] : [[verb, operation.allow] as const]
  })
  if (given.length === 0) return asChild(resource, model)
  const isRead = ([verb]: readonly [Asked, Allow]): boolean => verb === 'list' || verb === 'get'
  const reads = given.filter(isRead)
  const writes = given.filter(one => !isRead(one))
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

/** A row that is only written and read with its parent: those who may do that, as far as it does not depend on the parent's row. */
function asChild({ table }: BlueprintResource, model: Model): [Asked, Allow][] {
  const parent = model.blueprint.resources.find(({ children }) => Object.values(children).includes(table))
  if (parent === undefined) return []
  const { get, list, create } = parent.operations
  const read = (get ?? list)?.allow
  return [
    ['read', read === undefined ? 'signedIn' : withoutRows(read)],
    ['create', create === undefined ? 'signedIn' : withoutRows(create.allow)],
  ]
}

function withoutRows(allow: Allow): Allow {
  if (typeof allow === 'string' || 'can' in allow) return allow
  if ('owner' in allow) return 'signedIn'
  if ('where' in allow) return 'anyone'
  const parts = allow.or.map(withoutRows)
  return parts.find(part => part === 'anyone') ?? parts.find(part => part === 'signedIn') ?? { or: parts }
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
