import type { Unresolved } from '../../endpoint.ts'
import { filterWord, isDirection, isReserved, type QueryWords, wordValues } from '../dialect/query.ts'
import type { Ask } from '../facts/facts.ts'
import { isFitWord } from '../facts/names.ts'
import { type Fields, fieldsOf, isScalar } from '../facts/shape.ts'
import { camelCase, stemOf } from '../facts/words.ts'
import type { Draft } from './draft.ts'
import { publicPeople } from './members.ts'
import { tableOf, type World } from './world.ts'

/** What a list can be asked for. */
export interface ListWords {
  /** Query word → path to the field. */
  readonly filter: Record<string, string>
  readonly sort: string[]
  readonly search: string[]
  /** Page size, where the frontend never pages. */
  readonly size?: number
  /** Words that mean nothing that is known. */
  readonly unknown: Unresolved[]
}

/** The largest page that the runtime gives: for lists that are wanted whole. */
export const WHOLE = 1000

/** True where the client says which page it wants, or how many rows are on one. */
export function isPaged({ query }: Ask, words: QueryWords): boolean {
  return [words.page, words.offset, words.cursor, words.limit].some(word => word !== undefined && query.includes(word))
}

/** Reads the query words of a collection's list. */
export function listWordsOf(world: World, draft: Draft): ListWords {
  const ask = draft.collection.verbs.get('list')
  if (ask === undefined) return { filter: {}, sort: [], search: [], unknown: [] }
  const filter: Record<string, string> = {}
  const unknown: Unresolved[] = []
  for (const word of ask.query.filter(one => !isReserved(one, world.words))) {
    const known = filterWord(word)
    const path = known === null || !isFitWord(known.field) ? undefined : pathOf(world, draft, known.field)
    if (known !== null && path !== undefined) filter[known.field] = path
    else unknown.push(unknownWord(ask, word, reasonFor(world, word)))
  }
  const search = searchOf(world, draft, ask)
  const searched = world.words.search
  if (searched !== undefined && ask.query.includes(searched) && search.length === 0)
    unknown.push(
      unknownWord(ask, searched, 'Nothing is known of the rows that could be searched. The word is ignored.'),
    )
  return {
    filter,
    sort: sortsOf(world, draft, ask),
    search,
    ...(isPaged(ask, world.words) ? {} : { size: WHOLE }),
    unknown,
  }
}

function reasonFor({ words }: World, word: string): string {
  const text = word.slice(0, 60)
  if (isDirection(word, words))
    return `The direction stands in a word of its own, ${text}: it is ignored. The runtime reads ${words.sort}=-field.`
  return `The query word ${text} names no field. It is ignored.`
}

/** As the comparison with the frontend looks for it: what is known to be ignored is no news there. */
function unknownWord(ask: Ask, word: string, reason: string): Unresolved {
  const [evidence = { file: '', line: 1 }] = ask.endpoint.evidence
  return { evidence, reason, text: `${ask.key}?${word}` }
}

/** The path that a word filters on: a field, a key, a person, a pair table, or an array that is called alike. */
function pathOf(world: World, draft: Draft, word: string): string | undefined {
  const name = camelCase(word)
  // What stands in one value with others is nothing to filter on.
  const fields = draft.fields.flatMap(field => (field.type === 'json' ? [] : [field.name]))
  if (fields.includes(name)) return name
  if (draft.embed.has(name) || draft.include.includes(name)) return relationPath(world, draft, name)
  if (fields.includes(`${name}Id`)) return `${name}Id`
  return pairPath(world, draft, word) ?? arrayNamed(draft, name)
}

/** A person is named by what stands in their path: `author.username`. */
function relationPath(world: World, draft: Draft, name: string): string {
  const key = draft.fields.find(field => field.name === `${name}Id`)
  const shownBy = draft.embed.get(name) ?? ''
  const shown =
    world.collections.find(other => other.name === shownBy) ??
    (key?.references?.table === 'users' ? publicPeople(world) : undefined)
  const id = shown === undefined ? 'id' : idOf(shown.hole, fieldsOf(shown.item))
  return id === 'id' ? `${name}Id` : `${name}.${id}`
}

/** The field that stands in a path: the parameter's name, when rows have a single value of that name; else `id`. */
export function idOf(hole: string | undefined, fields: Fields): string {
  const field = hole !== undefined && Object.hasOwn(fields, hole) ? fields[hole] : undefined
  return hole !== undefined && field !== undefined && isScalar(field.shape) ? hole : 'id'
}

/** `favorited=ann`: rows that she is joined with. `favorited=true` asks for the actor's own. */
function pairPath(world: World, draft: Draft, word: string): string | undefined {
  const name = camelCase(word)
  const toggle = world.toggles.find(({ on, exists }) => exists === name && tableOf(world, on) === draft.table)
  if (toggle === undefined) return undefined
  const shape = fieldsOf(draft.collection.verbs.get('list')?.queryShape)[word]?.shape
  if (shape?.kind === 'boolean') return name
  const person = publicPeople(world)
  const id = person === undefined ? 'id' : idOf(person.hole, fieldsOf(person.item))
  return id === 'id'
    ? `${toggle.through}.${toggle.actorKey}`
    : `${toggle.through}.${toggle.actorKey.replace(/Id$/, '')}.${id}`
}

/** `tag` filters on `tagList`, `tags`. */
function arrayNamed(draft: Draft, name: string): string | undefined {
  const arrays = draft.fields.filter(field => field.type === 'text[]').map(field => field.name)
  return (
    arrays.find(field => stemOf(field) === stemOf(name)) ??
    arrays.find(field => field.toLowerCase().startsWith(stemOf(name)))
  )
}

/** The sort values that the frontend knows, newest first ahead; else newest first, else by name where nothing shows a time. */
function sortsOf(world: World, draft: Draft, ask: Ask): string[] {
  const sortable = [
    ...draft.fields.filter(field => field.type !== 'json' && field.type !== 'text[]').map(field => field.name),
    'createdAt',
    'updatedAt',
  ]
  const word = world.words.sort
  const values = word === undefined ? [] : wordValues(ask, word)
  const named = values
    .flatMap(value => String(value).split(','))
    .map(value => camelCase(value.replace(/^[-+]|[:_ ](asc|desc)$/gi, '')))
  const known = [...new Set(named)].filter(name => sortable.includes(name)).sort()
  if (known.length > 0)
    return known.includes('createdAt') ? ['createdAt', ...known.filter(name => name !== 'createdAt')] : known
  // A name that the server fills in is somebody's, and not the row's.
  const own = draft.fields.filter(({ server }) => server === undefined).map(({ name }) => name)
  const heading = ['name', 'title'].find(name => own.includes(name) && sortable.includes(name))
  const timed = Object.hasOwn(fieldsOf(draft.collection.item), 'createdAt') || ask.query.length > 0
  return timed || heading === undefined ? ['createdAt'] : [heading]
}

const searchable =
  /^(name|title|username|email|description|summary|body|content|text|bio|subject|label|excerpt|headline)$/

function searchOf(world: World, draft: Draft, ask: Ask): string[] {
  const word = world.words.search
  return word === undefined || !ask.query.includes(word) ? [] : textsOf(draft)
}

/** The fields that a search looks in: what things are called and described by, else the first texts. */
export function textsOf(draft: Draft): string[] {
  const texts = draft.fields
    .filter(field => field.type === 'text' && field.values === undefined)
    .map(field => field.name)
  const fitting = texts.filter(name => searchable.test(name))
  return fitting.length > 0 ? fitting : texts.slice(0, 2)
}
