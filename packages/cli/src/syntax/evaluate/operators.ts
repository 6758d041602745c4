import type { Expression, Node } from 'oxc-parser'
import { branch, markMade, underCondition, wordsUnderCondition } from '../machine/branch.ts'
import { placeOf } from '../machine/machine.ts'
import { use, useAsTest } from '../machine/use.ts'
import { nameOfExpression } from '../modules/names.ts'
import { isObjectClass, sameClass } from '../objects/class-of.ts'
import type { Frame } from '../values/frame.ts'
import { instanceOf } from '../values/instance-of.ts'
import { isNullish, join, truth, truthOf } from '../values/join.ts'
import { compared, EITHER, FALSE, flag, TRUE, text, UNDEFINED, unknown } from '../values/make.ts'
import { concat, fillSegment, literalOf, plainOf, textsOf, valueOfTexts } from '../values/text.ts'
import { typeOfAtom } from '../values/type-of.ts'
import type { Answer, Atom, Value } from '../values/value.ts'
import { conditionName, narrow } from './condition.ts'
import { markLikely } from './patterns.ts'

type Nodes<K extends Node['type']> = Extract<Node, { type: K }>

/** Whether two values are equal: always, never, or (undefined) it depends. */
export function equality(left: Value, right: Value): boolean | undefined {
  let known: boolean | undefined
  for (const one of left) {
    for (const other of right) {
      const equal = equalAtoms(one, other)
      if (equal === undefined || (known !== undefined && known !== equal)) return undefined
      known = equal
    }
  }
  return known
}

/** `==`: null and undefined are the same, and nothing else is like them. */
function looseEquality(left: Value, right: Value): boolean | undefined {
  const plain = (value: Value): Value => value.map(atom => (isNullish(atom) === true ? NULL_ATOM : atom))
  return equality(plain(left), plain(right))
}

const NULL_ATOM: Atom = { kind: 'constant', value: null }

function equalAtoms(left: Atom, right: Atom): boolean | undefined {
  if (left.kind === 'function' && right.kind === 'function') return sameClass(left, right)
  const one = plainOf(left)
  const other = plainOf(right)
  if (one && other) return one.value === other.value
  if (isPage(left, right) || isPage(right, left)) return false
  if ((one && isSolid(right)) || (other && isSolid(left))) return false
  if ((one && isNever(one, right)) || (other && isNever(other, left))) return false
  return undefined
}

/**
 * The page's own host is never `localhost`, and what the environment or a file that a build writes calls it is never
 * `development`: where development and production differ, production is read.
 */
function isPage(left: Atom, right: Atom): boolean {
  if (left.kind !== 'unknown') return false
  const literal = literalOf(right) ?? ''
  if (left.name === 'host') return /^(localhost|127\.)/.test(literal)
  return (left.env ?? left.outside) !== undefined && /^dev(?:elopment)?$/.test(literal)
}

/** `url.indexOf('?') !== -1` where there is one. */
function isNever({ value }: { value: unknown }, found: Atom): boolean {
  return found.kind === 'unknown' && found.never !== undefined && found.never.some(one => one === value)
}

function isSolid(atom: Atom): boolean {
  return atom.kind === 'object' || atom.kind === 'function' || atom.kind === 'promise'
}

const EQUAL = new Set(['===', '=='])
const UNEQUAL = new Set(['!==', '!='])

function evaluateBinary(node: Nodes<'BinaryExpression'>, frame: Frame): Value {
  const { machine } = frame
  if (node.left.type === 'PrivateIdentifier') return EITHER
  const left = machine.evaluate(node.left, frame)
  const right =
    node.operator === '+' && isAddress(left) ? evaluatePart(node.right, frame) : machine.evaluate(node.right, frame)
  if (node.operator === '+') return add(left, right, node as AddNode)
  const asksClass = isClassOf(node.left)
  if (!asksClass) useAsTest(left)
  useAsTest(right)
  if (EQUAL.has(node.operator) || UNEQUAL.has(node.operator)) {
    observeValue(node.left, { value: left, other: right }, frame)
    observeValue(node.right, { value: right, other: left }, frame)
    const tested = asksClass && isObjectClass(right) ? left.map(asNoLiteral) : left
    const equal = node.operator.length === 2 ? looseEquality(tested, right) : equality(tested, right)
    return compared(equal === undefined ? undefined : EQUAL.has(node.operator) === equal)
  }
  if (node.operator === 'instanceof') return flag(instanceOf(left, nameOfExpression(node.right)))
  if (node.operator === 'in') return hasMember(left, right)
  return arithmetic(left, right, node.operator)
}

