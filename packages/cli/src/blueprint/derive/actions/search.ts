import type { Allow } from '../../blueprint.ts'
import { answersRows, follow } from '../dialect/unwrap.ts'
import { isFixed, lastWord } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { isFit } from '../facts/names.ts'
import { routeOf, wordsOf } from '../facts/path.ts'
import { elementOf, fieldsOf, isRows } from '../facts/shape.ts'
import { camelCase, pluralOf } from '../facts/words.ts'
import { allowOf } from '../policy/allow.ts'
import type { Draft } from '../tables/draft.ts'
import { textsOf } from '../tables/filters.ts'
import { platformName } from '../tables/members.ts'
import { idNameIn } from '../tables/resources.ts'
import { type ActionFacts, callsOf, type Found } from './action.ts'
import { askersOf, belowOf } from './place.ts'

const words = /^(search|find|lookup|autocomplete|suggest(ions)?)$/
const askWord = /^_?(search|q|query|keywords?|term|text)$/i

/** Rows with a text in them: of one table as its list (`/products/search`), of several by their names (`/search`). */
export function searchOf(facts: ActionFacts, ask: Ask): Found {
  if (ask.method !== 'GET' || !isFixed(ask) || !words.test(lastWord(ask))) return undefined
  const word = ask.query.find(one => askWord.test(one))
  if (word === undefined) return { unclear: 'The word that is looked for is not seen.' }
  const below = belowOf(facts.drafts, ask)
  if (below !== undefined) return inOne(facts, ask, { draft: below.draft, word })
  const item = follow(ask, ask.reads, facts.style)
  const lists = Object.entries(fieldsOf(item))
  if (ask.query.length > 1 || lists.length === 0) return { unclear: 'Which tables are searched is not seen.' }
  const of: Record<string, { table: string; fields: string[] }> = {}
  const drafts: Draft[] = []
  for (const [name, { shape }] of lists) {
    const draft = facts.drafts.find(({ collection }) => collection.name === pluralOf(camelCase(name)))
    const fields = Object.entries(fieldsOf(elementOf(shape))).map(([field]) => field)
    if (
      draft === undefined ||
      !isFit(name) ||
      !isRows(shape) ||
      !fields.every(field => isShown(draft, field)) ||
      textsOf(draft).length === 0
    )
      return { unclear: `What ${name} are is not known for certain.` }
    of[name] = { table: draft.table, fields: [...new Set([idNameIn(facts.world, draft.collection), ...fields])] }
    drafts.push(draft)
  }
  return {
    kind: 'search',
    name: 'search',
    table: null,
    path: routeOf(ask.segments),
    word: camelCase(word),
    of,
    allow: whoOf(facts, drafts),
    ...callsOf([ask], 'likely'),
  }
}

/** The list itself, under another path: it pages, filters and sorts as the list does. */
function inOne({ world }: ActionFacts, ask: Ask, { draft, word }: { draft: Draft; word: string }): Found {
  const reserved: readonly (string | undefined)[] = Object.values(world.words)
  const other = ask.query.find(one => !reserved.includes(one))
  if (!answersRows(ask) || !draft.collection.verbs.has('list')) return { unclear: 'What is found is not seen.' }
  if (world.words.search !== word) return { unclear: `Other lists are searched with another word than ${word}.` }
  if (other !== undefined) return { unclear: `What ${other} does to the search is not seen.` }
  if (textsOf(draft).length === 0) return { unclear: 'The rows have no text to look in.' }
  return {
    kind: 'feed',
    name: camelCase(wordsOf(ask.segments).at(-1) ?? 'search'),
    table: draft.table,
    path: routeOf(ask.segments),
    of: draft.table,
    where: {},
    allow: askersOf(allowOf(world, draft, 'list')),
    ...callsOf([ask], 'likely'),
  }
}

function isShown({ fields }: Draft, name: string): boolean {
  return platformName.test(name) || fields.some(field => field.name === name)
}

/** Whoever may list one of the tables; a table that they may not list gives nothing. */
function whoOf({ world }: ActionFacts, drafts: readonly Draft[]): Allow {
  const read = drafts.map(draft => askersOf(allowOf(world, draft, 'list')))
  const held = read.find(allow => typeof allow === 'object')
  return held ?? (read.every(allow => allow === 'anyone') ? 'anyone' : 'signedIn')
}
