import type { Machine } from '../machine/machine.ts'
import type { Task } from '../machine/task.ts'
import type { Call, Closure, Frame } from '../values/frame.ts'
import type { Atom, Value } from '../values/value.ts'

/** What the runs of a function cost so far. */
export interface Cost {
  calls: number
  steps: number
  /** It gave something that was made for its caller. */
  makes: boolean
  /** It gave something at all: what it is run for is not only what it does. */
  gives: boolean
  /** The round of its last run, how many in a row of that round came to no request that was new in it, and what it gave. */
  round: number
  quiet: number
  last: Value
}

/**
 * A function is worth a task of its own when it was called so often, and does so much on the average. By then it is known
 * whether it makes something: one that is shared at first and no longer afterwards leaves its callers with what is gone.
 */
const FEW_CALLS = 4
const FEW_STEPS = 40

/** Whether one run of a function is worth being shared. */
export function isCostly(cost: Cost | undefined): boolean {
  return cost !== undefined && !cost.makes && cost.calls >= FEW_CALLS && cost.steps >= cost.calls * FEW_STEPS
}

const HEAVY_CALLS = 32
const HEAVY_STEPS = 20_000

/** Whether the runs of a function are worth being told apart by all that they are given and hold. */
export function isHeavy(cost: Cost | undefined): boolean {
  return cost !== undefined && cost.calls >= HEAVY_CALLS && cost.steps >= HEAVY_STEPS
}

const MANY_STEPS = 100_000
const QUIET_RUNS = 16
/** A tree of routes is gone through so, too: it has some hundred nodes, and settings that were merged came to 17,000. */
const QUIET_RUNS_DOWN = 256

/**
 * What a function gave the last time, where running it for one caller more says nothing new: it is given answers alone, or
 * goes down into an object by itself and gives nothing, did very much, and came to no request that was new in this round,
 * so many times. A page of 40 buttons, each of which sends something and shows the whole state that comes back, spent nine
 * tenths of its work on showing it; settings that are merged into one another to any depth were three fifths of another one.
 */
export function lastOf({ site }: Closure, { frame, args }: Call): Value | undefined {
  const { machine } = frame
  const cost = machine.costs.get(site)
  if (!cost || cost.quiet < QUIET_RUNS || cost.steps < MANY_STEPS) return undefined
  if (cost.round !== machine.round || !machine.live || args.length === 0) return undefined
  const goesDown = () =>
    cost.quiet >= QUIET_RUNS_DOWN && !cost.gives && args.some(arg => arg.some(isObject)) && isWithin(site, frame)
  return args.every(arg => arg.every(isAnswered)) || goesDown() ? cost.last : undefined
}

function isObject({ kind }: Atom): boolean {
  return kind === 'object'
}

/** Whether a function runs already, some calls further out. */
function isWithin(site: number, frame: Frame): boolean {
  for (let at: Frame | undefined = frame; at; at = at.caller) if (at.running === site) return true
  return false
}

const IDLE_RUNS = 64

/**
 * Whether a function did very much in this round and came to no new request 64 times in a row: then one more of it that has
 * escaped is not called. Loaders of pages, each of which makes the loaders of all pages anew, were 814 of them.
 */
export function isIdle({ site }: Closure, { costs, round }: Machine): boolean {
  const cost = costs.get(site)
  return cost !== undefined && cost.round === round && cost.quiet >= IDLE_RUNS && cost.steps >= MANY_STEPS
}

function isAnswered(atom: Atom): boolean {
  if (atom.kind === 'promise') return atom.value.every(isAnswered)
  return atom.kind === 'answer' || (atom.kind === 'unknown' && !atom.wraps && !atom.control)
}

/** Notes what one run of a function cost, and what came of it. */
export function noteCost({ machine, begun = 0, news = 0 }: Frame, { site }: Closure, value: Value): void {
  const { round } = machine
  const cost = machine.costs.get(site) ?? {
    calls: 0,
    steps: 0,
    makes: false,
    gives: false,
    round,
    quiet: 0,
    last: value,
  }
  machine.costs.set(site, cost)
  const isQuiet = cost.round === round && machine.news === news
  Object.assign(cost, { round, quiet: isQuiet ? cost.quiet + 1 : 0, last: value })
  cost.calls += 1
  cost.steps += machine.steps - begun
  cost.gives ||= !value.every(isNothing)
  cost.makes ||= !value.every(atom => isCommon(atom, machine.task))
}

function isNothing(atom: Atom): boolean {
  if (atom.kind === 'promise') return atom.value.every(isNothing)
  return atom.kind === 'constant' || (atom.kind === 'unknown' && !atom.wraps && !atom.control)
}

/** A value that holds no object, no function and no part of a form. */
export function isPlain(atom: Atom): boolean {
  if (atom.kind === 'promise') return atom.value.every(isPlain)
  return (
    atom.kind !== 'object' && atom.kind !== 'function' && !(atom.kind === 'unknown' && (atom.wraps || atom.control))
  )
}

/** Something that all callers may have: a plain value, or an object that somebody else made. */
export function isCommon(atom: Atom, task: Task | undefined): boolean {
  if (atom.kind === 'promise') return atom.value.every(one => isCommon(one, task))
  return isPlain(atom) || (atom.kind === 'object' && atom.birth !== undefined && atom.birth.task !== task)
}
