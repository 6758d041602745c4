import type { Shape } from '../../blueprint/endpoint.ts'
import {
  type Answer,
  type AnswerSource,
  answer,
  bothWhen,
  getMember,
  join,
  keysOf,
  type Machine,
  type Mentions,
  opposed,
  placeOf,
  polls,
  printText,
  siteOf,
  type Text,
  textsOf,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import { mergeShapes, UNKNOWN } from '../shapes/merge.ts'
import { bodyOf, makeShapes, mergeBodies, NO_BODY_SENT, type Shapes, withEchoes } from './body.ts'
import { evidenceOf } from './evidence.ts'
import { Ledger } from './ledger.ts'
import { queryOfValue } from './query.ts'
import type { Sending, Sent } from './sending.ts'
import { withoutEmptyStarts } from './starts.ts'

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'])

interface Method {
  name: string
  known: boolean
  when: readonly string[] | undefined
}

interface Asked {
  url: Text
  method: Method
  args: readonly Value[]
  shapes: Shapes
}

/** Every request that was seen. Answers keep what is read of them from round to round. */
export class Requests {
  readonly #sources = new Map<string, AnswerSource>()
  /** The round in which each request was counted last. */
  readonly #counted = new Map<string, number>()
  readonly #sent = new Ledger<Sent>()
  #live: ReadonlyMap<string, Sent> | undefined

  /** What is sent from now on belongs to this task. */
  enter(task: number, fresh: boolean): void {
    this.#sent.enter(task, fresh)
  }

  /** What this task noted in the run before stays: the last one was cut off. */
  cutOff(task: number): void {
    this.#sent.cutOff(task)
  }

  /** From now on only what nothing reaches is added. */
  rest(): void {
    this.#live = new Map(this.#sent.all())
  }

  /** What was sent by functions that code speaks of which runs is live all the same, but for what is a package's. */
  revive(mentions: Mentions, isCopied: (sent: Sent) => boolean): void {
    for (const [, sent] of this.#sent.all())
      sent.live ||= !isCopied(sent) && sent.leading.some(one => mentions.has(one))
  }

  /** All requests, each once. What a class only inherits, and nobody calls on it, is no request of it. */
  all(): Sent[] {
    const all = new Map<string, Sent>()
    for (const [id, sent] of this.#sent.all()) {
      if (sent.inherited && !sent.live) continue
      const known = all.get(id)
      all.set(id, known ? both(known, sent) : sent)
    }
    const shapes = new Map<Value, Shape>()
    return [...all.values()].map(sent => (sent.body.echoes ? { ...sent, body: withEchoes(sent.body, shapes) } : sent))
  }

  /** Notes a request, and gives its answer: one for each method and address that it may have. */
  send(sending: Sending, args: readonly Value[] = [sending.url]): Value {
    const answers: Answer[] = []
    const shapes = makeShapes()
    const methods = methodsOf(sending.method)
    for (const url of withoutEmptyStarts(textsOf(sending.url, 'url'))) {
      for (const method of methods) {
        if (opposed(url.when, method.when)) continue
        const sent = this.#note(sending, { url: { ...url, ...whenOf(url, method) }, method, args, shapes })
        answers.push(answer(sent.source))
      }
    }
    for (const value of [sending.url, sending.query ?? [], sending.body ?? []]) use(value)
    return methods.length > 0 ? answers : unknown('answer')
  }

  #note(sending: Sending, { url, method, args, shapes }: Asked): Sent {
    const { frame, node } = sending
    const sink = siteOf(frame.module, node)
    const place = evidenceOf(url, { frame, node, args })
    const id = `${sink}|${method.name}|${printText(url)}|${place.file}:${place.line}`
    this.#count(id, frame.machine)
    const source = this.#source(id)
    const live = this.#live?.get(id)
    if (live) return live
    const leading = this.#live ? (frame.machine.mentions?.leadingTo(frame) ?? []) : []
    const isInherited = this.#live !== undefined && frame.machine.mentions?.isInherited === true
    const known = this.#sent.get(id)
    if (known) {
      merge(known, sending, shapes)
      known.leading.push(...leading)
      known.inherited &&= isInherited
      return known
    }
    const sent: Sent = {
      id,
      source,
      sink,
      method: method.name,
      methodKnown: method.known,
      url,
      query: UNKNOWN,
      body: NO_BODY_SENT,
      headers: new Map(),
      kind: sending.kind ?? 'api',
      shown: sending.shown === true,
      embedded: sending.embedded === true,
      place,
      sender: placeOf(frame, node),
      live: this.#live === undefined,
      leading,
      inherited: isInherited,
      polls: polls(frame),
    }
    merge(sent, sending, shapes)
    this.#sent.set(id, sent)
    return sent
  }

  /** Each round asks for everything again: what is not asked for in it is gone. */
  #count(id: string, machine: Machine): void {
    if (this.#counted.get(id) === machine.round) return
    this.#counted.set(id, machine.round)
    machine.news += 1
  }

  #source(id: string): AnswerSource {
    let source = this.#sources.get(id)
    if (!source) {
      source = { id, used: new Set(), types: new Map() }
      this.#sources.set(id, source)
    }
    return source
  }
}

