import type { Methods } from '../machine/machine.ts'
import { use } from '../machine/use.ts'
import { counted, makeArray } from '../objects/elements.ts'
import type { Call, Native } from '../values/frame.ts'
import { constant, EITHER, flag, text, unknown } from '../values/make.ts'
import { concat, isHole, literalOf, literalText, textsOf, valueOfTexts } from '../values/text.ts'
import type { Literal, Part, Text, Thing, Value } from '../values/value.ts'
import { arg, siteOfCall } from './call.ts'
import { groupsOfText } from './groups.ts'
import { mapLiterals, nameOfAtom, patternOf, replace, textsOfSelf } from './replace.ts'

type Change = (literal: string) => string

/** Changes what is written down, part by part, and keeps holes. */
function changing(change: Change): Native {
  return call => {
    use(call.self)
    return valueOfTexts(textsOfSelf(call).map(one => mapLiterals(one, change)))
  }
}

function starts(call: Call): Value {
  return edge(call, (part, wanted) => part.startsWith(wanted), 0)
}

function ends(call: Call): Value {
  return edge(call, (part, wanted) => part.endsWith(wanted), -1)
}

function edge(call: Call, holds: (part: string, wanted: string) => boolean, index: number): Value {
  use(call.self)
  const wanted = literalText(arg(call, 0))
  const answers = textsOfSelf(call).map(one => {
    const part = one.parts.at(index)
    if (wanted === undefined) return undefined
    if (!part) return wanted === ''
    if (!('text' in part)) return undefined
    if (part.text.length >= wanted.length) return holds(part.text, wanted)
    return holds(wanted, part.text) ? literalEdge(one, wanted, holds) : false
  })
  const [first] = answers
  return flag(answers.every(one => one === first) ? first : undefined)
}

function literalEdge(one: Text, wanted: string, holds: (part: string, wanted: string) => boolean): boolean | undefined {
  const literal = literalOf(one)
  return literal === undefined ? undefined : holds(literal, wanted)
}

function includes(call: Call): Value {
  use(call.self)
  const wanted = literalText(arg(call, 0))
  const literal = literalText(call.self)
  if (wanted === undefined) return EITHER
  if (literal !== undefined) return flag(literal.includes(wanted))
  return flag(hold(textsOfSelf(call), wanted))
}

/** Whether all of some texts hold a word, or none does. */
function hold(texts: readonly Text[], wanted: string): boolean | undefined {
  const answers = new Set(texts.map(one => holds(one, wanted)))
  const [first] = answers
  return answers.size === 1 ? first : undefined
}

function holds({ parts }: Text, wanted: string): boolean | undefined {
  if (parts.some(part => 'text' in part && part.text.includes(wanted))) return true
  if (parts.every(part => 'text' in part))
    return parts
      .map(part => ('text' in part ? part.text : ''))
      .join('')
      .includes(wanted)
  const edge = wanted === '?' ? /[/=]$/ : /^&?\w{3,}=?$/.test(wanted) ? /=$/ : undefined
  return edge && parts.every((part, at) => 'text' in part || isValue(parts, at, edge)) ? false : undefined
}

/** `/users/{id}?sort={order}`: a part of a path holds no question mark, and a value of a query none of its words. */
function isValue(parts: readonly Part[], at: number, edge: RegExp): boolean {
  const before = parts[at - 1]
  const part = parts[at]
  return part !== undefined && isHole(part) && before !== undefined && 'text' in before && edge.test(before.text)
}

/** True for a text that begins with something else. */
function startsOther({ parts: [first] }: Text, wanted: string): boolean {
  return (
    first !== undefined &&
    'text' in first &&
    first.text !== '' &&
    !first.text.startsWith(wanted) &&
    !wanted.startsWith(first.text)
  )
}

/** `url.indexOf('?')`: known where the text is, up to there; that it is there may be known anywhere. */
function position(call: Call): Value {
  use(call.self)
  const wanted = literalText(arg(call, 0))
  const literal = literalText(call.self)
  if (wanted === undefined) return unknown('index', { is: 'number' })
  if (literal !== undefined) return constant(literal.indexOf(wanted))
  const texts = textsOfSelf(call)
  const known = hold(texts, wanted)
  if (known === false) return constant(-1)
  const never = [...(known ? [-1] : []), ...(texts.every(one => startsOther(one, wanted)) ? [0] : [])]
  return unknown('index', never.length > 0 ? { is: 'number', never } : { is: 'number' })
}

