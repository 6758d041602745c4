import type { ArrowFunctionExpression, Class, Function as FunctionNode, Span } from 'oxc-parser'
import type { Machine } from '../machine/machine.ts'
import type { Module } from '../modules/module.ts'
import type { Type } from '../types/type.ts'
import type { Atom, Callable, Slot, Value } from './value.ts'

/** A node with parameters and a body. */
export type Code = FunctionNode | ArrowFunctionExpression

/** A function of the program together with the scope it was made in. */
export interface Closure {
  node: Code | Class
  site: number
  scope: Scope
  module: Module
  context: number
  self: Value
  /** The class whose method this is, for `super`. */
  home?: Callable
}

/** Names that are visible in one block. */
export interface Scope {
  parent?: Scope
  names: Map<string, Slot>
  /** Type parameters that are bound here. */
  types?: Map<string, Type>
  module: Module
  frame: Frame
}

/** One evaluation of a function or a module. */
export interface Frame {
  machine: Machine
  module: Module
  scope: Scope
  self: Value
  context: number
  depth: number
  caller?: Frame
  /** The call that made this frame, in the caller's module. */
  node?: Span
  args: readonly Value[]
  returns: Value
  yields: Value
  active: boolean
  home?: Callable
  /** The site of the function that runs in it. */
  running?: number
  /** The machine's steps when it began. */
  begun?: number
  /** How many requests were known when it began. */
  news?: number
  /** And how many of them had been done in tasks. */
  aside?: number
  /** A loop of unknown length runs in it. */
  repeats?: boolean
  /** What fields may be in the branch that runs now, by how they are written: `window.base` where it ends with a slash. */
  narrowed?: ReadonlyMap<string, (atom: Atom) => boolean>
  /** What variables were before and after a test that left: the rest of the function knows how it came out. */
  passed?: readonly { slot: Slot; before: Value; after: Value }[]
  /** What was written on ways that left before its end. */
  left?: Map<Slot, Value>
  /** It runs again and again on a timer. */
  polls?: boolean
}

/** What one of our functions is told about its call. */
export interface Call {
  args: readonly Value[]
  self: Value
  frame: Frame
  node: Span
  types: readonly Type[]
  /** Counts the calls that one node makes, one for each element of a list. */
  step?: number
  /** Nobody knows what it is called with: parameters that are not given may be anything. */
  free?: true
  /** It is called any number of times. */
  repeats?: true
  /** What it is given came out of lists, and may be any number: `max(...ages)`. */
  spread?: true
}

/** A function of ours. */
export type Native = (call: Call) => Value
