import type { BlueprintField } from '../../blueprint.ts'
import type { Shape } from '../../endpoint.ts'
import { authNames } from '../auth/names.ts'
import { ownTemplate, type Template } from '../dialect/envelope.ts'
import { goneAnswer } from '../dialect/gone.ts'
import { listWay, rowOf } from '../dialect/unwrap.ts'
import type { Ask } from '../facts/facts.ts'
import { mapIn, mapReason } from '../facts/maps.ts'
import { isSpelledTwice } from '../facts/names.ts'
import { elementOf, fieldsOf, isScalar, isSingle, nothingIn } from '../facts/shape.ts'
import { camelCase } from '../facts/words.ts'
import type { Call, Place } from './call.ts'
import { keyOf } from './collection.ts'
import type { Draft } from './draft.ts'

/** Something is read that stands elsewhere in the answers of this backend. */
export function unread(call: Call): string | undefined {
  const { ask, verb } = call
  const counted = ask.endpoint.reads.find(name => /(^|\.)-?\d+(\.|$)/.test(name))
  if (counted !== undefined) return `It reads ${counted.slice(0, 60)}, and no field is called by a number.`
  const cut = ask.endpoint.reads.find(name => name.includes('/'))
  if (cut !== undefined) return `It reads ${cut.slice(0, 60)}, which is not seen to end where a name does.`
  if (readsBoth(ask)) return 'It reads one thing as a list and as none.'
  const map = mapIn(ask.endpoint)
  if (map !== undefined) return mapReason(map)
  const isRead = !nothingIn(ask.reads) || elementOf(ask.reads) !== undefined
  if (!isRead) return undefined
  if (verb === 'list' && listWay(ask, ask.reads) === undefined && listWay(ask, ask.answer) === undefined)
    return 'Its answer is no list.'
  if (verb === 'list' && isSingle(rowOf(ask, ask.answer))) return 'Its list has single values in it, and rows are more.'
  const declared = ask.endpoint.answerShape
  if (verb === 'list' && declared !== undefined && rowOf(ask, declared)?.kind === 'array')
    return 'Its list has lists in it, and a row is no list.'
  if (verb === 'delete' && goneAnswer(ask) !== undefined) return undefined
  const odd = outside(ask.reads, usualAnswer(call), call)
  if (odd === undefined || ownAnswer(call) !== undefined) return undefined
  return `It reads ${odd.slice(0, 60) || 'its answer as a list'}, which other answers do not have there.`
}

/** Whole answers of calls that are wrapped in another way than others, by operation. */
export function ownAnswers(place: Place): [operation: string, answer: Template][] {
  return place.drafts.flatMap(draft =>
    [...draft.collection.verbs].flatMap(([verb, ask]): [string, Template][] => {
      const own = ownAnswer({ ...place, draft, verb, ask })
      return own === undefined ? [] : [[`${draft.collection.name}.${verb}`, own]]
    }),
  )
}

/** The answer that all which is read stands in, where it does not in the usual one. */
function ownAnswer(call: Call): Template | undefined {
  const { ask, verb } = call
  if (verb === 'delete' || outside(ask.reads, usualAnswer(call), call) === undefined) return undefined
  const own = ownTemplate(ask, verb === 'list')
  return own === undefined || outside(ask.reads, own, call) !== undefined ? undefined : own
}

function usualAnswer({ verb, envelope }: Call): Template {
  return verb === 'list' ? (envelope.list ?? usualList) : (envelope.item ?? usualItem)
}

const usualItem: Template = { success: true, data: '$item' }
const usualList: Template = {
  success: true,
  data: '$items',
  meta: { page: '$page', limit: '$limit', total: '$total', pages: '$pages', next: '$next' },
}

/** The first name that a template, or the row in it, does not have; undefined where all is there. */
function outside(reads: Shape, template: Template, call: Call): string | undefined {
  if (template === '$item' && call.verb === 'delete') return reads.kind === 'array' ? '' : firstOf(reads)
  if (template === '$item') return reads.kind === 'array' ? '' : beyond(reads, call.draft, call)
  if (template === '$items') {
    const row = elementOf(reads)
    // A list of lists has no rows.
    if (row?.kind === 'array') return ''
    return row === undefined ? firstOf(reads) : beyond(row, call.draft, call)
  }
  // A remark beside the rows is one value, or a list of words about what went wrong: it has no members.
  if (typeof template !== 'object' || template === null) return nothingIn(elementOf(reads) ?? reads) ? undefined : ''
  if (reads.kind === 'array') return ''
  for (const [name, { shape }] of Object.entries(fieldsOf(reads))) {
    const slot = slotOf(template, name, call)
    const odd = slot === undefined ? '' : outside(shape, slot, call)
    if (odd !== undefined) return odd === '' ? name : `${name}.${odd}`
  }
  return undefined
}

