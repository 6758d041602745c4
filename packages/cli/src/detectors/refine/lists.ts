import {
  type Call,
  elementsOf,
  getMember,
  literalTexts,
  makeArray,
  makeThing,
  putFields,
  siteOfCall,
  spreadInto,
  text,
  truth,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'

/**
 * What a provider is handed for a list: the page, and the rows of what it is sorted and filtered by, whatever the hook
 * calls them.
 */
export function listed(options: Value, isTable: boolean, call: Call): Value {
  const { frame } = call
  const known = options.filter(atom => atom.kind === 'object')
  const given = makeThing(frame, siteOfCall(call))
  spreadInto(given, known, frame)
  const part = (name: string): Value => getMember(known, name, call).filter(atom => atom.kind === 'object')
  putFields(frame, given, {
    pagination: pageOf(part('pagination'), known, call),
    sorters: rowsOf(part('sorters'), isTable ? ['field', 'order'] : [], call),
    filters: rowsOf(part('filters'), isTable ? ['field', 'operator', 'value'] : [], call),
  })
  return [given]
}

/** Pages come from the server where nothing says otherwise: https://refine.dev/docs/data/hooks/use-table/ */
function pageOf(said: Value, options: Value, call: Call): Value {
  const page = makeThing(call.frame, siteOfCall(call))
  const isOff = truth(getMember(options, 'hasPagination', call)) === false
  const mode = getMember(said, 'mode', call)
  const elsewhere = literalTexts(mode).some(word => word === 'off' || word === 'client') || isOff
  spreadInto(page, said, call.frame)
  if (elsewhere) return [page]
  const number = (name: string): Value => unknown(name, { is: 'number' })
  putFields(call.frame, page, {
    current: number('current'),
    currentPage: number('currentPage'),
    pageSize: number('pageSize'),
  })
  if (literalTexts(mode).length === 0) putFields(call.frame, page, { mode: text('server') })
  return [page]
}

/** `sorters: { initial: [] }` is a list for the provider; in a table, somebody may sort by more. */
function rowsOf(said: Value, names: readonly string[], call: Call): Value {
  const { frame } = call
  if (said.some(atom => atom.kind === 'object' && atom.tag === 'array')) return said
  const rows = ['initial', 'permanent'].flatMap(name => elementsOf(getMember(said, name, call), frame))
  if (names.length === 0) return rows.length > 0 ? makeArray(frame, siteOfCall(call), rows) : UNDEFINED
  const row = makeThing(frame, siteOfCall(call))
  putFields(frame, row, Object.fromEntries(names.map(name => [name, unknown(name)])))
  return makeArray(frame, siteOfCall(call), [...rows, [row]])
}
