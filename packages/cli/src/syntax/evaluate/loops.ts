import type { ForStatementLeft, Node, Statement } from 'oxc-parser'
import { branch } from '../machine/branch.ts'
import { type Completion, contextOf, siteOf } from '../machine/machine.ts'
import { assignName, inScope } from '../machine/scope.ts'
import { use } from '../machine/use.ts'
import { elementsOf, isListed } from '../objects/elements.ts'
import { keysOf } from '../objects/keys.ts'
import type { Frame } from '../values/frame.ts'
import { joinAll } from '../values/join.ts'
import { constant, text, unknown } from '../values/make.ts'
import type { Value } from '../values/value.ts'
import { assignPattern, bindPattern } from './patterns.ts'
import type { Execute } from './statements.ts'

const MOST_TURNS = 40
/** More turns than these that may come or not are one for all: each doubles what follows. */
const MOST_UNSURE = 6

function leaves(completion: Completion): boolean {
  return completion === 'return' || completion === 'throw'
}

interface Turn {
  frame: Frame
  node: Node
  index: number
}

/** Runs a body in a context of its own, so that what one turn makes is not taken for what another makes. */
function turn({ frame, node, index }: Turn, run: () => Completion): Completion {
  const { context } = frame
  frame.context = contextOf(frame, siteOf(frame.module, node), index + 1)
  try {
    return inScope(frame, run)
  } finally {
    frame.context = context
  }
}

function bindTurn(left: ForStatementLeft, value: Value, frame: Frame): void {
  if (left.type !== 'VariableDeclaration') {
    assignPattern(left, value, frame)
    return
  }
  for (const { id } of left.declarations) bindPattern(id, value, frame)
}

interface Over {
  items: readonly Value[]
  sure: boolean
}

/** A key with its value: what belongs together must not be mixed. */
function isPair(item: Value): boolean {
  return item.some(atom => atom.kind === 'object' && atom.tag === 'array')
}

/** Runs a body for each element: one after the other when all are known, else it may run or not. */
function runOver({ items, sure }: Over, node: Loop, frame: Frame): Completion {
  const turns = sure || items.length <= MOST_UNSURE || items.some(isPair) ? items : [joinAll(items)]
  for (const [index, item] of fewTurns(turns).entries()) {
    const run = () =>
      turn({ frame, node, index }, () => {
        bindTurn(node.left, item, frame)
        return frame.machine.execute(node.body, frame)
      })
    if (!sure) perhapsRepeated(frame, run)
    else {
      const completion = run()
      if (leaves(completion)) return completion
      if (completion === 'break') break
    }
  }
  return 'next'
}

function perhapsRepeated(frame: Frame, run: () => Completion): void {
  const { repeats } = frame
  frame.repeats = true
  branch<Completion>(frame, [{ run }, { run: () => 'next' }], leaves)
  if (repeats) frame.repeats = repeats
  else delete frame.repeats
}

/** The last turn stands for all that are left, but for keys of a table: mixed, each would lead to all of its rows. */
function fewTurns(turns: readonly Value[]): readonly Value[] {
  if (turns.length <= MOST_TURNS || turns.every(([only, ...more]) => only?.kind === 'text' && more.length === 0))
    return turns
  return [...turns.slice(0, MOST_TURNS), joinAll(turns.slice(MOST_TURNS))]
}

type Loop = Extract<Node, { type: 'ForOfStatement' | 'ForInStatement' }>

function runForOf(node: Extract<Node, { type: 'ForOfStatement' }>, frame: Frame): Completion {
  const list = frame.machine.evaluate(node.right, frame)
  return runOver({ items: elementsOf(list, frame), sure: isListed(list) }, node, frame)
}

function runForIn(node: Extract<Node, { type: 'ForInStatement' }>, frame: Frame): Completion {
  const object = frame.machine.evaluate(node.right, frame)
  const keys = keysOf(object)
  const items = keys.names.map(name => text(name))
  const all = keys.open ? [...items, unknown('key', { is: 'string' })] : items
  return runOver({ items: all, sure: !keys.open }, node, frame)
}

function perhaps(node: Node & { body: Statement }, frame: Frame): Completion {
  const run = () => turn({ frame, node, index: 0 }, () => frame.machine.execute(node.body, frame))
  branch<Completion>(frame, [{ run }, { run: () => 'next' }], leaves)
  return 'next'
}

