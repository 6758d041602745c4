import { readCell, watchFields } from '../machine/slots.ts'
import { refValue } from '../objects/member.ts'
import { NOTHING, textOf } from './make.ts'
import type { Atom, Constant, Hole, Literal, Pair, Pairs, Part, Text, Thing, Value } from './value.ts'

/** More alternatives than this are not followed: a template of three switches of three is 27. */
export const MOST_ALTERNATIVES = 32

/** The whole text where it is written down, else undefined. */
export function literalOf(atom: Atom): string | undefined {
  if (atom.kind !== 'text') return undefined
  let all = ''
  for (const part of atom.parts) {
    if (!('text' in part)) return undefined
    all += part.text
  }
  return all
}

/** The only literal text of a value, if it has exactly one. */
export function literalText(value: Value): string | undefined {
  const [only] = value
  return value.length === 1 && only ? literalOf(only) : undefined
}

/** All literal texts among the alternatives. */
export function literalTexts(value: Value): string[] {
  return value.map(literalOf).filter(found => found !== undefined)
}

/** A text as a person would write it: `/users/{id}?{filters}`. */
export function printText(atom: Text): string {
  return atom.parts.map(printPart).join('')
}

function printPart(part: Part): string {
  if ('text' in part) return part.text
  if ('pairs' in part) return part.pairs.map(pair => `${pair.name}={${pair.name}}`).join('&')
  return `{${part.name}}`
}

/** True when two texts cannot both be meant: one holds where the other does not. */
export function opposed(left: readonly string[] | undefined, right: readonly string[] | undefined): boolean {
  if (!left || !right) return false
  return left.some(when =>
    when.startsWith('@') ? right.some(other => isOther(when, other)) : right.includes(opposite(when)),
  )
}

/** One choice, made differently: `@table=1` and `@table=2`. */
function isOther(when: string, other: string): boolean {
  const cut = when.indexOf('=') + 1
  return when !== other && other.startsWith(when.slice(0, cut))
}

function opposite(when: string): string {
  return when.slice(0, -1) + (when.endsWith('+') ? '-' : '+')
}

// What is kept in a store and read again and again would gather more with every turn.
const MOST_CONDITIONS = 24

/** Both lists of conditions, the last of them where they are many, or nothing when there are none. */
export function bothWhen(
  left: readonly string[] | undefined,
  right: readonly string[] | undefined,
): readonly string[] | undefined {
  if (!left?.length) return right
  if (!right?.length) return left
  const both = [...new Set([...left, ...right])]
  return both.length === left.length ? left : both.slice(-MOST_CONDITIONS)
}

// No address has so many parts.
const MOST_PARTS = 64
// A row of a list with its picture and its links.
const MOST_MARKUP = 24

/** Markup that a page builds line by line: its beginning says enough, and the rest is seen by somebody. */
function isClosed({ parts }: Text): boolean {
  const [first] = parts
  const most = first !== undefined && isLiteral(first) && /^\s*</.test(first.text) ? MOST_MARKUP : MOST_PARTS
  return parts.length > most
}

/** True where a text ends with another twice over: one that is added to itself with every run says nothing more. */
function isRepeated({ parts: left }: Text, { parts: right }: Text): boolean {
  if (left.length < right.length * 2 || !right.some(isHole)) return false
  const end = left.slice(-right.length * 2)
  return end.every((part, at) => isAlike(part, right[at % right.length]))
}

function isAlike(left: Part, right: Part | undefined): boolean {
  if (left === right || !right) return left === right
  if (isLiteral(left)) return isLiteral(right) && left.text === right.text
  return isHole(left) && isHole(right) && left.name === right.name
}

function append(left: Text, right: Text): Text | undefined {
  if (opposed(left.when, right.when)) return undefined
  if (isClosed(left) || isRepeated(left, right)) {
    for (const part of right.parts)
      if (isHole(part) && part.of?.kind === 'answer') part.of.source.used.add(part.of.path)
    return left
  }
  const when = bothWhen(left.when, right.when)
  const traits: Omit<Text, 'kind' | 'parts'> = {}
  if (when) traits.when = when
  if (left.likely || right.likely) traits.likely = true
  return textOf([...left.parts, ...right.parts], traits)
}

/** Every text of the left before every text of the right; where these are too many, each of them stands in one at least. */
export function concat(left: readonly Text[], right: readonly Text[]): Text[] {
  const joined: Text[] = []
  for (const [first, second] of combined(left, right)) {
    const both = append(first, second)
    if (both && joined.length < MOST_ALTERNATIVES) joined.push(both)
  }
  return joined
}

