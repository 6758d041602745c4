import type { Function as FunctionNode, Node, TSType } from 'oxc-parser'
import { glob } from '../builtins/globs.ts'
import { branch } from '../machine/branch.ts'
import { siteOf } from '../machine/machine.ts'
import { noteType } from '../machine/note.ts'
import { bind, inScope } from '../machine/scope.ts'
import { makeThing, putFields, writeSlot } from '../machine/slots.ts'
import { use } from '../machine/use.ts'
import { isUnwrapped, nameOfExpression, valueOfName } from '../modules/names.ts'
import { isRef, refValue } from '../objects/member.ts'
import { writtenType } from '../types/written.ts'
import type { Frame } from '../values/frame.ts'
import { isNullish, join, joinAll, truthOf } from '../values/join.ts'
import { EITHER, native, TRUE, text, UNDEFINED, unknown } from '../values/make.ts'
import { concat, isHole, printText, textsOf, valueOfTexts } from '../values/text.ts'
import type { Text, Value } from '../values/value.ts'
import { decoratedClass } from './classes.ts'
import { widen } from './condition.ts'
import { makeClosure } from './functions.ts'
import { assignPattern, memberNames } from './patterns.ts'

type Nodes<K extends Node['type']> = Extract<Node, { type: K }>

function evaluateIdentifier(node: Nodes<'Identifier'>, frame: Frame): Value {
  if (node.name === 'undefined') return UNDEFINED
  const value = valueOfName(node.name, frame)
  return value.some(isRef) && isUnwrapped(node, frame) ? joinAll(value.map(heldIn)) : value
}

/** What a ref holds; anything else is what it is. */
function heldIn(atom: Value[number]): Value {
  return isRef(atom) ? refValue(atom) : [atom]
}

function evaluateAssignment(node: Nodes<'AssignmentExpression'>, frame: Frame): Value {
  const { machine } = frame
  if (node.operator === '=') {
    const value = machine.evaluate(node.right, frame)
    write(node, value, frame)
    return value
  }
  const before = node.left.type.endsWith('Pattern') ? [] : machine.evaluate(node.left as Node, frame)
  const value = changed(before, node, frame)
  write(node, value, frame)
  return value
}

function write({ left }: Nodes<'AssignmentExpression'>, value: Value, frame: Frame): void {
  assignPattern(left, value, frame)
  widen(left, frame)
}

function changed(before: Value, node: Nodes<'AssignmentExpression'>, frame: Frame): Value {
  const { machine } = frame
  switch (node.operator) {
    case '+=': {
      const right = machine.evaluate(node.right, frame)
      use(right)
      if (!before.some(atom => atom.kind === 'text')) {
        if (!right.some(atom => atom.kind === 'text')) return unknown('number', { is: 'number' })
      }
      const left = node.left.type.endsWith('Pattern') ? '' : nameOfExpression(node.left as Node)
      return grown(textsOf(before, left), textsOf(right, nameOfExpression(node.right)))
    }
    case '??=':
      return orElse(before, isNullish, { node, frame })
    case '||=':
      return orElse(before, atom => !(truthOf(atom) ?? true), { node, frame })
    case '&&=':
      return join(before, machine.evaluate(node.right, frame))
    default:
      use(machine.evaluate(node.right, frame))
      return unknown('number', { is: 'number' })
  }
}

/** Appends, once: what a variable holds from an earlier round ends with the same already. */
function grown(before: readonly Text[], added: readonly Text[]): Value {
  const open = added.filter(({ parts }) => parts.some(isHole)).map(printText)
  const ends = (text: Text) => open.some(one => printText(text).endsWith(one))
  const done = before.filter(ends)
  return valueOfTexts([
    ...concat(
      before.filter(text => !done.includes(text)),
      added,
    ),
    ...done,
  ])
}

function orElse(
  before: Value,
  gone: (atom: Value[number]) => boolean | undefined,
  { node, frame }: { node: Nodes<'AssignmentExpression'>; frame: Frame },
): Value {
  if (before.length > 0 && before.every(atom => gone(atom) === false)) return before
  const [value = []] = branch(frame, [{ run: () => frame.machine.evaluate(node.right, frame) }])
  return join(
    before.filter(atom => gone(atom) !== true),
    value,
  )
}

