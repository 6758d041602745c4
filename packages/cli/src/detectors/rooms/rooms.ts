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
  makeGlobal,
  makeThing,
  type Native,
  native,
  placeOf,
  printText,
  putFields,
  siteOfCall,
  type Thing,
  text,
  UNDEFINED,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import type { Findings, MakeDetector } from '../detector.ts'
import { namesOfShape } from '../shapes/names.ts'
import { shapeOfValue } from '../shapes/value.ts'
import { likeWebSocket } from './like-web-socket.ts'
import { addressOf, handshakeAt, heardBy, kindsIn, type Open, pathOf } from './message.ts'
import { pusher } from './pusher.ts'
import { signalr, signalrGlobal } from './signalr.ts'
import { ADDRESS, stomp } from './stomp.ts'

/** Lasting connections: socket.io, SignalR, STOMP, raw WebSockets, and server-sent events (an endpoint of their own, too). */
export const roomsDetector: MakeDetector = findings => {
  const io: Value = [native('io', call => connect(findings, call), 'socket.io')]
  const both = (name: string, run: Native): Value => [{ ...native(name, run), construct: run }]
  const source = both('EventSource', call => eventSource(findings, call))
  const hubs = signalr(findings)
  const stomps = stomp(findings, call => webSocket(findings, call))
  const socket = both('WebSocket', call => webSocket(findings, call))
  return {
    globals: {
      WebSocket: socket,
      SockJS: socket,
      Stomp: stomps.Stomp,
      StompJs: [makeGlobal('StompJs', stomps)],
      EventSource: source,
      EventSourcePolyfill: source,
      ReconnectingEventSource: source,
      signalR: signalrGlobal(hubs),
    },
    libraries: {
      'socket.io-client': { io, connect: io, default: io, Manager: io },
      // The browser's own, with headers or with another try.
      'event-source-polyfill': { EventSourcePolyfill: source, NativeEventSource: source, default: source },
      eventsource: { EventSource: source, default: source },
      'eventsource-client': { createEventSource: [native('createEventSource', call => eventSource(findings, call))] },
      'extended-eventsource': { EventSource: source, default: source },
      'reconnecting-eventsource': { default: source },
      'ng-event-source': { EventSourcePolyfill: source },
      'sse.js': { SSE: source, default: source },
      'sockjs-client': { default: socket },
      'sockjs-client/dist/sockjs': { default: socket },
      'sockjs-client/dist/sockjs.min.js': { default: socket },
      '@stomp/stompjs': stomps,
      '@stomp/rx-stomp': stomps,
      stompjs: stomps,
      'webstomp-client': stomps,
      '@microsoft/signalr': hubs,
      '@aspnet/signalr': hubs,
      ...pusher(findings),
      ...likeWebSocket(call => webSocket(findings, call)),
    },
    outside: (_from, call) => {
      // A client that is made of another: `sails(io)`.
      if (call.args.some(one => one.some(atom => io.includes(atom)))) connect(findings, { ...call, args: [] })
      return socketOutside(findings, call)
    },
    observer: {
      comparison: ({ value = [], texts, place }) => {
        for (const { source } of kindsIn(value)) findings.sockets.compared(source, texts, place)
      },
    },
  }
}

/**
 * A class or function of a package that no detector knows, and that is given the address of a WebSocket: for itself, or as an
 * option. `new Heartbeat({ url: 'wss://…' })`
 */
function socketOutside(findings: Findings, call: Call): Value | undefined {
  const options = call.args.flatMap(one => one.filter(atom => atom.kind === 'object' && atom.tag === 'plain'))
  const named = options.flatMap(one => keysOf([one]).names.map(name => getMember([one], name, call)))
  const address = [...call.args, ...named].find(isSocketAddress)
  return address && webSocket(findings, { ...call, args: [address] })
}

