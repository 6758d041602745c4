import type { BlueprintAction } from '../../blueprint/blueprint.ts'
import type { Endpoint } from '../../blueprint/endpoint.ts'
import type { Model } from '../emit/model.ts'
import { keyOf } from './served.ts'
import { nothing, type Sources } from './sources.ts'
import { answered, answeredAnew, type ContractFollow, type ContractValue, sentBy } from './value.ts'

/** What a request of an action carries, and how it is seen afterwards that it did what it says. */
export interface ActionStep {
  readonly query?: Readonly<Record<string, ContractValue>>
  readonly body?: ContractValue | undefined
  readonly type?: string
  readonly is?: Readonly<Record<string, ContractValue>>
  readonly afterwards?: readonly ContractFollow[]
  readonly gives?: 404
}

type Of<K extends BlueprintAction['kind']> = Extract<BlueprintAction, { kind: K }>

interface Ask {
  readonly model: Model
  readonly sources: Sources
  /** The body by the types of what is sent. */
  readonly body: ContractValue | undefined
}

/** A text that most rows have something of. */
const common = 'e'
const none = 'no row has this text in it'

/** The step of an action that needs more than its types say; empty for the others. */
export function actionStep(endpoint: Endpoint, action: BlueprintAction, ask: Ask): ActionStep {
  switch (action.kind) {
    case 'bulk':
      return bulkStep(endpoint, action, ask)
    case 'reorder':
      return reorderStep(action, ask)
    case 'search':
      return searchStep(endpoint, action, ask)
    case 'singleton':
      return singletonStep(endpoint, action, ask)
    case 'transition':
      return { is: seen(ask, [[ask.sources.wire(action.field), action.to]]) }
    case 'assign':
      return assignStep(endpoint, action, ask)
    case 'export':
      return { type: action.as === 'csv' ? 'text/csv' : 'application/json' }
    default:
      return {}
  }
}

/** The row is the answer. */
function assignStep(endpoint: Endpoint, action: Of<'assign'>, ask: Ask): ActionStep {
  const { fields, from, to } = action
  if (from === 'query') return { query: askedFields(action, ask) }
  const wire = (name: string) => ask.sources.wire(name)
  const sent = fields.map((name): [string, ContractValue] => [wire(name), sentBy(keyOf(endpoint), wire(name))])
  return { is: seen(ask, to === undefined ? sent : [[wire(to.field), to.value]]) }
}

/** Values by name, without the names that stand in the envelope: those would be found first. */
function seen({ model }: Ask, values: readonly (readonly [string, ContractValue])[]): Record<string, ContractValue> {
  const envelope = JSON.stringify(model.blueprint.dialect.envelope ?? {})
  return Object.fromEntries(values.filter(([name]) => !envelope.includes(`"${name}"`)))
}

function bulkStep(endpoint: Endpoint, action: Of<'bulk'>, ask: Ask): ActionStep {
  const { sources, body } = ask
  const { verb, answers } = action
  const list = sources.wire(action.list)
  const counted = answers === '[]' ? {} : { is: seen(ask, [[sources.wire(answers), 1]]) }
  if (verb === 'create') return counted
  const { make, list: all, get } = endpointsOf(action.on, ask)
  const source = make ?? all
  if (source === undefined) return noneOf(action, ask)
  const name = sources.id(action.on)
  const id = verb === 'delete' && make !== undefined ? answeredAnew(make, name) : answered(source, name)
  if (action.of === 'all') return gone({ make, get, id: name })
  if (action.from === 'query' && verb === 'delete')
    return { ...counted, query: { [list]: id }, ...gone({ make, get, id: name }) }
  if (action.from === 'query') return { ...counted, query: { [list]: id, ...askedFields(action, ask) } }
  const filled = action.of === 'ids' ? withList(body, list, [id]) : eachRow(body, list, row => ({ ...row, id }))
  if (verb === 'delete') return { ...counted, body: filled, ...gone({ make, get, id: name }) }
  const shown = action.fields.map((name): [string, ContractValue] => [
    sources.wire(name),
    sentBy(keyOf(endpoint), sources.wire(name)),
  ])
  const then = get === undefined ? [] : [{ ask: get, params: { [paramOf(get)]: id }, is: seen(ask, shown) }]
  return { ...counted, body: filled, afterwards: then }
}

/** No call shows a row that could be named: an id that none has is of no row. */
function noneOf({ list, of, from }: Of<'bulk'>, { sources, body }: Ask): ActionStep {
  const name = sources.wire(list)
  if (of === 'all') return {}
  if (from === 'query') return { query: { [name]: nothing }, gives: 404 }
  const filled = of === 'ids' ? withList(body, name, [nothing]) : eachRow(body, name, row => ({ ...row, id: nothing }))
  return { body: filled, gives: 404 }
}

