import {
  addToCell,
  arg,
  awaited,
  type Call,
  callback,
  cellOf,
  contextOf,
  elementsOf,
  type Frame,
  getMember,
  holding,
  invoke,
  join,
  joinAll,
  keyOf,
  keysOf,
  makeGlobal,
  makeThing,
  type Native,
  native,
  putFields,
  readCell,
  readSlot,
  runTask,
  setFields,
  siteOfCall,
  spreadInto,
  type Thing,
  turn,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'

/** A store: the state that its reducers have ever given, and the middleware that sees actions first. */
export interface Store {
  reducer: Value
  middleware: Value[]
  thing: Thing
}

/** The store of a program. Most have one; of several the last one made is the one that components see. */
export class Stores {
  current: Store | undefined
  readonly waiting: { action: Value; call: Call }[] = []

  /** What components select from. */
  state(frame: Frame): Value {
    const value = readCell(cellOf(frame.machine, 'redux:state'))
    return value.length > 0 ? value : unknown('state')
  }

  /** `dispatch` and `getState`, as thunks and listeners get them. */
  functions(): { dispatch: Value; getState: Value } {
    const define = (name: string, run: Native): Value => [holding(native(name, run, `redux.${name}`), [])]
    return {
      dispatch: define('dispatch', inner => this.dispatch(arg(inner, 0), inner)),
      getState: define('getState', inner => this.state(inner.frame)),
    }
  }

  /** Makes a store; actions that were dispatched before are reduced now. */
  make(call: Call, reducer: Value, middleware: Value[]): Value {
    const members = {
      ...this.functions(),
      subscribe: [
        holding(
          native(
            'subscribe',
            inner => {
              callback(inner, arg(inner, 0), [])
              return UNDEFINED
            },
            'redux.subscribe',
          ),
          [],
        ),
      ],
    }
    const thing = makeGlobal('redux.store', members)
    this.current = { reducer, middleware, thing }
    const start = makeThing(call.frame, siteOfCall(call))
    this.#reduce([start], call)
    for (const { action, call: earlier } of this.waiting.splice(0)) this.dispatch(action, earlier)
    return [thing]
  }

  /** Sends an action through the middleware to the reducers. A function is called with `dispatch`, as thunks are. */
  dispatch(action: Value, call: Call): Value {
    const functions = action.filter(atom => atom.kind === 'function')
    let result: Value = []
    if (functions.length > 0) {
      const { dispatch, getState } = this.functions()
      result = callback(call, functions, [dispatch, getState])
    }
    const plain = action.filter(atom => atom.kind !== 'function')
    if (plain.length === 0) return result
    if (!this.current) this.waiting.push({ action: plain, call })
    else this.#dispatchOnce(plain, this.current.middleware, call)
    return join(result, plain)
  }

  /** The same action again, from wherever, changes nothing: what middleware does with it is done once. */
  #dispatchOnce(action: Value, middleware: readonly Value[], call: Call): void {
    const again = () => this.#dispatchOnce(action, this.current?.middleware ?? [], call)
    const given = { name: `dispatch ${signature(action)}`, inputs: [action, ...middleware], again }
    runTask(call.frame.machine, given, () => {
      this.#send(copy(action, call, false), middleware, call)
      return []
    })
  }

  #send(action: Value, [next, ...rest]: readonly Value[], call: Call): void {
    if (!next || !this.current) {
      this.#reduce(action, call)
      return
    }
    const own = next.filter(atom => atom.kind === 'function')
    if (own.length === 0) {
      this.#send(copy(action, call, true), rest, call)
      return
    }
    const key = `redux.next:${rest.length}`
    const go: Native = inner => {
      this.#send(copy(arg(inner, 0), inner, false), rest, inner)
      return arg(inner, 0)
    }
    const withStore = callback(call, own, [[this.current.thing]])
    const withNext = callback(turn(call, 1), withStore, [[holding(native('next', go, key), rest.flat())]])
    callback(turn(call, 2), withNext, [action])
  }

  #reduce(action: Value, call: Call): void {
    if (!this.current) return
    const again = () => this.#reduce(action, call)
    const inputs = [this.current.reducer, action]
    runTask(call.frame.machine, { name: `reduce ${signature(action)}`, inputs, again }, () => {
      this.#reduceNow(action, call)
      return []
    })
  }

  #reduceNow(action: Value, call: Call): void {
    const { machine } = call.frame
    const cell = cellOf(machine, 'redux:state')
    // Each action is reduced in a context of its own: what reducers make is told apart by it.
    const frame = { ...call.frame, context: contextOf({ ...call.frame, context: 0 }, hash(signature(action))) }
    const result = invoke(this.current?.reducer ?? [], {
      ...call,
      frame,
      args: [this.state(frame), copy(action, call, true)],
      self: [],
      types: [],
    })
    addToCell(machine, cell, result)
  }
}

