import {
  arg,
  arity,
  type Call,
  callback,
  callLater,
  callMember,
  constant,
  EITHER,
  elementsOf,
  FALSE,
  getMember,
  holding,
  invoke,
  join,
  type Native,
  native,
  siteOfCall,
  TRUE,
  truth,
  turn,
  UNDEFINED,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'

/** A function made at a call; it is the same in every round, and another one where it holds other values. */
export function made(name: string, run: Native, { call, holds }: { call: Call; holds: readonly Value[] }): Value {
  const key = `${name}:${siteOfCall(call)}:${call.step ?? 0}:${call.frame.context}`
  return [holding(native(name, run, key), holds.flat())]
}

const again = (inner: Call, index: number, args: readonly Value[]): Call => ({ ...turn(inner, index), args, self: [] })

/** What is called later, or once, or with some arguments given before, is the function itself here. */
const given: Native = call => {
  const functions = call.args.flatMap(one => one.filter(atom => atom.kind === 'function'))
  return functions.length > 0 ? functions : arg(call, 0)
}

function partial(call: Call): Value {
  const [target = [], ...first] = call.args
  return made('partial', inner => invoke(target, { ...inner, args: [...first, ...inner.args], self: inner.self }), {
    call,
    holds: call.args,
  })
}

function partialRight(call: Call): Value {
  const [target = [], ...last] = call.args
  return made('partialRight', inner => invoke(target, again(inner, 0, [...inner.args, ...last])), {
    call,
    holds: call.args,
  })
}

/** The functions of a call, given one by one or as a list. */
function stepsOf(call: Call): Value[] {
  return call.args.flatMap(one =>
    one.some(atom => atom.kind === 'object' && atom.tag === 'array') ? elementsOf(one, call.frame) : [one],
  )
}

/** Functions one after the other, each with what the one before gives. */
export function through(steps: readonly Value[], call: Call): Value {
  return (
    steps.reduce<readonly Value[]>((args, step, index) => [invoke(step, again(call, index, args))], call.args)[0] ?? []
  )
}

function flow(reverse: boolean): Native {
  return call => {
    const steps = reverse ? stepsOf(call).reverse() : stepsOf(call)
    return made('flow', inner => through(steps, inner), { call, holds: steps })
  }
}

/** A function that waits for the rest of its arguments: `curry(f)(a)(b)`. */
export function curried(
  target: Value,
  count: number,
  { call, before }: { call: Call; before: readonly Value[] },
): Value {
  const run: Native = inner => {
    const args = [...before, ...inner.args]
    if (args.length >= count) return invoke(target, again(inner, 0, args))
    return curried(target, count, { call: turn(inner, 50), before: args })
  }
  return made('curried', run, { call, holds: [target, ...before] })
}

function curry(call: Call): Value {
  const [second] = arg(call, 1)
  const [first] = arg(call, 0)
  const declared = first?.kind === 'function' ? arity(first) : 0
  const count = second?.kind === 'constant' && typeof second.value === 'number' ? second.value : declared
  return curried(arg(call, 0), Math.max(1, count), { call, before: [] })
}

/** `wrap(value, (value, …args) => …)`. */
function wrap(call: Call): Value {
  return made('wrap', inner => invoke(arg(call, 1), again(inner, 0, [arg(call, 0), ...inner.args])), {
    call,
    holds: call.args,
  })
}

/** `cond([[test, run], …])`. */
function cond(call: Call): Value {
  const pairs = elementsOf(arg(call, 0), call.frame)
  return made(
    'cond',
    inner => {
      let result: Value = []
      for (const [index, pair] of pairs.entries()) {
        const is = truth(invoke(getMember(pair, '0', inner), again(inner, index * 2, inner.args)))
        if (is === false) continue
        result = join(result, invoke(getMember(pair, '1', inner), again(inner, index * 2 + 1, inner.args)))
        if (is === true) break
      }
      return result
    },
    { call, holds: pairs },
  )
}

/** `overSome`, `juxt`: every function with the same arguments. */
function each(collect: (results: Value[], inner: Call) => Value): Native {
  return call => {
    const steps = stepsOf(call)
    const run: Native = inner =>
      collect(
        steps.map((step, index) => invoke(step, again(inner, index, inner.args))),
        inner,
      )
    return made('over', run, { call, holds: steps })
  }
}

function later(call: Call): Value {
  callLater(arg(call, 0), call.frame, call.args.slice(2))
  return unknown('timer', { is: 'number' })
}

function attempt(call: Call): Value {
  return callback(call, arg(call, 0), call.args.slice(1))
}

const test: Native = call => {
  for (const one of call.args) use(one)
  return EITHER
}

const all = (names: string, run: Native) => names.split(' ').map(name => [name, run])

/** What makes functions of functions. */
export const FUNCTIONS: Readonly<Record<string, Native>> = Object.fromEntries([
  ...all('debounce throttle once memoize after before ary unary negate rest spread', given),
  ...all('flow pipe', flow(false)),
  ...all('flowRight compose', flow(true)),
  ...all(
    'over overEvery overSome',
    each(([first = []]) => first),
  ),
  ...all('delay defer', later),
  ...all('isEmpty isEqual isMatch has hasIn isNil isPlainObject isObject matches', test),
  ['partial', partial],
  ['partialRight', partialRight],
  ['bind', (call => callMember(arg(call, 0), 'bind', { ...call, args: call.args.slice(1) })) as Native],
  ['curry', curry],
  ['wrap', wrap],
  ['cond', cond],
  ['attempt', attempt],
  ['tap', tap],
  ['thru', (call => invoke(arg(call, 1), again(call, 0, [arg(call, 0)]))) as Native],
  ['constant', (call => made('constant', () => arg(call, 0), { call, holds: [arg(call, 0)] })) as Native],
  ['identity', (call => arg(call, 0)) as Native],
  ['noop', (() => UNDEFINED) as Native],
  ['stubTrue', (() => TRUE) as Native],
  ['stubFalse', (() => FALSE) as Native],
  ['stubNull', (() => constant(null)) as Native],
  ['defaultTo', defaultTo],
])

function tap(call: Call): Value {
  invoke(arg(call, 1), again(call, 0, [arg(call, 0)]))
  return arg(call, 0)
}

function defaultTo(call: Call): Value {
  const known = arg(call, 0).filter(atom => !(atom.kind === 'constant' && (atom.value ?? undefined) === undefined))
  return known.length > 0 && known.length === arg(call, 0).length ? known : join(known, arg(call, 1))
}
