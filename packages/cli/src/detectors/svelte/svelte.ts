import {
  arg,
  type Call,
  callback,
  callLater,
  elementsOf,
  getMember,
  holding,
  makeArray,
  makeThing,
  mount,
  type Native,
  native,
  placesOfStore,
  putFields,
  readSlot,
  setFields,
  siteOfCall,
  type Thing,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { kit } from './kit.ts'

/** Svelte: stores, life cycles, and what its kit gives to pages. */
export const svelteDetector: MakeDetector = () => ({
  ...kit,
  libraries: {
    ...kit.libraries,
    svelte: {
      ...Object.fromEntries(
        ['onMount', 'onDestroy', 'beforeUpdate', 'afterUpdate', 'tick', 'setContext'].map(name => [name, later(name)]),
      ),
      mount: [native('mount', show, 'svelte.mount')],
      hydrate: [native('hydrate', show, 'svelte.hydrate')],
    },
    'svelte/store': {
      writable: [native('writable', call => makeStore(arg(call, 0), call), 'writable')],
      readable: [native('readable', readable, 'readable')],
      derived: [native('derived', derived, 'derived')],
      get: [native('get', call => held(arg(call, 0), call), 'svelte.get')],
    },
  },
})

function later(name: string): Value {
  const run: Native = call => {
    for (const given of call.args) callLater(given, call.frame)
    return UNDEFINED
  }
  return [native(name, run, `svelte.${name}`)]
}

/** `mount(App, { target, props })` */
function show(call: Call): Value {
  const props = getMember(
    arg(call, 1).filter(atom => atom.kind === 'object'),
    'props',
    { frame: call.frame },
  )
  return mount(arg(call, 0), props, { ...call, args: [props] })
}

/** What a store holds; of a list of stores, each. */
function held(stores: Value, call: Call): Value {
  const { frame } = call
  if (stores.some(atom => atom.kind === 'object' && atom.tag === 'array'))
    return makeArray(
      frame,
      siteOfCall(call),
      elementsOf(stores, frame).map(one => held(one, call)),
    )
  const places = placesOfStore(stores)
  return places.length > 0 ? places.flatMap(readSlot) : unknown('store')
}

function makeStore(value: Value, call: Call): Value {
  const { frame } = call
  const store = makeThing(frame, siteOfCall(call), 'instance')
  putFields(frame, store, { '#value': value })
  const step = (name: string, run: Native): Value => [native(name, run, `${name}:${store.key}`)]
  putFields(frame, store, {
    set: step('set', inner => write(store, arg(inner, 0), inner)),
    update: step('update', inner => write(store, callback(inner, arg(inner, 0), [held([store], inner)]), inner)),
    subscribe: [
      holding(
        native(
          'subscribe',
          inner => {
            callback(inner, arg(inner, 0), [held([store], inner)])
            return unknown('unsubscribe')
          },
          `subscribe:${store.key}`,
        ),
        [store],
      ),
    ],
  })
  return [store]
}

function write(store: Thing, value: Value, call: Call): Value {
  setFields(call.frame, store, { '#value': value })
  return UNDEFINED
}

/** `readable(value, set => …)`: the function may set it. */
function readable(call: Call): Value {
  const made = makeStore(arg(call, 0), call)
  const set = getMember(made, 'set', { frame: call.frame })
  callback(
    call,
    arg(call, 1).filter(atom => atom.kind === 'function'),
    [set],
  )
  return made
}

function derived(call: Call): Value {
  const stores = arg(call, 0)
  const value = callback(call, arg(call, 1), [held(stores, call)])
  return makeStore(value, call)
}
