import {
  awaited,
  type Call,
  callback,
  callLater,
  elementsOf,
  getAnyMember,
  getMember,
  literalTexts,
  makeThing,
  type Native,
  printText,
  putFields,
  siteOfCall,
  spreadInto,
  truth,
  turn,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'

/** Sends what `$.ajax` would send. */
export type Ajax = Native

/** A plugin that fetches by itself: `$('#t').DataTable({ ajax })`, `.select2({ ajax })`, `.bootstrapTable({ url })`. */
export function runPlugin(options: Value, ajax: Ajax, call: Call): void {
  const { frame } = call
  const known = options.filter(atom => atom.kind === 'object' && atom.tag === 'plain')
  if (known.length === 0) return
  const option = (name: string) => getMember(known, name, { frame })
  suggest(option('source').filter(isAddress), ajax, call)
  const asked = option('ajax').filter(atom => atom.kind === 'object' || isAddress(atom))
  const plain = option('url').filter(isAddress)
  if (asked.length === 0 && plain.length === 0) return
  const settings = asked.filter(atom => atom.kind === 'object')
  const address = settings.length > 0 ? getMember(settings, 'url', { frame }) : [...asked, ...plain]
  const answers = awaited(send({ settings, address, options: known }, ajax, call), frame, call.node).filter(
    atom => atom.kind === 'answer',
  )
  show(answers, { settings, options: known }, call)
}

/** `.autocomplete({ source: '/towns' })` asks with what was typed: https://api.jqueryui.com/autocomplete/#option-source */
function suggest(address: Value, ajax: Ajax, call: Call): void {
  if (address.length === 0) return
  const { frame } = call
  const [made, data] = [makeThing(frame, siteOfCall(call)), makeThing(frame, siteOfCall(call))]
  putFields(frame, data, { term: unknown('term', { is: 'string' }) })
  putFields(frame, made, { url: address, data: [data] })
  ajax({ ...turn(call, 1), args: [[made]] })
}

function isAddress(atom: Value[number]): boolean {
  return atom.kind === 'text' && /^(?:\{\w+\}|https?:\/)?\.{0,2}\/|^api\//.test(printText(atom))
}

interface Plugin {
  settings: Value
  options: Value
}

function send({ settings, address, options }: Plugin & { address: Value }, ajax: Ajax, call: Call): Value {
  const { frame } = call
  const made = makeThing(frame, siteOfCall(call))
  if (settings.length === 0) {
    for (const name of ['type', 'method', 'data'])
      putFields(frame, made, { [name]: getMember(options, name, { frame }) })
  }
  spreadInto(made, settings, frame)
  putFields(frame, made, {
    url: address.flatMap(atom => (atom.kind === 'function' ? callback(call, [atom], []) : [atom])),
  })
  const data = getMember(settings, 'data', { frame })
  const functions = data.filter(atom => atom.kind === 'function')
  const isServed = truth(getMember(options, 'serverSide', { frame })) === true
  const sent = isServed ? rangeOf(call, data) : []
  if (functions.length > 0) putFields(frame, made, { data: dataFrom(functions, sent, call) })
  else if (sent.length > 0) putFields(frame, made, { data: sent })
  return ajax({ ...call, args: [[made]] })
}

/** A function for the data gets what the plugin sends, and changes it or gives another. */
function dataFrom(functions: Value, sent: Value, call: Call): Value {
  const given = sent.length > 0 ? sent : [makeThing(call.frame, siteOfCall(call), 'instance')]
  const result = callback(turn(call, 3), functions, [given]).filter(atom => atom.kind === 'object')
  return result.length > 0 ? result : given
}

/** What a table asks for whose rows the server pages: https://datatables.net/manual/server-side#Sent-parameters */
function rangeOf(call: Call, data: Value): Value {
  const { frame } = call
  const range = makeThing(frame, siteOfCall(call))
  for (const name of ['draw', 'start', 'length']) putFields(frame, range, { [name]: unknown(name, { is: 'number' }) })
  spreadInto(
    range,
    data.filter(atom => atom.kind === 'object'),
    frame,
  )
  return [range]
}

/** Rows of the answer under the name that the options say, with the columns that are shown. */
function show(answers: Value, { settings, options }: Plugin, call: Call): void {
  const { frame } = call
  if (answers.length === 0) return
  const source = getMember(settings, 'dataSrc', { frame })
  const given = callback(turn(call, 4), functionsOf(source), [answers])
  const names = literalTexts(source)
  const lists = names.map(name => (name === '' ? answers : getMember(answers, name, { frame })))
  const list = functionsOf(source).length > 0 ? given : lists.flat()
  const rows = list.length > 0 ? list : getMember(answers, 'data', { frame })
  const row = getAnyMember(rows, 'row', frame)
  const columns = elementsOf(getMember(options, 'columns', { frame }), frame)
  for (const [index, column] of columns.entries()) showColumn(column, row, turn(call, 10 + index))
  for (const name of ['rowCallback', 'createdRow', 'fnRowCallback'])
    callback(turn(call, 5), functionsOf(getMember(options, name, { frame })), [unknown('row'), row])
  for (const name of ['processResults', 'success'])
    callback(turn(call, 6), functionsOf(getMember(settings, name, { frame })), [answers])
  for (const name of ['initComplete', 'drawCallback', 'error'])
    callLater(getMember(options, name, { frame }), frame, [unknown('event')])
}

function showColumn(column: Value, row: Value, call: Call): void {
  const { frame } = call
  const named = [...getMember(column, 'data', { frame }), ...getMember(column, 'field', { frame })]
  const value = literalTexts(named).flatMap(name =>
    name.split('.').reduce<Value>((at, step) => getMember(at, step, { frame }), row),
  )
  use(value)
  use(callback(call, functionsOf(getMember(column, 'render', { frame })), [value, unknown('type'), row]))
}

const functionsOf = (value: Value): Value => value.filter(atom => atom.kind === 'function')
