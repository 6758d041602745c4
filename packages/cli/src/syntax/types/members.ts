import type { Type } from './type.ts'
import { view } from './view.ts'

const WRAPPERS = new Set(['promise', 'ref'])

/** The type of a member: null where the type says that there is none, undefined where it says nothing. */
export function memberType(type: Type, name: string): Type | null | undefined {
  const seen = view(type)
  if (seen.kind === 'union') return unionMember(seen.of, name)
  if (seen.kind === 'ref' && name === 'value') return seen.of
  if (seen.kind !== 'object') return undefined
  return (
    seen.members.find(member => member.name === name)?.type ??
    seen.index ??
    (seen.members.length > 0 && !seen.open ? null : undefined)
  )
}

function unionMember(types: readonly Type[], name: string): Type | null | undefined {
  const all = types.map(type => memberType(type, name))
  const found = all.filter(one => one !== null && one !== undefined)
  const [first] = found
  if (first && !found.some(other => differs(first, other))) return first
  return first || !all.includes(null) ? undefined : null
}

/** Two objects that are not the same: which of them a member is, the type alone does not say. */
function differs(one: Type, other: Type): boolean {
  return one.node !== other.node && isObject(one) && isObject(other) && !isSame(one, other)
}

function isObject(type: Type): boolean {
  return view(type).kind === 'object' && memberNames(type) !== undefined
}

function isSame(one: Type, other: Type): boolean {
  return String(memberNames(one)) === String(memberNames(other))
}

/** The type of an array's elements. */
export function elementType(type: Type): Type | undefined {
  const seen = view(type)
  if (seen.kind === 'array') return seen.of
  if (seen.kind === 'object') return seen.index
  if (seen.kind !== 'union') return undefined
  return seen.of.map(elementType).find(found => found !== undefined)
}

/** The type behind `Promise<…>`. */
export function awaitedType(type: Type): Type {
  const seen = view(type)
  return seen.kind === 'promise' ? awaitedType(seen.of) : type
}

/** The type behind `Promise<…>` or `Ref<…>`. */
export function innerType(type: Type): Type {
  const seen = view(type)
  return WRAPPERS.has(seen.kind) && 'of' in seen && !Array.isArray(seen.of) ? innerType(seen.of) : type
}

/** The names of an object type's members, or undefined where they are not listed. */
export function memberNames(type: Type): string[] | undefined {
  const seen = view(type)
  if (seen.kind === 'union') {
    const all = seen.of.flatMap(one => memberNames(one) ?? [])
    return all.length > 0 ? [...new Set(all)] : undefined
  }
  return seen.kind === 'object' && seen.members.length > 0 ? seen.members.map(member => member.name) : undefined
}
