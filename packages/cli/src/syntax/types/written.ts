import type { Node } from 'oxc-parser'
import { addNode } from '../machine/free.ts'
import type { Scope } from '../values/frame.ts'
import type { Type, TypeNode } from './type.ts'

/** What a type's text speaks of: names of types, and whether it asks for the type of a value. */
interface Mentions {
  names: ReadonlySet<string>
  values: boolean
}

const mentioned = new WeakMap<TypeNode, Mentions>()
const types = new WeakMap<Scope, Map<TypeNode, Type>>()

/**
 * The type that is written at a place. Calls of a function share it unless it speaks of their type parameters, so that what is
 * found out about it is found out once (measured: a tenth of a run).
 */
export function writtenType(node: TypeNode, scope: Scope): Type {
  const home = homeOf(node, scope)
  const known = types.get(home) ?? new Map<TypeNode, Type>()
  types.set(home, known)
  let type = known.get(node)
  if (!type) {
    type = { node, scope: home }
    known.set(node, type)
  }
  return type
}

/** The outermost scope that gives the type the same meaning. */
function homeOf(node: TypeNode, scope: Scope): Scope {
  const { names, values } = mentionsOf(node)
  if (values) return scope
  let at = scope
  for (;;) {
    if (at.types && bindsOne(at.types, names)) return at
    if (!at.parent) return at
    at = at.parent
  }
}

function bindsOne(bound: ReadonlyMap<string, Type>, names: ReadonlySet<string>): boolean {
  for (const name of bound.keys()) if (names.has(name)) return true
  return false
}

function mentionsOf(node: TypeNode): Mentions {
  const known = mentioned.get(node)
  if (known) return known
  const names = new Set<string>()
  let values = false
  const waiting: Node[] = [node]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.type === 'Identifier') names.add(next.name)
    else if (next.type === 'TSTypeQuery') values = true
    for (const key in next) {
      const value: unknown = next[key as keyof Node]
      if (Array.isArray(value)) for (const item of value) addNode(waiting, item)
      else addNode(waiting, value)
    }
  }
  const mentions: Mentions = { names, values }
  mentioned.set(node, mentions)
  return mentions
}
