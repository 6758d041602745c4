import { wordValues } from '../dialect/query.ts'
import { answersRows } from '../dialect/unwrap.ts'
import { isFixed } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { routeOf, wordsOf } from '../facts/path.ts'
import { fieldsOf } from '../facts/shape.ts'
import { plainWord } from '../facts/words.ts'
import { allowOf } from '../policy/allow.ts'
import type { Draft } from '../tables/draft.ts'
import { listWordsOf } from '../tables/filters.ts'
import { namedHoles } from '../tables/resources.ts'
import { type ActionFacts, callsOf, type Found } from './action.ts'
import { askersOf, belowOf } from './place.ts'

const words = /^(export|download)?(as)?(csv|json|xlsx?|pdf|excel)?$/
const ending = /\.(csv|json|xlsx?|pdf)$/
const formatWord = /^(format|type|as|file_?type)$/i

/** A list as a file: `GET /orders/export`, `/orders/export.csv`, `/orders.csv`. */
export function exportOf(facts: ActionFacts, ask: Ask): Found {
  const draft = ask.method === 'GET' && isFixed(ask) ? draftOf(facts, ask) : undefined
  if (draft === undefined) return undefined
  const format = formatOf(ask)
  if (format === undefined || !/^(csv|json)$/.test(format))
    return { unclear: `No file is made as ${format ?? 'several formats'}.` }
  if (answersRows(ask)) return { unclear: 'It is read as a list, not as a file.' }
  const known = listWordsOf(facts.world, draft).filter
  const paged: readonly (string | undefined)[] = Object.values(facts.world.words)
  const other = ask.query.find(word => !formatWord.test(word) && !paged.includes(word) && !Object.hasOwn(known, word))
  if (other !== undefined) return { unclear: `What ${other} does to the file is not seen.` }
  return {
    kind: 'export',
    name: 'export',
    table: draft.table,
    path: routeOf(namedHoles(facts.world, ask.segments)),
    of: draft.table,
    as: format === 'csv' ? 'csv' : 'json',
    allow: askersOf(allowOf(facts.world, draft, 'list')),
    ...callsOf([ask], 'likely'),
  }
}

/** True for a call that is a list as a file for certain: people also follow links to those. */
export function isExport(facts: ActionFacts, ask: Ask): boolean {
  const found = exportOf(facts, ask)
  return found !== undefined && 'kind' in found
}

function draftOf(facts: ActionFacts, ask: Ask): Draft | undefined {
  const lists = facts.drafts.filter(({ collection }) => collection.verbs.has('list'))
  const below = belowOf(lists, ask)
  const [last = '', before] = wordsOf(ask.segments).toReversed()
  const isWord = /^(export|download|csv)/.test(below?.word ?? '') && words.test(plainWord(below?.word ?? ''))
  if (below !== undefined && below.word !== '') return isWord ? below.draft : undefined
  const named = ending.test(last)
    ? last.replace(ending, '')
    : before !== undefined && /^(exports?|download)$/.test(before)
      ? last
      : ''
  return lists.find(({ collection }) => plainWord(collection.name) === plainWord(named))
}

/** The one format that is asked for. CSV where nothing says another: a table is what people keep. */
function formatOf(ask: Ask): string | undefined {
  const [, inPath] = /(csv|json|xlsx?|pdf|excel)$/.exec(wordsOf(ask.segments).at(-1) ?? '') ?? []
  if (inPath !== undefined) return inPath
  const word =
    Object.keys(fieldsOf(ask.queryShape)).find(one => formatWord.test(one)) ??
    ask.query.find(one => formatWord.test(one))
  if (word === undefined) return 'csv'
  const values = wordValues(ask, word)
  return values.length === 1 ? String(values[0]) : undefined
}
