import { answersRows } from '../dialect/unwrap.ts'
import { endsInHole, hasBody } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { isFit } from '../facts/names.ts'
import { placeOf, type Segment, wordsOf } from '../facts/path.ts'
import { fieldsOf } from '../facts/shape.ts'
import { camelCase, plainWord, pluralOf } from '../facts/words.ts'
import { besideAs, rowKeyOf, withoutKey } from './beside.ts'
import type { Verb } from './collection.ts'
import { ownList } from './mine.ts'

/** A call whose path says what it does: `POST /client/create`, `DELETE /api/delete-note/{id}`. */
export interface Spoken {
  readonly verb: Verb
  /** The path of all rows: `/client`, `/notes`. */
  readonly segments: readonly Segment[]
}

type Deed = 'read' | 'create' | 'update' | 'delete'

const deeds: Readonly<Record<string, Deed>> = {
  ...of('read', 'read', 'get', 'show', 'view', 'find', 'fetch', 'detail', 'details', 'list', 'all', 'index'),
  ...of('create', 'create', 'add', 'new', 'insert', 'store'),
  ...of('update', 'update', 'edit', 'modify', 'change'),
  ...of('delete', 'delete', 'remove', 'destroy'),
}

/** Words beside the deed that say nothing of what it is done to. */
const empty = /^(all|list|one|item|single|by|id|new|the|a)$/

function of(deed: Deed, ...words: string[]): Record<string, Deed> {
  return Object.fromEntries(words.map(word => [word, deed]))
}

/** True for a word that is nothing but a deed: `create`, `get-all`, `listAll`. */
export function isDeed(word: string): boolean {
  const read = readWord(word)
  return read !== undefined && read.noun === ''
}

/**
 * The calls whose paths say what they do, with the rows that they do it to. One alone may mean anything, but
 * a list; and so may an adding and a removing: the rows are known by a call that shows them.
 */
export function findSpoken(asks: readonly Ask[]): Map<Ask, Spoken> {
  const plain = new Map(asks.map(ask => [placeOf(endsInHole(ask) ? ask.segments.slice(0, -1) : ask.segments), ask]))
  const found = new Map<Ask, Spoken>()
  for (const ask of asks) {
    const spoken = spokenAs(ask) ?? ownAs(ask, plain) ?? postedTo(ask, asks) ?? besideAs(ask, asks)
    if (spoken !== undefined) found.set(ask, { ...spoken, segments: known(spoken.segments, plain) })
  }
  const groups = Map.groupBy(found, ([, { segments }]) => placeOf(segments))
  for (const [place, group] of groups) {
    const rest = asks.filter(ask => !found.has(ask) && (ask.place === place || ask.place === `${place}/{}`))
    const verbs = new Set(group.filter(([ask]) => ask.endpoint.live).map(([, { verb }]) => verb))
    const isRead = verbs.has('list') || verbs.has('get') || rest.some(isRows)
    const isListed = group.some(([ask, { verb }]) => verb === 'list' && ask.endpoint.live && saysList(ask))
    if (!isRead || (verbs.size + rest.length < 2 && !isListed)) for (const [ask] of group) found.delete(ask)
  }
  return found
}

/** `/levels/list` shows all levels, whatever else is done with them. */
function saysList({ segments }: Ask): boolean {
  return isDeed(wordsOf(segments).at(-1) ?? '')
}

/** Shows a row, or all of them. */
function isRows(ask: Ask): boolean {
  return ask.method === 'GET' && (endsInHole(ask) || answersRows(ask))
}

/** `/client/create` is about `/clients` where other calls are. */
function known(segments: readonly Segment[], plain: ReadonlyMap<string, Ask>): readonly Segment[] {
  const last = segments.at(-1)
  if (last === undefined || !('word' in last) || plain.has(placeOf(segments))) return segments
  const plural = [...segments.slice(0, -1), { word: pluralOf(last.word) }]
  return plain.has(placeOf(plural)) ? plural : segments
}

/** A list of the actor's own rows is the list, where no other one is. */
function ownAs(ask: Ask, plain: ReadonlyMap<string, Ask>): Spoken | undefined {
  const segments = ownList(ask)
  const there = segments === undefined ? undefined : plain.get(placeOf(segments))
  return segments === undefined || there === undefined ? undefined : { verb: 'list', segments }
}

