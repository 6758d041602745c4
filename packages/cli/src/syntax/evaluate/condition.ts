import type { Expression, Node } from 'oxc-parser'
import { matches, TEXTS } from '../builtins/texts.ts'
import { findName } from '../machine/scope.ts'
import { readSlot, writeSlot } from '../machine/slots.ts'
import { nameOfExpression } from '../modules/names.ts'
import { elementType } from '../types/members.ts'
import type { Frame } from '../values/frame.ts'
import { isNullish, truth, truthOf } from '../values/join.ts'
import { literalOf } from '../values/text.ts'
import { typeOfAtom } from '../values/type-of.ts'
import type { Atom, Slot, Value } from '../values/value.ts'

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
    case 'MemberExpression':
      if (met) keepInField(test, atom => truthOf(atom) !== false, frame)
      return
    case 'UnaryExpression':
      if (test.operator === '!') narrow(test.argument, !met, frame)
      return
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      narrow(test.expression, met, frame)
      return
    case 'LogicalExpression':
      if ((test.operator === '&&' && met) || (test.operator === '||' && !met)) {
        narrow(test.left, met, frame)
        narrow(test.right, met, frame)
      }
      return
    case 'BinaryExpression':
      narrowComparison(test, met, frame)
      narrowType(test, met, frame)
      return
    case 'CallExpression':
      narrowList(test, met, frame)
      narrowText(test, met, frame)
      return
    default:
  }
}

/** Notes what a test that may leave knows of variables: what was handed out before it, or there, still knows of both. */
export function beforeLeaving(test: Expression, frame: Frame): () => void {
  const all = slotsTested(test, frame).map(slot => ({ slot, before: readSlot(slot) }))
  return () => {
    const changed = all.flatMap(one => {
      const after = readSlot(one.slot)
      return after === one.before ? [] : [{ ...one, after }]
    })
    if (changed.length > 0) frame.passed = [...(frame.passed ?? []), ...changed]
  }
}

/** Gives back, when a function is done, what its variables were: an effect above `if (busy) return …` waits for it. */
export function regain({ passed = [], machine }: Frame): void {
  for (const { slot, before, after } of passed.toReversed())
    if (readSlot(slot) === after) writeSlot(machine, slot, before)
}

/** Variables that are tested for themselves, or for a word. */
function slotsTested(test: Expression, frame: Frame): Slot[] {
  if (test.type === 'ParenthesizedExpression') return slotsTested(test.expression, frame)
  if (test.type === 'LogicalExpression') return [test.left, test.right].flatMap(one => slotsTested(one, frame))
  const isWord =
    test.type === 'BinaryExpression' && test.right.type === 'Literal' && typeof test.right.value === 'string'
  const tested = isWord && /^===?$/.test(test.operator) ? test.left : test
  const slot = tested.type === 'Identifier' ? slotOfName(tested.name, frame) : undefined
  return slot ? [slot] : []
}

function narrowComparison(test: Extract<Expression, { type: 'BinaryExpression' }>, met: boolean, frame: Frame): void {
  const { left, operator, right } = test
  const equal = operator === '===' || operator === '=='
  if (!equal && operator !== '!==' && operator !== '!=') return
  const wanted = equal === met
  const keep = keepNullish(right, operator.length === 2, wanted) ?? keepLiteral(right, wanted)
  if (keep && left.type === 'Identifier') keepOnly(left.name, keep, frame)
  // What a field is may have changed by the time that it is read; what it is not is checked because somebody sets it.
  if (keep && left.type === 'MemberExpression' && !wanted) keepInField(left, keep, frame)
}

