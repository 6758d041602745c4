import {
  addToCell,
  arg,
  awaited,
  type Call,
  type Callable,
  callback,
  cellOf,
  elementsOf,
  getMember,
  holding,
  invoke,
  join,
  type Library,
  literalTexts,
  makeGlobal,
  makeThing,
  type Native,
  native,
  putFields,
  readCell,
  siteOfCall,
  turn,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { Stores } from './store.ts'

/** Sagas: workers that actions start, and effects that call what they name. Effects are done when they are made. */
export function sagaLibraries(stores: Stores): Record<string, Library> {
  const effects = effectsOf(stores)
  const make: Value = [native('createSagaMiddleware', () => [sagaMiddleware()], 'saga.create')]
  return {
    'redux-saga': { default: make, ...effects },
    'redux-saga/effects': effects,
    'typed-redux-saga': effects,
    'typed-redux-saga/macro': effects,
  }
}

/** What sagas may do, by name. */
export function effectsOf(stores: Stores): Library {
  const define = (name: string, run: Native): [string, Value] => [name, [native(name, run, `saga.${name}`)]]
  const starts = ['takeEvery', 'takeLatest', 'takeLeading'].map(name => define(name, call => start(call, 0)))
  const timed = ['throttle', 'debounce'].map(name => define(name, call => start(call, 1)))
  const calls = ['call', 'fork', 'spawn', 'retry'].map(name =>
    define(name, call => run(call, name === 'retry' ? 2 : 0)),
  )
  return Object.fromEntries([
    ...starts,
    ...timed,
    ...calls,
    define('apply', call => {
      const args = elementsOf(arg(call, 2), call.frame)
      return resultOf(invoke(arg(call, 1), { ...call, self: arg(call, 0), args }), call)
    }),
    ...['put', 'putResolve'].map(name => define(name, call => stores.dispatch(arg(call, 0), call))),
    define('select', call => {
      const state = stores.state(call.frame)
      return call.args.length > 0 ? callback(call, arg(call, 0), [state, ...call.args.slice(1)]) : state
    }),
    ...['take', 'takeMaybe'].map(name => define(name, call => taken(arg(call, 0), call))),
    ...['all', 'race'].map(name => define(name, call => together(arg(call, 0), call))),
  ])
}

/** `call(fn, …)`, `call([context, fn], …)`, `call([context, 'name'], …)`. */
function run(call: Call, from: number): Value {
  const target = arg(call, from)
  const args = call.args.slice(from + 1)
  const { frame } = call
  const pair = target.filter(atom => atom.kind === 'object')
  if (pair.length === 0) return resultOf(invoke(target, { ...call, self: [], args }), call)
  const isList = pair.some(atom => atom.kind === 'object' && atom.tag === 'array')
  const self = getMember(pair, isList ? '0' : 'context', { frame })
  const named = getMember(pair, isList ? '1' : 'fn', { frame })
  const methods = literalTexts(named).flatMap(name => getMember(self, name, { frame, called: true }))
  return resultOf(invoke(methods.length > 0 ? methods : named, { ...call, self, args }), call)
}

/** What a worker gives: of a generator what it returns. */
export function resultOf(value: Value, { frame, node }: Call): Value {
  return awaited(value, frame, node).flatMap(atom =>
    atom.kind === 'object' && atom.tag === 'array' && atom.inner ? [...atom.inner] : [atom],
  )
}

/** `takeEvery(pattern, worker, …)`: the worker is called with actions of that type. */
function start(call: Call, from: number): Value {
  const [pattern, worker, ...rest] = [arg(call, from), arg(call, from + 1), ...call.args.slice(from + 2)]
  const holds = [...worker, ...rest.flat()]
  const work: Native = inner => invoke(worker, { ...inner, args: [...rest, ...inner.args], self: [] })
  const key = `saga.worker:${siteOfCall(call)}:${call.frame.context}:${call.step ?? 0}`
  for (const type of typesOf(pattern, call)) whenSeen(type, [holding(native('worker', work, key), holds)], call)
  return unknown('task')
}

/** Workers that actions of a type start. */
export function whenSeen(type: string, workers: Value, { frame }: Call): void {
  addToCell(frame.machine, cellOf(frame.machine, `saga:on:${type}`), workers)
}

/** The types that a pattern means: a text, an action creator, or a list of them; `*` for what is not known. */
function typesOf(pattern: Value, { frame }: Call): string[] {
  return pattern.flatMap(atom => {
    if (atom.kind === 'text') return literalTexts([atom])
    if (atom.kind === 'object' && atom.tag === 'array')
      return elementsOf([atom], frame).flatMap(one => typesOf(one, { frame } as Call))
    const named = atom.kind === 'function' ? literalTexts(getMember([atom], 'type', { frame })) : []
    return named.length > 0 ? named : ['*']
  })
}

function taken(pattern: Value, call: Call): Value {
  const { machine } = call.frame
  const actions = typesOf(pattern, call).flatMap(type => readCell(cellOf(machine, `saga:seen:${type}`)))
  return actions.length > 0 ? actions : unknown('action')
}

/** `all([…])` and `all({ … })`: what each of them gives. */
function together(effects: Value, call: Call): Value {
  return effects.map(atom => {
    if (atom.kind !== 'object' || atom.tag === 'array') return atom
    const results = makeThing(call.frame, siteOfCall(call))
    for (const name of atom.slots.keys())
      putFields(call.frame, results, { [name]: join(getMember([atom], name, call), UNDEFINED) })
    return results
  })
}

/** The middleware: it hands actions on, and starts the workers that wait for them. */
export function sagaMiddleware(): Callable {
  const handle =
    (next: Value): Native =>
    call => {
      const action = arg(call, 0)
      const { machine } = call.frame
      const result = invoke(next, { ...call, self: [] })
      const types = [...literalTexts(getMember(action, 'type', call)), '*']
      for (const [index, type] of types.entries()) {
        addToCell(machine, cellOf(machine, `saga:seen:${type}`), action)
        callback(turn(call, index), readCell(cellOf(machine, `saga:on:${type}`)), [action])
      }
      return result
    }
  const withNext: Native = call => [
    holding(native('handle', handle(arg(call, 0)), `saga.handle:${siteOfCall(call)}`), arg(call, 0)),
  ]
  const withStore: Native = () => [native('withNext', withNext, 'saga.next')]
  const made = native('saga', withStore, 'saga.middleware')
  const begin: Native = call => {
    callback(call, arg(call, 0), call.args.slice(1))
    return unknown('task')
  }
  return { ...made, statics: makeGlobal('saga.statics', { run: [native('run', begin, 'saga.run')] }) }
}
