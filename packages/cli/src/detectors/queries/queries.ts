import {
  addToCell,
  arg,
  awaited,
  type Call,
  callback,
  caught,
  cellOf,
  elementsOf,
  type Frame,
  getMember,
  holding,
  isFunction,
  join,
  type Library,
  literalTexts,
  makeArray,
  makeThing,
  type Native,
  native,
  noteType,
  openField,
  promise,
  putFields,
  readCell,
  recall,
  setFields,
  siteOfCall,
  spreadInto,
  type Thing,
  turn,
  UNDEFINED,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import type { Detector, MakeDetector } from '../detector.ts'
import { ADAPTERS, type Adapter } from './adapters.ts'

/** TanStack Query: functions that ask, called by hooks, and what the hooks hand on. */
export const queriesDetector: MakeDetector = (): Detector => ({
  libraries: Object.fromEntries(Object.entries(ADAPTERS).map(([name, adapter]) => [name, libraryOf(adapter)])),
})

// `use…` everywhere, `create…` for Solid and Svelte, `inject…` for Angular.
const hooks = (name: string) => ['use', 'create', 'inject'].map(verb => `${verb}${name}`)

function libraryOf(adapter: Adapter): Library {
  const define = (name: string, run: Native): [string, Value] => [name, [native(name, run, `query.${name}`)]]
  const options = (call: Call) => adapter.options(optionsOf(call), call)
  const one: Native = call => adapter.shown(queryOf(options(call), call), call)
  const pages: Native = call => adapter.shown(pagesOf(options(call), call), call)
  const mutation: Native = call => adapter.shown(mutationOf(adapter.mutation(call), call), call)
  const listed: Native = call => queriesOf(adapter.options(arg(call, 0), call), adapter, call)
  return Object.fromEntries([
    ...[...hooks('Query'), 'useSuspenseQuery', 'usePrefetchQuery'].map(name => define(name, one)),
    ...[...hooks('InfiniteQuery'), 'useSuspenseInfiniteQuery', 'usePrefetchInfiniteQuery'].map(name =>
      define(name, pages),
    ),
    ...[...hooks('Queries'), 'useSuspenseQueries'].map(name => define(name, listed)),
    ...hooks('Mutation').map(name => define(name, mutation)),
    ...['queryOptions', 'infiniteQueryOptions', 'mutationOptions'].map(name => define(name, call => arg(call, 0))),
    ...[...hooks('QueryClient'), 'QueryClient'].map((name): [string, Value] => [
      name,
      [{ ...native(name, clientOf), construct: clientOf }],
    ]),
  ])
}

/** Options as one object; older code gives the key and the function one by one. */
function optionsOf(call: Call): Value {
  const [first = [], second = [], third = []] = call.args
  if (!first.some(isKey) && !second.some(isFunction)) return first
  const options = makeThing(call.frame, siteOfCall(call))
  spreadInto(
    options,
    third.filter(atom => atom.kind === 'object'),
    call.frame,
  )
  putFields(call.frame, options, { queryKey: first })
  putFields(call.frame, options, { queryFn: second })
  return [options]
}

function isKey(atom: Value[number]): boolean {
  return atom.kind === 'text' || (atom.kind === 'object' && atom.tag === 'array')
}

function context(options: Value, call: Call, page: Value): Value {
  const made = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, made, { queryKey: getMember(options, 'queryKey', call) })
  putFields(call.frame, made, { pageParam: page })
  putFields(call.frame, made, { signal: unknown('signal') })
  return [made]
}

/** A frame in which requests count as asked again and again, when the options say so. */
function pollingFrame(options: Value, frame: Frame): Frame {
  const interval = getMember(options, 'refetchInterval', { frame }).filter(
    atom => !(atom.kind === 'constant' && (atom.value === undefined || atom.value === false)),
  )
  return interval.length > 0 ? { ...frame, polls: true } : frame
}

