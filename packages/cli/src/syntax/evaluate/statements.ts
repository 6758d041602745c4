import type { Class, Expression, Node, Statement } from 'oxc-parser'
import { branch, type Way } from '../machine/branch.ts'
import { caught, throwValue, whileRefusing } from '../machine/failure.ts'
import type { Completion } from '../machine/machine.ts'
import { bind, declare, inScope } from '../machine/scope.ts'
import { useAsTest } from '../machine/use.ts'
import { DEFAULT } from '../modules/module.ts'
import type { Frame } from '../values/frame.ts'
import { join, same, truth } from '../values/join.ts'
import { UNDEFINED } from '../values/make.ts'
import type { Value } from '../values/value.ts'
import { decoratedClass } from './classes.ts'
import { beforeLeaving, conditionName, narrow } from './condition.ts'
import { makeClosure, nameFunction } from './functions.ts'
import { equality, observeValue } from './operators.ts'
import { bindPattern } from './patterns.ts'

/** How one kind of statement runs. */
export type Execute<K extends Node['type']> = (node: Extract<Node, { type: K }>, frame: Frame) => Completion

type Table = { [K in Exclude<Node['type'], 'ClassDeclaration'>]?: Execute<K> } & {
  ClassDeclaration: (node: Class, frame: Frame) => Completion
}

/** Runs statements one after the other; functions are declared first. */
export function runBlock(body: readonly Node[], frame: Frame): Completion {
  for (const node of body) hoist(node, frame)
  let result: Completion = 'next'
  for (const node of body) {
    const completion = frame.machine.execute(node, frame)
    if (completion !== 'next') {
      result = completion
      break
    }
  }
  return result
}

function isDeclaration({ type }: Node): boolean {
  return type.endsWith('Declaration')
}

function hoist(node: Node, frame: Frame): void {
  const inner =
    node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration' ? node.declaration : node
  if (inner?.type !== 'FunctionDeclaration' || !inner.body) return
  const closure = makeClosure(inner, frame)
  if (inner.id) declare(frame, inner.id, [closure])
  else bind(frame.scope, DEFAULT, [closure])
}

function isLeaving(completion: Completion): boolean {
  return completion === 'return' || completion === 'throw'
}

/** The end of several ways: goes on when one of them does. */
export function together(completions: readonly Completion[]): Completion {
  if (completions.includes('next') || completions.length === 0) return 'next'
  return completions.find(one => one === 'break' || one === 'continue') ?? completions[0] ?? 'next'
}

/** The ways that a test leaves open, each in a state that fits it. */
export function waysOf<T>(test: Expression, frame: Frame, runs: { met: () => T; unmet: () => T }): Way<T>[] {
  const value = frame.machine.evaluate(test, frame)
  useAsTest(value)
  const known = truth(value)
  const way = (met: boolean): Way<T> => ({
    when: () => conditionName(test, met, frame),
    run: () => {
      narrow(test, met, frame)
      return met ? runs.met() : runs.unmet()
    },
  })
  if (known === true) return [{ run: runs.met }]
  if (known === false) return [{ run: runs.unmet }]
  return [way(true), way(false)]
}

/** Runs one way of a test, and notes that it was taken. */
function runWay(node: Statement, frame: Frame): Completion {
  if (frame.machine.live) frame.module.seen.taken.add(node.start)
  return frame.machine.execute(node, frame)
}

function runIf(node: Extract<Node, { type: 'IfStatement' }>, frame: Frame): Completion {
  const runs = {
    met: () => runWay(node.consequent, frame),
    unmet: () => (node.alternate ? runWay(node.alternate, frame) : 'next'),
  }
  const ways = waysOf<Completion>(node.test, frame, runs)
  const [only] = ways
  if (ways.length === 1 && only) {
    const other = only.run === runs.met ? node.alternate : node.consequent
    if (other) frame.module.seen.passed.set(other.start, other.end)
    return only.run()
  }
  const noteChanged = beforeLeaving(node.test, frame)
  const completions = branch(frame, ways, isLeaving)
  const end = together(completions)
  if (end !== 'next' || !completions.some(isLeaving)) return end
  const isMet = isLeaving(completions[1] ?? 'next')
  narrow(node.test, isMet, frame)
  if (!isMet) noteChanged()
  return end
}

