import { showHanded } from '../components/handed.ts'
import { showMarkup } from '../components/written.ts'
import type { Call } from '../values/frame.ts'
import { join } from '../values/join.ts'
import { unknown } from '../values/make.ts'
import type { Atom, Unknown, Value } from '../values/value.ts'
import { tellHosts } from './handed.ts'
import { release } from './release.ts'
import { use } from './use.ts'

const MOST_WRAPPED = 8

/** Calls a value with the arguments of `call`. Each alternative is called; what is not known is taken to keep its arguments. */
export function invoke(callee: Value, call: Call, name = ''): Value {
  let result: Value = []
  for (const atom of callee) result = join(result, invokeAtom(atom, call, name))
  return callee.length === 0 ? unknown(name) : result
}

function invokeAtom(atom: Atom, call: Call, name: string): Value {
  if (atom.kind === 'function') return atom.call(call)
  if (atom.kind === 'constant' || atom.kind === 'text') return []
  if (atom.kind === 'unknown') return callOutside(atom, call, name || atom.name)
  if (atom.kind === 'answer') use([{ ...atom, path: atom.path.slice(0, Math.max(0, atom.path.lastIndexOf('.'))) }])
  return callUnknown(undefined, call, name)
}

/** A call of something that a package or another script gives: it may be known by what it is called. */
function callOutside(atom: Unknown, call: Call, name: string): Value {
  const { outside } = atom
  const known = outside === undefined ? undefined : call.frame.machine.world.outside?.(outside, call)
  if (known) return known
  const given = callUnknown(atom.wraps, call, name)
  return outside === undefined ? given : given.map(one => cameFrom(one, outside))
}

const LONGEST = 120

/** What such a call gives comes from there, too. */
function cameFrom(atom: Atom, outside: string): Atom {
  if (atom.kind !== 'unknown' || atom.outside !== undefined || outside.length > LONGEST) return atom
  return { ...atom, outside: `${outside}()` }
}

/** A call of something that is not read: what it is given may be called, kept, or handed back. */
export function callUnknown(wraps: Value | undefined, call: Call, name: string): Value {
  const functions = wraps?.filter(atom => atom.kind === 'function') ?? []
  for (const arg of call.args) use(arg)
  tellHosts(name, call)
  if (name === 'insertAdjacentHTML' || name === 'write') for (const arg of call.args) showMarkup(arg, call.frame)
  if (functions.length > 0) {
    const given = invoke(functions, call, name)
    // Who wraps a function may use what it gives.
    release(given, call.frame)
    return join(given, wrapped(given, call, name))
  }
  showHanded(call)
  for (const arg of call.args) release(arg, call.frame)
  const kept = call.args.flatMap(keeps).slice(0, MOST_WRAPPED)
  return unknown(name, kept.length > 0 ? { wraps: kept } : {})
}

/** `connect(toProps)(Page)`: what is given a function in the second call, and gives no function, most likely wraps it. */
function wrapped(given: Value, call: Call, name: string): Value {
  if (given.some(atom => WAITED.includes(atom.kind))) return []
  const functions = call.args.flatMap(keeps).filter(atom => atom.kind === 'function' && atom.code !== undefined)
  return functions.length === 0 ? [] : unknown(name, { wraps: functions.slice(0, MOST_WRAPPED) })
}

/** Values that a caller goes on with, so that nothing else is meant. */
const WAITED: readonly Atom['kind'][] = ['function', 'promise', 'answer']

function keeps(arg: Value): Value {
  return arg.flatMap(atom => {
    if (atom.kind === 'unknown') return atom.wraps ?? []
    return atom.kind === 'constant' || atom.kind === 'text' ? [] : [atom]
  })
}

/** An instance of a class that a package or another script gives: it may be known by what it is given. */
function constructOutside(outside: string | undefined, call: Call, name: string): Value {
  const known = outside === undefined ? undefined : call.frame.machine.world.outside?.(`new ${outside}`, call)
  if (known) return known
  const made = callUnknown(undefined, call, name)
  return outside === undefined ? made : made.map(one => cameFrom(one, outside))
}

/** Constructs a value: `new callee(...)`. */
export function construct(callee: Value, call: Call, name: string): Value {
  let result: Value = []
  for (const atom of callee) {
    if (atom.kind === 'function' && atom.construct) result = join(result, atom.construct(call))
    else if (atom.kind === 'unknown' || atom.kind === 'function') {
      result = join(result, constructOutside(atom.kind === 'unknown' ? atom.outside : undefined, call, name))
    }
  }
  return callee.length === 0 ? unknown(name) : result
}
