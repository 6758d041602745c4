import {
  arg,
  assignInto,
  type Call,
  callback,
  callMember,
  getMember,
  holding,
  invoke,
  keysOf,
  type Library,
  literalTexts,
  makeGlobal,
  makeThing,
  type Native,
  native,
  putField,
  siteOfCall,
  spreadInto,
  text,
  turn,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'

/** lodash, its single packages and its look-alikes: what goes through lists, objects and functions. */
export const lodashDetector: MakeDetector = () => {
  const all = Object.fromEntries(
    Object.entries(FUNCTIONS).map(([name, run]): [string, Value] => [name, [native(name, run, `lodash.${name}`)]]),
  )
  const whole = makeGlobal('lodash', all)
  whole.lazy = name => unknown(name)
  const library: Library = { ...all, default: [whole] }
  const single = Object.entries(all).flatMap(([name, value]) =>
    [`lodash/${name}`, `lodash-es/${name}`, `lodash.${name.toLowerCase()}`].map(path => [path, { default: value }]),
  )
  return {
    globals: { _: [whole] },
    libraries: { lodash: library, 'lodash-es': library, underscore: library, ...Object.fromEntries(single) },
  }
}

/** A method of lists, with the list as its first argument. Objects are gone through by their values. */
function overList(method: string): Native {
  return call => {
    const [list = [], ...args] = call.args
    const { frame } = call
    const plain = list.filter(atom => atom.kind === 'object' && atom.tag === 'plain')
    const values = plain.flatMap(thing =>
      keysOf([thing]).names.map((name, index) =>
        callback(turn(call, index), args[0] ?? [], [getMember([thing], name, { frame }), text(name)]),
      ),
    )
    const others = list.filter(atom => !plain.includes(atom))
    const shown = callMember(others, method, { ...call, args: args.map(one => propertyFunction(one, call)) })
    return plain.length > 0 && others.length === 0 ? values.flat() : shown
  }
}

/** `_.map(list, 'name')` stands for a function that gives the member. */
function propertyFunction(given: Value, call: Call): Value {
  const names = literalTexts(given)
  if (names.length === 0) return given
  const read: Native = inner => names.flatMap(name => getMember(arg(inner, 0), name, inner))
  return [native('property', read, `lodash.property:${siteOfCall(call)}:${names.join()}`)]
}

function get(call: Call): Value {
  const steps = literalTexts(arg(call, 1)).flatMap(path => path.split(/[.[\]]+/).filter(Boolean))
  return steps.length === 0
    ? unknown('value')
    : steps.reduce<Value>((at, step) => getMember(at, step, { frame: call.frame }), arg(call, 0))
}

/** Members that are kept or left out by name. */
function chosen(keep: boolean): Native {
  return call => {
    const { frame } = call
    const named = call.args
      .slice(1)
      .flatMap(one => [
        ...literalTexts(one),
        ...keysOf(one.filter(atom => atom.kind === 'object' && atom.tag === 'array')).names.flatMap(index =>
          literalTexts(getMember(one, index, { frame })),
        ),
      ])
    const made = makeThing(frame, siteOfCall(call))
    const known = keysOf(arg(call, 0))
    for (const name of keep ? named : known.names.filter(one => !named.includes(one)))
      putField(frame, made, { name, value: getMember(arg(call, 0), name, { frame }) })
    if (!keep && known.open)
      spreadInto(
        made,
        arg(call, 0).filter(atom => atom.kind !== 'object'),
        frame,
      )
    return [made]
  }
}

/** `mapValues`, `mapKeys`: an object of the same size. */
function changed(keys: boolean): Native {
  return call => {
    const { frame } = call
    const made = makeThing(frame, siteOfCall(call))
    for (const [index, name] of keysOf(arg(call, 0)).names.entries()) {
      const value = getMember(arg(call, 0), name, { frame })
      const result = callback(turn(call, index), arg(call, 1), [value, text(name), arg(call, 0)])
      for (const key of keys ? literalTexts(result) : [name])
        putField(frame, made, { name: key, value: keys ? value : result })
    }
    return [made]
  }
}

function merge(call: Call): Value {
  const [target = [], ...sources] = call.args
  for (const atom of target)
    if (atom.kind === 'object') for (const source of sources) assignInto(atom, source, call.frame)
  return target
}

/** What is called later, or once, or with some arguments given before, is the function itself here. */
function partial(call: Call): Value {
  const [target = [], ...first] = call.args
  const run: Native = inner => invoke(target, { ...inner, args: [...first, ...inner.args], self: inner.self })
  const key = `lodash.partial:${siteOfCall(call)}:${call.frame.context}`
  return [holding(native('partial', run, key), [...target, ...first.flat()])]
}

function flow(reverse: boolean): Native {
  return call => {
    const steps = reverse ? [...call.args].reverse() : [...call.args]
    const run: Native = inner =>
      steps.reduce<readonly Value[]>(
        (args, step, index) => [invoke(step, { ...turn(inner, index), args, self: [] })],
        inner.args,
      )[0] ?? []
    return [holding(native('flow', run, `lodash.flow:${siteOfCall(call)}:${call.frame.context}`), steps.flat())]
  }
}

const first: Native = call => arg(call, 0)

const FUNCTIONS: Readonly<Record<string, Native>> = {
  ...Object.fromEntries(
    ['map', 'forEach', 'filter', 'find', 'some', 'every', 'flatMap', 'reduce'].map(name => [name, overList(name)]),
  ),
  each: overList('forEach'),
  debounce: first,
  throttle: first,
  once: first,
  memoize: first,
  cloneDeep: first,
  clone: first,
  compact: first,
  uniq: first,
  sortBy: first,
  orderBy: first,
  trim: first,
  get,
  pick: chosen(true),
  omit: chosen(false),
  omitBy: first,
  pickBy: first,
  mapValues: changed(false),
  mapKeys: changed(true),
  merge,
  assign: merge,
  extend: merge,
  defaults: merge,
  partial,
  bind: call => callMember(arg(call, 0), 'bind', { ...call, args: call.args.slice(1) }),
  flow: flow(false),
  flowRight: flow(true),
  compose: flow(true),
  isEmpty: call => {
    use(arg(call, 0))
    return unknown('flag', { is: 'boolean' })
  },
}
