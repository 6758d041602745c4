import {
  type Allow,
  type BlueprintField,
  type BlueprintResource,
  type BlueprintTable,
  isNumeric,
} from '../../../blueprint/blueprint.ts'
import { fieldOf, type Model } from '../model.ts'
import { copiesOf } from './copies.ts'

/** Rows that are written with their parent and take something from a third table: order items and their products. */
export interface Lines {
  /** The name of the rows in the parent's body: `items`. */
  readonly name: string
  readonly child: BlueprintTable
  /** The table that the lines take from, and the key that says which row. */
  readonly source: BlueprintTable
  readonly key: string
  /** Field of the line → field of the source. */
  readonly copies: readonly (readonly [to: string, from: string])[]
  /** Fields of the server that nothing explains. */
  readonly blank: readonly BlueprintField[]
  /** How many of it. */
  readonly quantity?: string
  /** The source's field that the quantity is taken from. */
  readonly stock?: string
  /** The parent's field that becomes the sum of quantity and copied price. */
  readonly total?: { readonly field: string; readonly price: string }
  /** What the source's row must be like, because others are not shown to customers. */
  readonly condition: Readonly<Record<string, string | number | boolean>>
}

/** The lines of a resource whose child rows have copied fields, or undefined. */
export function linesOf(resource: BlueprintResource, model: Model): Lines | undefined {
  for (const [name, childName] of Object.entries(resource.children)) {
    const child = model.table(childName)
    const [copied] = copiesOf(child, model)
    if (copied === undefined) continue
    const quantity = numeric(child, /^(?:quantity|qty|count|units)$/i)
    const stock =
      quantity === undefined ? undefined : numeric(copied.source, /^(?:stock|inventory|available|stockCount|inStock)$/)
    const total = totalOf(model.table(resource.table), child, copied.copies)
    return {
      ...{ name, child, ...copied, condition: conditionOf(copied.source, model), blank: blankOf(child, copied.copies) },
      ...(quantity === undefined ? {} : { quantity }),
      ...(stock === undefined ? {} : { stock }),
      ...(total === undefined ? {} : { total }),
    }
  }
  return undefined
}

function blankOf({ fields }: BlueprintTable, copies: Lines['copies']): BlueprintField[] {
  const ours = fields.filter(({ server }) => server === 'hook' || (typeof server === 'object' && 'copyOf' in server))
  return ours.filter(
    ({ name, required, default: initial }) => required && initial === undefined && !copies.some(([to]) => to === name),
  )
}

function totalOf(parent: BlueprintTable, child: BlueprintTable, copies: Lines['copies']): Lines['total'] {
  const field = parent.fields.find(
    one =>
      (one.server === 'hook' || one.write === 'nobody') &&
      isNumeric(one.type) &&
      /total|sum|amount|price/i.test(one.name),
  )
  const price = copies.find(([to]) => /price|cost|rate|amount/i.test(to) && isNumeric(fieldOf(child, to)?.type))?.[0]
  return field === undefined || price === undefined ? undefined : { field: field.name, price }
}

function numeric(table: BlueprintTable, name: RegExp): string | undefined {
  return table.fields.find(field => isNumeric(field.type) && field.server === undefined && name.test(field.name))?.name
}

function conditionOf(source: BlueprintTable, model: Model): Lines['condition'] {
  const operations = model.resourceOf(source.name)?.operations
  return whereIn(operations?.get?.allow ?? operations?.list?.allow ?? 'anyone')
}

function whereIn(allow: Allow): Lines['condition'] {
  if (typeof allow === 'string') return {}
  if ('where' in allow) return allow.where
  return 'or' in allow ? Object.assign({}, ...allow.or.map(whereIn)) : {}
}
