import {
  addElement,
  addToCell,
  arg,
  type Call,
  type Cell,
  callback,
  cellOf,
  concat,
  elementsOf,
  getMember,
  holding,
  joinAll,
  makeArray,
  makeGlobal,
  makeThing,
  type Native,
  native,
  promise,
  readCell,
  siteOfCall,
  spreadInto,
  type Text,
  type Thing,
  text,
  textOf,
  textsOf,
  UNDEFINED,
  type Value,
  valueOfTexts,
} from '../../syntax/index.ts'
import { joinBase } from '../clients/options.ts'
import type { Requests } from '../requests/requests.ts'

/** What all of one Restangular share: what it is called, and where it notes what it is set up with. */
interface Rest {
  requests: Requests
  key: string
}

/** A row or a list of the server: where it is, and what is known of it. */
interface Place {
  path: Value
  isList: boolean
  /** What was read there. */
  held: Value
}

/** Restangular: `Restangular.one('users', 5).get()`, `Restangular.all('users').post(user)`. */
export function makeRestangular(requests: Requests): { service: Value; provider: Value } {
  const rest: Rest = { requests, key: 'restangular' }
  const provider = makeGlobal('restangular.provider')
  provider.lazy = name => configured(rest, name, provider)
  return { service: [serviceOf(rest)], provider: [provider] }
}

function serviceOf(rest: Rest): Thing {
  const service = makeGlobal(rest.key)
  service.lazy = name => memberOf(rest, { name, place: { path: [], isList: true, held: [] }, self: service })
  return service
}

/** `setBaseUrl('/api')`; everything that is set up gives the same again. */
function configured(rest: Rest, name: string, self: Thing): Value {
  const run: Native = call => {
    if (name === 'setBaseUrl') addToCell(call.frame.machine, baseOf(rest, call), arg(call, 0))
    return [self]
  }
  return [holding(native(name, run, `restangular.${name}:${self.key}`), [])]
}

/** It may be set after somebody asks: what is kept there lasts from round to round. */
function baseOf({ key }: Rest, { frame }: Call): Cell {
  return cellOf(frame.machine, `${key}.base`)
}

/** `withConfig(one => one.setBaseUrl(…))` gives another one. */
function another({ requests, key }: Rest, call: Call): Value {
  const service = serviceOf({ requests, key: `${key}:${siteOfCall(call)}` })
  callback(call, arg(call, 0), [[service]])
  return [service]
}

/** Requests by the name of the method: its verb, and whether a body goes with it. */
const VERBS: Readonly<Record<string, string>> = {
  get: 'GET',
  getList: 'GET',
  head: 'HEAD',
  remove: 'DELETE',
  delete: 'DELETE',
  doDELETE: 'DELETE',
  customGET: 'GET',
  customGETLIST: 'GET',
  customDELETE: 'DELETE',
  doGET: 'GET',
  doGETLIST: 'GET',
  put: 'PUT',
  save: 'PUT',
  post: 'POST',
  patch: 'PATCH',
  customPUT: 'PUT',
  customPOST: 'POST',
  customPATCH: 'PATCH',
  doPUT: 'PUT',
  doPOST: 'POST',
}

/** A member that is asked for, of what. */
interface Asked {
  name: string
  place: Place
  self: Thing
}

const ONE = new Set(['one', 'oneUrl'])
const ALL = new Set(['all', 'service', 'several', 'allUrl'])

function memberOf(rest: Rest, { name, place, self }: Asked): Value | undefined {
  if (/^(?:set|add)[A-Z]/.test(name)) return configured(rest, name, self)
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
  const run: Native | undefined =
    verb === undefined ? runOf(rest, { name, place, self }) : call => sent(rest, { place, name, verb, self }, call)
  return run && [holding(native(name, run, `restangular.${name}:${self.key}`), [...place.path, ...place.held])]
}

