import {
  arg,
  type Call,
  callback,
  callLater,
  getMember,
  mount,
  type Native,
  native,
  UNDEFINED,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { kit } from './kit.ts'
import { held, makeStore } from './stores.ts'
import { SUPERFORMS } from './superforms.ts'

/** Svelte: stores, life cycles, and what its kit gives to pages. */
export const svelteDetector: MakeDetector = () => ({
  ...kit,
  libraries: {
    ...kit.libraries,
    ...SUPERFORMS,
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