function firstOf(shape: Shape): string | undefined {
  return Object.keys(fieldsOf(shape))[0]
}

/** The part of a template under a name, which may be the resource's own. */
function slotOf(template: { readonly [key: string]: Template }, name: string, call: Call): Template | undefined {
  const { name: plural, singular } = call.draft.collection
  const filled = (key: string): string => key.replace('$names', plural).replace('$name', singular)
  // Names of snake case are read in camel case by now, those of others stand as they are written.
  const plain = call.world.facts.casing === 'snake' ? camelCase : (key: string) => key
  return Object.entries(template).find(([key]) => plain(filled(key)) === name)?.[1]
}

/** The first field that the row does not show. */
function beyond(reads: Shape, draft: Draft, call: Call): string | undefined {
  const { deep = 0 } = call
  for (const [name, { shape }] of Object.entries(fieldsOf(reads))) {
    if (name === 'id' && [shape, fieldsOf(draft.collection.item).id?.shape ?? shape].some(one => !isScalar(one)))
      return name
    if (name === draft.collection.ownId && !isScalar(shape)) return name
    if (/^(id|createdAt|updatedAt)$/.test(name) || name === draft.collection.ownId || deep > 3) continue
    if (draft.table === 'users' && isOtherwiseWritten(name, call.users)) return name
    // A form begins with an empty password, whatever the answer has.
    if (draft.table === 'users' && authNames.secret.test(name)) continue
    if (isSpelledTwice(name, draft.fields)) continue
    const declared = fieldsOf(draft.collection.item)[name]?.shape
    if (draft.fields.some(field => field.name === name && isOtherKind(field, declared))) return name
    const alike = call.drafts.filter(({ table }) => table === draft.table)
    if (alike.some(other => isSentOtherwise(name, shape, other)))
      return [name, firstOf(elementOf(shape) ?? shape)].filter(part => part !== undefined).join('.')
    if (repeatsSent(name, shape, draft)) return name
    if (isMissing(name, { ...call, draft })) return name
    if (isUnset(name, shape, draft)) return `${name}.${firstOf(shape)}`
    const child = draft.children.find(each => each.name === name)
    const shown = child?.fields ?? fieldsShown(draft, name, call)
    if (shown === undefined) return name
    const inner = elementOf(shape) ?? shape
    if (isHiddenAlong(shown, draft, call) && !nothingIn(inner)) return `${name}.${firstOf(inner)}`
    const odd = Array.isArray(shown)
      ? Object.keys(fieldsOf(inner)).find(each => each !== 'id' && isNotIn(each, elementOf(declared), shown))
      : 'collection' in shown
        ? beyond(inner, shown, { ...call, deep: deep + 1 })
        : undefined
    if (odd !== undefined) return `${name}.${odd}`
  }
  return undefined
}

/** No column of the rows that are shown, or one that has something else. */
function isNotIn(name: string, declared: Shape | undefined, shown: readonly BlueprintField[]): boolean {
  const column = shown.find(field => field.name === name)
  return column === undefined || isOtherKind(column, fieldsOf(declared)[name]?.shape)
}

/** `userName`, where people have a `username`. */
function isOtherwiseWritten(name: string, users: readonly BlueprintField[]): boolean {
  return users.some(field => field.name !== name && field.name.toLowerCase() === name.toLowerCase())
}

/** Rows show what is sent inside of a part that begins empty: Strapi's `attributes`. */
const around = /^(attributes|data|fields|properties|props|values)$/i

function repeatsSent(name: string, shape: Shape, { fields, collection: { created, changed } }: Draft): boolean {
  const isPart = fields.some(field => field.name === name && field.type === 'json' && field.default !== undefined)
  if (!around.test(name)) return false
  const sent = { ...fieldsOf(created), ...fieldsOf(changed) }
  return isPart && Object.keys(fieldsOf(elementOf(shape) ?? shape)).some(member => Object.hasOwn(sent, member))
}

/** A list, or members, are read of what is a single value, or members of what is sent as a list of single values. */
function isSentOtherwise(name: string, shape: Shape, { fields, collection: { created, changed } }: Draft): boolean {
  const inner = elementOf(shape) ?? shape
  const column = fields.find(field => field.name === name)
  if (column !== undefined && shape.kind === 'array' && !/^(?:json|text\[\])$/.test(column.type)) return true
  if (column === undefined || nothingIn(inner)) return false
  const sent = fieldsOf(created)[name] ?? fieldsOf(changed)[name]
  if (sent !== undefined && sent.shape.kind !== 'unknown' && isScalar(sent.shape) !== isScalar(shape)) return true
  if (sent?.shape.kind === 'object' && shape.kind === 'array') return true
  const element = elementOf(sent?.shape)
  // Rows in a part are kept as they are sent: what is never sent is not in them.
  const rows = [created, changed].map(each => fieldsOf(elementOf(fieldsOf(each)[name]?.shape)))
  const isKept = shape.kind === 'array' && rows.some(row => Object.keys(row).length > 0)
  if (isKept && Object.keys(fieldsOf(inner)).some(member => rows.every(row => !Object.hasOwn(row, member)))) return true
  const part = Object.keys(fieldsOf(sent?.shape))
  if (part.length > 0 && !Object.keys(fieldsOf(shape)).some(member => part.includes(member))) return true
  return column.type !== 'json' || (element !== undefined && nothingIn(element))
}

