import { captured } from '../machine/captured.ts'
import { freeNames } from '../machine/free.ts'
import type { Machine } from '../machine/machine.ts'
import { isRunning, readSlot } from '../machine/slots.ts'
import { runTask, type Watched, wake, watch } from '../machine/task.ts'
import type { Call, Closure } from '../values/frame.ts'
import { join, keyOf } from '../values/join.ts'
import type { Atom, Callable, Text, Value } from '../values/value.ts'
import { isCommon, isCostly, isHeavy, isPlain, lastOf } from './costs.ts'

const LONGEST = 600

/**
 * Calls of a function whose maker is done, with plain values or complete objects, give the same wherever they stand, so that
 * one run serves all callers: every request asks for the token, every page the same lists, every answer goes through the same
 * handlers. What makes objects or functions is run for each caller, so that states stay apart.
 */
export function shared(callable: Callable & { code: Closure }, call: Call, run: () => Value): Value {
  const { machine } = call.frame
  const { code } = callable
  // What one closure gave says nothing of another that was handed another function: a page to show, say.
  const last = lastOf(code, call)
  if (last && captured(callable).length === 0) return last
  if (!isRepeatable(code, call)) return run()
  const name = isShareable(code, call) ? nameOf(code, call) : undefined
  // Who was given the value of a shared run before this was known keeps it, and what was seen in it.
  if (name === undefined || machine.unshared.has(code.site)) return repeated(name, { code, call, run })
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

/** The runs of one call in a round: so many in a row came to nothing new, this is what the last gave, and these were told so. */
export interface Runs {
  round: number
  quiet: number
  value: Value
  told: Watched
}

interface Repeated {
  code: Closure
  call: Call
  run: () => Value
}

const SAME_RUNS = 4

/**
 * A call that was made in the same words for the same object four times in this round, came to nothing new and gives the same is
 * done; who is told so hears of it when it gives something else. Measured: whatever a store was told ended a session, by one
 * call in 2,000 contexts, and that was nine tenths of the work.
 */
function repeated(given: string | undefined, { code, call, run }: Repeated): Value {
  const { machine } = call.frame
  const { live, news, round } = machine
  const cost = machine.costs.get(code.site)
  if (!live || call.types.length > 0 || !isCostly(cost)) return run()
  const name = isHeavy(cost) ? nameOf(code, call, homeOf(code)) : given
  if (name === undefined) return run()
  const known = machine.quiet.get(name)
  const quiet = known?.round === round ? known.quiet : 0
  if (known && quiet >= SAME_RUNS) {
    watch(machine, known.told)
    return known.value
  }
  const value = run()
  const isSame = !cost?.gives || (known !== undefined && join(known.value, value) === known.value)
  if (known && !isSame) wake(machine, known.told)
  const isQuiet = machine.news === news && (isSame || !known)
  machine.quiet.set(name, { round, quiet: isQuiet ? quiet + 1 : 0, value, told: known?.told ?? {} })
  return value
}

const HOOK = /^use[A-Z]/

function isRepeatable({ node }: Closure, { frame, free, repeats }: Call): boolean {
  if (free || repeats || frame.polls || frame.machine.refusing || !('params' in node)) return false
  return !HOOK.test(node.id?.name ?? '')
}

function isShareable({ node, scope, site }: Closure, { args, frame, self, types }: Call): boolean {
  // What made the function is done, and so is the object that it belongs to.
  if (isRunning(scope.frame) || !self.every(isAtRest)) return false
  if (args.length === 0 && 'params' in node && node.params.length === 0) return true
  if (types.length > 0 || !isCostly(frame.machine.costs.get(site))) return false
  return args.every(arg => arg.every(atom => isPlain(atom) || isAtRest(atom)))
}

/** An object that is complete: what is written to it from now on is told to those who read it. */
function isAtRest(atom: Atom): boolean {
  return atom.kind === 'object' && !isRunning(atom.born)
}

function nameOf({ site, context }: Closure, { args, self }: Call, home = `${context}`): string | undefined {
  const name = `shared ${site}@${home} ${nameOfValue(self)} ${args.map(nameOfValue).join(',')}`
  return name.length > LONGEST ? undefined : name
}

/**
 * What a function holds of those around it: made in a thousand contexts, it is one where it holds the same. Nothing where it
 * holds very much.
 */
function homeOf({ node, scope, self }: Closure): string | undefined {
  const free = freeNames(node)
  const held: string[] = [nameOfValue(self)]
  for (let at = scope; at.parent; at = at.parent) {
    for (const [name, slot] of at.names) if (free.has(name)) held.push(`${name}=${nameOfValue(readSlot(slot))}`)
    if (held.length > MOST_HELD) return undefined
  }
  return held.join(' ')
}

const MOST_HELD = 32

function nameOfValue(value: Value): string {
  return value.map(nameOfAtom).join('|')
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
