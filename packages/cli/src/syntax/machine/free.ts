import type { Node } from 'oxc-parser'

const known = new WeakMap<Node, ReadonlySet<string>>()

/** The names that a function may read from outside: every name in it, which may be a few too many. */
export function freeNames(node: Node): ReadonlySet<string> {
  let names = known.get(node)
  if (!names) {
    names = namesIn(node)
    known.set(node, names)
  }
  return names
}

function namesIn(node: Node): ReadonlySet<string> {
  const names = new Set<string>()
  const waiting: Node[] = [node]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.type === 'Identifier' || next.type === 'JSXIdentifier') names.add(next.name)
    if (next.type === 'TSTypeAnnotation' || next.type === 'TSTypeParameterInstantiation') continue
    for (const key in next) {
      const value: unknown = next[key as keyof Node]
      if (Array.isArray(value)) for (const item of value) addNode(waiting, item)
      else addNode(waiting, value)
    }
  }
  return names
}

/** Adds what is a node to those that wait to be looked at. */
export function addNode(waiting: Node[], value: unknown): void {
  if (typeof value === 'object' && value !== null && 'type' in value) waiting.push(value as Node)
}