function evaluateUpdate(node: Nodes<'UpdateExpression'>, frame: Frame): Value {
  const value = unknown('number', { is: 'number' })
  assignPattern(node.argument, value, frame)
  return value
}

function evaluateDelete(node: Nodes<'UnaryExpression'>, frame: Frame): Value {
  if (node.argument.type !== 'MemberExpression') return TRUE
  const object = frame.machine.evaluate(node.argument.object, frame)
  for (const name of memberNames(node.argument, frame)) {
    for (const atom of object) {
      const slot = atom.kind === 'object' ? atom.slots.get(name) : undefined
      if (slot) writeSlot(frame.machine, slot, [])
    }
  }
  return TRUE
}

function evaluateFunction(node: FunctionNode, frame: Frame): Value {
  if (!node.id) return [makeClosure(node, frame)]
  const { id } = node
  return inScope(frame, () => {
    const made: Value = [makeClosure(node, frame)]
    bind(frame.scope, id.name, made)
    return made
  })
}

const GLOB: Value = [native('glob', glob(false), 'import.meta.glob')]
const GLOB_EAGER: Value = [native('globEager', glob(true), 'import.meta.globEager')]

function evaluateMeta(node: Nodes<'MetaProperty'>, frame: Frame): Value {
  if (node.meta.name !== 'import') return UNDEFINED
  const meta = makeThing(frame, siteOf(frame.module, node), 'namespace')
  putFields(frame, meta, { env: frame.machine.world.globals['import.meta.env'] ?? [] })
  putFields(frame, meta, { url: text('./'), glob: GLOB, globEager: GLOB_EAGER })
  // Nuxt: a page runs in both places, https://nuxt.com/docs/api/advanced/import-meta
  putFields(frame, meta, { client: EITHER, server: EITHER, browser: EITHER })
  return [meta]
}

function evaluateCast(
  node: Nodes<'TSAsExpression' | 'TSSatisfiesExpression' | 'TSTypeAssertion'>,
  frame: Frame,
): Value {
  const value = frame.machine.evaluate(node.expression, frame)
  const type = node.typeAnnotation
  const asConst =
    type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'const'
  if (asConst) return value
  const [property] = namedAs(type, 'PropType')
  return property
    ? unknown('property', { type: writtenType(property, frame.scope) })
    : noteType(value, writtenType(type, frame.scope))
}

/** `Object as PropType<Book>`: what Vue is told of a property. */
function namedAs(type: TSType, name: string): readonly TSType[] {
  const isNamed = type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === name
  return isNamed ? (type.typeArguments?.params ?? []) : []
}

function evaluateSequence(node: Nodes<'SequenceExpression'>, frame: Frame): Value {
  let last: Value = UNDEFINED
  for (const one of node.expressions) last = frame.machine.evaluate(one, frame)
  return last
}

/** Names, functions, assignments and casts, by kind of expression. */
export const EXPRESSIONS = {
  Identifier: evaluateIdentifier,
  ThisExpression: (_node: Nodes<'ThisExpression'>, frame: Frame) =>
    frame.self.length > 0 ? frame.self : unknown('this'),
  ArrowFunctionExpression: (node: Nodes<'ArrowFunctionExpression'>, frame: Frame): Value => [makeClosure(node, frame)],
  FunctionExpression: evaluateFunction,
  FunctionDeclaration: evaluateFunction,
  ClassExpression: decoratedClass,
  AssignmentExpression: evaluateAssignment,
  UpdateExpression: evaluateUpdate,
  SequenceExpression: evaluateSequence,
  MetaProperty: evaluateMeta,
  TSAsExpression: evaluateCast,
  TSSatisfiesExpression: evaluateCast,
  TSTypeAssertion: evaluateCast,
  TSNonNullExpression: (node: Nodes<'TSNonNullExpression'>, frame: Frame) =>
    frame.machine.evaluate(node.expression, frame),
  TSInstantiationExpression: (node: Nodes<'TSInstantiationExpression'>, frame: Frame) =>
    frame.machine.evaluate(node.expression, frame),
  ParenthesizedExpression: (node: Nodes<'ParenthesizedExpression'>, frame: Frame) =>
    frame.machine.evaluate(node.expression, frame),
}

/** `delete object.member`: the field is gone. */
export const DELETE = evaluateDelete
