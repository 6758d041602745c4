import { leftOut } from './machine/apart.ts'
import { type Machine, workOf } from './machine/machine.ts'
import { callFreely, callLater, drain, release } from './machine/release.ts'
import { hasRun, isSettled, noteRun } from './machine/task.ts'
import { Mentions } from './mentions/mentions.ts'
import { makeModule } from './modules/load.ts'
import { exportOf, importedSpecifiers, runModule, runSafely } from './modules/modules.ts'
import type { Frame } from './values/frame.ts'
import type { Atom, Callable, Value } from './values/value.ts'

/** Rounds in which what has changed runs again. Real frontends settle in four to six; a state that grows for ever does not. */
const MOST_ROUNDS = 12

/** A program that has not settled by this round shows what it may show all the same: it may never settle. */
const LATEST_SHOW = 3

/** Where a program starts. */
export interface Start {
  /** Files that are loaded first. */
  entries: readonly string[]
  /** All files, for finding what is never reached. */
  files: readonly string[]
}

/**
 * Runs a program, and what reads changed values again until nothing changes; then tries everything that nothing reached. What
 * did not end in the bounds is told in the machine's problems.
 */
export function analyse(machine: Machine, start: Start): void {
  const provided = [...(machine.host.provided?.values() ?? [])].flatMap(one => ('path' in one ? one.path : []))
  for (const path of [...start.entries, ...provided]) loadAll(machine, path)
  const { budget } = machine
  let share = LAST_ROUND
  for (let settled = false; !settled && machine.round < MOST_ROUNDS && workOf(machine) < budget * share; ) {
    begin(machine)
    runChanged(machine, new Set(start.entries))
    runLive(machine, start.entries)
    runShown(machine)
    settled = machine.spent !== undefined || isSettled(machine)
    if (machine.spent || !(settled || machine.round === LATEST_SHOW) || !showListed(machine)) continue
    if (!settled) share = LAST_SHOWN
    settled = false
  }
  tellUnsettled(machine)
  tellSpent(machine)
  machine.live = false
  machine.mentions = new Mentions(machine)
  machine.world.rest?.()
  machine.budget = workOf(machine) + budget * REST
  runRest(machine, start.files)
  tellSpent(machine)
}

/** The share of the budget after which no further round begins: one that is cut off is worth less than one that is whole. */
const LAST_ROUND = 0.4
/** The same where the pages that a server chooses came in the middle: each round runs all of them again. */
const LAST_SHOWN = 0.12
/** What nothing reaches has a budget of its own, this share of that for all else. */
const REST = 0.25

function tellSpent(machine: Machine): void {
  if (machine.spent) machine.problems.push({ place: machine.spent, message: SPENT })
  machine.spent = undefined
}

const SPENT = 'The work budget ran out here: what was not followed by then may be missing.'

/** Loads what a file imports, and so on, so that all that is assigned anywhere is known before anything runs. */
function loadAll(machine: Machine, entry: string): void {
  const waiting = [entry]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (machine.modules.has(path)) continue
    const module = makeModule(machine, path)
    for (const specifier of module ? importedSpecifiers(module).reverse() : []) {
      const target = machine.host.resolve(specifier, path)
      if ('path' in target) waiting.push(target.path)
    }
  }
}

function begin(machine: Machine): void {
  machine.round += 1
  machine.births.clear()
  machine.proven.clear()
  machine.queue.calls.length = 0
  machine.released.clear()
}

/** Runs again what runs by itself: modules, stores. */
function runChanged(machine: Machine, entries: ReadonlySet<string>): void {
  const changed = [...machine.woken].filter(task => task.again).sort((one, other) => one.id - other.id)
  for (const task of changed) {
    if (entries.has(task.name.replace(/^module /, ''))) continue
    const frame = anyFrame(machine)
    if (!frame) return
    runSafely(frame, () => task.again?.())
    drainSafely(machine, frame)
  }
}

function anyFrame(machine: Machine): Frame | undefined {
  const [module] = machine.modules.values()
  return module?.scope.frame
}

/** Names the places whose values still changed in the last round. */
function tellUnsettled(machine: Machine): void {
  const places = [...machine.woken].flatMap(task => (task.stale && task.place ? [task.place] : []))
  const message = `Values still changed here after ${machine.round} rounds: what depends on them may be missing.`
  for (const place of places.slice(0, 5)) machine.problems.push({ place, message })
}

