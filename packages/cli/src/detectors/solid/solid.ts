import {
  addToCell,
  arg,
  awaited,
  type Call,
  callback,
  callLater,
  cellOf,
  ELEMENT,
  elementsOf,
  type Frame,
  getMember,
  holding,
  isFunction,
  joinAll,
  type Library,
  literalTexts,
  makeArray,
  makeGlobal,
  makeThing,
  type Native,
  native,
  promise,
  readCell,
  setFields,
  settle,
  siteOfCall,
  turn,
  UNDEFINED,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'

/** Solid: signals, resources, stores, the components that show lists, and its router's queries and actions. */
export const solidDetector: MakeDetector = () => ({
  libraries: {
    'solid-js': CORE,
    'solid-js/store': STORE,
    'solid-js/web': {
      ...Object.fromEntries(['For', 'Index', 'Show', 'Match'].map(name => [name, CORE[name] ?? []])),
      render: run('render', call => callback(call, arg(call, 0), [])),
      Dynamic: CORE.Show ?? [],
    },
    '@solidjs/router': ROUTER,
    '@solidjs/start/router': ROUTER,
  },
})

function run(name: string, does: Native): Value {
  return [native(name, does, `solid.${name}`)]
}

const first: Native = call => arg(call, 0)

const later: Native = call => {
  callLater(arg(call, 0).filter(isFunction), call.frame)
  return UNDEFINED
}

/** A function that gives what a cell and a first value hold. */
function reader(call: Call, name: string, initial: Value): { read: Value; add: (value: Value) => void } {
  const key = `${name}:${siteOfCall(call)}:${call.frame.context}`
  const cell = cellOf(call.frame.machine, `solid.${key}`)
  const read = holding(
    native(name, () => settle(initial, readCell(cell)), key),
    initial,
  )
  return { read: [read], add: value => addToCell(call.frame.machine, cell, value) }
}

/** `const [value, set] = createSignal(first)`. */
const signal: Native = call => {
  const initial = call.args.length > 0 ? arg(call, 0) : UNDEFINED
  const { read, add } = reader(call, 'signal', initial)
  const set: Native = inner => {
    const functions = arg(inner, 0).filter(isFunction)
    add(arg(inner, 0).filter(atom => !isFunction(atom)))
    if (functions.length > 0) add(callback(inner, functions, [callback(turn(inner, 1), read, [])]))
    return arg(inner, 0)
  }
  const setter = holding(native('set', set, `set:${siteOfCall(call)}:${call.frame.context}`), initial)
  return makeArray(call.frame, siteOfCall(call), [read, [setter]])
}

const memo: Native = call => {
  const value = callback(call, arg(call, 0), [])
  return [
    holding(
      native('memo', () => value, `memo:${siteOfCall(call)}:${call.frame.context}`),
      value,
    ),
  ]
}

/** `createResource(source, fetcher)` and `createResource(fetcher)`. */
const resource: Native = call => {
  const hasSource = arg(call, 1).some(isFunction)
  const source = arg(call, 0)
  const asked = source.some(isFunction) ? callback(call, source.filter(isFunction), []) : source
  const fetcher = (hasSource ? arg(call, 1) : arg(call, 0)).filter(isFunction)
  const info = makeGlobal('solid.info', { value: unknown('value'), refetching: unknown('refetching') })
  const args = hasSource ? [known(asked, 'source'), [info]] : [unknown('source'), [info]]
  const data = awaited(callback(turn(call, 1), fetcher, args), call.frame, call.node)
  const { read } = reader(call, 'resource', data)
  const actions = makeGlobal('solid.resource', {
    refetch: run('refetch', () => UNDEFINED),
    mutate: run('mutate', () => UNDEFINED),
  })
  return makeArray(call.frame, siteOfCall(call), [withState(read, data), [actions]])
}

/** What is not there yet (undefined, null, false) is asked for when it is. */
function known(value: Value, name: string): Value {
  const there = value.filter(atom => atom.kind !== 'constant' || atom.value === true || typeof atom.value === 'number')
  return there.length > 0 ? there : unknown(name)
}

function withState(read: Value, data: Value): Value {
  const statics = makeGlobal('solid.state', { latest: data, loading: unknown('loading'), error: unknown('error') })
  return read.map(atom => (atom.kind === 'function' ? { ...atom, statics } : atom))
}

/** `createAsync(() => getTodos())`. */
const async_: Native = call => {
  const data = awaited(callback(call, arg(call, 0), []), call.frame, call.node)
  return withState(reader(call, 'async', data).read, data)
}

/** Components that show a list, an item at a time, or one value; children may be functions. */
function shower(name: string, given: 'each' | 'when'): Value {
  return run(name, call => {
    const props = arg(call, 0)
    const value = getMember(props, given, call)
    const items = given === 'each' ? itemsOf(elementsOf(value, call.frame)) : [value]
    const children = getMember(props, 'children', call).filter(isFunction)
    use(value)
    for (const [index, item] of items.entries()) {
      const inner = index === 0 ? call : turn(call, index)
      const key = `item:${siteOfCall(call)}:${call.frame.context}${index === 0 ? '' : `:${index}`}`
      const shown =
        name === 'For'
          ? item
          : [
              holding(
                native('item', () => item, key),
                item,
              ),
            ]
      use(callback(inner, children, [shown, unknown('index')]))
    }
    return ELEMENT
  })
}

const MOST_ITEMS = 64

/** A table of pages has more rows than one value has alternatives: each is shown for itself. */
function itemsOf(items: readonly Value[]): readonly Value[] {
  const isTable = items.length <= MOST_ITEMS && items.every(item => item.every(atom => atom.kind === 'object'))
  return isTable && items.length > 0 ? items : [joinAll(items)]
}

const lazy: Native = call => {
  const show: Native = inner => {
    const component = getMember(awaited(callback(inner, arg(call, 0), []), inner.frame, inner.node), 'default', inner)
    use(callback(turn(inner, 1), component, inner.args))
    return ELEMENT
  }
  return [holding(native('component', show, `lazy:${siteOfCall(call)}:${call.frame.context}`), arg(call, 0))]
}

const CORE: Library = {
  createSignal: run('createSignal', signal),
  createMemo: run('createMemo', memo),
  createResource: run('createResource', resource),
  createEffect: run('createEffect', later),
  createRenderEffect: run('createRenderEffect', later),
  createComputed: run('createComputed', later),
  onMount: run('onMount', later),
  onCleanup: run('onCleanup', later),
  batch: run('batch', call => callback(call, arg(call, 0), [])),
  untrack: run('untrack', call => callback(call, arg(call, 0), [])),
  mergeProps: run('mergeProps', call => call.args.flat()),
  lazy: run('lazy', lazy),
  For: shower('For', 'each'),
  Index: shower('Index', 'each'),
  Show: shower('Show', 'when'),
  Match: shower('Match', 'when'),
}

/** `setState('list', value)`, `setState({ list })`, `setState('list', 0, 'done', true)`. */
const store: Native = call => {
  const given = arg(call, 0).filter(atom => atom.kind === 'object')
  const state: Value = given.length > 0 ? given : [makeThing(call.frame, siteOfCall(call))]
  const set: Native = inner => {
    const path = inner.args.slice(0, -1)
    const last = inner.args.at(-1) ?? []
    const value = [...last.filter(atom => !isFunction(atom)), ...callback(inner, last.filter(isFunction), [state])]
    const [step] = path.map(one => literalTexts(one)[0])
    if (path.length === 0) merge(state, value, inner.frame)
    else if (step !== undefined && path.length === 1) write(state, { [step]: value }, inner.frame)
    return UNDEFINED
  }
  const key = `setStore:${siteOfCall(call)}:${call.frame.context}`
  return makeArray(call.frame, siteOfCall(call), [state, [holding(native('setStore', set, key), state)]])
}

function write(state: Value, fields: Record<string, Value>, frame: Frame): void {
  for (const atom of state) if (atom.kind === 'object') setFields(frame, atom, fields)
}

function merge(state: Value, value: Value, frame: Frame): void {
  for (const atom of value) {
    if (atom.kind !== 'object') continue
    for (const name of atom.slots.keys()) write(state, { [name]: getMember([atom], name, { frame }) }, frame)
  }
}

const STORE: Library = {
  createStore: run('createStore', store),
  createMutable: run('createMutable', first),
  reconcile: run('reconcile', first),
  unwrap: run('unwrap', first),
  produce: run('produce', first),
}

const submission: Native = () => unknown('submission')

const ROUTER: Library = {
  query: run('query', first),
  cache: run('cache', first),
  action: run('action', first),
  createAsync: run('createAsync', async_),
  createAsyncStore: run('createAsyncStore', async_),
  useAction: run('useAction', first),
  useSubmission: run('useSubmission', submission),
  useSubmissions: run('useSubmissions', submission),
  json: run('json', call => promise(arg(call, 0))),
}
