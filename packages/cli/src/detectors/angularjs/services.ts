import {
  addToCell,
  arg,
  awaited,
  type Call,
  type Callable,
  callback,
  callLater,
  callMember,
  cellOf,
  construct,
  getMember,
  holding,
  keysOf,
  makeGlobal,
  makeThing,
  type Native,
  native,
  promise,
  putField,
  readCell,
  release,
  siteOfCall,
  spreadInto,
  type Thing,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { makeClient } from '../axios/instance.ts'
import { type Steps, waitingFor } from '../clients/waiting.ts'
import type { Requests } from '../requests/requests.ts'
import { scopeMember } from './scopes.ts'

/** `$http` and what it is set up with. */
export interface Http {
  client: Callable
  http: Callable
  defaults: Thing
}

/** `$http`: as axios, and its promises have `success` and `error` of older versions. */
export function makeHttp(requests: Requests): Http {
  const none = () => [makeGlobal('ng.http.none')]
  const headers = makeGlobal('ng.http.headers', {
    common: [makeGlobal('ng.http.common')],
    post: none(),
    put: none(),
    get: none(),
  })
  const defaults = makeGlobal('ng.http.defaults', { headers: [headers] })
  const client = makeClient(requests, defaults, 'ng.http')
  const members: Record<string, Value> = {}
  for (const [name, slot] of client.statics?.slots ?? []) {
    const [run] = slot.value
    members[name] = run?.kind === 'function' ? [chained(name, run)] : slot.value
  }
  members.jsonp = members.get ?? []
  return { client, defaults, http: { ...chained('http', client), statics: makeGlobal('ng.http', members) } }
}

function chained(name: string, run: Callable): Callable {
  const sent: Native = call => {
    const value = awaited(run.call(call), call.frame, call.node)
    const steps: Steps = {
      success: inner => {
        callback(inner, arg(inner, 0), [getMember(value, 'data', inner), unknown('status', { is: 'number' })])
        return inner.self
      },
      error: inner => {
        release(arg(inner, 0), inner.frame)
        return inner.self
      },
    }
    return [waitingFor(value, steps, call)]
  }
  return native(name, sent, `ng.http.${name}`)
}

const language = (call: Call): Value => call.frame.machine.world.globals.Promise ?? []

/** `$q.defer()`. */
function defer(call: Call): Value {
  const { machine } = call.frame
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  const cell = cellOf(machine, `defer:${made.key}`)
  const resolve: Native = inner => {
    addToCell(machine, cell, awaited(arg(inner, 0), inner.frame, inner.node))
    return []
  }
  made.holds = []
  made.lazy = name => {
    if (name === 'promise') return promise(readCell(cell))
    return [holding(native(name, name === 'resolve' ? resolve : () => [], `${name}:${made.key}`), [])]
  }
  return [made]
}

/** `$q.all(list)` and `$q.all({ name: promise })`. */
function all(call: Call): Value {
  const plain = arg(call, 0).filter(atom => atom.kind === 'object' && atom.tag === 'plain')
  if (plain.length === 0) return callMember(language(call), 'all', call)
  const made = makeThing(call.frame, siteOfCall(call))
  for (const name of keysOf(plain).names)
    putField(call.frame, made, { name, value: awaited(getMember(plain, name, call), call.frame, call.node) })
  return promise([made])
}

const later: Native = call => {
  callLater(arg(call, 0), call.frame, [])
  return promise(unknown('timer'))
}
const again: Native = call => {
  callLater(arg(call, 0), { ...call.frame, polls: true }, [])
  return promise(unknown('timer'))
}

const define = (name: string, run: Native): Callable => native(name, run, `ng.${name}`)

function quality(): Value {
  const statics = makeGlobal('ng.$q', {
    defer: [define('defer', defer)],
    all: [define('all', all)],
    when: [define('when', call => promise(awaited(arg(call, 0), call.frame, call.node)))],
    resolve: [define('resolve', call => promise(awaited(arg(call, 0), call.frame, call.node)))],
    reject: [define('reject', call => callMember(language(call), 'reject', call))],
  })
  return [{ ...define('$q', call => construct(language(call), call, '$q')), statics }]
}

/** `$httpParamSerializer(values)`: what is sent as a form, or stands behind a question mark. */
const serialized: Native = call => {
  const pairs = makeThing(call.frame, siteOfCall(call), 'params')
  spreadInto(pairs, arg(call, 0), call.frame)
  return [pairs]
}

function params(): Value {
  const thing = makeGlobal('ng.params')
  thing.lazy = name => unknown(name, { is: 'string' })
  return [thing]
}

const PAGE: Readonly<Record<string, string>> = { $window: 'window', $document: 'document', $log: 'console' }

/** What the framework has by itself, by name. */
export function services(http: Http): (name: string, call: Call) => Value | undefined {
  const root = makeGlobal('ng.$rootScope')
  root.lazy = name => scopeMember(name)
  const trusted = makeGlobal('ng.$sce')
  trusted.lazy = name => [define(name, call => call.args.at(-1) ?? [])]
  const values: Readonly<Record<string, Value>> = {
    $http: [http.http],
    $q: quality(),
    $rootScope: [root],
    $timeout: [define('$timeout', later)],
    $interval: [define('$interval', again)],
    $routeParams: params(),
    $stateParams: params(),
    $sce: [trusted],
    $httpParamSerializer: [define('$httpParamSerializer', serialized)],
    $httpParamSerializerJQLike: [define('$httpParamSerializerJQLike', serialized)],
  }
  return (name, call) => {
    if (Object.hasOwn(values, name)) return values[name]
    const global = Object.hasOwn(PAGE, name) ? PAGE[name] : undefined
    return global === undefined ? undefined : call.frame.machine.world.globals[global]
  }
}
