import {
  addToCell,
  arg,
  awaited,
  type Call,
  type Cell,
  callback,
  cellOf,
  type Frame,
  getMember,
  holding,
  invoke,
  join,
  keysOf,
  literalTexts,
  makeThing,
  type Native,
  native,
  putField,
  putFields,
  readCell,
  release,
  setFields,
  siteOfCall,
  spreadInto,
  type Thing,
  text,
  textsOf,
  truth,
  unknown,
  type Value,
  valueOfTexts,
} from '../../syntax/index.ts'
import { joinBase } from '../clients/options.ts'
import { type Steps, waitingFor } from '../clients/waiting.ts'
import type { Requests } from '../requests/requests.ts'
import { heard } from './backbone.ts'

// What a model is made of, and the answers that filled it later.
const ATTRIBUTES = '#attributes'

function filledWith(owner: Thing, { machine }: Frame): Cell {
  return cellOf(machine, `backbone:${owner.key}`)
}

function madeAs(owner: Thing, { machine }: Frame): Cell {
  return cellOf(machine, `backbone.made:${owner.key}`)
}

/** What a server gave for this object so far. */
export function answersOf(owner: Thing, frame: Frame): Value {
  return readCell(filledWith(owner, frame))
}

/** Gives a model its defaults and what it is made with. */
export function startModel(owner: Thing, call: Call): void {
  const attributes = makeThing(call.frame, siteOfCall(call))
  const defaults = ownValue(owner, 'defaults', call)
  for (const layer of [defaults, arg(call, 0)])
    spreadInto(
      attributes,
      layer.filter(atom => atom.kind !== 'constant'),
      call.frame,
    )
  putFields(call.frame, owner, { [ATTRIBUTES]: [attributes] })
  const collection = getMember(arg(call, 1), 'collection', call).filter(atom => atom.kind === 'object')
  if (collection.length > 0) putFields(call.frame, owner, { collection })
}

const attributesOf = (owner: Thing, call: Pick<Call, 'frame'>): Value => getMember([owner], ATTRIBUTES, call)

/** A member that is written down, or what the function gives that is. */
export function ownValue(owner: Thing, name: string, call: Call): Value {
  const value = getMember([owner], name, call).filter(atom => atom.kind !== 'constant' && atom.kind !== 'unknown')
  const functions = value.filter(atom => atom.kind === 'function')
  const called = functions.length > 0 ? invoke(functions, { ...call, args: [], self: [owner] }) : []
  return [...value.filter(atom => atom.kind !== 'function'), ...called].filter(atom => atom.kind !== 'constant')
}

/** The methods of a model. */
export function modelMember(requests: Requests, owner: Thing, name: string): Value | undefined {
  const methods: Readonly<Record<string, Native>> = {
    get: call => read(owner, call),
    set: call => write(owner, call),
    toJSON: call => [...attributesOf(owner, call), ...answersOf(owner, call.frame)],
    url: call => addressOf(owner, isNew(owner, call) ? 'root' : 'one', call),
    isNew: () => unknown('flag', { is: 'boolean' }),
    clone: () => [owner],
    fetch: call => fetch(requests, owner, call),
    save: call => save(requests, owner, call),
    destroy: call => destroy(requests, owner, call),
  }
  const run = Object.hasOwn(methods, name) ? methods[name] : undefined
  if (run) return [holding(native(name, run, `backbone.${name}:${owner.key}`), [])]
  return heard(owner, name)
}

function read(owner: Thing, call: Call): Value {
  const [name] = literalTexts(arg(call, 0))
  if (name === undefined) return unknown('attribute')
  const answers = [...answersOf(owner, call.frame), ...readCell(madeAs(owner, call.frame))]
  const known = keysOf(attributesOf(owner, call))
  const own = known.names.includes(name) || known.open ? getMember(attributesOf(owner, call), name, call) : []
  const found = answers.length > 0 ? join(own, getMember(answers, name, call)) : own
  return found.length > 0 ? found : unknown(name)
}

function write(owner: Thing, call: Call): Value {
  for (const attributes of attributesOf(owner, call)) {
    if (attributes.kind !== 'object') continue
    for (const name of literalTexts(arg(call, 0))) setFields(call.frame, attributes, { [name]: arg(call, 1) })
    const given = arg(call, 0).filter(atom => atom.kind === 'object')
    for (const name of keysOf(given).names) setFields(call.frame, attributes, { [name]: getMember(given, name, call) })
  }
  return [owner]
}

function idName(owner: Thing, call: Call): string {
  return literalTexts(ownValue(owner, 'idAttribute', call))[0] ?? 'id'
}

