import type { BlueprintField } from '../../blueprint.ts'
import { hasBody } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { routeOf, wordsOf } from '../facts/path.ts'
import { camelCase, stemOf, upperFirst } from '../facts/words.ts'
import { allowOf } from '../policy/allow.ts'
import type { Draft } from '../tables/draft.ts'
import { namedHoles } from '../tables/resources.ts'
import { type ActionFacts, callsOf, type Found } from './action.ts'
import { askersOf } from './place.ts'

/**
 * One call that marks a row: `PATCH /posts/{id}/like`. Where rows hold a list of those who did, it adds whoever asks, or
 * takes them out again; where they hold a number and nobody signs in, it counts one more.
 */
export function tallyOf(facts: ActionFacts, ask: Ask): Found {
  if (!/^(POST|PUT|PATCH)$/.test(ask.method) || hasBody(ask) || ask.query.length > 0) return undefined
  const row = ask.place.split('/').slice(0, -1).join('/')
  const draft = facts.drafts.find(({ collection }) => `${collection.place}/{}` === row)
  const word = camelCase(wordsOf(ask.segments).at(-1) ?? '')
  if (draft === undefined) return undefined
  const { people } = facts.world
  const verb = word.endsWith(upperFirst(draft.collection.singular))
    ? word.slice(0, -draft.collection.singular.length)
    : word
  const marks = draft.fields.filter(field => isMark(field, verb, people.present))
  const [field, ...others] = marks
  if (field === undefined || others.length > 0) return undefined
  if (hasReverse(facts, ask, verb))
    return { unclear: `What takes ${verb} back is another call, and may count otherwise.` }
  return {
    kind: 'tally',
    name: word,
    table: draft.table,
    method: ask.method,
    path: routeOf(namedHoles(facts.world, ask.segments)),
    on: draft.table,
    field: field.name,
    of: people.present ? 'actors' : 'calls',
    allow: people.present ? 'signedIn' : askersOf(allowOf(facts.world, draft, readOf(draft))),
    ...callsOf([ask], 'likely'),
  }
}

/** `likes` and `likeCount` are about `like`; nobody sends them. */
function isMark({ name, type, required, write, server }: BlueprintField, verb: string, someSignIn: boolean): boolean {
  const stem = stemOf(verb)
  const isKind = someSignIn ? type === 'text[]' : type === 'integer' && required
  const rest = name.toLowerCase().startsWith(stem) ? name.slice(stem.length) : 'other'
  return (
    stem.length > 2 &&
    isKind &&
    write === 'nobody' &&
    server === undefined &&
    /^(e?s|e?d|e?Count|e?sCount)?$/.test(rest)
  )
}

/** `unlike` and `dislike` beside `like`. */
function hasReverse({ world }: ActionFacts, { place }: Ask, verb: string): boolean {
  const before = place.split('/').slice(0, -1).join('/')
  const reverse = new RegExp(`^(un|dis|down|remove)-?_?(${verb}|vote)`, 'i')
  return world.facts.asks.some(
    other => other.place.startsWith(`${before}/`) && reverse.test(wordsOf(other.segments).at(-1) ?? ''),
  )
}

function readOf({ collection: { verbs } }: Draft): 'get' | 'list' {
  return verbs.has('get') ? 'get' : 'list'
}
