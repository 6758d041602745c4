import type { BlueprintTable } from '../../blueprint/blueprint.ts'
import { byReference, type Model } from '../emit/model.ts'
import type { Plain } from '../source/index.ts'
import { dataOf } from './cell.ts'
import type { DemoRows } from './rows.ts'

/** The tables that have demo rows, in the order in which they are filled. */
export function filledTables(model: Model, rows: DemoRows): BlueprintTable[] {
  return byReference(model.blueprint.tables).filter(({ name }) => (rows.get(name)?.length ?? 0) > 0)
}

/** The number of each table's first row: 101, 201 and so on. */
export function firstNumbers(filled: readonly BlueprintTable[]): ReadonlyMap<string, number> {
  return new Map(filled.map(({ name }, at) => [name, 100 * (at + 1) + 1]))
}

/** A field of a table's first demo row; undefined where there is none. */
export function firstValue(
  model: Model,
  rows: DemoRows,
  { table, field }: { table: string; field: string },
): Plain | undefined {
  const numbers = firstNumbers(filledTables(model, rows))
  const number = numbers.get(table)
  if (number === undefined) return undefined
  if (/^_?id$/.test(field)) return idOf(number)
  const cell = rows.get(table)?.[0]?.get(field)
  return cell?.kind === 'row' ? idAt(model, rows, cell) : dataOf(cell)
}

/** One row of the demo rows. */
export interface DemoPlace {
  readonly table: string
  readonly at: number
}

/** Where the demo row of an id stands; undefined for what is none. */
export function placeOfId(model: Model, rows: DemoRows, id: unknown): DemoPlace | undefined {
  if (typeof id !== 'string') return undefined
  for (const [table, first] of firstNumbers(filledTables(model, rows))) {
    const at = rows.get(table)?.findIndex((_, row) => idOf(first + row) === id) ?? -1
    if (at >= 0) return { table, at }
  }
  return undefined
}

/** The id of a demo row; undefined where its table has none. */
export function idAt(model: Model, rows: DemoRows, { table, at }: DemoPlace): string | undefined {
  const first = firstNumbers(filledTables(model, rows)).get(table)
  return first === undefined ? undefined : idOf(first + at)
}

function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}
