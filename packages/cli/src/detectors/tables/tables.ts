import {
  type Call,
  callback,
  elementsOf,
  getMember,
  handedRow,
  joinAll,
  literalText,
  type Mounter,
  recall,
  turn,
  use,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'

// What tables of packages call their rows, their columns, the field of a column, and the functions that show a cell.
const ROWS = ['dataSource', 'rows', 'rowData', 'data', 'items', 'value']
const COLUMNS = ['columns', 'columnDefs', 'columnsDef', 'headers', 'fields']
const FIELDS = ['dataIndex', 'field', 'accessorKey', 'accessor', 'prop', 'dataKey', 'selector', 'name']
const CELLS = ['render', 'renderCell', 'cellRenderer', 'cell', 'Cell', 'formatter', 'valueGetter', 'customRender']

// Of these, those that get one object with the row in it: `({ row }) => …`.
const HANDED = new Set(['renderCell', 'cellRenderer', 'cell', 'Cell', 'valueGetter'])

/** Tables of packages: which fields of the rows they show is said by their columns. */
export const tablesDetector: MakeDetector = () => ({ mounter: showTable })

const showTable: Mounter = (component, props, call) => {
  if (component.kind !== 'unknown' || component.wraps) return undefined
  const columns = firstOf(props, COLUMNS, call)
  const rows = columns && firstOf(props, ROWS, call)
  if (columns && rows) {
    const row = joinAll(elementsOf(rows, call.frame))
    for (const [index, column] of elementsOf(columns, call.frame).entries()) showCell(column, row, turn(call, index))
    showKey(getMember(props, 'rowKey', call), row, call)
  }
  return undefined
}

function firstOf(props: Value, names: readonly string[], call: Call): Value | undefined {
  return names.map(name => getMember(props, name, call).filter(isList)).find(value => value.length > 0)
}

function isList(atom: Value[number]): boolean {
  return atom.kind === 'answer' || (atom.kind === 'object' && atom.tag === 'array')
}

function showCell(column: Value, row: Value, call: Call): void {
  const field = FIELDS.map(name => getMember(column, name, call)).find(isField) ?? []
  const value = valueAt(row, field, call)
  use(value)
  for (const name of CELLS) {
    const cells = getMember(column, name, call).filter(atom => atom.kind === 'function')
    for (const cell of cells) {
      const args = HANDED.has(name) && takesOne(cell) ? [handedRow(row, call)] : argsOf(cell, { value, row }, call)
      use(recall(call, [cell], args))
    }
  }
}

const isField = (value: Value): boolean => value.some(atom => atom.kind !== 'constant' && atom.kind !== 'unknown')

/** `dataIndex: 'title'`, `['owner', 'name']`, `'owner.name'`, `row => row.owner.name`. */
function valueAt(row: Value, field: Value, call: Call): Value {
  const functions = field.filter(atom => atom.kind === 'function')
  if (functions.length > 0) return callback(call, functions, [row])
  const isPath = field.some(atom => atom.kind === 'object' && atom.tag === 'array')
  const path = isPath ? elementsOf(field, call.frame).map(one => literalText(one)) : literalText(field)?.split('.')
  if (!path || path.length === 0 || path.some(step => step === undefined || step === '')) return []
  return path.reduce<Value>((inner, step) => getMember(inner, step ?? '', call), row)
}

interface Cell {
  value: Value
  row: Value
}

/** A cell is shown with its value and its row, or with one object that holds both. */
function argsOf(cell: Value[number], { value, row }: Cell, call: Call): readonly Value[] {
  return takesOne(cell) && value.length === 0 ? [row, row] : [value, row, ...call.args.slice(2)]
}

function takesOne(cell: Value[number]): boolean {
  return (
    cell.kind === 'function' &&
    cell.code !== undefined &&
    'params' in cell.code.node &&
    cell.code.node.params.length === 1
  )
}

/** `rowKey="id"`, `rowKey={row => row.id}`. */
function showKey(key: Value, row: Value, call: Call): void {
  use(valueAt(row, key, call))
}
