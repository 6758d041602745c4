import {
  arg,
  type Call,
  callback,
  getMember,
  holding,
  isFunction,
  makeGlobal,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  siteOfCall,
  turn,
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
  useBoth,
  useSetter,
  valueOfAtom,
  whenCalled,
} from './atoms.ts'

const define = (name: string, run: Native): [string, Value] => [name, [native(name, run, `recoil.${name}`)]]

const RESET: Value = [native('reset', nothing, 'recoil.reset')]
const PROMISE: Value = [native('getPromise', call => promise(valueOfAtom(arg(call, 0), call)), 'recoil.getPromise')]
/** What functions of selectors and callbacks are given. */
const TOOLS: Value = [
  makeGlobal('recoil.tools', {
    get: GET,
    set: SET,
    reset: RESET,
    refresh: RESET,
    snapshot: [makeGlobal('recoil.snapshot', { getPromise: PROMISE })],
  }),
]

/** `atom({ key, default })`, `selector({ key, get, set })`; in families, each of them is a function of the parameter. */
function made(options: Value, parameter: readonly Value[], call: Call): Value {
  const part = (name: string, at: number): Value => {
    const given = getMember(options, name, call)
    const functions = given.filter(isFunction)
    return parameter.length > 0 && functions.length > 0 ? callback(turn(call, at), functions, parameter) : given
  }
  const key = `${siteOfCall(call)}:${call.frame.context}`
  const wrapped = (name: string, at: number): Value => {
    const functions = part(name, at).filter(isFunction)
    const run: Native = inner => callback(inner, functions, [TOOLS, ...(name === 'set' ? inner.args.slice(2) : [])])
    return functions.length > 0 ? [holding(native(name, run, `recoil.${name}:${key}`), functions)] : []
  }
  const first = part('default', 3)
  return makeAtom(
    { held: [...first, ...valueOfAtom(first, call)], read: wrapped('get', 1), write: wrapped('set', 2) },
    call,
  )
}

const one: Native = call => made(arg(call, 0), [], call)
const family: Native = call => familyOf((parameter, inner) => made(arg(call, 0), [parameter], inner), call)

/** `useRecoilValueLoadable(todos)`: what is there so far, and how it stands. */
const loadable: Native = call => {
  const thing = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, thing, { state: unknown('state'), contents: readAtom(call) })
  return [thing]
}

/** Recoil: atoms, and selectors that are read of them. */
export const recoilDetector: MakeDetector = () => ({
  libraries: {
    recoil: Object.fromEntries([
      define('atom', one),
      define('selector', one),
      define('atomFamily', family),
      define('selectorFamily', family),
      define('useRecoilValue', readAtom),
      define('useRecoilState', useBoth),
      define('useSetRecoilState', useSetter),
      define('useRecoilValueLoadable', loadable),
      define('useRecoilCallback', call => whenCalled(callback(call, arg(call, 0), [TOOLS]), [], call)),
      define('useResetRecoilState', () => RESET),
      define('useRecoilRefresher_UNSTABLE', () => RESET),
    ]),
  },
})