/** A value for each field that the query sets. */
function askedFields({ on, fields }: Of<'assign' | 'bulk'>, { model, sources }: Ask): Record<string, ContractValue> {
  const values = fields.map((name): [string, ContractValue] => {
    const field = model.table(on).fields.find(each => each.name === name)
    return [sources.wire(name), field?.values?.[0] ?? (field?.type === 'boolean' ? 'true' : '1')]
  })
  return Object.fromEntries(values)
}

interface Gone {
  readonly make: string | undefined
  readonly get: string | undefined
  readonly id: string
}

/** What was made last, and deleted, is not there any more. */
function gone({ make, get, id }: Gone): Pick<ActionStep, 'afterwards'> {
  if (get === undefined || make === undefined) return {}
  return { afterwards: [{ ask: get, params: { [paramOf(get)]: answered(make, id) }, gives: 404 }] }
}

/** A new row stands before the first of the list: that one has the next place. */
function reorderStep(action: Of<'reorder'>, ask: Ask): ActionStep {
  const { sources, body } = ask
  const { make, list: all, get } = endpointsOf(action.on, ask)
  const list = sources.wire(action.list)
  const field = sources.wire(action.field)
  const source = all ?? make
  if (source === undefined) return {}
  const name = sources.id(action.on)
  const last = answered(source, name)
  const afterwards = get === undefined ? [] : [{ ask: get, params: { [paramOf(get)]: last }, is: { [field]: 1 } }]
  if (action.of === 'rows') return { body: eachRow(body, list, () => ({ id: last, [field]: 1 })), afterwards }
  if (make === undefined || all === undefined) return { body: withList(body, list, [last]) }
  return { body: withList(body, list, [answeredAnew(make, name), last]), afterwards }
}

function searchStep(endpoint: Endpoint, { of }: Of<'search'>, { sources }: Ask): ActionStep {
  const [word = 'q'] = endpoint.query
  const empty = Object.keys(of).map((name): [string, ContractValue] => [sources.wire(name), []])
  const unfound = { ask: keyOf(endpoint), query: { [word]: none }, is: Object.fromEntries(empty) }
  return { query: { [word]: common }, afterwards: [unfound] }
}

/** What was sent is there when it is asked for. */
function singletonStep(endpoint: Endpoint, { endpoints }: Of<'singleton'>, ask: Ask): ActionStep {
  const { body } = ask
  if (endpoint.method === 'GET' || typeof body !== 'object' || body === null || Array.isArray(body)) return {}
  const sent = Object.entries(body).filter(([, value]) => typeof value !== 'object')
  const is = sent.map(([name]): [string, ContractValue] => [name, sentBy(keyOf(endpoint), name)])
  const shown = endpoints.find(key => key.startsWith('GET '))
  return shown === undefined ? {} : { afterwards: [{ ask: shown, is: seen(ask, is) }] }
}

/** The endpoints that make, list and show rows of a table; the last only where one parameter is enough. */
function endpointsOf(table: string, { model, sources }: Ask): Partial<Record<'make' | 'list' | 'get', string>> {
  const own = model.blueprint.resources.filter(resource => resource.table === table)
  const asked = new Set(sources.steps.map(keyOf))
  const of = (verb: 'create' | 'list' | 'get') =>
    own.flatMap(({ operations }) => operations[verb]?.endpoint ?? []).find(key => asked.has(key))
  const [make, list, get] = [of('create'), of('list'), of('get')]
  return {
    ...(make === undefined ? {} : { make }),
    ...(list === undefined ? {} : { list }),
    ...(get?.split('{').length === 2 ? { get } : {}),
  }
}

function paramOf(endpoint: string): string {
  return /\{(\w+)\}[^{]*$/.exec(endpoint)?.[1] ?? 'id'
}

function withList(
  body: ContractValue | undefined,
  list: string,
  value: readonly ContractValue[],
): ContractValue | undefined {
  if (list === '') return value
  return typeof body === 'object' && body !== null ? { ...body, [list]: value } : { [list]: value }
}

type Row = Readonly<Record<string, ContractValue>>

function eachRow(body: ContractValue | undefined, list: string, change: (row: Row) => Row): ContractValue | undefined {
  const rows = list === '' ? body : (body as Row | undefined)?.[list]
  if (!Array.isArray(rows)) return body
  return withList(body, list, rows.map(change))
}
