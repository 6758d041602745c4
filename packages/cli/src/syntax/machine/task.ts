import type { Callable, Place, Value } from '../values/value.ts'
import type { Machine } from './machine.ts'
import { unchanged } from './unchanged.ts'

/**
 * A part of the program that runs again when what it read has changed, and is passed over when nothing has: a module, a
 * component at one place, a handler, a store. Measured on the sample: without, four rounds cost four times the first.
 */
export interface Task {
  readonly id: number
  readonly name: string
  /** The round in which it ran, or was passed over, last; 0 before it ever ran. */
  round: number
  /** What it read has changed. */
  stale: boolean
  /** Something inside of it has to run again. */
  open: boolean
  /** The round in which it was woken, while it waits to run again. */
  woken: number
  /** It runs only for what is inside: all that it makes is what it made before. */
  steady: boolean
  inputs: readonly Value[]
  value: Value
  /** Those in whose run it runs. */
  parents: Set<Task>
  children: Set<Task>
  /** Who was given its value. */
  watch: Watched
  /** The sites of functions that ran in it. */
  ran: Set<number>
  /** Where it was begun. */
  place?: Place
  /** The site of the function that nobody but the browser or a package calls, and that it calls. */
  free?: number
  /** How it runs again by itself; absent where its parents run it. */
  again?: () => unknown
}

/** Something that tasks read and that may change. */
export interface Watched {
  readers?: Set<Task>
  /** The last reader: most reads come from one task, many times. */
  last?: Task | undefined
  /** Who makes it: it is not told of its own changes. */
  owner?: Task | undefined
}

/** What tells a run from others, and what it is given. */
export interface Given {
  name: string
  inputs: readonly Value[]
  /** The inputs are known to be what they were. Default: what holds for the task around. */
  steady?: boolean
  place?: () => Place
  /** The task that it belongs to. Default: the one that runs now. */
  by?: Task | undefined
  /** Runs by itself, whoever asked first. */
  again?: () => unknown
  /** It runs by itself, and is gone when nobody asks for it any more. Default: it stays. */
  wanted?: boolean
}

/** Notes that the running task reads something. */
export function watch(machine: Machine, watched: Watched): void {
  const { task } = machine
  if (!task || watched.last === task || watched.owner === task) return
  watched.last = task
  watched.readers ??= new Set()
  watched.readers.add(task)
}

/** Everybody who read something that has changed runs again. */
export function wake(machine: Machine, watched: Watched): void {
  const { readers } = watched
  if (!readers || readers.size === 0 || !machine.live) return
  delete watched.readers
  watched.last = undefined
  for (const task of readers) wakeTask(machine, task)
}

/** A task runs again, and so do those around it. */
export function wakeTask(machine: Machine, task: Task): void {
  if (!machine.live || machine.tasks.get(task.name) !== task) return
  task.stale = true
  noteWoken(machine, task)
  openAround(machine, task)
}

function noteWoken(machine: Machine, task: Task): void {
  if (machine.woken.has(task)) return
  machine.woken.add(task)
  task.woken = machine.round
}

function openAround(machine: Machine, task: Task): void {
  const waiting = [task]
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    // Who runs by itself tells those who asked when it gives something else.
    for (const parent of at.again ? [] : at.parents) {
      if (parent.open) continue
      parent.open = true
      noteWoken(machine, parent)
      waiting.push(parent)
    }
  }
}

/** The task of a name, tied to the one that it belongs to. */
export function taskOf(machine: Machine, name: string, by = machine.task): Task {
  const task = machine.tasks.get(name) ?? makeTask(machine, name)
  if (by && by !== task) {
    task.parents.add(by)
    by.children.add(task)
  }
  return task
}

/** Runs a task once in this round; not at all when it would give what it gave before. */
export function runTask(machine: Machine, given: Given, run: () => Value): Value {
  const own = given.again !== undefined
  const task = own ? rootOf(machine, given) : taskOf(machine, given.name, given.by ?? machine.task)
  // After the last round, what ran before stays as it is.
  if (task.round !== machine.round && (machine.live || task.round === 0) && !machine.spent) {
    const known = task.round > 0 && (given.steady ?? machine.task?.steady ?? false)
    const fits = known || (task.round > 0 && fit(machine, task.inputs, given.inputs))
    if (!fits || task.stale || task.open) {
      if (given.place) task.place = given.place()
      perform(machine, { task, inputs: given.inputs, steady: fits && !task.stale }, run)
    }
    task.round = machine.round
  }
  if (own) watch(machine, task.watch)
  return task.value
}

function makeTask(machine: Machine, name: string): Task {
  machine.taskCount += 1
  const task: Task = {
    id: machine.taskCount,
    name,
    round: 0,
    stale: false,
    open: false,
    woken: 0,
    steady: false,
    inputs: [],
    value: [],
    parents: new Set(),
    children: new Set(),
    watch: {},
    ran: new Set(),
  }
  machine.tasks.set(name, task)
  return task
}

