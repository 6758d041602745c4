import type { BlueprintField } from '../../blueprint.ts'
import type { Shape } from '../../endpoint.ts'
import { isFit } from '../facts/names.ts'
import { elementOf, fieldsOf, mergeShapes, noFields, unknownShape } from '../facts/shape.ts'
import { camelCase, upperFirst } from '../facts/words.ts'
import type { Collection } from '../tables/collection.ts'
import type { Child } from '../tables/draft.ts'
import { type Members, platformName } from '../tables/members.ts'
import { tableOf, type World } from '../tables/world.ts'
import { targetOf } from './columns.ts'
import { columnOf, keyTo, placesOf } from './field.ts'
import { inOrder } from './order.ts'

/** The tables of rows that are written with their parent: `items` of `orders` are `orderItems`. */
export function childrenOf(world: World, collection: Collection, members: Members): Child[] {
  return Object.keys(members.children).map(name => {
    const row = (shape: Shape) => elementOf(fieldsOf(shape)[name]?.shape) ?? unknownShape
    const sent = fieldsOf(row(collection.created))
    const all = fieldsOf(mergeShapes(row(collection.created), row(collection.item)))
    const asks = [...collection.verbs.values()]
    const above = `${collection.singular}Id`
    const columns = Object.entries(all).filter(([key]) => isFit(key) && !platformName.test(key) && key !== above)
    // The parent is written with its rows: there is nothing yet to copy from it.
    const saying = Object.keys(sent).filter(key => key !== above)
    const fields = columns.map(([key, field]) => {
      const seen = {
        name: key,
        field,
        created: sent[key],
        changed: false,
        ...(sent[key] === undefined ? {} : { sent: [sent[key]] }),
        evidence: placesOf(key, asks),
      }
      return withCopy(world, withKey(world, collection, columnOf(seen)), saying)
    })
    const parent = keyTo(above, { table: tableOf(world, collection), onDelete: 'cascade' }, true)
    const table = collection.singular + upperFirst(camelCase(name))
    return { name, table, fields: inOrder([...fields, { ...parent, evidence: placesOf(name, asks) }]) }
  })
}

function withKey(world: World, collection: Collection, column: BlueprintField): BlueprintField {
  const table = targetOf(world, collection, column.name)
  if (table === undefined) return column
  return { ...column, type: 'uuid', references: { table, onDelete: column.required ? 'restrict' : 'set null' } }
}

/**
 * What the client may not say of a line is copied from the row that the line points at: `unitPriceCents` from
 * `product.priceCents`, because it ends in the name of that field.
 */
function withCopy(world: World, column: BlueprintField, sent: readonly string[]): BlueprintField {
  // An object is the row that the key names, and no field of it.
  if (sent.includes(column.name) || column.references !== undefined || column.type === 'json') return column
  for (const key of sent) {
    const [, relation = ''] = /^(.+)Id$/.exec(key) ?? []
    const other = world.collections.find(({ singular }) => singular === relation)
    const fields = Object.keys(other === undefined ? noFields() : fieldsOf(mergeShapes(other.item, other.created)))
    const source = fields
      .filter(field => endsIn(column.name, field) && !platformName.test(field))
      .toSorted((a, b) => b.length - a.length)[0]
    if (source !== undefined) {
      const { default: _, ...plain } = column
      return { ...plain, required: true, server: { copyOf: `${relation}.${source}` }, write: 'nobody' }
    }
  }
  return column
}

function endsIn(name: string, field: string): boolean {
  return name === field || name.endsWith(upperFirst(field))
}
