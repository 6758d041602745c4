import { contextOf, siteOf } from '../machine/machine.ts'
import { callLater } from '../machine/release.ts'
import { makeThing } from '../machine/slots.ts'
import { elementsOf } from '../objects/elements.ts'
import { getMember, refValue } from '../objects/member.ts'
import type { Frame } from '../values/frame.ts'
import { join } from '../values/join.ts'
import { native, unknown } from '../values/make.ts'
import type { Callable, Thing, Value } from '../values/value.ts'

// What packages call the list that a table, a list or a choice shows row by row.
const LISTS = ['data', 'rows', 'items', 'dataSource', 'options', 'list', 'source', 'suggestions', 'records', 'value']

type Attributes = ReadonlyMap<string, Value>

/** The rows of a list that a component of a package was given; none for one that shows no list. */
export function rowsOf(attributes: Attributes, frame: Frame): Value {
  for (const name of LISTS) {
    const given = (attributes.get(name) ?? []).flatMap(atom =>
      atom.kind === 'object' && atom.tag === 'ref' ? refValue(atom) : [atom],
    )
    const listed = given.filter(atom => atom.kind === 'answer' || (atom.kind === 'object' && atom.tag === 'array'))
    const rows = elementsOf(listed, frame).reduce<Value>(join, [])
    if (rows.length > 0) return rows
  }
  return []
}

const ROW = new Set(['row', 'item', 'option', 'data', 'record', 'entry', 'node', 'suggestion', 'rowData'])

/** What a package hands to whoever shows one row: the row under one of its usual names. */
export function handedRow(rows: Value, { frame, node }: At): Value {
  const row: Thing = makeThing(frame, siteOf(frame.module, node), 'instance')
  row.holds = rows
  row.lazy = (name, at) => (name === 'original' ? rows : getMember(rows, name, { frame: at }))
  const handed: Thing = makeThing(frame, siteOf(frame.module, node), 'instance')
  handed.holds = rows
  handed.lazy = name => {
    if (name === 'row') return [row]
    if (name === 'getValue') return [native(name, () => unknown('value'), `getValue:${handed.key}`)]
    return ROW.has(name) ? rows : unknown(name)
  }
  return [handed]
}

/** Where rows are shown. */
interface At {
  frame: Frame
  node: { start: number; end: number }
}

const INDEX = unknown('index', { is: 'number' })
const SECOND = /^(?:item|row)Content$|^renderOption$/
const FIRST =
  /^(?:keyExtractor|(?:row|item)Key|getRow\w+|getItem\w*|getOption\w+|option(?:Label|Value|Text)|row(?:ClassName|Style)|itemTemplate|renderLabel)$/
const EITHER = /^render(?:Item|Row|Element|ListItem)$|^(?:item|row)Renderer$|^children$/

/** Calls what a component of a package was given to show its rows with. True where a property was one of these. */
export function showWithRows(key: string, value: Value, { rows, at }: { rows: Value; at: At }): boolean {
  const functions = value.filter(atom => atom.kind === 'function')
  if (functions.length === 0 || rows.length === 0) return false
  if (SECOND.test(key)) callLater(functions, apart(at, 1), [INDEX, rows])
  else if (FIRST.test(key)) callLater(functions, apart(at, 2), [rows, INDEX])
  else if (EITHER.test(key)) {
    for (const one of functions) callLater([one], apart(at, 3), [takesApart(one) ? handedRow(rows, at) : rows, INDEX])
  } else return false
  return true
}

function apart({ frame, node }: At, turn: number): Frame {
  return { ...frame, context: contextOf(frame, siteOf(frame.module, node), turn) }
}

/** `({ item }) => …` */
function takesApart({ code }: Callable): boolean {
  const [param] = code && 'params' in code.node ? code.node.params : []
  return param?.type === 'ObjectPattern' && param.properties.some(isRow)
}

function isRow(property: { type: string; key?: unknown }): boolean {
  const { key } = property
  return typeof key === 'object' && key !== null && 'name' in key && ROW.has(String(key.name))
}
