import {
  addElement,
  arg,
  type Call,
  callback,
  callLater,
  elementsOf,
  type Library,
  makeArray,
  makeGlobal,
  type Native,
  native,
  siteOfCall,
  turn,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { inject, provider } from './provided.ts'

/** MobX: what is observed is what it was before; lists may be filled anew, and reactions run. */
export const mobxDetector: MakeDetector = () => {
  const observer: Value = [native('observer', first, 'mobx.observer')]
  const bindings: Library = {
    observer,
    inject: [native('inject', inject, 'mobx.inject')],
    Provider: [native('Provider', provider, 'mobx.Provider')],
  }
  return { libraries: { mobx: MOBX, 'mobx-react': bindings, 'mobx-react-lite': { observer } } }
}

const define = (name: string, run: Native): [string, Value] => [name, [native(name, run, `mobx.${name}`)]]

function first(call: Call): Value {
  return arg(call, 0)
}

/** `action(run)` and `action('name', run)`. */
function last(call: Call): Value {
  return call.args.at(-1) ?? []
}

/** `observable.array(items)`: `replace` fills it anew. */
function list(call: Call): Value {
  const { frame } = call
  const made = makeArray(frame, siteOfCall(call), elementsOf(arg(call, 0), frame))
  for (const atom of made) {
    if (atom.kind !== 'object') continue
    const replace: Native = inner => {
      for (const item of elementsOf(arg(inner, 0), inner.frame)) addElement(inner.frame, atom, item)
      return made
    }
    atom.lazy = name => (name === 'replace' ? [native(name, replace, `replace:${atom.key}`)] : undefined)
  }
  return made
}

/** `observable.map(entries)` */
function map(call: Call): Value {
  const [made] = call.frame.machine.world.globals.Map ?? []
  return made?.kind === 'function' ? (made.construct?.(call) ?? []) : unknown('map')
}

/** `reaction(what, then)` and `when(what, then)`. */
const react: Native = call => {
  const seen = callback(call, arg(call, 0), [])
  callback(turn(call, 1), arg(call, 1), [seen])
  return unknown('dispose')
}

const autorun: Native = call => {
  callLater(arg(call, 0), call.frame)
  return unknown('dispose')
}

const KINDS = Object.fromEntries([
  define('array', list),
  define('map', map),
  ...['object', 'ref', 'shallow', 'deep', 'struct'].map(name => define(name, first)),
])

const MOBX: Library = Object.fromEntries([
  [
    'observable',
    [{ ...native('observable', first, 'mobx.observable'), statics: makeGlobal('mobx.observable', KINDS) }],
  ],
  ['action', [{ ...native('action', last, 'mobx.action'), statics: makeGlobal('mobx.action', { bound: UNDEFINED }) }]],
  define('runInAction', call => callback(call, arg(call, 0), [])),
  define('makeAutoObservable', first),
  define('makeObservable', first),
  define('toJS', first),
  define('reaction', react),
  define('when', react),
  define('autorun', autorun),
])
