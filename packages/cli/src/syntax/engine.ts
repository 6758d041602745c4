import type { Node } from 'oxc-parser'
import { METHODS } from './builtins/methods.ts'
import { JSX } from './components/jsx.ts'
import { CALLS } from './evaluate/calls.ts'
import { DELETE, EXPRESSIONS } from './evaluate/expressions.ts'
import { LITERALS } from './evaluate/literals.ts'
import { LOOPS } from './evaluate/loops.ts'
import { OPERATORS } from './evaluate/operators.ts'
import { STATEMENTS } from './evaluate/statements.ts'
import { makeApart } from './machine/apart.ts'
import { makeCaught, REFUSED, refused } from './machine/failure.ts'
import { type Completion, type Host, type Machine, step, type World } from './machine/machine.ts'
import { Released } from './machine/released.ts'
import { elementsOf } from './objects/elements.ts'
import { getMember } from './objects/member.ts'
import type { Frame } from './values/frame.ts'
import { unknown } from './values/make.ts'
import type { Value } from './values/value.ts'

type Evaluators = Partial<Record<Node['type'], (node: Node, frame: Frame) => Value>>
type Executors = Partial<Record<Node['type'], (node: Node, frame: Frame) => Completion>>

// Each entry takes the node of its own kind; the tables are looked up by that kind, so the wider type is safe.
const EVALUATORS = { ...LITERALS, ...CALLS, ...EXPRESSIONS, ...OPERATORS, ...JSX } as unknown as Evaluators
const EXECUTORS = { ...STATEMENTS, ...LOOPS } as unknown as Executors

function evaluate(node: Node, frame: Frame): Value {
  if (!step(frame, node)) return unknown('')
  if (node.type === 'UnaryExpression' && node.operator === 'delete') return DELETE(node, frame)
  const evaluator = EVALUATORS[node.type]
  const value = evaluator ? evaluator(node, frame) : unknown('')
  return frame.machine.refusing ? refused(value, frame.machine) : value
}

function execute(node: Node, frame: Frame): Completion {
  const executor = EXECUTORS[node.type]
  return executor ? executor(node, frame) : 'next'
}

function memberOfCaught(value: Value, name: string, frame: Frame): Value {
  return getMember(value, name, { frame })
}

const COUNTS = {
  round: 0,
  stamp: 0,
  taskCount: 0,
  steps: 0,
  looks: 0,
  news: 0,
  aside: 0,
  over: 0,
  rows: 1,
  clock: 0,
  contextCount: 0,
}

/** A machine that has not run anything yet. `budget` is the number of steps in all. */
export function makeMachine(host: Host, world: World, budget: number): Machine {
  const machine: Machine = {
    host,
    world,
    budget,
    ...COUNTS,
    task: undefined,
    tasks: new Map(),
    unshared: new Set(),
    quiet: new Map(),
    costs: new Map(),
    cut: Number.POSITIVE_INFINITY,
    woken: new Set(),
    proven: new Map(),
    caught: makeCaught(() => machine, memberOfCaught),
    around: {},
    live: true,
    spent: undefined,
    modules: new Map(),
    paths: [],
    cells: new Map(),
    refused: { id: REFUSED, used: new Set(), types: new Map() },
    refusing: false,
    throws: [],
    journals: [],
    sites: new Map(),
    contexts: new Map(),
    births: new Map(),
    late: new Set(),
    lateFields: new Map(),
    fields: new Map(),
    ran: new Map(),
    handled: new Set(),
    apart: makeApart(),
    instances: new Map(),
    made: new Map(),
    queue: { calls: [], inside: false },
    released: new Released(),
    free: new Map(),
    shared: new Map(),
    literals: new WeakMap(),
    assigned: new Set(),
    getters: new Set(),
    written: new Set(),
    problems: [],
    files: new Map(),
    mounted: new Set(),
    listed: new Set(),
    shown: new Set(),
    evaluate,
    execute,
    elements: elementsOf,
    methods: METHODS,
  }
  return machine
}