function runFor(node: ForLoop, frame: Frame): Completion {
  return inScope(frame, () => {
    if (node.init?.type === 'VariableDeclaration') frame.machine.execute(node.init, frame)
    else if (node.init) frame.machine.evaluate(node.init, frame)
    const counter = counterOf(node, frame)
    if (counter) return runCounted(counter, node, frame)
    if (node.test) use(frame.machine.evaluate(node.test, frame))
    const end = perhaps(node, frame)
    if (node.update) frame.machine.evaluate(node.update, frame)
    return end
  })
}

/** A loop that counts, and how often it does. */
interface Counter {
  name: Extract<Node, { type: 'Identifier' }>
  from: number
  turns: number
  /** What is known of a list may be there or not. */
  sure: boolean
}

/** More turns than these are one that may come or not. */
const MOST_COUNTED = 8

/** `for (let i = 0; i < values.length; i++)` where it is known how many there are. */
function counterOf({ init, test, update }: ForLoop, frame: Frame): Counter | undefined {
  if (init?.type !== 'VariableDeclaration' || test?.type !== 'BinaryExpression' || !counts(update)) return undefined
  const name = init.declarations[0]?.id
  const from = init.declarations[0]?.init
  if (name?.type !== 'Identifier' || from?.type !== 'Literal' || typeof from.value !== 'number') return undefined
  if (test.left.type !== 'Identifier' || test.left.name !== name.name || !/^<=?$/.test(test.operator)) return undefined
  const [end, ...others] = frame.machine.evaluate(test.right, frame)
  const sure = end?.kind === 'constant' && typeof end.value === 'number' && others.length === 0
  const last = sure ? Number(end.value) : listedIn(test.right, frame)
  if (last === undefined) return undefined
  const turns = last - from.value + (test.operator === '<=' ? 1 : 0)
  return turns >= 0 && turns <= (sure ? MOST_COUNTED : MOST_UNSURE)
    ? { name, from: from.value, turns, sure }
    : undefined
}

/** How many elements are known of the list whose length is asked for; `for (const key of keys)` goes through as many. */
function listedIn(node: Node, frame: Frame): number | undefined {
  if (node.type !== 'MemberExpression' || node.computed) return undefined
  if (node.property.type !== 'Identifier' || node.property.name !== 'length') return undefined
  const list = frame.machine.evaluate(node.object, frame)
  const known = isListed(list) ? elementsOf(list, frame).length : 0
  // An empty one may be filled in ways that are not followed.
  return known > 0 ? known : undefined
}

type ForLoop = Extract<Node, { type: 'ForStatement' }>

function counts(update: ForLoop['update']): boolean {
  if (update?.type === 'UpdateExpression') return update.operator === '++'
  return update?.type === 'AssignmentExpression' && update.operator === '+='
    ? update.right.type === 'Literal' && update.right.value === 1
    : false
}

function runCounted({ name, from, turns, sure }: Counter, node: ForLoop, frame: Frame): Completion {
  for (let index = 0; index < turns; index += 1) {
    assignName(frame, name.name, constant(from + index))
    const run = () => turn({ frame, node, index }, () => frame.machine.execute(node.body, frame))
    if (!sure) {
      perhapsRepeated(frame, run)
      continue
    }
    const completion = run()
    if (leaves(completion)) return completion
    if (completion === 'break') break
  }
  assignName(frame, name.name, constant(from + turns))
  return 'next'
}

function runWhile(node: Extract<Node, { type: 'WhileStatement' }>, frame: Frame): Completion {
  use(frame.machine.evaluate(node.test, frame))
  const end = perhaps(node, frame)
  // What a turn was for is asked when it is over: `while (!done) { done = (await ask()).done }`.
  if (end === 'next') use(frame.machine.evaluate(node.test, frame))
  return end
}

function runDoWhile(node: Extract<Node, { type: 'DoWhileStatement' }>, frame: Frame): Completion {
  const completion = turn({ frame, node, index: 0 }, () => frame.machine.execute(node.body, frame))
  if (leaves(completion)) return completion
  use(frame.machine.evaluate(node.test, frame))
  return 'next'
}

/** How each kind of loop runs. */
export const LOOPS: {
  ForOfStatement: Execute<'ForOfStatement'>
  ForInStatement: Execute<'ForInStatement'>
  ForStatement: Execute<'ForStatement'>
  WhileStatement: Execute<'WhileStatement'>
  DoWhileStatement: Execute<'DoWhileStatement'>
} = {
  ForOfStatement: runForOf,
  ForInStatement: runForIn,
  ForStatement: runFor,
  WhileStatement: runWhile,
  DoWhileStatement: runDoWhile,
}
