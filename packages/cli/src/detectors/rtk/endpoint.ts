import {
  addToCell,
  answer,
  arg,
  awaited,
  type Call,
  callback,
  cellOf,
  getMember,
  holding,
  isFunction,
  join,
  makeArray,
  makeThing,
  type Native,
  native,
  noteType,
  promise,
  putFields,
  readCell,
  recall,
  siteOfCall,
  turn,
  UNDEFINED,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import { given } from '../clients/options.ts'
import { waitingFor } from '../clients/waiting.ts'

/** One endpoint of an api. */
export interface Endpoint {
  key: string
  name: string
  kind: 'query' | 'mutation' | 'infiniteQuery'
  options: Value
  /** The function that sends. */
  base: Value
  /** Something asks for it. */
  asked: boolean
}

/** What an endpoint answers, once it is asked with an argument. */
export function asked(endpoint: Endpoint, argument: Value, call: Call): Value {
  const { frame, node } = call
  if (frame.machine.live) endpoint.asked = true
  const option = (name: string) => given(endpoint.options, name, call).filter(isFunction)
  const api: Value = [toolsOf(call)]
  const extra = given(endpoint.options, 'extraOptions', call)
  const base: Native = inner => callback(inner, endpoint.base, [arg(inner, 0), api, extra])
  const through = holding(native('base', base, `rtk.through:${endpoint.key}`), endpoint.base)
  const query = option('query')
  const answered =
    query.length > 0
      ? callback(turn(call, 1), endpoint.base, [callback(call, query, [argument]), api, extra])
      : callback(call, option('queryFn'), [argument, api, extra, [through]])
  const data = getMember(awaited(answered, frame, node), 'data', { frame }).filter(atom => atom.kind !== 'constant')
  const transform = option('transformResponse')
  const result = transform.length > 0 ? callback(turn(call, 2), transform, [data, unknown('meta'), argument]) : data
  const whole = awaited(result, frame, node)
  follow(option('onQueryStarted'), whole, { ...call, args: [argument] })
  follow(option('onCacheEntryAdded'), whole, { ...call, args: [argument] })
  return whole
}

function toolsOf(call: Call) {
  const tools = makeThing(call.frame, siteOfCall(call), 'instance')
  putFields(call.frame, tools, {
    getState: [native('getState', () => unknown('state'), 'rtk.getState')],
    dispatch: [native('dispatch', dispatch, 'rtk.dispatch')],
    signal: unknown('signal'),
  })
  return tools
}

/** What is dispatched from within an api: functions run, the rest is not followed. */
const dispatch: Native = call => {
  const functions = arg(call, 0).filter(isFunction)
  return functions.length > 0
    ? callback(call, functions, [[native('dispatch', dispatch, 'rtk.dispatch')]])
    : arg(call, 0)
}

/** `onQueryStarted(arg, { dispatch, queryFulfilled })`, and what runs while an answer is kept. */
function follow(functions: Value, data: Value, call: Call): void {
  if (functions.length === 0) return
  const tools = toolsOf(call)
  const done = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, done, { data })
  const update: Native = inner => {
    callback(inner, arg(inner, 0).filter(isFunction), [data])
    return UNDEFINED
  }
  putFields(call.frame, tools, {
    queryFulfilled: promise([done]),
    cacheDataLoaded: promise([done]),
    cacheEntryRemoved: promise(UNDEFINED),
    updateCachedData: [holding(native('update', update, `update:${tools.key}`), data)],
  })
  callback(turn(call, 3), functions, [arg(call, 0), [tools]])
}

/** `dispatch(api.endpoints.x.initiate(arg))`. It asks when it is made: who makes one dispatches it. */
export function initiator(endpoint: Endpoint): Native {
  return call => [handle(askIn(endpoint, call), call)]
}

function askIn(endpoint: Endpoint, call: Call): Value {
  const given_ = call.args[0] ?? (call.free ? unknown('arg') : UNDEFINED)
  const ask: Native = inner =>
    endpoint.kind === 'infiniteQuery' ? pagesOf(endpoint, arg(inner, 0), inner) : asked(endpoint, arg(inner, 0), inner)
  const options = arg(call, 1)
  const interval = given(options, 'pollingInterval', call).filter(atom => !isZero(atom))
  const asking = interval.length > 0 ? { ...call, frame: { ...call.frame, polls: true } } : call
  const held = [...endpoint.options, ...endpoint.base]
  const answer = recall(asking, [holding(native('ask', ask, `rtk.ask:${endpoint.key}`), held)], [given_])
  return noteType(answer, undefined)
}