function ask(options: Value, call: Call, page: Value): Value {
  const asking = { ...call, frame: pollingFrame(options, call.frame) }
  const own = getMember(options, 'queryFn', call).filter(atom => atom.kind !== 'constant')
  // What the options of a package hold nobody knows: they may have a function.
  const functions = own.length > 0 || !isKnown(options) ? own : readCell(cellOf(call.frame.machine, DEFAULT))
  return awaited(recall(asking, functions, [context(options, call, page)]), call.frame, call.node)
}

function isKnown(options: Value): boolean {
  return options.every(atom => {
    if (atom.kind === 'object') return atom.bases.every(base => isKnown(base.value))
    return atom.kind === 'constant'
  })
}

// What the client asks with where a query does not say.
const DEFAULT = 'query.default'

function keepDefault(call: Call): void {
  const queries = getMember(getMember(arg(call, 0), 'defaultOptions', call), 'queries', call)
  const functions = getMember(queries, 'queryFn', call).filter(atom => atom.kind === 'function')
  if (functions.length > 0) addToCell(call.frame.machine, cellOf(call.frame.machine, DEFAULT), functions)
}

function selected(options: Value, data: Value, call: Call): Value {
  const select = getMember(options, 'select', call).filter(atom => atom.kind === 'function')
  return select.length > 0 ? callback(turn(call, 1), select, [data]) : data
}

/** What the program itself puts into the cache under a key. */
function cacheOf(options: Value, call: Call) {
  const name = nameOfKey(getMember(options, 'queryKey', call), call)
  return cellOf(call.frame.machine, `query:${name}`)
}

/** The words that a key is made of; keys that differ in other parts share them. */
function nameOfKey(key: Value, call: Call): string {
  const parts = key.some(atom => atom.kind === 'object') ? elementsOf(key, call.frame) : [key]
  return parts.map(part => literalTexts(part).join('|')).join('/')
}

function keepData(call: Call): Value {
  const { machine } = call.frame
  const cell = cellOf(machine, `query:${nameOfKey(arg(call, 0), call)}`)
  const functions = arg(call, 1).filter(atom => atom.kind === 'function')
  const value = functions.length > 0 ? callback(call, functions, [readCell(cell)]) : arg(call, 1)
  addToCell(
    machine,
    cell,
    value.filter(atom => atom.kind !== 'constant'),
  )
  return value
}

function watchInterval(options: Value, call: Call, data: Value): void {
  const interval = getMember(options, 'refetchInterval', call).filter(atom => atom.kind === 'function')
  if (interval.length === 0) return
  const query = makeThing(call.frame, siteOfCall(call))
  const state = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, state, { data })
  putFields(call.frame, query, { state: [state] })
  callback(turn(call, 4), interval, [[query]])
}

function queryOf(options: Value, call: Call): Thing {
  const asked = noteType(ask(options, call, UNDEFINED), call.types[0])
  const data = join(asked, readCell(cacheOf(options, call)))
  watchInterval(options, call, data)
  return resultOf(options, selected(options, data, call), call)
}

function resultOf(options: Value, data: Value, call: Call): Thing {
  const { frame } = call
  const result = makeThing(frame, siteOfCall(call), 'instance')
  const initial = join(getMember(options, 'placeholderData', call), getMember(options, 'initialData', call))
  const plain = initial.filter(atom => atom.kind !== 'function' && atom.kind !== 'constant')
  putFields(frame, result, { data: join(join(data, plain), UNDEFINED) })
  putFields(frame, result, { error: join(caught(frame), [{ kind: 'constant', value: null }]) })
  const again = makeThing(frame, siteOfCall(call), 'instance')
  putFields(frame, again, { data })
  putFields(frame, result, {
    refetch: [
      holding(
        native('refetch', () => promise([again]), `refetch:${result.key}`),
        [again],
      ),
    ],
  })
  return result
}

