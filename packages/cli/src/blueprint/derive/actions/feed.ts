import { type Allow, isNumeric } from '../../blueprint.ts'
import type { Shape } from '../../endpoint.ts'
import { isReserved } from '../dialect/query.ts'
import { listWay, rowOf } from '../dialect/unwrap.ts'
import { isFixed } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { placeOf, routeOf, type Segment, wordsOf } from '../facts/path.ts'
import { fieldsOf, isAlike, isSingle } from '../facts/shape.ts'
import { camelCase, plainWord, stemOf } from '../facts/words.ts'
import { reachOf } from '../policy/reach.ts'
import type { Draft } from '../tables/draft.ts'
import { isPaged, listWordsOf, WHOLE } from '../tables/filters.ts'
import { platformName, publicPeople } from '../tables/members.ts'
import { ownList } from '../tables/mine.ts'
import { isOwn } from '../tables/misfits.ts'
import { isDeed } from '../tables/spoken.ts'
import { computedOf } from '../tables/world.ts'
import { type ActionFacts, callsOf, type Found } from './action.ts'

type Condition = Record<string, string | number | boolean>

const ownFeed = /^(feed|following|timeline|home|myfeed|subscriptions)$/
const newest = /^(latest|recent|newest|new)$/
/** Another way to ask for all rows, or for what a choice among them needs. */
const plain = /^(all|list|select|options|lookup|dropdown|simple|names|brief)$/

/** A list beside the items of a collection, with a condition that its word gives away: `/articles/feed`. */
export function feedOf(facts: ActionFacts, ask: Ask): Found {
  if (ask.method !== 'GET' || !isFixed(ask) || listWay(ask, ask.answer) === undefined) return undefined
  // One row that has a list of words is no list of rows.
  if (isSingle(rowOf(ask, ask.answer))) return undefined
  const own = ownList(ask)
  const place = placeOf(own ?? aboveOf(ask))
  const draft = facts.drafts.find(({ collection }) => collection.place === place && collection.verbs.has('list'))
  const word = wordsOf(ask.segments).at(-1) ?? ''
  if (draft === undefined) return undefined
  const rows = own === undefined ? undefined : ownRows(facts, draft)
  if (own !== undefined && rows === undefined) return undefined
  const sort = own === undefined ? sortOf(draft, plainWord(word)) : undefined
  const isAll = own !== undefined || sort !== undefined || isDeed(word)
  const where = isAll ? {} : conditionOf(facts, draft, plainWord(word))
  if (where === undefined || oddOf(ask, draft) !== undefined) return undefined
  const { filter, size } = listWordsOf(facts.world, draft)
  const odd = ask.query.find(query => !isReserved(query, facts.world.words) && !Object.hasOwn(filter, query))
  if (odd !== undefined)
    return { unclear: `What the query word ${odd.slice(0, 60)} does is not seen from the frontend.` }
  return {
    kind: 'feed',
    name: camelCase(word),
    table: draft.table,
    path: routeOf(ask.segments),
    of: draft.table,
    ...(rows === undefined || rows === 'all' ? {} : { rows }),
    where,
    ...(sort === undefined ? {} : { sort: `-${sort}` }),
    // Who asks for all rows without a word for pages wants them all, even where the list itself pages.
    ...(size !== undefined || sort !== undefined || newest.test(plainWord(word)) || isPaged(ask, facts.world.words)
      ? {}
      : { size: WHOLE }),
    allow: own === undefined ? whoOf(facts, ask, where) : 'signedIn',
    ...callsOf([ask], 'likely'),
  }
}

/** What stands before the last word, and before words that say nothing but that it is a list. */
function aboveOf({ segments }: Ask): readonly Segment[] {
  const last = segments.findLastIndex(segment => !('word' in segment && plain.test(segment.word)))
  return segments.slice(0, Math.min(last + 1, segments.length - 1))
}

