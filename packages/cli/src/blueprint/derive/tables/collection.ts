import type { Shape } from '../../endpoint.ts'
import { isRowsOnly } from '../dialect/listing.ts'
import { answersRows, calledIn, itemOf, itemWay, listWay, rowOf, sentItem, type Way } from '../dialect/unwrap.ts'
import { endsInHole, hasBody, isFixed } from '../facts/ask.ts'
import { compareText } from '../facts/evidence.ts'
import type { Ask } from '../facts/facts.ts'
import { isFit } from '../facts/names.ts'
import { placeOf, type Segment, wordsOf } from '../facts/path.ts'
import { elementOf, fieldsOf, isScalar, isSingle, mergeShapes, noFields, unknownShape } from '../facts/shape.ts'
import { camelCase, isPlural, pluralOf, singularOf, upperFirst } from '../facts/words.ts'
import { rowKeyOf, withoutKey } from './beside.ts'
import { saysDeed } from './deeds.ts'
import { findSpoken, isDeed, type Spoken } from './spoken.ts'

export type Verb = 'list' | 'get' | 'create' | 'replace' | 'update' | 'delete'

/** A path under which rows of one kind stand. */
export interface Collection {
  /** Unique among the resources: `articles`, `profiles`. */
  readonly name: string
  readonly singular: string
  /** The table of its rows: two collections show one where their paths end in the same word. */
  readonly table: string
  /** The path of all rows, without a parameter at its end. */
  readonly segments: readonly Segment[]
  readonly place: string
  /** The parameter of one row, as the frontend calls it; undefined where no path has one. */
  readonly hole: string | undefined
  /** The collection whose row stands before in the path. */
  readonly parent: Collection | undefined
  readonly verbs: ReadonlyMap<Verb, Ask>
  /** The id of a row, where it is called after the row: `postId` of posts. Shapes have it as `id`. */
  readonly ownId: string | undefined
  /** What one row is known to have in answers, declared or read. */
  readonly item: Shape
  /** What the code reads of one row. */
  readonly read: Shape
  /** Members that some answer has for certain, and that are never null there. */
  readonly always: ReadonlySet<string>
  /** What is sent to make one, and to change one. */
  readonly created: Shape
  readonly changed: Shape
}

const onItems: Readonly<Record<string, Verb>> = { GET: 'get', PUT: 'replace', PATCH: 'update', DELETE: 'delete' }
const onAll: Readonly<Record<string, Verb>> = { GET: 'list', POST: 'create' }

/** Finds the collections: paths with items under them, lists of objects, and plurals that something is added to. */
export function findCollections(all: readonly Ask[], style: Way): Collection[] {
  const asks = all.filter(ask => !isMixed(ask))
  const spoken = findSpoken(asks)
  const home = (ask: Ask) => spoken.get(ask)?.segments ?? allOf(ask)
  const below = new Set(asks.flatMap(({ place }) => /^(.+?)\/\{\}/.exec(place)?.[1] ?? []))
  const begins = (ask: Ask) =>
    spoken.has(ask) ? ask.endpoint.live && !isMultipart(ask) : isBeginning(ask, below.has(ask.place))
  const places = new Set(asks.filter(begins).map(ask => placeOf(home(ask))))
  const told = new Set([...spoken.values()].map(({ segments }) => placeOf(segments)))
  const kept = [...places].filter(place => told.has(place) || !isBeside(place, places, asks)).sort(byDepth)
  const found: Collection[] = []
  for (const place of kept) {
    const own = asks.filter(ask => placeOf(home(ask)) === place)
    const [first] = own as [Ask, ...Ask[]]
    found.push(makeCollection({ asks: own, segments: home(first), spoken }, found, style))
  }
  return found.filter(collection => collection.verbs.size > 0)
}

/** A part of the path holds more than one thing. */
function isMixed({ segments }: Ask): boolean {
  return segments.some(segment => 'hole' in segment && segment.mixed === true)
}

/** Short paths first: what stands at the top gives a thing its name. */
function byDepth(a: string, b: string): number {
  return a.split('/').length - b.split('/').length || compareText(a, b)
}

/** The path without the parameter at its end. */
function allOf(ask: Ask): readonly Segment[] {
  return endsInHole(ask) ? ask.segments.slice(0, -1) : ask.segments
}

