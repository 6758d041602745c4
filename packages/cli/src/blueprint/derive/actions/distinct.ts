import { listWay, rowOf } from '../dialect/unwrap.ts'
import { isFixed } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { mapIn } from '../facts/maps.ts'
import { placeOf, routeOf, wordsOf } from '../facts/path.ts'
import { camelCase, singularOf, stemOf } from '../facts/words.ts'
import { reachOf } from '../policy/reach.ts'
import type { Draft } from '../tables/draft.ts'
import { type ActionFacts, callsOf, type HomelessAction } from './action.ts'

/** A list of plain values that some rows have: `GET /tags` of `tagList`. */
export function distinctOf({ world, drafts }: ActionFacts, ask: Ask): HomelessAction | undefined {
  if (ask.method !== 'GET' || !isFixed(ask) || listWay(ask, ask.answer) === undefined) return undefined
  if (ask.query.length > 0 || mapIn(ask.endpoint) !== undefined) return undefined
  const row = rowOf(ask, ask.answer)
  const word = camelCase(wordsOf(ask.segments).at(-1) ?? '')
  const source =
    row === undefined || row.kind === 'object' || row.kind === 'array'
      ? undefined
      : findSource(placed(drafts, ask), word)
  if (source === undefined) return undefined
  const reach = reachOf(world, [ask.key])
  return {
    kind: 'distinct',
    name: word,
    table: source.table,
    path: routeOf(ask.segments),
    of: source.table,
    field: source.field,
    allow: reach === 'signedIn' ? 'signedIn' : 'anyone',
    ...callsOf([ask], 'likely'),
  }
}

const prefix = /^(api|rest|v\d+|public|backend)$/i

/** At the top the values are those of any rows; below a word, of the rows that it names. */
function placed(drafts: readonly Draft[], { segments }: Ask): readonly Draft[] {
  const above = segments.slice(0, -1)
  const isTop = wordsOf(above).every(word => prefix.test(word))
  return isTop ? drafts : drafts.filter(({ collection }) => collection.place === placeOf(above))
}

/** The field that is called alike: an array before a single value. */
function findSource(drafts: readonly Draft[], word: string): { table: string; field: string } | undefined {
  const fields = drafts.flatMap(draft =>
    draft.fields.map(field => ({ table: draft.table, field: field.name, type: field.type })),
  )
  const arrays = fields.filter(({ type }) => type === 'text[]')
  const alike = (name: string) => name.toLowerCase().startsWith(stemOf(word))
  return (
    arrays.find(({ field }) => alike(field)) ??
    fields.find(({ field, type }) => type === 'text' && field === singularOf(word))
  )
}