function spokenAs(ask: Ask): Spoken | undefined {
  const one = endsInHole(ask)
  const path = one ? ask.segments.slice(0, -1) : ask.segments
  const last = path.at(-1)
  const read = last !== undefined && 'word' in last ? readWord(last.word) : undefined
  if (read === undefined) return undefined
  const verb = verbOf(ask, read.deed, one)
  const segments = about(path.slice(0, -1), read.noun)
  return verb === undefined || segments === undefined ? undefined : { verb, segments }
}

/** `POST /users/{id}` with what `POST /users` makes one of changes what it is given. */
function postedTo(ask: Ask, asks: readonly Ask[]): Spoken | undefined {
  if (ask.method !== 'POST' || !endsInHole(ask) || !hasBody(ask)) return undefined
  const segments = ask.segments.slice(0, -1)
  const on = (method: string, place: string) => asks.find(each => each.method === method && each.place === place)
  const place = placeOf(segments)
  const made = fieldsOf(on('POST', place)?.body)
  const isSame = Object.keys(fieldsOf(ask.body)).every(name => Object.hasOwn(made, name))
  const changed = on('PUT', ask.place) ?? on('PATCH', ask.place)
  return isSame && on('GET', place) !== undefined && changed === undefined ? { verb: 'update', segments } : undefined
}

/** The path of the rows: what stands before the deed, or with it in one word. */
function about(before: readonly Segment[], noun: string): readonly Segment[] | undefined {
  const last = before.at(-1)
  const word = last !== undefined && 'word' in last ? last.word : undefined
  if (noun === '') return word === undefined || !isFit(camelCase(word)) ? undefined : before
  if (!isFit(noun)) return undefined
  if (word !== undefined && pluralOf(camelCase(word)) === pluralOf(noun)) return before
  return [...before, { word: pluralOf(noun) }]
}

/**
 * `deleteNote`, `note-delete`, `get-all-notes`: what is done, and the thing, in camel case; empty where none stands in
 * the word.
 */
function readWord(word: string): { readonly deed: Deed; readonly noun: string } | undefined {
  const parts = camelCase(word)
    .split(/(?=[A-Z])/)
    .map(plainWord)
  const at = [0, parts.length - 1].find(index => deedOf(parts[index]) !== undefined)
  const deed = at === undefined ? undefined : deedOf(parts[at])
  if (at === undefined || deed === undefined) return undefined
  const rest = parts.filter((part, index) => index !== at && !empty.test(part))
  return { deed, noun: camelCase(rest.join('-')) }
}

function deedOf(word = ''): Deed | undefined {
  return Object.hasOwn(deeds, word) ? deeds[word] : undefined
}

/** What is done, where the method and what is sent say the same. A GET that changes something is none. */
function verbOf(ask: Ask, deed: Deed, one: boolean): Verb | undefined {
  const { method } = ask
  const key = one ? undefined : rowKeyOf(ask)
  if (deed === 'read') {
    if (method !== 'GET' || hasBody(ask)) return undefined
    if (key !== undefined && !answersRows(ask)) return 'get'
    return one ? 'get' : answersRows(ask) ? 'list' : undefined
  }
  if (deed === 'create') return (method === 'POST' || method === 'PUT') && !one && hasBody(ask) ? 'create' : undefined
  if (!one) return key === undefined ? undefined : verbBeside(ask, deed)
  if (deed === 'update') return /^(POST|PUT|PATCH)$/.test(method) && hasBody(ask) ? 'update' : undefined
  return /^(POST|DELETE)$/.test(method) && !hasBody(ask) ? 'delete' : undefined
}

/** The same of a row that the query or the body names. */
function verbBeside(ask: Ask, deed: Deed): Verb | undefined {
  const hasMore = Object.keys(fieldsOf(withoutKey(ask))).length > 0
  if (deed === 'update') return /^(POST|PUT|PATCH)$/.test(ask.method) && hasMore ? 'update' : undefined
  return deed === 'delete' && /^(POST|DELETE)$/.test(ask.method) && !hasMore ? 'delete' : undefined
}
