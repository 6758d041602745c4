import { hasBody } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { routeOf } from '../facts/path.ts'
import type { Draft } from '../tables/draft.ts'
import { namedHoles } from '../tables/resources.ts'
import { type ActionFacts, callsOf, type Found } from './action.ts'
import { countAnswer } from './answer.ts'
import { rowRule } from './bulk.ts'
import { sentList } from './list.ts'
import { askersOf, belowOf, isNamedById } from './place.ts'

const words = /^(reorder|rearrange|resequence|order|sort|sortorder|positions?)$/
const places = [
  'position',
  'sortOrder',
  'displayOrder',
  'orderIndex',
  'sortIndex',
  'ordinal',
  'rank',
  'sequence',
  'order',
  'index',
]

/** The field that a table gets where nothing in its rows says their place. */
export const ADDED = 'position'

/** `PUT /tasks/reorder` with the ids in their order, or with a place for each. */
export function reorderOf(facts: ActionFacts, ask: Ask): Found {
  const below =
    ask.method === 'GET' || ask.method === 'DELETE' || !hasBody(ask) ? undefined : belowOf(facts.drafts, ask)
  if (below === undefined || !words.test(below.word)) return undefined
  const { draft } = below
  const sent = sentList(draft, ask.body)
  if (sent === undefined) return undefined
  const field = sent.of === 'ids' ? placeOf(draft) : sent.fields.find(name => isPlace(draft, name))
  const fits = sent.of === 'ids' ? sent.fields.length === 0 : sent.hasId === true && sent.fields.length === 1
  if (field === undefined) return { unclear: 'The place that is sent is no field of the row.' }
  if (!fits || sent.unknown.length > 0 || facts.wrapped || !isNamedById(draft))
    return { unclear: 'The body says more than ids and their places.' }
  const answers = countAnswer(facts, ask, 'updated')
  if (answers === undefined) return { unclear: 'What it answers with is not known for certain.' }
  const row = rowRule(facts, draft, { verb: 'update', ask })
  return {
    kind: 'reorder',
    name: 'reorder',
    table: draft.table,
    method: ask.method,
    path: routeOf(namedHoles(facts.world, ask.segments)),
    on: draft.table,
    field,
    list: sent.list,
    of: sent.of,
    answers,
    row,
    allow: askersOf(row),
    ...callsOf([ask], 'likely'),
  }
}

/** The field that holds the place; a new one where rows show none, because ids alone say what the order is. */
function placeOf(draft: Draft): string | undefined {
  const known = places.find(name => isPlace(draft, name))
  return known ?? (draft.fields.some(({ name }) => name === ADDED) ? undefined : ADDED)
}

function isPlace({ fields }: Draft, name: string): boolean {
  return places.includes(name) && fields.some(field => field.name === name && field.type === 'integer')
}
