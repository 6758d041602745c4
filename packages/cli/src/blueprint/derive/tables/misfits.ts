import type { BlueprintField } from '../../blueprint.ts'
import type { Shape } from '../../endpoint.ts'
import { authNames } from '../auth/names.ts'
import type { AuthAsks } from '../auth/operations.ts'
import { isOwnKey } from '../columns/columns.ts'
import { wordValues } from '../dialect/query.ts'
import { sentItem } from '../dialect/unwrap.ts'
import { leafNames } from '../facts/ask.ts'
import { isOtherCase } from '../facts/casing.ts'
import type { Ask } from '../facts/facts.ts'
import { isFit } from '../facts/names.ts'
import { placeOf } from '../facts/path.ts'
import { elementOf, fieldsOf, isScalar, nothingIn } from '../facts/shape.ts'
import { camelCase } from '../facts/words.ts'
import { rowKeyOf, withoutKey } from './beside.ts'
import type { Call, Place } from './call.ts'
import type { Collection, Verb } from './collection.ts'
import type { Draft } from './draft.ts'
import { idOf } from './filters.ts'
import { platformName } from './members.ts'
import { ownList } from './mine.ts'
import { unread } from './unread.ts'
import { tableOf, type World } from './world.ts'

/**
 * Calls that look like those of a collection, and that its table could not serve as they are asked: what they read stands
 * elsewhere, or what they send has no place. Each with the reason, by its key. They are left to the user.
 */
export function findMisfits(place: Place): Map<string, string> {
  const found = new Map<string, string>()
  for (const draft of place.drafts) {
    for (const [verb, ask] of draft.collection.verbs) {
      const reason = isUnknown(draft.collection) ? nothingKnown : misfitOf({ ...place, draft, verb, ask })
      if (reason !== undefined) found.set(ask.key, reason)
    }
  }
  return found
}

const nothingKnown = 'Nothing is known of what stands there.'

/** No list, nothing that makes a row, and nothing that says what a row is. What only dead code asks for is nothing. */
function isUnknown({ verbs, item, created, changed }: Collection): boolean {
  const isLive = (verb: Verb) => verbs.get(verb)?.endpoint.live === true
  return !isLive('list') && !isLive('create') && [item, created, changed].every(shape => nothingIn(shape))
}

function misfitOf(call: Call): string | undefined {
  const { ask, verb } = call
  const key = verb === 'list' || verb === 'create' ? undefined : rowKeyOf(ask)
  const own = key === undefined ? undefined : otherName(call)
  if (own !== undefined) return `The row is named by ${own.slice(0, 60)}, and no row is seen to have it as its id.`
  const unknown = key?.at === 'body' ? unshown(call) : undefined
  if (unknown !== undefined) return `It sends ${unknown.slice(0, 60)}, and no row is shown with it.`
  const [word] =
    verb === 'list' || verb === 'get' ? [] : ask.query.filter(each => key?.at !== 'query' || each !== key.name)
  if (word !== undefined) return `What the query word ${word.slice(0, 60)} does is not seen from the frontend.`
  const along = strangeAlong(call)
  if (along !== undefined)
    return `It asks for ${along.slice(0, 60)} along with each row, which is nothing that is known.`
  const lost = orphanOf(call.draft, call.world)
  if (lost !== undefined) return `It stands under ${lost.slice(0, 60)}, of which nothing is known.`
  if (verb === 'list' && ownList(ask) !== undefined && !isOwn(call.draft, call.world))
    return 'It shows rows of whoever asks, and whose a row is, is not known for certain.'
  const shared = sharedKey(call.draft)
  const other = verb === 'list' || verb === 'create' ? undefined : namedAfter(call)
  if (other !== undefined) return `The row is named by ${other.slice(0, 60)}, which names a row of another kind.`
  if (shared !== undefined && verb !== 'list' && verb !== 'create')
    return `The row is named by ${shared}, and other rows may name the same.`
  const closed = accountsOf(call)
  if (closed !== undefined) return closed
  const unseen = verb === 'list' || verb === 'create' ? undefined : unseenKey(call)
  if (unseen !== undefined)
    return `The row is named by ${unseen.slice(0, 60)}, which no row is known to have, or to be given.`
  const { idName } = call.world.facts
  if (idName !== 'id' && leaves(ask).includes('id')) return `It names rows by id, and others name them by ${idName}.`
  const strange = words(ask).find(name => name !== idName && isOtherCase(name, call.world.facts.casing))
  if (strange !== undefined) return `${strange.slice(0, 60)} is written in another way than other names.`
  return unsent(call) ?? unread(call)
}

