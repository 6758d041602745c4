import {
  addToCell,
  answer,
  arg,
  awaited,
  type Call,
  type Callable,
  type Cell,
  callback,
  cellOf,
  EITHER,
  elementsOf,
  type Frame,
  getMember,
  holding,
  invoke,
  literalTexts,
  makeGlobal,
  makeThing,
  native,
  noteType,
  promise,
  putFields,
  readCell,
  runTask,
  setFields,
  siteOfCall,
  type Thing,
  text,
  throwValue,
  turn,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { Requests } from '../requests/requests.ts'
import { mergeConfig, withBase } from './config.ts'

/** A client: its defaults, and what runs before a request and after an answer. */
interface Client {
  requests: Requests
  defaults: Thing
  key: string
}

type Hook = 'before' | 'after' | 'failed'

/** The handlers that were registered so far. */
function hooks(client: Client, hook: Hook, { machine }: Frame): Cell {
  return cellOf(machine, `${client.key}.${hook}`)
}

const BODILESS = ['get', 'delete', 'head', 'options']
const WITH_BODY = ['post', 'put', 'patch', 'postForm', 'putForm', 'patchForm']

/** An axios client. `key` tells clients apart, and is the same in every round. */
export function makeClient(requests: Requests, defaults: Thing, key: string): Callable {
  const client: Client = { requests, defaults, key }
  const define = (name: string, run: (call: Call) => Value): Value => [
    holding(native(name, run, `${key}.${name}`), [defaults]),
  ]
  const members: Record<string, Value> = {
    defaults: [defaults],
    request: define('request', call => request(client, call)),
    create: define('create', call => create(client, call)),
    interceptors: [
      makeGlobal(`${key}.interceptors`, {
        request: [
          makeGlobal(`${key}.before`, {
            use: define('before.use', call => intercept(client, 'before', call)),
            eject: define('eject', () => UNDEFINED),
          }),
        ],
        response: [
          makeGlobal(`${key}.after`, {
            use: define('after.use', call => interceptAnswer(client, call)),
            eject: define('eject', () => UNDEFINED),
          }),
        ],
      }),
    ],
    isAxiosError: define('isAxiosError', () => EITHER),
    isCancel: define('isCancel', () => EITHER),
    all: define('all', call => promise(arg(call, 0))),
    getUri: define('getUri', call =>
      withBase(getMember([defaults], 'baseURL', call), getMember(arg(call, 0), 'url', call)),
    ),
  }
  for (const name of BODILESS) {
    members[name] = define(name, call => send(client, call, [arg(call, 1), shortConfig(name, call)]))
  }
  for (const name of WITH_BODY) {
    members[name] = define(name, call => send(client, call, [arg(call, 2), shortConfig(name, call, arg(call, 1))]))
  }
  return {
    ...holding(
      native('axios', call => request(client, call), key),
      [defaults],
    ),
    statics: makeGlobal(key, members),
  }
}

function create(parent: Client, call: Call): Value {
  const defaults = makeThing(call.frame, siteOfCall(call), 'instance')
  for (const source of [[parent.defaults], arg(call, 0)]) {
    for (const atom of source) {
      if (atom.kind !== 'object') continue
      for (const name of atom.slots.keys()) putFields(call.frame, defaults, { [name]: getMember([atom], name, call) })
    }
  }
  if (!defaults.slots.has('headers'))
    putFields(call.frame, defaults, { headers: [makeThing(call.frame, siteOfCall(call))] })
  return [makeClient(parent.requests, defaults, `axios:${defaults.key}`)]
}

function intercept(client: Client, hook: Hook, call: Call): Value {
  addToCell(call.frame.machine, hooks(client, hook, call.frame), arg(call, 0))
  return unknown('interceptor', { is: 'number' })
}

function interceptAnswer(client: Client, call: Call): Value {
  addToCell(call.frame.machine, hooks(client, 'failed', call.frame), arg(call, 1))
  return intercept(client, 'after', call)
}

function shortConfig(name: string, call: Call, data?: Value): Value {
  const config = makeThing(call.frame, siteOfCall(call))
  const method = name.replace('Form', '')
  putFields(call.frame, config, { method: text(method) })
  if (method !== name) {
    const headers = makeThing(call.frame, siteOfCall(call))
    putFields(call.frame, headers, { 'Content-Type': text('multipart/form-data') })
    putFields(call.frame, config, { headers: [headers] })
  }
  putFields(call.frame, config, { url: arg(call, 0) })
  if (data) putFields(call.frame, config, { data })
  return [config]
}

function request(client: Client, call: Call): Value {
  const isAddress = arg(call, 0).some(atom => atom.kind === 'text')
  if (!isAddress) return send(client, call, [arg(call, 0)])
  const address = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, address, { url: arg(call, 0) })
  return send(client, call, [arg(call, 1), [address]])
}

