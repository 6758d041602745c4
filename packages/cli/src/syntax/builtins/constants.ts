import type { Node } from 'oxc-parser'
import { findName } from '../machine/scope.ts'
import { elementsOf, isListed } from '../objects/elements.ts'
import type { Call, Frame } from '../values/frame.ts'
import { plainOf } from '../values/text.ts'
import type { Value } from '../values/value.ts'
import { arg } from './call.ts'

/** Where something stands in a list that is written down and stays as it is; undefined where one of the two is not known. */
export function placeInConstant(call: Call): number | undefined {
  if (!isListed(call.self) || !isConstant(call.node as Node, call.frame)) return undefined
  const [wanted, ...others] = arg(call, 0)
  const word = wanted && others.length === 0 ? plainOf(wanted) : undefined
  const items = elementsOf(call.self, call.frame).map(onlyOf)
  if (!word || items.length === 0 || items.some(item => item === undefined)) return undefined
  return items.findIndex(item => item?.value === word.value)
}

function onlyOf(value: Value): { value: unknown } | undefined {
  const [only, ...others] = value
  return only && others.length === 0 ? plainOf(only) : undefined
}

/** A list that stands where it is asked, or a name of the module that nothing else is ever assigned to. */
function isConstant(node: Node, { scope, machine, module }: Frame): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false
  const { object } = node.callee
  if (object.type === 'ArrayExpression') return true
  if (object.type !== 'Identifier' || machine.assigned.has(object.name)) return false
  const found = findName(scope, object.name)
  return found ? !found.scope.parent : module.imports.has(object.name)
}