/** What sends nothing by itself. */
function runOf(rest: Rest, { name, place, self }: Asked): Native | undefined {
  if (name === 'withConfig') return call => another(rest, call)
  if (ONE.has(name)) return call => [placed(rest, below(place, call.args), call)]
  if (ALL.has(name)) return call => [placed(rest, { ...below(place, call.args.slice(0, 1)), isList: true }, call)]
  if (name === 'plain' || name === 'clone') return () => (place.held.length > 0 ? place.held : [self])
  return name === 'copy' || name === 'stripRestangular' ? call => arg(call, 0) : undefined
}

/** `one('users', 5)` is below what it is asked of. */
function below({ path }: Place, args: readonly Value[]): Place {
  const parts = args.filter(one => one.some(atom => atom.kind !== 'constant' || typeof atom.value === 'number'))
  return { path: parts.reduce(joined, path), held: [], isList: false }
}

function joined(path: Value, part: Value): Value {
  const slash: Text = textOf([{ text: '/' }])
  const added = concat([slash], textsOf(part, 'id').map(withoutSlash))
  return valueOfTexts(path.length === 0 ? added : concat(textsOf(path, 'path'), added))
}

function withoutSlash(one: Text): Text {
  const [first, ...rest] = one.parts
  return first && 'text' in first
    ? { ...one, parts: [{ ...first, text: first.text.replace(/^\//, '') }, ...rest] }
    : one
}

function placed(rest: Rest, place: Place, call: Call): Thing {
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  spreadInto(
    made,
    place.held.filter(atom => atom.kind === 'object'),
    call.frame,
  )
  made.holds = [...place.path, ...place.held]
  made.lazy = (name, frame) =>
    memberOf(rest, { name, place, self: made }) ??
    (place.held.length > 0 ? getMember(place.held, name, { frame }) : undefined)
  return made
}

interface Sending extends Asked {
  verb: string
}

function sent(rest: Rest, { place, name, verb, self }: Sending, call: Call): Value {
  const { frame, node } = call
  const { path, query, body } = argumentsOf({ place, name, verb, self }, call)
  const base = readCell(baseOf(rest, call))
  const answers = rest.requests.send(
    {
      url: joinBase(base, path),
      method: text(verb),
      query: query.filter(atom => atom.kind !== 'constant'),
      body,
      frame,
      node,
    },
    call.args,
  )
  const isList = /list$/i.test(name)
  return promise(
    isList ? listOf(rest, { path, answers }, call) : [placed(rest, { path, isList: false, held: answers }, call)],
  )
}

/** What stands where differs: `post(sub, body, query)` of a row, `post(body, query)` of a list, `customPOST(body, sub, query)`. */
function argumentsOf({ place, name, verb, self }: Sending, call: Call): { path: Value; query: Value; body: Value } {
  const [first = [], second = [], third = []] = call.args
  const under = (part: Value) =>
    part.some(atom => atom.kind === 'text' || atom.kind === 'unknown') ? joined(place.path, part) : place.path
  const isCustom = /^(?:custom|do)/.test(name)
  if (isCustom && (verb === 'GET' || verb === 'DELETE')) return { path: under(first), query: second, body: [] }
  if (isCustom) return { path: under(second), query: third, body: first }
  if (name === 'post' && !place.isList) return { path: under(first), query: third, body: second }
  if (name === 'post') return { path: place.path, query: second, body: first }
  if (name === 'patch') return { path: place.path, query: second, body: first }
  if (name === 'get' && place.isList) return { path: under(first), query: second, body: [] }
  if (name === 'getList' && !place.isList) return { path: under(first), query: second, body: [] }
  if (verb === 'PUT') return { path: place.path, query: first, body: [self] }
  return { path: place.path, query: first, body: [] }
}

/** The rows of a list, each of which is at its id. */
function listOf(rest: Rest, { path, answers }: { path: Value; answers: Value }, call: Call): Value {
  const [list] = makeArray(call.frame, siteOfCall(call), [])
  if (list?.kind !== 'object') return UNDEFINED
  const rows = joinAll(elementsOf(answers, call.frame))
  const id = textOf([{ name: 'id' }])
  addElement(call.frame, list, [placed(rest, { path: joined(path, [id]), isList: false, held: rows }, call)])
  list.holds = answers
  return [list]
}
