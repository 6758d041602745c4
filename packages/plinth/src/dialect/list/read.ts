import { nearest } from '../../config/index.ts'
import { invalid } from '../../errors/index.ts'
import type { ListQuery, ListSpec } from '../../operations/index.ts'
import type { DialectSettings } from '../settings.ts'
import { type Draft, mostProblems, type ReadWord, refuse } from './draft.ts'
import { compileFilters } from './filters.ts'
import { compileWords, largestOffset } from './words.ts'

/** The query string as parsed: one text, or several where a word was given more than once. */
export type RawQuery = Readonly<Record<string, string | readonly string[] | undefined>>

/** Reads a query into plain words, or throws VALIDATION_FAILED with one entry a word. */
export type ReadList = (query: RawQuery) => ListQuery

/** What the reader of one list is compiled from. */
export interface ListFacts {
  readonly spec: ListSpec
  readonly settings: DialectSettings
  readonly wire: (key: string) => string
  /** Words that the operation reads by itself. */
  readonly besides: readonly string[]
}

/** The reader of one list, compiled once: one map from word to reader. Words of the dialect win over filters of that name. */
export function compileList({ spec, settings, wire, besides }: ListFacts): ReadList {
  const readers = new Map<string, ReadWord>([
    ...compileFilters(spec.filters, wire),
    ...compileWords(spec, settings, wire),
    ...besides.map(word => [word, () => undefined] as const),
  ])
  return query => {
    const draft: Draft = { where: [], problems: [], query: {} }
    for (const word in query) {
      if (draft.problems.length >= mostProblems) break
      readWord(word, query[word], { draft, readers, settings })
    }
    return finish(draft, spec, settings)
  }
}

interface Reading {
  readonly draft: Draft
  readonly readers: ReadonlyMap<string, ReadWord>
  readonly settings: DialectSettings
}

function readWord(word: string, value: RawQuery[string], { draft, readers, settings }: Reading): void {
  const read = readers.get(word)
  const values = typeof value === 'string' ? [value] : (value ?? [])
  // A dialect that drops what it does not know also takes `?category=` for no filter: forms send it.
  if (settings.extra === 'drop' && (read === undefined || values.join('') === '')) return
  if (read !== undefined) read(values, draft, word)
  else refuse(draft, word.slice(0, longestWord), unknownWord(word, [...readers.keys()]))
}

/** Comparing costs the product of the lengths: long words are not worth a guess. */
const longestWord = 64

function unknownWord(word: string, known: readonly string[]): string {
  const meant = word.length > longestWord ? undefined : nearest(word, known)
  return meant === undefined ? 'Unknown word.' : `Unknown word. Did you mean "${meant}"?`
}

function finish(draft: Draft, spec: ListSpec, settings: DialectSettings): ListQuery {
  const { query, where, problems } = draft
  // A resource that says nothing has 20; what the dialect says then counts.
  query.limit ??= (spec.size.default === 20 ? settings.size : undefined) ?? spec.size.default
  settlePage(draft, settings)
  if (where.length > 0) query.where = where
  if (problems.length > 0) throw invalid(problems)
  return query
}

function settlePage({ query, page, problems }: Draft, { words, first }: DialectSettings): void {
  const given = [page, query.offset, query.after].filter(value => value !== undefined)
  if (given.length > 1) {
    const names = [words.page, words.offset, words.cursor].filter(name => name !== false)
    problems.push({ field: names[0] ?? '', message: `Give only one of ${names.join(', ')}.` })
  }
  if (page === undefined) return
  query.offset = (page - first) * (query.limit ?? 0)
  if (query.offset > largestOffset)
    problems.push({ field: words.page || '', message: `There is no page this far: use a cursor.` })
}
