import type { Shape } from '../../endpoint.ts'
import { compareText } from '../facts/evidence.ts'
import type { Ask } from '../facts/facts.ts'
import { elementOf, fieldsOf } from '../facts/shape.ts'
import { isSpringPage } from './envelope.ts'

/** Query words by what they ask for. The first group is what the default dialect understands. */
const meanings = {
  page: /^_?(page|p|page_?(number|no|index|num)|current_?page)$/i,
  limit: /^_?(limit|per_?page|page_?size|size|take|count|rows|max_?results)$/i,
  offset: /^_?(offset|skip|start)$/i,
  cursor: /^_?(cursor|after|next_?token|page_?token)$/i,
  sort: /^_?(sort|sort_?by|order|order_?by|ordering)$/i,
  search: /^_?(search|q|query|keywords?|term|text|search_?(term|text|query|key))$/i,
  include: /^_?(include|includes|expand|with|populate|embed)$/i,
  fields: /^_?(fields|select|only|attributes)$/i,
} as const

/** Words of a direction beside a sort field: the dialect's sort words carry the direction themselves. */
const directionWord = /^_?(sort_?order|sort_?dir(ection)?|order|dir|direction)$/i

export type Meaning = keyof typeof meanings

/** The frontend's word for each meaning; absent where it has none. */
export type QueryWords = Readonly<Partial<Record<Meaning, string>>>

/** The most used word for each meaning among the lists. */
export function findWords(lists: readonly Ask[]): QueryWords {
  const counts = new Map<string, number>()
  for (const word of lists.flatMap(ask => ask.query)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const words = [...counts].toSorted((a, b) => b[1] - a[1] || rank(a[0]) - rank(b[0]) || compareText(a[0], b[0]))
  const found: Partial<Record<Meaning, string>> = {}
  for (const meaning of Object.keys(meanings) as Meaning[]) {
    const fitting = words.filter(([text]) => meanings[meaning].test(text))
    const clear = fitting.filter(([text]) => meaning === 'sort' && !directionWord.test(text))
    const word = [...clear, ...fitting][0]?.[0]
    if (word !== undefined) found[meaning] = word
  }
  return found
}

/** Of two words used as often, the one that cannot be a direction. */
function rank(word: string): number {
  return /^_?(sort|search|page|limit)/i.test(word) ? 0 : 1
}

/** The paging options where a word is not the default's. A given object understands only the words in it. */
export function pagingOption(words: QueryWords, lists: readonly Ask[]): Record<string, unknown> | undefined {
  const names = ['page', 'offset', 'cursor', 'limit'] as const
  const usual = names.every(name => words[name] === undefined || words[name] === name)
  const fromZero =
    words.page !== undefined && lists.some(ask => startsAtZero(ask, words.page ?? '') || isSpringPage(ask.answer))
  if (usual && !fromZero) return undefined
  const used = names.filter(name => words[name] !== undefined).map(name => [name, words[name]] as const)
  return { ...Object.fromEntries(used), ...(fromZero ? { first: 0 } : {}) }
}

function startsAtZero(ask: Ask, word: string): boolean {
  return wordValues(ask, word).includes(0)
}

/** Sort, search, include and fields, where the frontend's word is not the default. */
export function wordOptions(words: QueryWords): Record<string, string> {
  const names = ['sort', 'search', 'fields', 'include'] as const
  return Object.fromEntries(
    names.flatMap(name => (words[name] === undefined || words[name] === name ? [] : [[name, words[name]]])),
  )
}

/** The known values of a query word: a union of literals, or a list that is joined by commas. */
export function wordValues(ask: Ask, word: string): (string | number | boolean)[] {
  return literals(fieldsOf(ask.queryShape)[word]?.shape)
}

function literals(shape: Shape | undefined): (string | number | boolean)[] {
  if (shape?.kind === 'literal') return shape.values
  return shape?.kind === 'array' ? literals(elementOf(shape)) : []
}

/** True for a word that is not about fields of the row: paging, sorting, searching. */
export function isReserved(word: string, words: QueryWords): boolean {
  return Object.values(words).includes(word)
}

/** True for a word that turns the order around, beside one that names it. The runtime wants `sort=-name`. */
export function isDirection(word: string, words: QueryWords): boolean {
  return words.sort !== undefined && word !== words.sort && directionWord.test(word)
}

/** `price[gte]` as its field and operator; null where the operator is not one of the runtime's. */
export function filterWord(word: string): { field: string; operator: string } | null {
  const [, field = word, operator = 'eq'] = /^(.+?)\[(\w*)\]$/.exec(word) ?? []
  const known = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'contains', 'startsWith', 'isNull', '']
  return known.includes(operator) ? { field, operator: operator === '' ? 'in' : operator } : null
}
