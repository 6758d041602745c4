import type { Allow, BlueprintField, BlueprintResource, BlueprintTable } from '../../../blueprint/blueprint.ts'
import {
  arrow,
  call,
  code,
  type Doc,
  type Expression,
  functionBlock,
  literal,
  type Member,
  object,
  type Source,
  when,
} from '../../source/index.ts'
import { tableKey } from '../../words/names.ts'
import { fieldOf, idName, type Model } from '../model.ts'
import { singularName } from '../singular.ts'
import { type Copies, copiesOf } from './copies.ts'
import { emptyOf } from './empty.ts'
import { fillName } from './fill.ts'
import { linesOf } from './lines.ts'

/** Whether rows of the resource are made from a body. */
export function creates(resource: BlueprintResource): boolean {
  return resource.operations.create !== undefined
}

/** The hook that fills in what the server owns when a row is made, or undefined where nothing is left to fill in. */
export function createHook(resource: BlueprintResource, model: Model, source: Source): Expression | undefined {
  if (!creates(resource)) return undefined
  const table = model.table(resource.table)
  const wants = new Set(['input'])
  const lines = linesOf(resource, model)
  const copies = copiesOf(table, model)
  const known = new Set([lines?.total?.field, ...copies.flatMap(copy => copy.copies.map(([to]) => to))])
  const members: Member[] = []
  for (const field of table.fields) {
    if (known.has(field.name)) continue
    const value = filledIn(field, { resource, table, source, wants })
    if (value !== undefined) members.push([field.name, value])
  }
  if (lines !== undefined) {
    const { fill, file } = fillName(lines)
    members.push({ spread: code(`(await ${source.use(`./${file}`, fill)}(db, input.${lines.name}))`) })
  }
  for (const { source: from, copies: pairs } of copies) {
    const row = singularName(from, model)
    members.push(...pairs.map(([to, name]): Member => [to, code(`${row}.${name}`)]))
  }
  if (members.length === 0) return undefined
  if (lines !== undefined || copies.length > 0) wants.add('db')
  if (copies.some(({ key }) => isOwners(table, key))) wants.add('actor')
  const start = `${wants.has('db') ? 'async ' : ''}({ ${[...wants].join(', ')} })`
  const filled = object([{ spread: code('input') }, ...members])
  if (copies.length === 0) return arrow(start, filled)
  return functionBlock(`${start} => `, [
    ...copies.flatMap(copy => lookUp(copy, { table, source, model })),
    ['return ', filled.doc],
  ])
}

interface Ask {
  readonly resource: BlueprintResource
  readonly table: BlueprintTable
  readonly source: Source
  /** Members of the context that the hook uses. */
  readonly wants: Set<string>
}

function filledIn(field: BlueprintField, { resource, table, source, wants }: Ask): Expression | undefined {
  const { name, server } = field
  if (server === 'owner') {
    if (ownedBy(resource, name)) return undefined
    wants.add('actor')
    return code('String(actor.id)')
  }
  if (server === undefined) return undefined
  if (server === 'hook' || 'copyOf' in server) {
    return field.default !== undefined || !field.required ? undefined : emptyOf(field)
  }
  return call(source.use('plinth', 'uniqueSlug'), [slugSource(server.slugOf, table)])
}

/** What a slug is made of: the input has no field that nobody may write, and not always one that has a default. */
function slugSource(name: string, table: BlueprintTable): Expression {
  const heading = fieldOf(table, name)
  if (heading?.write === 'nobody') return literal(heading.default ?? '')
  const isAlways = heading?.required === true && heading.default === undefined
  return code(isAlways ? `input.${name}` : `input.${name} ?? ''`)
}

/** The engine fills an owner field in by itself where a policy names it. */
export function ownedBy(resource: BlueprintResource, field: string): boolean {
  const names = (allow: Allow): boolean => {
    if (typeof allow === 'string') return false
    if ('or' in allow) return allow.or.some(names)
    return 'owner' in allow && allow.owner === field
  }
  return Object.values(resource.operations).some(({ allow }) => names(allow))
}

/** The key of whoever makes the row, which no body has. */
function isOwners(table: BlueprintTable, key: string): boolean {
  return fieldOf(table, key)?.server === 'owner'
}

interface Looking {
  readonly table: BlueprintTable
  readonly source: Source
  readonly model: Model
}

function lookUp({ source: from, key }: Copies, { table: own, source, model }: Looking): Doc[] {
  const table = source.use('../../schema.ts', tableKey(from.name), 'Table')
  const row = singularName(from, model)
  const eq = source.use('plinth/schema', 'eq')
  const value = isOwners(own, key) ? 'String(actor.id)' : `input.${key}`
  return [
    `const [${row}] = await db.select().from(${table}).where(${eq}(${table}.${idName(from)}, ${value}))`,
    when(`${row} === undefined`, ['throw ', call(source.use('plinth', 'notFound'), [code(`'${row}'`)]).doc]),
  ]
}
