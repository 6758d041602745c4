import {
  arg,
  type Call,
  callback,
  callLater,
  type Frame,
  getMember,
  holding,
  keysOf,
  literalTexts,
  makeThing,
  type Native,
  native,
  placeOf,
  printText,
  putFields,
  siteOfCall,
  type Thing,
  textsOf,
  UNDEFINED,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import type { Findings, MakeDetector } from '../detector.ts'
import { namesOfShape } from '../shapes/names.ts'
import { shapeOfValue } from '../shapes/value.ts'
import type { Line, Sockets } from './sockets.ts'

/** Lasting connections: socket.io, raw WebSockets, and server-sent events (an endpoint of their own, too). */
export const roomsDetector: MakeDetector = findings => {
  const io: Value = [native('io', call => connect(findings, call), 'socket.io')]
  const both = (name: string, run: Native): Value => [{ ...native(name, run), construct: run }]
  return {
    globals: {
      WebSocket: both('WebSocket', call => webSocket(findings, call)),
      EventSource: both('EventSource', call => eventSource(findings, call)),
    },
    libraries: { 'socket.io-client': { io, connect: io, default: io, Manager: io } },
  }
}

function addressOf(value: Value): string {
  const [first] = textsOf(
    value.filter(atom => atom.kind === 'text' || atom.kind === 'unknown'),
    'url',
  )
  return first ? printText(first) : ''
}

/** A connection, and where it is noted. */
interface Open {
  sockets: Sockets
  line: Line
}

function connect({ sockets }: Findings, call: Call): Value {
  const { frame } = call
  const options = call.args.flatMap(one => one.filter(atom => atom.kind === 'object'))
  const place = placeOf(frame, call.node)
  const line = sockets.open({ kind: 'socket.io', url: addressOf(arg(call, 0)) }, place)
  const socket: Open = { sockets, line }
  noteAuth(socket, getMember(options, 'auth', { frame }), call)
  const made = makeThing(frame, siteOfCall(call), 'instance')
  const define = (name: string, run: Native) =>
    putFields(frame, made, { [name]: [holding(native(name, run, `${name}:${made.key}`), [])] })
  for (const name of ['on', 'once', 'addEventListener']) define(name, inner => hear(socket, made, inner))
  for (const name of ['emit', 'send', 'emitWithAck']) define(name, inner => emit(socket, inner))
  for (const name of ['off', 'connect', 'disconnect', 'close', 'removeAllListeners', 'open']) define(name, () => [made])
  return [made]
}

/** `auth: { token }`, or a function that is handed a callback for it. */
function noteAuth(socket: Open, auth: Value, call: Call): void {
  const answer: Native = inner => {
    noteAuth(socket, arg(inner, 0), inner)
    return UNDEFINED
  }
  const functions = auth.filter(atom => atom.kind === 'function')
  if (functions.length > 0) callback(call, functions, [[native('answer', answer, `auth:${siteOfCall(call)}`)]])
  const names = keysOf(auth.filter(atom => atom.kind === 'object')).names
  socket.sockets.auth(socket.line, names, placeOf(call.frame, call.node))
}

// What socket.io itself says; no server sends these.
const OWN_EVENTS = new Set(['connect', 'disconnect', 'connect_error', 'reconnect', 'error', 'open', 'close', 'message'])

function hear({ sockets, line }: Open, made: Thing, call: Call): Value {
  for (const name of literalTexts(arg(call, 0))) {
    if (!OWN_EVENTS.has(name)) sockets.name(line, 'events', { name, place: placeOf(call.frame, call.node) })
  }
  callLater(arg(call, 1), call.frame)
  return [made]
}

function emit({ sockets, line }: Open, call: Call): Value {
  const [, message = []] = call.args
  const fields = namesOfShape(shapeOfValue(message))
  for (const name of literalTexts(arg(call, 0)))
    sockets.name(line, 'emits', { name, fields, place: placeOf(call.frame, call.node) })
  for (const one of call.args) use(one)
  const last = call.args.at(-1) ?? []
  callLater(last, call.frame, [unknown('answer')])
  return UNDEFINED
}

function handlers(made: Thing): void {
  made.written = (name, value, frame: Frame) => {
    if (name.startsWith('on')) callLater(value, frame, [unknown('message')])
  }
}

function webSocket({ sockets }: Findings, call: Call): Value {
  const { frame } = call
  const line = sockets.open({ kind: 'websocket', url: addressOf(arg(call, 0)) }, placeOf(frame, call.node))
  const made = makeThing(frame, siteOfCall(call), 'instance')
  const send: Native = inner => {
    use(arg(inner, 0))
    const json = arg(inner, 0).flatMap(atom =>
      atom.kind === 'object' && atom.tag === 'json' ? (atom.inner ?? []) : [],
    )
    const [type = 'message'] = literalTexts(getMember(json, 'type', inner))
    const place = placeOf(inner.frame, inner.node)
    sockets.name(line, 'emits', { name: type, fields: namesOfShape(shapeOfValue(json)), place })
    return UNDEFINED
  }
  putFields(frame, made, { send: [holding(native('send', send, `send:${made.key}`), [])] })
  putFields(frame, made, {
    addEventListener: [
      holding(
        native('listen', inner => hear({ sockets, line }, made, inner), `listen:${made.key}`),
        [],
      ),
    ],
  })
  handlers(made)
  return [made]
}

function eventSource({ sockets, requests }: Findings, call: Call): Value {
  const { frame, node } = call
  const line = sockets.open({ kind: 'eventsource', url: addressOf(arg(call, 0)) }, placeOf(frame, node))
  requests.send({ url: arg(call, 0), kind: 'stream', frame, node }, call.args)
  const made = makeThing(frame, siteOfCall(call), 'instance')
  putFields(frame, made, {
    addEventListener: [
      holding(
        native('listen', inner => hear({ sockets, line }, made, inner), `listen:${made.key}`),
        [],
      ),
    ],
  })
  handlers(made)
  return [made]
}