function runLive(machine: Machine, entries: readonly string[]): void {
  for (const path of entries) {
    const module = runModule(machine, path)
    if (!module) continue
    const { frame } = module.scope
    const get = (name: string) => (module.exported.has(name) ? exportOf(module, name) : [])
    runSafely(frame, () => machine.world.entered?.(get, frame))
    for (const name of module.exported.keys()) {
      const value = safely(frame, () => exportOf(module, name))
      const made = value.filter(isMade)
      // Pages that one function wraps are called each: that it ran for one of them says nothing of the others.
      callLater(made, frame)
      release(made.length > 0 ? value.filter(atom => !isMade(atom)) : value, frame)
    }
    drainSafely(machine, frame)
  }
}

/** A function that another one made. */
function isMade(atom: Atom): boolean {
  return atom.kind === 'function' && atom.code !== undefined && atom.code.scope !== atom.code.module.scope
}

/**
 * Of files that are loaded by a name that the server gives, any may be shown: a menu of the server chooses the pages. Those that
 * the program shows by itself, with what it gives them, stay as they are. Says whether there are any.
 */
function showListed({ listed, shown, mounted, files, tasks }: Machine): boolean {
  const before = shown.size
  for (const path of listed)
    if (!mounted.has(path) && (files.has(path) || !tasks.has(`module ${path}`))) shown.add(path)
  return shown.size > before
}

function runShown(machine: Machine): void {
  for (const path of machine.shown) {
    const module = runModule(machine, path)
    if (!module) continue
    const { frame } = module.scope
    release(
      safely(frame, () => exportOf(module, 'default')),
      frame,
    )
    drainSafely(machine, frame)
  }
}

function safely(frame: Frame, run: () => Value): Value {
  let value: Value = []
  runSafely(frame, () => {
    value = run()
  })
  return value
}

/** Drains the queues; one call that cannot be followed does not end the rest. */
function drainSafely(machine: Machine, frame: Frame): void {
  while (isWaiting(machine)) runSafely(frame, () => drain(frame))
}

function isWaiting({ queue, released }: Machine): boolean {
  return queue.calls.length + released.length > 0
}

function runRest(machine: Machine, files: readonly string[]): void {
  let frame: Frame | undefined
  for (const path of files) {
    const module = runModule(machine, path) ?? makeModule(machine, path)
    frame ??= module?.scope.frame
    if (module && isWaiting(machine)) drainSafely(machine, module.scope.frame)
  }
  if (!frame) return
  for (let tried = true; tried; ) {
    tried = false
    for (const [site, callable] of machine.made) {
      if (hasRun(machine, site)) continue
      noteRun(machine, site)
      tried = true
      runSafely(callable.code?.scope.frame ?? frame, () => tryOut(callable, machine, frame as Frame))
      drainSafely(machine, frame)
    }
    for (const callable of leftOut(machine)) {
      tried = true
      machine.mentions?.begin(callable)
      runSafely(frame, () => callFreely(callable, frame as Frame))
      drainSafely(machine, frame)
      machine.mentions?.begin(undefined)
    }
    for (const callable of machine.world.idle?.() ?? []) {
      tried = true
      runSafely(frame, () => callFreely(callable, frame as Frame))
      drainSafely(machine, frame)
    }
    for (const [path, component] of machine.files) {
      if (machine.mounted.has(path)) continue
      machine.mounted.add(path)
      tried = true
      runSafely(frame, () => callFreely(component, frame as Frame))
      drainSafely(machine, frame)
    }
  }
}

/**
 * Calls a function that nothing calls. A method gets an instance of its class; an abstract class has none, and its methods are
 * tried on those of the classes that extend it.
 */
function tryOut(callable: Callable, machine: Machine, frame: Frame): void {
  const { code } = callable
  const home = code?.home?.code
  if (!code || !home || code.self.length > 0) {
    callFreely(callable, frame)
    return
  }
  if (isAbstract(home.node) && [...machine.instances.values()].some(one => isBelow(one.class, home.site))) return
  let instance = machine.instances.get(home.site)
  if (!instance && code.home?.construct) {
    callFreely(code.home, frame)
    instance = machine.instances.get(home.site)
  }
  callFreely(instance ? { ...callable, code: { ...code, self: [instance] } } : callable, frame)
}

function isAbstract(node: object): boolean {
  return 'abstract' in node && node.abstract === true
}

/** Whether a class extends the one of a site, by however many steps. */
function isBelow(one: Callable | undefined, site: number): boolean {
  return (one?.parent ?? []).some(atom => atom.kind === 'function' && (atom.code?.site === site || isBelow(atom, site)))
}
