import type { Frame, Scope } from '../values/frame.ts'
import type { Slot, Value } from '../values/value.ts'
import { siteOf } from './machine.ts'
import { addToSlot, isRunning, makeSlot, openSlot, readSlot, writeSlot } from './slots.ts'
import { placesOfStore } from './stored.ts'

/** A scope inside another. */
export function openScope(parent: Scope, frame: Frame = parent.frame): Scope {
  return { parent, names: new Map(), module: parent.module, frame }
}

/** Runs with a scope of its own. */
export function inScope<T>(frame: Frame, run: () => T): T {
  const outer = frame.scope
  frame.scope = openScope(outer, frame)
  try {
    return run()
  } finally {
    frame.scope = outer
  }
}

/** Declares a name in the frame's innermost scope. */
export function declare(frame: Frame, node: { start: number; end: number; name: string }, value: Value): void {
  const { machine, scope } = frame
  const known = scope.names.get(node.name)
  if (known) {
    writeSlot(machine, known, value)
    return
  }
  const since = machine.clock
  if (!machine.written.has(node.name)) {
    scope.names.set(node.name, { value, order: 0, since })
    return
  }
  const home = { site: siteOf(frame.module, node), context: frame.context, count: 0, task: machine.task }
  const slot = makeSlot(machine, home, { value, order: 0, since, name: node.name })
  // Functions write to names of their module when it has run: who reads them waits from the start.
  if (!scope.parent) openSlot(machine, slot)
  scope.names.set(node.name, slot)
}

/** Declares a name that has no node of its own. */
export function bind(scope: Scope, name: string, value: Value): void {
  scope.names.set(name, { value, order: 0, since: scope.frame.machine.clock })
}

/** The slot of a name and the scope that holds it. */
export function findName(scope: Scope, name: string): { slot: Slot; scope: Scope } | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const slot = at.names.get(name)
    if (slot) return { slot, scope: at }
  }
  return undefined
}

/** The value of a name, or undefined where it is not declared. */
export function lookup(scope: Scope, name: string): Value | undefined {
  const found = findName(scope, name)
  return found && readSlot(found.slot)
}

/** Assigns to a declared name; false when there is none. */
export function assignName(frame: Frame, name: string, value: Value): boolean {
  const found = findName(frame.scope, name)
  if (!found) return assignShared(frame, name, value)
  const { home } = found.slot
  const own = !home || home.task === frame.machine.task
  if (own && isRunning(found.scope.frame)) writeSlot(frame.machine, found.slot, value)
  else addToSlot(frame.machine, found.slot, value)
  return true
}

/** Assigns to what another script declares for all, or to what the store behind `$name` holds. */
function assignShared({ machine, scope: inner }: Frame, name: string, value: Value): boolean {
  const store = name.startsWith('$') ? (lookup(inner, name.slice(1)) ?? []) : []
  const shared = [...(machine.shared.get(name) ?? [])].flatMap(({ scope }) => scope.names.get(name) ?? [])
  const slots = [...placesOfStore(store), ...shared]
  for (const slot of slots) addToSlot(machine, slot, value)
  return slots.length > 0
}
