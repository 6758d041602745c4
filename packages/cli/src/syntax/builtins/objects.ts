import { namesOf } from '../evaluate/patterns.ts'
import { addElement, makeGlobal, makeThing, putFields } from '../machine/slots.ts'
import { use } from '../machine/use.ts'
import { counted, elementsOf, makeArray } from '../objects/elements.ts'
import { keysOf } from '../objects/keys.ts'
import { getAnyMember, getMember } from '../objects/member.ts'
import { writeOver } from '../objects/over.ts'
import { assignInto, spreadInto } from '../objects/spread.ts'
import { setGetters, setMember, staticsOf, type Written } from '../objects/write.ts'
import type { Call, Native } from '../values/frame.ts'
import { joinAll } from '../values/join.ts'
import { native, TRUE, text, UNDEFINED, unknown } from '../values/make.ts'
import { typeOfAtom } from '../values/type-of.ts'
import type { Value } from '../values/value.ts'
import { arg, callback, siteOfCall, turn } from './call.ts'

/** `Object.assign(target, …sources)`, and what libraries call `extend`: into objects, answers, classes and functions. */
export function assign(call: Call): Value {
  const [target = [], ...sources] = call.args
  for (const atom of target) {
    for (const source of sources) {
      if (atom.kind === 'object') assignInto(atom, source, call.frame)
      else if (atom.kind === 'answer') writeOver(atom, source, call.frame)
      else if (atom.kind === 'function' && (atom.code || atom.holds)) assignInto(staticsOf(atom), source, call.frame)
    }
  }
  return target
}

function keys(call: Call): Value {
  const known = keysOf(arg(call, 0))
  if (known.open) use(arg(call, 0))
  const rest = known.open ? unknown('key', { is: 'string' }) : []
  const made = makeArray(call.frame, siteOfCall(call), { items: known.names.map(name => text(name)), rest: rest })
  // Of fields that are there some may be written on one way only.
  return known.open || known.names.length > 0 ? made : counted(made)
}

function openValue(call: Call): Value {
  return getAnyMember(arg(call, 0), 'value', call.frame)
}

function values(call: Call): Value {
  const known = keysOf(arg(call, 0))
  const items = known.names.map(name => getMember(arg(call, 0), name, { frame: call.frame }))
  return makeArray(call.frame, siteOfCall(call), { items: items, rest: known.open ? openValue(call) : [] })
}

function entries(call: Call): Value {
  const { frame } = call
  const site = siteOfCall(call)
  const known = keysOf(arg(call, 0))
  if (known.open) use(arg(call, 0))
  const pairs = known.names.map(name => makeArray(frame, site, [text(name), getMember(arg(call, 0), name, { frame })]))
  const rest = known.open ? makeArray(frame, site, [unknown('key', { is: 'string' }), openValue(call)]) : []
  return makeArray(frame, site, { items: pairs, rest: rest })
}

/** What holds values by name gives them as they are. */
const NAMED = new Set(['form', 'params', 'headers'])

function fromEntries(call: Call): Value {
  const { frame } = call
  const made = makeThing(frame, siteOfCall(call))
  for (const atom of arg(call, 0)) if (atom.kind === 'object' && atom.tag !== 'array') spreadInto(made, [atom], frame)
  const listed = arg(call, 0).filter(atom => !(atom.kind === 'object' && NAMED.has(atom.tag)))
  for (const pair of elementsOf(listed, frame)) {
    const names = namesOf(getMember(pair, '0', { frame }))
    const value = getMember(pair, '1', { frame })
    for (const name of names) putFields(frame, made, { [name]: value })
    if (names.length === 0) addElement(frame, made, value)
  }
  return [made]
}

/** An object that has what its prototype has, unless it has its own. */
function create(call: Call): Value {
  const made = makeThing(call.frame, siteOfCall(call))
  const prototype = arg(call, 0).filter(atom => atom.kind === 'object')
  if (prototype.length > 0) {
    made.holds = prototype
    made.lazy = (name, frame) => known(getMember(prototype, name, { frame }))
  }
  return [made]
}

function known(value: Value): Value | undefined {
  return value.some(atom => atom.kind !== 'constant') ? value : undefined
}

