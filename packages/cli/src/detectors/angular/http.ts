import {
  addToCell,
  answer,
  arg,
  type Call,
  type Callable,
  cellOf,
  elementsOf,
  type Frame,
  getMember,
  holding,
  invoke,
  join,
  makeGlobal,
  makeThing,
  type Native,
  native,
  noteType,
  putFields,
  readCell,
  siteOfCall,
  spreadInto,
  type Thing,
  text,
  throwValue,
  turn,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { responseOf } from '../fetch/response.ts'
import type { Requests } from '../requests/requests.ts'
import { makeObservable } from '../rxjs/observable.ts'

const BODILESS = ['get', 'delete', 'head', 'options', 'jsonp']
const WITH_BODY = ['post', 'put', 'patch']
const INTERCEPTORS = 'angular:interceptors'

/** The client that is injected: a class of the package, whose one instance sends. */
export function httpClient(requests: Requests): Callable {
  const define = (name: string, run: Native): [string, Value] => [name, [native(name, run, `angular.http.${name}`)]]
  const client = makeGlobal('angular.http', {
    ...Object.fromEntries([
      ...BODILESS.map(name =>
        define(name, call => send(requests, call, { method: text(name), options: arg(call, 1) })),
      ),
      ...WITH_BODY.map(name =>
        define(name, call => send(requests, call, { method: text(name), options: arg(call, 2), body: arg(call, 1) })),
      ),
      define('request', call => sendRequest(requests, call)),
    ]),
  })
  return { ...native('HttpClient', () => UNDEFINED, 'angular.HttpClient'), construct: () => [client] }
}

/** What is asked of the client. */
export interface Asked {
  method: Value
  options: Value
  body?: Value
  url?: Value
}

/** `request('PUT', url, options)` and `request(new HttpRequest('PUT', url, body, options))`. */
function sendRequest(requests: Requests, call: Call): Value {
  const whole = arg(call, 0).filter(atom => atom.kind === 'object')
  if (whole.length === 0)
    return send(requests, call, { method: arg(call, 0), options: arg(call, 2), url: arg(call, 1) })
  const part = (name: string): Value => getMember(whole, name, call)
  return send(requests, call, { method: part('method'), options: whole, url: part('url'), body: part('body') })
}

/** What an options object says; nothing where it does not. */
function given(options: Value, name: string, { frame }: Call): Value {
  const known = options.filter(atom => atom.kind !== 'constant')
  if (known.length === 0) return []
  return getMember(known, name, { frame }).filter(atom => !(atom.kind === 'constant' && atom.value === undefined))
}

/** Sends a request by way of all interceptors; gives what is subscribed to. */
export function send(requests: Requests, call: Call, asked: Asked): Value {
  const { frame } = call
  const { options } = asked
  const request = makeRequest(call, {
    method: asked.method,
    url: asked.url ?? arg(call, 0),
    body: asked.body ?? given(options, 'body', call),
    params: given(options, 'params', call),
    headers: given(options, 'headers', call),
  })
  const types = call.types
  const chain = interceptors(frame).filter(atom => atom.kind === 'function' || atom.kind === 'object')
  const answers = pass([request], chain, { requests, call })
  const files = given(options, 'responseType', call).some(
    atom => atom.kind === 'text' && atom.parts.some(part => 'text' in part && /blob|arraybuffer/.test(part.text)),
  )
  const typed = noteType(answers, types[0])
  const body = files ? unknown('file', { is: 'file' }) : typed
  const observed = given(options, 'observe', call).some(atom => atom.kind === 'text')
  return [makeObservable(observed ? wholeResponse(body, call) : body, call)]
}

/** `observe: 'response'`: the answer with its head, or an event of an upload. */
function wholeResponse(body: Value, call: Call): Value {
  const response = responseOf([], call)
  for (const atom of response) {
    if (atom.kind !== 'object') continue
    putFields(call.frame, atom, { body, type: unknown('type', { is: 'number' }) })
  }
  return response
}

/** Functions, and instances of classes that are provided under the package's token. */
function interceptors({ machine }: Frame): Value {
  return join(readCell(cellOf(machine, INTERCEPTORS)), readCell(cellOf(machine, 'angular:provided:HTTP_INTERCEPTORS')))
}

interface Sending {
  requests: Requests
  call: Call
}

/** Gives a request to the interceptors that are left, then sends it. */
function pass(request: Value, chain: readonly Value[number][], sending: Sending): Value {
  const [next, ...rest] = chain
  if (!next) return sendPlain(request, sending)
  const { call } = sending
  let answers: Value = []
  const go: Native = inner => {
    const passed = arg(inner, 0).some(atom => atom.kind === 'object') ? arg(inner, 0) : request
    const got = pass(passed, rest, sending)
    answers = join(answers, got)
    return [makeObservable(eventOf(got, inner), inner, { passed: `${siteOfCall(call)}` })]
  }
  const key = `angular.next:${rest.length}:${siteOfCall(call)}:${call.frame.context}`
  const handler = holding(native('next', go, key), request)
  const inner = { ...turn(call, 20 + rest.length), self: [] as Value, types: [] }
  const given =
    next.kind === 'function'
      ? invoke([next], { ...inner, args: [request, [handler]] })
      : invoke(getMember([next], 'intercept', call), {
          ...inner,
          self: [next],
          args: [request, [makeGlobal(key, { handle: [handler] })]],
        })
  const changed = given.flatMap(atom => (atom.kind === 'object' ? getMember([atom], '#value', call) : []))
  return changed.length > 0 ? bodyOf(changed, call) : answers
}

/** What an interceptor sees come back: the whole response, of which it may make another one. */
function eventOf(body: Value, call: Call): Value {
  const response = wholeResponse(body, call)
  for (const atom of response) {
    if (atom.kind !== 'object') continue
    const clone: Native = inner => {
      const other = given(arg(inner, 0), 'body', inner)
      return other.length === 0 ? [atom] : eventOf(other, inner)
    }
    const made = holding(native('clone', clone, `event:${atom.key}`), body)
    putFields(call.frame, atom, { clone: [made] })
  }
  return response
}

/** `new HttpResponse({ body })`: an answer that an interceptor gives by itself. */
export const newResponse: Native = call => eventOf(given(arg(call, 0), 'body', call), call)

/** What was in the events: nobody but interceptors sees those. */
function bodyOf(events: Value, call: Call): Value {
  return events.flatMap(atom =>
    atom.kind === 'object' && atom.tag === 'response' ? getMember([atom], 'body', call) : [atom],
  )
}

function sendPlain(request: Value, { requests, call }: Sending): Value {
  const { frame, node } = call
  const part = (name: string): Value => getMember(request, name, { frame })
  refuse(call)
  return requests.send(
    {
      url: part('url'),
      method: part('method'),
      query: part('params').filter(atom => atom.kind !== 'constant'),
      body: part('body'),
      headers: [part('headers')],
      frame,
      node,
    },
    call.args,
  )
}

/** What a refused request throws: its body is the error's `error`. */
function refuse({ frame, node }: Call): void {
  const body: Value = [answer(frame.machine.refused)]
  const error = makeGlobal('angular.refused', {
    error: body,
    status: unknown('status', { is: 'number' }),
    statusText: unknown('statusText', { is: 'string' }),
    message: unknown('message', { is: 'string' }),
    url: unknown('url', { is: 'string' }),
  })
  throwValue([error], frame, node)
}

type Parts = Readonly<Record<'method' | 'url' | 'body' | 'params' | 'headers', Value>>

/** A request that interceptors can read and copy. */
export function makeRequest(call: Call, parts: Parts): Thing {
  const { frame } = call
  const request = makeThing(frame, siteOfCall(call), 'instance')
  const headers = makeThing(frame, siteOfCall(call), 'headers')
  chainable(headers)
  spreadInto(
    headers,
    parts.headers.filter(atom => atom.kind !== 'constant'),
    frame,
  )
  const params = parts.params.filter(atom => atom.kind !== 'constant')
  putFields(frame, request, { ...parts, params, headers: [headers], urlWithParams: parts.url })
  request.lazy = name => (name === 'clone' ? [holding(native('clone', clone, `clone:${request.key}`), [])] : undefined)
  const clone: Native = inner => copyOf(request, inner)
  return request
}

function copyOf(request: Thing, call: Call): Value {
  const { frame } = call
  const old = (name: string): Value => getMember([request], name, { frame })
  const changes = arg(call, 0)
  const changed = (name: string): Value => {
    const value = given(changes, name, call)
    return value.length > 0 ? value : old(name)
  }
  const copy = makeRequest(call, {
    method: changed('method'),
    url: changed('url'),
    body: changed('body'),
    params: changed('params'),
    headers: changed('headers'),
  })
  const set = given(changes, 'setHeaders', call)
  spreadInto(getThing(getMember([copy], 'headers', { frame })), set, frame)
  const more = given(changes, 'setParams', call)
  if (more.length > 0) {
    const params = chainable(makeThing(frame, siteOfCall(call), 'params'))
    spreadInto(params, getMember([copy], 'params', { frame }), frame)
    spreadInto(params, more, frame)
    putFields(frame, copy, { params: [params] })
  }
  return [copy]
}

function getThing(value: Value): Thing {
  const found = value.find(atom => atom.kind === 'object')
  return found?.kind === 'object' ? found : makeGlobal('angular.nothing')
}

/** `set` and `append` of parameters and headers give the whole again. */
export function chainable(made: Thing): Thing {
  const chained = (name: string, method: string): Value => [
    holding(
      native(
        name,
        call => {
          const { frame } = call
          const run = frame.machine.methods[made.tag]?.[method]
          run?.({ ...call, self: [made] })
          return [made]
        },
        `${name}:${made.key}`,
      ),
      [],
    ),
  ]
  const all = (call: Call): Value => {
    spreadInto(made, arg(call, 0), call.frame)
    return [made]
  }
  made.lazy = name => {
    if (name === 'set' || name === 'append' || name === 'delete') return chained(name, name)
    return name === 'appendAll' ? [holding(native(name, all, `${name}:${made.key}`), [])] : undefined
  }
  return made
}

/** `new HttpParams({ fromObject })`, `new HttpHeaders({ … })`. */
export function constructPairs(tag: 'params' | 'headers'): Native {
  return call => {
    const made = chainable(makeThing(call.frame, siteOfCall(call), tag))
    const options = arg(call, 0).filter(atom => atom.kind !== 'constant')
    if (options.length === 0) return [made]
    const object = tag === 'headers' ? options : given(options, 'fromObject', call)
    spreadInto(made, object, call.frame)
    const written = tag === 'headers' ? [] : given(options, 'fromString', call)
    return written.length > 0 ? written : [made]
  }
}

/** Notes interceptors: functions, or instances with `intercept`. */
export function addInterceptors(value: Value, { machine }: Frame): void {
  addToCell(machine, cellOf(machine, INTERCEPTORS), value)
}

/** `withInterceptors([…])`. */
export const withInterceptors: Native = call => {
  for (const item of elementsOf(arg(call, 0), call.frame)) addInterceptors(item, call.frame)
  return unknown('feature')
}
