import {
  arg,
  type Call,
  type Callable,
  getMember,
  makeGlobal,
  makeThing,
  native,
  noteType,
  promise,
  putFields,
  siteOfCall,
  text,
  truth,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { callHooks, given, joinBase, mergeOptions, withQueryText } from '../clients/options.ts'
import { bodySteps, refuse, waitingFor } from '../clients/waiting.ts'
import type { MakeDetector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head']

/** got: requests of Node programs (Electron, scripts), and instances made by `got.extend`. */
export const gotDetector: MakeDetector = ({ requests }) => {
  const got: Value = [makeGot(requests, [], 'got')]
  return { libraries: { got: { default: got, got } } }
}

function makeGot(requests: Requests, defaults: readonly Value[], key: string): Callable {
  const members: Record<string, Value> = {}
  for (const name of METHODS)
    members[name] = [native(name, call => send(requests, [...defaults, verb(name, call)], call), `${key}.${name}`)]
  const stream = (call: Call) => [send(requests, defaults, call), unknown('stream')][1] ?? []
  members.stream = [native('stream', stream, `${key}.stream`)]
  members.extend = [
    native(
      'extend',
      call => [makeGot(requests, [...defaults, ...call.args], `${key}.${siteOfCall(call)}`)],
      `${key}.extend`,
    ),
  ]
  return {
    ...native('got', call => send(requests, defaults, call), key),
    holds: defaults.flat(),
    statics: makeGlobal(key, members),
  }
}

function verb(name: string, call: Call): Value {
  const options = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, options, { method: text(name) })
  return [options]
}

function send(requests: Requests, defaults: readonly Value[], call: Call): Value {
  const { frame, node } = call
  const [input = []] = call.args
  const asked = input.filter(atom => atom.kind === 'object' && (atom.slots.has('url') || atom.slots.has('method')))
  const options: Value = [mergeOptions([...defaults, asked, arg(call, 1)], call)]
  const address = asked.length > 0 ? given(options, 'url', call) : input
  const url = joinBase([...given(options, 'prefixUrl', call), ...given(options, 'prefix', call)], address)
  callHooks(given(given(options, 'hooks', call), 'beforeRequest', call), [options], call)
  const query = given(options, 'searchParams', call)
  refuse(call)
  const bodies = ['json', 'form', 'body'].flatMap(name => given(options, name, call))
  const answers = requests.send(
    {
      url: withQueryText(url, query),
      method: given(options, 'method', call),
      query,
      body: bodies,
      headers: [given(options, 'headers', call)],
      frame,
      node,
    },
    call.args,
  )
  const typed = noteType(answers, call.types[0])
  return [
    waitingFor(resultOf(options, typed, call), { ...bodySteps(typed), json: inner => readAs(typed, inner) }, call),
  ]
}

function readAs(answers: Value, inner: Call): Value {
  return promise(noteType(answers, inner.types[0]))
}

/** The response with its body, or the body alone where the options say so. */
function resultOf(options: Value, answers: Value, call: Call): Value {
  const { frame } = call
  if (truth(getMember(options, 'resolveBodyOnly', { frame })) === true) return answers
  const response = makeThing(frame, siteOfCall(call), 'instance')
  putFields(frame, response, { body: answers, statusCode: unknown('status', { is: 'number' }) })
  return [response]
}
