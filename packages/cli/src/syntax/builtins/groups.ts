import { use } from '../machine/use.ts'
import { makeArray } from '../objects/elements.ts'
import type { Call } from '../values/frame.ts'
import { constant, text, UNDEFINED, unknown } from '../values/make.ts'
import { isHole, literalOf } from '../values/text.ts'
import type { Atom, Text, Value } from '../values/value.ts'
import { arg, siteOfCall } from './call.ts'
import { marked, partsWithin, patternOf } from './replace.ts'

/** `url.match(/^([^?]*)\??(.*)$/)`: what the pattern fits, and its groups, of each text that is written down in part. */
export function groupsOfText(call: Call): Value {
  use(call.self)
  return groupsIn(call.self, arg(call, 0), call)
}

/** `/^([^?]*)/.exec(url)`: the same, asked of the pattern. */
export function groupsOfPattern(call: Call): Value {
  for (const one of call.args) use(one)
  return groupsIn(arg(call, 0), call.self, call)
}

/** So many alternatives are taken apart each for itself. */
const MOST = 16

function groupsIn(texts: Value, by: Value, call: Call): Value {
  const pattern = patternOf(by)
  if (!pattern || pattern.global || pattern.sticky || texts.length === 0 || texts.length > MOST) return unknown('match')
  return texts.flatMap(atom => groupsOf(atom, pattern, call))
}

function groupsOf(atom: Atom, pattern: RegExp, call: Call): Value {
  const whole = atom.kind === 'text' && !atom.parts.every(isHole) ? marked(atom) : undefined
  if (atom.kind !== 'text' || whole === undefined) return unknown('match')
  const found = new RegExp(pattern.source, `${pattern.flags}d`).exec(whole)
  // What is not known may be what the pattern asks for.
  if (!found) return literalOf(atom) === undefined ? unknown('match') : constant(null)
  const groups = [...(found.indices ?? [])].map(place => (place ? pieceOf(atom, place) : UNDEFINED))
  const list = makeArray(call.frame, siteOfCall(call), groups)
  const [array] = list
  if (array?.kind === 'object') {
    array.lazy = name => (name === 'groups' || name === 'index' || name === 'input' ? unknown(name) : undefined)
    array.holds = []
  }
  return list
}

function pieceOf(one: Text, [from, to]: readonly [number, number]): Value {
  const parts = partsWithin(one, from, to)
  return parts.length === 0 ? text('') : [{ ...one, parts }]
}
