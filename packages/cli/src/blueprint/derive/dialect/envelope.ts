import type { Shape } from '../../endpoint.ts'
import { hasBody, isFixed, lastWord } from '../facts/ask.ts'
import { compareText } from '../facts/evidence.ts'
import type { Ask } from '../facts/facts.ts'
import { wordsOf } from '../facts/path.ts'
import { fieldsOf, isScalar, mergeShapes, unknownShape } from '../facts/shape.ts'
import { camelCase, isPlural, snakeCase } from '../facts/words.ts'
import { isDeed } from '../tables/spoken.ts'
import { remarksIn } from './remarks.ts'
import { answersRows, follow, itemWay, listWay, type Way } from './unwrap.ts'

/** JSON as a dialect holds it. */
export type Template = string | number | boolean | null | { [key: string]: Template }

/** How answers and bodies are wrapped. An option that the default dialect covers is absent. */
export interface Envelope {
  readonly itemStyle: Way
  readonly listStyle: Way
  readonly bodyStyle: Way
  readonly item?: Template
  readonly list?: Template
  readonly body?: Template
}

/** What the numbers beside a list are called, by what they say. */
const countWords: readonly (readonly [RegExp, string])[] = [
  [/^(total|count|total_?(count|items?|elements?|results?|records?|rows?|docs?|data|entries)|num_?found)$/i, '$total'],
  [/^(page|current_?page|page_?(number|no|index)?)$/i, '$page'],
  [/^(limit|(items_?)?per_?page|page_?size|size|take)$/i, '$limit'],
  [/^(pages|total_?pages?|last_?page|page_?count|num_?pages)$/i, '$pages'],
  [/^(offset|skip)$/i, '$offset'],
  [/^(next|next_?cursor|end_?cursor|cursor)$/i, '$next'],
]

const companions = /^(meta|metadata|pagination|paging|page_?info)$/i

/** Finds the wrapping that most answers have, by counting; where rows say nothing, from the answers of logins. */
export function findEnvelope(asks: readonly Ask[], logins: readonly Ask[]): Envelope {
  const listed = asks.filter(isListing)
  const single = asks.filter(ask => !isListing(ask) && ask.answer.kind === 'object')
  // What is made and changed says more than what is only shown: reports have forms of their own.
  const managed = single.filter(ask => isOfRow(ask, asks)).map(ask => itemWay(ask, ask.answer))
  const known =
    mostCommon(managed) ??
    mostCommon(single.map(ask => itemWay(ask, ask.answer))) ??
    mostCommon(logins.map(ask => itemWay(ask, ask.answer)))
  // Lists of plain values are few, and often bare where others are wrapped.
  const rows = listed.filter(answersRows)
  // Lists of things that are made and changed count twice: those of numbers for a chart are often written otherwise.
  const counted = (rows.length > 0 ? rows : listed).flatMap(ask => (isManaged(ask, asks) ? [ask, ask] : [ask]))
  const lists = counted.map(ask => listWay(ask, ask.answer))
  // Of two that are as common, the shorter one: a list inside of something else stands deeper.
  const listStyle = mostCommon(lists, true)
  const bodies = asks.filter(ask => hasBody(ask) && ask.method !== 'GET')
  const bodyStyle = mostCommon(bodies.map(ask => itemWay(ask, ask.body)?.slice(0, 1))) ?? []
  return {
    itemStyle: known ?? ['data'],
    listStyle: listStyle ?? ['data'],
    bodyStyle,
    ...itemOption(known, single),
    ...listOption(listed, listStyle),
    ...(bodyStyle.length === 0 ? {} : { body: nest(bodyStyle, '$input') }),
  }
}

/** The whole answer of one call, as its own reads say. */
export function ownTemplate(ask: Ask, isList: boolean): Template | undefined {
  const way = isList ? listWay(ask, ask.answer) : itemWay(ask, ask.answer)
  if (way === undefined) return undefined
  if (way.length === 0) return isList ? '$items' : '$item'
  const counts = isList ? countsBeside(ask, way) : {}
  if (isList && !saysList(ask, way) && !isPage(counts)) return undefined
  return join(nest(way, isList ? '$items' : '$item'), join(besideOf(way, [ask]), counts))
}

