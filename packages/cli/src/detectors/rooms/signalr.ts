import {
  arg,
  type Call,
  callLater,
  getMember,
  holding,
  type Library,
  literalTexts,
  makeGlobal,
  makeThing,
  type Native,
  native,
  placeOf,
  promise,
  putFields,
  siteOfCall,
  type Thing,
  UNDEFINED,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import type { Findings } from '../detector.ts'
import { namesOfShape } from '../shapes/names.ts'
import { shapeOfValue } from '../shapes/value.ts'
import { addressOf, heardBy, type Open, pathOf } from './message.ts'

const CONNECTION = '#connection'

/** Steps of a builder that say how, not where to. */
const STEPS = [
  'configureLogging withAutomaticReconnect withHubProtocol withServerTimeout withKeepAliveInterval',
  'withStatefulReconnect',
].flatMap(names => names.split(' '))

/** SignalR: `new HubConnectionBuilder().withUrl(url).build()`, whose methods are called by name on both sides. */
export function signalr(findings: Findings): Library {
  const construct: Native = call => {
    const builder = makeThing(call.frame, siteOfCall(call), 'instance')
    const define = (name: string, run: Native) =>
      putFields(call.frame, builder, { [name]: [holding(native(name, run, `${name}:${builder.key}`), [])] })
    for (const name of STEPS) define(name, () => [builder])
    define('withUrl', inner => {
      putFields(inner.frame, builder, { [CONNECTION]: [connection(findings, inner)] })
      return [builder]
    })
    define('build', inner => getMember([builder], CONNECTION, inner))
    return [builder]
  }
  return { HubConnectionBuilder: [{ ...native('HubConnectionBuilder', construct, 'signalr.builder'), construct }] }
}

/** The same for pages that load it as a script. */
export function signalrGlobal(library: Library): Value {
  const made = makeGlobal('signalr', library)
  made.lazy = name => unknown(name)
  return [made]
}

function connection({ sockets, requests }: Findings, call: Call): Thing {
  const { frame, node } = call
  const url = arg(call, 0)
  requests.send({ url, kind: 'stream', frame, node }, call.args)
  const line = sockets.open({ kind: 'websocket', url: addressOf(url) }, placeOf(frame, node), pathOf(url))
  // A token is asked for here, and shown in the query, as a WebSocket has no headers.
  const token = getMember(
    arg(call, 1).filter(atom => atom.kind === 'object'),
    'accessTokenFactory',
    call,
  ).filter(atom => atom.kind === 'function')
  callLater(token, frame)
  if (token.length > 0) sockets.auth(line, ['access_token'], placeOf(frame, node))
  const made = makeThing(frame, siteOfCall(call), 'instance')
  const define = (name: string, run: Native) =>
    putFields(frame, made, { [name]: [holding(native(name, run, `${name}:${made.key}`), [])] })
  define('on', inner => hear({ sockets, line }, inner))
  for (const name of ['invoke', 'send', 'stream']) define(name, inner => say({ sockets, line }, inner))
  for (const name of ['start', 'stop']) define(name, () => promise(UNDEFINED))
  for (const name of ['onclose', 'onreconnecting', 'onreconnected']) {
    define(name, inner => {
      callLater(arg(inner, 0), inner.frame, [unknown('event')])
      return UNDEFINED
    })
  }
  made.lazy = name => unknown(name)
  return made
}

function hear(open: Open, call: Call): Value {
  for (const name of literalTexts(arg(call, 0))) {
    open.sockets.name(open.line, 'events', { name, place: placeOf(call.frame, call.node) })
    callLater(arg(call, 1), call.frame, [heardBy(open, name)])
  }
  if (literalTexts(arg(call, 0)).length === 0) callLater(arg(call, 1), call.frame)
  return UNDEFINED
}

function say({ sockets, line }: Open, call: Call): Value {
  const fields = namesOfShape(shapeOfValue(arg(call, 1)))
  for (const name of literalTexts(arg(call, 0)))
    sockets.name(line, 'emits', { name, fields, place: placeOf(call.frame, call.node) })
  for (const one of call.args) use(one)
  return promise(unknown('answer'))
}