/** `path === ''` */
function keepLiteral(right: Expression, wanted: boolean): Keep | undefined {
  if (right.type !== 'Literal' || typeof right.value !== 'string') return undefined
  return atom => atom.kind !== 'text' || literalOf(atom) === undefined || (literalOf(atom) === right.value) === wanted
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

/** `typeof value === 'string'` */
function narrowType(test: Extract<Expression, { type: 'BinaryExpression' }>, met: boolean, frame: Frame): void {
  const { left, operator, right } = test
  if (left.type !== 'UnaryExpression' || left.operator !== 'typeof' || left.argument.type !== 'Identifier') return
  if (right.type !== 'Literal' || !/^[!=]==?$/.test(operator)) return
  const wanted = operator.startsWith('=') === met
  keepOnly(left.argument.name, atom => (typeOfAtom(atom) ?? right.value) === right.value || !wanted, frame)
  if (!wanted) keepOnly(left.argument.name, atom => typeOfAtom(atom) !== right.value, frame)
}

/** `Array.isArray(value)` */
function narrowList(test: Extract<Expression, { type: 'CallExpression' }>, met: boolean, frame: Frame): void {
  const [only] = test.arguments
  if (only?.type !== 'Identifier' || nameOfExpression(test.callee) !== 'isArray') return
  if (!met) keepOnly(only.name, atom => atom.kind !== 'object' || atom.tag !== 'array', frame)
  else {
    keepOnly(only.name, mayBeList, frame)
    change(only.name, asked, frame)
  }
}

const ASKED_OF_TEXTS = new Set(['startsWith', 'endsWith', 'includes'])

/** `url.endsWith('/')`, `/^https?:/.test(url)`, of a variable or a field: each text it may be is asked for itself. */
function narrowText(test: Extract<Expression, { type: 'CallExpression' }>, met: boolean, frame: Frame): void {
  const { callee, arguments: given } = test
  const [only] = given
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return
  if (only === undefined || only.type === 'SpreadElement' || given.length > 1) return
  const { name } = callee.property
  const call = { self: [], frame, node: test, types: [], args: [] }
  const isPattern = callee.object.type === 'Literal' && 'regex' in callee.object && name === 'test'
  if (!isPattern && !(ASKED_OF_TEXTS.has(name) && only.type === 'Literal')) return
  const other = frame.machine.evaluate(isPattern ? callee.object : only, frame)
  const answer = (value: Value): Value | undefined =>
    isPattern
      ? matches({ ...call, self: other, args: [value] })
      : TEXTS[name]?.({ ...call, self: value, args: [other] })
  const keep: Keep = atom => atom.kind !== 'text' || truth(answer([atom]) ?? []) !== !met
  const tested = isPattern ? only : callee.object
  if (tested.type === 'Identifier') keepOnly(tested.name, keep, frame)
  else keepInField(tested, keep, frame)
}

function keepInField(node: Expression, keep: Keep, frame: Frame): void {
  if (node.type !== 'MemberExpression' || node.computed) return
  const name = textOfNode(node, frame)
  const before = frame.narrowed?.get(name)
  const both: Keep = before ? atom => before(atom) && keep(atom) : keep
  frame.narrowed = new Map([...(frame.narrowed ?? []), [name, both]])
}

/** What a field may be where it was asked about itself. */
export function narrowed(node: Node, value: Value, frame: Frame): Value {
  const keep = frame.narrowed?.get(textOfNode(node, frame))
  const kept = keep ? value.filter(keep) : value
  return kept.length > 0 ? kept : value
}

/** Forgets what was known of a field that is written to. */
export function widen(node: Node, frame: Frame): void {
  if (!frame.narrowed) return
  const written = textOfNode(node, frame)
  frame.narrowed = new Map([...frame.narrowed].filter(([name]) => name !== written))
}

function textOfNode({ start, end }: Node, { module }: Frame): string {
  return module.source.text.slice(start, end)
}

function asked(atom: Atom): Atom {
  if (atom.kind === 'answer') return { ...atom, asked: true }
  if (atom.kind !== 'unknown' || (atom.type && elementType(atom.type))) return atom
  return { ...atom, asked: true }
}

function mayBeList(atom: Atom): boolean {
  return atom.kind === 'object' ? atom.tag === 'array' || atom.tag === 'ref' : OPEN.has(atom.kind)
}

const OPEN = new Set<Atom['kind']>(['unknown', 'answer'])

function keepOnly(name: string, keep: Keep, frame: Frame): void {
  const slot = slotOfName(name, frame)
  if (!slot) return
  const before = readSlot(slot)
  const kept = before.filter(keep)
  if (kept.length === 0 || kept.length === before.length) return
  writeSlot(frame.machine, slot, kept)
}

function change(name: string, to: (atom: Atom) => Atom, frame: Frame): void {
  const slot = slotOfName(name, frame)
  const before = slot ? readSlot(slot) : []
  const after = before.map(to)
  if (slot && after.some((atom, at) => atom !== before[at])) writeSlot(frame.machine, slot, after)
}

/**
 * A variable of the module that is assigned to is another one for the next who asks: `if (!store) throw …` holds in its
 * function.
 */
function slotOfName(name: string, frame: Frame): Slot | undefined {
  const found = findName(frame.scope, name)
  const isShared = found !== undefined && !found.scope.parent && frame.machine.assigned.has(name)
  return isShared || found?.slot.getter ? undefined : found?.slot
}
