import { namesOf } from '../evaluate/patterns.ts'
import type { Methods } from '../machine/machine.ts'
import { placeOf } from '../machine/machine.ts'
import {
  addElement,
  type Field,
  makeThing,
  openElement,
  putField,
  readCell,
  readSlot,
  setFields,
  writeSlot,
} from '../machine/slots.ts'
import { use } from '../machine/use.ts'
import { elementsOf, makeArray } from '../objects/elements.ts'
import { getAnyMember, getMember } from '../objects/member.ts'
import { addBase, spreadInto } from '../objects/spread.ts'
import { fieldsOfForm } from '../values/control.ts'
import type { Call } from '../values/frame.ts'
import { join } from '../values/join.ts'
import { EITHER, native, text, UNDEFINED, unknown } from '../values/make.ts'
import { literalOf, queriesIn } from '../values/text.ts'
import type { Atom, Tag, Thing, Value } from '../values/value.ts'
import { arg, callback, siteOfCall, turn } from './call.ts'
import { namePart, pageQuery } from './page-query.ts'
import { printed } from './texts.ts'

function things(call: Call): Thing[] {
  return call.self.filter(atom => atom.kind === 'object')
}

function put(call: Call, lower: boolean, keep: boolean): Value {
  const [key = [], given = UNDEFINED] = call.args
  const value = keep && call.frame.repeats ? makeArray(call.frame, siteOfCall(call), { items: [], rest: given }) : given
  const known = namesOf(key).map(name => (lower ? name.toLowerCase() : name))
  for (const thing of things(call)) {
    const names = thing.tag === 'form' ? [...known, ...numberedNames(key)] : known
    for (const name of names) {
      const before = thing.slots.get(name)
      for (const query of queriesIn(thing)) namePart(query, name, call.frame)
      setFields(call.frame, thing, { [name]: keep && before ? join(readSlot(before), value) : value })
    }
    if (names.length === 0) addElement(call.frame, thing, value)
  }
  return call.self
}

/** `files[${index}]` is `files[]`, one for each: a place in a list is no part of the name. */
function numberedNames(key: Value): string[] {
  return key.flatMap(atom => {
    if (atom.kind !== 'text' || literalOf(atom) !== undefined) return []
    const name = atom.parts.map(part => ('text' in part ? part.text : HOLE)).join('')
    return NUMBERED.test(name) ? [name.replaceAll(HOLE, '')] : []
  })
}

const HOLE = '\ue000'
const NUMBERED = /^[\w.-]+(?:\[[\w.-]*\])*(?:\[\ue000\](?:\[[\w.-]*\])*)+$/

function read(call: Call, lower: boolean): Value {
  const names = namesOf(arg(call, 0)).map(name => (lower ? name.toLowerCase() : name))
  const [first] = names
  const isOpen = arg(call, 0).some(atom => atom.kind === 'unknown' || atom.kind === 'answer')
  if (first === undefined || (isOpen && things(call).some(thing => thing.tag === 'map'))) {
    tellKeys(call)
    const held = getAnyMember(call.self, 'value', call.frame)
    // Under a key that is not known nothing may be kept yet: `if (!cache.get(id)) cache.set(id, load(id))`.
    return call.self.some(atom => atom.kind === 'object' && atom.tag === 'map') ? join(held, UNDEFINED) : held
  }
  let value: Value = []
  for (const thing of things(call)) {
    for (const name of names) {
      const slot = thing.slots.get(name)
      if (slot) value = join(value, readSlot(slot))
    }
  }
  // A query that is made of the page's is told what is asked for, and may hold what the page came with.
  const queries = things(call).flatMap(queriesIn)
  if (queries.length > 0) return join(getMember(queries, first, call), value)
  return value.length > 0 ? value : unknown(first)
}

/** What is looked up in a table is compared with its keys. */
function tellKeys(call: Call): void {
  const { frame, node, self } = call
  const texts = self.flatMap(atom => (atom.kind === 'object' ? [...atom.slots.keys()] : []))
  if (texts.length === 0) return
  for (const one of frame.machine.world.observers) {
    one.comparison?.({ name: '', texts, numbers: [], value: arg(call, 0), place: placeOf(frame, node) })
  }
}

function remove(call: Call): Value {
  for (const thing of things(call)) {
    for (const name of namesOf(arg(call, 0))) {
      const slot = thing.slots.get(name)
      if (slot) writeSlot(call.frame.machine, slot, [])
    }
  }
  return EITHER
}

function forEach(call: Call): Value {
  for (const thing of things(call)) {
    let step = 0
    for (const [name, slot] of thing.slots) {
      step += 1
      callback(turn(call, step), arg(call, 0), [readSlot(slot), text(name), call.self])
    }
    const rest = thing.element ? readSlot(thing.element) : []
    if (rest.length > 0) callback(call, arg(call, 0), [rest, unknown('key'), call.self])
  }
  return UNDEFINED
}