/** True where it is made of what is written down, and has no id. */
function isNew(owner: Thing, call: Call): boolean {
  const known = keysOf(attributesOf(owner, call))
  return !known.names.includes(idName(owner, call)) && !known.open && answersOf(owner, call.frame).length === 0
}

function addressOf(owner: Thing, which: 'root' | 'one', call: Call): Value {
  if (owner.slots.has('url')) return ownValue(owner, 'url', call)
  const root = ownValue(owner, 'urlRoot', call)
  const collections = getMember([owner], 'collection', call)
  const inherited = collections.flatMap(atom => (atom.kind === 'object' ? ownValue(atom, 'url', call) : []))
  const base = root.length > 0 ? root : inherited
  if (which === 'root' || base.length === 0) return base
  const id = getMember(attributesOf(owner, call), idName(owner, call), call).filter(atom => atom.kind !== 'constant')
  return joinBase(base, valueOfTexts(textsOf(id.length > 0 ? id : unknown('id'), 'id')))
}

export interface Sent {
  method: string
  url: Value
  body?: Value
  query?: Value
}

/** A request of a model or a collection. */
export interface Sending {
  owner: Thing
  sent: Sent
  options: Value
}

/** Sends, and gives what jQuery gives; `success` of the options gets the object and the answer. */
export function sendFor(requests: Requests, { owner, sent, options }: Sending, call: Call) {
  const { frame, node } = call
  const own = getMember(options, 'url', call).filter(atom => atom.kind === 'text')
  const url = own.length > 0 ? own : sent.url
  const headers = [getMember(options, 'headers', call)]
  const answers = requests.send({ ...sent, url, method: text(sent.method), headers, frame, node }, call.args)
  const parse = owner.slots.has('parse')
    ? getMember([owner], 'parse', call).filter(atom => atom.kind === 'function')
    : []
  const parsed =
    parse.length > 0 ? awaited(invoke(parse, { ...call, args: [answers], self: [owner] }), frame, node) : answers
  const filling = parsed.filter(atom => atom.kind !== 'constant')
  if (sent.method === 'GET') addToCell(frame.machine, filledWith(owner, frame), filling)
  if (sent.method === 'POST') addToCell(frame.machine, madeAs(owner, frame), filling)
  const success = getMember(options, 'success', call).filter(atom => atom.kind === 'function')
  if (success.length > 0) callback(call, success, [[owner], answers])
  for (const name of ['error', 'complete']) release(getMember(options, name, call), frame)
  return waitingOn(answers, call)
}

function waitingOn(answers: Value, call: Call): Value {
  const done: Native = inner => {
    callback(inner, arg(inner, 0), [answers])
    return inner.self
  }
  const failed: Native = inner => {
    release(arg(inner, 0), inner.frame)
    return inner.self
  }
  const steps: Steps = { done, success: done, fail: failed, always: failed, error: failed }
  return [waitingFor(answers, steps, call)]
}

function fetch(requests: Requests, owner: Thing, call: Call): Value {
  const options = arg(call, 0)
  const sent = { method: 'GET', url: addressOf(owner, 'one', call), query: getMember(options, 'data', call) }
  return sendFor(requests, { owner, sent, options }, call)
}

/** `save(attributes, options)`, `save('name', value, options)`. */
function save(requests: Requests, owner: Thing, call: Call): Value {
  const [name] = literalTexts(arg(call, 0))
  const options = arg(call, name === undefined ? 1 : 2)
  const changes = makeThing(call.frame, siteOfCall(call))
  if (name === undefined)
    spreadInto(
      changes,
      arg(call, 0).filter(atom => atom.kind !== 'constant'),
      call.frame,
    )
  else putField(call.frame, changes, { name, value: arg(call, 1) })
  const fresh = isNew(owner, call)
  const patch = truth(getMember(options, 'patch', call)) === true
  const whole = makeThing(call.frame, siteOfCall(call))
  for (const layer of [attributesOf(owner, call), [changes]]) spreadInto(whole, layer, call.frame)
  const url = addressOf(owner, fresh ? 'root' : 'one', call)
  const method = fresh ? 'POST' : patch ? 'PATCH' : 'PUT'
  return sendFor(requests, { owner, sent: { method, url, body: [patch ? changes : whole] }, options }, call)
}

function destroy(requests: Requests, owner: Thing, call: Call): Value {
  const sent = { method: 'DELETE', url: addressOf(owner, 'one', call) }
  return sendFor(requests, { owner, sent, options: arg(call, 0) }, call)
}
