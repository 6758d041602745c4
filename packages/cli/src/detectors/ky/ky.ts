import {
  arg,
  type Call,
  type Callable,
  callback,
  getMember,
  makeGlobal,
  makeThing,
  native,
  putFields,
  siteOfCall,
  text,
  type Value,
} from '../../syntax/index.ts'
import { callHooks, given, joinBase, mergeOptions, withQueryText } from '../clients/options.ts'
import { bodySteps, refuse, waitingFor } from '../clients/waiting.ts'
import type { MakeDetector } from '../detector.ts'
import { responseOf } from '../fetch/response.ts'
import type { Requests } from '../requests/requests.ts'

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head']

/** ky: the shared client, and those that `ky.create` and `ky.extend` make. */
export const kyDetector: MakeDetector = ({ requests }) => {
  const ky: Value = [makeKy(requests, [], 'ky')]
  return { libraries: { ky: { default: ky, ky }, 'ky-universal': { default: ky } } }
}

/** A client. Its defaults are options, the outermost first; the key is the same in every round. */
function makeKy(requests: Requests, defaults: readonly Value[], key: string): Callable {
  const members: Record<string, Value> = {}
  for (const name of METHODS)
    members[name] = [native(name, call => send(requests, [...defaults, verb(name, call)], call), `${key}.${name}`)]
  const make = (name: string, from: readonly Value[]): Value => [
    native(
      name,
      call => [makeKy(requests, [...from, extension(from, call)], `${key}.${siteOfCall(call)}`)],
      `${key}.${name}`,
    ),
  ]
  members.create = make('create', [])
  members.extend = make('extend', defaults)
  return {
    ...native('ky', call => send(requests, defaults, call), key),
    holds: defaults.flat(),
    statics: makeGlobal(key, members),
  }
}

function verb(name: string, call: Call): Value {
  const options = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, options, { method: text(name) })
  return [options]
}

/** `ky.extend(options)`, and `ky.extend(defaults => options)`. */
function extension(defaults: readonly Value[], call: Call): Value {
  const functions = arg(call, 0).filter(atom => atom.kind === 'function')
  return functions.length > 0 ? callback(call, functions, [[mergeOptions(defaults, call)]]) : arg(call, 0)
}

function send(requests: Requests, defaults: readonly Value[], call: Call): Value {
  const { frame, node } = call
  const [input = []] = call.args
  const asked: Value = input.filter(atom => atom.kind === 'object' && atom.slots.has('url'))
  const options: Value = [mergeOptions([asked, ...defaults, arg(call, 1)], call)]
  const base = [
    ...given(options, 'prefixUrl', call),
    ...given(options, 'prefix', call),
    ...given(options, 'baseUrl', call),
  ]
  const url = joinBase(base, asked.length > 0 ? getMember(asked, 'url', { frame }) : input)
  const hooks = given(options, 'hooks', call)
  const request = makeThing(frame, siteOfCall(call))
  putFields(frame, request, { url, method: given(options, 'method', call), headers: given(options, 'headers', call) })
  const changed = callHooks(given(hooks, 'beforeRequest', call), [[request], options], call)
  const other = changed.filter(atom => atom.kind === 'object' && atom.slots.has('url'))
  const query = given(options, 'searchParams', call)
  refuse(call)
  const answers = requests.send(
    {
      url: withQueryText(other.length > 0 ? getMember(other, 'url', { frame }) : url, query),
      method: given(options, 'method', call),
      query,
      body: [...given(options, 'json', call), ...given(options, 'body', call)],
      headers: [getMember([request], 'headers', { frame })],
      frame,
      node,
    },
    call.args,
  )
  const response = responseOf(answers, call)
  callHooks(given(hooks, 'afterResponse', call), [[request], options, response], call)
  return [waitingFor(response, bodySteps(answers), call)]
}
