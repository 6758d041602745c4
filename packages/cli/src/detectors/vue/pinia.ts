import {
  arg,
  assignInto,
  type Call,
  callback,
  type Frame,
  getMember,
  holding,
  invoke,
  keysOf,
  type Library,
  literalText,
  makeGlobal,
  makeThing,
  type Native,
  native,
  putFields,
  runTask,
  setFields,
  siteOfCall,
  spreadInto,
  type Thing,
  text,
  UNDEFINED,
  type Value,
} from '../../syntax/index.ts'
import { mappers } from './mapped.ts'
import { toRefs } from './reactive.ts'

/** Pinia: each store is made once, and is the same object wherever it is used. */
export function pinia(): Library {
  return {
    createPinia: [native('createPinia', () => [makeGlobal('pinia')])],
    defineStore: [native('defineStore', defineStore)],
    storeToRefs: [native('storeToRefs', toRefs)],
    ...mappers(),
  }
}

function defineStore(call: Call): Value {
  const id = literalText(arg(call, 0)) ?? literalText(getMember(arg(call, 0), 'id', call))
  const name = id ?? 'store'
  const definition = call.args.length > 1 ? arg(call, 1) : arg(call, 0)
  let making: Value | undefined
  const make = (inner: Call): Value => {
    const store = makeThing({ ...inner.frame, context: 0 }, siteOfCall(call), 'instance')
    making = [store]
    fill(store, definition, { ...inner, frame: { ...inner.frame, context: 0 }, node: call.node })
    making = undefined
    return [store]
  }
  const useStore: Native = inner => {
    if (making) return making
    const { machine } = inner.frame
    const again = () => void useStore(inner)
    return runTask(machine, { name: `store ${name}:${siteOfCall(call)}`, inputs: [definition], again }, () =>
      make(inner),
    )
  }
  const made = holding(native('useStore', useStore, `store:${name}:${siteOfCall(call)}`), definition)
  return id === undefined ? [made] : [{ ...made, statics: makeGlobal(`statics:${made.key}`, { $id: text(id) }) }]
}

function fill(store: Thing, definition: Value, call: Call): void {
  const { frame } = call
  const setup = definition.filter(atom => atom.kind === 'function')
  if (setup.length > 0) {
    spreadInto(store, callback(call, setup, []), frame)
    return
  }
  const self: Value = [store]
  const state = getMember(definition, 'state', { frame })
  const initial = state.some(atom => atom.kind === 'function') ? callback(call, state, []) : state
  spreadInto(store, initial, frame)
  putFields(frame, store, { $state: self })
  const fields = keysOf(initial).names
  store.written = (name, value, at) => name === '$state' && replace(store, { fields, value }, at)
  putFields(frame, store, {
    $patch: [
      holding(
        native('$patch', inner => patch(store, inner), `$patch:${store.key}`),
        [],
      ),
    ],
  })
  const actions = getMember(definition, 'actions', { frame })
  for (const name of keysOf(actions).names) {
    const action = getMember(actions, name, { frame })
    const bound = holding(
      native(name, inner => invoke(action, { ...inner, self }), `${name}:${store.key}`),
      action,
    )
    // Whoever is handed an action may call it as any other function.
    const [only] = action
    const code = only?.kind === 'function' && action.length === 1 ? only.code : undefined
    putFields(frame, store, { [name]: [code ? { ...bound, code: { ...code, self } } : bound] })
  }
  const getters = getMember(definition, 'getters', { frame })
  const names = new Set(keysOf(getters).names)
  store.holds = getters
  store.lazy = (name, at) =>
    names.has(name)
      ? invoke(getMember(getters, name, { frame: at }), { ...call, frame: at, self, args: [self] })
      : undefined
}

/** `store.$state = answer`: what the state begins with comes from there from now on. */
function replace(store: Thing, { fields, value }: { fields: readonly string[]; value: Value }, frame: Frame): true {
  for (const name of fields) setFields(frame, store, { [name]: getMember(value, name, { frame }) })
  return true
}

function patch(store: Thing, call: Call): Value {
  const functions = arg(call, 0).filter(atom => atom.kind === 'function')
  if (functions.length > 0) callback(call, functions, [[store]])
  else assignInto(store, arg(call, 0), call.frame)
  return UNDEFINED
}
