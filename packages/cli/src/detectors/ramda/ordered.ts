import { type Call, invoke, type Library, makeGlobal, type Native, native, type Value } from '../../syntax/index.ts'
import { curried } from '../lodash/functions.ts'

/** Where a library takes what its functions work on: first as lodash does, last, or everything the other way round. */
export type Order = 'first' | 'last' | 'reverse'

/** A function of ours under a library's name. It waits until it has `count` arguments. */
export interface Ordered {
  run: Native
  count: number
  order: Order
}

type Functions = Readonly<Record<string, Native>>

/**
 * Reads a table: `3 last: reduce assoc=set` gives `reduce` and `set` of the functions, as functions of three arguments that
 * take what they work on last; the second one is called `assoc`.
 */
export function readTable(table: readonly string[], functions: Functions): Map<string, Ordered> {
  const read = new Map<string, Ordered>()
  for (const line of table) {
    const [head = '', names = ''] = line.split(': ')
    const [count, order] = head.split(' ')
    for (const entry of names.split(' ')) {
      const [name = '', own = name] = entry.split('=')
      const run = Object.hasOwn(functions, own) ? functions[own] : undefined
      if (run) read.set(name, { run, count: Number(count), order: order as Order })
    }
  }
  return read
}

function turned(args: readonly Value[], order: Order): readonly Value[] {
  if (order === 'first') return args
  return order === 'reverse' ? [...args].reverse() : [...args.slice(-1), ...args.slice(0, -1)]
}

/** The functions of a table as a library's exports; each may be called with its arguments one after the other. */
export function curriedLibrary(key: string, table: ReadonlyMap<string, Ordered>): Library {
  const members = [...table].map(([name, { run, count, order }]): [string, Value] => {
    const inOrder: Native = call => {
      const own = call.args.slice(0, Math.max(count, 1))
      return run({ ...call, args: count === 0 ? call.args : turned(own, order) })
    }
    const target: Value = [native(name, inOrder, `${key}.${name}`)]
    const waits: Native = call =>
      call.args.length >= count ? inOrder(call) : curried(target, count, { call, before: call.args })
    return [name, [native(name, waits, `${key}.${name}.curried`)]]
  })
  return Object.fromEntries(members)
}

/** Functions that take what they work on first, or that give a function which takes it: remeda's habit. */
export function eitherLibrary(key: string, table: ReadonlyMap<string, Ordered>): Library {
  const members = [...table].map(([name, { run, count }]): [string, Value] => {
    const target: Value = [native(name, run, `${key}.${name}`)]
    const waits: Native = call => {
      if (call.args.length >= count) return run(call)
      return lastly(target, call)
    }
    return [name, [native(name, waits, `${key}.${name}.either`)]]
  })
  return Object.fromEntries(members)
}

function lastly(target: Value, call: Call): Value {
  const flipped: Value = [
    native('lastly', inner =>
      invoke(target, { ...inner, args: [...inner.args.slice(-1), ...inner.args.slice(0, -1)] }),
    ),
  ]
  return curried(flipped, call.args.length + 1, { call, before: call.args })
}

/** A library whose default export holds all of it. */
export function withDefault(key: string, library: Library): Library {
  return { ...library, default: [makeGlobal(key, library)] }
}
