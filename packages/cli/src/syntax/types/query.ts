import { lookup } from '../machine/scope.ts'
import type { Value } from '../values/value.ts'
import type { Type } from './type.ts'

/** The elements of the value that `(typeof NAMES)[number]` speaks of. */
export function queriedValue({ node, scope }: Type): Value | undefined {
  if (node.type === 'TSParenthesizedType') return queriedValue({ node: node.typeAnnotation, scope })
  if (node.type !== 'TSTypeQuery' || node.exprName.type !== 'Identifier') return undefined
  const value = lookup(scope, node.exprName.name)
  return value && scope.frame.machine.elements(value, scope.frame).flat()
}
