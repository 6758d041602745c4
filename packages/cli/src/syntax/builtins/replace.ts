import { use } from '../machine/use.ts'
import type { Call } from '../values/frame.ts'
import { text, textOf } from '../values/make.ts'
import { concat, lastName, literalOf, literalText, textsOf, valueOfTexts } from '../values/text.ts'
import type { Atom, Literal, Part, Text, Value } from '../values/value.ts'
import { arg, callback, turn } from './call.ts'

/** What a method of texts is called on. */
export function textsOfSelf(call: Call): Text[] {
  return textsOf(call.self, nameOfAtom(call.self[0]))
}

/** What an alternative is called where it stands for a text. */
export function nameOfAtom(atom: Atom | undefined): string {
  if (atom?.kind === 'unknown') return atom.name
  return atom?.kind === 'answer' ? lastName(atom.path) : 'value'
}

/** A text with what is written down in it changed. */
export function mapLiterals(one: Text, change: (literal: string) => string): Text {
  return { ...one, parts: one.parts.map(part => ('text' in part ? { ...part, text: change(part.text) } : part)) }
}

/** A pattern that is safe to run: short, and with nothing repeated inside a repetition. */
export function patternOf(value: Value): RegExp | undefined {
  const [thing] = value
  if (thing?.kind !== 'object' || thing.tag !== 'pattern') return undefined
  const [inner] = thing.inner ?? []
  const [pattern, flags] = inner?.kind === 'text' ? (inner.parts as Literal[]) : []
  if (!pattern || pattern.text.length > 80 || /[+*}]\)?[+*{]|\)[+*{]/.test(pattern.text)) return undefined
  try {
    return new RegExp(pattern.text, flags?.text.slice(1))
  } catch {
    return undefined
  }
}

/** `text.replace(wanted, by)`: of a text with holes what is written down is replaced. */
export function replace(call: Call): Value {
  use(call.self)
  const pattern = patternOf(arg(call, 0))
  const wanted = literalText(arg(call, 0))
  const by = arg(call, 1)
  const texts = textsOfSelf(call)
  if (pattern === undefined && wanted === undefined) return valueOfTexts(texts)
  return valueOfTexts(texts.flatMap(one => replaceIn(one, { wanted: pattern ?? wanted ?? '', by, call })))
}

interface Replacement {
  wanted: RegExp | string
  by: Value
  call: Call
}

/** The text as a whole, with one mark for each part that is not known: a pattern meets its edges where they are. */
function replaceIn(one: Text, { wanted, by, call }: Replacement): Text[] {
  const whole = marked(one)
  if (whole === undefined) return [one]
  let done: Text[] = [{ ...one, parts: [] }]
  let from = 0
  for (const [index, match] of matchesIn(whole, wanted).entries()) {
    const [all = ''] = match.groups
    // What is not known is kept: nobody knows whether it is what the pattern means.
    if (MARK.test(all)) continue
    const groups = match.groups.map(group => text(group))
    const isCall = by.some(atom => atom.kind === 'function')
    const value = isCall
      ? callback(turn(call, index), by, groups)
      : filledIn(by, match.groups, typeof wanted === 'string')
    const name = match.groups.at(-1)?.replace(/\W/g, '') || 'value'
    done = concat(concat(done, [textOf(partsWithin(one, from, match.at))]), textsOf(value, name))
    from = match.at + all.length
  }
  done = concat(done, [textOf(partsWithin(one, from, whole.length))])
  const cut: Part = { text: '', cut: true }
  return whole === '' ? done : done.map(left => (literalOf(left) === '' ? { ...left, parts: [cut] } : left))
}

/** What takes the place of a match, with its groups: `path.replace(/^\.\/(.*)\.js$/, '$1')`. */
function filledIn(by: Value, groups: readonly string[], isPlain: boolean): Value {
  const known = isPlain ? groups.slice(0, 1) : groups
  const fill = (literal: string) =>
    literal.replace(/\$(?:(\d{1,2})|([$&]))/g, (sign, digits: string | undefined, other: string | undefined) => {
      if (other !== undefined) return other === '&' ? (groups[0] ?? '') : other
      const group = Number(digits)
      return group > 0 && group < known.length ? (known[group] ?? '') : sign
    })
  return by.map(atom => (atom.kind === 'text' ? mapLiterals(atom, fill) : atom))
}

// Longer texts are no addresses.
const LONGEST = 2000
const MARK = /[\ue000-\uf8ff]/

/** A text with one mark for each part that is not known; undefined where it is too long for an address. */
export function marked({ parts }: Text): string | undefined {
  const whole = parts.map((part, index) => ('text' in part ? part.text : markOf(index))).join('')
  return whole.length > LONGEST ? undefined : whole
}

function markOf(index: number): string {
  return String.fromCharCode(0xe000 + index)
}

/** The parts of a text between two places of its marked form. */
export function partsWithin({ parts }: Text, from: number, to: number): Part[] {
  let at = 0
  return parts.flatMap((part): Part[] => {
    const start = at
    at += 'text' in part ? part.text.length : 1
    if (at <= from || start >= to) return []
    return 'text' in part ? [{ ...part, text: part.text.slice(Math.max(0, from - start), to - start) }] : [part]
  })
}

interface Match {
  at: number
  groups: string[]
}

function matchesIn(literal: string, wanted: RegExp | string): Match[] {
  if (typeof wanted === 'string') {
    const at = literal.indexOf(wanted)
    return at < 0 ? [] : [{ at, groups: [wanted] }]
  }
  if (!wanted.global) {
    const found = wanted.exec(literal)
    return found ? [{ at: found.index, groups: found.map(group => group ?? '') }] : []
  }
  return [...literal.matchAll(wanted)].map(found => ({ at: found.index, groups: found.map(group => group ?? '') }))
}
