import {
  addToCell,
  arg,
  arity,
  awaited,
  type Call,
  callback,
  caught,
  cellOf,
  constant,
  ELEMENT,
  elementsOf,
  type Frame,
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
  type Value,
} from '../../syntax/index.ts'
import { given } from '../clients/options.ts'
import type { MakeDetector } from '../detector.ts'

/** SWR: keys that are addresses, and fetchers given by the call, by its options, or once for all by `SWRConfig`. */
export const swrDetector: MakeDetector = () => {
  const define = (name: string, run: Native): Value => [native(name, run, `swr.${name}`)]
  const useSWR = define('useSWR', swr)
  const shared = {
    SWRConfig: define('SWRConfig', configure),
    useSWRConfig: define('useSWRConfig', configIn),
    mutate: define('mutate', mutate),
    preload: define('preload', call => promise(ask(call, { key: arg(call, 0), fetcher: arg(call, 1) }))),
  }
  const immutable = define('useSWRImmutable', swr)
  const infinite = define('useSWRInfinite', pages)
  const mutation = define('useSWRMutation', mutationOf)
  return {
    libraries: {
      // Up to the first version, pages were asked for from here.
      swr: { default: useSWR, useSWR, useSWRInfinite: infinite, ...shared },
      'swr/immutable': { default: immutable },
      'swr/infinite': { default: infinite, unstable_serialize: define('serialize', call => arg(call, 0)) },
      'swr/mutation': { default: mutation },
      'swr/subscription': { default: define('useSWRSubscription', subscription) },
    },
  }
}

const fetchers = ({ machine }: Frame) => cellOf(machine, 'swr.fetcher')

/** `<SWRConfig value={{ fetcher }}>`; the value may be a function of the outer one. */
function configure(call: Call): Value {
  const value = given(arg(call, 0), 'value', call)
  const functions = value.filter(isFunction)
  const config =
    functions.length > 0
      ? callback(
          call,
          functions,
          configIn(call).map(atom => [atom]),
        )
      : value
  addToCell(call.frame.machine, fetchers(call.frame), given(config, 'fetcher', call).filter(isFunction))
  return ELEMENT
}

function configIn(call: Call): Value {
  const config = makeThing(call.frame, siteOfCall(call), 'instance')
  putFields(call.frame, config, {
    fetcher: readCell(fetchers(call.frame)),
    mutate: [native('mutate', mutate, 'swr.mutate')],
    cache: unknown('cache'),
  })
  return [config]
}

/** The fetcher that a call means: its own, that of its options, or that of all. */
function fetcherOf(call: Call): Value {
  const own = arg(call, 1).filter(isFunction)
  if (own.length > 0) return own
  const options = [...arg(call, 1), ...arg(call, 2)].filter(atom => atom.kind === 'object')
  const named = given(options, 'fetcher', call).filter(isFunction)
  return named.length > 0 ? named : readCell(fetchers(call.frame))
}

interface Asked {
  key: Value
  fetcher: Value
  /** What the fetcher is given beside the key. */
  more?: Value
}

/** Calls the fetcher with the key. A key without a value, and one that cannot be made yet, asks nothing. */
function ask(call: Call, { key, fetcher, more }: Asked): Value {
  const wanted = key.filter(atom => atom.kind !== 'constant')
  if (wanted.length === 0) return []
  let data: Value = []
  for (const one of fetcher) {
    if (one.kind !== 'function') continue
    const listed = wanted.some(atom => atom.kind === 'object' && atom.tag === 'array')
    // The first version hands over the parts of a list one by one, the second the list; a client wants an address.
    const apart = one.code === undefined || arity(one) > 1
    const parts = listed && more === undefined && apart ? elementsOf(wanted, call.frame) : [wanted]
    const asked = recall(turn(call, 1), [one], more === undefined ? parts : [wanted, more])
    data = join(data, awaited(asked, call.frame, call.node))
  }
  return data
}

/** The key itself, or what its function gives. */
function keyOf(value: Value, args: readonly Value[], call: Call): Value {
  const functions = value.filter(isFunction)
  return functions.length > 0 ? callback(turn(call, 3), functions, args) : value
}

function swr(call: Call): Value {
  const polls = given(arg(call, 2), 'refreshInterval', call).some(
    atom => !(atom.kind === 'constant' && (atom.value === 0 || atom.value === null || atom.value === false)),
  )
  const asking = polls ? { ...call, frame: { ...call.frame, polls: true } } : call
  const data = ask(asking, { key: keyOf(arg(call, 0), [], call), fetcher: fetcherOf(call) })
  return resultOf(noteType(data, call.types[0]), call)
}

