import { type Allow, type BlueprintField, isNumeric } from '../../blueprint.ts'
import type { Shape } from '../../endpoint.ts'
import { emptyMembers } from '../columns/empty.ts'
import { columnOf, keyTo, placesOf } from '../columns/field.ts'
import { typeOf } from '../columns/type.ts'
import { isRowsOnly } from '../dialect/listing.ts'
import { itemOf, itemWay, listWay, sentItem, type Way } from '../dialect/unwrap.ts'
import { hasBody, isFixed } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { mapIn } from '../facts/maps.ts'
import { isFit } from '../facts/names.ts'
import { placeOf, routeOf, type Segment, wordsOf } from '../facts/path.ts'
import { fieldsOf, isAlike, isSingle, mergeShapes, renameFields } from '../facts/shape.ts'
import { camelCase, plainWord, pluralOf, singularOf, snakeCase, upperFirst } from '../facts/words.ts'
import { reachOf } from '../policy/reach.ts'
import { platformName } from '../tables/members.ts'
import type { HomelessTable } from '../tables/tables.ts'
import type { World } from '../tables/world.ts'
import { type ActionFacts, callsOf, type HomelessAction } from './action.ts'

/** A row without an id in its path, read and changed. */
export interface Singleton {
  readonly table: string
  readonly get: Ask
  readonly change: Ask
  readonly item: Shape
  /** Whose it is: each user's, or one for all. */
  readonly of: 'user' | 'all'
}

const own = /^(settings?|preferences?|prefs)$/
const shared = /^(config(uration)?|siteconfig|sitesettings|appsettings|globalsettings|companysettings|storesettings)$/
const person = /^(me|account|user|profile|my)$/
const login = /^(email|username|password)$/
const changes = ['PUT', 'PATCH', 'POST']

/** What is known of the other calls. */
interface Around {
  readonly signIn: boolean
  readonly casing: 'camel' | 'snake'
}

/** A name that no column has on the wire, where the others are in snake case. */
function isMixedCase({ endpoint: { body, reads } }: Ask): boolean {
  const names = [...body, ...reads].flatMap(name => name.replaceAll('[]', '').split('.').slice(-1))
  return names.some(name => snakeCase(camelCase(name)) !== name)
}

/** What a path says that is done, behind the word for what there is one of: `/settings/update`. */
const showing = /^(get|read|show|fetch)$/
const setting = /^(update|save|set|edit|change)$/

/** The path without a word for what is done. */
function homeOf({ method, segments }: Ask): readonly Segment[] {
  const last = segments.at(-1)
  const deed = method === 'GET' ? showing : setting
  return segments.length > 1 && last !== undefined && 'word' in last && deed.test(plainWord(last.word))
    ? segments.slice(0, -1)
    : segments
}

/**
 * Finds GET and PUT, PATCH or POST of one path that ends in a word for what there is one of: `/settings`. A word for what
 * is done may stand behind it.
 */
export function findSingletons(asks: readonly Ask[], style: Way, { signIn, casing }: Around): Singleton[] {
  const found: Singleton[] = []
  for (const get of asks.filter(ask => ask.method === 'GET' && isFixed(ask) && ask.query.length === 0)) {
    const home = homeOf(get)
    const words = wordsOf(home)
    const word = plainWord(words.at(-1) ?? '')
    const place = placeOf(home)
    const writing = asks.filter(
      ask => changes.includes(ask.method) && placeOf(homeOf(ask)) === place && isFixed(ask) && hasBody(ask),
    )
    const [change, ...others] = writing
    if (change === undefined || others.length > 0 || !(own.test(word) || shared.test(word))) continue
    if (!get.endpoint.live || !change.endpoint.live || [get, change].some(isList)) continue
    if (!stands(get, style) || !stands(change, style) || !isSameRow(get, change, style)) continue
    if (mapIn(get.endpoint) !== undefined || mapIn(change.endpoint) !== undefined) continue
    if (!isAlike(sentItem(change), itemOf(get, get.answer, style)) || isToldOnly(get, change, style)) continue
    const item = mergeShapes(itemOf(get, get.answer, style), sentItem(change))
    if (casing === 'snake' && [get, change].some(isMixedCase)) continue
    if (item.kind !== 'object' || Object.keys(item.fields).some(name => login.test(name) || !isFit(name))) continue
    const isOwn = signIn && own.test(word) && !words.slice(0, -1).some(one => /^(admin|site|app|global)$/.test(one))
    found.push({ table: tableName(words), get, change, item, of: isOwn ? 'user' : 'all' })
  }
  return found
}

