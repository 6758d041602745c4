import {
  addToCell,
  arg,
  type Call,
  type Callable,
  type Cell,
  callback,
  cellOf,
  type Library,
  literalTexts,
  makeGlobal,
  makeThing,
  type Native,
  native,
  placeOf,
  printText,
  readCell,
  release,
  siteOfCall,
  type Thing,
  text,
  textsOf,
  turn,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { Findings, MakeDetector } from '../detector.ts'
import { kindsIn } from '../rooms/message.ts'

const ALL = '*'
// Lists of names beside those of handlers: what is listened to, and what the page itself emits.
const HEARD = ' heard'
const OWN = ' own'

/** Emitters of events within the page: who emits calls whoever listens, and may pass on what a connection brings. */
export const emittersDetector: MakeDetector = findings => {
  const emitter: Value = [emitterClass(findings)]
  const made: Native = call => emitter.flatMap(one => (one.kind === 'function' ? (one.construct?.(call) ?? []) : []))
  const whole: Library = { EventEmitter: emitter, EventEmitter2: emitter, default: emitter }
  const names = ['events', 'node:events', 'eventemitter3', 'eventemitter2', 'tiny-emitter', 'wolfy87-eventemitter']
  return {
    libraries: {
      ...Object.fromEntries(names.map(name => [name, whole])),
      mitt: { default: [native('mitt', made, 'emitters.mitt')] },
      nanoevents: { createNanoEvents: [native('createNanoEvents', made, 'emitters.nanoevents')] },
    },
  }
}

/** A class whose instances are emitters, and that other classes extend. */
function emitterClass(findings: Findings): Callable {
  const members: Record<string, Value> = {}
  const define = (name: string, run: Native) => {
    members[name] = [native(name, run, `emitter.${name}`)]
  }
  for (const name of ['on', 'once', 'addListener', 'prependListener', 'many']) define(name, listen)
  for (const name of ['emit', 'emitAsync']) define(name, call => tell(findings, call))
  for (const name of ['off', 'removeListener', 'removeAllListeners', 'setMaxListeners']) define(name, call => call.self)
  for (const name of ['listeners', 'eventNames', 'listenerCount']) define(name, () => unknown(name))
  const owner: Callable = native('EventEmitter', call => construct(call), 'emitters.class')
  const construct: Native = call => {
    const known = call.self.filter(atom => atom.kind === 'object')
    return known.length > 0 ? known : [newEmitter(owner, call)]
  }
  owner.construct = construct
  owner.prototype = makeGlobal('emitters.prototype', members)
  return owner
}

function newEmitter(owner: Callable, call: Call): Thing {
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  made.class = owner
  return made
}

function cellsOf({ self, frame }: Call, event: string): Cell[] {
  return self.flatMap(atom => (atom.kind === 'object' ? cellOf(frame.machine, `emitter ${atom.key} ${event}`) : []))
}

/** What the events of an emitter are called; the holes of a name stand in it, `done:{id}`. */
function listen(call: Call): Value {
  const { machine } = call.frame
  const names = textsOf(arg(call, 0), 'event').map(printText)
  for (const name of names) {
    for (const cell of cellsOf(call, name)) addToCell(machine, cell, arg(call, 1))
    if (name !== ALL) for (const cell of cellsOf(call, HEARD)) addToCell(machine, cell, text(name))
  }
  // What is emitted under a name that is not known reaches everybody.
  release(arg(call, 1), call.frame)
  return call.self
}

/** A name that came over a connection is one of those that somebody listens to: all of them are events of it. */
function tell({ sockets }: Findings, call: Call): Value {
  const [name = [], ...args] = call.args
  for (const event of literalTexts(name)) {
    for (const cell of cellsOf(call, OWN)) addToCell(cell.machine, cell, text(event))
    callAll(call, event, args)
    callAll(turn(call, 0), ALL, [name, ...args])
  }
  for (const { source } of kindsIn(name)) {
    const own = new Set(namesIn(call, OWN))
    const heard = namesIn(call, HEARD).filter(event => !own.has(event))
    sockets.compared(source, heard, placeOf(call.frame, call.node))
    for (const event of heard) callAll(call, event, args)
  }
  return UNDEFINED
}

function namesIn(call: Call, list: string): string[] {
  return cellsOf(call, list).flatMap(cell => literalTexts(readCell(cell)))
}

function callAll(call: Call, event: string, args: readonly Value[]): void {
  const handlers = cellsOf(call, event).flatMap(readCell)
  const functions = handlers.filter(atom => atom.kind === 'function')
  if (functions.length > 0) callback(call, functions, args)
}
