import {
  arg,
  awaited,
  type Call,
  callback,
  holding,
  isFunction,
  type Library,
  makeGlobal,
  makeThing,
  type Native,
  native,
  putFields,
  siteOfCall,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import {
  familyOf,
  GET,
  makeAtom,
  nothing,
  readAtom,
  SET,
  setterOf,
  useBoth,
  useSetter,
  valueOfAtom,
  whenCalled,
} from './atoms.ts'

const define = (name: string, run: Native): [string, Value] => [name, [native(name, run, `jotai.${name}`)]]

/** `atom(first)`, `atom(read, write)`, `atom(null, write)`. */
const atom: Native = call => {
  const [first = [], second = []] = call.args
  const write = second.filter(isFunction)
  const isRead = first.some(isFunction)
  return makeAtom(isRead ? { read: first, write } : { held: first, write }, call)
}

/** An atom that is read of another: `read` makes its value of that one's. */
function derived(read: (held: Value, call: Call) => Value, call: Call): Value {
  const source = arg(call, 0)
  const key = `jotai.derived:${siteOfCall(call)}:${call.frame.context}`
  const run = native('read', inner => read(awaited(valueOfAtom(source, inner), inner.frame, inner.node), inner), key)
  return makeAtom({ read: [holding(run, source)], write: setterBehind(source) }, call)
}

/** What is written to it goes on to the other one. */
function setterBehind(source: Value): Value {
  const setter = setterOf(source)
  return setter.map(one => {
    const key = `${isFunction(one) ? one.key : ''}:behind`
    return holding(
      native('write', inner => callback(inner, setter, inner.args.slice(2)), key),
      source,
    )
  })
}

function loaded(held: Value, call: Call): Value {
  const made = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, made, { state: unknown('state'), data: held, error: unknown('error') })
  return [made]
}

const STORE: Value = [makeGlobal('jotai.store', { get: GET, set: SET, sub: [native('sub', nothing, 'jotai.sub')] })]
const store: Native = () => STORE

const CORE: Library = Object.fromEntries([
  define('atom', atom),
  define('useAtom', useBoth),
  define('useAtomValue', readAtom),
  define('useSetAtom', useSetter),
  define('useStore', store),
  define('createStore', store),
  define('getDefaultStore', store),
])

const UTILS: Library = Object.fromEntries([
  define('atomWithStorage', call => makeAtom({ held: arg(call, 1) }, call)),
  define('atomWithReset', call => makeAtom({ held: arg(call, 0) }, call)),
  ...['atomWithDefault', 'atomWithRefresh', 'atomWithLazy'].map(name => define(name, atom)),
  define('atomFamily', call => familyOf((parameter, inner) => callback(inner, arg(call, 0), [parameter]), call)),
  define('loadable', call => derived(loaded, call)),
  define('unwrap', call => derived(held => held, call)),
  define('selectAtom', call => derived((held, inner) => callback(inner, arg(call, 1), [held]), call)),
  define('useAtomCallback', call => whenCalled(arg(call, 0), [GET, SET], call)),
  define('useResetAtom', () => [native('reset', nothing, 'jotai.reset')]),
  define('useHydrateAtoms', () => UNDEFINED),
])

/** Jotai: atoms that hold something, or are read of others; what asks for something is a function of one. */
export const jotaiDetector: MakeDetector = () => ({
  libraries: { jotai: CORE, 'jotai/react': CORE, 'jotai/vanilla': CORE, 'jotai/utils': UTILS },
})
