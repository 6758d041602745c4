import {
  arg,
  type Call,
  callback,
  callLater,
  getMember,
  holding,
  isFunction,
  keysOf,
  type Library,
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
import { addressOf, heardBy } from './message.ts'
import type { Line } from './sockets.ts'

/** Where a socket leads: whoever speaks STOMP over it is told. */
export const ADDRESS = '#address'

/** A client of STOMP, and the call that tells it something. */
interface Client {
  findings: Findings
  open: Native
  made: Thing
  call: Call
}

/** STOMP over a WebSocket or SockJS: destinations that are heard and sent to, by paths of their own. */
export function stomp(findings: Findings, open: Native): Library & { readonly Stomp: Value } {
  const make = (call: Call) =>
    makeClient({ findings, open, made: makeThing(call.frame, siteOfCall(call), 'instance'), call })
  const both = (name: string, run: (client: Client) => void): Value => {
    const construct: Native = call => {
      const client = make(call)
      run(client)
      return [client.made]
    }
    return [{ ...native(name, construct, `stomp.${name}`), construct }]
  }
  // A socket, or a function that makes one.
  const over = both('over', client => {
    const given = arg(client.call, 0)
    const opened = callback(client.call, given.filter(isFunction), [])
    connectTo(client, [...given, ...opened])
  })
  const client = both('client', one => connectTo(one, open(one.call)))
  const classic = makeGlobal('stomp', { over, client })
  classic.lazy = name => unknown(name)
  const configured = both('Client', one => configure(one, arg(one.call, 0)))
  const library = { Client: configured, CompatClient: configured, RxStomp: configured }
  return { ...library, over, client, Stomp: [classic], default: [classic] }
}

function makeClient(client: Client): Client {
  const { made, call } = client
  const define = (name: string, run: (at: Client) => Value) => {
    const known: Native = inner => run({ ...client, call: inner })
    putFields(call.frame, made, { [name]: [holding(native(name, known, `${name}:${made.key}`), [])] })
  }
  define('configure', at => configure(at, arg(at.call, 0)))
  define('connect', connect)
  for (const name of ['subscribe', 'watch']) define(name, hear)
  define('send', at => say(at, arg(at.call, 0), at.call.args.at(-1) ?? []))
  define('publish', at => {
    const part = (name: string) => getMember(arg(at.call, 0), name, at.call)
    return say(at, part('destination'), part('body'))
  })
  for (const name of ['activate', 'deactivate', 'disconnect', 'forceDisconnect']) define(name, () => promise(UNDEFINED))
  made.written = (name, value, frame) => tell({ ...client, call: { ...call, frame } }, name, value)
  made.lazy = name => unknown(name)
  return client
}

function configure(client: Client, options: Value): Value {
  const given = options.filter(atom => atom.kind === 'object')
  for (const name of keysOf(given).names) tell(client, name, getMember(given, name, client.call))
  return UNDEFINED
}

/** An option, or the same written to the client later. */
function tell(client: Client, name: string, value: Value): void {
  const { call, open } = client
  if (name === 'brokerURL') connectTo(client, open({ ...call, args: [value] }))
  else if (name === 'webSocketFactory') connectTo(client, callback(call, value.filter(isFunction), []))
  else if (name === 'connectHeaders') showsToken(client, value)
  else if (/^(?:on|before)[A-Z]/.test(name)) callLater(value, call.frame, [unknown('frame')])
}

/** The client speaks over this socket. */
function connectTo({ findings, made, call }: Client, socket: Value): void {
  const opened = socket.filter(atom => atom.kind === 'object')
  if (opened.length === 0) return
  findings.notes.add('realtime', 'STOMP', placeOf(call.frame, call.node))
  putFields(call.frame, made, { [ADDRESS]: getMember(opened, ADDRESS, call) })
}

function lineOf({ made, call }: Client): Line {
  return { kind: 'websocket', url: addressOf(getMember([made], ADDRESS, call)) }
}

/** `connect(headers, onConnect, onError)`, `connect(login, passcode, onConnect)` */
function connect(client: Client): Value {
  for (const one of client.call.args) {
    const headers = one.filter(atom => atom.kind === 'object')
    if (headers.length > 0) showsToken(client, headers)
    callLater(one.filter(isFunction), client.call.frame, [unknown('frame')])
  }
  return UNDEFINED
}

function showsToken(client: Client, headers: Value): void {
  const { frame, node } = client.call
  client.findings.sockets.auth(lineOf(client), keysOf(headers).names, placeOf(frame, node))
}

/** `subscribe('/topic/hives', message => JSON.parse(message.body))` */
function hear(client: Client): Value {
  const { frame, node } = client.call
  const { sockets } = client.findings
  const line = lineOf(client)
  const name = addressOf(arg(client.call, 0))
  if (name !== '') sockets.name(line, 'events', { name, place: placeOf(frame, node) })
  const message = makeGlobal(`stomp message:${line.url} ${name}`, { body: heardBy({ sockets, line }, name) })
  message.lazy = member => unknown(member)
  callLater(arg(client.call, 1), frame, [[message]])
  return unknown('subscription')
}

function say(client: Client, destination: Value, body: Value): Value {
  use(body)
  const name = addressOf(destination)
  const json = body.flatMap(atom => (atom.kind === 'object' && atom.tag === 'json' ? (atom.inner ?? []) : []))
  const fields = namesOfShape(shapeOfValue(json))
  const place = placeOf(client.call.frame, client.call.node)
  if (name !== '') client.findings.sockets.name(lineOf(client), 'emits', { name, fields, place })
  return UNDEFINED
}
