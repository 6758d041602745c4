import {
  arrow,
  call,
  type Doc,
  type Expression,
  group,
  hardline,
  indent,
  join,
  line,
  softline,
  trailingComma,
} from '../../source/index.ts'

/** What the function that makes a row takes of an item: its parts, or the plain item; and the number of the row. */
export interface Taken {
  readonly taken: readonly string[]
  readonly plain: boolean
  readonly counts: boolean
}

/** `rows.map(([name, price], n) => ({ … }))`. The parameters stand below each other where they have no room. */
export function mapped(list: string, given: Taken, row: Expression): Expression {
  const flat = flatParameters(given)
  // Four columns in, and two more in a chain.
  if (`      ${list}.map(${flat} => ({`.length <= 120) return call(`${list}.map`, [arrow(flat, row)])
  const parameters = `        ${flat} => ({`.length <= 120 ? flat : tallParameters(given)
  const opened: Doc = [parameters, ' => (', row.opened ?? row.doc, ')']
  return { doc: [`${list}.map(`, indent([hardline, opened, ',']), hardline, ')'], depth: 9 }
}

function flatParameters({ taken, plain, counts }: Taken): string {
  const item = plain ? taken.join('') : `[${taken.join(', ')}]`
  if (counts) return `(${item}, n)`
  return plain ? item : `(${item})`
}

function tallParameters({ taken, plain, counts }: Taken): Doc {
  const parts: Doc = group(['[', indent([softline, join(taken, [',', line]), trailingComma]), softline, ']'])
  const item: Doc = plain ? taken.join('') : parts
  return ['(', indent([hardline, item, ',', ...(counts ? [hardline, 'n,'] : [])]), hardline, ')']
}
