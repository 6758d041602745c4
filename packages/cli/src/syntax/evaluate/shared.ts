import { isRunning } from '../machine/slots.ts'
import { forget, runTask } from '../machine/task.ts'
import type { Call, Closure } from '../values/frame.ts'
import type { Atom, Callable, Value } from '../values/value.ts'

/**
 * Calls without arguments of a function whose maker is done give the same wherever they stand, so that one run serves all
 * callers: every request asks for the token, every handler of a page works off the same queue. What gives objects or functions
 * is run for each caller, so that states stay apart.
 */
export function shared(callable: Callable & { code: Closure }, call: Call, run: () => Value): Value {
  const { machine } = call.frame
  const { code } = callable
  const name = isShareable(code, call) ? nameOf(code, call) : undefined
  if (name === undefined) return run()
  if (machine.unshared.has(code.site)) {
    const known = machine.tasks.get(name)
    if (known) forget(machine, known)
    return run()
  }
  const runShared = (): Value => {
    const value = runTask(machine, { name, inputs: [[callable], call.self], again: runShared, wanted: true }, run)
    if (!value.every(isPlain)) machine.unshared.add(code.site)
    return value
  }
  return runShared()
}

const HOOK = /^use[A-Z]/

function isShareable({ node, scope }: Closure, { args, frame, free, repeats, self }: Call): boolean {
  if (args.length > 0 || free || repeats || frame.polls || frame.machine.refusing) return false
  if (!('params' in node) || node.params.length > 0 || HOOK.test(node.id?.name ?? '') || isRunning(scope.frame))
    return false
  return self.every(isAtRest)
}

/** An object that is complete: what is written to it from now on is told to those who read it. */
function isAtRest(atom: Atom): boolean {
  return atom.kind === 'object' && !isRunning(atom.born)
}

function nameOf({ site, context }: Closure, { self }: Call): string {
  return `shared ${site}@${context} ${self.map(atom => (atom.kind === 'object' ? atom.key : '')).join()}`
}

function isPlain(atom: Atom): boolean {
  if (atom.kind === 'promise') return atom.value.every(isPlain)
  return atom.kind !== 'object' && atom.kind !== 'function' && !(atom.kind === 'unknown' && atom.wraps)
}
