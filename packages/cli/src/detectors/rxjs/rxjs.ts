import {
  addToCell,
  arg,
  type Call,
  callback,
  cellOf,
  elementsOf,
  getMember,
  holding,
  isListed,
  join,
  joinAll,
  keysOf,
  type Library,
  makeArray,
  makeGlobal,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  readCell,
  siteOfCall,
  throwValue,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { emptyObservable, makeObservable, makeSubject, pipeThrough, valueIn } from './observable.ts'
import { OPERATORS } from './operators.ts'

/** RxJS: observables stand for what they give, subjects for all that they are given. */
export const rxjsDetector: MakeDetector = () => ({
  libraries: {
    rxjs: { ...OPERATORS, ...CREATORS, ...SUBJECTS },
    'rxjs/operators': OPERATORS,
  },
})

const shown =
  (value: (call: Call) => Value, polls = false): Native =>
  call => [makeObservable(value(call), call, { polls })]

function functionsOf(value: Value): Value {
  return value.filter(atom => atom.kind === 'function')
}

/** `forkJoin([a, b])`, `forkJoin({ a, b })`, `combineLatest([a, b], project)`. */
function combined(call: Call): Value {
  const { frame } = call
  const last = functionsOf(call.args.at(-1) ?? [])
  const given = last.length > 0 ? call.args.slice(0, -1) : call.args
  const [only = []] = given
  const site = siteOfCall(call)
  const projected = (items: Value[]): Value =>
    last.length > 0 ? callback(call, last, items) : makeArray(frame, site, items)
  if (given.length !== 1) return projected(given.map(one => valueIn(one, call)))
  if (only.some(atom => atom.kind === 'object' && atom.tag === 'array')) return ofList(only, projected, call)
  const object = makeThing(frame, site)
  for (const name of keysOf(only).names)
    putFields(frame, object, { [name]: valueIn(getMember(only, name, { frame }), call) })
  return [object]
}

function ofList(list: Value, projected: (items: Value[]) => Value, call: Call): Value {
  const { frame } = call
  const items = elementsOf(list, frame).map(item => valueIn(item, call))
  const known = isListed(list)
  return known ? projected(items) : makeArray(frame, siteOfCall(call), { items: [], rest: joinAll(items) })
}

const merged = (call: Call): Value => joinAll(call.args.map(one => valueIn(one, call)))

function made(call: Call): Value {
  const { machine } = call.frame
  const name = `observable:${siteOfCall(call)}:${call.frame.context}`
  const cell = cellOf(machine, name)
  const next: Native = inner => {
    addToCell(machine, cell, arg(inner, 0))
    return UNDEFINED
  }
  const quiet = native('quiet', () => UNDEFINED, 'rx.quiet')
  const subscriber = makeGlobal(name, {
    next: [holding(native('next', next, name), [])],
    error: [native('error', thrown, 'rx.error')],
    complete: [quiet],
    add: [quiet],
  })
  callback(call, arg(call, 0), [[subscriber]])
  return [makeObservable(readCell(cell), call)]
}

function thrown(call: Call): Value {
  throwValue(arg(call, 0), call.frame, call.node)
  return UNDEFINED
}

function throwError(call: Call): Value {
  const given = arg(call, 0)
  const factory = functionsOf(given)
  throwValue(factory.length > 0 ? callback(call, factory, []) : given, call.frame, call.node)
  return [makeObservable([], call)]
}

const numbers = unknown('index', { is: 'number' })

function define(name: string, run: Native, construct?: Native): [string, Value] {
  const one = native(name, run, `rx.${name}`)
  return [name, [construct ? { ...one, construct } : one]]
}

const never: Native = () => []

function waitFor(call: Call): Value {
  return promise(valueIn(arg(call, 0), call))
}

const EMPTY: Value = [emptyObservable()]

const CREATORS: Library = Object.fromEntries([
  define(
    'of',
    shown(call => joinAll(call.args)),
  ),
  define(
    'from',
    shown(call => valueIn(arg(call, 0), call)),
  ),
  ...['forkJoin', 'combineLatest', 'zip'].map(name => define(name, shown(combined))),
  ...['merge', 'concat', 'race'].map(name => define(name, shown(merged))),
  define(
    'interval',
    shown(() => numbers, true),
  ),
  define('timer', call => [makeObservable(numbers, call, { polls: call.args.length > 1 })]),
  define(
    'fromEvent',
    shown(() => unknown('event')),
  ),
  define(
    'defer',
    shown(call => valueIn(callback(call, arg(call, 0), []), call)),
  ),
  define(
    'iif',
    shown(call => {
      callback(call, arg(call, 0), [])
      return join(valueIn(arg(call, 1), call), valueIn(arg(call, 2), call))
    }),
  ),
  define('throwError', throwError),
  define('firstValueFrom', waitFor),
  define('lastValueFrom', waitFor),
  define('pipe', call => [
    holding(
      native(
        'piped',
        inner => pipeThrough(arg(inner, 0), call.args, inner),
        `rx.pipe:${siteOfCall(call)}:${call.frame.context}`,
      ),
      call.args.flat(),
    ),
  ]),
  define('Observable', never, made),
  ['EMPTY', EMPTY],
  ['NEVER', EMPTY],
])

const SUBJECTS: Library = Object.fromEntries([
  ...['Subject', 'ReplaySubject', 'AsyncSubject'].map(name => define(name, never, call => [makeSubject([], call)])),
  define('BehaviorSubject', never, call => [makeSubject(arg(call, 0), call)]),
  define('Subscription', never, () => unknown('subscription')),
])