/** What is asked for along with rows, and is no relation of them. */
function strangeAlong({ ask, draft: { include, children, embed }, world: { words } }: Call): string | undefined {
  const word = words.include
  if (word === undefined || !ask.query.includes(word)) return undefined
  const known = new Set([...include, ...embed.keys(), ...children.map(({ name }) => name)])
  const asked = wordValues(ask, word).flatMap(value => String(value).split(','))
  return asked.find(name => name !== '' && !known.has(camelCase(name)))
}

/** True where everybody sees nothing but their own rows. */
export function isOwn({ personal }: Draft, { roles }: World): boolean {
  return personal && roles.all.length === 0
}

/** The word before a parameter of the path, where no collection has the row that the parameter names. */
function orphanOf({ collection: { segments } }: Draft, { collections }: World): string | undefined {
  const at = segments.findIndex(
    (segment, index) =>
      'hole' in segment && !collections.some(({ place }) => place === placeOf(segments.slice(0, index))),
  )
  const before = at < 1 ? undefined : segments[at - 1]
  if (at < 0) return undefined
  return before !== undefined && 'word' in before ? before.word : 'a parameter'
}

/** The parameter of one row, where it is a key to another table: somebody is in several teams, so it names no row. */
function sharedKey({ collection: { hole, item, parent }, fields }: Draft): string | undefined {
  const id = idOf(hole, fieldsOf(item))
  const isKey = fields.some(({ name, references }) => name === id && references !== undefined)
  return parent !== undefined && isKey ? id : undefined
}

/** The parameter of one row, where it is called after rows of another table: `/favorites/{productId}`. */
function namedAfter({ ask: { written }, draft: { collection, table }, world }: Call): string | undefined {
  const last = written.at(-1)
  const [, stem = ''] = last !== undefined && 'hole' in last ? (/^(.+)(?:Id|_id)$/.exec(last.hole) ?? []) : []
  const name = camelCase(stem)
  if (last === undefined || !('hole' in last) || name === '' || collection.singular === name) return undefined
  const other = world.collections.find(({ singular }) => singular === name)
  const isOther = other !== undefined && other !== collection && tableOf(world, other) !== table
  return isOther ? last.hole : undefined
}

/** Accounts of others, where nobody is staff; and rows of a person that no call makes, so that nothing would ever be shown. */
function accountsOf({
  ask,
  verb,
  draft: { table, collection },
  world: { auth, people, roles },
}: Call): string | undefined {
  if (!people.present) return undefined
  if (verb === 'delete' && table === 'users' && roles.all.length === 0)
    return 'It deletes an account, and whose people may delete is not seen.'
  if ((verb === 'replace' || verb === 'update') && table === 'users' && roles.all.length === 0 && isOfOthers(ask, auth))
    return 'It changes an account, and whose people may change is not seen.'
  const { parent, verbs } = collection
  if (verb === 'list' && table === 'users' && parent !== undefined && !verbs.has('create'))
    return 'It shows the people of something, and no call puts anybody there.'
  const isNever = parent !== undefined && people.collections.includes(parent) && !verbs.has('create')
  return isNever ? 'Rows of a person that no call makes.' : undefined
}