/** What is sent is what is shown, for the greater part; and nothing else is read when it has been set. */
function isSameRow(get: Ask, change: Ask, style: Way): boolean {
  const shown = fieldsOf(itemOf(get, get.answer, style))
  const sent = Object.keys(fieldsOf(sentItem(change)))
  const told = Object.keys(fieldsOf(itemOf(change, change.reads, style)))
  const known = sent.filter(name => Object.hasOwn(shown, name))
  const read = Object.keys(fieldsOf(itemOf(get, get.reads, style))).filter(name => !platformName.test(name))
  // What nobody sets says how the server is: nothing here knows that.
  const isSet = read.filter(name => sent.includes(name)).length * 2 >= read.length
  const isKnown = Object.keys(shown).length === 0 || (known.length * 2 >= sent.length && isSet)
  return isKnown && told.every(name => Object.hasOwn(shown, name) || sent.includes(name))
}

/** A time that is always there, and that nobody sets. */
function isToldOnly(get: Ask, change: Ask, style: Way): boolean {
  const sent = fieldsOf(sentItem(change))
  return Object.entries(fieldsOf(itemOf(get, get.answer, style))).some(
    ([name, field]) =>
      !Object.hasOwn(sent, name) &&
      !platformName.test(name) &&
      field.nullable !== true &&
      !field.optional &&
      isSingle(field.shape) &&
      /^(date|timestamp)$/.test(typeOf(name, field).type),
  )
}

function isList(ask: Ask): boolean {
  const way = listWay(ask, ask.answer)
  return way !== undefined && (way.length === 0 || isRowsOnly(ask))
}

/** The row stands where other answers have theirs, or nothing of it is read. */
function stands(ask: Ask, style: Way): boolean {
  const way = itemWay(ask, ask.answer)
  return way === undefined || way.join('.') === style.join('.')
}

/** `/notifications/settings` are `notificationSettings`. Words for the person who asks say nothing. */
function tableName(words: readonly string[]): string {
  const [last = '', before] = words
    .filter(word => !person.test(word))
    .map(camelCase)
    .toReversed()
  const name = pluralOf(last)
  return before === undefined ? name : singularOf(before) + upperFirst(name)
}

/** Its table: every field may be missing or has a default, because the row is made when it is first asked for. */
export function singletonTable(singleton: Singleton, casing: 'camel' | 'snake'): HomelessTable {
  const { table, get, change, item, of } = singleton
  const sent = fieldsOf(sentItem(change))
  const names = Object.keys(fieldsOf(item)).filter(name => !platformName.test(name) && name !== 'userId')
  const fields = names.map((name): BlueprintField => {
    const field = fieldsOf(item)[name] ?? { shape: { kind: 'unknown' }, optional: true }
    const evidence = placesOf(name, [get, change])
    const { unique: _, ...column } = columnOf({
      ...{ name, field, created: undefined, changed: Object.hasOwn(sent, name), evidence },
      sent: [sent[name] ?? field],
    })
    const initial =
      column.default ?? emptyColumn(casing === 'snake' ? renameFields(field.shape, snakeCase) : field.shape, column)
    if (initial === undefined) return { ...column, required: false }
    return { ...column, required: true, default: initial }
  })
  const evidence = placesOf(table, [get, change])
  const key = { ...keyTo('userId', { table: 'users', onDelete: 'cascade' }, true), server: 'owner' as const, evidence }
  return of === 'user'
    ? { name: table, fields: [key, ...fields], keys: ['userId'], timestamps: false }
    : { name: table, fields, timestamps: true }
}

/** What a field has before anybody has set it: the code reads members of objects, and takes texts for texts. */
function emptyColumn(shape: Shape, { type, values, minLength }: BlueprintField): BlueprintField['default'] {
  if (type === 'text' && values === undefined && minLength === undefined) return ''
  if (isNumeric(type)) return undefined
  if (type === 'text[]') return []
  return type === 'json' && shape.kind === 'object' ? emptyMembers(shape) : undefined
}

/** The action of a singleton. */
export function fromSingleton({ world }: ActionFacts, singleton: Singleton): HomelessAction {
  const { table, get, change, of } = singleton
  const [read, row] = of === 'user' ? [{ owner: 'userId' }, { owner: 'userId' }] : rulesOfAll(world, singleton)
  return {
    kind: 'singleton',
    name: `${of === 'user' ? 'own' : 'shared'}${upperFirst(table)}`,
    table,
    path: routeOf(homeOf(get)),
    of: table,
    change: change.method as 'PUT' | 'PATCH' | 'POST',
    read,
    row,
    allow: of === 'user' ? 'signedIn' : read,
    ...callsOf([get, change], 'likely'),
  }
}

/** What there is one of for all is changed by staff, where there is any; and read by those whom the pages let see it. */
function rulesOfAll(world: World, { table, get, change }: Singleton): [Allow, Allow] {
  if (!world.people.present) return ['anyone', 'anyone']
  const staff: Allow = { can: `${table}:write` }
  const hasStaff = world.roles.all.length > 0
  const seen = reachOf(world, [get.key])
  const changed = reachOf(world, [change.key])
  const read: Allow = seen === 'staff' ? staff : seen === 'anyone' ? 'anyone' : 'signedIn'
  return [read, hasStaff || changed === 'staff' ? staff : 'signedIn']
}
