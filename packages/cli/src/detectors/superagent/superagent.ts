import {
  answer,
  arg,
  assignInto,
  type Call,
  type Callable,
  callback,
  EITHER,
  getMember,
  invoke,
  join,
  literalTexts,
  makeGlobal,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  readSlot,
  setFields,
  siteOfCall,
  spreadInto,
  type Thing,
  text,
  throwValue,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { withQueryText } from '../clients/options.ts'
import type { MakeDetector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'

const METHODS: Readonly<Record<string, string>> = {
  get: 'GET',
  head: 'HEAD',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  del: 'DELETE',
  delete: 'DELETE',
}

/** superagent: requests that are built step by step and sent when somebody waits for them. */
export const superagentDetector: MakeDetector = ({ requests }) => {
  const agent = makeAgent(requests, 'superagent')
  const members = Object.fromEntries([...(agent.statics?.slots ?? [])].map(([name, slot]) => [name, slot.value]))
  return { libraries: { superagent: { ...members, default: [agent] } } }
}

function makeAgent(requests: Requests, key: string): Callable {
  const members: Record<string, Value> = {}
  for (const [name, method] of Object.entries(METHODS)) {
    members[name] = [native(name, call => begin(requests, text(method), call), `${key}.${name}`)]
  }
  members.agent = [native('agent', () => [makeAgent(requests, `${key}.agent`)], `${key}.agent`)]
  const start: Native = call => {
    const [method, url] = call.args.length > 1 ? [arg(call, 0), arg(call, 1)] : [text('GET'), arg(call, 0)]
    return begin(requests, method, { ...call, args: [url] })
  }
  return { ...native('superagent', start, key), statics: makeGlobal(key, members) }
}

/** A request that is being built. Its parts are fields of the thing, so that branches and plug-ins may write them. */
function begin(requests: Requests, method: Value, call: Call): Value {
  const { frame } = call
  const request = makeThing(frame, siteOfCall(call), 'answer')
  const query = makeThing(frame, siteOfCall(call))
  const headers = makeThing(frame, siteOfCall(call), 'headers')
  putFields(frame, request, { '#query': [query] })
  putFields(frame, request, { '#headers': [headers] })
  putFields(frame, request, { '#method': method })
  putFields(frame, request, { '#url': arg(call, 0) })
  if (call.args.length > 1) {
    if (literalTexts(method).some(name => name === 'GET' || name === 'HEAD')) spreadInto(query, arg(call, 1), frame)
    else putFields(frame, request, { '#body': arg(call, 1) })
  }
  const steps = stepsOf(request, { requests, query, headers, call })
  request.lazy = name => {
    const step = steps.get(name)
    return step ? [native(name, step, `${name}:${request.key}`)] : undefined
  }
  return [request]
}

interface Building {
  requests: Requests
  query: Thing
  headers: Thing
  call: Call
}

function stepsOf(request: Thing, building: Building): ReadonlyMap<string, Native> {
  const { query, headers } = building
  const self: Value = [request]
  const keep = () => self
  const send: Native = call => {
    const before = request.slots.get('#body')
    setFields(call.frame, request, { '#body': before ? join(readSlot(before), arg(call, 0)) : arg(call, 0) })
    return self
  }
  return new Map<string, Native>([
    ...['type', 'accept', 'timeout', 'retry', 'withCredentials', 'on', 'ok', 'responseType'].map(
      name => [name, keep] as const,
    ),
    ['send', send],
    ['query', call => addQuery(query, self, call)],
    ['set', call => addHeader(headers, self, call)],
    ['auth', call => addHeader(headers, self, { ...call, args: [text('authorization'), unknown('credentials')] })],
    [
      'use',
      call => {
        callback(call, arg(call, 0), [self])
        return self
      },
    ],
    ['field', call => formField(request, call)],
    ['attach', call => formField(request, { ...call, args: [arg(call, 0), unknown('file', { is: 'file' })] })],
    ['end', call => finish(request, building, call)],
    ['then', call => then(request, building, call)],
    ['catch', call => then(request, building, { ...call, args: [] })],
    ['finally', call => then(request, building, { ...call, args: [] })],
  ])
}

function addQuery(query: Thing, self: Value, call: Call): Value {
  assignInto(query, arg(call, 0), call.frame)
  const [request] = self
  if (request?.kind === 'object') {
    const url = withQueryText(getMember(self, '#url', call), arg(call, 0))
    setFields(call.frame, request, { '#url': url })
  }
  return self
}

function addHeader(headers: Thing, self: Value, call: Call): Value {
  if (call.args.length === 1) assignInto(headers, arg(call, 0), call.frame)
  else for (const name of literalTexts(arg(call, 0))) setFields(call.frame, headers, { [name]: arg(call, 1) })
  return self
}

function formField(request: Thing, call: Call): Value {
  const known = getMember([request], '#body', call).find(atom => atom.kind === 'object' && atom.tag === 'form')
  const form = known?.kind === 'object' ? known : makeThing(call.frame, siteOfCall(call), 'form')
  setFields(call.frame, request, { '#body': [form] })
  for (const name of literalTexts(arg(call, 0))) setFields(call.frame, form, { [name]: arg(call, 1) })
  return [request]
}

function response(request: Thing, { requests, query, headers, call }: Building): Value {
  const { frame, node } = call
  const part = (name: string) => getMember([request], name, { frame })
  const url = part('#url')
  throwValue([refusal(call)], frame, node)
  const answers = requests.send(
    { url, method: part('#method'), query: [query], body: part('#body'), headers: [[headers]], frame, node },
    [url],
  )
  const made = makeThing(frame, siteOfCall(call), 'instance')
  putFields(frame, made, { body: answers })
  putFields(frame, made, { text: answers })
  putFields(frame, made, { ok: EITHER })
  return [made]
}

/** What a refused request throws. */
function refusal({ frame }: Call): Thing {
  const body: Value = [answer(frame.machine.refused)]
  const response = makeGlobal('superagent.error.response', { body, status: unknown('status', { is: 'number' }) })
  return makeGlobal('superagent.error', { response: [response], status: unknown('status', { is: 'number' }) })
}

function finish(request: Thing, building: Building, call: Call): Value {
  const value = response(request, building)
  callback(call, arg(call, 0), [[{ kind: 'constant', value: null }], value])
  return [request]
}

function then(request: Thing, building: Building, call: Call): Value {
  const waiting = promise(response(request, building))
  if (call.args.length === 0) return waiting
  const method = getMember(waiting, 'then', { frame: call.frame, called: true })
  return invoke(method, { ...call, self: waiting })
}