/** `value.constructor === Object` asks what a value is, and reads nothing of it. */
function isClassOf(node: Expression): boolean {
  return node.type === 'MemberExpression' && node.property.type === 'Identifier' && node.property.name === 'constructor'
}

/**
 * `link('post', id)`, where a helper asks `value.constructor === Object` for names to send: who means such an object writes it
 * down, and what is not known is a part of the path.
 */
function asNoLiteral(atom: Atom): Atom {
  const isKey = atom.kind === 'answer' && KEY.test(atom.path)
  return atom.kind === 'unknown' || isKey ? NULL_ATOM : atom
}

/** Of an answer only what names something is none for certain: helpers that rename members ask all others. */
const KEY = /(?:(?:^|\.|_)(?:id|name|slug|key)|[a-z](?:Id|Name|Slug|Key))$/

/** The beginning of an address. */
export function isAddress(value: readonly Atom[]): boolean {
  return value.some(
    atom => atom.kind === 'text' && atom.parts.some(part => 'text' in part && /^[^<\s]*\//.test(part.text)),
  )
}

/** Tells observers that something named in the source is compared with texts or numbers that are written down. */
export function observe(node: Expression, other: Value, frame: Frame): void {
  observeValue(node, { value: [], other }, frame)
}

/** The same, with the value that is compared. */
export function observeValue(node: Expression, { value, other }: { value: Value; other: Value }, frame: Frame): void {
  const texts = other.map(literalOf).filter(one => one !== undefined)
  const numbers = other.flatMap(atom =>
    atom.kind === 'constant' && typeof atom.value === 'number' ? [atom.value] : [],
  )
  if (texts.length === 0 && numbers.length === 0) return
  const names = [nameOfExpression(node), node.type === 'CallExpression' ? nameOfExpression(node.callee) : '']
  for (const one of frame.machine.world.observers) {
    for (const name of names) one.comparison?.({ name, texts, numbers, value, place: placeOf(frame, node) })
  }
}

type AddNode = Nodes<'BinaryExpression'> & { left: Expression }

function add(left: Value, right: Value, node: AddNode): Value {
  useAsTest(left)
  useAsTest(right)
  const numbers = arithmetic(left, right, '+')
  if (
    numbers[0]?.kind === 'constant' ||
    (isNumeric(left) && isWordless(right)) ||
    (isNumeric(right) && isWordless(left))
  ) {
    return numbers
  }
  const name = nameOfExpression(node.right)
  const added = fillSegment(textsOf(right, name), name, isNothing(right) && endsWithSlash(node.left))
  return valueOfTexts(concat(textsOf(left, nameOfExpression(node.left)), added))
}

/** `'/users/' + id`, of an id that is not there yet: nobody asks for `/users/undefined`. */
function isNothing(value: Value): boolean {
  return value.length > 0 && value.every(atom => atom.kind === 'constant' && (atom.value ?? null) === null)
}

function endsWithSlash(node: Node): boolean {
  if (node.type === 'BinaryExpression') return endsWithSlash(node.right)
  return node.type === 'Literal' && typeof node.value === 'string' && node.value.endsWith('/')
}

function isNumeric(value: Value): boolean {
  return (
    value.length > 0 &&
    value.every(atom =>
      atom.kind === 'constant' ? typeof atom.value === 'number' : atom.kind === 'unknown' && atom.is === 'number',
    )
  )
}

/** True where nothing is written down: such a value may be a number as well as a text. */
function isWordless(value: Value): boolean {
  return value.every(atom => atom.kind !== 'text' && atom.kind !== 'object')
}

/** What is asked for by its name is read: `'next' in paging`. */
function answerPart(atom: Answer, name: string): Answer {
  return { ...atom, path: atom.path === '' ? name : `${atom.path}.${name}` }
}

function hasMember(key: Value, object: Value): Value {
  const [name] = key.map(literalOf)
  const [thing] = object
  if (name !== undefined) use(object.flatMap(atom => (atom.kind === 'answer' ? [answerPart(atom, name)] : [])))
  if (name === undefined || object.length !== 1 || thing?.kind !== 'object' || thing.bases.length > 0) return EITHER
  // What is only written later may not be there yet.
  const slot = thing.slots.get(name)
  return slot && !slot.cell ? TRUE : EITHER
}

const OPERATIONS: Readonly<Record<string, (left: number, right: number) => number | boolean>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
}