function pagesOf(options: Value, call: Call): Thing {
  const { frame } = call
  const initial = getMember(options, 'initialPageParam', call)
  const data = ask(options, call, join(initial, unknown('page', { is: 'number' })))
  const pages = makeArray(frame, siteOfCall(call), { items: [], rest: data })
  const whole = makeThing(frame, siteOfCall(call))
  putFields(frame, whole, { pages })
  putFields(frame, whole, { pageParams: unknown('pages') })
  const next = getMember(options, 'getNextPageParam', call).filter(atom => atom.kind === 'function')
  if (next.length > 0) use(callback(turn(call, 2), next, [data, pages, unknown('page', { is: 'number' })]))
  return resultOf(options, selected(options, [whole], call), call)
}

/** Several at once; what `combine` makes of their results is handed on instead of them. */
function queriesOf(given: Value, adapter: Adapter, call: Call): Value {
  const results = elementsOf(getMember(given, 'queries', call), call.frame).map((options, index) => {
    const inner = { ...call, step: index + 1 }
    return adapter.shown(queryOf(options, inner), inner)
  })
  const all = makeArray(call.frame, siteOfCall(call), results)
  const combine = getMember(given, 'combine', call).filter(isFunction)
  return combine.length > 0 ? callback(turn(call, results.length + 1), combine, [all]) : all
}

const AFTER = ['onSuccess', 'onSettled']

function mutationOf(options: Value, call: Call): Thing {
  const { frame } = call
  const mutation = makeThing(frame, siteOfCall(call), 'instance')
  const key = (name: string) => `${name}:${mutation.key}`
  for (const one of getMember(options, 'mutationFn', call))
    if (one.kind === 'function' && one.code) frame.machine.handled.add(one.code.site)
  const mutate: Native = inner => {
    const variables = arg(inner, 0)
    callIf(options, { name: 'onMutate', args: [variables] }, inner)
    const functions = getMember(options, 'mutationFn', inner)
    const data = awaited(recall(inner, functions, [variables]), inner.frame, inner.node)
    setFields(inner.frame, mutation, { data })
    for (const name of AFTER) {
      const args =
        name === 'onSuccess' ? [data, variables] : [data, [{ kind: 'constant' as const, value: null }], variables]
      callIf(options, { name, args }, inner)
      callIf(arg(inner, 1), { name, args }, inner)
    }
    callIf(options, { name: 'onError', args: [caught(inner.frame), variables] }, inner)
    callIf(arg(inner, 1), { name: 'onError', args: [caught(inner.frame), variables] }, inner)
    return promise(data)
  }
  putFields(frame, mutation, { data: UNDEFINED })
  openField(frame, mutation, 'data')
  putFields(frame, mutation, { mutate: [holding(native('mutate', mutate, key('mutate')), options)] })
  putFields(frame, mutation, { error: join(caught(frame), [{ kind: 'constant', value: null }]) })
  putFields(frame, mutation, { mutateAsync: [holding(native('mutateAsync', mutate, key('mutateAsync')), options)] })
  return mutation
}

/** Calls what the options give under a name, if it is a function. */
function callIf(options: Value, called: { name: string; args: readonly Value[] }, call: Call): void {
  const functions = getMember(options, called.name, call).filter(atom => atom.kind === 'function')
  if (functions.length > 0) callback(turn(call, called.name.length), functions, called.args)
}

/** A query client: what asks through it directly. The rest of it keeps answers, and is not followed. */
const KEEP_DATA = native('setQueryData', keepData)

function clientOf(call: Call): Value {
  keepDefault(call)
  const client = makeThing(call.frame, siteOfCall(call), 'instance')
  for (const name of [
    'fetchQuery',
    'prefetchQuery',
    'ensureQueryData',
    'fetchInfiniteQuery',
    'prefetchInfiniteQuery',
  ]) {
    const asking: Native = inner =>
      promise(ask(optionsOf(inner), inner, getMember(optionsOf(inner), 'initialPageParam', inner)))
    putFields(call.frame, client, { [name]: [holding(native(name, asking, `${name}:${client.key}`), [])] })
  }
  putFields(call.frame, client, { setQueryData: [KEEP_DATA] })
  return [client]
}