function* combined(left: readonly Text[], right: readonly Text[]): Generator<[Text, Text]> {
  const isMany = left.length * right.length > MOST_ALTERNATIVES
  for (let at = 0; isMany && at < Math.max(left.length, right.length); at += 1) {
    const [first, second] = [left[at % left.length], right[at % right.length]]
    if (first && second) yield [first, second]
  }
  for (const first of isMany ? [] : left) for (const second of right) yield [first, second]
}

/** The texts that a value gives inside a template; what is not text becomes a hole of the given name. */
export function textsOf(given: Value, name: string): Text[] {
  const value = withoutFallback(withoutFalse(withoutEnvironment(given)))
  const pieces = value
    .flatMap(opened)
    .map(atom => textOfAtom(atom, name))
    .filter(found => found !== undefined)
  const firm = pieces.filter(({ text }) => !text.parts.some(part => isHole(part) && isSoft(part)))
  const best = firm.some(({ empty }) => !empty) ? firm : pieces
  const full = best.filter(({ empty }) => !empty)
  const chosen = (full.length > 0 ? full : best).map(({ text }) => text)
  // A form that is still empty, beside what somebody will type: only the latter is ever sent.
  const isOpen = value.some(atom => atom.kind === 'unknown' || atom.kind === 'answer')
  if (!isOpen) return unique(chosen.filter(text => !isRootOf(text, chosen)))
  const filled = chosen.filter(isFilled)
  return unique(filled.length > 0 ? filled : pieces.map(({ text }) => text).filter(isFilled))
}

/** `this.id ? this.id : false` is an id where it is a part of a text: nobody writes `false` beside one. */
function withoutFalse(value: Value): Value {
  if (!value.some(isFalse) || value.every(atom => atom.kind === 'constant')) return value
  return value.filter(atom => !isFalse(atom))
}

/** `/pages/${slug || 'home'}`: one of the values that a part of an address has stands for no address of its own. */
function withoutFallback(value: Value): Value {
  if (!value.some(isFallback)) return value
  const isOpen = value.some(atom => (atom.kind === 'unknown' && !atom.soft) || atom.kind === 'answer')
  return isOpen ? value.filter(atom => !isFallback(atom)) : value
}

function isFallback(atom: Atom): boolean {
  return atom.kind === 'text' && atom.fallback === true
}

function isFalse(atom: Atom): boolean {
  return atom.kind === 'constant' && atom.value === false
}

/** What only the environment knows gives way to what is written down beside it. */
function withoutEnvironment(value: Value): Value {
  if (!value.some(isOfEnvironment) || !value.some(isWritten)) return value
  return value.flatMap((atom): Value => {
    if (isOfEnvironment(atom)) return []
    return atom.kind === 'text' ? [{ ...atom, likely: true }] : [atom]
  })
}

/** A variable of the environment, or a member of what the page is given: `window.__CONFIG__.api`. */
function isOfEnvironment(atom: Atom): boolean {
  if (atom.kind !== 'unknown') return false
  return atom.env !== undefined || (atom.outside !== undefined && /^[\w$.]+$/.test(atom.outside))
}

function isWritten(atom: Atom): boolean {
  return (literalOf(atom) ?? '') !== ''
}

/** What a ref holds; all that an address may be. */
function opened(atom: Atom): Value {
  if (atom.kind !== 'object') return [atom]
  if (atom.tag === 'ref') return refValue(atom)
  const inner = atom.tag === 'url' ? (atom.inner ?? []).filter(one => one.kind === 'text') : []
  return inner.length > 0 ? inner.map(one => withPairs(one, atom)) : [atom]
}

/** A slash beside a slash and something: `if (path === '') path = '/'`. Where one or the other was chosen, both are meant. */
function isRootOf(text: Text, all: readonly Text[]): boolean {
  if (!ROOT.test(literalOf(text) ?? '')) return false
  return all.some(({ parts: [first, second, ...rest], when }) => {
    const isBelow = first && second && rest.length === 0 && 'text' in first && first.text === '/' && isHole(second)
    return isBelow === true && !opposed(text.when, when)
  })
}

const ROOT = /^\/+$/

/** The root of a path is the least that it may be: `path || '/'`. */
function isFilled(text: Text): boolean {
  const literal = literalOf(text)
  return literal !== '' && !ROOT.test(literal ?? '')
}

function unique(texts: Text[]): Text[] {
  const seen = new Map<string, Text>()
  for (const text of texts) {
    const key = printText(text) + (text.when ?? []).join()
    if (!seen.has(key)) seen.set(key, text)
  }
  return [...seen.values()].slice(0, MOST_ALTERNATIVES)
}

function isSoft(hole: Hole): boolean {
  return hole.of?.kind === 'unknown' && hole.of.soft === true
}

