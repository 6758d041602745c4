/** Columns of one table that a `select` names. */
export interface Selected {
  table: string
  columns: string[]
}

/** `id, name, seller:profiles!inner(username)`: the columns of the table, and those of the tables it leads to. */
export function selectedColumns(text: string, table: string): Selected[] {
  const columns: string[] = []
  const others: Selected[] = []
  for (const part of splitOutside(text)) {
    const related = /^(?:\.\.\.)?(?:\w+:)?(\w+)(?:!\w+)*\(([\s\S]*)\)$/.exec(part)
    if (related) others.push(...selectedColumns(related[2] ?? '', related[1] ?? ''))
    else {
      const column = /^(?:\w+:)?(\w+)(?:->.*)?(?:::\w+)?$/.exec(part)?.[1]
      if (column) columns.push(column)
    }
  }
  return [{ table, columns }, ...others]
}

/** Parts between commas that stand in no parentheses. */
function splitOutside(text: string): string[] {
  const parts: string[] = ['']
  let depth = 0
  for (const letter of text) {
    if (letter === '(') depth += 1
    if (letter === ')') depth -= 1
    if (letter === ',' && depth === 0) parts.push('')
    else if (!/\s/.test(letter)) parts[parts.length - 1] += letter
  }
  return parts.filter(part => part !== '')
}