/** What is done to a row, not what it is: `/orders/update/{id}`. */
const verbWord = /^(save|listall)$/i

/** A table and one of its rows can be called so. */
function isName(plural: string): boolean {
  return isFit(plural) && isFit(singularOf(plural))
}

/** True for a call that only a collection has. Dead code begins nothing. */
function isBeginning(ask: Ask, hasRows: boolean): boolean {
  const word = wordsOf(ask.segments).at(-1)
  if (
    word === undefined ||
    !isName(pluralOf(camelCase(word))) ||
    verbWord.test(word) ||
    isDeed(word) ||
    saysDeed(word) ||
    isOfLogin(ask) ||
    isOne.test(word) ||
    !ask.endpoint.live ||
    isMultipart(ask) ||
    hasTwoHoles(ask)
  )
    return false
  const rows = ask.method === 'GET' && answersRows(ask) && isRowsOnly(ask)
  if (endsInHole(ask)) return Object.hasOwn(onItems, ask.method) && ask.segments.length > 1 && !rows
  if (ask.method === 'GET') return rows && (isPlural(camelCase(word)) || (hasRows && hasId(ask)))
  return ask.method === 'POST' && hasBody(ask) && isPlural(camelCase(word)) && namesARow(ask) && !setsOne(ask, word)
}

/** There is one of them, whatever its name looks like: something is set in it. */
const isOne = /^(.*[-_])?(settings|preferences|prefs|options|config(uration)?)$/i

/** What stands below a login is the runtime's, or nobody's: no table holds sessions and keys. */
function isOfLogin({ segments: [first, second] }: Ask): boolean {
  const word = first !== undefined && 'word' in first ? first.word : ''
  return second !== undefined && /^(auth|authentication)$/i.test(word)
}

function isMultipart(ask: Ask): boolean {
  return ask.endpoint.encoding === 'multipart' || ask.endpoint.encoding === 'binary'
}

/** Its rows are read with what names them: `/plugin` lists plugins, where something is done with `/plugin/{id}`. */
function hasId(ask: Ask): boolean {
  return Object.hasOwn(fieldsOf(rowOf(ask, ask.reads)), 'id')
}

/** `{a}/{b}`: whatever it is, it is no row of a collection. */
function hasTwoHoles({ segments }: Ask): boolean {
  return segments.some((segment, at) => 'hole' in segment && (at === 0 || 'hole' in (segments[at - 1] as Segment)))
}

/** `POST /orders/{id}/status` with nothing but a status sets it. */
function setsOne({ body }: Ask, word: string): boolean {
  const [name, ...others] = Object.keys(fieldsOf(body))
  return others.length === 0 && name === camelCase(word) && isScalar(fieldsOf(body)[name]?.shape ?? body)
}

/** A POST to a plural makes a row when it stands at the top or under one row. */
function namesARow(ask: Ask): boolean {
  const before = ask.segments.at(-2)
  return before === undefined || 'hole' in before || isFixed(ask)
}

/** A word beside the items of another collection (`/articles/feed`) is an action there, unless it has items of its own. */
function isBeside(place: string, places: ReadonlySet<string>, asks: readonly Ask[]): boolean {
  const parent = place.split('/').slice(0, -1).join('/')
  const own = asks.some(ask => ask.place === `${place}/{}` || (ask.place === place && ask.method === 'POST'))
  return parent !== '' && places.has(parent) && !own
}

/** The calls of one collection, and the path that its rows stand under. */
interface Calls {
  readonly asks: readonly Ask[]
  readonly segments: readonly Segment[]
  readonly spoken: ReadonlyMap<Ask, Spoken>
}

function makeCollection(calls: Calls, earlier: readonly Collection[], style: Way): Collection {
  const { asks, segments } = calls
  const verbs = verbsOf(calls)
  const said = saidIn(verbs)
  const parent = earlier.findLast(other => placeOf(segments).startsWith(`${other.place}/{}/`))
  const word = camelCase(wordsOf(segments).at(-1) ?? '')
  const name = nameOf({ segments, said: said.plural }, parent, earlier)
  const known = withShownAbove(shapesOf(verbs, style), parent, name)
  const ownId = ownIdOf(calls, verbs, known)
  const shapes = ownId === undefined ? known : withPlainId(known, ownId)
  return {
    name,
    singular: said.singular ?? singularOf(name),
    table: earlier.some(other => other.name === pluralOf(word) && !isUnderPlural(segments) && isAlike(other, shapes))
      ? pluralOf(word)
      : name,
    segments,
    place: placeOf(segments),
    hole: holeOf(asks),
    parent,
    verbs,
    ownId,
    ...shapes,
  }
}