/** People change their own account elsewhere, or are told here what they may: nobody says that of themselves. */
function isOfOthers(ask: Ask, auth: AuthAsks): boolean {
  return auth.has('auth.update') || leafNames(ask.body).some(name => authNames.right.test(name))
}

/** The parameter of one row, where it says what it is, and that is no id and no field of the row. */
function unseenKey({ draft: { collection, fields } }: Call): string | undefined {
  const { hole = 'id', item, singular, verbs } = collection
  const isKnown = Object.hasOwn(fieldsOf(item), hole) || fields.some(({ name }) => name === hole) || hole === singular
  const own = fields.find(({ name }) => name === hole)
  if (own !== undefined && own.required === false && own.server === undefined && verbs.has('create')) return hole
  return !isKnown && naturalKey.test(hole) ? hole : undefined
}

const naturalKey = /(code|slug|locale|lang|e?mail|username|date|type|status|typ|path|url)$/i

function leaves({ endpoint }: Ask): string[] {
  return [...endpoint.body, ...endpoint.reads].map(name => name.replaceAll('[]', '').split('.').at(-1) ?? '')
}

function words({ endpoint }: Ask): string[] {
  return [...endpoint.body, ...endpoint.reads].flatMap(name => name.replaceAll('[]', '').split('.')).filter(Boolean)
}

/** A change of a row that the body names may be of something else, where it sends what no row is shown or made with. */
function unshown({ ask, draft: { collection } }: Call): string | undefined {
  const known = { ...fieldsOf(collection.item), ...fieldsOf(collection.created) }
  const sent = Object.keys(fieldsOf(withoutKey(ask))).filter(name => isFit(name) && !platformName.test(name))
  return sent.find(name => !Object.hasOwn(known, name))
}

/** What is sent to name a row, where rows show no id, or show that name besides: it may be anything. */
function otherName({ ask, draft: { collection } }: Call): string | undefined {
  const { name } = rowKeyOf(ask) ?? { name: 'id' }
  const isPlain = /^_?id$/i.test(name)
  const shown = fieldsOf(collection.item)
  return Object.hasOwn(shown, 'id') && (isPlain || !Object.hasOwn(shown, camelCase(name))) ? undefined : name
}

/** Something is sent that has no place in a row. */
function unsent({ ask, verb, draft, world, users }: Call): string | undefined {
  if (verb === 'list' || verb === 'get' || verb === 'delete') return undefined
  if (ask.body.kind === 'array') return 'It sends a list, and a row is no list.'
  const told = verb === 'create' ? (tied(ask, draft, world) ?? toldOnly(ask, draft, world)) : undefined
  if (told !== undefined) return told
  const item = verb === 'create' ? sentItem(ask) : withoutKey(ask)
  const all = Object.keys(fieldsOf(item))
  const refused = all.find(name => /^(__proto__|constructor|prototype)$/.test(name))
  if (refused !== undefined) return `It sends ${refused}, and no body may have a field of that name.`
  const headers = Object.keys(fieldsOf(fieldsOf(item).headers?.shape))
  if (headers.some(name => /^authorization$/i.test(name))) return 'It sends headers in its body, and a row has none.'
  // Names that nothing can have are ignored where others say what is meant.
  const fitting = all.filter(isFit)
  if (fitting.length > 0 && 10 * fitting.length < all.length) return 'Hardly a name of what it sends can be a column.'
  const sent = (fitting.length > 0 ? fitting : all).filter(name => name !== draft.collection.ownId)
  if (draft.table === 'users' && world.people.present && sent.includes('role'))
    return 'It sends role: nobody is given one here.'
  const secret = sent.find(name => authNames.secret.test(name))
  if (secret !== undefined && draft.table === 'users')
    return `It sends ${secret}: accounts of other people are not made or changed here.`
  if (secret !== undefined) return `It sends ${secret}, and a table is no place for it.`
  const stamp = Object.entries(fieldsOf(item)).find(([name, { shape }]) => platformName.test(name) && !isScalar(shape))
  if (stamp !== undefined) return `It sends ${stamp[0]} as what it is not in other calls.`
  const columns = new Set([...draft.fields, ...(draft.table === 'users' ? users : [])].map(({ name }) => name))
  if (draft.owner !== undefined && draft.collection.parent !== undefined && sent.includes(draft.owner))
    return `It sends ${draft.owner}: the row may be about somebody else than whoever makes it.`
  const children = new Set(draft.children.map(({ name }) => name))
  const dropped = new Set([...draft.computed.map(({ name }) => name), ...draft.embed.keys()])
  const odd = sent.find(
    name => !columns.has(name) && !children.has(name) && !dropped.has(name) && !platformName.test(name),
  )
  const line = verb === 'create' ? undefined : sent.find(name => children.has(name))
  if (line !== undefined) return `It changes ${line.slice(0, 60)} together with their row.`
  const shown = fieldsOf(draft.collection.item)
  const unlike = Object.entries(fieldsOf(item)).find(
    ([name, { shape }]) =>
      draft.fields.some(field => field.name === name && isUnlike(shape, field)) || isTextOf(shape, shown[name]?.shape),
  )
  if (unlike !== undefined) return `It sends ${unlike[0].slice(0, 60)} as what it is not in other calls.`
  if (odd !== undefined) return `It sends ${odd.slice(0, 60)}, and a row has no such field.`
  return world.people.present && draft.table === 'users' && verb === 'create'
    ? 'It makes an account for somebody else, without a password to sign in with.'
    : undefined
}

