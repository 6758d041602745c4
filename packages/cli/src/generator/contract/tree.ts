import type { Plain } from '../source/index.ts'

interface Node {
  /** What is read of the field itself. */
  own?: string
  readonly members: Map<string, Node>
  items?: Node
}

/**
 * Reads by dotted name in the shape of the answer: `data[].id` becomes `{ data: [{ id: … }] }`. A field that is read
 * by itself too keeps its own line, with what is below it under longer names: `'user.name'`.
 */
export function treeOf(reads: Readonly<Record<string, string>>): Plain | undefined {
  const top: Node = { members: new Map() }
  for (const [name, type] of Object.entries(reads)) {
    const steps = name.split(/\.|(?=\[\])/).filter(step => step !== '')
    // In source code this name would not be a field.
    if (steps.length > 0 && !steps.includes('__proto__')) place(top, steps).own = type
  }
  if (top.items !== undefined && top.members.size === 0) return [shapeOf(top.items)]
  const members = Object.fromEntries(membersOf(top))
  return Object.keys(members).length === 0 ? undefined : members
}

function place(top: Node, steps: readonly string[]): Node {
  let node = top
  for (const step of steps) {
    const next = (step === '[]' ? node.items : node.members.get(step)) ?? { members: new Map() }
    if (step === '[]') node.items = next
    else node.members.set(step, next)
    node = next
  }
  return node
}

function shapeOf(node: Node): Plain {
  if (node.items !== undefined && node.members.size === 0) return [shapeOf(node.items)]
  return node.members.size === 0 ? (node.own ?? 'any') : Object.fromEntries(membersOf(node))
}

function membersOf({ members, items }: Node): [string, Plain][] {
  const named = [...members].flatMap(([name, node]): [string, Plain][] => {
    if (isOneShape(node)) return [[name, shapeOf(node)]]
    const below = membersOf(node).map(([inner, shape]): [string, Plain] => [joined(name, inner), shape])
    return node.own === undefined ? below : [[name, node.own], ...below]
  })
  return items === undefined ? named : [...named, ['[]', shapeOf(items)]]
}

function joined(name: string, inner: string): string {
  return inner.startsWith('[]') ? `${name}${inner}` : `${name}.${inner}`
}

/** What is below says all that is read of the field itself. */
function isOneShape(node: Node): boolean {
  if (node.members.size === 0 && node.items === undefined) return true
  if (node.members.size > 0 && node.items !== undefined) return false
  const usual = node.items === undefined ? 'object' : 'array'
  return node.own === undefined || ((node.own === usual || node.own === 'any') && isNeeded(node))
}

/** Something below has to be there, so the field itself has to be. */
function isNeeded({ members, items }: Node): boolean {
  const below = [...members.values(), ...(items === undefined ? [] : [items])]
  return below.some(node =>
    node.members.size === 0 && node.items === undefined ? node.own?.endsWith('missing') === false : isNeeded(node),
  )
}
