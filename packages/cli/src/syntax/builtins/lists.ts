import { branch } from '../machine/branch.ts'
import type { Methods } from '../machine/machine.ts'
import { eachRow, hasRoom } from '../machine/rows.ts'
import { addElement, isMaking, putFields } from '../machine/slots.ts'
import { use } from '../machine/use.ts'
import { elementsOf, isListed, makeArray } from '../objects/elements.ts'
import { writeOver } from '../objects/over.ts'
import type { Call, Native } from '../values/frame.ts'
import { join, joinAll, truth } from '../values/join.ts'
import { answer, constant, EITHER, flag, textOf, UNDEFINED, unknown } from '../values/make.ts'
import { concat, literalText, textsOf, valueOfTexts } from '../values/text.ts'
import type { Atom, Slot, Text, Thing, Value } from '../values/value.ts'
import { arg, callback, siteOfCall, turn } from './call.ts'
import { placeInConstant } from './constants.ts'

const MOST_ITEMS = 60

/** The elements to go through: one by one where they are known, else one that stands for all. */
function items(call: Call): Value[] {
  const all = elementsOf(call.self, call.frame)
  if (!isListed(call.self)) return all.length > 0 ? [joinAll(all)] : []
  if (all.length <= MOST_ITEMS || all.every(isWord)) return all
  return [...all.slice(0, MOST_ITEMS), joinAll(all.slice(MOST_ITEMS))]
}

/** Keys of a table lead to its rows: mixed, each leads to all. */
function isWord(value: Value): boolean {
  return value.length === 1 && value[0]?.kind === 'text'
}

/**
 * Tables of objects that something is added to are gone through row by row all the same: the fields of a row belong together.
 * What is added is one more row.
 */
function table(call: Call): Value[] | undefined {
  if (isListed(call.self) || !call.self.every(isArray)) return undefined
  const all = elementsOf(call.self, call.frame)
  const rows = joinAll(all.filter(row => row.length === 1 && row[0]?.kind === 'object'))
  const rest = joinAll(all).filter(atom => !rows.includes(atom))
  if (rows.length < 2 || rows.length > MOST_ITEMS) return undefined
  return [...rows.map(row => [row]), ...(rest.length > 0 ? [rest] : [])]
}

function isArray(atom: Atom): atom is Thing {
  return atom.kind === 'object' && atom.tag === 'array'
}

function position(call: Call, index: number | undefined): Value {
  return index !== undefined && isListed(call.self) ? constant(index) : unknown('index', { is: 'number' })
}

function each(call: Call): Value[] {
  const rows = table(call) ?? items(call)
  const [met, several] = [new Set<number | undefined>(), new Set<number | undefined>()]
  for (const at of rows.map(place)) (met.has(at) ? several : met).add(at)
  return eachRow(call.frame.machine, rows, (item, index) => {
    const own = place(item)
    const step = several.has(own) ? undefined : own
    return callback(turn(call, step ?? index ?? 0), arg(call, 0), [item, position(call, index), call.self])
  })
}

/**
 * A row of a table is told by where it is written: in the next round there may be more before it. Rows that are made in one
 * place, those of `Object.entries(TABLE)` say, are told by their order.
 */
function place([row]: Value): number | undefined {
  return row?.kind === 'object' && row.birth ? row.birth.site % PLACES : undefined
}

const PLACES = 1_000_003

/** `forEach` of a list of unknown length: what its function appends comes any number of times. */
function forEach(call: Call): Value {
  const repeats = !isListed(call.self)
  each(repeats ? { ...call, repeats: true } : call)
  return UNDEFINED
}

/** A new list: item by item when the old one was known item by item. */
function listOf(call: Call, values: readonly Value[]): Value {
  const site = siteOfCall(call)
  return isListed(call.self)
    ? makeArray(call.frame, site, values)
    : makeArray(call.frame, site, { items: [], rest: joinAll(values) })
}

/** What may be anything is still that when it was asked whether it is a list: `Array.isArray(it) ? it.map(trim) : trim(it)`. */
function mapped(call: Call): Value {
  const values = each(call)
  const plain = call.self.flatMap((atom): Value => plainOf(atom, values))
  return plain.length === call.self.length && plain.length > 0 ? plain : listOf(call, values)
}

/** The part of an answer stays where its elements do. */
function plainOf(atom: Atom, values: readonly Value[]): Value {
  if (atom.kind === 'unknown' && atom.asked) return unknown(atom.name)
  if (atom.kind !== 'answer' || !atom.asked) return []
  const { source, path } = atom
  const isSame = values.flat().some(one => one.kind === 'answer' && one.source === source && one.path === `${path}[]`)
  return isSame ? [answer(source, path)] : []
}

