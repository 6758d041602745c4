import {
  type Atom,
  addToSlot,
  arg,
  awaited,
  branch,
  type Call,
  callback,
  caught,
  elementsOf,
  type Frame,
  getMember,
  invoke,
  join,
  literalText,
  makeGlobal,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  runTask,
  siteOfCall,
  type Thing,
  TRUE,
  text,
  turn,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'

const VALUE = '#value'
const POLLS = '#polls'
const PASSED = '#passed'

/** What an observable has from the one that it was made of. */
export interface Traits {
  /** It gives values again and again on a timer. */
  polls?: boolean
  /** An interceptor got it for handing on the request that is sent at this place of the program. */
  passed?: string | undefined
}

/** Something that gives values later: what it gives is known from the start. */
export function makeObservable(value: Value, call: Call, { polls = false, passed }: Traits = {}): Thing {
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  putFields(call.frame, made, { [VALUE]: value })
  if (polls) putFields(call.frame, made, { [POLLS]: TRUE })
  if (passed !== undefined) putFields(call.frame, made, { [PASSED]: text(passed) })
  made.lazy = memberOf
  return made
}

/** An observable that gives nothing. */
export function emptyObservable(): Thing {
  return { ...makeGlobal('rx.empty', { [VALUE]: [] }), lazy: memberOf }
}

function isObservable(atom: Atom): boolean {
  return atom.kind === 'object' && atom.slots.has(VALUE)
}

/** Whether one of the alternatives gives values later. */
export function someObservable(value: Value): boolean {
  return value.some(atom => isObservable(atom) || (atom.kind === 'unknown' && someObservable(atom.wraps ?? [])))
}

/** What an observable gives; of promises and lists what is in them. */
export function valueIn(value: Value, call: Call): Value {
  let result: Value = []
  for (const atom of value) result = join(result, valueOfAtom(atom, call))
  return result
}

function valueOfAtom(atom: Atom, call: Call): Value {
  const { frame } = call
  if (isObservable(atom)) return getMember([atom], VALUE, { frame })
  if (atom.kind === 'promise' || (atom.kind === 'object' && atom.tag === 'answer'))
    return awaited([atom], frame, call.node)
  if (atom.kind === 'object' && atom.tag === 'array') return elementsOf([atom], frame).flat()
  if (atom.kind === 'unknown') {
    const inner = (atom.wraps ?? []).filter(isObservable)
    return inner.length > 0 ? valueIn(inner, call) : [atom]
  }
  return atom.kind === 'constant' ? [] : [atom]
}

/** True for an observable that gives values again and again on a timer. */
export function pollsOf(value: Value): boolean {
  return value.some(atom => atom.kind === 'object' && atom.slots.has(POLLS))
}

export function traitsOf(value: Value): Traits {
  const passed = value.flatMap(atom => (atom.kind === 'object' ? (atom.slots.get(PASSED)?.value ?? []) : []))
  return { polls: pollsOf(value), passed: literalText(passed) }
}

/** Gives an observable of ours another value. */
export function give(target: Value, value: Value, { machine }: Frame): void {
  for (const atom of target) {
    const slot = atom.kind === 'object' ? atom.slots.get(VALUE) : undefined
    if (slot) addToSlot(machine, slot, value)
  }
}

/** Calls a handler with what an observable gives; one that never gives anything calls nobody, as long as code lives. */
export function handle(call: Call, handler: Value, value: Value): Value {
  const functions = handler.filter(atom => atom.kind === 'function')
  const isEmpty = value.length === 0
  if (functions.length === 0 || (isEmpty && call.frame.machine.live)) return []
  return callback(call, functions, [isEmpty ? unknown('value') : value, unknown('index', { is: 'number' })])
}

/** Calls a handler of failures; it may run or not. */
export function handleFailure(call: Call, handler: Value, more: readonly Value[] = []): Value {
  const functions = handler.filter(atom => atom.kind === 'function')
  if (functions.length === 0) return []
  const run = () => callback(turn(call, 5), functions, [caught(call.frame), ...more])
  const [value = []] = branch(call.frame, [{ run }, { run: () => [] as Value }])
  return value
}

/**
 * What an interceptor does with a failure is much, and the same wherever a request comes from: one more request for a token,
 * which goes through the interceptor, and the first one again. It runs once for each place that sends, and nobody has its value.
 */
export function handleFailureOnce(
  call: Call,
  handler: Value,
  { more, passed }: { more: Value[]; passed: string },
): void {
  const { machine } = call.frame
  for (const atom of handler) {
    if (atom.kind !== 'function') continue
    const name = `refused ${atom.code ? atom.code.site : atom.key} ${passed}`
    runTask(machine, { name, inputs: [] }, () => {
      handleFailure(call, [atom], more)
      return []
    })
  }
}

/** `(next, error, complete)` and `{ next, error, complete }`. */
export function observe(source: Value, given: readonly Value[], call: Call): void {
  const [first = [], second = [], third = []] = given
  const { frame } = call
  const observer = first.filter(atom => atom.kind === 'object')
  const part = (name: string) => (observer.length > 0 ? getMember(observer, name, { frame }) : [])
  const inner = pollsOf(source) ? { ...call, frame: { ...frame, polls: true } } : call
  handle(turn(inner, 1), [...first, ...part('next')], valueIn(source, call))
  handleFailure(turn(inner, 2), [...second, ...part('error')])
  for (const done of [...third, ...part('complete')]) {
    if (done.kind === 'function') callback(turn(inner, 3), [done], [])
  }
}

const subscribe: Native = call => {
  observe(call.self, call.args, call)
  return unknown('subscription')
}

/** Runs operators one after another; one that is not known hands on what it gets. */
export function pipeThrough(source: Value, operators: readonly Value[], call: Call): Value {
  let current = source
  for (const [index, operator] of operators.entries()) {
    const functions = operator.filter(atom => atom.kind === 'function')
    if (functions.length === 0) continue
    const next = invoke(functions, { ...turn(call, index + 10), args: [current], self: [], types: [] })
    if (someObservable(next)) current = next
  }
  return current
}

const METHODS: Readonly<Record<string, Native>> = {
  pipe: call => pipeThrough(call.self, call.args, call),
  subscribe,
  forEach: call => {
    observe(call.self, call.args, call)
    return promise(UNDEFINED)
  },
  toPromise: call => promise(valueIn(call.self, call)),
  asObservable: call => call.self,
  getValue: call => valueIn(call.self, call),
  next: call => {
    give(call.self, call.args.length > 0 ? arg(call, 0) : UNDEFINED, call.frame)
    return UNDEFINED
  },
  emit: call => {
    give(call.self, call.args.length > 0 ? arg(call, 0) : UNDEFINED, call.frame)
    return UNDEFINED
  },
  complete: () => UNDEFINED,
  error: () => UNDEFINED,
  unsubscribe: () => UNDEFINED,
}

const MEMBERS = new Map<string, Value>(
  Object.entries(METHODS).map(([name, run]) => [name, [native(name, run, `rx.${name}`)]]),
)

/** The members that every observable has. */
function memberOf(name: string): Value | undefined {
  return MEMBERS?.get(name)
}

/** A subject: it gives its first value, and all that it is given. */
export function makeSubject(value: Value, call: Call): Thing {
  const made = makeObservable(value, call)
  made.lazy = (name, frame) => (name === 'value' ? getMember([made], VALUE, { frame }) : memberOf(name))
  return made
}
