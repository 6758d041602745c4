import type { Way } from '../dialect/unwrap.ts'
import { itemOf } from '../dialect/unwrap.ts'
import { hasBody } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { fitOr } from '../facts/names.ts'
import { wordsOf } from '../facts/path.ts'
import { fieldsOf, isScalar, mergeShapes } from '../facts/shape.ts'
import { agentOf, camelCase, pastForms, pluralOf, singularOf, stemOf, upperFirst } from '../facts/words.ts'
import type { Collection } from '../tables/collection.ts'

/** A pair of calls that joins the actor and a row, and parts them again. */
export interface Toggle {
  /** The last word of the path: `favorite`. */
  readonly word: string
  readonly on: Collection
  readonly add: Ask
  readonly remove: Ask
  /** The table of pairs. */
  readonly through: string
  /** Its keys: the actor's, and the row's. */
  readonly actorKey: string
  readonly rowKey: string
  /** Members of the row that say whether the actor is joined, and how many are. */
  readonly exists: string | undefined
  readonly count: string | undefined
}

/** Finds POST and DELETE without a body on one path below a row. */
export function findToggles(asks: readonly Ask[], collections: readonly Collection[], style: Way): Toggle[] {
  const removes = asks.filter(ask => ask.method === 'DELETE' && !hasBody(ask))
  const found: Toggle[] = []
  for (const remove of removes) {
    const add = asks.find(ask => ask.place === remove.place && ask.method === 'POST' && !hasBody(ask))
    const on = collections.find(({ place }) => `${place}/{}` === remove.place.split('/').slice(0, -1).join('/'))
    if (add === undefined || on === undefined || !(add.endpoint.live || remove.endpoint.live)) continue
    if (asks.some(ask => ask.place === remove.place && isOwnThing(ask, style))) continue
    found.push(
      makeToggle(
        { add, remove, on },
        [...found.map(toggle => toggle.through), ...collections.map(({ name }) => name)],
        style,
      ),
    )
  }
  return found
}

/** `GET /teams/{id}/billing { plan, since }`: what is made and ended there is shown, and says more than that it is there. */
function isOwnThing(ask: Ask, style: Way): boolean {
  if (ask.method !== 'GET') return false
  const word = singularOf(camelCase(wordsOf(ask.segments).at(-1) ?? ''))
  return Object.keys(fieldsOf(itemOf(ask, ask.reads, style))).some(name => !isAbout(name, word))
}

function makeToggle(
  { add, remove, on }: Pick<Toggle, 'add' | 'remove' | 'on'>,
  taken: readonly string[],
  style: Way,
): Toggle {
  const word = fitOr(singularOf(camelCase(wordsOf(add.segments).at(-1) ?? '')), 'toggle')
  const answers = [add, remove].map(ask => itemOf(ask, ask.answer, style))
  const names = Object.entries(fieldsOf(answers.reduce(mergeShapes, on.item))).filter(([, field]) =>
    isScalar(field.shape),
  )
  const related = names.map(([name]) => name).filter(name => isAbout(name, word))
  const count = related.find(isCount)
  const plural = pluralOf(word)
  const through = taken.includes(plural) ? on.singular + upperFirst(plural) : plural
  const exists = related.find(name => !isCount(name))
  return { word, on, add, remove, through, ...keysOf(word, on), exists, count }
}

/** `favorited`, `isFavorite`, `favoritesCount` are about `favorite`. */
function isAbout(name: string, word: string): boolean {
  const stem = stemOf(word)
  const plain = name.toLowerCase().replace(/^(is|has|viewer_?has|my|am)_?/, '')
  return stem.length > 2 && plain.startsWith(stem)
}

function isCount(name: string): boolean {
  return /(_?count|_?total|s)$/i.test(name)
}

/** A row and a user: `userId` and `articleId`. Two users have names of the verb: `followerId` and `followedId`. */
function keysOf(word: string, on: Collection): Pick<Toggle, 'actorKey' | 'rowKey'> {
  if (!isPeople(on)) return { actorKey: 'userId', rowKey: `${on.singular}Id` }
  return { actorKey: `${agentOf(word)}Id`, rowKey: `${pastForms(word)[0]}Id` }
}

/** Collections of people by their name. What they hold is checked where the users are known. */
export function isPeople({ name }: Pick<Collection, 'name'>): boolean {
  return /^(.*[a-z])?(users|profiles|members|people|accounts|authors|persons)$/i.test(name)
}