/** What the page's address has behind `?` nobody knows. */
function unseen(thing: Thing): Value {
  return thing.tag === 'params' && thing.slots.size === 0 ? unknown('value', { is: 'string' }) : []
}

function entries(call: Call): Value {
  const site = siteOfCall(call)
  const pairs = things(call).flatMap(thing =>
    [...thing.slots].map(([name, slot]) => makeArray(call.frame, site, [text(name), readSlot(slot)])),
  )
  const rest = things(call).flatMap(thing => (thing.element ? readSlot(thing.element) : unseen(thing)))
  const open = rest.length > 0 ? makeArray(call.frame, site, [unknown('key'), rest]) : []
  return makeArray(call.frame, site, { items: pairs, rest: open })
}

function listed(call: Call): Value {
  return makeArray(call.frame, siteOfCall(call), { items: [], rest: getAnyMember(call.self, 'value', call.frame) })
}

function methods(lower: boolean): Methods {
  return {
    set: call => put(call, lower, false),
    append: call => put(call, lower, true),
    add: (call: Call) => {
      for (const thing of things(call)) addElement(call.frame, thing, arg(call, 0))
      return call.self
    },
    get: call => read(call, lower),
    getAll: call => makeArray(call.frame, siteOfCall(call), { items: [], rest: read(call, lower) }),
    has: () => EITHER,
    delete: remove,
    forEach,
    entries,
    values: listed,
    keys: call => makeArray(call.frame, siteOfCall(call), { items: [], rest: unknown('key', { is: 'string' }) }),
    toString: (call: Call) => things(call).flatMap(printed),
    sort: () => UNDEFINED,
    clear: () => UNDEFINED,
  }
}

/** Methods of maps, sets, query strings and forms. */
export const MAPS: Methods = methods(false)
/** Methods of headers: names do not care for case. */
export const HEADERS: Methods = methods(true)

function fill(call: Call, thing: Thing, lower: boolean): void {
  for (const atom of arg(call, 0)) {
    if (atom.kind === 'text') fillFromQuery(call, thing, literalOf(atom))
    else if (atom.kind === 'object' && atom.tag === 'array') fillFromPairs(call, thing, [atom])
    else if (atom.kind === 'object' && lower)
      for (const [name, slot] of atom.slots) setFields(call.frame, thing, { [name.toLowerCase()]: readSlot(slot) })
    else if (isPageQuery(atom)) addBase(thing, [pageQuery(call.frame)])
    else if (atom.kind !== 'constant' && !isForm(atom)) spreadInto(thing, [atom], call.frame)
  }
}

/** `location.search`, whoever hands it on. */
function isPageQuery(atom: Atom): boolean {
  return atom.kind === 'unknown' && atom.name === 'search' && atom.control === undefined
}

/** A form of the page: its fields are listed. */
function isForm(atom: Atom): boolean {
  return atom.kind === 'unknown' && atom.control?.fields !== undefined
}

function fillFromQuery(call: Call, thing: Thing, query: string | undefined): void {
  for (const [name, value] of new URLSearchParams(query ?? '')) setFields(call.frame, thing, { [name]: text(value) })
}

function fillFromPairs(call: Call, thing: Thing, pairs: Value): void {
  for (const pair of elementsOf(pairs, call.frame)) {
    const args = [getMember(pair, '0', { frame: call.frame }), getMember(pair, '1', { frame: call.frame })]
    put({ ...call, self: [thing], args }, false, false)
  }
}

/** Fields of one name, a group of radio buttons say, are one. */
function addValue({ frame }: Call, thing: Thing, { name, value }: Field): void {
  const known = thing.slots.get(name)
  putField(frame, thing, { name, value: known ? join(readSlot(known), value) : value })
}

/** A class of the browser whose objects hold names and values. */
export function collection(name: string, tag: Tag): Value {
  const construct = (call: Call): Value => {
    const thing = makeThing(call.frame, siteOfCall(call), tag)
    // Who is told of changes is added later. Without, the module of such a list ran twice, and so did all that uses it.
    if (tag === 'map') openElement(call.frame, thing)
    for (const given of call.args) use(given.filter(atom => atom.kind === 'answer'))
    if (name === 'FormData')
      for (const [key, value] of fieldsOfForm(arg(call, 0), readCell)) addValue(call, thing, { name: key, value })
    if (name === 'Set') for (const item of elementsOf(arg(call, 0), call.frame)) addElement(call.frame, thing, item)
    else fill(call, thing, tag === 'headers')
    return [thing]
  }
  return [{ ...native(name, construct), construct }]
}
