import type { Machine } from '../machine/machine.ts'
import type { Call, Closure, Frame } from '../values/frame.ts'
import type { Thing, Value } from '../values/value.ts'

const MOST_RECURSION = 2
/** A table of routes, of menus, of folders is gone down so far. The pages that it shows on its way are not its own work. */
const DEEPEST_DATA = 8
const MOST_STEPS_DOWN = 20_000
/** Twenty classes of a syntax tree that make one another are a power of twenty: a call may only do so much within itself. */
const MOST_STEPS_WITHIN = 5000
const SPENT = 'It calls itself in too many ways: not all of them were followed.'

/** True when a call within itself is not followed any further: it gives what the other ways give. */
export function isRepeating(code: Closure, call: Call): boolean {
  const { frame } = call
  const all: Frame[] = []
  for (let at: Frame | undefined = frame; at; at = at.caller) if (at.running === code.site) all.push(at)
  const runs =
    all.length > 0 && all.length <= MOST_WRAPPED && !isBornWithin(code) ? all.filter(at => isOf(code, at)) : all
  const first = runs.at(-1)
  if (!first) return false
  const down = goesDown(code, call, runs)
  const { aside = 0, begun = 0, active, machine } = first
  const steps = active ? machine.steps - begun - (down ? machine.aside - aside : 0) : 0
  const isFew = steps <= (down ? MOST_STEPS_DOWN : MOST_STEPS_WITHIN)
  if (isFew && runs.length <= (down ? DEEPEST_DATA : MOST_RECURSION)) return false
  if (!isFew) tellSpent(code, machine)
  hangOn(first)
  return true
}

/** What wraps pages wraps their parts, too: `withRouter(Page)` shows `withRouter(Part)`, and both run the same lines. */
const MOST_WRAPPED = 8

/** Whether a frame runs this very function, and not another one that the same lines made. */
function isOf({ scope }: Closure, { scope: inner }: Frame): boolean {
  for (let at: Frame['scope'] | undefined = inner; at; at = at.parent) if (at === scope) return true
  return false
}

/** Made by itself, one way or another: it may make the next one. */
function isBornWithin({ site, scope }: Closure): boolean {
  for (let at: Frame | undefined = scope.frame; at; at = at.caller) if (at.running === site) return true
  return false
}

/**
 * It is given a list or an object that was there before, and that it was not given so far: data that somebody wrote down ends.
 * What it made itself, in an earlier round, say, does not.
 */
function goesDown({ site }: Closure, { args }: Call, runs: readonly Frame[]): boolean {
  const given = new Set(runs.flatMap(run => run.args.flat()))
  return args.some(arg => arg.some(atom => isData(atom) && !given.has(atom) && !isMadeBy(site, atom)))
}

function isData(atom: Value[number]): atom is Thing {
  return atom.kind === 'object' && (atom.tag === 'array' || atom.tag === 'plain') && atom.born !== undefined
}

function isMadeBy(site: number, { born }: Thing): boolean {
  for (let at = born; at; at = at.caller) if (at.running === site) return true
  return false
}

function tellSpent({ module, node }: Closure, machine: Machine): void {
  const place = { file: module.source.file, line: module.source.lineAt(node.start) }
  const known = machine.problems.some(({ place: { file, line } }) => file === place.file && line === place.line)
  if (!known) machine.problems.push({ place, message: SPENT, task: machine.task })
}

/** What runs now is as it is because of this call around it: within it, it is no one run for all callers. */
export function hangOn({ machine, begun = 0 }: Frame): void {
  machine.cut = Math.min(machine.cut, begun)
}
