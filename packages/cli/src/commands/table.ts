import { stripVTControlCharacters } from 'node:util'

/** Rows as columns that line up, two spaces apart. Colours inside cells do not count as width. */
export function columns(rows: readonly (readonly string[])[], indent = '  '): string[] {
  const widths: number[] = []
  for (const row of rows) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, width(cell))
  return rows.map(row =>
    `${indent}${row.map((cell, at) => (at === row.length - 1 ? cell : cell + ' '.repeat((widths[at] ?? 0) - width(cell)))).join('  ')}`.trimEnd(),
  )
}

/** Text cut to a number of characters, with an ellipsis where something is missing. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

function width(cell: string): number {
  return [...stripVTControlCharacters(cell)].length
}