/** What stands under a singular and has a list in it is one thing with parts: a cart and its items. */
function saysList({ segments }: Ask, way: Way): boolean {
  const word = wordsOf(segments).at(-1) ?? ''
  return way.includes('$names') || isPlural(camelCase(word)) || isDeed(word)
}

/** How many pages there are is said of lists alone: the total of a cart may be money. */
function isPage(counts: Template): boolean {
  return /"\$(pages|next)"/.test(JSON.stringify(counts))
}

function isManaged({ place }: Ask, asks: readonly Ask[]): boolean {
  return asks.some(ask => ask.place === `${place}/{}` || (ask.place === place && ask.method === 'POST'))
}

/** Shows one row, or makes or changes it. */
function isOfRow(ask: Ask, asks: readonly Ask[]): boolean {
  const one = ask.place.endsWith('/{}') && ask.method !== 'DELETE' && ask.method !== 'POST'
  const others = asks.filter(other => other.place === ask.place && other !== ask)
  if (one) return others.length > 0
  if (isDeed(lastWord(ask))) return ask.method !== 'GET' || ask.place.endsWith('/{}')
  return ask.method === 'POST' && asks.some(other => other.place === `${ask.place}/{}` || others.includes(other))
}

/** A GET without parameters at its end whose answer has an array. */
function isListing(ask: Ask): boolean {
  const last = ask.segments.at(-1)
  return (
    ask.method === 'GET' &&
    (isFixed(ask) || (last !== undefined && 'word' in last)) &&
    listWay(ask, ask.answer) !== undefined
  )
}

function mostCommon(ways: readonly (Way | undefined)[], shorter = false): Way | undefined {
  const counts = new Map<string, number>()
  for (const way of ways)
    if (way !== undefined) counts.set(JSON.stringify(way), (counts.get(JSON.stringify(way)) ?? 0) + 1)
  const length = (text: string) => (shorter ? (JSON.parse(text) as string[]).length : 0)
  const [best] = [...counts].toSorted((a, b) => b[1] - a[1] || length(a[0]) - length(b[0]) || compareText(a[0], b[0]))
  return best === undefined ? undefined : (JSON.parse(best[0]) as string[])
}

/** The default is `{ success: true, data }`. */
function itemOption(style: Way | undefined, asks: readonly Ask[]): { item?: Template } {
  if (style === undefined) return {}
  const beside = besideOf(style, asks)
  if (isSame(style, ['data']) && Object.keys(beside).every(name => name === 'success')) return {}
  return { item: join(nest(style, '$item'), beside) }
}

function besideOf(style: Way, asks: readonly Ask[]): { [key: string]: Template } {
  if (style.length === 0) return {}
  const { [style[0] ?? '']: _, ...beside } = remarksIn(asks.map(ask => ask.reads).reduce(mergeShapes, unknownShape))
  return beside
}

function listOption(asks: readonly Ask[], style: Way | undefined): { list?: Template } {
  if (style === undefined) return {}
  const counts = asks.map(ask => countsBeside(ask, style)).reduce<Template>(join, besideOf(style, asks))
  if (isSame(style, ['data']) && defaultCounts(counts)) return {}
  if (style.length === 0) return { list: '$items' }
  return { list: join(nest(style, '$items'), counts) }
}

function isSame(a: Way, b: Way): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Numbers that stand beside the list, at each level on the way to it. */
function countsBeside(ask: Ask, style: Way): Template {
  let found: Template = {}
  for (let deep = 0; deep < style.length; deep++) {
    const level = follow(ask, ask.answer, style.slice(0, deep))
    if (level !== undefined) found = join(found, nest(style.slice(0, deep), countsIn(level, style.at(-1) ?? '', ask)))
  }
  return found
}

