import type { BlueprintField } from '../../blueprint.ts'
import type { Field } from '../../endpoint.ts'
import { personWord } from '../auth/people.ts'
import { sentItem } from '../dialect/unwrap.ts'
import { type Fields, fieldsOf, noFields } from '../facts/shape.ts'
import { upperFirst } from '../facts/words.ts'
import type { Collection } from '../tables/collection.ts'
import { idOf } from '../tables/filters.ts'
import { collectionNamed, type Members } from '../tables/members.ts'
import { tableOf, type World } from '../tables/world.ts'
import { columnOf, placesOf } from './field.ts'

const heading = ['title', 'name', 'label', 'subject', 'username']

/** The columns of a collection's rows that its calls speak of, keys to other tables resolved. */
export function columnsOf(world: World, collection: Collection, members: Members): BlueprintField[] {
  const created = withoutBeginning(fieldsOf(collection.created), collection)
  const changed = fieldsOf(collection.changed)
  const asks = [...collection.verbs.values()]
  const bodies = bodiesOf(collection)
  const columns = Object.entries(members.columns).map(([name, field]) => {
    const seen = {
      name,
      field,
      created: isShownOnly(collection) ? asGiven(name, field) : created[name],
      changed: Object.hasOwn(changed, name),
      sent: bodies.flatMap(body => body[name] ?? []),
      always: collection.always.has(name),
      evidence: placesOf(name, asks),
    }
    const column = withUnique(columnOf(seen), collection, Object.hasOwn(created, name))
    return withReference(
      world,
      collection,
      withSlug(column, Object.keys(members.columns), !Object.hasOwn(created, name)),
    )
  })
  return withHeading(columns)
}

/**
 * Plain JavaScript has no types that say what may be missing. Where all that its call sends may be undefined, the state
 * of a form begins empty, which does not make a row with nothing in it one that somebody wants.
 */
function withoutBeginning(created: Fields, { verbs }: Collection): Fields {
  const places = verbs.get('create')?.endpoint.evidence ?? []
  const untyped = places.length > 0 && places.every(({ file }) => /\.[cm]?jsx?$/.test(file))
  if (!untyped || !Object.values(created).every(({ optional }) => optional)) return created
  const entries = Object.entries(created).map(([name, field]) => [name, { ...field, optional: false }] as const)
  return Object.assign(noFields(), Object.fromEntries(entries))
}

/** What each call sends that makes or changes a row. */
function bodiesOf({ verbs }: Collection): Fields[] {
  const writing = [verbs.get('create'), verbs.get('replace'), verbs.get('update')]
  return writing.flatMap(ask => (ask === undefined ? [] : [fieldsOf(sentItem(ask))]))
}

/** What a slug is made of is never null, or the slug would be. */
function withHeading(columns: readonly BlueprintField[]): BlueprintField[] {
  const headings = columns.flatMap(({ server }) =>
    typeof server === 'object' && 'slugOf' in server ? server.slugOf : [],
  )
  return columns.map(column => {
    if (!headings.includes(column.name) || column.write === 'nobody') return column
    const { default: _, ...plain } = column
    return { ...plain, required: true }
  })
}

/** Rows that no call makes or changes: somebody else fills them in, the demo data first. */
function isShownOnly({ verbs }: Collection): boolean {
  return [...verbs.keys()].every(verb => verb === 'list' || verb === 'get' || verb === 'delete')
}

/** What is declared of such a row is always there; of what is only read, the name it is called by. */
function asGiven(name: string, field: Field): Field {
  return { ...field, optional: field.optional || (field.shape.kind === 'unknown' && !heading.includes(name)) }
}

/** The field in the path must be unique, and there where somebody can say it: each row's maker, or nobody but the demo data. */
function withUnique(column: BlueprintField, { hole, verbs, item }: Collection, isSent: boolean): BlueprintField {
  if (column.name !== hole || idOf(hole, fieldsOf(item)) !== hole) return column
  // Two rows cannot both begin with an empty text.
  const { default: initial, ...plain } = column
  const isMade = initial !== undefined && initial !== ''
  const required = isSent || !verbs.has('create') || isMade
  return { ...plain, ...(isMade ? { default: initial } : {}), unique: true, required }
}

/** A slug that nobody sends is made from what the row is called. */
function withSlug(column: BlueprintField, names: readonly string[], unsent: boolean): BlueprintField {
  const of = heading.find(name => names.includes(name))
  if (column.name !== 'slug' || !unsent || of === undefined) return column
  return { ...column, required: true, server: { slugOf: of }, write: 'nobody' }
}

/** `categoryId` points at `categories`, `assigneeId` at users, `parentId` at the same table. */
function withReference(world: World, collection: Collection, column: BlueprintField): BlueprintField {
  const table = targetOf(world, collection, column.name)
  if (isOwnKey(world, collection, column.name)) return isShownOnly(collection) ? column : { ...column, required: false }
  if (table === undefined) return column
  // What no call sends that makes a row, and nobody else fills in, cannot be demanded.
  const isGiven = !collection.verbs.has('create') || Object.hasOwn(fieldsOf(collection.created), column.name)
  // The first row of a table has no other to point at.
  const required = column.required && isGiven && table !== tableOf(world, collection)
  const references = { table, onDelete: required ? ('restrict' as const) : ('set null' as const) }
  const { default: _, ...plain } = column
  return { ...plain, required, type: 'uuid', references }
}

/** Before the name of the row itself: another row of its table. */
const otherRow =
  /^(parent|reply(To)?|in?ReplyTo|root|original|origin|previous|prev|next|related|linked|source|target|base|main|master|super|sub|child|copied|cloned|duplicate(Of)?|other|first|second|from|to|before|after|merged)/i

/** The table that a key's name speaks of. */
export function targetOf(world: World, collection: Collection, name: string): string | undefined {
  const [, stem = ''] = /^(.+)(?:Id|_id)$/.exec(name) ?? []
  if (stem === '') return undefined
  if (stem === 'parent' || stem === `parent${upperFirst(collection.singular)}`) return tableOf(world, collection)
  if (isOwnKey(world, collection, name)) return undefined
  const named = collectionNamed(world, stem)
  if (named !== undefined) return isThere(world, tableOf(world, named)) ? tableOf(world, named) : undefined
  const isUser = world.people.present && (personWord.test(stem) || stem === world.roles.initial)
  return isUser ? 'users' : undefined
}

/** Some call makes rows of the table, or shows them: a key to what nobody could name is kept as it is sent. */
function isThere(world: World, table: string): boolean {
  const own = world.collections.filter(collection => tableOf(world, collection) === table)
  return own.some(({ verbs }) => verbs.has('create') || verbs.has('list') || verbs.has('get'))
}

/** What is called after the row itself says which one it is, not which other one it belongs to. */
export function isOwnKey(world: World, collection: Collection, name: string): boolean {
  const [, stem = ''] = /^(.+)(?:Id|_id)$/.exec(name) ?? []
  const named = stem === '' || stem === 'parent' ? undefined : collectionNamed(world, stem)
  return named !== undefined && tableOf(world, named) === tableOf(world, collection) && !otherRow.test(stem)
}