/** The field that points at a row of the collection: `petId`, also where the path calls the pets `ownerPets`. */
export function keyOf({ name, table, singular }: Collection): string {
  return `${table === name ? singular : singularOf(table)}Id`
}

type Shapes = Pick<Collection, 'item' | 'read' | 'always' | 'created' | 'changed'>

/** `/roles/lists` are no `/lists`; `/admin/lists` may be. */
function isUnderPlural(segments: readonly Segment[]): boolean {
  const before = segments.at(-2)
  return before !== undefined && 'word' in before && isPlural(camelCase(before.word))
}

/** Rows of one table have half of their members in common, as far as members are known. */
function isAlike(other: Collection, shapes: Shapes): boolean {
  const [one, two] = [namesOf(other), namesOf(shapes)]
  const common = one.filter(name => two.includes(name)).length
  return other.parent === undefined && common * 2 >= Math.min(one.length, two.length)
}

function namesOf({ item, created, changed }: Pick<Shapes, 'item' | 'created' | 'changed'>): string[] {
  const names = Object.keys(fieldsOf([item, created, changed].reduce(mergeShapes)))
  return names.filter(name => !/^_?(id|createdAt|updatedAt)$/.test(name))
}

/** A second collection of one name is called after what stands before it: `/admin/products` are `adminProducts`. */
function nameOf(
  { segments, said }: { readonly segments: readonly Segment[]; readonly said: string | undefined },
  parent: Collection | undefined,
  earlier: readonly Collection[],
): string {
  const words = wordsOf(segments).map(camelCase)
  const plural = pluralOf(words.at(-1) ?? '')
  const before = parent?.singular ?? singularOf(words.at(-2) ?? 'other')
  // The users of a project are not the people who sign in, of whom the platform has a table.
  const first = plural === 'users' && parent !== undefined ? [] : [said ?? plural]
  const names = [...first, before + upperFirst(plural), ...earlier.map((_, at) => `${plural}${at + 2}`)]
  return (
    names.find(name => isName(name) && !earlier.some(other => other.name === name)) ?? `${plural}${earlier.length + 2}`
  )
}

/** What answers call one row and all of them, where they call them after the path: `flow` and `flows` of `/agent-flows`. */
function saidIn(verbs: ReadonlyMap<Verb, Ask>): { singular: string | undefined; plural: string | undefined } {
  const list = verbs.get('list')
  const plural = list === undefined ? undefined : calledIn(list, listWay(list, list.answer) ?? [])
  const named = [...verbs].flatMap(([verb, ask]) =>
    verb === 'list' || verb === 'delete' ? [] : (calledIn(ask, itemWay(ask, ask.answer) ?? []) ?? []),
  )
  const singular = named[0] ?? (plural === undefined ? undefined : singularOf(plural))
  const isUsual = (name: string | undefined) => name !== undefined && isFit(name) && camelCase(name) === name
  return {
    singular: isUsual(singular) ? singular : undefined,
    plural: plural ?? (singular === undefined ? undefined : pluralOf(singular)),
  }
}

function holeOf(asks: readonly Ask[]): string | undefined {
  const last = asks.find(ask => endsInHole(ask) && ask.endpoint.live)?.segments.at(-1)
  return last !== undefined && 'hole' in last ? last.hole : undefined
}

function verbsOf({ asks, spoken }: Calls): Map<Verb, Ask> {
  const verbs = new Map<Verb, Ask>()
  for (const ask of asks.filter(one => !isMultipart(one))) {
    const verb = spoken.get(ask)?.verb ?? (endsInHole(ask) ? onItems : onAll)[ask.method]
    if (verb !== undefined && !verbs.has(verb) && mayBe(verb, ask)) verbs.set(verb, ask)
  }
  const order: readonly Verb[] = ['list', 'get', 'create', 'replace', 'update', 'delete']
  return new Map(order.flatMap(verb => (verbs.has(verb) ? [[verb, verbs.get(verb) as Ask] as const] : [])))
}