/** What tells actions apart: the same action again adds nothing in a round. */
function signature(action: Value): string {
  return action
    .map(atom =>
      atom.kind === 'object'
        ? [...atom.slots].map(([name, slot]) => `${name}=${readSlot(slot).map(keyOf)}`)
        : keyOf(atom),
    )
    .join()
}

function hash(name: string): number {
  let sum = 7
  for (let at = 0; at < name.length; at += 1) sum = (sum * 31 + name.charCodeAt(at)) % 2 ** 44
  return sum
}

/** A copy of an action, so that what a middleware does to it later does not reach those who had it before. */
function copy(action: Value, call: Call, settle: boolean): Value {
  return action.map(atom => {
    if (atom.kind !== 'object') return atom
    const made = makeThing(call.frame, siteOfCall(call))
    spreadInto(made, [atom], call.frame)
    if (!settle) return made
    for (const [name, slot] of made.slots) {
      if (slot.value.some(one => one.kind === 'promise'))
        putFields(call.frame, made, { [name]: awaited(slot.value, call.frame, call.node) })
    }
    return made
  })
}

/** `combineReducers({ a, b })`: each reducer keeps its own part of the state. */
export function combineReducers(call: Call): Value {
  const key = `combined:${siteOfCall(call)}`
  const reducers = arg(call, 0)
  const combined: Native = inner => {
    const { frame } = inner
    const state = makeGlobal(key)
    state.round = frame.machine.stamp
    for (const name of keysOf(reducers).names) {
      const cell = cellOf(frame.machine, `${key}.${name}`)
      state.slots.set(name, { value: [], cell, order: state.slots.size })
      const known = readCell(cell)
      const before = known.length > 0 ? known : UNDEFINED
      const result = callback(inner, getMember(reducers, name, { frame }), [before, arg(inner, 1)])
      addToCell(frame.machine, cell, summary(result, { key: `${key}.${name}`, frame }))
    }
    return [state]
  }
  return [holding(native('reducer', combined, key), reducers)]
}

/** All objects that a reducer gives become one, with what each field may be: states are many, their fields are few. */
function summary(value: Value, { key, frame }: { key: string; frame: Frame }): Value {
  const things = value.filter(atom => atom.kind === 'object' && atom.tag === 'plain' && atom.key !== `global:${key}`)
  if (things.length === 0) return value.filter(atom => !(atom.kind === 'constant' && atom.value === undefined))
  const whole = makeGlobal(key)
  whole.round = frame.machine.stamp
  const { machine } = frame
  const names = new Set([...keysOf(things).names, ...knownFields(machine, key)])
  rememberFields(machine, key, names)
  for (const name of names) {
    const cell = cellOf(machine, `${key}#${name}`)
    whole.slots.set(name, { value: [], cell, order: whole.slots.size })
    // Not one of several: whoever reads the state later does not choose between what it was.
    addToCell(machine, cell, joinAll(things.map(thing => getMember([thing], name, { frame }))))
  }
  const spread = cellOf(machine, `${key}...`)
  for (const base of things.flatMap(thing => (thing.kind === 'object' ? thing.bases : [])))
    addToCell(machine, spread, base.value)
  const bases = readCell(spread)
  if (bases.length > 0) whole.bases = [{ value: bases, order: 0 }]
  return [whole, ...value.filter(atom => atom.kind !== 'object' || atom.tag !== 'plain')]
}

const fields = new WeakMap<Frame['machine'], Map<string, Set<string>>>()

function knownFields(machine: Frame['machine'], key: string): ReadonlySet<string> {
  return fields.get(machine)?.get(key) ?? new Set()
}

function rememberFields(machine: Frame['machine'], key: string, names: Set<string>): void {
  const known = fields.get(machine) ?? new Map<string, Set<string>>()
  known.set(key, names)
  fields.set(machine, known)
}

/** `applyMiddleware(a, b)`: kept in order, for `createStore`. */
export function applyMiddleware(call: Call): Value {
  const enhancer = makeThing(call.frame, siteOfCall(call), 'instance')
  for (const [index, one] of call.args.entries()) setFields(call.frame, enhancer, { [String(index)]: one })
  return [enhancer]
}

/** The middleware that a store's enhancer applies, found through whatever it is wrapped in. */
export function middlewareIn(value: Value, frame: Frame): Value[] {
  for (const atom of value) {
    if (atom.kind === 'object' && atom.tag === 'instance') return elementsOf([atom], frame)
    const inner = atom.kind === 'unknown' ? middlewareIn(atom.wraps ?? [], frame) : []
    if (inner.length > 0) return inner
  }
  return []
}
