import {
  addToCell,
  arg,
  type Call,
  callback,
  cellOf,
  ELEMENT,
  type Frame,
  getMember,
  holding,
  makeArray,
  makeThing,
  type Native,
  native,
  putFields,
  readCell,
  siteOfCall,
  UNDEFINED,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { makeStore, marked, type Store } from './store.ts'

const STORE = 'easy-peasy.store'

/** Easy Peasy: a model of state, actions and thunks; components select from it by hooks. */
export const easypeasyDetector: MakeDetector = () => {
  const define = (name: string, run: Native): [string, Value] => [name, [native(name, run, `easy-peasy.${name}`)]]
  const kinds = ['action', 'thunk', 'computed', 'reducer', 'actionOn', 'thunkOn', 'effectOn', 'unstable_effectOn']
  const hooks = Object.fromEntries([
    define('useStoreState', call => select(getMember(stored(call), 'getState', call), call)),
    define('useStoreActions', call => select(getMember(stored(call), 'getActions', call), call)),
    define('useStoreDispatch', call => getMember(stored(call), 'dispatch', call)),
    define('useStore', stored),
    define('useStoreRehydrated', () => unknown('rehydrated', { is: 'boolean' })),
  ])
  return {
    libraries: {
      'easy-peasy': {
        ...hooks,
        ...Object.fromEntries(kinds.map(kind => define(kind, marked(kind)))),
        ...Object.fromEntries(['persist', 'generic', 'debug'].map(name => define(name, first))),
        ...Object.fromEntries([
          define('createStore', createStore),
          define('createContextStore', createContextStore),
          define('createTypedHooks', call => tableOf(call, hooks)),
          define('useLocalStore', useLocalStore),
          define('StoreProvider', show),
        ]),
      },
    },
  }
}

const first: Native = call => arg(call, 0)

function tableOf(call: Call, members: Readonly<Record<string, Value>>): Value {
  const table = makeThing(call.frame, siteOfCall(call), 'instance')
  putFields(call.frame, table, members)
  return [table]
}

function createStore(call: Call): Value {
  const { thing } = makeStore(call, arg(call, 0), arg(call, 1))
  addToCell(call.frame.machine, cellOf(call.frame.machine, STORE), [thing])
  return [thing]
}

/** The store of the page. */
function stored({ frame }: { frame: Frame }): Value {
  return readCell(cellOf(frame.machine, STORE))
}

/** What a selector makes of what the store gives; without one, all of it. */
function select(give: Value, call: Call): Value {
  const held = callback(call, give, [])
  return held.length === 0 ? unknown('state') : chosen(held, call)
}

function chosen(held: Value, call: Call): Value {
  return call.args.length > 0 ? callback(call, arg(call, 0), [held]) : held
}

const show: Native = call => {
  use(getMember(arg(call, 0), 'children', call))
  return ELEMENT
}

/** `createContextStore(model)`: a store of its own, with hooks of its own. */
function createContextStore(call: Call): Value {
  const given = arg(call, 0)
  const model = given.some(atom => atom.kind === 'function') ? callback(call, given, [unknown('model')]) : given
  const { thing, state, actions } = makeStore(call, model, arg(call, 1))
  const hook = (name: string, run: Native): Value => [
    holding(native(name, run, `${name}:${thing.key}`), [...state, ...actions, thing]),
  ]
  return tableOf(call, {
    Provider: hook('Provider', show),
    useStore: hook('useStore', () => [thing]),
    useStoreState: hook('useStoreState', inner => chosen(state, inner)),
    useStoreActions: hook('useStoreActions', inner => chosen(actions, inner)),
    useStoreDispatch: hook('useStoreDispatch', () => actions),
    useStoreRehydrated: hook('useStoreRehydrated', () => unknown('rehydrated', { is: 'boolean' })),
  })
}

function useLocalStore(call: Call): Value {
  const store: Store = makeStore(call, callback(call, arg(call, 0), [UNDEFINED]), [])
  return makeArray(call.frame, siteOfCall(call), [store.state, store.actions, [store.thing]])
}