function rootOf(machine: Machine, { name, again, wanted }: Given): Task {
  const task = wanted ? taskOf(machine, name) : (machine.tasks.get(name) ?? makeTask(machine, name))
  if (again) task.again = again
  return task
}

function fit(machine: Machine, before: readonly Value[], now: readonly Value[]): boolean {
  return before.length === now.length && before.every((value, at) => unchanged(machine, value, now[at] ?? []))
}

interface Run {
  task: Task
  inputs: readonly Value[]
  steady: boolean
}

function perform(machine: Machine, { task, inputs, steady }: Run, run: () => Value): void {
  const outer = machine.task
  const before = task.children
  clear(machine, task)
  Object.assign(task, { round: machine.round, inputs, steady, stale: false, open: false, children: new Set() })
  machine.stamp += 1
  machine.task = task
  machine.world.enter?.(task.id, true)
  const { aside, rows, steps } = machine
  machine.rows = 1
  try {
    const value = run()
    if (value !== task.value) settle(machine, task, { value, outer })
  } finally {
    machine.aside = aside + machine.steps - steps
    machine.rows = rows
    machine.task = outer
    machine.world.enter?.(outer?.id ?? 0, false)
    if (machine.spent) keep(machine, task, before)
    else for (const child of before) if (!task.children.has(child)) part(machine, task, child)
  }
}

/** A run that was cut off has not seen everything: what the run before saw and began stays. */
function keep(machine: Machine, task: Task, children: ReadonlySet<Task>): void {
  for (const child of children) task.children.add(child)
  machine.world.cutOff?.(task.id)
}

/** Who is given another value than before is told; the task around no longer makes what it made before. */
function settle(machine: Machine, task: Task, { value, outer }: { value: Value; outer: Task | undefined }): void {
  const { steady } = task
  const isNew = !steady && task.round > 0 && !unchanged(machine, task.value, value)
  task.value = value
  if (!isNew) return
  wake(machine, task.watch)
  if (outer) outer.steady = false
}

/** Takes back what a task left behind, before it runs again or when it is gone. */
function clear(machine: Machine, task: Task): void {
  machine.woken.delete(task)
  for (const site of task.ran) machine.ran.get(site)?.delete(task)
  task.ran.clear()
  if (machine.problems.length > 0) machine.problems = machine.problems.filter(problem => problem.task !== task)
}

/** A task that nothing runs any more is gone, with all that it saw. */
function part(machine: Machine, parent: Task, child: Task): void {
  if (isOrphan(parent, child)) forget(machine, child)
}

function isOrphan(parent: Task, child: Task): boolean {
  child.parents.delete(parent)
  return child.parents.size === 0
}

/** Forgets a task and what only it runs. Not a recursion: handlers that begin one another make long chains. */
export function forget(machine: Machine, task: Task): void {
  const waiting = [task]
  for (let gone = waiting.pop(); gone; gone = waiting.pop()) {
    if (machine.tasks.get(gone.name) !== gone) continue
    clear(machine, gone)
    machine.world.enter?.(gone.id, true)
    machine.tasks.delete(gone.name)
    if (gone.free !== undefined) machine.free.get(gone.free)?.delete(gone)
    for (const child of gone.children) if (isOrphan(gone, child)) waiting.push(child)
  }
  machine.world.enter?.(machine.task?.id ?? 0, false)
}

/** Notes that a function ran, in the running task. */
export function noteRun({ ran, task }: Machine, site: number): void {
  if (task?.ran.has(site)) return
  task?.ran.add(site)
  const tasks = ran.get(site)
  if (tasks) tasks.add(task)
  else ran.set(site, new Set([task]))
}

/** True when a function ran, in any task or in any besides these and those that only they run. */
export function hasRun({ ran }: Machine, site: number, besides: ReadonlySet<Task> = new Set()): boolean {
  const seen = new Set<Task>()
  for (const task of ran.get(site) ?? []) if (!task || !isWithin(task, besides, seen)) return true
  return false
}

/**
 * Whether only these and what they begin run a task; `seen` is known to be theirs. Upwards, as most tasks lead elsewhere in a
 * few steps: from these downwards it was two thirds of the work where one function had escaped a thousand times.
 */
function isWithin(task: Task, these: ReadonlySet<Task>, seen: Set<Task>): boolean {
  const waiting = [task]
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    if (seen.has(at) || these.has(at)) continue
    seen.add(at)
    // A function may begin itself again: a timer in it, a component that shows itself.
    if (at.parents.size === 0) return false
    waiting.push(...at.parents)
  }
  return true
}

/** Ends a round: what is woken and was not reached is gone. True when nothing has to run again. */
export function isSettled(machine: Machine): boolean {
  for (const task of [...machine.woken]) {
    // Who is woken when its turn is over waits for the next round.
    if (task.round === machine.round || task.again || task.woken === machine.round) continue
    forget(machine, task)
    machine.woken.delete(task)
  }
  return machine.woken.size === 0
}

/** A function's name among tasks. */
export function nameOfTask(kind: string, callable: Callable): string {
  return `${kind} ${callable.key}`
}
