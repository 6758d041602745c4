import { type BlueprintField, type BlueprintTable, isNumeric } from '../../../blueprint/blueprint.ts'
import { fieldOf, type Model } from '../model.ts'

/** The fields of a table that are copied from the row that one of its keys points to. */
export interface Copies {
  readonly source: BlueprintTable
  readonly key: string
  readonly copies: readonly (readonly [to: string, from: string])[]
}

/** Reads `copyOf: 'product.name'`: the relation by its key without `Id`, by the key, or by the table's name. One entry a key. */
export function copiesOf(table: BlueprintTable, model: Model): Copies[] {
  const found = new Map<string, { source: BlueprintTable; copies: [string, string][] }>()
  for (const field of table.fields) {
    if (typeof field.server !== 'object' || !('copyOf' in field.server)) continue
    const [relation = '', from = ''] = field.server.copyOf.split('.')
    const key = table.fields.find(
      ({ name, references }) =>
        references !== undefined && [name, name.replace(/Id$/, ''), references.table].includes(relation),
    )
    if (key?.references === undefined) continue
    const source = model.table(key.references.table)
    const original = fieldOf(source, from)
    if (original === undefined || !alike(field, original)) continue
    const entry = found.get(key.name) ?? { source, copies: [] }
    entry.copies.push([field.name, from])
    found.set(key.name, entry)
  }
  return [...found].map(([key, entry]) => ({ key, ...entry }))
}

/** A text fits a text, and a number a number of its kind. */
function alike(one: BlueprintField, other: BlueprintField): boolean {
  return one.type === other.type || (one.type !== 'integer' && isNumeric(one.type) && isNumeric(other.type))
}
