import {
  type Call,
  type Callable,
  getMember,
  invoke,
  keysOf,
  literalOf,
  makeGlobal,
  makeThing,
  native,
  noteType,
  printText,
  promise,
  putField,
  siteOfCall,
  text,
  type Value,
} from '../../syntax/index.ts'
import { filled } from '../addresses/addresses.ts'
import type { Requests } from '../requests/requests.ts'
import { given, joinBase, mergeOptions, withQueryText } from './options.ts'
import { refuse } from './waiting.ts'

/** A client that is told by what its options are called. */
export interface Plain {
  requests: Requests
  key: string
  /** Options that name what stands before the address, the query, the body, and what fills placeholders of the address. */
  base: readonly string[]
  query: readonly string[]
  body: readonly string[]
  fills?: readonly string[]
  /** Methods by the name of their function; those of `bodied` take the body before the options. */
  verbs: Readonly<Record<string, string>>
  bodied?: ReadonlySet<string>
  /** What a call gives. Default: a promise of the answer's body. */
  result?: (answers: Value, call: Call) => Value
}

/** Verbs that are called as their methods are. */
export const VERBS = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE', head: 'HEAD' }
/** Those that send a body. */
export const WITH_BODY: ReadonlySet<string> = new Set(['post', 'put', 'patch'])

/** The function `client(url, options)` with its verbs. Its defaults are options, the outermost first. */
export function makePlain(
  client: Plain,
  defaults: readonly Value[],
  more: Readonly<Record<string, Value>> = {},
): Callable {
  const members: Record<string, Value> = { ...more }
  for (const [name, method] of Object.entries(client.verbs)) {
    const run = (call: Call): Value => {
      const [url = [], ...rest] = call.args
      const body = client.bodied?.has(name) ? [optionOf(client.body[0] ?? 'body', rest.shift() ?? [], call)] : []
      const verb = optionOf('method', text(method), call)
      return sendPlain(client, { url, layers: [...defaults, ...rest.slice(0, 1), ...body, verb] }, call)
    }
    members[name] = [native(name, run, `${client.key}.${name}`)]
  }
  const run = (call: Call): Value => {
    const [url = [], options = []] = call.args
    const whole = url.filter(atom => atom.kind === 'object' && atom.slots.has('url'))
    const layers = [...defaults, whole.length > 0 ? whole : options]
    return sendPlain(client, { url: whole.length > 0 ? getMember(whole, 'url', call) : url, layers }, call)
  }
  return {
    ...native(client.key, run, client.key),
    holds: defaults.flat(),
    statics: makeGlobal(client.key, members),
  }
}

/** One option as a layer of options; none where its value is absent. */
export function optionOf(name: string, value: Value, call: Call): Value {
  const known = value.filter(atom => !(atom.kind === 'constant' && atom.value === undefined))
  if (known.length === 0) return []
  const thing = makeThing(call.frame, siteOfCall(call))
  putField(call.frame, thing, { name, value: known })
  return [thing]
}

/** A request with its options in layers, the last on top. */
export function sendPlain(client: Plain, { url, layers }: { url: Value; layers: readonly Value[] }, call: Call): Value {
  const { frame, node } = call
  const functions = layers.flatMap(one => one.filter(atom => atom.kind === 'function'))
  const called = functions.length > 0 ? invoke(functions, { ...call, args: [] }) : []
  const options: Value = [mergeOptions([...layers, called], call)]
  const option = (names: readonly string[]) => names.flatMap(name => given(options, name, call))
  const address = joinBase(option(client.base), url)
  const fills = option(client.fills ?? [])
  const query = [...option(client.query), ...rest(address, fills, call)]
  refuse(call)
  const answers = client.requests.send(
    {
      url: withQueryText(fills.length > 0 ? filled(address, fills, call) : address, query),
      method: option(['method']),
      query,
      body: option(client.body),
      headers: [option(['headers'])],
      frame,
      node,
    },
    call.args,
  )
  const typed = noteType(answers, call.types[0])
  return client.result ? client.result(typed, call) : promise(typed)
}

/** What fills no placeholder goes into the query. */
function rest(address: Value, fills: Value, call: Call): Value {
  const written = address.flatMap(atom => (atom.kind === 'text' ? (literalOf(atom) ?? printText(atom)) : [])).join(' ')
  const names = keysOf(fills).names.filter(
    name => !new RegExp(`(?::|\\{/?)${name.replace(/\W/g, '')}\\b`).test(written),
  )
  if (names.length === 0) return []
  const query = makeThing(call.frame, siteOfCall(call))
  for (const name of names) putField(call.frame, query, { name, value: getMember(fills, name, call) })
  return [query]
}