/** Pages after pages: each is asked for with the argument and what the one before gave for it. */
function pagesOf(endpoint: Endpoint, argument: Value, call: Call): Value {
  const { frame } = call
  const options = given(endpoint.options, 'infiniteQueryOptions', call)
  const [asking, whole] = [makeThing(frame, siteOfCall(call)), makeThing(frame, siteOfCall(call))]
  const pageParam = join(given(options, 'initialPageParam', call), unknown('page'))
  putFields(frame, asking, { queryArg: argument, pageParam })
  const data = asked(endpoint, [asking], call)
  const pages = makeArray(frame, siteOfCall(call), { items: [], rest: data })
  putFields(frame, whole, { pages, pageParams: unknown('pages') })
  const next = given(options, 'getNextPageParam', call).filter(isFunction)
  use(callback(turn(call, 5), next, [data, pages, pageParam]))
  return [whole]
}

function isZero(atom: Value[number]): boolean {
  return atom.kind === 'constant' && (atom.value === 0 || atom.value === undefined)
}

/** A promise of `{ data, error }` with `unwrap()`, as dispatching and triggering give. */
function handle(data: Value, call: Call) {
  const { frame } = call
  const result = makeThing(frame, siteOfCall(call))
  const body: Value = [answer(frame.machine.refused)]
  const error = makeThing(frame, siteOfCall(call))
  putFields(frame, error, { data: body, status: unknown('status', { is: 'number' }) })
  putFields(frame, result, { data: join(data, UNDEFINED), error: join([error], UNDEFINED) })
  const steps = {
    unwrap: () => promise(data),
    unsubscribe: () => UNDEFINED,
    abort: () => UNDEFINED,
    refetch: () => promise([result]),
  }
  return waitingFor([result], steps, call)
}

/** `useXQuery(arg, options)`. */
export function queryHook(endpoint: Endpoint): Native {
  return call => {
    const skipped = call.args[0]?.every(atom => atom.kind === 'constant') && call.args[0].length > 1
    const data = skipped ? [] : askIn(endpoint, call)
    const select = given(arg(call, 1), 'selectFromResult', call).filter(isFunction)
    const result = resultOf(data, call)
    return select.length > 0 ? callback(turn(call, 4), select, [result]) : result
  }
}

function resultOf(data: Value, call: Call): Value {
  const { frame } = call
  const result = makeThing(frame, siteOfCall(call), 'instance')
  const body: Value = [answer(frame.machine.refused)]
  const error = makeThing(frame, siteOfCall(call))
  putFields(frame, error, { data: body, status: unknown('status', { is: 'number' }) })
  const whole = join(data, UNDEFINED)
  putFields(frame, result, { data: whole, currentData: whole, error: join([error], UNDEFINED) })
  for (const name of ['isLoading', 'isFetching', 'isSuccess', 'isError', 'isUninitialized']) {
    putFields(frame, result, { [name]: unknown(name, { is: 'boolean' }) })
  }
  const again: Native = inner => [handle(data, inner)]
  putFields(frame, result, { refetch: [holding(native('refetch', again, `refetch:${result.key}`), data)] })
  return [result]
}

/** `const [trigger, result] = useXMutation()`. */
export function mutationHook(endpoint: Endpoint): Native {
  return call => triggered(endpoint, call)
}

/** `const [trigger, result] = useLazyXQuery()`. */
export function lazyHook(endpoint: Endpoint): Native {
  return call => triggered(endpoint, call)
}

function triggered(endpoint: Endpoint, call: Call): Value {
  const { frame } = call
  const cell = cellOf(frame.machine, `rtk.data:${endpoint.key}`)
  const held = [...endpoint.options, ...endpoint.base]
  const trigger: Native = inner => {
    const data = askIn(endpoint, inner)
    addToCell(inner.frame.machine, cell, data)
    return [handle(data, inner)]
  }
  const key = `trigger:${endpoint.key}:${siteOfCall(call)}:${frame.context}`
  return makeArray(frame, siteOfCall(call), [
    [holding(native('trigger', trigger, key), held)],
    resultOf(readCell(cell), call),
  ])
}