/** True for a part that is known only while the program runs. */
export function isHole(part: Part): part is Hole {
  return 'name' in part
}

/** True for a part that is written down. */
export function isLiteral(part: Part): part is Literal {
  return 'text' in part
}

interface Piece {
  text: Text
  /** Null or undefined: kept only where there is no better alternative. */
  empty: boolean
}

function textOfAtom(atom: Atom, name: string): Piece | undefined {
  switch (atom.kind) {
    case 'text':
      return { text: asParameter(atom, name), empty: false }
    case 'constant':
      return constantPiece(atom.value, name)
    case 'unknown':
      return { text: textOf([{ name: holeName(name, atom.name), of: atom }]), empty: false }
    case 'answer':
      return { text: textOf([{ name: holeName(name, lastName(atom.path)), of: atom }]), empty: false }
    case 'object':
      return textOfThing(atom, name)
    default:
      return { text: textOf([{ name }]), empty: false }
  }
}

const KEY = /^(?:\d+|[\da-f]{24}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i

/** A number or an id that somebody passes is one of many: it stays a parameter, under the name that it has here. */
function asParameter(text: Text, name: string): Text {
  const literal = name === '' ? undefined : literalOf(text)
  return literal !== undefined && KEY.test(literal) ? { ...text, parts: [{ name, digits: literal }] } : text
}

function textOfThing(thing: Thing, name: string): Piece | undefined {
  if (thing.tag === 'params') return { text: textOf([pairsOf(thing)]), empty: false }
  const [inner] = thing.inner ?? []
  if (thing.tag === 'url' && inner?.kind === 'text') return { text: withPairs(inner, thing), empty: false }
  return thing.tag === 'ref' ? undefined : { text: textOf([{ name }]), empty: false }
}

function withPairs(address: Text, url: Thing): Text {
  const params = url.slots.get('searchParams')?.value.find(atom => atom.kind === 'object')
  const { pairs } = params ? pairsOf(params) : { pairs: [] }
  return pairs.length > 0 ? { ...address, parts: [...address.parts, { text: '?' }, { pairs }] } : address
}

/** The pairs of an object whose members become a query string or a form. */
export function pairsOf(thing: Thing): Pairs {
  if (thing.tag === 'query') watchFields(thing)
  const pairs: Pair[] = queriesIn(thing).flatMap(query => pairsOf(query).pairs)
  for (const [name, slot] of thing.slots) {
    const value = slot.cell ? [...slot.value, ...readCell(slot.cell)] : slot.value
    const sent = value.filter(atom => !(atom.kind === 'constant' && atom.value === undefined))
    if (sent.length > 0) pairs.push({ name, value: sent, optional: sent.length < value.length })
  }
  return { pairs }
}

/** The queries of pages that it is made of: some of their names may not be known yet. */
export function queriesIn({ bases }: Thing): Thing[] {
  return bases.flatMap(({ value }) =>
    value.flatMap(atom => (atom.kind === 'object' && atom.tag === 'query' ? atom : [])),
  )
}

function constantPiece(value: unknown, name: string): Piece {
  if (typeof value === 'number') return { text: textOf([{ name, digits: String(value) }]), empty: false }
  if (value === null || value === undefined) return { text: textOf([]), empty: true }
  return { text: textOf([{ text: String(value) }]), empty: false }
}

function holeName(written: string, known: string): string {
  return written === '' || written === 'value' ? known || 'value' : written
}

/** The last name of a path such as `articles[].author.name`. */
export function lastName(path: string): string {
  return path.replaceAll('[]', '').split('.').at(-1) ?? ''
}

/**
 * A segment that is empty now (a form's first state, an id that is not chosen yet) is a parameter all the same. Where it may
 * be a query instead, it is none: `/boats/${words ? `?${words}` : ''}`.
 */
export function fillSegment(texts: Text[], name: string, whole: boolean): Text[] {
  if (!whole || texts.length === 0 || texts.some(isQuery)) return texts
  return texts.map(one => {
    const empty = one.parts.every(part => 'text' in part && part.text === '' && !part.cut)
    return empty ? { ...one, parts: [{ name }] } : one
  })
}

function isQuery({ parts: [first] }: Text): boolean {
  return first !== undefined && isLiteral(first) && first.text.startsWith('?')
}

/** The text, number or flag that something is known to be. */
export function plainOf(atom: Atom): { value: string | Constant['value'] } | undefined {
  if (atom.kind === 'constant') return { value: atom.value }
  const literal = literalOf(atom)
  return literal === undefined ? undefined : { value: literal }
}

/** A text value, or nothing for no texts. */
export function valueOfTexts(texts: readonly Text[]): Value {
  return texts.length > 0 ? texts : NOTHING
}
