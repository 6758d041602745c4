import type { Node } from 'oxc-parser'
import type { Around } from '../components/controls.ts'
import type { Cost } from '../evaluate/costs.ts'
import type { Runs } from '../evaluate/shared.ts'
import type { Mentions } from '../mentions/mentions.ts'
import type { Module } from '../modules/module.ts'
import type { Look } from '../objects/look.ts'
import type { Source } from '../source.ts'
import type { Call, Frame, Native } from '../values/frame.ts'
import type { AnswerSource, Atom, Callable, Cell, Place, Slot, Tag, Thing, Value } from '../values/value.ts'
import type { Apart } from './apart.ts'
import type { Released } from './released.ts'
import type { Task, Watched } from './task.ts'

/** What an import leads to: a file of the frontend, or a package that is not read. */
export type Target = { path: string } | { library: string }

/** What the machine asks of the project around the source. */
export interface Host {
  resolve: (specifier: string, from: string) => Target
  /** The parsed file; undefined for a file that is missing, broken or not a script. */
  load: (path: string) => Source | undefined
  /** The package that a file is a copy of, which is not read. */
  library?: (path: string) => string | undefined
  /** A variable of the frontend's own `.env` files. */
  variable: (name: string) => string | undefined
  /** The folder that the bundler knows by a name which a path begins with, and what stands below it. */
  folder?: (path: string) => string | undefined
  /** The scripts of the frontend, for those who name several together. */
  files?: readonly string[]
  /** Whether two files run in one page. */
  shares: (path: string, other: string) => boolean
  /** Whether one page names both of them, or one is the page that names the other. */
  together?: (path: string, other: string) => boolean
  /** Names that the build imports by itself, with the file and the export that they stand for. */
  provided?: ReadonlyMap<string, Provided>
}

/** An export of a file or a package that is seen by its name everywhere. */
export type Provided = { path: string; name: string } | { library: string; name: string }

/** What a package gives: a value for each export it is known by (`default` for the default export). */
export type Library = Readonly<Record<string, Value>>

