import {
  arg,
  type Call,
  callback,
  callLater,
  getMember,
  literalTexts,
  makeGlobal,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  release,
  showMarkup,
  siteOfCall,
  spreadInto,
  type Thing,
  text,
  UNDEFINED,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'
import { choose, type Sender, select } from './chosen.ts'
import { helpers } from './helpers.ts'
import { runPlugin } from './plugins.ts'

const SHORT: Readonly<Record<string, string>> = { get: 'GET', post: 'POST', getJSON: 'GET', getScript: 'GET' }

/** jQuery: `$.ajax`, its short forms, and `$(…).load`. */
export const jqueryDetector: MakeDetector = ({ requests }) => {
  const defaults = makeGlobal('jquery.defaults')
  const client: Client = { requests, defaults }
  const members: Record<string, Value> = {
    ajax: [native('ajax', call => ajax(client, call), '$.ajax')],
    ajaxSetup: [native('ajaxSetup', call => setUp(client, call), '$.ajaxSetup')],
    param: [native('param', call => arg(call, 0), '$.param')],
    ...helpers(),
  }
  for (const [name, method] of Object.entries(SHORT)) {
    members[name] = [native(name, call => short(client, method, call), `$.${name}`)]
  }
  const $ = { ...native('$', call => begin(client, call), '$'), statics: makeGlobal('$', members) }
  const table: Native = call => {
    runPlugin(arg(call, 1), inner => ajax(client, inner), call)
    return choose(select(arg(call, 0), call), senderOf(client), call)
  }
  const tables: Value = [{ ...native('DataTable', table, 'DataTable'), construct: table }]
  return {
    globals: { $: [$], jQuery: [$], DataTable: tables },
    libraries: { jquery: { ...members, default: [$] }, 'datatables.net': { default: tables } },
  }
}

interface Client {
  requests: Requests
  defaults: Thing
}

function setUp({ defaults }: Client, call: Call): Value {
  spreadInto(defaults, arg(call, 0), call.frame)
  release(arg(call, 0), call.frame)
  return UNDEFINED
}

/** `$.ajax(settings)` and `$.ajax(url, settings)`. */
function ajax(client: Client, call: Call): Value {
  const { frame } = call
  const settings = makeThing(frame, siteOfCall(call))
  spreadInto(settings, [client.defaults], frame)
  const isAddress = arg(call, 0).some(atom => atom.kind === 'text')
  spreadInto(settings, arg(call, isAddress ? 1 : 0), frame)
  if (isAddress) putFields(frame, settings, { url: arg(call, 0) })
  return send(client, settings, call)
}

/** `$.get(url, data, success)`: data may be left out. */
function short(client: Client, method: string, call: Call): Value {
  const { frame } = call
  if (!arg(call, 0).some(atom => atom.kind === 'text' || atom.kind === 'unknown')) return ajax(client, call)
  const settings = makeThing(frame, siteOfCall(call))
  spreadInto(settings, [client.defaults], frame)
  const [second, third] = [arg(call, 1), arg(call, 2)]
  const isDone = second.some(atom => atom.kind === 'function')
  putFields(frame, settings, { url: arg(call, 0), method: text(method), success: isDone ? second : third })
  if (!isDone) putFields(frame, settings, { data: second })
  return send(client, settings, call)
}

function send({ requests }: Client, settings: Thing, call: Call): Value {
  const { frame, node } = call
  const option = (name: string) => getMember([settings], name, { frame })
  const given = [...option('method'), ...option('type')].filter(atom => atom.kind !== 'constant')
  const method = given.length > 0 ? given : text('GET')
  const inQuery = literalTexts(method).every(name => /^(?:get|head)$/i.test(name))
  const data = option('data')
  const answers = requests.send(
    {
      url: option('url'),
      method,
      ...(inQuery ? { query: data } : { body: data }),
      headers: [option('headers')],
      frame,
      node,
    },
    call.args,
  )
  callback(call, functionsOf(option('success')), [answers])
  for (const name of ['error', 'complete', 'beforeSend', 'xhr', 'statusCode']) release(option(name), frame)
  return [...promise(answers), jqXhr(answers, call)]
}

/** What is sent can be waited for in jQuery's own words. */
function jqXhr(answers: Value, call: Call): Thing {
  const request = makeThing(call.frame, siteOfCall(call), 'instance')
  const self: Value = [request]
  request.lazy = name => {
    if (name === 'done' || name === 'success') return step(name, inner => callback(inner, arg(inner, 0), [answers]))
    if (name === 'then')
      return step(name, inner => {
        release(arg(inner, 1), inner.frame)
        return callback(inner, arg(inner, 0), [answers])
      })
    if (name === 'fail' || name === 'always' || name === 'error' || name === 'catch')
      return step(name, inner => release(arg(inner, 0), inner.frame))
    return name === 'responseJSON' ? answers : undefined
  }
  const step = (name: string, run: (inner: Call) => unknown): Value => [
    native(
      name,
      inner => {
        run(inner)
        return self
      },
      `${name}:${request.key}`,
    ),
  ]
  return request
}

const functionsOf = (value: Value): Value => value.filter(atom => atom.kind === 'function')

/** `$(…)`: a function runs when the page is ready, and gets `$`. */
function begin(client: Client, call: Call): Value {
  callLater(arg(call, 0), call.frame, [call.frame.machine.world.globals.$ ?? []])
  showMarkup(arg(call, 0), call.frame)
  return choose(select(arg(call, 0), call), senderOf(client), call)
}

function senderOf(client: Client): Sender {
  const load: Native = inner => {
    const [given = [], ...rest] = inner.args
    const isAddress = given.some(atom => atom.kind === 'text')
    return isAddress ? short(client, 'GET', { ...inner, args: [given.map(withoutPart), ...rest] }) : UNDEFINED
  }
  return { load, ajax: inner => ajax(client, inner) }
}

/** `/panel #rows` is the address, and the part of its page that is shown: https://api.jquery.com/load/#loading-page-fragments */
function withoutPart(atom: Value[number]): Value[number] {
  if (atom.kind !== 'text') return atom
  const at = atom.parts.findIndex(part => 'text' in part && /\s/.test(part.text))
  const last = atom.parts[at]
  if (!last || !('text' in last)) return atom
  return { ...atom, parts: [...atom.parts.slice(0, at), { ...last, text: last.text.replace(/\s.*$/s, '') }] }
}