function resultOf(data: Value, call: Call): Value {
  const { frame } = call
  const result = makeThing(frame, siteOfCall(call), 'instance')
  const options = [...arg(call, 1), ...arg(call, 2)].filter(atom => atom.kind === 'object')
  const done = given(options, 'onSuccess', call).filter(isFunction)
  if (done.length > 0) callback(turn(call, 5), done, [data])
  const failed = given(options, 'onError', call).filter(isFunction)
  if (failed.length > 0) callback(turn(call, 6), failed, [caught(frame)])
  const change: Native = inner => {
    const functions = arg(inner, 0).filter(isFunction)
    const value = functions.length > 0 ? callback(inner, functions, [data]) : arg(inner, 0)
    return promise(awaited(value, inner.frame, inner.node))
  }
  putFields(frame, result, {
    data: join(data, UNDEFINED),
    error: join(caught(frame), UNDEFINED),
    isLoading: unknown('isLoading', { is: 'boolean' }),
    isValidating: unknown('isValidating', { is: 'boolean' }),
    mutate: [holding(native('mutate', change, `mutate:${result.key}`), data)],
  })
  return [result]
}

/** `mutate(key, data)`: the data may be a function or a promise. */
function mutate(call: Call): Value {
  const functions = arg(call, 1).filter(isFunction)
  const value = functions.length > 0 ? callback(call, functions, [unknown('data')]) : arg(call, 1)
  return promise(awaited(value, call.frame, call.node))
}

/** `useSWRInfinite((index, previous) => key, fetcher)`: pages, of which each may lead to the next. */
function pages(call: Call): Value {
  const { frame } = call
  const { machine } = frame
  const known = cellOf(machine, `swr.pages:${siteOfCall(call)}:${frame.context}`)
  const before = readCell(known)
  const index = unknown('index', { is: 'number' })
  const key = keyOf(arg(call, 0), [index, before.length > 0 ? before : constant(null)], call)
  const data = noteType(ask(call, { key, fetcher: fetcherOf(call) }), call.types[0])
  addToCell(machine, known, data)
  const [result] = resultOf(makeArray(frame, siteOfCall(call), { items: [], rest: data }), call)
  if (result?.kind !== 'object') return []
  const setSize: Native = inner => {
    callback(inner, arg(inner, 0).filter(isFunction), [index])
    return promise(UNDEFINED)
  }
  putFields(frame, result, { size: index, setSize: [native('setSize', setSize, `setSize:${result.key}`)] })
  return [result]
}

/** `useSWRMutation(key, (key, { arg }) => …)`: asks when it is triggered. */
function mutationOf(call: Call): Value {
  const { frame } = call
  const holds = call.args.flat()
  const made = makeThing(frame, siteOfCall(call), 'instance')
  const trigger: Native = inner => {
    const more = makeThing(inner.frame, siteOfCall(inner))
    putFields(inner.frame, more, { arg: arg(inner, 0) })
    const key = keyOf(arg(call, 0), [], inner)
    const data = ask(inner, { key, fetcher: fetcherOf(call), more: [more] })
    const done = [...given(arg(call, 2), 'onSuccess', inner), ...given(arg(inner, 1), 'onSuccess', inner)]
    if (done.some(isFunction)) callback(turn(inner, 5), done.filter(isFunction), [data, key])
    return promise(data)
  }
  putFields(frame, made, {
    trigger: [holding(native('trigger', trigger, `trigger:${made.key}`), holds)],
    data: unknown('data'),
    error: join(caught(frame), UNDEFINED),
    isMutating: unknown('isMutating', { is: 'boolean' }),
  })
  return [made]
}

/** `useSWRSubscription(key, (key, { next }) => stop)`. */
function subscription(call: Call): Value {
  const cell = cellOf(call.frame.machine, `swr.subscribed:${siteOfCall(call)}:${call.frame.context}`)
  const next: Native = inner => {
    const functions = arg(inner, 1).filter(isFunction)
    const value = functions.length > 0 ? callback(inner, functions, [readCell(cell)]) : arg(inner, 1)
    addToCell(inner.frame.machine, cell, value)
    return UNDEFINED
  }
  const tools = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, tools, { next: [native('next', next, `next:${tools.key}`)] })
  callback(call, arg(call, 1).filter(isFunction), [keyOf(arg(call, 0), [], call), [tools]])
  const result = makeThing(call.frame, siteOfCall(call), 'instance')
  putFields(call.frame, result, { data: join(getMember([result], 'data', call), readCell(cell)), error: UNDEFINED })
  return [result]
}