function arithmetic(left: Value, right: Value, operator: string): Value {
  const [one] = left
  const [other] = right
  const operation = OPERATIONS[operator]
  const plain = left.length === 1 && right.length === 1 && one?.kind === 'constant' && other?.kind === 'constant'
  if (operation && plain && typeof one.value === 'number' && typeof other.value === 'number') {
    return [{ kind: 'constant', value: operation(one.value, other.value) }]
  }
  if (!['<', '>', '<=', '>='].includes(operator)) return unknown('number', { is: 'number' })
  return isFoundBy(left, operator, other ?? NULL_ATOM) && right.length === 1 ? flag(operator.startsWith('>')) : EITHER
}

/** `url.indexOf('?') > -1`, `>= 0`, `< 0`: decided where there is one. */
function isFoundBy([found, ...others]: Value, operator: string, by: Atom): boolean {
  const edge = operator === '>' || operator === '<=' ? -1 : 0
  const isThere = found !== undefined && isNever({ value: -1 }, found) && others.length === 0
  return isThere && by.kind === 'constant' && by.value === edge
}

function evaluateLogical(node: Nodes<'LogicalExpression'>, frame: Frame): Value {
  const { machine } = frame
  const left = machine.evaluate(node.left, frame)
  if (node.operator === '??') return coalesce(left, atom => isNullish(atom), { node, frame })
  if (node.operator === '||') {
    useAsTest(left)
    return coalesce(left, falsy, { node, frame })
  }
  useAsTest(left)
  const known = truth(left)
  if (known === false) return left
  if (known === true) return machine.evaluate(node.right, frame)
  const right = aside(node, frame, true)
  const empty = left.filter(atom => truthOf(atom) === false)
  return join(empty.length > 0 ? empty : UNDEFINED, right)
}

function falsy(atom: Atom): boolean | undefined {
  const known = truthOf(atom)
  return known === undefined ? undefined : !known
}

function aside(node: Nodes<'LogicalExpression'>, frame: Frame, met: boolean): Value {
  const run = () => {
    narrow(node.left, met, frame)
    return frame.machine.evaluate(node.right, frame)
  }
  const [value = []] = branch(frame, [{ run }, { run: () => [] as Value }])
  return value
}

/** `a ?? b` and `a || b`. What only the environment knows gives way to the default that is written down. */
function coalesce(
  left: Value,
  gone: (atom: Atom) => boolean | undefined,
  { node, frame }: { node: Nodes<'LogicalExpression'>; frame: Frame },
): Value {
  const kept = left.filter(atom => gone(atom) !== true)
  if (left.length > 0 && left.every(atom => gone(atom) === false)) return left
  const right = aside(node, frame, false)
  const inside = kept.filter(atom => !isOutside(atom))
  const isKept = right.every(isEmptyText) && kept.some(isStored)
  if (kept.length > inside.length && right.some(atom => atom.kind === 'text') && !isKept)
    return join(inside, markLikely(right))
  return join(kept, kept.some(isHidden) ? right.map(asFallback) : right)
}

