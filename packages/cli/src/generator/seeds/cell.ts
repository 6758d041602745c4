import type { Plain } from '../source/index.ts'

/** One value of a demo row: data, the id of another row or of somebody who logs in, or a day counted from the first. */
export type Cell =
  | { readonly kind: 'value'; readonly value: Plain }
  | { readonly kind: 'row'; readonly table: string; readonly at: number }
  | { readonly kind: 'login'; readonly at: number }
  | { readonly kind: 'day' | 'date' }

/** A demo row by field name. Left-out fields get their default. */
export type DemoRow = Map<string, Cell>

export function value(of: Plain): Cell {
  return { kind: 'value', value: of }
}

/** The data of a cell, where it is data. */
export function dataOf(cell: Cell | undefined): Plain | undefined {
  return cell?.kind === 'value' ? cell.value : undefined
}