/** A time is sent as a `Date`, which arrives as text, and is read as a number; or a flag is sent, and read as a text. */
function isOtherKind({ type }: BlueprintField, shape: Shape | undefined): boolean {
  if (shape?.kind === 'string') return type === 'boolean'
  return shape?.kind === 'number' && (type === 'timestamp' || type === 'date')
}

/** Another row, which nobody but its owner sees, shown with a row that others see. */
function isHiddenAlong(
  shown: object,
  { personal, collection: { parent } }: Draft,
  { world: { roles } }: Call,
): boolean {
  const isOwnersOnly = 'collection' in shown && (shown as Draft).personal && roles.all.length === 0
  return isOwnersOnly && !personal && parent === undefined
}

/** Another row that is shown with one, and that no call says which it is: rows that are made have none. */
function isUnset(name: string, shape: Shape, { collection, embed, owner, table }: Draft): boolean {
  const { created, changed, parent, verbs } = collection
  const key = `${name}Id`
  // What is sent under the name of the row itself is not looked at.
  const isSaid = [created, changed].some(each => Object.hasOwn(fieldsOf(each), key))
  const isMade = verbs.has('create') && embed.has(name) && !nothingIn(shape)
  const isAbove = parent !== undefined && keyOf(parent) === key
  return isMade && !isSaid && owner !== key && !isAbove && table !== 'users'
}

/** `owner.name` and `owner[].name`: one place cannot have both. */
function readsBoth({ endpoint: { reads } }: Ask): boolean {
  const lists = new Set(reads.flatMap(name => [...name.matchAll(/\[\]/g)].map(({ index }) => name.slice(0, index))))
  const isOther = (list: string, name: string) => (list === '' ? !name.startsWith('[') : name.startsWith(`${list}.`))
  return [...lists].some(list => reads.some(name => isOther(list, name)))
}

/** Something that opens a door: the server makes it up, and how is not seen. */
const madeByServer = /(^|_|[a-z])(token|secret|api_?key|access_?key|private_?key)$/i

/** A row is declared to have it, and nobody who makes one says it. */
function isMissing(name: string, { draft, drafts, users, world }: Call): boolean {
  const declared = fieldsOf(draft.collection.item)[name]
  const isPeoples = draft.table === 'users' && world.people.present
  const makers = drafts.filter(other => other.table === draft.table && other.collection.verbs.has('create'))
  const known = (isPeoples ? [...users, ...draft.fields] : draft.fields).find(field => field.name === name)
  if (declared === undefined || known === undefined) return false
  // A key to another row, which the call that made this one, its place or a later change may say.
  const isKey = known.references !== undefined
  if (isKey && (isPeoples || known.server !== undefined)) return false
  const says = ({ collection: { created, changed } }: Draft) =>
    Object.hasOwn(fieldsOf(created), name) || (isKey && Object.hasOwn(fieldsOf(changed), name))
  if (!isPeoples && (makers.length === 0 || makers.some(says))) return false
  if (!isPeoples && madeByServer.test(name) && known.server === undefined && known.write === 'nobody') return true
  const isThere = !declared.optional && declared.nullable !== true && !/^(unknown|null|file)$/.test(declared.shape.kind)
  // What only collections of people show is demanded of nobody who registers.
  const isDemanded = known.required && (!isPeoples || users.includes(known) || known.default !== undefined)
  return isThere && !isDemanded
}

/** What stands under a name of a row: one value, the fields of a person, or those of another row. */
function fieldsShown(
  { fields, computed, embed, include, table }: Draft,
  name: string,
  { drafts, users }: Call,
): Draft | readonly BlueprintField[] | { readonly value: true } | undefined {
  const own = [...fields, ...(table === 'users' ? users : [])]
  if (own.some(field => field.name === name) || computed.some(each => each.name === name)) return { value: true }
  if (include.includes(name)) return { value: true }
  const shownBy = embed.get(name)
  if (shownBy === undefined) return undefined
  return (
    drafts.find(({ collection }) => collection.name === shownBy) ?? (shownBy === 'people' ? users : { value: true })
  )
}
