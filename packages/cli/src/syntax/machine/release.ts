import type { Call, Frame } from '../values/frame.ts'
import { unknown } from '../values/make.ts'
import type { Callable, Thing, Value } from '../values/value.ts'
import { contextOf, type Machine } from './machine.ts'
import { readSlot } from './slots.ts'

const DEEPEST = 4

/** Hands a value to something that is not read: functions inside may be called later, with anything. */
export function release(value: Value, frame: Frame, depth = 0): void {
  for (const atom of value) {
    if (atom.kind === 'function') frame.machine.released.push(atom)
    else if (atom.kind === 'promise') release(atom.value, frame, depth)
    else if (atom.kind === 'unknown' && atom.wraps && depth < DEEPEST) release(atom.wraps, frame, depth + 1)
    else if (atom.kind === 'object' && depth < DEEPEST) releaseThing(atom, frame, depth)
  }
}

function releaseThing(thing: Thing, frame: Frame, depth: number): void {
  for (const slot of thing.slots.values()) release(readSlot(slot), frame, depth + 1)
  if (thing.element) release(readSlot(thing.element), frame, depth + 1)
}

/** Calls the functions of a value later in this round, once each, as the browser does with handlers. */
export function callLater(value: Value, frame: Frame, args: readonly Value[] = []): void {
  for (const atom of value) {
    if (atom.kind === 'function') {
      const name = `${atom.key}@${frame.machine.round}`
      if (frame.machine.calls.has(name)) continue
      frame.machine.calls.add(name)
      frame.machine.urgent.push(() => callFreely(atom, frame, args))
    } else if (atom.kind === 'unknown' && atom.wraps) callLater(atom.wraps, frame, args)
  }
}

/** Calls a function with arguments that nobody knows. What it returns escapes, too. */
export function callFreely(callable: Callable, frame: Frame, args: readonly Value[] = []): void {
  const home = callable.code?.scope.frame ?? frame
  const node = callable.code?.node ?? frame.node ?? { start: 0, end: 0 }
  const outer = outermost(home, callable)
  const from = frame.polls ? { ...outer, polls: true } : outer
  const call: Call = { args, self: callable.code?.self ?? [], frame: from, node, types: [], free: true }
  const isClass = callable.prototype !== undefined
  const result = isClass ? mountOrMake(callable, call) : callable.call(call)
  release(result, frame)
}

/** The frame that a function is called in that nobody calls by name: what it makes is told apart by the function. */
function outermost(frame: Frame, callable: Callable): Frame {
  const depth = Math.min(frame.depth, 20)
  if (callable.code) return depth === frame.depth ? frame : { ...frame, depth }
  return { ...frame, depth, context: contextOf(frame, -hashOf(callable.key)) }
}

function hashOf(name: string): number {
  let sum = 7
  for (let at = 0; at < name.length; at += 1) sum = (sum * 31 + name.charCodeAt(at)) % 2 ** 44
  return sum
}

function mountOrMake(callable: Callable, call: Call): Value {
  const props = unknown('props')
  for (const mount of call.frame.machine.world.mounters) {
    const made = mount(callable, props, call)
    if (made) return made
  }
  return callable.construct?.(call) ?? []
}

/** Runs what the browser calls. */
export function drainUrgent(machine: Machine): void {
  for (let next = machine.urgent.shift(); next; next = machine.urgent.shift()) next()
}

/** Runs everything that waits: first what the browser calls, then functions that escaped and that nothing else called. */
export function drain(frame: Frame): void {
  const { machine } = frame
  for (;;) {
    drainUrgent(machine)
    const callable = machine.released.shift()
    if (!callable) return
    if (callable.code && !machine.ran.has(callable.code.site)) callFreely(callable, frame)
    else if (!callable.code && callable.name === 'component' && !machine.calls.has(callable.key)) {
      machine.calls.add(callable.key)
      callFreely(callable, frame)
    }
  }
}
