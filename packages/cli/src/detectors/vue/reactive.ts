import {
  arg,
  awaited,
  type Call,
  callback,
  callLater,
  elementsOf,
  type Frame,
  getMember,
  invoke,
  isListed,
  join,
  makeArray,
  makeThing,
  type Native,
  noteType,
  putFields,
  siteOfCall,
  type Thing,
  text,
  UNDEFINED,
  type Value,
} from '../../syntax/index.ts'

/** A ref that holds a value. */
export function makeRef(value: Value, call: Call): Thing {
  const ref = makeThing(call.frame, siteOfCall(call), 'ref')
  putFields(call.frame, ref, { value })
  // What Vue keeps it under inside of the ref: it is read, too, and is the same.
  ref.lazy = (name, frame) => (name === '_value' ? getMember([ref], 'value', { frame }) : undefined)
  return ref
}

/** `ref(initial)`: refs stay as they are. */
export const ref: Native = call => {
  const given = call.args.length > 0 ? arg(call, 0) : UNDEFINED
  if (given.some(isRef)) return given
  return [makeRef(noteType(given, call.types[0]), call)]
}

function isRef(atom: Value[number]): boolean {
  return atom.kind === 'object' && atom.tag === 'ref'
}

/** `computed(getter)` and `computed({ get, set })`. */
export const computed: Native = call => {
  const given = arg(call, 0)
  const getter = given.some(atom => atom.kind === 'function') ? given : getMember(given, 'get', call)
  const made = makeRef([], call)
  made.lazy = name => (name === 'value' ? noteType(callback(call, getter, []), call.types[0]) : undefined)
  const setter = getMember(given, 'set', call).filter(atom => atom.kind === 'function')
  if (setter.length > 0) {
    made.written = (name, value, frame) => {
      if (name !== 'value') return undefined
      invoke(setter, { ...call, frame, self: [], args: [value] })
      return true
    }
  }
  made.holds = join(getter, setter)
  made.slots.clear()
  return [made]
}

/** The value behind refs. */
export function unwrap(value: Value, frame: Frame): Value {
  return value.flatMap(atom =>
    atom.kind === 'object' && atom.tag === 'ref' ? getMember([atom], 'value', { frame }) : [atom],
  )
}

/** Refs to the members of an object, made when asked for. */
export const toRefs: Native = call => {
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  const source = arg(call, 0)
  made.holds = source
  made.lazy = (name, frame) => {
    const own = source.flatMap(atom => (atom.kind === 'object' ? (atom.slots.get(name)?.value ?? []) : []))
    if (own.some(isRef)) return own.filter(isRef)
    const member = makeThing(frame, siteOfCall(call), 'ref')
    member.holds = [...source, ...text(name)]
    member.lazy = inner => (inner === 'value' ? getMember(source, name, { frame }) : undefined)
    return [member]
  }
  return [made]
}

/** `toRef(object, 'name')` and `toRef(() => value)`. */
export const toRef: Native = call => {
  if (call.args.length < 2) return arg(call, 0).some(atom => atom.kind === 'function') ? computed(call) : ref(call)
  const made = makeThing(call.frame, siteOfCall(call), 'ref')
  const [name] = arg(call, 1)
  const key = name?.kind === 'text' ? name.parts.map(part => ('text' in part ? part.text : '')).join('') : ''
  made.holds = call.args.flat()
  made.lazy = (inner, frame) => (inner === 'value' ? getMember(arg(call, 0), key, { frame }) : undefined)
  return [made]
}

/** `watch(source, handler)`: the handler is called with what the source may be. */
export const watch: Native = call => {
  const source = arg(call, 0)
  const value = isListed(source)
    ? makeArray(
        call.frame,
        siteOfCall(call),
        elementsOf(source, call.frame).map(one => watched(one, call)),
      )
    : watched(source, call)
  callLater(arg(call, 1), call.frame, [value, value])
  return UNDEFINED
}

function watched(source: Value, call: Call): Value {
  const functions = source.filter(atom => atom.kind === 'function')
  const called = functions.length > 0 ? callback(call, functions, []) : []
  return [
    ...called,
    ...unwrap(
      source.filter(atom => atom.kind !== 'function'),
      call.frame,
    ),
  ]
}

/** Calls a function as soon as the component is there. */
export const soon: Native = call => {
  callLater(arg(call, 0), call.frame)
  return UNDEFINED
}

/** Runs a function now and hands on what it gives. */
export const run: Native = call => awaited(callback(call, arg(call, 0), []), call.frame, call.node)
