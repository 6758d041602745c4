import type { ListQuery, ListSpec } from '../../operations/index.ts'
import type { DialectSettings } from '../settings.ts'
import { type Draft, type ReadWord, refuse } from './draft.ts'

/** Largest offset: PostgreSQL reads and drops every row before it. */
export const largestOffset = 10_000_000

const longestSearch = 200
const longestCursor = 2000
const mostNames = 100

/** The words of paging, sorting and choosing, by their wire names. */
export function compileWords(
  spec: ListSpec,
  settings: DialectSettings,
  wire: (key: string) => string,
): Map<string, ReadWord> {
  const { words, first } = settings
  const readers = new Map<string, ReadWord>()
  const put = (word: string | false, read: ReadWord): void => {
    if (word !== false) readers.set(word, once(read))
  }
  put(
    words.limit,
    whole(1, Math.min(spec.size.max, 1000), (draft, value) => (draft.query.limit = value)),
  )
  put(
    words.offset,
    whole(0, largestOffset, (draft, value) => (draft.query.offset = value)),
  )
  put(
    words.page,
    whole(first, largestOffset, (draft, value) => (draft.page = value)),
  )
  put(words.cursor, readCursor)
  put('count', readCount)
  put(words.sort, readSort(namesByWire(spec.sorts, wire)))
  put(
    words.fields,
    readNames(namesByWire(spec.fields, wire), (draft, names) => (draft.query.fields = names)),
  )
  put(
    words.include,
    readNames(namesByWire(spec.includes, wire), (draft, names) => (draft.query.include = names)),
  )
  if (spec.search) put(words.search, readSearch)
  return readers
}

/** Plain names by the names that clients know. */
export function namesByWire(names: readonly string[], wire: (key: string) => string): ReadonlyMap<string, string> {
  return new Map(names.map(name => [wire(name), name]))
}

function once(read: ReadWord): ReadWord {
  return (values, draft, word) =>
    values.length === 1 ? read(values, draft, word) : refuse(draft, word, 'Give it once.')
}

function whole(least: number, most: number, keep: (draft: Draft, value: number) => void): ReadWord {
  return ([text = ''], draft, word) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) keep(draft, value)
    else refuse(draft, word, `Must be a whole number from ${least} to ${most}.`)
  }
}

function readCursor([text = '']: readonly string[], draft: Draft, word: string): void {
  if (text.length <= longestCursor && /^[\w-]*$/.test(text)) draft.query.after = text
  else refuse(draft, word, 'Must be a cursor that an earlier page gave.')
}

function readCount([text = '']: readonly string[], draft: Draft, word: string): void {
  if (text === 'capped' || text === 'exact' || text === 'none')
    draft.query.count = text as NonNullable<ListQuery['count']>
  else refuse(draft, word, 'Must be capped, exact or none.')
}

/** An empty search is none: forms send it. */
function readSearch([text = '']: readonly string[], draft: Draft, word: string): void {
  if (text.length > longestSearch || text.includes('\0'))
    refuse(draft, word, `Must be at most ${longestSearch} characters.`)
  else if (text.trim() !== '') draft.query.search = text
}

function readSort(known: ReadonlyMap<string, string>): ReadWord {
  return ([text = ''], draft, word) => {
    const entries = text.split(',', known.size + 1).map(entry => ({
      field: known.get(entry.replace(/^-/, '')),
      descending: entry.startsWith('-'),
    }))
    const sort = entries.flatMap(({ field, descending }) => (field === undefined ? [] : [{ field, descending }]))
    if (sort.length === entries.length && new Set(sort.map(({ field }) => field)).size === sort.length)
      draft.query.sort = sort
    else refuse(draft, word, `Must be a list of ${choice(known)}, each once, with "-" in front for descending.`)
  }
}

function readNames(
  known: ReadonlyMap<string, string>,
  keep: (draft: Draft, names: readonly string[]) => void,
): ReadWord {
  return ([text = ''], draft, word) => {
    const wanted = text.split(',', mostNames + 1)
    const names = wanted.flatMap(name => known.get(name) ?? [])
    if (names.length === wanted.length && names.length <= mostNames) keep(draft, [...new Set(names)])
    else refuse(draft, word, `Must be a list of ${choice(known)}.`)
  }
}

function choice(known: ReadonlyMap<string, string>): string {
  return known.size === 0 ? 'nothing: there is no choice here' : [...known.keys()].join(', ')
}