/** Something that is read of each row, and that rows do not show. */
function oddOf(ask: Ask, { collection, fields, computed, embed, include }: Draft): string | undefined {
  const [row, item] = [fieldsOf(rowOf(ask, ask.answer)), fieldsOf(collection.item)]
  const unlike = Object.keys(row).find(name => isOther(row[name]?.shape, item[name]?.shape))
  if (unlike !== undefined) return unlike
  const shown = [...fields, ...computed].map(({ name }) => name)
  const known = new Set([...shown, ...embed.keys(), ...include])
  return Object.keys(fieldsOf(rowOf(ask, ask.reads))).find(name => !known.has(name) && !platformName.test(name))
}

/** Known on both sides, and of another kind. */
function isOther(one: Shape | undefined, other: Shape | undefined): boolean {
  if (one === undefined || other === undefined || one.kind === 'unknown' || other.kind === 'unknown') return false
  return !isAlike(other, one) && !isAlike(one, other)
}

/** Whoever asks for what depends on the actor must be signed in. */
function whoOf({ world }: ActionFacts, ask: Ask, where: Condition): Allow {
  const reach = reachOf(world, [ask.key])
  if (Object.values(where).includes(true) && world.people.present) return 'signedIn'
  return reach === 'unknown' || reach === 'staff' ? 'anyone' : reach
}

/** Those of the actor, of rows that say whose they are; all of them, where everybody sees nothing but their own. */
function ownRows({ world }: ActionFacts, draft: Draft): Allow | 'all' | undefined {
  if (isOwn(draft, world)) return 'all'
  return draft.owner === undefined ? undefined : { owner: draft.owner }
}

/** The number that says what stands at the top: the only one that the word can speak of. */
function sortOf({ fields }: Draft, word: string): string | undefined {
  const said = tops.find(([words]) => words.test(word))?.[1]
  const numbers = fields.filter(({ type, required }) => required && isNumeric(type))
  const fitting = said === undefined ? [] : numbers.filter(({ name }) => said.test(name))
  return fitting.length === 1 ? fitting[0]?.name : undefined
}

const rated = /^(avg|average)?_?(rating|ratings|score|stars)(s?Avg|Average|Value)?$/i
const seen = /^(views?|viewCount|likes?|likeCount|likesCount|favoritesCount|popularity|hits|plays|playCount)$/i
const sold = /^(sold|sales|soldCount|salesCount|orderCount|purchases)$/i

/** What a list is called, and the numbers that it may be sorted by. */
const tops: readonly (readonly [words: RegExp, number: RegExp])[] = [
  [/^(top|toprated|best|bestrated|highestrated)$/, rated],
  [/^(popular|mostpopular|mostviewed|mostliked|trending)$/, seen],
  [/^(bestsellers?|bestselling|topselling|mostsold)$/, sold],
]

function conditionOf(facts: ActionFacts, draft: Draft, word: string): Condition | undefined {
  if (ownFeed.test(word)) return followedBy(facts, draft)
  if (newest.test(word) || plain.test(word)) return {}
  const joined = draft.computed.find(({ name, kind }) => kind === 'exists' && name.toLowerCase().includes(stemOf(word)))
  if (joined !== undefined) return { [joined.name]: true }
  const field = draft.fields.find(({ name, type }) => type === 'boolean' && plainWord(name).replace(/^is/, '') === word)
  if (field !== undefined) return { [field.name]: true }
  const state = draft.fields.find(({ values }) => values?.includes(word))
  return state === undefined ? undefined : { [state.name]: word }
}

/** Rows of people whom the actor follows: a person in the row with a field that says so. */
function followedBy({ world }: ActionFacts, draft: Draft): Condition | undefined {
  const person = publicPeople(world)
  const follows = person === undefined ? undefined : computedOf(world, person).find(({ kind }) => kind === 'exists')
  const relation = [...draft.embed].find(([, shownBy]) => shownBy === person?.name)?.[0]
  return follows === undefined || relation === undefined ? undefined : { [`${relation}.${follows.name}`]: true }
}
