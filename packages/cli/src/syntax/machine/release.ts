import { showHandlers } from '../components/written.ts'
import { isIdle } from '../evaluate/costs.ts'
import type { Call, Closure, Frame } from '../values/frame.ts'
import { unknown } from '../values/make.ts'
import type { Callable, Control, Place, Thing, Value } from '../values/value.ts'
import { captured } from './captured.ts'
import { contextNamed, type Machine, placeOf, type Queue, type Waiting } from './machine.ts'
import { readSlot } from './slots.ts'
import { forget, hasRun, nameOfTask, runTask, taskOf } from './task.ts'

const DEEPEST = 6
/** Literals are steps of half the size: a table of routes has pages five levels down, each of two of them. */
const STEP = { plain: 0.5, array: 0.5 } as Readonly<Record<string, number>>

/** Hands a value to something that is not read: functions inside may be called later, with anything. */
export function release(value: Value, frame: Frame, depth = 0): void {
  for (const atom of value) {
    if (atom.kind === 'function') releaseFunction(atom, frame)
    else if (atom.kind === 'text' && showHandlers([atom], frame)) frame.machine.released.found += 1
    else if (atom.kind === 'promise') release(atom.value, frame, depth)
    else if (atom.kind === 'unknown' && atom.wraps && depth < DEEPEST) release(atom.wraps, frame, depth + 1)
    else if (atom.kind === 'object' && depth < DEEPEST) releaseThing(atom, frame, depth)
  }
}

/** A run of it that is known belongs to who releases it again: it is not gone while it waits. */
function releaseFunction(callable: Callable, frame: Frame): void {
  const { machine } = frame
  const name = nameOfFree(callable)
  machine.released.found += 1
  if (machine.tasks.has(name)) taskOf(machine, name)
  machine.released.add({ callable, frame, args: [], by: machine.task, name })
}

function nameOfFree(callable: Callable): string {
  if (!callable.code) return nameOfTask('free', callable)
  return ['free', callable.code.site, ...captured(callable)].join(' ')
}

/** Gone through once by a task, unless it has other fields since: a store that is handed about is large. */
function releaseThing(thing: Thing, frame: Frame, depth: number): void {
  const { released, task, round } = frame.machine
  if (!released.isNew(thing, { task, round, depth })) return
  // What is gone through is work, too: a store of thousands of objects may be handed about everywhere.
  frame.machine.steps += 1
  const { found } = released
  // A request that is sent when somebody waits for it: who gets it may.
  if (thing.tag === 'answer') callLater(thing.lazy?.('then', frame) ?? [], frame)
  const next = depth + (STEP[thing.tag] ?? 1)
  for (const slot of thing.slots.values()) release(readSlot(slot), frame, next)
  if (thing.element) release(readSlot(thing.element), frame, next)
  if (released.found === found && thing.tag !== 'answer') released.noteBarren(thing, { round, depth })
}

/** Calls the functions of a value later in this round, once each, as the browser does with handlers. */
export function callLater(value: Value, frame: Frame, args: readonly Value[] = []): void {
  for (const atom of value) {
    if (atom.kind === 'function') {
      const { queue, task } = frame.machine
      // What a module hands over stays its own, though a component that loads it may call it: the next round need not load it again.
      if (!queue.inside || task?.again) taskOf(frame.machine, nameOfCall(atom, args))
      queue.calls.push({ callable: atom, frame, args, by: task })
    } else if (atom.kind === 'unknown' && atom.wraps) callLater(atom.wraps, frame, args)
  }
}

/** A handler that several fields share is called for each of them. */
function nameOfCall(callable: Callable, args: readonly Value[]): string {
  const control = controlIn(args)
  return nameOfTask(control ? `later ${control.key}` : 'later', callable)
}

function controlIn([event]: readonly Value[]): Control | undefined {
  const [atom] = event ?? []
  return atom?.kind === 'unknown' ? atom.control : undefined
}