function isSocketAddress(value: Value): boolean {
  return value.some(atom => atom.kind === 'text' && /^wss?:\/\//.test(printText(atom)))
}

/** Where a server of socket.io listens that is not told otherwise. */
const DEFAULT_PATH = '/socket.io'

function connect({ sockets, requests }: Findings, call: Call): Value {
  const { frame } = call
  const options = call.args.flatMap(one => one.filter(atom => atom.kind === 'object'))
  const place = placeOf(frame, call.node)
  const given = getMember(options, 'path', { frame })
  const path = literalTexts(given)[0] ?? (addressOf(given) || DEFAULT_PATH)
  const line = sockets.open({ kind: 'socket.io', url: addressOf(arg(call, 0)) }, place, path.replace(/(?<=.)\/$/, ''))
  const url = handshakeAt(arg(call, 0), addressOf(given) === '' ? text(DEFAULT_PATH) : given)
  requests.send({ url, kind: 'stream', query: getMember(options, 'query', { frame }), frame, node: call.node })
  const socket: Open = { sockets, line }
  noteAuth(socket, getMember(options, 'auth', { frame }), call)
  const made = makeThing(frame, siteOfCall(call), 'instance')
  const define = (name: string, run: Native) =>
    putFields(frame, made, { [name]: [holding(native(name, run, `${name}:${made.key}`), [])] })
  for (const name of ['on', 'once', 'addEventListener']) define(name, inner => hear(socket, made, inner))
  for (const name of ['emit', 'send', 'emitWithAck']) define(name, inner => emit(socket, inner))
  for (const name of STEPS) define(name, () => [made])
  putFields(frame, made, { volatile: [made], broadcast: [made], io: [made] })
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

const STEPS = ['off', 'connect', 'disconnect', 'close', 'removeAllListeners', 'open', 'timeout', 'compress']

// What clients themselves say; no server sends these. Of socket.io `message` is an event like any other.
const OWN_EVENTS = new Set(['connect', 'disconnect', 'connect_error', 'reconnect', 'error', 'open', 'close'])

function hear(open: Open, made: Thing, call: Call): Value {
  const { sockets, line } = open
  for (const name of literalTexts(arg(call, 0))) {
    const isOwn = OWN_EVENTS.has(name) || (name === 'message' && line.kind !== 'socket.io')
    if (!isOwn) sockets.name(line, 'events', { name, place: placeOf(call.frame, call.node) })
    const message = heardBy(open, line.kind === 'socket.io' ? name : '')
    callLater(arg(call, 1), call.frame, OWN_EVENTS.has(name) ? [] : [message])
  }
  if (literalTexts(arg(call, 0)).length === 0) callLater(arg(call, 1), call.frame)
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

function handlers(made: Thing, open: Open): void {
  made.written = (name, value, frame: Frame) => {
    if (name.startsWith('on')) callLater(value, frame, [name === 'onmessage' ? heardBy(open) : unknown('event')])
  }
}

const KINDS = ['type', 'event', 'kind', 'action', 'op', 'cmd', 'command']

function webSocket({ sockets, requests }: Findings, call: Call): Value {
  const { frame, node } = call
  const body = requests.send({ url: arg(call, 0), kind: 'stream', frame, node }, call.args)
  const line = sockets.open(
    { kind: 'websocket', url: addressOf(arg(call, 0)) },
    placeOf(frame, node),
    pathOf(arg(call, 0)),
  )
  const made = makeThing(frame, siteOfCall(call), 'instance')
  const send: Native = inner => {
    use(arg(inner, 0))
    const json = arg(inner, 0).flatMap(atom =>
      atom.kind === 'object' && atom.tag === 'json' ? (atom.inner ?? []) : [],
    )
    const place = placeOf(inner.frame, inner.node)
    for (const one of json) {
      const [type = 'message'] = KINDS.flatMap(name => literalTexts(getMember([one], name, inner)))
      sockets.name(line, 'emits', { name: type, fields: namesOfShape(shapeOfValue([one])), place })
    }
    if (json.length === 0) sockets.name(line, 'emits', { name: 'message', fields: [], place })
    return UNDEFINED
  }
  putFields(frame, made, { send: [holding(native('send', send, `send:${made.key}`), [])], [ADDRESS]: arg(call, 0) })
  putFields(frame, made, {
    addEventListener: [
      holding(
        native('listen', inner => hear({ sockets, line, body }, made, inner), `listen:${made.key}`),
        [],
      ),
    ],
  })
  handlers(made, { sockets, line, body })
  return [made]
}

function eventSource({ sockets, requests }: Findings, call: Call): Value {
  const { frame, node } = call
  const line = sockets.open(
    { kind: 'eventsource', url: addressOf(arg(call, 0)) },
    placeOf(frame, node),
    pathOf(arg(call, 0)),
  )
  const body = requests.send({ url: arg(call, 0), kind: 'stream', frame, node }, call.args)
  const made = makeThing(frame, siteOfCall(call), 'instance')
  putFields(frame, made, {
    addEventListener: [
      holding(
        native('listen', inner => hear({ sockets, line, body }, made, inner), `listen:${made.key}`),
        [],
      ),
    ],
  })
  handlers(made, { sockets, line, body })
  return [made]
}
