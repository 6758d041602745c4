import {
  arg,
  awaited,
  type Call,
  callback,
  getMember,
  holding,
  isFunction,
  type Library,
  literalText,
  makeGlobal,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  siteOfCall,
  turn,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { listenerMiddleware } from './listeners.ts'
import { selectorLibrary } from './selectors.ts'
import { actionCreator, anyOf, createAction, createReducer, createSlice } from './slices.ts'
import { combineReducers, type Stores } from './store.ts'
import { typed } from './typed.ts'

/** Redux Toolkit: slices whose reducers write to their state, and thunks whose answers come to them. */
export function toolkitLibrary(stores: Stores, redux: Library): Library {
  const define = (name: string, run: Native): [string, Value] => [name, [native(name, run, `toolkit.${name}`)]]
  return {
    ...redux,
    ...selectorLibrary(),
    createAsyncThunk: typed('createAsyncThunk', call => createAsyncThunk(stores, call), 'toolkit'),
    ...Object.fromEntries([
      define('configureStore', call => configureStore(stores, call)),
      define('createListenerMiddleware', listenerMiddleware(stores)),
      define('createSlice', createSlice),
      define('createReducer', createReducer),
      define('createAction', createAction),
      ...['isAnyOf', 'isAllOf', 'isFulfilled', 'isPending', 'isRejected'].map(name => define(name, anyOf)),
      define('unwrapResult', call => getMember(arg(call, 0), 'payload', call)),
      define('nanoid', () => unknown('id', { is: 'string' })),
      define('current', call => arg(call, 0)),
      define('original', call => arg(call, 0)),
    ]),
  }
}

/** `configureStore({ reducer: { todos, auth } })`. */
function configureStore(stores: Stores, call: Call): Value {
  const given = getMember(arg(call, 0), 'reducer', call)
  const functions = given.filter(isFunction)
  const table = given.filter(atom => atom.kind === 'object')
  const reducer = table.length > 0 ? combineReducers({ ...call, args: [table] }) : []
  return stores.make(call, [...functions, ...reducer], [])
}

/** `createAsyncThunk(type, async (arg, api) => …)`: a creator of thunks, with the actions that tell how it went. */
function createAsyncThunk(stores: Stores, call: Call): Value {
  const type = literalText(arg(call, 0)) ?? `thunk${siteOfCall(call)}`
  const creator = arg(call, 1).filter(isFunction)
  const outcomes = Object.fromEntries(
    ['pending', 'fulfilled', 'rejected'].map(name => [name, actionCreator(`${type}/${name}`)]),
  )
  const make: Native = given => {
    const run: Native = inner => {
      const api = apiFor(inner)
      const answer = awaited(callback(inner, creator, [arg(given, 0), [api]]), inner.frame, inner.node)
      const meta = makeThing(inner.frame, siteOfCall(inner), 'instance')
      putFields(inner.frame, meta, { arg: arg(given, 0), requestId: unknown('id') })
      const refused = [...getMember([api], '#refused', inner)]
      for (const [index, [name, payload]] of outcomesOf(answer, refused).entries())
        dispatchOutcome(stores, { type: `${type}/${name}`, payload, meta: [meta] }, turn(inner, index))
      return resultOf(answer, [meta], inner)
    }
    const key = `thunk:${type}:${siteOfCall(given)}:${given.frame.context}`
    return [holding(native('thunk', run, key), [...creator, ...given.args.flat()])]
  }
  const statics = makeGlobal(`thunk:${type}`, { ...outcomes, typePrefix: arg(call, 0) })
  return [{ ...holding(native('thunk', make, `creator:${type}`), creator), statics }]
}

function outcomesOf(answer: Value, refused: Value): (readonly [string, Value])[] {
  return [
    ['pending', UNDEFINED],
    ['fulfilled', answer],
    ['rejected', refused.length > 0 ? refused : UNDEFINED],
  ]
}

interface Outcome {
  type: string
  payload: Value
  meta: Value
}

function dispatchOutcome(stores: Stores, { type, payload, meta }: Outcome, call: Call): void {
  for (const creator of actionCreator(type)) {
    if (creator.kind !== 'function') continue
    const action = creator.call({ ...call, args: [payload] })
    for (const atom of action)
      if (atom.kind === 'object') putFields(call.frame, atom, { meta, error: unknown('error') })
    stores.dispatch(action, call)
  }
}

/** What a thunk is given beside its argument. */
function apiFor(call: Call) {
  const api = makeThing(call.frame, siteOfCall(call), 'instance')
  const refuse: Native = inner => {
    putFields(inner.frame, api, { '#refused': arg(inner, 0) })
    return []
  }
  putFields(call.frame, api, {
    dispatch: arg(call, 0),
    getState: arg(call, 1),
    rejectWithValue: [holding(native('rejectWithValue', refuse, `refuse:${api.key}`), [])],
    fulfillWithValue: [native('fulfillWithValue', inner => arg(inner, 0), 'toolkit.fulfill')],
    '#refused': [],
  })
  return api
}

// An object of ours that has a member of this name is taken for a promise.
const THEN = 'then'

/** `await dispatch(load())` has the payload, `.unwrap()` gives it. */
function resultOf(payload: Value, meta: Value, call: Call): Value {
  const result = makeThing(call.frame, siteOfCall(call), 'instance')
  const unwrap: Native = () => promise(payload)
  const then: Native = inner => promise(callback(inner, arg(inner, 0), [[result]]))
  const key = result.key
  putFields(call.frame, result, {
    payload,
    meta,
    unwrap: [holding(native('unwrap', unwrap, `unwrap:${key}`), payload)],
    [THEN]: [holding(native('then', then, `then:${key}`), [])],
    abort: [native('abort', () => UNDEFINED, 'toolkit.abort')],
  })
  return [result]
}
