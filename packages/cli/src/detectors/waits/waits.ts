import {
  arg,
  awaited,
  type Call,
  callback,
  elementsOf,
  holding,
  isListed,
  joinAll,
  type Library,
  makeArray,
  makeGlobal,
  makeThing,
  type Native,
  NULL,
  native,
  promise,
  siteOfCall,
  turn,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { made } from '../lodash/functions.ts'

/** Packages that call functions in their own time: queues, limits, retries, locks, and lists of promises. */
export const waitsDetector: MakeDetector = () => {
  const run = define('run', runs(0))
  const second = define('second', runs(1))
  const retried: Library = { retry: run, retryAsync: run, default: run }
  const map = define('map', mapped(0, 1))
  const all = define('all', everyOne)
  const limit = define('limit', call => [limiter(call)])
  const queue = classOf('PQueue')
  const lock = classOf('Mutex')
  const outcome = define('to', settledPair)
  return {
    libraries: {
      'p-limit': { default: limit, pLimit: limit },
      'p-queue': { default: queue },
      'p-retry': { default: run },
      'async-retry': { default: run },
      'exponential-backoff': { backOff: run },
      'ts-retry-promise': retried,
      'ts-retry': { ...retried, retryAsyncDecorator: GIVEN },
      'promise-retry': { default: define('promiseRetry', retriedWith) },
      'p-map': { default: map },
      'p-map-series': { default: map },
      'p-each-series': { default: map },
      'p-all': { default: all },
      'p-series': { default: all },
      'p-throttle': { default: define('pThrottle', () => GIVEN) },
      'p-timeout': { default: define('pTimeout', call => arg(call, 0)) },
      'p-min-delay': { default: define('pMinDelay', call => arg(call, 0)) },
      'throttle-debounce': { throttle: GIVEN, debounce: GIVEN },
      bottleneck: { default: classOf('Bottleneck') },
      'async-mutex': { Mutex: lock, Semaphore: lock, withTimeout: define('withTimeout', call => arg(call, 0)) },
      'async-lock': { default: classOf('AsyncLock') },
      'await-to-js': { default: outcome, to: outcome },
      'es-toolkit': { retry: run, withTimeout: run },
      radash: {
        retry: second,
        map: define('radash.map', mapped(0, 1)),
        parallel: define('parallel', mapped(1, 2)),
        tryit: define('tryit', tried),
        try: define('tryit', tried),
        all: define('radash.all', settledAll),
      },
      bluebird: { default: define('Promise', call => promise(arg(call, 0))).map(withStatics) },
    },
  }
}

const define = (name: string, action: Native): Value => [native(name, action, `waits.${name}`)]

/** The function that is given, whatever it is wrapped in. */
const given: Native = call => call.args.flatMap(one => one.filter(atom => atom.kind === 'function'))
const GIVEN: Value = define('given', given)

/** The function at a place is called, with what follows it; whoever waits gets what it gives. */
function runs(index: number): Native {
  return call => {
    const functions = arg(call, index).filter(atom => atom.kind === 'function')
    const rest = call.args.slice(index + 1)
    const plain = rest.filter(one => !one.some(atom => atom.kind === 'object' && atom.tag === 'plain'))
    const args = plain.length > 0 ? plain : [unknown('attempt')]
    return promise(awaited(callback(turn(call, 0), functions, args), call.frame, call.node))
  }
}

/** As `runs`, with exactly the arguments that follow. */
const handedOn: Native = call => {
  const at = call.args.findIndex(one => one.some(atom => atom.kind === 'function'))
  if (at < 0) return promise([])
  return promise(awaited(callback(turn(call, 0), arg(call, at), call.args.slice(at + 1)), call.frame, call.node))
}

/** `promiseRetry((retry, attempt) => …)`. */
const retriedWith: Native = call => {
  const functions = call.args.find(one => one.some(atom => atom.kind === 'function')) ?? []
  const again = define('again', inner => arg(inner, 0))
  return promise(awaited(callback(call, functions, [again, unknown('attempt')]), call.frame, call.node))
}

function mapped(list: number, fn: number): Native {
  return call => {
    const [items, change] = arg(call, list).some(atom => atom.kind === 'function')
      ? [arg(call, fn), arg(call, list)]
      : [arg(call, list), arg(call, fn)]
    const results = elementsOf(awaited(items, call.frame, call.node), call.frame).map((item, index) =>
      awaited(callback(turn(call, index), change, [item, unknown('index')]), call.frame, call.node),
    )
    return promise(listOf(results, isListed(items), call))
  }
}

function listOf(values: readonly Value[], listed: boolean, call: Call): Value {
  const site = siteOfCall(call)
  return makeArray(call.frame, site, listed ? values : { items: [], rest: joinAll(values) })
}

/** A list of functions, all of them called. */
const everyOne: Native = call => {
  const results = elementsOf(arg(call, 0), call.frame).map((one, index) =>
    awaited(callback(turn(call, index), one, []), call.frame, call.node),
  )
  return promise(listOf(results, isListed(arg(call, 0)), call))
}

/** `all({ books: promise })` and `all([promise])`. */
const settledAll: Native = call => {
  const results = elementsOf(arg(call, 0), call.frame).map(one => awaited(one, call.frame, call.node))
  return promise(listOf(results, isListed(arg(call, 0)), call))
}

/** `const [error, data] = await to(promise)`. */
const settledPair: Native = call => {
  const value = awaited(arg(call, 0), call.frame, call.node)
  return promise(makeArray(call.frame, siteOfCall(call), [[...unknown('error'), ...NULL], value]))
}

/** `tryit(run)(…)` gives an error or a value, as a pair. */
const tried: Native = call =>
  made('tryit', inner => settledPair({ ...inner, args: [callback(inner, arg(call, 0), inner.args)] }), {
    call,
    holds: [arg(call, 0)],
  })

function limiter(call: Call): Value[number] {
  const map = define('limit.map', mapped(0, 1))
  return {
    ...native('limit', handedOn, `waits.limit:${siteOfCall(call)}`),
    statics: makeGlobal('waits.limit', { map }),
  }
}

const METHODS: Readonly<Record<string, Native>> = {
  add: handedOn,
  addAll: everyOne,
  schedule: handedOn,
  wrap: given,
  runExclusive: handedOn,
  acquire: call =>
    call.args.some(one => one.some(atom => atom.kind === 'function')) ? handedOn(call) : released(call),
  execute: handedOn,
}

const released: Native = () => promise(define('release', () => []))

/** A queue or a lock. */
function classOf(name: string): Value {
  const construct: Native = call => {
    const thing = makeThing(call.frame, siteOfCall(call), 'instance')
    thing.holds = []
    thing.lazy = member => {
      const action = Object.hasOwn(METHODS, member) ? METHODS[member] : undefined
      return action ? [holding(native(member, action, `${member}:${thing.key}`), [])] : unknown(member)
    }
    return [thing]
  }
  return [{ ...native(name, construct, `waits.${name}`), construct }]
}

/** Bluebird's own members beside those of the language's promises. */
function withStatics(atom: Value[number]): Value[number] {
  if (atom.kind !== 'function') return atom
  const statics = makeGlobal('bluebird', {
    map: define('Promise.map', mapped(0, 1)),
    mapSeries: define('Promise.mapSeries', mapped(0, 1)),
    each: define('Promise.each', mapped(0, 1)),
    try: define('Promise.try', runs(0)),
    method: GIVEN,
  })
  const own = (frame: Call['frame']) => frame.machine.world.globals.Promise ?? []
  statics.lazy = (name, frame) => {
    const [language] = own(frame)
    return language?.kind === 'function' ? language.statics?.slots.get(name)?.value : undefined
  }
  const construct: Native = call => {
    const [language] = own(call.frame)
    return language?.kind === 'function' ? (language.construct?.(call) ?? []) : []
  }
  return { ...atom, statics, construct }
}
