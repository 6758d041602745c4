import {
  addToSlot,
  arg,
  type Call,
  callback,
  callLater,
  type Frame,
  getMember,
  holding,
  type Library,
  makeGlobal,
  makeThing,
  type Native,
  native,
  noteType,
  putFields,
  settled,
  siteOfCall,
  type Thing,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { makeObservable, observe, valueIn } from '../rxjs/observable.ts'

const STORE = '#store'

/** A signal: a function that gives what its store holds. */
export function makeSignal(value: Value, call: Call): Value {
  const { frame } = call
  const store = makeThing(frame, siteOfCall(call), 'instance')
  putFields(frame, store, { '#value': noteType(value, call.types[0]) })
  const held = (at: Frame): Value => getMember([store], '#value', { frame: at })
  const step = (name: string, run: Native): Value => [
    holding(native(name, run, `signal.${name}:${store.key}`), [store]),
  ]
  const signal = holding(
    native('signal', inner => held(inner.frame), `signal:${store.key}`),
    [store],
  )
  const set: Native = inner => write(store, arg(inner, 0), inner.frame)
  const statics = makeGlobal(`signal:${store.key}`, {
    [STORE]: [store],
    set: step('set', set),
    emit: step('emit', set),
    update: step('update', inner => write(store, callback(inner, arg(inner, 0), [held(inner.frame)]), inner.frame)),
    mutate: step('mutate', inner => callback(inner, arg(inner, 0), [held(inner.frame)])),
    asReadonly: step('asReadonly', () => [{ ...signal, statics }]),
    subscribe: step('subscribe', inner => {
      observe([store], inner.args, inner)
      return unknown('subscription')
    }),
  })
  return [{ ...signal, statics }]
}

function write(store: Thing, value: Value, { machine }: Frame): Value {
  const slot = store.slots.get('#value')
  if (slot) addToSlot(machine, slot, value)
  return UNDEFINED
}

/** The stores behind signals. */
export function storesOf(value: Value): Thing[] {
  return value.flatMap(atom => {
    const slot = atom.kind === 'function' ? atom.statics?.slots.get(STORE) : undefined
    return (slot?.value ?? []).flatMap(one => (one.kind === 'object' ? [one] : []))
  })
}

/** Gives signals a value from outside. */
export function setSignals(value: Value, given: Value, { machine }: Frame): boolean {
  const stores = storesOf(value)
  for (const store of stores) {
    const slot = store.slots.get('#value')
    if (slot) addToSlot(machine, slot, given)
  }
  return stores.length > 0
}

function functionsOf(value: Value): Value {
  return value.filter(atom => atom.kind === 'function')
}

const computed: Native = call => {
  const getter = functionsOf(arg(call, 0))
  const key = `computed:${siteOfCall(call)}:${call.frame.context}`
  return [
    holding(
      native('computed', inner => noteType(callback(inner, getter, []), call.types[0]), key),
      getter,
    ),
  ]
}

const effect: Native = call => {
  callLater(functionsOf(arg(call, 0)), call.frame)
  return unknown('effect')
}

const toSignal: Native = call => {
  const source = arg(call, 0)
  const initial = getMember(
    arg(call, 1).filter(atom => atom.kind === 'object'),
    'initialValue',
    call,
  )
  const made = makeSignal([], { ...call, types: [] })
  setSignals(made, [...valueIn(source, call), ...initial], call.frame)
  return made
}

const toObservable: Native = call => [makeObservable(callback(call, arg(call, 0), []), call)]

/**
 * A resource: its value is what its loader gives. It is loaded when what it stands in is made: until then fields that come
 * after it may be missing.
 */
export function makeResource(load: () => Value, call: Call): Value {
  const { frame } = call
  const resource = makeThing(frame, siteOfCall(call), 'instance')
  const given = call.args.flat()
  const part = (name: string, run: Native, holds: Value = []): Value => [
    holding(native(name, run, `${name}:${resource.key}`), holds),
  ]
  callLater(part('load', load, given), frame)
  putFields(frame, resource, {
    value: part('value', load, given),
    hasValue: part('hasValue', () => unknown('hasValue', { is: 'boolean' })),
    isLoading: part('isLoading', () => unknown('isLoading', { is: 'boolean' })),
    status: part('status', () => unknown('status', { is: 'string' })),
    error: part('error', () => unknown('error')),
    reload: part('reload', () => UNDEFINED),
  })
  return [resource]
}

/** `resource({ params, loader })`, `rxResource({ params, stream })`. */
const resource: Native = call => {
  const options = arg(call, 0).filter(atom => atom.kind === 'object')
  const part = (name: string): Value => functionsOf(getMember(options, name, call))
  const load = (): Value => {
    const params = callback(call, [...part('params'), ...part('request')], [])
    const given = makeThing(call.frame, siteOfCall(call))
    putFields(call.frame, given, { params, request: params })
    const loaders = [...part('loader'), ...part('stream')]
    return valueIn(settled(callback(call, loaders, [[given]])), call)
  }
  return makeResource(load, call)
}

const INPUT = '#input'

/** A signal that whoever shows the component sets. */
function asInput(value: Value): Value {
  return value.map(atom => {
    if (atom.kind !== 'function' || !atom.statics) return atom
    const { statics } = atom
    return {
      ...atom,
      statics: { ...statics, slots: new Map([...statics.slots, [INPUT, { value: [], order: statics.slots.size }]]) },
    }
  })
}

/** Whether a value is a signal made by `input()` or `model()`. */
export function isInputSignal(value: Value): boolean {
  return value.some(atom => atom.kind === 'function' && atom.statics?.slots.has(INPUT) === true)
}

const signal: Native = call => makeSignal(call.args.length > 0 ? arg(call, 0) : [], call)
const required: Native = call => makeSignal([], call)
const empty: Native = call => makeSignal([], call)

function withRequired(name: string, run: Native, needed: Native = required): Value {
  const statics = makeGlobal(`angular.${name}`, {
    required: [native('required', needed, `angular.${name}.required`)],
  })
  return [{ ...native(name, run, `angular.${name}`), statics }]
}

const define = (name: string, run: Native): [string, Value] => [name, [native(name, run, `angular.${name}`)]]

/** Signals of the framework's core. */
export const SIGNALS: Library = {
  ...Object.fromEntries([
    define('signal', signal),
    define('linkedSignal', call => makeSignal(callback(call, arg(call, 0), []), call)),
    define('computed', computed),
    define('effect', effect),
    define('afterNextRender', effect),
    define('afterRender', effect),
    define('output', empty),
    define('resource', resource),
    define('untracked', call => callback(call, arg(call, 0), [])),
  ]),
  input: withRequired(
    'input',
    call => asInput(signal(call)),
    call => asInput(required(call)),
  ),
  model: withRequired(
    'model',
    call => asInput(signal(call)),
    call => asInput(required(call)),
  ),
  viewChild: withRequired('viewChild', () => [native('viewChild', () => unknown('child'), 'angular.child')]),
}

/** What leads from observables to signals and back. */
export const INTEROP: Library = Object.fromEntries([
  define('toSignal', toSignal),
  define('toObservable', toObservable),
  define('rxResource', resource),
  define('outputFromObservable', call => arg(call, 0)),
  define('takeUntilDestroyed', () => unknown('operator')),
])
