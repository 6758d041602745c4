import {
  arg,
  type Call,
  callback,
  elementsOf,
  getMember,
  holding,
  join,
  type Library,
  literalTexts,
  makeArray,
  type Native,
  native,
  siteOfCall,
  turn,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { handle, handleFailure, handleFailureOnce, makeObservable, observe, traitsOf, valueIn } from './observable.ts'

/** What an operator works on. */
interface Given {
  value: Value
  source: Value
  args: readonly Value[]
  call: Call
}

type Step = (given: Given) => Value

/** An operator: a function that makes a function from observables to observables. */
function operator(name: string, step: Step): Native {
  return made => {
    const run: Native = inner => {
      const source = arg(inner, 0)
      const traits = traitsOf(source)
      const call = traits.polls ? { ...inner, frame: { ...inner.frame, polls: true } } : inner
      const value = step({ value: valueIn(source, inner), source, args: made.args, call })
      return [makeObservable(value, inner, traits)]
    }
    const key = `rx.${name}:${siteOfCall(made)}:${made.frame.context}:${made.step ?? 0}`
    return [{ ...holding(native(name, run, key), made.args.flat()), called: true }]
  }
}

const same: Step = ({ value }) => value
const first = ({ args }: Given): Value => args[0] ?? []

/** Runs what it is given for what it does, and hands on what came. */
const watching: Step = given => {
  handle(given.call, first(given), given.value)
  return given.value
}

const mapped: Step = given => handle(given.call, first(given), given.value)

const flattened: Step = given => {
  const inner = valueIn(handle(given.call, first(given), given.value), given.call)
  const project = given.args[1]?.some(atom => atom.kind === 'function') ? given.args[1] : undefined
  return project ? callback(turn(given.call, 4), project, [given.value, inner]) : inner
}

const replaced: Step = given => (given.value.length > 0 ? valueIn(first(given), given.call) : [])

const tapped: Step = ({ source, value, args, call }) => {
  observe(source, args, call)
  return value
}

const recovered: Step = given => {
  const { passed } = traitsOf(given.source)
  if (passed !== undefined) {
    handleFailureOnce(given.call, first(given), { more: [given.source], passed })
    return given.value
  }
  const made = handleFailure(given.call, first(given), [given.source])
  return join(given.value, valueIn(made, given.call))
}

const folded: Step = given => {
  const seed = given.args[1] ?? given.value
  const step = () => callback(given.call, first(given), [seed, given.value, unknown('index', { is: 'number' })])
  return given.value.length === 0 ? seed : join(seed, step())
}

const together: Step = ({ value, args, call }) => {
  const others = args.filter(one => one.every(atom => atom.kind !== 'function')).map(one => valueIn(one, call))
  const all = [value, ...others]
  const project = args.find(one => one.some(atom => atom.kind === 'function'))
  return project ? callback(call, project, all) : makeArray(call.frame, siteOfCall(call), all)
}

const plucked: Step = ({ value, args, call }) =>
  args.reduce<Value>(
    (held, names) => literalTexts(names).flatMap(name => getMember(held, name, { frame: call.frame })),
    value,
  )

const STEPS: Readonly<Record<string, Step>> = {
  map: mapped,
  tap: tapped,
  do: tapped,
  filter: watching,
  find: watching,
  first: watching,
  last: watching,
  takeWhile: watching,
  skipWhile: watching,
  every: watching,
  distinctUntilKeyChanged: same,
  delayWhen: watching,
  switchMap: flattened,
  mergeMap: flattened,
  flatMap: flattened,
  concatMap: flattened,
  exhaustMap: flattened,
  switchMapTo: replaced,
  mergeMapTo: replaced,
  concatMapTo: replaced,
  catchError: recovered,
  finalize: given => {
    callback(given.call, first(given), [])
    return given.value
  },
  mapTo: given => (given.value.length > 0 ? first(given) : []),
  endWith: given => join(given.value, given.args.flat()),
  startWith: given => join(given.args.flat(), given.value),
  defaultIfEmpty: given => join(given.value, first(given)),
  scan: folded,
  reduce: folded,
  pluck: plucked,
  expand: given => join(given.value, valueIn(handle(given.call, first(given), given.value), given.call)),
  toArray: ({ value, call }) => makeArray(call.frame, siteOfCall(call), { items: [], rest: value }),
  pairwise: ({ value, call }) => makeArray(call.frame, siteOfCall(call), [value, value]),
  withLatestFrom: together,
  combineLatestWith: together,
  zipWith: together,
  mergeWith: given => given.args.reduce((held, one) => join(held, valueIn(one, given.call)), given.value),
  concatWith: given => given.args.reduce((held, one) => join(held, valueIn(one, given.call)), given.value),
  mergeAll: given => valueIn(given.value, given.call),
  concatAll: given => valueIn(given.value, given.call),
  switchAll: given => valueIn(given.value, given.call),
  ignoreElements: () => [],
  forkJoin: given => elementsOf(given.value, given.call.frame).flat(),
}

const SAME = [
  'debounceTime debounce distinctUntilChanged distinct take takeUntil takeLast takeUntilDestroyed share shareReplay delay',
  'retry skip skipUntil throttleTime throttle auditTime audit sampleTime sample timeout observeOn subscribeOn publishReplay',
  'publish publishLast refCount single elementAt timestamp retryWhen throwIfEmpty repeat repeatWhen untilDestroyed',
].flatMap(names => names.split(' '))

/** The operators of RxJS. */
export const OPERATORS: Library = Object.fromEntries(
  [...SAME.map(name => [name, same] as const), ...Object.entries(STEPS)].map(([name, step]) => [
    name,
    [native(name, operator(name, step), `rx.operators.${name}`)],
  ]),
)
