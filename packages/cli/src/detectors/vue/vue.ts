import {
  addToCell,
  arg,
  type Call,
  type Callable,
  callback,
  cellOf,
  ELEMENT,
  getMember,
  heldBy,
  holding,
  isImport,
  type Library,
  literalTexts,
  type Mounter,
  makeGlobal,
  makeThing,
  mount,
  type Native,
  NULL,
  native,
  promise,
  putFields,
  readCell,
  release,
  settled,
  showDescribed,
  siteOfCall,
  UNDEFINED,
  unknown,
  type Value,
  writtenTemplate,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { currentInstance } from './current.ts'
import { CLASSES, STORE } from './decorated/decorators.ts'
import { describeClass, optionsOf, PACKAGES } from './decorated/options.ts'
import { hyperscript } from './hyperscript.ts'
import { instanceOf } from './options.ts'
import { pinia } from './pinia.ts'
import { configOf, install, mixin, prototypeIn, register } from './plugins.ts'
import { computed, makeRef, ref, run, soon, toRef, toRefs, unwrap, watch } from './reactive.ts'
import { resolveComponent } from './resolved.ts'
import { makeRoot, registerGlobally, showOnPage } from './root.ts'
import { routed } from './routes.ts'

/** Vue and Pinia: refs, computed values, watchers, stores, and components that are described by options. */
export const vueDetector: MakeDetector = () => {
  const vue = makeVue()
  return {
    globals: {
      ...Object.fromEntries(Object.entries(vue).filter(([name]) => name !== 'default')),
      Vue: vue.default ?? [],
      // Nuxt's module of Pinia, and presets of plug-ins for other builds, import these by themselves.
      ...pinia(),
    },
    libraries: {
      vue,
      '@vue/composition-api': vue,
      '@nuxtjs/composition-api': vue,
      pinia: pinia(),
      ...Object.fromEntries(PACKAGES.map(name => [name, { ...CLASSES, ...STORE, Vue: vue.default ?? [] }])),
      'vuex-class': STORE,
    },
    decorated: describeClass,
    mounter: mountOptions,
    instance: instanceOf,
    outside: routed,
  }
}

const first: Native = call => arg(call, 0)

/** `defineComponent({ … })` and plain objects of options, rendered from code. */
const mountOptions: Mounter = (component, props, call) => {
  // In the second version a component may be a function that loads it.
  if (component.kind === 'function' && isImport(component))
    return mount(getMember(settled(callback(call, [component], [])), 'default', call), props, call)
  if (component.kind === 'function') {
    const options = component.statics?.lazy && optionsOf(component)
    return options && mountOptions(options, props, call)
  }
  if (component.kind !== 'object') return undefined
  const template = component.slots.has('template') ? writtenTemplate([component], call.frame) : undefined
  if (template) return [showDescribed([component], template, { ...call, args: [props] }), ELEMENT][1]
  if (!(component.slots.has('render') || component.slots.has('setup'))) return undefined
  instanceOf([component], { ...call, args: [props] })
  return ELEMENT
}

/** `app.directive(name, hooks)`: the hooks are called with the element that has the attribute. */
const directive: Native = call => {
  release(arg(call, 1), call.frame)
  return UNDEFINED
}

function createApp(call: Call): Value {
  const { frame } = call
  const app = makeThing(frame, siteOfCall(call), 'instance')
  const key = (name: string) => `${name}:${app.key}`
  const show: Native = inner => {
    mount(arg(call, 0), arg(call, 1), { ...inner, args: [arg(call, 1)] })
    if (literalTexts(arg(inner, 0)).length > 0) showOnPage(arg(call, 0), inner, arg(inner, 0))
    return [app]
  }
  putFields(frame, app, { mount: [holding(native('mount', show, key('mount')), arg(call, 0))] })
  const chained = (name: string, run: Native) =>
    putFields(frame, app, {
      [name]: [
        holding(
          native(name, inner => [run(inner), [app]][1] ?? [], key(name)),
          [],
        ),
      ],
    })
  chained('component', register)
  chained('mixin', mixin)
  chained('provide', provide)
  chained('directive', directive)
  chained('use', inner => install([app], inner))
  putFields(frame, app, { config: [configOf(call, siteOfCall(call))] })
  return [app]
}

const nextTick: Native = call => {
  soon(call)
  return promise(UNDEFINED)
}

/** `useTemplateRef('dialog')`: what stands in the template under that name. */
function templateRef(call: Call): Value {
  const held = makeRef(NULL, call)
  for (const name of literalTexts(arg(call, 0))) {
    const slot = held.slots.get('value')
    if (slot) slot.cell = heldBy(name, call.frame)
  }
  return [held]
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

/** `defineAsyncComponent(() => import('./page.vue'))` and `defineAsyncComponent({ loader: () => import('./page.vue') })`. */
function asyncComponent(call: Call): Value {
  const show: Native = inner => {
    const given = arg(call, 0)
    const loader = given.some(atom => atom.kind === 'function') ? given : getMember(given, 'loader', inner)
    const module = settled(callback(inner, loader, []))
    return mount(getMember(module, 'default', inner), arg(inner, 0), inner)
  }
  return [holding(native('component', show, `async:${siteOfCall(call)}:${call.frame.context}`), arg(call, 0))]
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
    define('useTemplateRef', templateRef),
    define('effectScope', () => [makeGlobal('scope', { run: [native('run', run, 'scope.run')] })]),
    define('createApp', createApp),
    define('createSSRApp', createApp),
    define('provide', provide),
    define('inject', inject),
    define('defineAsyncComponent', asyncComponent),
    define('getCurrentInstance', currentInstance),
    define('h', hyperscript),
    ...['resolveComponent', 'resolveDynamicComponent'].map(name => define(name, resolveComponent)),
  ])
  return { ...members, default: [globalVue(members)] }
}

/** `new Vue(options)` of its second version: the root is shown, and so is what `$mount` is called on. */
function globalVue(members: Record<string, Value>): Callable {
  const statics = makeGlobal('vue', {
    ...members,
    component: [native('component', registerGlobally, 'Vue.component')],
    mixin: [native('mixin', mixin, 'Vue.mixin')],
    extend: [native('extend', first, 'Vue.extend')],
  })
  // A class of a component calls it as what it extends.
  const made: Native = call => (call.self.length > 0 ? call.self : makeRoot(call))
  const vue: Callable = { ...native('Vue', first, 'Vue'), construct: made, statics }
  statics.slots.set('use', {
    value: [native('use', call => install([vue], call), 'Vue.use')],
    order: statics.slots.size,
  })
  statics.lazy = (name, frame) => (name === 'prototype' ? [prototypeIn(frame)] : undefined)
  return vue
}

function toValue(call: Call): Value {
  const functions = arg(call, 0).filter(atom => atom.kind === 'function')
  if (functions.length > 0) return callback(call, functions, [])
  return unwrap(arg(call, 0), call.frame)
}
