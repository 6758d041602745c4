import type { Expression, Node } from 'oxc-parser'
import { findName } from '../machine/scope.ts'
import { readSlot, writeSlot } from '../machine/slots.ts'
import type { Frame } from '../values/frame.ts'
import { isNullish, truthOf } from '../values/join.ts'
import type { Atom } from '../values/value.ts'

/** The name of a condition, for telling what holds together: `+` when it is met, `-` when not. */
export function conditionName(test: Node, met: boolean, frame: Frame): string {
  let node = test
  let sign = met
  while (node.type === 'UnaryExpression' && node.operator === '!') {
    node = node.argument
    sign = !sign
  }
  const source = frame.module.source.text.slice(node.start, Math.min(node.end, node.start + 80))
  return `${source}@${frame.context}${sign ? '+' : '-'}`
}

type Keep = (atom: Atom) => boolean

/** Leaves out, for one branch, what a tested variable cannot be there. Call it inside the branch. */
export function narrow(test: Expression, met: boolean, frame: Frame): void {
  switch (test.type) {
    case 'Identifier':
      keepOnly(test.name, atom => truthOf(atom) !== !met, frame)
      return
    case 'UnaryExpression':
      if (test.operator === '!') narrow(test.argument, !met, frame)
      return
    case 'LogicalExpression':
      if ((test.operator === '&&' && met) || (test.operator === '||' && !met)) {
        narrow(test.left, met, frame)
        narrow(test.right, met, frame)
      }
      return
    case 'BinaryExpression':
      narrowComparison(test, met, frame)
      return
    default:
  }
}

function narrowComparison(test: Extract<Expression, { type: 'BinaryExpression' }>, met: boolean, frame: Frame): void {
  const { left, operator, right } = test
  if (left.type !== 'Identifier') return
  const equal = operator === '===' || operator === '=='
  if (!equal && operator !== '!==' && operator !== '!=') return
  const keep = keepNullish(right, operator.length === 2, equal === met)
  if (keep) keepOnly(left.name, keep, frame)
}

function keepNullish(right: Expression, loose: boolean, wanted: boolean): Keep | undefined {
  const isNull = right.type === 'Literal' && right.value === null && !('regex' in right)
  const isUndefined = right.type === 'Identifier' && right.name === 'undefined'
  if (!isNull && !isUndefined) return undefined
  return atom => {
    const nullish = isNullish(atom)
    if (nullish === undefined) return true
    const exact = atom.kind === 'constant' && (loose || atom.value === (isNull ? null : undefined))
    return (nullish && exact) === wanted
  }
}

function keepOnly(name: string, keep: Keep, frame: Frame): void {
  const found = findName(frame.scope, name)
  if (!found || found.slot.getter) return
  const before = readSlot(found.slot)
  const kept = before.filter(keep)
  if (kept.length === 0 || kept.length === before.length) return
  writeSlot(frame.machine, found.slot, kept)
}