/** What a browser keeps is there more often than not: an empty text says only that it may be missing. */
function isStored(atom: Atom): boolean {
  return atom.kind === 'unknown' && atom.storage !== undefined
}

function isEmptyText(atom: Atom): boolean {
  return literalOf(atom) === ''
}

function isHidden(atom: Atom): boolean {
  return (atom.kind === 'unknown' && !atom.soft) || atom.kind === 'answer'
}

function asFallback(atom: Atom): Atom {
  return atom.kind === 'text' && !atom.fallback && /^[\w-]+$/.test(literalOf(atom) ?? '')
    ? { ...atom, fallback: true }
    : atom
}

function isOutside(atom: Atom): boolean {
  return atom.kind === 'unknown' && (atom.env !== undefined || atom.storage !== undefined)
}

function evaluateConditional(node: Nodes<'ConditionalExpression'>, frame: Frame): Value {
  return choose(node, frame, markMembers)
}

/** A choice that becomes a part of an address: `/api/breads/${hidden ? 'show' : 'hide'}`. */
export function evaluatePart(node: Expression, frame: Frame): Value {
  const inner = node.type === 'ParenthesizedExpression' ? node.expression : node
  return inner.type === 'ConditionalExpression'
    ? choose(inner, frame, wordsUnderCondition)
    : frame.machine.evaluate(node, frame)
}

type Mark = (value: Value, when: () => string, clock: number) => Value

function choose(node: Nodes<'ConditionalExpression'>, frame: Frame, mark: Mark): Value {
  const { machine } = frame
  const test = machine.evaluate(node.test, frame)
  useAsTest(test)
  const known = truth(test)
  if (known !== undefined) return machine.evaluate(known ? node.consequent : node.alternate, frame)
  const way = (met: boolean) => ({
    when: () => conditionName(node.test, met, frame),
    run: () => {
      narrow(node.test, met, frame)
      return machine.evaluate(met ? node.consequent : node.alternate, frame)
    },
  })
  const ways = [way(true), way(false)]
  const { clock } = machine
  const values = branch(frame, ways)
  const outside = test.some(isOutside)
  return values
    .map((value, index) => mark(underCondition(value, ways[index]?.when), ways[index]?.when ?? way(true).when, clock))
    .map(value => (outside ? markLikely(value) : value))
    .reduce(join, [])
}

/** `const [method, url] = id ? ['put', …] : ['post', …]`: the members of what a branch makes hold under its condition. */
function markMembers(value: Value, when: () => string, clock: number): Value {
  markMade(value, when, clock)
  for (const atom of value) {
    if (atom.kind !== 'object' || (atom.since ?? 0) <= clock || (atom.tag !== 'array' && atom.tag !== 'plain')) continue
    for (const slot of atom.slots.values()) slot.value = underCondition(slot.value, when)
  }
  return value
}

function typeOf(value: Value): Value {
  const names = new Set(value.map(typeOfAtom))
  const [only] = names
  return names.size === 1 && only ? text(only) : unknown('type', { is: 'string' })
}

function evaluateUnary(node: Nodes<'UnaryExpression'>, frame: Frame): Value {
  const value = frame.machine.evaluate(node.argument, frame)
  if (node.operator === 'typeof') return typeOf(value)
  if (node.operator === 'void') return UNDEFINED
  useAsTest(value)
  if (node.operator === '!') {
    const known = truth(value)
    if (known === undefined) return EITHER
    return known ? FALSE : TRUE
  }
  const [only] = value
  if (node.operator === '-' && only?.kind === 'constant' && typeof only.value === 'number') {
    return [{ kind: 'constant', value: -only.value }]
  }
  return unknown('number', { is: 'number' })
}

/** Operators, by kind of expression. */
export const OPERATORS = {
  BinaryExpression: evaluateBinary,
  LogicalExpression: evaluateLogical,
  ConditionalExpression: evaluateConditional,
  UnaryExpression: evaluateUnary,
}