/** Calls a function with arguments that nobody knows. What it returns escapes, too. */
export function callFreely(callable: Callable, frame: Frame, args: readonly Value[] = []): void {
  const home = callable.code?.scope.frame ?? frame
  const node = callable.code?.node ?? frame.node ?? { start: 0, end: 0 }
  const outer = outermost(home, callable)
  const control = controlIn(args)
  const apart = control ? { ...outer, context: contextNamed(outer, control.key) } : outer
  const from = frame.polls ? { ...apart, polls: true } : apart
  const given = args.length > 0 ? args : (frame.machine.world.given?.(callable, frame) ?? [])
  const call: Call = { args: given, self: callable.code?.self ?? [], frame: from, node, types: [], free: true }
  const isClass = callable.prototype !== undefined
  const result = isClass ? mountOrMake(callable, call) : callable.call(call)
  frame.machine.world.gave?.(callable, result, call)
  release(result, frame)
}

/** The frame that a function is called in that nobody calls by name: what it makes is told apart by the function. */
function outermost(frame: Frame, callable: Callable): Frame {
  const depth = Math.min(frame.depth, 20)
  if (callable.code) return depth === frame.depth ? frame : { ...frame, depth }
  return { ...frame, depth, context: contextNamed(frame, callable.key) }
}

function mountOrMake(callable: Callable, call: Call): Value {
  const props = unknown('props')
  for (const mount of call.frame.machine.world.mounters) {
    const made = mount(callable, props, call)
    if (made) return made
  }
  return callable.construct?.(call) ?? []
}

/** Runs what the browser calls, each function once in a round. */
export function drainUrgent(machine: Machine): void {
  for (let next = machine.queue.calls.shift(); next; next = machine.queue.calls.shift()) callWaiting(machine, next)
}

function callWaiting(machine: Machine, { callable, frame, args, by }: Waiting): void {
  const name = nameOfCall(callable, args)
  const place = () => placeOfCallable(callable, frame)
  const given = { name, inputs: [[callable], ...args], steady: by?.steady === true, place }
  runTask(machine, given, () => {
    callFreely(callable, frame, args)
    return []
  })
}

function placeOfCallable({ code }: Callable, frame: Frame): Place {
  return code ? placeOf(code.scope.frame, code.node) : placeOf(frame, frame.node ?? { start: 0 })
}

/** Runs something with a queue of its own: what it hands to the browser runs as a part of it, when `drain` is called. */
export function withQueue(machine: Machine, run: (drain: () => void) => void): void {
  const outer = machine.queue
  const inner: Queue = { calls: [], inside: true }
  const called = new Set<string>()
  machine.queue = inner
  try {
    run(() => {
      for (let next = inner.calls.shift(); next; next = inner.calls.shift()) {
        const name = nameOfCall(next.callable, next.args)
        if (called.has(name)) continue
        called.add(name)
        callWaiting(machine, next)
      }
    })
  } finally {
    machine.queue = outer
  }
}

/** Runs everything that waits: first what the browser calls, then functions that escaped and that nothing else called. */
export function drain(frame: Frame): void {
  const { machine } = frame
  for (;;) {
    drainUrgent(machine)
    const next = machine.released.take()
    if (!next) return
    callReleased(machine, next)
  }
}

/** A class that a framework reads by its decorators: that somebody makes one does not show it. */
function isDecorated({ node }: Closure): boolean {
  return 'decorators' in node && (node.decorators?.length ?? 0) > 0
}

function callReleased(machine: Machine, { callable, frame, by, name = nameOfFree(callable) }: Waiting): void {
  const { code } = callable
  if (!(code || callable.called || callable.name === 'component')) return
  const known = machine.tasks.get(name)
  if (code && !isDecorated(code) && hasRun(machine, code.site, machine.free.get(code.site))) {
    if (known) forget(machine, known)
    return
  }
  if (!known && code && isIdle(code, machine)) return
  const place = () => placeOfCallable(callable, frame)
  // Who shows a component of a package's choice, a router say, gives it properties of its own.
  const args = code ? [] : [unknown(callable.called ? 'value' : 'props')]
  runTask(machine, { name, inputs: [[callable]], steady: by?.steady === true, by, place }, () => {
    if (code) noteFree(machine, code.site)
    callFreely(callable, frame, args)
    return []
  })
}

function noteFree({ free, task }: Machine, site: number): void {
  if (!task) return
  task.free = site
  const tasks = free.get(site) ?? new Set()
  free.set(site, tasks.add(task))
}
