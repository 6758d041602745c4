import { makeThing, putField, readSlot } from '../machine/slots.ts'
import { elementsOf, makeArray } from '../objects/elements.ts'
import { addBase } from '../objects/spread.ts'
import type { Call } from '../values/frame.ts'
import type { Atom, Thing, Value, Wire } from '../values/value.ts'
import { nameInCamel, nameOnWire } from '../values/wire.ts'
import { siteOfCall } from './call.ts'

/** What a converter of names makes: names as the program reads them, or as the wire has them. */
export type Case = 'camel' | Wire

const DEEPEST = 6

/** Changes the names of all members, all the way down. Of an answer, what is read of it from then on. */
export function convertNames(value: Value, to: Case, call: Call): Value {
  return convert(value, { to, call, depth: 0, known: new Map() })
}

interface At {
  to: Case
  call: Call
  depth: number
  /** What was made of an object, and how deep it stood: rows that know their lists are a power of their number. */
  known: Map<Thing, { made: Value; depth: number }>
}

function convert(value: Value, at: At): Value {
  return at.depth > DEEPEST ? value : value.flatMap(atom => convertAtom(atom, at))
}

function convertAtom(atom: Atom, at: At): Value {
  if (atom.kind === 'promise') return [{ ...atom, value: convert(atom.value, at) }]
  if (atom.kind === 'answer') {
    if (at.to === 'camel') atom.source.wire = 'snake'
    return [atom]
  }
  return atom.kind === 'object' ? convertThing(atom, at) : [atom]
}

function convertThing(thing: Thing, at: At): Value {
  const known = at.known.get(thing)
  if (known && known.depth <= at.depth) return known.made
  if (thing.tag === 'array') {
    const made = convertArray(thing, at)
    at.known.set(thing, { made, depth: at.depth })
    return made
  }
  return isRecord(thing) ? convertObject(thing, at) : [thing]
}

/** What has fields with names: literals, and models that are made by a class. */
function isRecord({ tag }: Thing): boolean {
  return tag === 'plain' || tag === 'instance'
}

function below(at: At): At {
  return { ...at, depth: at.depth + 1 }
}

function convertArray(thing: Thing, at: At): Value {
  const { frame } = at.call
  const rest = thing.element ? convert(readSlot(thing.element), below(at)) : []
  const items = elementsOf([{ ...thing, key: thing.key, element: { value: [], order: 0 } }], frame)
  return makeArray(frame, siteOfCall(at.call), { items: items.map(item => convert(item, below(at))), rest })
}

/** It is known before its fields are: an object may hold itself. */
function convertObject(thing: Thing, at: At): Value {
  const { frame } = at.call
  const made = makeThing(frame, siteOfCall(at.call))
  at.known.set(thing, { made: [made], depth: at.depth })
  for (const [name, slot] of thing.slots) {
    const changed = at.to === 'camel' ? nameInCamel(name) : nameOnWire(name, at.to)
    putField(frame, made, { name: changed, value: convert(readSlot(slot), below(at)) })
  }
  for (const base of thing.bases) addBase(made, convert(base.value, below(at)))
  return [made]
}

const KEYS = /key|object|obj$|deep|response|request|payload|body|params|props|fields|data|case|ize|ise/i

/** What a function of the program is for, by its name and by what it is given: `camelizeKeys(answer)`, `toSnakeCase(body)`. */
export function caseOfConverter(name: string, [first]: readonly Value[]): Case | undefined {
  if (
    !first?.some(atom => atom.kind === 'answer' || (atom.kind === 'object' && (isRecord(atom) || atom.tag === 'array')))
  )
    return undefined
  const words = /camel|snake|kebab|decamel|underscore/i.exec(name)
  if (!words || !KEYS.test(name)) return undefined
  const to = /(?:to|2)_?(camel|snake|kebab)/i.exec(name)?.[1] ?? words[0]
  if (/^(?:snake|decamel|underscore)/i.test(to)) return 'snake'
  return /^kebab/i.test(to) ? 'kebab' : 'camel'
}