// What a hole may hold: where all give the same, what is written down decides.
const SAMPLES = ['', '1', 'word', 'a/b', 'https://host/', 'x=1&y']

/**
 * `/^https?:/.test(url)`: known where what is written down decides it. What is not known at all may be just the word that is
 * asked for: `/^(?:new|old)$/.test(kind)`.
 */
export function matches(call: Call): Value {
  const texts = textsOf(arg(call, 0), 'value')
  for (const one of call.args) use(one)
  const pattern = patternOf(call.self)
  if (!pattern || pattern.global || pattern.sticky || texts.length === 0) return EITHER
  const answers = new Set(
    texts.flatMap(one => SAMPLES.map(sample => pattern.test(one.parts.map(part => sampleOf(part, sample)).join('')))),
  )
  const [first] = answers
  const isOpen = first === false && texts.some(one => mayBeWhole(one, pattern))
  return flag(answers.size === 1 && !isOpen ? first : undefined)
}

/** What is not known at all, or begins so where all of it is asked for: `/^\/\d{4}\/$/.test(`${path}/`)`. */
function mayBeWhole({ parts }: Text, { source }: RegExp): boolean {
  const [first] = parts
  if (parts.every(isHole)) return true
  return first !== undefined && isHole(first) && source.startsWith('^') && source.endsWith('$')
}

function sampleOf(part: Part, sample: string): string {
  return 'text' in part ? part.text.slice(0, 500) : sample
}

function split(call: Call): Value {
  use(call.self)
  const separator = literalText(arg(call, 0)) ?? signOf(arg(call, 0))
  const literal = literalText(call.self)
  const site = siteOfCall(call)
  if (separator === '' && literal !== undefined) {
    const letters = [...literal].slice(0, MOST_PIECES)
    return makeArray(
      call.frame,
      site,
      letters.map(one => text(one)),
    )
  }
  const written = separator ? call.self.filter(atom => atom.kind === 'text') : []
  if (!separator || written.length === 0 || written.length > MOST_SPLIT) return openList(call)
  // What is not written down is some text, beside those that are.
  const others = written.length < call.self.length ? openList(call) : []
  return [...written.flatMap(one => pieceList(call, one, separator)), ...others]
}

/** `/\./` is one sign, written as a pattern. */
function signOf(value: Value): string | undefined {
  const pattern = patternOf(value)
  return pattern && /^\\?[^\w\s\\^$()[\]{}|?*+.]$|^\\[./?*+|]$/.test(pattern.source)
    ? pattern.source.replace('\\', '')
    : undefined
}

function openList(call: Call): Value {
  return makeArray(call.frame, siteOfCall(call), { items: [], rest: unknown('part', { is: 'string' }) })
}

function pieceList(call: Call, whole: Text, separator: string): Value {
  const literal = literalOf(whole)
  const pieces = literal === undefined ? piecesOf(whole, separator) : literal.split(separator).map(one => text(one))
  const made = makeArray(call.frame, siteOfCall(call), pieces.slice(0, MOST_PIECES))
  const isWhole = literal !== undefined || (separator === '?' && holds(whole, separator) !== undefined)
  return isWhole ? counted(made) : made
}

/** So many alternatives are split each for itself. */
const MOST_SPLIT = 16

/** A text with holes is split where its literals say so; a hole stays whole. */
function piecesOf(whole: Text, separator: string): Value[] {
  const pieces: Part[][] = [[]]
  for (const part of whole.parts) {
    if (!('text' in part)) pieces.at(-1)?.push(part)
    else {
      for (const [index, piece] of part.text.split(separator).entries()) {
        if (index > 0) pieces.push([])
        if (piece !== '') pieces.at(-1)?.push({ ...part, text: piece })
      }
    }
  }
  return pieces.slice(0, MOST_PIECES).map(parts => (parts.length === 0 ? text('') : [{ ...whole, parts }]))
}