function runSwitch(node: Extract<Node, { type: 'SwitchStatement' }>, frame: Frame): Completion {
  const { machine } = frame
  const tested = machine.evaluate(node.discriminant, frame)
  useAsTest(tested)
  const matches = node.cases.map(({ test }) => {
    if (!test) return undefined
    const other = machine.evaluate(test, frame)
    observeValue(node.discriminant, { value: tested, other }, frame)
    return equality(tested, other)
  })
  const sure = matches.indexOf(true)
  const from = (index: number): Way<Completion> => ({
    run: () =>
      runBlock(
        node.cases.slice(index).flatMap(one => one.consequent),
        frame,
      ),
  })
  const fallback = node.cases.findIndex(one => !one.test)
  const possible = node.cases.map((_, index) => index).filter(index => index !== fallback && matches[index] !== false)
  const starts = sure >= 0 ? [...possible.filter(index => index < sure), sure] : [...possible, fallback]
  const ways = starts.filter(index => index >= 0).map(from)
  if (sure < 0 && fallback < 0) ways.push({ run: () => 'next' })
  const completions = inScope(frame, () => branch(frame, ways, isLeaving))
  return together(completions.map(one => (one === 'break' ? 'next' : one)))
}

function runTry(node: Extract<Node, { type: 'TryStatement' }>, frame: Frame): Completion {
  const { machine } = frame
  const ways: Way<Completion>[] = [{ run: () => machine.execute(node.block, frame) }]
  const { handler } = node
  if (handler) {
    ways.push({
      run: () =>
        inScope(frame, () => {
          if (handler.param) bindPattern(handler.param, caught(frame), frame)
          return machine.execute(handler.body, frame)
        }),
    })
  }
  const end = together(branch(frame, ways, isLeaving))
  if (!node.finalizer) return end
  const last = machine.execute(node.finalizer, frame)
  return last === 'next' ? end : last
}

function declareVariables(node: Extract<Node, { type: 'VariableDeclaration' }>, frame: Frame): Completion {
  for (const { id, init } of node.declarations) {
    const value: Value = init ? frame.machine.evaluate(init, frame) : UNDEFINED
    if (id.type === 'Identifier' && init) nameFunction(value, id.name)
    bindPattern(id, value, frame)
  }
  return 'next'
}

function declareEnum(node: Extract<Node, { type: 'TSEnumDeclaration' }>, frame: Frame): Completion {
  declare(frame, node.id, frame.machine.evaluate(node, frame))
  return 'next'
}

function exportDefault(node: Extract<Node, { type: 'ExportDefaultDeclaration' }>, frame: Frame): Completion {
  const { declaration } = node
  if (declaration.type === 'FunctionDeclaration' || declaration.type === 'TSInterfaceDeclaration') return 'next'
  if (declaration.type === 'ClassDeclaration') {
    const made = decoratedClass(declaration, frame)
    if (declaration.id) declare(frame, declaration.id, made)
    else bind(frame.scope, DEFAULT, made)
  } else bind(frame.scope, DEFAULT, frame.machine.evaluate(declaration as Expression, frame))
  return 'next'
}

function nothing(): Completion {
  return 'next'
}

/** How each kind of statement runs. */
export const STATEMENTS: Table = {
  Program: (node, frame) => runBlock(node.body, frame),
  BlockStatement: (node, frame) =>
    node.body.some(isDeclaration) ? inScope(frame, () => runBlock(node.body, frame)) : runBlock(node.body, frame),
  ExpressionStatement: (node, frame) => {
    frame.machine.evaluate(node.expression, frame)
    return 'next'
  },
  VariableDeclaration: declareVariables,
  FunctionDeclaration: nothing,
  ClassDeclaration: (node, frame) => {
    if (node.id && !node.declare) declare(frame, node.id, decoratedClass(node, frame))
    return 'next'
  },
  ReturnStatement: (node, frame) => {
    const value = node.argument ? frame.machine.evaluate(node.argument, frame) : UNDEFINED
    if (!same(frame.returns, value)) frame.returns = join(frame.returns, value)
    return 'return'
  },
  ThrowStatement: (node, frame) => {
    throwValue(
      whileRefusing(frame.machine, () => frame.machine.evaluate(node.argument, frame)),
      frame,
      node,
    )
    return 'throw'
  },
  IfStatement: runIf,
  SwitchStatement: runSwitch,
  TryStatement: runTry,
  LabeledStatement: (node, frame) => {
    frame.machine.execute(node.body, frame)
    return 'next'
  },
  BreakStatement: () => 'break',
  ContinueStatement: () => 'continue',
  ExportNamedDeclaration: (node, frame) => (node.declaration ? frame.machine.execute(node.declaration, frame) : 'next'),
  ExportDefaultDeclaration: exportDefault,
  TSEnumDeclaration: declareEnum,
}
