import type { Machine } from './machine/machine.ts'
import { callFreely, drain, release } from './machine/release.ts'
import { makeModule } from './modules/load.ts'
import { exportOf, runModule, runSafely } from './modules/modules.ts'
import type { Frame } from './values/frame.ts'
import type { Callable, Value } from './values/value.ts'

/** Five rounds: state that is set in one is read in the next; measured on real frontends, nothing is new after four. */
const MOST_ROUNDS = 5

/** Where a program starts. */
export interface Start {
  /** Files that are loaded first. */
  entries: readonly string[]
  /** All files, for finding what is never reached. */
  files: readonly string[]
}

/** Runs a program until nothing new is seen, then tries everything that nothing reached. False when the budget ran out. */
export function analyse(machine: Machine, start: Start): boolean {
  let whole = true
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const before = machine.changes
    begin(machine)
    runLive(machine, start.entries)
    whole &&= machine.steps < machine.budget
    if (round > 1 && machine.changes === before) break
  }
  machine.live = false
  machine.steps = 0
  machine.world.begin?.(false)
  runRest(machine, start.files)
  return whole && machine.steps < machine.budget
}

function begin(machine: Machine): void {
  machine.round += 1
  machine.steps = 0
  machine.problems.length = 0
  for (const kept of [machine.births, machine.ran, machine.made, machine.calls, machine.files, machine.mounted])
    kept.clear()
  machine.urgent.length = 0
  machine.released.length = 0
  machine.world.begin?.(true)
}

function runLive(machine: Machine, entries: readonly string[]): void {
  for (const path of entries) {
    const module = runModule(machine, path)
    if (!module) continue
    const { frame } = module.scope
    for (const name of module.exported.keys())
      release(
        safely(frame, () => exportOf(module, name)),
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
  while (machine.urgent.length > 0 || machine.released.length > 0) runSafely(frame, () => drain(frame))
}

function runRest(machine: Machine, files: readonly string[]): void {
  let frame: Frame | undefined
  for (const path of files) {
    const module = runModule(machine, path) ?? makeModule(machine, path)
    frame ??= module?.scope.frame
    if (module && machine.urgent.length + machine.released.length > 0) drainSafely(machine, module.scope.frame)
  }
  if (!frame) return
  for (let tried = true; tried; ) {
    tried = false
    for (const [site, callable] of machine.made) {
      if (machine.ran.has(site)) continue
      machine.ran.add(site)
      tried = true
      runSafely(callable.code?.scope.frame ?? frame, () => tryOut(callable, machine, frame as Frame))
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

/** Calls a function that nothing calls. A method gets an instance of its class. */
function tryOut(callable: Callable, machine: Machine, frame: Frame): void {
  const { code } = callable
  const home = code?.home?.code
  if (!code || !home || code.self.length > 0) {
    callFreely(callable, frame)
    return
  }
  let instance = machine.instances.get(home.site)
  if (!instance && code.home?.construct) {
    callFreely(code.home, frame)
    instance = machine.instances.get(home.site)
  }
  callFreely(instance ? { ...callable, code: { ...code, self: [instance] } } : callable, frame)
}