const MOST_PIECES = 60

function cut(call: Call): Value {
  use(call.self)
  const [from] = arg(call, 0)
  const [to] = call.args[1] ?? []
  if (from?.kind !== 'constant' || typeof from.value !== 'number') return valueOfTexts(textsOfSelf(call))
  const start = from.value
  const end = to?.kind === 'constant' && typeof to.value === 'number' ? to.value : undefined
  return valueOfTexts(textsOfSelf(call).map(one => cutText(one, start, end)))
}

/** `path.substr(start, length)`, older than the other two. */
function cutOld(call: Call): Value {
  const [from = [], length = []] = call.args
  const [start] = from
  const [count] = length
  if (start?.kind !== 'constant' || typeof start.value !== 'number' || start.value < 0 || count?.kind !== 'constant')
    return cut(call)
  return cut({ ...call, args: [from, constant(start.value + Number(count.value))] })
}

function cutText(one: Text, start: number, end: number | undefined): Text {
  const literal = literalOf(one)
  if (literal !== undefined)
    return { ...one, parts: [{ ...(one.parts[0] as Literal), text: literal.slice(start, end) }] }
  const [first, ...rest] = one.parts
  if (first && 'text' in first && start >= 0 && end !== undefined && end >= 0 && end <= first.text.length)
    return { ...one, parts: [{ ...first, text: first.text.slice(start, end) }] }
  const last = one.parts.at(-1)
  if (start === 0 && end !== undefined && end < 0 && last && 'text' in last && last.text.length >= -end)
    return { ...one, parts: [...one.parts.slice(0, -1), { ...last, text: last.text.slice(0, end) }] }
  const fromFront = first && 'text' in first && start >= 0 && start <= first.text.length && end === undefined
  return fromFront ? { ...one, parts: [{ ...first, text: first.text.slice(start) }, ...rest] } : one
}

function plain(call: Call): Value {
  use(call.self)
  return unknown(nameOfAtom(call.self[0]), { is: 'string' })
}

const unchanged = changing(literal => literal)

/** Methods of texts, numbers and booleans. */
export const TEXTS: Methods = {
  toLowerCase: changing(literal => literal.toLowerCase()),
  toUpperCase: changing(literal => literal.toUpperCase()),
  toLocaleLowerCase: changing(literal => literal.toLowerCase()),
  toLocaleUpperCase: changing(literal => literal.toUpperCase()),
  trim: unchanged,
  trimEnd: unchanged,
  trimStart: unchanged,
  toString: unchanged,
  valueOf: unchanged,
  normalize: unchanged,
  startsWith: starts,
  endsWith: ends,
  includes,
  replace,
  replaceAll: replace,
  split,
  slice: cut,
  substring: cut,
  substr: cutOld,
  concat: call => {
    const texts = call.args.map(one => textsOf(one, 'value'))
    return valueOfTexts(texts.reduce((before, one) => concat(before, one), textsOfSelf(call)))
  },
  indexOf: position,
  lastIndexOf: position,
  search: position,
  toFixed: plain,
  padStart: plain,
  padEnd: plain,
  charAt: plain,
  match: groupsOfText,
}

/** Methods of values of which only the use says that they are texts: the pieces of one are a list. */
export const TEXTS_OF_UNKNOWN: Methods = {
  split: call => {
    use(call.self)
    return openList(call)
  },
  toString: plain,
}

/** Methods of texts that an answer's value may be asked for: it is used, and nothing is known of the result. */
export const TEXTS_OF_ANSWER: Methods = {
  ...Object.fromEntries(
    [
      ...Object.keys(TEXTS),
      'toLocaleString',
      'localeCompare',
      'toLocaleDateString',
      'toPrecision',
      'charCodeAt',
      'search',
      'matchAll',
      'getTime',
    ].map(name => [name, plain]),
  ),
  ...TEXTS_OF_UNKNOWN,
}

/** The text that an object becomes. */
export function printed(thing: Thing): Value {
  return valueOfTexts(textsOf([thing], 'value'))
}
