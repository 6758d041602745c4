import {
  arg,
  awaited,
  type Call,
  callback,
  concat,
  getMember,
  holding,
  isFunction,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  siteOfCall,
  spreadInto,
  text,
  textOf,
  textsOf,
  unknown,
  type Value,
  valueOfTexts,
} from '../../syntax/index.ts'
import { joinBase } from '../clients/options.ts'
import type { Requests } from '../requests/requests.ts'

interface Route {
  method: string
  /** It asks for one row. */
  one?: true
  /** The words of a list. */
  words?: readonly string[]
}

/** What the provider of simple REST asks for: https://refine.dev/docs/data/packages/simple-rest/ */
const ROUTES: Readonly<Record<string, Route>> = {
  getList: { method: 'GET', words: ['_start', '_end', '_sort', '_order'] },
  getMany: { method: 'GET', words: ['id'] },
  getOne: { method: 'GET', one: true },
  create: { method: 'POST' },
  update: { method: 'PATCH', one: true },
  deleteOne: { method: 'DELETE', one: true },
}

/** `dataProvider(apiUrl)` */
export function simpleRest(requests: Requests, call: Call): Value {
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  const base = arg(call, 0)
  const define = (name: string, run: Native): void =>
    putFields(call.frame, made, { [name]: [holding(native(name, run, `refine.${name}:${made.key}`), base)] })
  for (const [name, route] of Object.entries(ROUTES))
    define(name, inner => answered(requests, { base, route, asked: arg(inner, 0) }, inner))
  define('custom', inner => custom(requests, arg(inner, 0), inner))
  define('getApiUrl', () => base)
  return [made]
}

interface Asked {
  base: Value
  route: Route
  asked: Value
}

function answered(requests: Requests, { base, route, asked }: Asked, call: Call): Value {
  const { frame, node } = call
  const part = (name: string): Value => getMember(asked, name, call)
  const list = joinBase(base, part('resource'))
  const slash = textOf([{ text: '/' }])
  const url = route.one ? valueOfTexts(concat(concat(textsOf(list, 'url'), [slash]), textsOf(part('id'), 'id'))) : list
  const query = makeThing(frame, siteOfCall(call))
  for (const word of route.words ?? []) putFields(frame, query, { [word]: unknown(word) })
  const answers = requests.send({
    url,
    method: text(route.method),
    ...(route.words ? { query: [query] } : {}),
    ...(/^P/.test(route.method) ? { body: part('variables') } : {}),
    frame,
    node,
  })
  return promise(resultOf(answers, call))
}

function custom(requests: Requests, asked: Value, call: Call): Value {
  const { frame, node } = call
  const part = (name: string): Value => getMember(asked, name, call)
  const answers = requests.send({
    url: part('url'),
    method: part('method'),
    query: part('query'),
    body: part('payload'),
    headers: [part('headers')],
    frame,
    node,
  })
  return promise(resultOf(answers, call))
}

function resultOf(data: Value, call: Call): Value {
  const made = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, made, { data, total: unknown('total', { is: 'number' }) })
  return [made]
}

/** Calls a method of any provider with what is asked, and gives its answer. */
export function askProvider(
  provider: Value,
  asking: { method: string; given: Readonly<Record<string, Value>>; params: Value },
  call: Call,
): Value {
  const { frame, node } = call
  const made = makeThing(frame, siteOfCall(call))
  const methods = getMember(provider, asking.method, call).filter(isFunction)
  spreadInto(
    made,
    asking.params.filter(atom => atom.kind === 'object'),
    frame,
  )
  putFields(frame, made, asking.given)
  return awaited(callback(call, methods, [[made]]), frame, node)
}
