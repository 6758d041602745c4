import {
  arg,
  assignInto,
  type Call,
  callback,
  holding,
  makeThing,
  type Native,
  native,
  siteOfCall,
  spreadInto,
  type Thing,
  turn,
  UNDEFINED,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'

/** Zustand: a store that a function describes, read through a hook. */
export const zustandDetector: MakeDetector = () => {
  const create: Value = [native('create', createStore, 'zustand.create')]
  return {
    libraries: {
      zustand: {
        create,
        createStore: create,
        default: create,
        useStore: [native('useStore', useStore, 'zustand.useStore')],
      },
    },
  }
}

function isCallable(atom: Value[number]): boolean {
  return atom.kind === 'function' || (atom.kind === 'unknown' && atom.wraps !== undefined)
}

/** `create(describe)` and `create<State>()(describe)`. */
function createStore(call: Call): Value {
  if (!arg(call, 0).some(isCallable)) return [native('create', createStore, 'zustand.create.curried')]
  const { frame } = call
  const state = makeThing(frame, siteOfCall(call), 'instance')
  const set: Native = inner => change(state, inner)
  const key = (name: string) => `${name}:${state.key}`
  const setter: Value = [holding(native('set', set, key('set')), [])]
  const getter: Value = [
    holding(
      native('get', () => [state], key('get')),
      [state],
    ),
  ]
  spreadInto(state, callback(call, arg(call, 0), [setter, getter]), frame)
  const hook = holding(
    native('useStore', inner => select(state, arg(inner, 0), inner), key('hook')),
    [state],
  )
  const statics = makeThing(frame, siteOfCall(call), 'instance')
  statics.holds = [state]
  statics.lazy = name =>
    ({ getState: getter, setState: setter, subscribe: [native('subscribe', () => UNDEFINED)] })[name]
  return [{ ...hook, statics }]
}

function change(state: Thing, call: Call): Value {
  const given = arg(call, 0)
  const functions = given.filter(atom => atom.kind === 'function')
  const changes = functions.length > 0 ? callback(call, functions, [[state]]) : given
  assignInto(
    state,
    changes.filter(atom => atom !== state),
    call.frame,
  )
  return UNDEFINED
}

function select(state: Thing, selector: Value, call: Call): Value {
  const functions = selector.filter(isCallable)
  return functions.length > 0 ? callback(turn(call, 0), functions, [[state]]) : [state]
}

/** `useStore(store, selector)`. */
function useStore(call: Call): Value {
  return callback(call, arg(call, 0), [arg(call, 1)])
}
