import {
  arg,
  awaited,
  type Call,
  callback,
  getMember,
  holding,
  isFunction,
  join,
  type Library,
  literalTexts,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  recall,
  siteOfCall,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { plugged } from '../vue/plugins.ts'
import { makeRef } from '../vue/reactive.ts'
import { contextIn } from './context.ts'

/** `@nuxtjs/composition-api`: what Nuxt's second version gives to setup functions, beside what Vue does. */
export function compositionApi(): Library {
  const define = (name: string, run: Native): [string, Value] => [name, [native(name, run, `nuxt2.${name}`)]]
  const first: Native = call => arg(call, 0)
  return Object.fromEntries([
    define('useContext', ({ frame }) => [contextIn(frame)]),
    define('useStore', ({ frame }) => plugged('$store', frame) ?? unknown('store')),
    define('useFetch', fetchOnMount),
    ...['useAsync', 'useStatic'].map(name => define(name, dataOf)),
    ...['ssrRef', 'shallowSsrRef', 'reqRef', 'reqSsrRef'].map(name => define(name, kept)),
    define('ssrPromise', call => promise(callback(call, arg(call, 0), []))),
    define('wrapProperty', wrapped),
    ...['defineNuxtPlugin', 'defineNuxtMiddleware'].map(name => define(name, first)),
  ])
}

/** `const { fetch } = useFetch(async () => { … })`. */
function fetchOnMount(call: Call): Value {
  const ask = arg(call, 0).filter(isFunction)
  const run: Native = inner => promise(awaited(recall(inner, ask, []), inner.frame, inner.node))
  run(call)
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  const again: Value = [holding(native('fetch', run, `fetch:${made.key}`), ask)]
  putFields(call.frame, made, { fetch: again, $fetch: again })
  return [made]
}

/** `useAsync(() => …)`: a ref that is empty at first. */
function dataOf(call: Call): Value {
  const data = awaited(recall(call, arg(call, 0).filter(isFunction), []), call.frame, call.node)
  return [makeRef(join(data, UNDEFINED), call)]
}

/** `ssrRef(initial)` and `ssrRef(() => initial)`. */
function kept(call: Call): Value {
  const makes = arg(call, 0).filter(isFunction)
  return [makeRef(makes.length > 0 ? callback(call, makes, []) : arg(call, 0), call)]
}

/** `const useAxios = wrapProperty('$axios', false)`. */
function wrapped(call: Call): Value {
  const names = literalTexts(arg(call, 0))
  const get: Native = ({ frame }) => names.flatMap(name => getMember([contextIn(frame)], name, { frame }))
  return [holding(native('use', get, `nuxt2.use:${names.join()}`), [])]
}