function send(client: Client, call: Call, given: readonly Value[]): Value {
  const { frame, node } = call
  let config: Value = [mergeConfig(client.defaults, given, call)]
  for (const handler of functionsOf(readCell(hooks(client, 'before', frame)))) {
    const changed = awaited(invoke([handler], { ...call, args: [config], self: [], types: [] }), frame, node)
    const kept = changed.filter(atom => atom.kind === 'object')
    if (kept.length > 0) config = kept
  }
  const option = (name: string) => getMember(config, name, { frame })
  const asked = option('url')
  const isAgain = asked.some(atom => atom.kind === 'unknown' && atom.name === AGAIN)
  const url = isAgain ? asked.filter(atom => atom.kind === 'text') : asked
  // What was refused is sent once more, with a new token: that is no other request.
  if (isAgain && url.length === 0) return promise(unknown('response'))
  refuse(client, call)
  const answers = client.requests.send(
    {
      url: withBase(option('baseURL'), url),
      method: option('method'),
      query: option('params'),
      body: transformed(option('transformRequest'), option('data'), call),
      headers: [option('headers')],
      frame,
      node,
    },
    call.args,
  )
  return promise(answerOf(client, config, { answers: noteType(answers, call.types[0]), call }))
}

const AGAIN = 'address of the request that was refused'

/** `error.config`, of which nothing is known but whose it is. What is noted there, as `_retry`, may be there or not. */
function refusedConfig(): Thing {
  const config = makeGlobal('axios.error.config', { url: unknown(AGAIN) })
  config.lazy = name => unknown(name)
  config.written = () => true
  return config
}

/** What a refused request throws, and the handlers that see it. */
function refuse(client: Client, call: Call): void {
  const { machine } = call.frame
  const response = makeGlobal('axios.error.response', {
    data: [answer(machine.refused)],
    status: unknown('status', { is: 'number' }),
  })
  const error = makeGlobal('axios.error', {
    response: [response],
    message: unknown('message'),
    config: [refusedConfig()],
  })
  throwValue([error], call.frame, call.node)
  const handlers = functionsOf(readCell(hooks(client, 'failed', call.frame)))
  for (const handler of handlers) {
    runTask(machine, { name: `refused ${handler.key}`, inputs: [[handler]] }, () =>
      invoke([handler], { ...call, args: [[error]], self: [], types: [] }),
    )
  }
}

function answerOf(client: Client, config: Value, { answers, call }: { answers: Value; call: Call }): Value {
  const { frame } = call
  const response = makeThing(frame, siteOfCall(call), 'instance')
  const types = literalTexts(getMember(config, 'responseType', { frame }))
  const asFile = types.some(type => type !== 'json' && type !== 'text')
  const read = transformed(getMember(config, 'transformResponse', { frame }), answers, call)
  putFields(frame, response, { data: asFile ? unknown('file', { is: 'file' }) : read })
  putFields(frame, response, { config })
  setFields(frame, response, { status: unknown('status', { is: 'number' }) })
  let value: Value = [response]
  for (const handler of functionsOf(readCell(hooks(client, 'after', frame)))) {
    value = awaited(invoke([handler], { ...call, args: [value], self: [], types: [] }), frame, call.node)
  }
  return value
}

/** What `transformRequest` and `transformResponse` make of a body, one after the other. */
function transformed(transforms: Value, body: Value, call: Call): Value {
  const listed = transforms.flatMap(atom =>
    atom.kind === 'object' && atom.tag === 'array' ? elementsOf([atom], call.frame).flat() : [atom],
  )
  let value = body
  for (const [index, one] of functionsOf(listed).entries()) {
    const changed = callback(turn(call, 40 + index), [one], [value, unknown('headers')])
    if (changed.some(atom => atom.kind !== 'constant')) value = changed
  }
  return value
}

function functionsOf(value: Value): Callable[] {
  return value.filter(atom => atom.kind === 'function')
}
