import {
  arg,
  type Call,
  callback,
  callLater,
  ELEMENT,
  getMember,
  holding,
  type Library,
  makeArray,
  makeGlobal,
  makeThing,
  mount,
  type Native,
  native,
  putFields,
  release,
  settled,
  siteOfCall,
  spreadInto,
  turn,
  UNDEFINED,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { componentClass, mountClass } from './component.ts'
import { createContext, useContext } from './context.ts'
import { handParameters } from './routed.ts'
import { useReducer, useRef, useState } from './state.ts'

/** React: state, effects, context, and elements that are made by hand. */
export const reactDetector: MakeDetector = () => {
  const react = makeReact()
  const all = { ...react, ...DOM, h: react.createElement ?? [] }
  const preact: Library = { ...all, default: [makeGlobal('preact', all)] }
  return {
    globals: { React: react.default ?? [] },
    libraries: {
      react,
      preact,
      'preact/hooks': react,
      'preact/compat': preact,
      'react-dom': DOM,
      'react-dom/client': DOM,
      'next/dynamic': LOADED,
      'react-loadable': LOADED,
      '@loadable/component': LOADED,
    },
    mounter: (component, props, call) => handParameters(component, props, call) ?? mountClass(component, props, call),
  }
}

const first: Native = call => arg(call, 0)

const effect: Native = call => {
  callLater(arg(call, 0), call.frame)
  return UNDEFINED
}

const run: Native = call => callback(call, arg(call, 0), [])

function createElement(call: Call): Value {
  const { frame } = call
  const [component = [], given = [], ...children] = call.args
  const props = makeThing(frame, siteOfCall(call))
  spreadInto(props, given, frame)
  if (children.length > 0) {
    const [only] = children
    putFields(frame, props, {
      children: children.length === 1 && only ? only : makeArray(frame, siteOfCall(call), children),
    })
  }
  for (const child of children) use(child)
  mount(component, [props], { ...call, args: [[props]] })
  for (const name of props.slots.keys()) {
    if (/^on[A-Z]/.test(name)) callLater(getMember([props], name, call), frame, [unknown('event')])
  }
  return ELEMENT
}

/**
 * `lazy(() => import('./page'))`: a component whose module is loaded when it is shown. Packages that do the same hand the loader
 * what the component is given, take it as `loader` among options, and take the component itself for a module.
 */
function lazy(call: Call): Value {
  const key = `lazy:${siteOfCall(call)}:${call.frame.context}`
  const given = arg(call, 0)
  const options = given.filter(atom => atom.kind === 'object')
  const loader = options.length > 0 ? getMember(options, 'loader', call) : given
  const show: Native = inner => {
    const found = settled(callback(inner, loader, [arg(inner, 0)]))
    const modules = found.filter(atom => atom.kind !== 'function')
    const component = [...found.filter(atom => atom.kind === 'function'), ...getMember(modules, 'default', inner)]
    return mount(component, arg(inner, 0), inner)
  }
  return [holding(native('component', show, key), given)]
}

const LOADED: Library = { default: [native('loadable', lazy)], loadable: [native('loadable', lazy)] }

const LISTENER = native('listener', () => UNDEFINED)

function store(call: Call): Value {
  callLater(arg(call, 0), call.frame, [[LISTENER]])
  return callback(turn(call, 1), arg(call, 1), [])
}

function actionState(call: Call): Value {
  const pending = unknown('pending', { is: 'boolean' })
  const act = holding(
    native(
      'action',
      inner => callback(inner, arg(call, 0), [arg(call, 1), ...inner.args]),
      `action:${siteOfCall(call)}`,
    ),
    call.args.flat(),
  )
  return makeArray(call.frame, siteOfCall(call), [arg(call, 1), [act], pending])
}

const START = native('start', run, 'startTransition')

function transition(call: Call): Value {
  const pending = unknown('pending', { is: 'boolean' })
  return makeArray(call.frame, siteOfCall(call), [pending, [START]])
}

function makeReact(): Library {
  const define = (name: string, native_: Native): [string, Value] => [name, [native(name, native_, `react.${name}`)]]
  const members: Record<string, Value> = Object.fromEntries([
    define('useState', useState),
    define('useReducer', useReducer),
    define('useRef', useRef),
    define('createRef', useRef),
    define('useEffect', effect),
    define('useLayoutEffect', effect),
    define('useInsertionEffect', effect),
    define('useCallback', first),
    define('useEffectEvent', first),
    define('useMemo', run),
    define('useContext', useContext),
    define('use', call => [
      ...useContext(call).filter(atom => atom.kind !== 'unknown'),
      ...settled(arg(call, 0).filter(atom => atom.kind === 'promise')),
    ]),
    define('createContext', createContext),
    define('memo', first),
    define('forwardRef', first),
    define('lazy', lazy),
    define('createElement', createElement),
    define('cloneElement', first),
    define('useSyncExternalStore', store),
    define('useDeferredValue', first),
    define('useActionState', actionState),
    define('useTransition', transition),
    define('startTransition', run),
    define('useId', () => unknown('id', { is: 'string' })),
  ])
  const classes = { Component: componentClass('Component'), PureComponent: componentClass('PureComponent') }
  const all = { ...members, ...classes }
  return { ...all, default: [makeGlobal('react', all)] }
}

const show: Native = call => {
  for (const one of call.args) release(one, call.frame)
  return unknown('root')
}

const DOM: Library = {
  createRoot: [native('createRoot', () => [makeGlobal('root', { render: [native('render', show, 'root.render')] })])],
  hydrateRoot: [native('hydrateRoot', show)],
  render: [native('render', show, 'react-dom.render')],
  createPortal: [native('createPortal', first)],
  default: [
    makeGlobal('react-dom', {
      render: [native('render', show, 'react-dom.render')],
      createPortal: [native('createPortal', first)],
    }),
  ],
}
