import type { Node } from 'oxc-parser'
import type { Module } from '../modules/module.ts'
import type { Source } from '../source.ts'
import type { Call, Frame, Native } from '../values/frame.ts'
import type { AnswerSource, Atom, Callable, Cell, Place, Slot, Tag, Thing, Value } from '../values/value.ts'

/** What an import leads to: a file of the frontend, or a package that is not read. */
export type Target = { path: string } | { library: string }

/** What the machine asks of the project around the source. */
export interface Host {
  resolve: (specifier: string, from: string) => Target
  /** The parsed file; undefined for a file that is missing, broken or not a script. */
  load: (path: string) => Source | undefined
  /** A variable of the frontend's own `.env` files. */
  variable: (name: string) => string | undefined
}

/** What a package gives: a value for each export it is known by (`default` for the default export). */
export type Library = Readonly<Record<string, Value>>

/** An element of a page with its attributes, from JSX or a template. */
export interface PageElement {
  name: string
  attributes: ReadonlyMap<string, Value>
  place: Place
  frame: Frame
  node: { start: number; end: number }
}

/** The page is sent to another address, or a window is opened on it. */
export interface Navigation {
  address: Value
  place: Place
  frame: Frame
  node: { start: number; end: number }
}

/** A comparison of a member or variable with a text that is written down. */
export interface Comparison {
  /** The member's name, `role` of `user.role`. */
  name: string
  texts: readonly string[]
  place: Place
}

/** Told what passes by; a detector notes what it cares for. */
export interface Observer {
  element?: (element: PageElement) => void
  comparison?: (comparison: Comparison) => void
  /** An environment variable was read; `value` is undefined where no file gives one. */
  variable?: (name: string, value: string | undefined, place: Place) => void
  navigation?: (navigation: Navigation) => void
  /** Something was kept in the browser's storage. */
  stored?: (key: string, value: Value, place: Place) => void
  /** A module of a package was imported. */
  library?: (name: string, place: Place) => void
}

/** Renders one kind of component; undefined where it is not that kind. */
export type Mounter = (component: Atom, props: Value, call: Call) => Value | undefined

/** What the machine knows of the surroundings: the page's globals, the packages, and who is told. */
export interface World {
  globals: Readonly<Record<string, Value>>
  libraries: (name: string) => Library | undefined
  observers: readonly Observer[]
  mounters: readonly Mounter[]
  /** Makes the instance of a component that is described by an object of options. */
  instance?: (options: Value, call: Call) => Value
  /** Called when a round begins: what was noted in the last one is noted again. */
  begin?: (live: boolean) => void
}

/** Methods that a kind of value has from the language or the browser. */
export type Methods = Readonly<Record<string, Native>>

/** The methods by kind of value or tag of object. */
export type MethodTables = Readonly<Partial<Record<Tag | 'text' | 'promise' | 'function' | 'unknown', Methods>>>

/** How a statement ended. */
export type Completion = 'next' | 'return' | 'throw' | 'break' | 'continue'

/** Values of slots before a branch wrote to them, and when the branch began. */
export interface Journal {
  since: number
  before: Map<Slot, Value>
}

/** The evaluator's state: it runs the program several times, until nothing new is seen. */
export interface Machine {
  host: Host
  world: World
  round: number
  /** False while functions are tried that nothing calls. */
  live: boolean
  steps: number
  budget: number
  modules: Map<string, Module>
  paths: string[]
  /** What late writers wrote, by the slot's name; kept from round to round. */
  cells: Map<string, Cell>
  /** Counts what was new: a round that adds nothing is the last. */
  changes: number
  /** Where refused answers come from, whatever the request. */
  refused: AnswerSource
  /** True while something is evaluated that is thrown. */
  refusing: boolean
  /** Where answers are refused. */
  throws: Place[]
  journals: Journal[]
  /** Counts branches: what was made after one began belongs to it. */
  clock: number
  contexts: Map<number, Map<number, number>>
  contextCount: number
  births: Map<number, Map<number, number>>
  /** Sites of things and names that were written to late. */
  late: Set<number>
  /** The names of the fields of a thing that were written to late, by its birth. */
  lateFields: Map<string, string[]>
  /** Sites of functions that ran in this round. */
  ran: Set<number>
  /** The last instance of each class, by the class's site. */
  instances: Map<number, Thing>
  /** Functions that were made in this round, by site, the last of each. */
  made: Map<number, Callable>
  urgent: (() => void)[]
  released: Callable[]
  calls: Set<string>
  literals: WeakMap<Node, Value>
  /** Variables (`name`) and members (`.name`) that are assigned to somewhere. */
  assigned: Set<string>
  problems: { place: Place; message: string }[]
  /** Components that are registered by name for all templates. */
  components: Map<string, Value>
  /** The single-file components of this round, by path, and those that were shown. */
  files: Map<string, Callable>
  mounted: Set<string>
  evaluate: (node: Node, frame: Frame) => Value
  execute: (node: Node, frame: Frame) => Completion
  elements: (value: Value, frame: Frame) => Value[]
  methods: MethodTables
}

/** A number for a place in the program: the module, and the node's start and end. */
export function siteOf(module: Module, node: { start: number; end: number }): number {
  return module.index * 2 ** 40 + node.start * 2 ** 20 + Math.min(node.end - node.start, 2 ** 20 - 1)
}

/** Where a node stands. */
export function placeOf(frame: Frame, node: { start: number }): Place {
  const { source } = frame.module
  return { file: source.file, line: source.lineAt(node.start) }
}

/** A number for the calls that led here, the same in every round. `turn` tells the calls of one node apart. */
export function contextOf(frame: Frame, site: number, turn = 0): number {
  const context = innerContext(frame.machine, frame.context, site)
  return turn === 0 ? context : innerContext(frame.machine, context, -turn)
}

function innerContext(machine: Machine, outer: number, name: number): number {
  let inner = machine.contexts.get(outer)
  if (!inner) {
    inner = new Map()
    machine.contexts.set(outer, inner)
  }
  let context = inner.get(name)
  if (context === undefined) {
    machine.contextCount += 1
    context = machine.contextCount
    inner.set(name, context)
  }
  return context
}

/** Counts one step; true while the budget lasts. */
export function step(machine: Machine): boolean {
  machine.steps += 1
  return machine.steps < machine.budget
}