/** An element of a page with its attributes, from JSX or a template. */
export interface PageElement {
  name: string
  attributes: ReadonlyMap<string, Value>
  /** What is written on the form around it. */
  form?: ReadonlyMap<string, Value> | undefined
  /** The fields of a form, or of the form around it, with what is typed into them. */
  fields: () => readonly (readonly [string, Value])[]
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

/** A comparison of a member or variable with a text or a number that is written down. */
export interface Comparison {
  /** The member's name, `role` of `user.role`. */
  name: string
  texts: readonly string[]
  numbers: readonly number[]
  /** What is compared, where it is at hand. */
  value?: Value
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
  /** A package was told of a host. */
  handed?: (host: string, place: Place) => void
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
  /** A call of something that is not among the files, by the names that lead to it; undefined where nothing is known of it. */
  outside?: (from: string, call: Call) => Value | undefined
  /** A file that a framework starts from was loaded; `get` gives what it exports. */
  entered?: (get: (name: string) => Value, frame: Frame) => void
  /** A class with decorators was made. */
  decorated?: (owner: Callable, frame: Frame) => void
  /** What a framework gives to a function that it finds by the name of its file; undefined where that is not known. */
  given?: (callable: Callable, frame: Frame) => readonly Value[] | undefined
  /** Told what a function gave that nobody of the program calls. */
  gave?: (callable: Callable, value: Value, call: Call) => void
  /** Properties that a framework gives to the component of a file. */
  properties?: (path: string, frame: Frame) => Readonly<Record<string, Value>> | undefined
  /** Called before what nothing reaches is tried: what is noted from then on is dead. */
  rest?: () => void
  /** Functions of ours that stand for the program's own, and that nothing called so far. Each is given out once. */
  idle?: () => readonly Callable[]
  /** What is noted from now on belongs to this task; a fresh one notes everything again. */
  enter?: (task: number, fresh: boolean) => void
  /** The run of this task was cut off, since the budget is spent: what it noted in the run before stays. */
  cutOff?: (task: number) => void
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
  before?: Map<Slot, Value>
}

/** A call of a function that waits: the browser makes it later, or nobody does. */
export interface Waiting {
  callable: Callable
  frame: Frame
  args: readonly Value[]
  by: Task | undefined
  /** Tells it from others of the same place in the program. */
  name?: string
}

/** What the browser calls. The calls of a queue that is `inside` belong to the task that runs, and run in it. */
export interface Queue {
  calls: Waiting[]
  inside: boolean
}

/** A place that could not be followed, and the task that ran there. */
export interface Trouble {
  place: Place
  message: string
  task?: Task | undefined
}

/** The evaluator's state: it runs the program, and again those parts of it that read what has changed since. */
export interface Machine {
  host: Host
  world: World
  round: number
  /** Grows with every run of a task: of two versions of an object the one with the larger stamp is newer. */
  stamp: number
  /** What runs now. */
  task: Task | undefined
  tasks: Map<string, Task>
  /** Sites of functions whose calls do not give the same wherever they stand. */
  unshared: Set<number>
  /** Runs of calls that are not shared, by what they are given. */
  quiet: Map<string, Runs>
  /** What the runs of a function cost, by its site. */
  costs: Map<number, Cost>
  /** The steps when the first of those calls began that were cut off within themselves. */
  cut: number
  taskCount: number
  /** Tasks that have to run again. */
  woken: Set<Task>
  /** Objects of earlier runs and the objects of this round that they are like. */
  proven: Map<object, object>
  /** What a handler of failures gets: members are looked up in all that is ever thrown. */
  caught: Thing
  /** What stands around the element that is shown. */
  around: Around
  /** False while functions are tried that nothing calls. */
  live: boolean
  /** What code that runs speaks of; made when nothing more is reached. */
  mentions?: Mentions
  steps: number
  /** How many alternatives were looked into for a member. */
  looks: number
  /** How many requests were met for the first time in a round, all rounds together. */
  news: number
  /** How many of the steps were done in tasks that ran, whole, within what runs now. */
  aside: number
  /** The rows of lists that are gone through now, those within others multiplied. */
  rows: number
  budget: number
  /** Where the budget ran out. */
  spent?: Place | undefined
  modules: Map<string, Module>
  paths: string[]
  /** What late writers wrote, by the slot's name; kept from round to round. */
  cells: Map<string, Cell>
  /** Where refused answers come from, whatever the request. */
  refused: AnswerSource
  /** True while something is evaluated that is thrown. */
  refusing: boolean
  /** How many parts of answers are being looked for in what was written over others. */
  over: number
  /** The look for a member that goes on now. */
  look?: Look | undefined
  /** Where answers are refused. */
  throws: Place[]
  journals: Journal[]
  /** Counts branches: what was made after one began belongs to it. */
  clock: number
  /** Sites, numbered as they come. */
  sites: Map<number, number>
  contexts: Map<number, number>
  contextCount: number
  /** How many things a site made in a context, in this round. */
  births: Map<number, number>
  /** Sites of things and names that were written to late. */
  late: Set<number>
  /** The names of the fields of a thing that were written to late, by its birth. */
  lateFields: Map<string, string[]>
  /** Who read which fields the objects of a site have. */
  fields: Map<number, Watched>
  /** The tasks that ran a function, by its site; undefined is what runs in no task. */
  ran: Map<number, Set<Task | undefined>>
  /** Functions, by their sites, that a package made handles of: nothing else calls them, as `mutate` does. */
  handled: Set<number>
  /** What ran where, of classes and factories. */
  apart: Apart
  /** The last instance of each class, by the class's site. */
  instances: Map<number, Thing>
  /** Functions that were made in this round, by site, the last of each. */
  made: Map<number, Callable>
  queue: Queue
  released: Released
  /** The tasks in which a function was called that a package was given, by its site. */
  free: Map<number, Set<Task>>
  literals: WeakMap<Node, Value>
  /** The scripts that declare a name for all others. */
  shared: Map<string, Set<Module>>
  /** Variables (`name`) and members (`.name`) that are assigned to somewhere. */
  assigned: Set<string>
  /** Members that some object was given a function for, which is run when they are asked for. */
  getters: Set<string>
  /** Variables that are written to in any way after they are declared. */
  written: Set<string>
  problems: Trouble[]
  /** The single-file components of this round, by path, and those that were shown. */
  files: Map<string, Callable>
  mounted: Set<string>
  /** Files that the program may load by a name that nobody knows, and those that are shown because nothing else does. */
  listed: Set<string>
  shown: Set<string>
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

/** A context that is told by a name instead of a place, the same in every round. */
export function contextNamed(frame: Frame, name: string): number {
  let sum = 7
  for (let at = 0; at < name.length; at += 1) sum = (sum * 31 + name.charCodeAt(at)) % 2 ** 44
  return contextOf(frame, -sum)
}

function innerContext(machine: Machine, outer: number, name: number): number {
  const key = pairOf(machine, outer, name)
  let context = machine.contexts.get(key)
  if (context === undefined) {
    machine.contextCount += 1
    context = machine.contextCount
    machine.contexts.set(key, context)
  }
  return context
}

const MOST_SITES = 2 ** 22

/** One number for a context and a site in it. Maps in maps cost a tenth of a run. */
export function pairOf({ sites }: Machine, context: number, site: number): number {
  let index = sites.get(site)
  if (index === undefined) {
    index = sites.size
    sites.set(site, index)
  }
  return context * MOST_SITES + index
}

/** Looks into alternatives that go with a step: large programs make one for two steps, and those with webs of answers four. */
const LOOKS_WITH_STEP = 4
/**
 * So many more of them are as much work as a step. A state of 1,200 objects into which answers are merged came to 500,000
 * within one, again and again, and no budget ended it.
 */
const LOOKS_OF_STEP = 16

/** What was done so far, as the budget counts it. */
export function workOf({ steps, looks }: Machine): number {
  return steps + Math.max(0, looks - steps * LOOKS_WITH_STEP) / LOOKS_OF_STEP
}

/** Counts one step; true while the budget lasts. */
export function step(frame: Frame, node: { start: number }): boolean {
  const { machine } = frame
  machine.steps += 1
  if (workOf(machine) <= machine.budget) return true
  machine.spent ??= placeOf(frame, node)
  return false
}
