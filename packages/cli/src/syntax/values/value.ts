import type { Machine } from '../machine/machine.ts'
import type { Watched } from '../machine/task.ts'
import type { Type } from '../types/type.ts'
import type { Birth } from './birth.ts'
import type { Call, Closure, Frame } from './frame.ts'

/** All alternatives that an expression may have. An empty list means that it never has one (a field that is absent). */
export type Value = readonly Atom[]

/** One alternative. */
export type Atom = Text | Constant | Unknown | Thing | Callable | Answer | Promised

/** Where something was written. */
export interface Place {
  file: string
  line: number
}

/** A piece of text that is written down in the source, at `at`. */
export interface Literal {
  text: string
  at?: Place
  /** Something was taken away: what is empty now was written down so. */
  cut?: true
}

/** A piece of text known only while the program runs. `digits` is its value where that is a plain number. */
export interface Hole {
  name: string
  of?: Unknown | Answer
  digits?: string
}

/** Pairs of a query string that was built from an object, a URLSearchParams or a form. */
export interface Pairs {
  pairs: readonly Pair[]
}

/** One name and value to send. */
export interface Pair {
  name: string
  value: Value
  optional: boolean
}

/** One piece of a text. */
export type Part = Literal | Hole | Pairs

/**
 * A text with holes. `when` names the conditions it holds under (`slug@12+`, `slug@12-`): two texts with opposite conditions
 * never meet in one request. `likely` marks one that the environment may replace.
 */
export interface Text {
  kind: 'text'
  parts: readonly Part[]
  when?: readonly string[]
  likely?: true
  /** What is taken where something that only the running program knows is empty: `slug || 'home'`. */
  fallback?: true
}

/** A number, a boolean, null or undefined. */
export interface Constant {
  kind: 'constant'
  value: number | boolean | null | undefined
  /** False, since two values are not equal: it says which of several things is there, and is no state that begins so. */
  compared?: true
}

/** The primitive that an unknown value is known to be. */
export type Primitive = 'string' | 'number' | 'boolean' | 'date' | 'file'

/** A value that only the running program knows. */
export interface Unknown {
  kind: 'unknown'
  name: string
  type?: Type
  is?: Primitive
  /** It stands for what a variable may hold later; any better alternative replaces it in a text. */
  soft?: true
  /** Its type says that it is an object: it is never empty. */
  solid?: true
  /** Numbers that it is not: where a word of a text stands may be known that far. */
  never?: readonly number[]
  /** Somebody asked whether it is a list, and nothing else says so. */
  asked?: true
  /** The environment variable it was read from. */
  env?: string
  /** The package or the global that it comes from and that is not among the files, with the members and calls between. */
  outside?: string
  /** The storage key it was read from. */
  storage?: string
  /** What was handed to the unknown function that made it: calls and members pass through. */
  wraps?: Value
  /** Where somebody types or chooses it. */
  control?: Control
  /** It is not what is typed, but the element, its data attributes, or the event that tells of it. */
  part?: 'element' | 'dataset' | 'event'
}

/** Something on a page in which a person types or chooses, with the limits that it sets; or a form. */
export interface Control {
  readonly key: string
  /** `text`, `number`, `select`, `textarea`, `form`, … */
  type: string
  name?: string
  /** The value that is written down, for radio buttons and boxes. */
  value?: string
  required?: true
  /** The program makes it. */
  made?: true
  /** It is not sent. */
  disabled?: true
  min?: number
  max?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  /** What there is to choose from: the first list that has any. */
  options?: readonly Cell[]
  /** The fields of a form. */
  fields?: Cell
  /** What is written on the element, by name in camel case. */
  attributes?: ReadonlyMap<string, Value>
}

