import {
  addToCell,
  arg,
  type Call,
  callback,
  cellOf,
  ELEMENT,
  getMember,
  holding,
  type Library,
  literalTexts,
  type Mounter,
  makeGlobal,
  makeThing,
  mount,
  type Native,
  native,
  promise,
  putFields,
  readCell,
  release,
  settled,
  siteOfCall,
  spreadInto,
  type Thing,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { instanceOf } from './options.ts'
import { pinia } from './pinia.ts'
import { computed, ref, run, soon, toRef, toRefs, unwrap, watch } from './reactive.ts'

/** Vue and Pinia: refs, computed values, watchers, stores, and components that are described by options. */
export const vueDetector: MakeDetector = () => {
  const vue = makeVue()
  return {
    globals: Object.fromEntries(Object.entries(vue).filter(([name]) => name !== 'default')),
    libraries: { vue, '@vue/composition-api': vue, pinia: pinia() },
    mounter: mountOptions,
    instance: instanceOf,
  }
}

const first: Native = call => arg(call, 0)

/** `defineComponent({ … })` and plain objects of options, rendered from code. */
const mountOptions: Mounter = (component, props, call) => {
  if (component.kind !== 'object' || !(component.slots.has('render') || component.slots.has('setup'))) return undefined
  instanceOf([component], { ...call, args: [props] })
  return ELEMENT
}

function createApp(call: Call): Value {
  const { frame } = call
  const app = makeThing(frame, siteOfCall(call), 'instance')
  const key = (name: string) => `${name}:${app.key}`
  const show: Native = inner => {
    mount(arg(call, 0), arg(call, 1), { ...inner, args: [arg(call, 1)] })
    return [app]
  }
  const register: Native = inner => {
    for (const name of literalTexts(arg(inner, 0)))
      addToCell(frame.machine, cellOf(frame.machine, `component:${name}`), arg(inner, 1))
    return [app]
  }
  const install: Native = inner => {
    const plugin = arg(inner, 0)
    const installer = plugin.some(atom => atom.kind === 'function') ? plugin : getMember(plugin, 'install', inner)
    callback(
      inner,
      installer.filter(atom => atom.kind === 'function'),
      [[app], arg(inner, 1)],
    )
    release(plugin, frame)
    return [app]
  }
  putFields(frame, app, { mount: [holding(native('mount', show, key('mount')), arg(call, 0))] })
  putFields(frame, app, { component: [holding(native('component', register, key('component')), [])] })
  putFields(frame, app, { use: [holding(native('use', install, key('use')), [])] })
  putFields(frame, app, {
    provide: [
      holding(
        native('provide', inner => provideIn(app, inner), key('provide')),
        [],
      ),
    ],
  })
  return [app]
}

const nextTick: Native = call => {
  soon(call)
  return promise(UNDEFINED)
}

function provideIn(app: Thing, call: Call): Value {
  provide(call)
  return [app]
}

function nameOfKey(value: Value): string {
  const [name] = literalTexts(value)
  const [atom] = value
  return name ?? (atom?.kind === 'unknown' ? atom.name : 'key')
}

function provide(call: Call): Value {
  addToCell(call.frame.machine, cellOf(call.frame.machine, `provide:${nameOfKey(arg(call, 0))}`), arg(call, 1))
  return UNDEFINED
}

function inject(call: Call): Value {
  const provided = readCell(cellOf(call.frame.machine, `provide:${nameOfKey(arg(call, 0))}`))
  if (provided.length > 0) return provided
  return call.args.length > 1 ? arg(call, 1) : unknown(nameOfKey(arg(call, 0)))
}

/** `defineAsyncComponent(() => import('./page.vue'))`. */
function asyncComponent(call: Call): Value {
  const show: Native = inner => {
    const module = settled(callback(inner, arg(call, 0), []))
    return mount(getMember(module, 'default', inner), arg(inner, 0), inner)
  }
  return [holding(native('component', show, `async:${siteOfCall(call)}:${call.frame.context}`), arg(call, 0))]
}

function hyperscript(call: Call): Value {
  const props = makeThing(call.frame, siteOfCall(call))
  spreadInto(
    props,
    arg(call, 1).filter(atom => atom.kind === 'object'),
    call.frame,
  )
  mount(arg(call, 0), [props], { ...call, args: [[props]] })
  return ELEMENT
}

const HOOKS = [
  'onMounted onBeforeMount onUpdated onBeforeUpdate onUnmounted onBeforeUnmount onActivated onDeactivated onErrorCaptured',
  'onServerPrefetch onScopeDispose watchEffect watchPostEffect watchSyncEffect',
].flatMap(names => names.split(' '))

function makeVue(): Library {
  const define = (name: string, native_: Native): [string, Value] => [name, [native(name, native_, `vue.${name}`)]]
  const members: Record<string, Value> = Object.fromEntries([
    ...HOOKS.map(name => define(name, soon)),
    ...['ref', 'shallowRef', 'customRef'].map(name => define(name, ref)),
    ...['reactive', 'shallowReactive', 'readonly', 'shallowReadonly', 'markRaw', 'toRaw', 'defineComponent'].map(name =>
      define(name, first),
    ),
    define('computed', computed),
    define('toRefs', toRefs),
    define('toRef', toRef),
    define('unref', call => unwrap(arg(call, 0), call.frame)),
    define('toValue', call => toValue(call)),
    define('watch', watch),
    define('nextTick', nextTick),
    define('effectScope', () => [makeGlobal('scope', { run: [native('run', run, 'scope.run')] })]),
    define('createApp', createApp),
    define('createSSRApp', createApp),
    define('provide', provide),
    define('inject', inject),
    define('defineAsyncComponent', asyncComponent),
    define('h', hyperscript),
  ])
  return { ...members, default: [makeGlobal('vue', members)] }
}

function toValue(call: Call): Value {
  const functions = arg(call, 0).filter(atom => atom.kind === 'function')
  if (functions.length > 0) return callback(call, functions, [])
  return unwrap(arg(call, 0), call.frame)
}