function countsIn(shape: Shape, list: string, ask: Ask): Template {
  const found: { [key: string]: Template } = {}
  for (const [name, field] of Object.entries(fieldsOf(shape))) {
    if (companions.test(name) && field.shape.kind === 'object') {
      const counts = countsIn(field.shape, list, ask)
      const inner = isScalar(fieldsOf(field.shape).results?.shape ?? field.shape)
        ? join(counts, { results: '$total' })
        : counts
      if (Object.keys(inner as object).length > 0) found[name] = inner
    } else if (isScalar(field.shape)) Object.assign(found, countOf(name, list, ask))
  }
  // A page of Spring Data says its number beside the number of all of them.
  if (isSpringPage(shape)) found.number = '$page'
  return found
}

/** `content` with `number`, `totalPages` and `totalElements`: https://docs.spring.io/spring-data/commons/reference/ */
export function isSpringPage(shape: Shape): boolean {
  const { content, number, totalPages, totalElements } = fieldsOf(shape)
  return content?.shape.kind === 'array' && number !== undefined && (totalPages ?? totalElements) !== undefined
}

/** `articlesCount` beside `articles` is `$namesCount`. */
function countOf(name: string, list: string, ask: Ask): { [key: string]: Template } {
  const named = list === '$names' ? namedCount(name, ask) : undefined
  if (named !== undefined) return { [named]: '$total' }
  const slot = countWords.find(([pattern]) => pattern.test(name))?.[1]
  return slot === undefined ? {} : { [name]: slot }
}

function namedCount(name: string, ask: Ask): string | undefined {
  const [, stem = '', ending = ''] = /^(.+?)(Count|Total|_count|_total)$/.exec(name) ?? []
  if (stem === '') return undefined
  const probe: Shape = { kind: 'object', fields: { [stem]: { shape: { kind: 'number' }, optional: false } } }
  if (follow(ask, probe, ['$names']) !== undefined) return `$names${ending}`
  return follow(ask, probe, ['$name']) === undefined ? undefined : `$name${ending}`
}

const covered: Readonly<Record<string, string>> = { page: '$page', limit: '$limit', total: '$total', pages: '$pages' }

/** True when the default list answer has these numbers in these places. */
function defaultCounts(counts: Template): boolean {
  const { meta, success: _, ...others } = counts as { [key: string]: Template }
  const inMeta = Object.entries((meta ?? {}) as { [key: string]: Template })
  return Object.keys(others).length === 0 && inMeta.every(([name, slot]) => covered[name] === slot)
}

/** A value at the end of a way. */
export function nest(way: Way, value: Template): Template {
  return way.toReversed().reduce<Template>((inner, name) => ({ [name]: inner }), value)
}

function join(a: Template, b: Template): Template {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a
  const all = { ...b, ...a }
  for (const name of Object.keys(a)) {
    const [first, second] = [a[name], b[name]]
    if (first !== undefined && second !== undefined) all[name] = join(first, second)
  }
  return Object.fromEntries(Object.keys({ ...a, ...b }).map(name => [name, all[name] as Template]))
}

/** The templates with the names of numbers and remarks as they stand on the wire, where that is in snake case. */
export function onWire(envelope: Envelope, casing: 'camel' | 'snake'): Envelope {
  if (casing === 'camel') return envelope
  const { item, list, body } = envelope
  return {
    ...envelope,
    ...(item === undefined ? {} : { item: renamedKeys(item) }),
    ...(list === undefined ? {} : { list: renamedKeys(list) }),
    ...(body === undefined ? {} : { body: renamedKeys(body) }),
  }
}

/** Templates of single operations as they stand on the wire. */
export function templatesOnWire(
  templates: readonly (readonly [operation: string, template: Template])[],
  casing: 'camel' | 'snake',
): [operation: string, template: Template][] {
  return templates.map(([name, template]) => [name, casing === 'snake' ? renamedKeys(template) : template])
}

function renamedKeys(template: Template): Template {
  if (typeof template !== 'object' || template === null) return template
  const rename = (key: string) => (key.startsWith('$') ? key : snakeCase(key))
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [rename(key), renamedKeys(value)]))
}
