import {
  arg,
  type Call,
  callback,
  ELEMENT,
  getMember,
  holding,
  invoke,
  keysOf,
  type Library,
  makeThing,
  mount,
  type Native,
  native,
  putFields,
  siteOfCall,
  spreadInto,
  turn,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { dva } from './dva.ts'
import { sagaLibraries } from './saga.ts'
import { selectorLibrary } from './selectors.ts'
import { applyMiddleware, combineReducers, middlewareIn, Stores } from './store.ts'
import { toolkitLibrary } from './toolkit.ts'
import { typed } from './typed.ts'

/** Redux and its bindings: actions that carry promises come to the reducers as answers, and components read the state. */
export const reduxDetector: MakeDetector = () => {
  const stores = new Stores()
  const define = (name: string, run: Native): Value => [native(name, run, `redux.${name}`)]
  const createStore = define('createStore', call => {
    const middleware = call.args.slice(1).flatMap(one => middlewareIn(one, call.frame))
    return stores.make(call, arg(call, 0), middleware)
  })
  const redux: Library = {
    createStore,
    legacy_createStore: createStore,
    combineReducers: define('combineReducers', combineReducers),
    applyMiddleware: define('applyMiddleware', applyMiddleware),
    bindActionCreators: define('bindActionCreators', call => bound(arg(call, 0), stores, call)),
  }
  const bindings: Library = {
    connect: define('connect', call => connect(stores, call)),
    useSelector: typed('useSelector', call => callback(call, arg(call, 0), [stores.state(call.frame)])),
    useDispatch: typed('useDispatch', () => dispatcher(stores)),
    useStore: typed('useStore', () => (stores.current ? [stores.current.thing] : [])),
  }
  const { libraries, ...hooks } = dva(stores, bindings)
  const provided = { ...bindings, Provider: define('Provider', () => ELEMENT) }
  return {
    ...hooks,
    libraries: {
      redux,
      reselect: selectorLibrary(),
      '@reduxjs/toolkit': toolkitLibrary(stores, redux),
      'react-redux': provided,
      'preact-redux': provided,
      'inferno-redux': provided,
      ...sagaLibraries(stores),
      ...libraries,
    },
  }
}

function dispatcher(stores: Stores): Value {
  return [
    holding(
      native('dispatch', call => stores.dispatch(arg(call, 0), call), 'redux.dispatch'),
      [],
    ),
  ]
}

/** Action creators that dispatch what they make. */
function bound(creators: Value, stores: Stores, call: Call): Value {
  if (creators.some(atom => atom.kind === 'function')) return [boundOne(creators, stores, '')]
  const { frame } = call
  const made = makeThing(frame, siteOfCall(call))
  for (const name of keysOf(creators).names) {
    putFields(frame, made, { [name]: [boundOne(getMember(creators, name, { frame }), stores, `${made.key}.${name}`)] })
  }
  return [made]
}

function boundOne(creator: Value, stores: Stores, key: string) {
  return holding(
    native('bound', call => stores.dispatch(invoke(creator, { ...call, self: [] }), call), `bound:${key}`),
    creator,
  )
}

/** `connect(state, dispatch)(Component)`: a component that gets its properties from the store. */
function connect(stores: Stores, call: Call): Value {
  const site = siteOfCall(call)
  const key = `connect:${site}:${call.frame.context}`
  const holds = call.args.flat()
  const wrap: Native = wrapping => {
    const show: Native = inner => {
      const { frame } = inner
      const props = makeThing(frame, siteOfCall(inner))
      spreadInto(props, arg(inner, 0), frame)
      const state = callIf(arg(call, 0), [stores.state(frame), arg(inner, 0)], inner)
      spreadInto(props, state, frame)
      const given = arg(call, 1)
      const isFunction = given.some(atom => atom.kind === 'function')
      const actions = isFunction
        ? callback(turn(inner, 2), given, [dispatcher(stores), arg(inner, 0)])
        : bound(given, stores, inner)
      spreadInto(props, actions, frame)
      if (!isFunction) putFields(frame, props, { dispatch: dispatcher(stores) })
      return mount(arg(wrapping, 0), [props], { ...inner, args: [[props]] })
    }
    return [holding(native('component', show, `${key}:${siteOfCall(wrapping)}`), [...holds, ...arg(wrapping, 0)])]
  }
  return [holding(native('connect', wrap, key), holds)]
}

function callIf(fn: Value, args: readonly Value[], call: Call): Value {
  return fn.some(atom => atom.kind === 'function') ? callback(turn(call, 1), fn, args) : []
}