/** One row is no list of rows. */
function mayBe(verb: Verb, ask: Ask): boolean {
  if (verb === 'get') return !(answersRows(ask) && isRowsOnly(ask))
  return verb !== 'list' || mayList(ask)
}

/** An answer with a list in it, or one of which nothing is known. */
function mayList(ask: Ask): boolean {
  return ask.answer.kind === 'unknown' || listWay(ask, ask.answer) !== undefined
}

/**
 * `postId`, where rows of posts have no `id` and calls of one row name it so. Whoever makes a row does not say it: a form
 * may begin with it, and what must be sent is a name that somebody chose.
 */
function ownIdOf({ segments }: Calls, verbs: ReadonlyMap<Verb, Ask>, { item, created }: Shapes): string | undefined {
  const word = singularOf(camelCase(wordsOf(segments).at(-1) ?? ''))
  const isOwn = (name: string) => camelCase(name).toLowerCase() === `${word}id`.toLowerCase()
  const shown = fieldsOf(item)
  const name = Object.keys(shown).find(isOwn)
  if (name === undefined || !isFit(name) || Object.hasOwn(shown, 'id') || word === 'user') return undefined
  const isNamed = [...verbs].some(([verb, ask]) => {
    const last = ask.written.at(-1)
    const hole = last !== undefined && 'hole' in last ? last.hole : undefined
    return verb !== 'list' && verb !== 'create' && isOwn(hole ?? rowKeyOf(ask)?.name ?? '')
  })
  const made = fieldsOf(created)[name]
  const isChosen = made !== undefined && !made.optional && isSingle(made.shape)
  return isNamed && !isChosen ? name : undefined
}

/** What a row shows of the rows below it: `reviews[].name` of a product. */
function withShownAbove(shapes: Shapes, parent: Collection | undefined, name: string): Shapes {
  const row = elementOf(fieldsOf(parent?.item)[name]?.shape)
  return row?.kind === 'object' ? { ...shapes, item: mergeShapes(shapes.item, row) } : shapes
}

function withPlainId(shapes: Shapes, ownId: string): Shapes {
  const plain = (shape: Shape): Shape => {
    if (shape.kind !== 'object' || !Object.hasOwn(shape.fields, ownId)) return shape
    const entries = Object.entries(shape.fields).map(([name, field]) => [name === ownId ? 'id' : name, field] as const)
    return { kind: 'object', fields: Object.assign(noFields(), Object.fromEntries(entries)) }
  }
  const { item, read, created, changed } = shapes
  return { ...shapes, item: plain(item), read: plain(read), created: plain(created), changed: plain(changed) }
}

function certainNames(shape: Shape): string[] {
  const sure = Object.entries(fieldsOf(shape)).filter(([, field]) => !field.optional && field.nullable !== true)
  return sure.map(([name]) => name)
}

function shapesOf(verbs: ReadonlyMap<Verb, Ask>, style: Way): Shapes {
  // What dead code reads says nothing where living code reads something.
  const living = [...verbs].filter(([, ask]) => ask.endpoint.live && ask.answer.kind !== 'unknown')
  const answers = (pick: (ask: Ask) => Shape) =>
    (living.length > 0 ? living : [...verbs]).map(
      ([verb, ask]) => (verb === 'list' ? rowOf(ask, pick(ask)) : itemOf(ask, pick(ask), style)) ?? unknownShape,
    )
  const isOfRow = (ask: Ask) => verbs.get('create') !== ask
  const sent = (...names: Verb[]) =>
    names
      .flatMap(name => verbs.get(name) ?? [])
      .map(ask => (isOfRow(ask) ? withoutKey(ask) : sentItem(ask)))
      .filter(({ kind }) => kind !== 'array')
      .reduce(mergeShapes, unknownShape)
  const objects = (shapes: readonly Shape[]) =>
    shapes.filter(shape => shape.kind === 'object').reduce(mergeShapes, unknownShape)
  return {
    item: objects(answers(ask => ask.answer)),
    always: new Set(answers(ask => ask.answer).flatMap(certainNames)),
    read: objects(answers(ask => ask.reads)),
    created: sent('create'),
    changed: sent('replace', 'update'),
  }
}