/** The value of one field or variable. `cell` collects what is written from elsewhere, and outlives the round. */
export interface Slot {
  value: Value
  cell?: Cell
  /** Its cell came after somebody may have read it. */
  widened?: true
  /** What its value and its cell were together when they were last read. */
  settled?: { value: Value; later: Value; both: Value }
  order: number
  /** The machine's clock when its owner was made: a branch rolls back only what is older than itself. */
  since?: number
  /** What it belongs to, for naming its cell when there is one. */
  home?: Birth
  name?: string
  /** Runs when the field is read. */
  getter?: Callable
}

/** What late writers put into a slot; it only grows, and whoever read it runs again when it does. */
export interface Cell extends Watched {
  /** Tells it from others, in every round. */
  readonly name: string
  machine: Machine
  value: Value
  /** How often its objects were replaced by newer ones that differ. */
  versions: number
}

/** What kind of object a thing is. */
export type Tag =
  | 'plain'
  | 'array'
  | 'instance'
  | 'response'
  | 'ref'
  | 'json'
  | 'params'
  | 'query'
  | 'form'
  | 'headers'
  | 'url'
  | 'map'
  | 'date'
  | 'pattern'
  | 'namespace'
  | 'element'
  | 'answer'

/** Something that was spread, and when: fields that were written later hide its own. */
export interface Base {
  value: Value
  order: number
}

/** An object. The key names its place of birth and the calls that led there, and is the same in every round. */
export interface Thing {
  kind: 'object'
  readonly key: string
  /** Absent for objects of ours. */
  birth?: Birth
  round: number
  tag: Tag
  slots: Map<string, Slot>
  /** Spread sources that are not known field by field, with the order in which they were spread. */
  bases: readonly Base[]
  /** What stands at indexes or keys that are not known. */
  element?: Slot
  class?: Callable
  born?: Frame
  since?: number
  /** The conditions of the branches that made it; none where opposite ones gave it. */
  when?: readonly string[]
  type?: Type
  /** Members that are made when asked for. */
  lazy?: (name: string, frame: Frame) => Value | undefined
  /** The names of those members, where they can be listed. */
  lazyNames?: () => readonly string[]
  /** All that `lazy` is made from: two versions that hold the same are alike. */
  holds?: readonly Atom[]
  /** What it stands for, where that is found out when somebody asks. */
  unfold?: () => Value
  /** What a JSON text or a wrapper holds. */
  inner?: Value
  /** Told of every write, for objects of the browser such as `location`. True: nothing is kept. */
  written?: (name: string, value: Value, frame: Frame) => unknown
}

/** A function or class: the program's own (with `code`) or one of ours. */
export interface Callable {
  kind: 'function'
  readonly key: string
  round: number
  name: string
  call: (call: Call) => Value
  construct?: (call: Call) => Value
  code?: Closure
  /** All that a function of ours is made from: two versions that hold the same are alike. */
  holds?: Value
  /** A function of ours that whoever is handed it calls, though nothing knows who that is. */
  called?: true
  statics?: Thing
  /** The members that a class gives to its instances, and the class it extends. */
  prototype?: Thing
  parent?: Value
}

/** Where answers come from: one request, which collects what is read of its answer. */
export interface AnswerSource extends Watched {
  id: string
  used: Set<string>
  types: Map<string, Type[]>
  /** Its parts that were asked for, by path. */
  parts?: Map<string, Answer>
  /** It is read piece by piece, as it comes. */
  streamed?: true
  /** Its names are changed before they are read: types speak of other names than the wire. */
  wire?: Wire
  /** What the program writes over parts of the answer, by path: read there, too. */
  over?: Map<string, Value>
  /** Plain values that the program writes over parts of the answer, by path: they go back with it. */
  written?: Map<string, Value>
}

/** How names are written on the wire, where the program reads them in camel case. */
export type Wire = 'snake' | 'kebab'

/** The answer of a request, or the part of it at `path` (`articles[].author`). */
export interface Answer {
  kind: 'answer'
  source: AnswerSource
  path: string
  /** Somebody asked whether it is a list, and nothing else says so. */
  asked?: true
}

/** A promise of a value. */
export interface Promised {
  kind: 'promise'
  value: Value
}
