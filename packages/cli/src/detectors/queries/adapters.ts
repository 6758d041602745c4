import {
  arg,
  type Call,
  callback,
  elementsOf,
  type Frame,
  getMember,
  holding,
  isFunction,
  keysOf,
  makeArray,
  makeThing,
  native,
  placesOfStore,
  putFields,
  readSlot,
  siteOfCall,
  spreadInto,
  type Thing,
  type Value,
} from '../../syntax/index.ts'
import { unwrap } from '../vue/reactive.ts'

/** What differs between TanStack Query for one framework and for another. */
export interface Adapter {
  /** The options of a query, where they are given as the framework gives what changes. */
  options(given: Value, call: Call): Value
  /** The options of a mutation. */
  mutation(call: Call): Value
  /** What a hook hands on of a query or a mutation. */
  shown(result: Thing, call: Call): Value
}

const AS_IT_IS: Adapter = { options: behindGetter, mutation: senderOrOptions, shown: result => [result] }

/** `useMutation(send, options)` of older code, and `useMutation(options)`. */
function senderOrOptions(call: Call): Value {
  const [first = [], second = []] = call.args
  if (!first.some(isFunction)) return first
  const options = makeThing(call.frame, siteOfCall(call))
  spreadInto(
    options,
    second.filter(atom => atom.kind === 'object'),
    call.frame,
  )
  putFields(call.frame, options, { mutationFn: first })
  return [options]
}

/** Options behind a function that stands alone. */
function behindGetter(given: Value, call: Call): Value {
  const functions = given.filter(isFunction)
  const alone = functions.length > 0 && !(call.args[1] ?? []).some(isFunction)
  return alone ? [...given.filter(atom => !isFunction(atom)), ...callback(call, functions, [])] : given
}

/** The names of what changes: everything else that a hook hands on is a function. */
const CHANGING = ['data', 'error', 'variables']

function withChanging(result: Thing, call: Call, change: (held: () => Value, name: string) => Value): Value {
  const shown = makeThing(call.frame, siteOfCall(call), 'instance')
  for (const name of keysOf([result]).names) {
    const held = () => getMember([result], name, call)
    putFields(call.frame, shown, { [name]: CHANGING.includes(name) ? change(held, name) : held() })
  }
  return [shown]
}

/** A ref of Vue that is read when it is asked for. */
function refTo(held: () => Value, result: Thing, call: Call): Value {
  const ref = makeThing(call.frame, siteOfCall(call), 'ref')
  ref.lazy = name => (name === 'value' ? held() : undefined)
  ref.holds = [result]
  return [ref]
}

/** What is behind the refs of a key, as the function that asks is given it. */
function unwrappedKey(options: Value, call: Call): Value {
  const key = getMember(options, 'queryKey', call)
  const parts = key.some(atom => atom.kind === 'object' && atom.tag === 'array') ? elementsOf(key, call.frame) : []
  if (!parts.some(isRef)) return options
  const own = makeThing(call.frame, siteOfCall(call))
  spreadInto(own, options, call.frame)
  putFields(call.frame, own, {
    queryKey: makeArray(
      call.frame,
      siteOfCall(call),
      parts.map(part => unwrap(part, call.frame)),
    ),
  })
  return [own]
}

const isRef = (value: Value): boolean => value.some(atom => atom.kind === 'object' && atom.tag === 'ref')

function ofStore(given: Value): Value {
  const places = placesOfStore(given)
  return places.length > 0 ? places.flatMap(readSlot) : given
}

const VUE: Adapter = {
  options: (given, call) => unwrappedKey(unwrap(behindGetter(given, call), call.frame), call),
  mutation: call => unwrap(senderOrOptions(call), call.frame),
  shown: (result, call) => withChanging(result, call, held => refTo(held, result, call)),
}

const SOLID: Adapter = { ...AS_IT_IS, mutation: call => behindGetter(arg(call, 0), call) }

const SVELTE: Adapter = {
  options: (given, call) => ofStore(behindGetter(given, call)),
  mutation: call => ofStore(behindGetter(arg(call, 0), call)),
  shown: (result, { frame }) => [asStore(result, frame)],
}

/** `$query.data`: what a hook gives is a store of itself. */
function asStore(result: Thing, frame: Frame): Thing {
  putFields(frame, result, { '#value': [result] })
  return result
}

const ANGULAR: Adapter = {
  ...SOLID,
  shown: (result, call) =>
    withChanging(result, call, (held, name) => [holding(native(name, held, `query.${name}:${result.key}`), [result])]),
}

/** The packages of TanStack Query. */
export const ADAPTERS: Readonly<Record<string, Adapter>> = {
  '@tanstack/react-query': AS_IT_IS,
  'react-query': AS_IT_IS,
  '@tanstack/vue-query': VUE,
  '@tanstack/solid-query': SOLID,
  '@tanstack/svelte-query': SVELTE,
  '@tanstack/angular-query-experimental': ANGULAR,
}
