import {
  type Call,
  elementsOf,
  getMember,
  holding,
  join,
  keysOf,
  literalText,
  literalTexts,
  makeThing,
  type Native,
  native,
  placeOf,
  printText,
  promise,
  putFields,
  release,
  siteOfCall,
  type Thing,
  textsOf,
  use,
  type Value,
} from '../../syntax/index.ts'
import type { Called, Calls } from './calls.ts'

/** Members of a thing of ours: what its calls do, by name; undefined for names that are no calls. */
export type Run = (name: string) => Native | Value | undefined

/** An object whose members are made when asked for. */
export function thingOf(run: Run, holds: Value, call: Call): Thing {
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  made.holds = holds
  made.lazy = name => {
    const member = run(name)
    return typeof member === 'function' ? [holding(native(name, member, `${name}:${made.key}`), holds)] : member
  }
  return made
}

/** Notes a call, and hands on what it is given: functions may be called, fields are used. */
export function noteCall(calls: Calls, called: Omit<Called, 'place'>, call: Call): void {
  calls.add({ ...called, place: placeOf(call.frame, call.node) })
  for (const one of call.args) {
    use(one)
    release(one, call.frame)
  }
}

/** A promise of an object with these fields. */
export function answerOf(fields: Readonly<Record<string, Value>>, call: Call): Value {
  const result = makeThing(call.frame, siteOfCall(call), 'instance')
  putFields(call.frame, result, fields)
  return promise([result])
}

/** The name that a value gives, where it is written down; a hole as `{name}`. */
export function nameOf(value: Value): string {
  const only = literalText(value)
  if (only !== undefined) return only
  const [first] = textsOf(value, 'name')
  return first ? printText(first) : ''
}

/** The names of the fields of an object, or of the objects of a list. */
export function columnsOf(value: Value, call: Call): string[] {
  const listed = value.some(atom => atom.kind === 'object' && atom.tag === 'array')
  const rows = listed ? elementsOf(value, call.frame).reduce(join, [] as Value) : value
  return keysOf(rows.filter(atom => atom.kind === 'object')).names
}

/** A member of the first argument, as a name. */
export function optionName(options: Value, name: string, call: Call): string | undefined {
  const [first] = literalTexts(getMember(options, name, call))
  return first
}
