import type { BlueprintTable } from '../../../blueprint/blueprint.ts'
import type { Cell, DemoRow } from '../../seeds/cell.ts'
import {
  array,
  arrow,
  call,
  chain,
  code,
  type Doc,
  type Expression,
  literal,
  type Member,
  object,
  type Plain,
  type Source,
} from '../../source/index.ts'
import { print } from '../../source/print.ts'
import { tableKey } from '../../words/names.ts'
import { languageWords } from '../../words/reserved.ts'
import { fieldOf, hasId, idName, type Model } from '../model.ts'
import { singularName } from '../singular.ts'
import { mapped } from './map.ts'

/** What the inserts of one file share. */
export interface Inserts {
  readonly source: Source
  readonly model: Model
  /** The number of each table's first row. */
  readonly firsts: ReadonlyMap<string, number>
  /** Which of the file's own helpers are used. */
  readonly used: Set<string>
}

interface Column {
  readonly name: string
  readonly local: string
  readonly cells: readonly Cell[]
  /** A text of a few values, which TypeScript would widen. */
  readonly narrow: boolean
}

const helpers = new Set(['id', 'day', 'db', 'logins', 'n', 'seed'])

/** The list of what differs from row to row, and the statement that inserts the rows. */
export function insertOf(
  table: BlueprintTable,
  rows: readonly DemoRow[],
  inserts: Inserts,
): { list?: Doc; statement: Doc } {
  const { source, model } = inserts
  const columns = columnsOf(table, rows)
  const varying = columns.filter(({ cells }) => varies(cells))
  const members = membersOf(table, columns, inserts)
  const counts = members.some(([, { doc }]) => /\bn\b/.test(textOf(doc)))
  const target = source.use('../schema.ts', tableKey(table.name), 'Table')
  if (rows.length === 1) return { statement: statementOf(target, members.map(atZero), row => array([row])) }
  if (varying.length === 0) {
    const length = object([['length', code(String(rows.length))]])
    return { statement: statementOf(target, members, row => call('Array.from', [length, arrow('(_, n)', row)])) }
  }
  const name = source.claim(`${singularName(table, model)}Rows`)
  const [only] = varying
  const plain =
    varying.length === 1 &&
    only !== undefined &&
    !only.cells.some(cell => cell.kind === 'value' && Array.isArray(cell.value))
  const taken = plain ? [only.local] : varying.map(({ local }) => local)
  const statement = statementOf(target, members, row => mapped(name, { taken, plain, counts }, row))
  const items = rows.map((_, at) => varying.map(({ cells }) => literal(indexOf(cells[at]))))
  const list = array(items.map(values => (plain ? (values[0] ?? code('null')) : array(values))))
  return { list: [`const ${name} = `, list.doc, plain && isText(table, only) ? '' : ' as const'], statement }
}

/** One row opens up where the statement would be wider than a line. */
function statementOf(target: string, members: readonly Member[], wrap: (row: Expression) => Expression): Doc {
  const made = (open: boolean): Doc => {
    const values = wrap(object(members, { open }))
    const links = [
      { name: 'insert', values: [code(target)] },
      { name: 'values', values: [values] },
    ]
    return ['await ', chain(code('db'), links).doc]
  }
  const last = print(['      .values(', wrap(object(members)).doc, ')'])
  return made(last.includes('\n') || last.length > 120)
}

function atZero([name, part]: readonly [string, Expression]): Member {
  const text = textOf(part.doc)
    .replace(/\b(\d+) \+ n\b/g, '$1')
    .replace(/\bn\b/g, '0')
  return [name, /\bn\b/.test(textOf(part.doc)) && !/^['"]/.test(text) ? code(text) : part]
}

function isText(table: BlueprintTable, { name }: Column): boolean {
  const field = fieldOf(table, name)
  return field?.type === 'text' && field.values === undefined
}

/** Fields that every row has a value for. */
function columnsOf(table: BlueprintTable, rows: readonly DemoRow[]): Column[] {
  return table.fields.flatMap((field): Column[] => {
    const cells = rows.flatMap(row => row.get(field.name) ?? [])
    if (cells.length < rows.length || isDefault(field.default, cells)) return []
    const stem = field.name.replace(/Id$/, '')
    const isKey = cells[0]?.kind !== 'value' && !table.fields.some(({ name }) => name === stem)
    const short = isKey ? stem : field.name
    return [
      {
        name: field.name,
        local: languageWords.has(short) || helpers.has(short) ? `${short}Value` : short,
        cells,
        narrow: field.values !== undefined,
      },
    ]
  })
}

function isDefault(initial: Plain | undefined, cells: readonly Cell[]): boolean {
  return (
    initial !== undefined &&
    cells.every(cell => cell.kind === 'value' && JSON.stringify(cell.value) === JSON.stringify(initial))
  )
}

function membersOf(
  table: BlueprintTable,
  columns: readonly Column[],
  inserts: Inserts,
): (readonly [string, Expression])[] {
  const { firsts, used } = inserts
  const members: (readonly [string, Expression])[] = columns.map(column => [column.name, expressionOf(column, inserts)])
  if (hasId(table)) {
    used.add('id')
    members.unshift([idName(table), code(`id(${firsts.get(table.name)} + n)`)])
  }
  if (table.timestamps) {
    used.add('day')
    members.push(['createdAt', code('day(n)')])
  }
  return members
}

function expressionOf({ local, cells, narrow }: Column, { firsts, used }: Inserts): Expression {
  const [cell] = cells
  const differs = varies(cells)
  switch (cell?.kind) {
    case 'row': {
      used.add('id')
      const first = firsts.get(cell.table) ?? 0
      return code(differs ? `id(${first} + ${local})` : `id(${first + cell.at})`)
    }
    case 'login':
      used.add('logins')
      return code(`logins[${differs ? local : cell.at}].id`)
    case 'day':
    case 'date':
      used.add('day')
      return code(cell.kind === 'day' ? 'day(n)' : 'day(n).toISOString().slice(0, 10)')
    default:
      if (differs) return Array.isArray(cell?.value) ? array([code(`...${local}`)]) : code(local)
      return narrow ? code(`${print(literal(cell?.value ?? null).doc)} as const`) : literal(cell?.value ?? null)
  }
}

function varies(cells: readonly Cell[]): boolean {
  return new Set(cells.map(cell => JSON.stringify(cell))).size > 1
}

function indexOf(cell: Cell | undefined): Plain {
  if (cell?.kind === 'value') return cell.value
  return cell?.kind === 'row' || cell?.kind === 'login' ? cell.at : null
}

function textOf(doc: Doc): string {
  return typeof doc === 'string' ? doc : ''
}