function whenOf(url: Text, method: Method): Pick<Text, 'when'> {
  const when = bothWhen(url.when, method.when)
  return when ? { when } : {}
}

/** The same request, sent in two tasks. */
function both(one: Sent, other: Sent): Sent {
  const headers = new Map(one.headers)
  for (const [name, value] of other.headers) headers.set(name, join(headers.get(name) ?? [], value))
  return {
    ...one,
    live: one.live || other.live,
    query: mergeShapes(one.query, other.query),
    body: mergeBodies(one.body, other.body),
    headers,
    polls: one.polls || other.polls,
  }
}

function merge(sent: Sent, { frame, query, body, headers }: Sending, shapes: Shapes): void {
  if (query) sent.query = mergeShapes(sent.query, queryOfValue(query))
  if (polls(frame)) sent.polls = true
  for (const value of headers ?? []) {
    for (const name of keysOf(value).names) {
      const lower = name.toLowerCase()
      sent.headers.set(lower, join(sent.headers.get(lower) ?? [], getMember(value, name, { frame })))
    }
  }
  if (!body) return
  const carrier = { method: sent.method, headers: sent.headers, shapes }
  sent.body = mergeBodies(sent.body, bodyOf(fitting(body, sent.url), carrier))
}

/** Bodies that are sent under the conditions of the address. */
function fitting(body: Value, url: Text): Value {
  const fit = body.filter(atom => !((atom.kind === 'text' || atom.kind === 'object') && opposed(atom.when, url.when)))
  return fit.map(atom => {
    const inner = atom.kind === 'object' && atom.tag === 'json' ? (atom.inner ?? []) : []
    const within = inner.length > 1 ? fitting(inner, url) : inner
    return atom.kind === 'object' && within.length < inner.length ? { ...atom, key: atom.key, inner: within } : atom
  })
}

function methodsOf(value: Value = []): Method[] {
  const asking = value.filter(atom => !(atom.kind === 'text' && /^options$/i.test(printText(atom))))
  // What may be asked there is answered by every server of its own accord.
  if (value.length > 0 && asking.length === 0) return []
  const methods = asking.flatMap((atom): Method[] => {
    if (atom.kind === 'text') {
      const name = printText(atom).toUpperCase()
      return METHODS.has(name)
        ? [{ name, known: true, when: atom.when }]
        : [{ name: 'GET', known: false, when: atom.when }]
    }
    if (atom.kind === 'constant') return [{ name: 'GET', known: true, when: undefined }]
    return atom.kind === 'unknown' ? [{ name: 'GET', known: false, when: undefined }] : []
  })
  const known = methods.filter(method => method.known)
  const [first] = methods
  if (known.length > 0) return known.filter((one, index) => known.findIndex(other => sameMethod(one, other)) === index)
  return [first ?? { name: 'GET', known: true, when: undefined }]
}

function sameMethod(one: Method, other: Method): boolean {
  return one.name === other.name && String(one.when) === String(other.when)
}
