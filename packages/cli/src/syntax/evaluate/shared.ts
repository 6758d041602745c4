import type { Machine } from '../machine/machine.ts'
import { isRunning } from '../machine/slots.ts'
import { runTask } from '../machine/task.ts'
import type { Call, Closure } from '../values/frame.ts'
import { keyOf } from '../values/join.ts'
import type { Atom, Callable, Text, Value } from '../values/value.ts'
import { isCommon, isCostly, isPlain, lastOf } from './costs.ts'

const LONGEST = 600

/**
 * Calls of a function whose maker is done, with plain values or complete objects, give the same wherever they stand, so that
 * one run serves all callers: every request asks for the token, every page the same lists, every answer goes through the same
 * handlers. What makes objects or functions is run for each caller, so that states stay apart.
 */
export function shared(callable: Callable & { code: Closure }, call: Call, run: () => Value): Value {
  const { machine } = call.frame
  const { code } = callable
  const last = lastOf(code, call)
  if (last) return last
  const name = isRepeatable(code, call) ? nameOf(code, call) : undefined
  if (name === undefined) return run()
  // Who was given the value of a shared run before this was known keeps it, and what was seen in it.
  if (machine.unshared.has(code.site) || !isAtHome(code, call)) return repeated(name, { code, machine, run })
  const runShared = (): Value => {
    const given = { name, inputs: [[callable], call.self, ...call.args], again: runShared, wanted: true }
    return runTask(machine, given, () => runOnce(code, machine, run))
  }
  return runShared()
}

/** What is made here belongs to one caller, and what was cut off because the caller is in the midst of it is missing for others. */
function runOnce({ site }: Closure, machine: Machine, run: () => Value): Value {
  const { task, cut, steps } = machine
  machine.cut = Number.POSITIVE_INFINITY
  const value = run()
  const isWhole = machine.cut >= steps
  machine.cut = Math.min(machine.cut, cut)
  if (!isWhole || !value.every(atom => isCommon(atom, task))) machine.unshared.add(site)
  return value
}

interface Repeated {
  code: Closure
  machine: Machine
  run: () => Value
}

/** The runs of one call in a round: so many in a row came to no request that was not known, and this is what the last gave. */
export interface Runs {
  round: number
  quiet: number
  last: Value
}

const SAME_RUNS = 4

/**
 * A call that was made in the same words for the same object four times in this round, came to nothing new and gives nothing is
 * done. Measured: whatever a store was told ended a session, by one call in 2,000 contexts, and that was nine tenths of the work.
 */
function repeated(name: string, { code, machine, run }: Repeated): Value {
  const { live, news, quiet, round } = machine
  const cost = machine.costs.get(code.site)
  if (!live || cost?.gives !== false || !isCostly(cost)) return run()
  const known = quiet.get(name)
  const runs = known?.round === round ? known.quiet : 0
  if (known && runs >= SAME_RUNS) return known.last
  const last = run()
  quiet.set(name, { round, quiet: machine.news === news ? runs + 1 : 0, last })
  return last
}

const HOOK = /^use[A-Z]/

/** What made the function is done, and so is the object that it belongs to. */
function isAtHome({ scope }: Closure, { self }: Call): boolean {
  return !isRunning(scope.frame) && self.every(isAtRest)
}

function isRepeatable({ node, site }: Closure, { args, frame, free, repeats, types }: Call): boolean {
  if (free || repeats || frame.polls || frame.machine.refusing || !('params' in node)) return false
  if (HOOK.test(node.id?.name ?? '')) return false
  if (args.length === 0 && node.params.length === 0) return true
  if (types.length > 0 || !isCostly(frame.machine.costs.get(site))) return false
  return args.every(arg => arg.every(atom => isPlain(atom) || isAtRest(atom)))
}

/** An object that is complete: what is written to it from now on is told to those who read it. */
function isAtRest(atom: Atom): boolean {
  return atom.kind === 'object' && !isRunning(atom.born)
}

function nameOf({ site, context }: Closure, { args, self }: Call): string | undefined {
  const name = `shared ${site}@${context} ${self.map(nameOfAtom).join('|')} ${args.map(arg => arg.map(nameOfAtom).join('|')).join(',')}`
  return name.length > LONGEST ? undefined : name
}

/** Texts are told apart by where they are written, too: that is the place that a person looks for. */
function nameOfAtom(atom: Atom): string {
  if (atom.kind === 'text') return `${keyOf(atom)}${placesOf(atom)}`
  const type = atom.kind === 'unknown' ? atom.type : undefined
  return type ? `${keyOf(atom)}@${type.scope.module.index}` : keyOf(atom)
}

function placesOf({ parts }: Text): string {
  return parts.map(part => ('text' in part && part.at ? `@${part.at.file}:${part.at.line}` : '')).join('')
}
