import { answersRows, sentItem } from '../dialect/unwrap.ts'
import { endsInHole } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { placeOf, type Segment, wordsOf } from '../facts/path.ts'
import { fieldsOf, isScalar, noFields } from '../facts/shape.ts'
import { camelCase, singularOf } from '../facts/words.ts'
import type { Verb } from './collection.ts'

/** What names the row of a call whose path has no place for it. */
export interface RowKey {
  readonly at: 'query' | 'body'
  /** As it is sent. */
  readonly name: string
}

/** A call of one row that the query or the body names. */
export interface Beside {
  readonly verb: Verb
  readonly segments: readonly Segment[]
}

/**
 * `DELETE /articles?id=`, `PUT /articles` with an id among the fields, `GET /article?id=`: what is done to one row, where
 * other calls of the same path show rows or make them. A path that says what is done may stand there, too; the method
 * then says nothing against it.
 */
export function besideAs(ask: Ask, asks: readonly Ask[]): Beside | undefined {
  const key = rowKeyOf(ask)
  if (key === undefined || !isKnownPlace(ask, asks)) return undefined
  const verb = verbOf(ask, key)
  return verb === undefined ? undefined : { verb, segments: ask.segments }
}

/** The one row that a call is about, as its query or its body names it; undefined where the path does, or nothing. */
export function rowKeyOf(ask: Ask): RowKey | undefined {
  if (endsInHole(ask)) return undefined
  const noun = camelCase(singularOf(camelCase(lastNoun(ask))))
  const isKey = (name: string) => /^_?id$/i.test(name) || camelCase(name).toLowerCase() === `${noun.toLowerCase()}id`
  const sent = Object.entries(fieldsOf(sentItem(ask))).filter(([name, { shape }]) => isKey(name) && isScalar(shape))
  const asked = ask.query.filter(isKey)
  const [inBody] = sent
  if (inBody !== undefined && sent.length === 1 && ask.query.length === 0 && ask.method !== 'GET')
    return { at: 'body', name: rawName(ask, inBody[0]) }
  const [inQuery] = asked
  const isAlone = ask.query.length === 1 && Object.keys(fieldsOf(ask.body)).length === 0
  return inQuery !== undefined && isAlone ? { at: 'query', name: inQuery } : undefined
}

/** What is sent of a row besides what names it. */
export function withoutKey(ask: Ask): ReturnType<typeof sentItem> {
  const item = sentItem(ask)
  const key = rowKeyOf(ask)
  if (key?.at !== 'body' || item.kind !== 'object') return item
  const fields = Object.entries(item.fields).filter(([name]) => rawName(ask, name) !== key.name)
  return { kind: 'object', fields: Object.assign(noFields(), Object.fromEntries(fields)) }
}

const deedWords =
  /^(get|find|show|read|detail|details|info|update|edit|modify|change|save|delete|remove|destroy|del)(?=[A-Z]|$)/

/** `article` of `/article/delete`, `/deleteArticle`. */
function lastNoun({ segments }: Ask): string {
  const words = wordsOf(segments)
  const last = camelCase(words.at(-1) ?? '')
  const rest = last.replace(deedWords, '')
  return rest === '' ? (words.at(-2) ?? '') : rest === last ? last : camelCase(rest)
}

function rawName({ endpoint }: Ask, plain: string): string {
  const leaves = endpoint.body.map(name => name.split('.').at(-1) ?? name)
  const isIt = (leaf: string) => leaf === plain || camelCase(leaf) === plain || (plain === 'id' && /^_?id$/i.test(leaf))
  return leaves.find(isIt) ?? plain
}

/** Rows are shown, or made, under the same path. */
function isKnownPlace({ place, segments }: Ask, asks: readonly Ask[]): boolean {
  const last = segments.at(-1)
  if (last === undefined || !('word' in last)) return false
  const at = placeOf(segments)
  const isListed = asks.some(each => each.method === 'GET' && each.place === at && answersRows(each))
  const isDeep = asks.some(each => each.method === 'GET' && each.place.startsWith(`${at}/`) && isListOf(each, at))
  return place === at && (isListed || isDeep)
}

/** `/article/list` and `/article/page` show what stands under `/article`. */
function isListOf(ask: Ask, place: string): boolean {
  return /^(list|all|page|pages|search)$/i.test(ask.place.slice(place.length + 1)) && answersRows(ask)
}

function verbOf(ask: Ask, { at }: RowKey): Verb | undefined {
  const others = Object.keys(fieldsOf(withoutKey(ask))).length
  switch (ask.method) {
    case 'GET':
      return at === 'query' && !answersRows(ask) ? 'get' : undefined
    case 'DELETE':
      return others === 0 ? 'delete' : undefined
    case 'PUT':
      return at === 'body' && others > 0 ? 'replace' : undefined
    case 'PATCH':
      return at === 'body' && others > 0 ? 'update' : undefined
    default:
      return undefined
  }
}