/** `Object.defineProperty(target, 'name', { value })`, and `{ get }`: whoever asks for the member runs the function. */
function defineProperty(call: Call): Value {
  for (const name of namesOf(arg(call, 1))) describe(arg(call, 0), { name, value: arg(call, 2) }, call)
  return arg(call, 0)
}

function defineProperties(call: Call): Value {
  const { frame } = call
  for (const name of keysOf(arg(call, 1)).names) {
    describe(arg(call, 0), { name, value: getMember(arg(call, 1), name, { frame }) }, call)
  }
  return arg(call, 0)
}

function describe(target: Value, { name, value }: Written, { frame }: Call): void {
  const described = value.filter(atom => atom.kind === 'object')
  const part = (one: string): Value =>
    described.some(atom => atom.slots.has(one)) ? getMember(described, one, { frame }) : []
  const getters = part('get').filter(atom => atom.kind === 'function')
  if (getters.length > 0) setGetters(target, { name, value: getters }, frame)
  else setMember(target, { name, value: part('value') }, frame)
}

const identity: Native = call => arg(call, 0)

/** The global `Object`. */
export const OBJECT: Value = [
  {
    ...native('Object', identity),
    statics: makeGlobal('Object', {
      assign: [native('assign', assign, 'Object.assign')],
      keys: [native('keys', keys, 'Object.keys')],
      values: [native('values', values, 'Object.values')],
      entries: [native('entries', entries, 'Object.entries')],
      fromEntries: [native('fromEntries', fromEntries, 'Object.fromEntries')],
      getOwnPropertyNames: [native('getOwnPropertyNames', keys, 'Object.getOwnPropertyNames')],
      freeze: [native('freeze', identity, 'Object.freeze')],
      seal: [native('seal', identity, 'Object.seal')],
      defineProperty: [native('defineProperty', defineProperty, 'Object.defineProperty')],
      defineProperties: [native('defineProperties', defineProperties, 'Object.defineProperties')],
      create: [native('create', create, 'Object.create')],
      setPrototypeOf: [native('setPrototypeOf', assign, 'Object.setPrototypeOf')],
      hasOwn: [native('hasOwn', () => unknown('flag', { is: 'boolean' }), 'Object.hasOwn')],
    }),
  },
]

function isArray(call: Call): Value {
  const kinds = arg(call, 0).map(atom => {
    if (atom.kind === 'object') return atom.tag === 'array'
    return atom.kind === 'unknown' || atom.kind === 'answer' ? undefined : false
  })
  const [first] = kinds
  if (first === undefined || kinds.some(kind => kind !== first)) return unknown('flag', { is: 'boolean' })
  return first ? TRUE : [{ kind: 'constant', value: false }]
}

function from(call: Call): Value {
  const items = elementsOf(arg(call, 0), call.frame)
  const change = call.args[1]
  const changed = change
    ? items.map((item, index) => callback(turn(call, index), change, [item, unknown('index')]))
    : items
  const listed = arg(call, 0).every(atom => atom.kind === 'object' && atom.tag === 'array' && !atom.element)
  const site = siteOfCall(call)
  return listed
    ? makeArray(call.frame, site, changed)
    : makeArray(call.frame, site, { items: [], rest: joinAll(changed) })
}

/**
 * `new Array(3)` is a length: `[...Array(3)].map(…)` shows something. `Array(one, other)` holds what it is given, and so does
 * `new Array(...files)`.
 */
const makeList: Native = call => {
  const { args, frame, spread } = call
  if (spread) return makeArray(frame, siteOfCall(call), { items: [], rest: joinAll(args) })
  const [only] = args
  if (args.length > 1) return makeArray(frame, siteOfCall(call), args)
  const isLength = only?.every(atom => (typeOfAtom(atom) ?? 'number') === 'number')
  return makeArray(frame, siteOfCall(call), isLength ? { items: [], rest: UNDEFINED } : [])
}

/** The global `Array`. */
export const ARRAY: Value = [
  {
    ...native('Array', makeList),
    construct: makeList,
    statics: makeGlobal('Array', {
      isArray: [native('isArray', isArray, 'Array.isArray')],
      from: [native('from', from, 'Array.from')],
      of: [native('of', call => makeArray(call.frame, siteOfCall(call), call.args), 'Array.of')],
    }),
  },
]