function filter(call: Call): Value {
  const kept: Value[] = []
  const rows = items(call)
  eachRow(call.frame.machine, rows, (item, index) => {
    if (isWanted(call, item, index)) kept.push(...(index === undefined ? rows : [item]))
  })
  return isOwn(call) ? listOf(call, kept) : call.self
}

function isWanted(call: Call, item: Value, index: number | undefined): boolean {
  const wanted = callback(turn(call, index ?? 0), arg(call, 0), [item, position(call, index), call.self])
  use(wanted)
  return truth(wanted) !== false
}

function isOwn(call: Call): boolean {
  return call.self.every(atom => atom.kind === 'object')
}

/** A list with the same elements: sorted, reversed, cut. */
function same(call: Call): Value {
  if (call.args.length > 0 && call.args[0]?.[0]?.kind === 'function') {
    const [first = unknown('item')] = items(call)
    use(callback(call, arg(call, 0), [first, first]))
  }
  return isOwn(call) ? listOf(call, items(call)) : call.self
}

function find(call: Call): Value {
  const found = eachRow(call.frame.machine, items(call), (item, index) => (isWanted(call, item, index) ? item : []))
  return join(joinAll(found), UNDEFINED)
}

function test(call: Call): Value {
  for (const result of each(call)) use(result)
  return EITHER
}

function reduce(call: Call, list = items(call)): Value {
  const given = call.args.length > 1
  let result: Value = given ? arg(call, 1) : (list[0] ?? UNDEFINED)
  const rest = given ? list : list.slice(1)
  for (const [index, item] of rest.entries()) {
    const run = () => callback(turn(call, index), arg(call, 0), [result, item, position(call, index), call.self])
    if (isListed(call.self)) result = run()
    else {
      const [once = []] = branch(call.frame, [{ run }, { run: () => [] as Value }])
      result = join(result, once)
    }
  }
  return result
}

function joinTexts(call: Call): Value {
  use(call.self)
  const separator = call.args.length > 0 ? (literalText(arg(call, 0)) ?? ',') : ','
  if (!isListed(call.self)) return joinedOnce(call, separator)
  let texts: Text[] = [textOf([])]
  for (const [index, item] of items(call).entries()) {
    if (index > 0) texts = concat(texts, [textOf([{ text: separator }])])
    texts = concat(texts, textsOf(item, 'value'))
  }
  return valueOfTexts(texts)
}

/** What is joined by slashes is a path, whatever it is. */
function joinedOnce(call: Call, separator: string): Value {
  const [first] = items(call)
  const texts = first ? textsOf(first, 'value').filter(isTelling) : []
  return texts.length > 0 ? valueOfTexts(texts) : unknown(separator === '/' ? 'path' : 'text', { is: 'string' })
}

/** Of words joined any number of times only a query, a path or markup says more than that there is a text. */
function isTelling({ parts }: Text): boolean {
  if (parts.some(part => 'pairs' in part)) return true
  const written = parts.flatMap(part => ('text' in part ? part.text : []))
  return written.length > 0 && (written.length === parts.length || written.some(one => /[/?&=<]/.test(one)))
}

function push(call: Call): Value {
  for (const atom of call.self) {
    if (atom.kind === 'answer')
      for (const added of call.args) writeOver({ ...atom, path: `${atom.path}[]` }, added, call.frame)
    if (atom.kind !== 'object') continue
    for (const added of call.args) {
      if (isMaking(call.frame.machine, atom) && !atom.element && holds(atom, added)) continue
      if (isMaking(call.frame.machine, atom) && !atom.element)
        putFields(call.frame, atom, { [String(endOf(atom))]: added })
      else addElement(call.frame, atom, added)
    }
  }
  return unknown('length', { is: 'number' })
}

/** Where the next element goes: what another branch appended is not there in this one. */
function endOf({ slots }: Thing): number {
  let end = slots.size
  while (end > 0 && isEmpty(slots.get(String(end - 1)))) end -= 1
  return end
}

function isEmpty(slot: Slot | undefined): boolean {
  return slot !== undefined && !slot.cell && !slot.getter && slot.value.length === 0
}

/** One object stands in a list once: who walks a table that changes meanwhile comes by it again. */
function holds({ slots }: Thing, [only, ...others]: Value): boolean {
  if (only?.kind !== 'object' || others.length > 0) return false
  return [...slots.values()].some(({ value }) => value.length === 1 && value[0] === only)
}

function concatLists(call: Call): Value {
  if (!isOwn(call)) return joinAll([call.self, ...call.args])
  const more = call.args.flatMap(one => (one.some(isList) ? elementsOf(one, call.frame) : [one]))
  return listOf(call, [...items(call), ...more])
}

