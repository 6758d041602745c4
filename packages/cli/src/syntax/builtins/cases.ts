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
  return convert(value, { to, call, depth: 0 })
}

interface At {
  to: Case
  call: Call
  depth: number
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
  const { to, call } = at
  const { frame } = call
  const inner = (value: Value) => convert(value, { ...at, depth: at.depth + 1 })
  if (thing.tag === 'array') {
    const rest = thing.element ? inner(readSlot(thing.element)) : []
    const items = elementsOf([{ ...thing, key: thing.key, element: { value: [], order: 0 } }], frame)
    return makeArray(frame, siteOfCall(call), { items: items.map(inner), rest })
  }
  if (thing.tag !== 'plain') return [thing]
  const made = makeThing(frame, siteOfCall(call))
  for (const [name, slot] of thing.slots) {
    const changed = to === 'camel' ? nameInCamel(name) : nameOnWire(name, to)
    putField(frame, made, { name: changed, value: inner(readSlot(slot)) })
  }
  for (const base of thing.bases) addBase(made, inner(base.value))
  return [made]
}

const KEYS = /key|object|obj$|deep|response|request|payload|body|params|props|fields|data|case|ize|ise/i

/** What a function of the program is for, by its name and by what it is given: `camelizeKeys(answer)`, `toSnakeCase(body)`. */
export function caseOfConverter(name: string, [first]: readonly Value[]): Case | undefined {
  if (
    !first?.some(
      atom => atom.kind === 'answer' || (atom.kind === 'object' && (atom.tag === 'plain' || atom.tag === 'array')),
    )
  )
    return undefined
  const words = /camel|snake|kebab|decamel|underscore/i.exec(name)
  if (!words || !KEYS.test(name)) return undefined
  const to = /(?:to|2)_?(camel|snake|kebab)/i.exec(name)?.[1] ?? words[0]
  if (/^(?:snake|decamel|underscore)/i.test(to)) return 'snake'
  return /^kebab/i.test(to) ? 'kebab' : 'camel'
}
