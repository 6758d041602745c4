import {
  addToCell,
  arg,
  type Call,
  cellOf,
  type Frame,
  getMember,
  holding,
  invoke,
  keysOf,
  literalTexts,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  readCell,
  release,
  setMember,
  siteOfCall,
  type Thing,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { pairsIn } from '../vue/mapped.ts'
import { plugged, prototypeIn } from '../vue/plugins.ts'

/** A module of the store: its part of the state, and what its names begin with. */
interface Part {
  state: Value
  prefix: string
}

type Kind = 'mutations' | 'actions' | 'getters'

/** What a name stands for, and the module that it belongs to. */
interface Entry {
  run: Value
  part: Part
}

interface Store {
  thing: Thing
  state: Value
  entries: Record<Kind, Map<string, Entry[]>>
}

const MOST_NESTED = 4
const STORE = 'vuex.store'

/** `createStore(options)` and `new Vuex.Store(options)`: every component of the page has it. */
export function createStore(call: Call): Value {
  const { frame } = call
  const thing = makeThing(frame, siteOfCall(call), 'instance')
  const store: Store = { thing, state: [], entries: { mutations: new Map(), actions: new Map(), getters: new Map() } }
  store.state = addPart(store, arg(call, 0), { call, prefix: '', depth: 0 })
  putFields(frame, thing, { state: store.state })
  for (const [name, run] of Object.entries(methodsOf(store, '')))
    putFields(frame, thing, { [name]: [holding(native(name, run, `${name}:${thing.key}`), store.state)] })
  for (const name of ['subscribe', 'watch', 'registerModule', 'replaceState', 'subscribeAction'])
    putFields(frame, thing, { [name]: [native(name, callUnread, `${name}:${thing.key}`)] })
  putFields(frame, thing, { getters: [gettersOf(store, { frame, prefix: '' })] })
  // What plugins give to every component, they give to the store as well.
  thing.lazy = plugged
  thing.holds = []
  addToCell(frame.machine, cellOf(frame.machine, STORE), [thing])
  setMember([prototypeIn(frame)], { name: '$store', value: [thing] }, frame)
  release(getMember(arg(call, 0), 'plugins', { frame }), frame)
  return [thing]
}

/** The store of the page. */
export function storeIn({ machine }: Frame): Value {
  return readCell(cellOf(machine, STORE))
}

const callUnread: Native = call => {
  for (const one of call.args) release(one, call.frame)
  return UNDEFINED
}

interface Adding {
  call: Call
  prefix: string
  depth: number
}

/** Adds a module with all inside of it; gives its part of the state. */
function addPart(store: Store, options: Value, { call, prefix, depth }: Adding): Value {
  const { frame } = call
  const member = (name: string): Value => getMember(options, name, { frame }).filter(atom => atom.kind !== 'unknown')
  const given = member('state')
  const isFunction = given.some(atom => atom.kind === 'function')
  const state: Value = isFunction ? invoke(given, { ...call, args: [] }) : given
  const held = state.some(atom => atom.kind === 'object') ? state : [makeThing(frame, siteOfCall(call), 'instance')]
  const part: Part = { state: held, prefix }
  for (const kind of ['mutations', 'actions', 'getters'] as const)
    addEntries(store.entries[kind], member(kind), { part, frame })
  const modules = member('modules')
  for (const name of depth < MOST_NESTED ? keysOf(modules).names : []) {
    const inner = getMember(modules, name, { frame })
    const isApart = getMember(inner, 'namespaced', { frame }).some(
      atom => atom.kind === 'constant' && atom.value === true,
    )
    const below = addPart(store, inner, { call, prefix: isApart ? `${prefix}${name}/` : prefix, depth: depth + 1 })
    for (const atom of held) if (atom.kind === 'object') putFields(frame, atom, { [name]: below })
  }
  return held
}

function addEntries(into: Map<string, Entry[]>, given: Value, { part, frame }: { part: Part; frame: Frame }): void {
  for (const name of keysOf(given).names) {
    const written = getMember(given, name, { frame })
    const isFunction = written.some(atom => atom.kind === 'function')
    const run = isFunction ? written : getMember(written, 'handler', { frame })
    const key = `${part.prefix}${name}`
    into.set(key, [...(into.get(key) ?? []), { run: run.filter(atom => atom.kind === 'function'), part }])
  }
}

/** `commit` and `dispatch`, as a module sees them. */
export function methodsOf(store: Store, prefix: string): Record<'commit' | 'dispatch', Native> {
  const send = (kind: Kind, call: Call): Value => {
    const { frame } = call
    const first = arg(call, 0)
    const isWhole = first.some(atom => atom.kind === 'object')
    const types = literalTexts(isWhole ? getMember(first, 'type', { frame }) : first)
    const payload = isWhole ? first : arg(call, 1)
    const entries = types.flatMap(
      type => store.entries[kind].get(`${prefix}${type}`) ?? store.entries[kind].get(type) ?? [],
    )
    if (types.length === 0)
      for (const all of store.entries[kind].values()) for (const one of all) release(one.run, frame)
    return entries.flatMap(entry => run(store, kind, { entry, payload, call }))
  }
  return {
    commit: call => {
      send('mutations', call)
      return UNDEFINED
    },
    dispatch: call => promise(send('actions', call)),
  }
}

interface Sending {
  entry: Entry
  payload: Value
  call: Call
}

function run(store: Store, kind: Kind, { entry, payload, call }: Sending): Value {
  const { part } = entry
  const first = kind === 'actions' ? [contextOf(store, part, call)] : part.state
  return invoke(entry.run, { ...call, self: [store.thing], args: [first, payload], types: [] })
}

function contextOf(store: Store, part: Part, call: Call): Thing {
  const { frame } = call
  const context = makeThing(frame, siteOfCall(call), 'instance')
  putFields(frame, context, { state: part.state, rootState: store.state })
  for (const [name, method] of Object.entries(methodsOf(store, part.prefix)))
    putFields(frame, context, {
      [name]: [holding(native(name, method, `${name}:${part.prefix}:${store.thing.key}`), part.state)],
    })
  putFields(frame, context, { getters: [gettersOf(store, { frame, prefix: part.prefix })] })
  putFields(frame, context, { rootGetters: [gettersOf(store, { frame, prefix: '' })] })
  return context
}

function gettersOf(store: Store, { frame, prefix }: { frame: Frame; prefix: string }): Thing {
  const node = frame.node ?? { start: 0, end: 0 }
  const getters = makeThing(frame, -node.start - 1, 'instance')
  getters.lazy = (name, at) => {
    const entries = store.entries.getters.get(`${prefix}${name}`) ?? []
    const call: Call = { args: [], self: [], frame: at, node: at.node ?? node, types: [] }
    const values = entries.flatMap(({ run: getter, part }) =>
      invoke(getter, { ...call, args: [part.state, [getters], store.state, [getters]] }),
    )
    return entries.length > 0 ? values : unknown(name)
  }
  return getters
}

/** What of the store a member of a component may be. */
export type MemberKind = 'state' | 'getters' | 'commit' | 'dispatch'

/** `mapState`, `mapGetters`, `mapActions`, `mapMutations`: members of a component, by the names that they get. */
export function mapped(kind: MemberKind): Native {
  return call => {
    const { frame } = call
    const [first = ''] = literalTexts(arg(call, 0))
    const names = call.args.length > 1 ? arg(call, 1) : arg(call, 0)
    const prefix = call.args.length > 1 ? first.replace(/\/?$/, '/') : ''
    const made = makeThing(frame, siteOfCall(call))
    for (const [name, target] of pairsIn(names, frame)) {
      const key = `vuex.${kind}:${prefix}${name}:${made.key}`
      const member: Native = inner => storeMember(kind, { prefix, target, inner })
      putFields(frame, made, { [name]: [native(name, member, key)] })
    }
    return [made]
  }
}

/** What a member of a component takes from the store: its name or a function, below a prefix, in the call that asks for it. */
interface Mapping {
  prefix: string
  target: Value
  inner: Call
}

/** What a member of a component that is mapped to the store gives. */
export function storeMember(kind: MemberKind, { prefix, target, inner }: Mapping): Value {
  const { frame } = inner
  const store = storeIn(frame)
  const names = literalTexts(target)
  if (kind === 'getters') {
    const getters = getMember(store, 'getters', { frame })
    return names.flatMap(name => getMember(getters, `${prefix}${name}`, { frame }))
  }
  if (kind === 'state') {
    const path = prefix.split('/').filter(Boolean)
    const state = path.reduce<Value>(
      (held, name) => getMember(held, name, { frame }),
      getMember(store, 'state', { frame }),
    )
    const functions = target.filter(atom => atom.kind === 'function')
    const shown = functions.length > 0 ? invoke(functions, { ...inner, args: [state] }) : []
    return [...shown, ...names.flatMap(name => getMember(state, name, { frame }))]
  }
  const method = getMember(store, kind, { frame })
  const types = names.flatMap((name): Value => [{ kind: 'text', parts: [{ text: `${prefix}${name}` }] }])
  return invoke(method, { ...inner, self: store, args: [types, ...inner.args] })
}