function isList(atom: Value[number]): boolean {
  return atom.kind === 'answer' || (atom.kind === 'object' && atom.tag === 'array')
}

function element(call: Call): Value {
  return join(joinAll(items(call)), UNDEFINED)
}

function flat(call: Call): Value {
  const inner = items(call).flatMap(one => elementsOf(one, call.frame))
  return makeArray(call.frame, siteOfCall(call), { items: [], rest: joinAll(inner) })
}

function flatMap(call: Call): Value {
  const inner = each(call).flatMap(one => (one.some(isList) ? elementsOf(one, call.frame) : [one]))
  return listOf(call, inner)
}

/** Names of lists. Texts have `includes` and `indexOf`, too. */
const LISTED = /(?:s|list|array|set|\])$/i

function includes(call: Call): Value {
  use(call.self)
  const lists = call.self.filter(atom => atom.kind !== 'answer' || LISTED.test(atom.path))
  for (const item of items({ ...call, self: lists })) use(item)
  use(arg(call, 0))
  const place = placeInConstant(call)
  return flag(place === undefined ? undefined : place >= 0)
}

function indexOf(call: Call): Value {
  includes(call)
  const place = placeInConstant(call)
  return place === undefined ? unknown('index', { is: 'number' }) : constant(place)
}

function entries(call: Call): Value {
  const pairs = items(call).map((item, index) => makeArray(call.frame, siteOfCall(call), [position(call, index), item]))
  return listOf(call, pairs)
}

function slice(call: Call): Value {
  const [from] = arg(call, 0)
  const known =
    isListed(call.self) && call.args.length === 1 && from?.kind === 'constant' && typeof from.value === 'number'
  if (!known) return same({ ...call, args: [] })
  return listOf(call, items(call).slice(Number(from.value)))
}

/** What is taken out. */
function splice(call: Call): Value {
  push({ ...call, args: call.args.slice(2) })
  const [from] = arg(call, 0)
  const [count] = arg(call, 1)
  const isKnown = from?.kind === 'constant' && Number(from.value) >= 0 && isListed(call.self)
  if (!isKnown) return listOf(call, items(call))
  const start = Number(from.value)
  const isCounted = count?.kind === 'constant' && typeof count.value === 'number'
  return listOf(call, items(call).slice(start, isCounted ? start + Number(count.value) : undefined))
}

const MOST_LISTS = 16

/** Goes through known lists one by one; what is not known is gone through together. */
function apart(method: Native): Native {
  return call => {
    const listed = call.self.filter(isArray).filter(atom => isListed([atom]))
    if (call.self.length === 1 || listed.length === 0 || listed.length > MOST_LISTS) return method(call)
    const rows = listed.reduce((sum, { slots }) => sum + slots.size, 0)
    if (!hasRoom(call.frame.machine, rows)) return method(call)
    const rest = call.self.filter(atom => !(isArray(atom) && listed.includes(atom)))
    const results = listed.map((atom, index) => method({ ...call, self: [atom], step: index + 1 }))
    return joinAll(rest.length > 0 ? [...results, method({ ...call, self: rest })] : results)
  }
}

const PLAIN: Methods = {
  map: mapped,
  forEach,
  filter,
  find,
  findLast: find,
  findIndex: call => {
    test(call)
    return unknown('index', { is: 'number' })
  },
  some: test,
  every: test,
  reduce: call => reduce(call),
  reduceRight: call => reduce(call, items(call).toReversed()),
  join: joinTexts,
  push,
  unshift: push,
  concat: concatLists,
  slice,
  sort: same,
  toSorted: same,
  reverse: same,
  toReversed: same,
  fill: same,
  splice,
  pop: element,
  shift: element,
  at: element,
  flat,
  flatMap,
  includes,
  indexOf,
  lastIndexOf: indexOf,
  entries,
  values: call => same({ ...call, args: [] }),
  keys: call => makeArray(call.frame, siteOfCall(call), { items: [], rest: unknown('index', { is: 'number' }) }),
}

/** Methods of lists. They serve arrays, answers that are lists, and lists that are not known. */
export const LISTS: Methods = Object.fromEntries(Object.entries(PLAIN).map(([name, method]) => [name, apart(method)]))

/** Methods of lists that make sense of a call on something that is not known: those that take a function. */
export const LISTS_OF_UNKNOWN: Methods = Object.fromEntries(
  ['map', 'forEach', 'filter', 'find', 'findIndex', 'some', 'every', 'reduce', 'flatMap'].flatMap(name => {
    const method = LISTS[name]
    return method ? [[name, method]] : []
  }),
)