/** A call that looks as if it made a row, and says nothing but which one: a row that is there is tied to the one above. */
function tied(ask: Ask, { collection }: Draft, world: World): string | undefined {
  const [only, ...others] = Object.keys(fieldsOf(sentItem(ask)))
  const isTied = only !== undefined && others.length === 0 && isOwnKey(world, collection, only)
  return isTied && collection.parent !== undefined
    ? `It sends ${only.slice(0, 60)} alone, which is a row that is there already.`
    : undefined
}

/** A call that looks as if it made a row, and asks for something, or sets a list of rows. */
function toldOnly(ask: Ask, { collection: { verbs, item, read } }: Draft, { facts }: World): string | undefined {
  const sent = fieldsOf(sentItem(ask))
  const [only, ...others] = Object.values(sent)
  const row = Object.keys(fieldsOf(elementOf(only?.shape)))
  if (others.length === 0 && row.length > 0 && row.every(name => Object.hasOwn(fieldsOf(item), name)))
    return 'It sends several rows at once.'
  const isShown =
    verbs.has('list') || verbs.has('get') || facts.asks.some(each => each.method === 'GET' && each.place === ask.place)
  const odd = Object.keys(fieldsOf(read)).find(
    name => !Object.hasOwn(sent, name) && !platformName.test(name) && name !== 'slug',
  )
  return isShown || odd === undefined ? undefined : `It answers with ${odd.slice(0, 60)}, which nobody has sent.`
}

/** A form has a text for what rows show as a number or a flag, or a flag for a text: which of the two is sent is not seen. */
function isTextOf(sent: Shape, shown: Shape | undefined): boolean {
  if (sent.kind === 'boolean') return shown?.kind === 'string'
  return sent.kind === 'string' && (shown?.kind === 'number' || shown?.kind === 'boolean')
}

/** A list or an object for a single value, and the reverse. */
function isUnlike(shape: Shape, { type }: BlueprintField): boolean {
  const { kind } = shape
  if (type === 'json' || kind === 'unknown' || kind === 'null' || kind === 'file') return false
  if (type === 'text[]') return kind !== 'array' || /^(object|array)$/.test(elementOf(shape)?.kind ?? '')
  return kind === 'array' || kind === 'object'
}
