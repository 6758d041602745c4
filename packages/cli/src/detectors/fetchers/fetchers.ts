import {
  arg,
  type Call,
  callback,
  getMember,
  invoke,
  type Library,
  makeGlobal,
  makeThing,
  type Native,
  NULL,
  native,
  promise,
  putFields,
  release,
  setMember,
  siteOfCall,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { makeClient } from '../axios/instance.ts'
import { makePlain, type Plain, VERBS, WITH_BODY } from '../clients/plain.ts'
import type { MakeDetector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'

/** Packages that send requests as `fetch` or axios do, under another name and with a few options of their own. */
export const fetchersDetector: MakeDetector = ({ requests }) => {
  const define = (name: string, run: Native): Value => [native(name, run, `fetchers.${name}`)]
  const fetch = define('fetch', call => invoke(call.frame.machine.world.globals.fetch ?? [], call))
  const asFetch: Library = { default: fetch, fetch, fetchWithRetry: fetch }
  const likeFetch =
    'cross-fetch isomorphic-fetch isomorphic-unfetch whatwg-fetch unfetch node-fetch node-fetch-native undici fetch-with-retry @tauri-apps/plugin-http @tauri-apps/api/http expo/fetch cross-fetch/polyfill dva/fetch'
  const wrapsFetch = define('wrapFetch', call => {
    const own = arg(call, 0).filter(atom => atom.kind === 'function')
    return own.length > 0 ? own : fetch
  })
  const umi = umiRequest(requests)
  return {
    globals: { m: [makeGlobal('mithril', { request: [mithril(requests)] })] },
    libraries: {
      ...Object.fromEntries(likeFetch.split(' ').map(name => [name, asFetch])),
      'fetch-retry': { default: wrapsFetch },
      'fetch-cookie': { default: wrapsFetch },
      'return-fetch': { default: define('returnFetch', call => [withBase(requests, arg(call, 0), call)]) },
      ...Object.fromEntries(
        ['redaxios', 'xior', 'axios-minimal', '@nestjs/axios-client'].map(name => [name, axiosLike(requests, name)]),
      ),
      'vue-axios': { default: define('vueAxios', installAxios) },
      'umi-request': umi,
      umi: { request: umi.default ?? [] },
      '@umijs/max': { request: umi.default ?? [] },
      mande: { mande: define('mande', call => [mande(requests, call)]), defaults: unknown('defaults') },
      'up-fetch': { up: define('up', call => [upFetch(requests, call)]) },
      '@better-fetch/fetch': betterFetch(requests),
      mithril: { default: [makeGlobal('mithril', { request: [mithril(requests)] })], request: [mithril(requests)] },
    },
  }
}

function axiosLike(requests: Requests, name: string): Library {
  const defaults = makeGlobal(`${name}.defaults`, {
    headers: [makeGlobal(`${name}.headers`, { common: [makeGlobal(`${name}.common`)] })],
  })
  const client = makeClient(requests, defaults, name)
  const members = Object.fromEntries([...(client.statics?.slots ?? [])].map(([key, slot]) => [key, slot.value]))
  return { ...members, default: [client] }
}

/** `app.use(VueAxios, axios)`: the app and every component have the client as `$http` and `axios`; `{ $api: client }` names it. */
function installAxios(call: Call): Value {
  const { frame } = call
  const [app = [], given = []] = call.args
  const homes = [
    app,
    getMember(app, 'prototype', { frame }),
    getMember(getMember(app, 'config', { frame }), 'globalProperties', { frame }),
  ].flatMap(home => home.filter(atom => atom.kind === 'object' || atom.kind === 'function'))
  const named = given.flatMap(atom => (atom.kind === 'object' ? [...atom.slots] : []))
  const clients = given.filter(atom => atom.kind !== 'object')
  const members: [string, Value][] = [
    ...(clients.length > 0 ? ['$http', 'axios', '$axios'].map((name): [string, Value] => [name, clients]) : []),
    ...named.map(([name, slot]): [string, Value] => [name, slot.value]),
  ]
  for (const [name, value] of members) {
    frame.machine.assigned.add(`.${name}`)
    setMember(homes, { name, value }, frame)
  }
  return UNDEFINED
}

const plain = (requests: Requests, key: string, rest: Partial<Plain> = {}): Plain => ({
  requests,
  key,
  base: ['baseUrl', 'baseURL', 'prefix'],
  query: ['query', 'params'],
  body: ['body', 'data', 'json'],
  verbs: {},
  ...rest,
})

function withBase(requests: Requests, options: Value, call: Call) {
  const client = plain(requests, `return-fetch:${siteOfCall(call)}`, {
    result: answers => promise(jsonOf(answers, call)),
  })
  return makePlain(client, [options])
}

/** A response whose body is read in one of the usual ways. */
function jsonOf(answers: Value, call: Call): Value {
  const response = makeThing(call.frame, siteOfCall(call), 'instance')
  const read: Value = [native('json', () => promise(answers), `json:${response.key}`)]
  putFields(call.frame, response, {
    json: read,
    text: read,
    body: answers,
    status: unknown('status', { is: 'number' }),
  })
  return [response]
}

/** umi-request: `extend` makes clients; interceptors get the address and the options. */
function umiRequest(requests: Requests): Library {
  const make = (defaults: readonly Value[], key: string): Value => {
    const interceptors = makeGlobal(`${key}.interceptors`, {
      request: [makeGlobal(`${key}.before`, { use: USE })],
      response: [makeGlobal(`${key}.after`, { use: USE })],
    })
    const extend: Value = [
      native('extend', call => make([...defaults, arg(call, 0)], `${key}.${siteOfCall(call)}`), `${key}.extend`),
    ]
    const client = plain(requests, key, { verbs: VERBS, query: ['params'], body: ['data', 'body'] })
    return [makePlain(client, defaults, { extend, interceptors: [interceptors], use: USE })]
  }
  const client = make([], 'umi-request')
  const [own] = client
  const extend = own?.kind === 'function' ? (own.statics?.slots.get('extend')?.value ?? []) : []
  return { default: client, request: client, extend }
}

const USE: Value = [
  native(
    'use',
    call => {
      for (const one of call.args) release(one, call.frame)
      return UNDEFINED
    },
    'fetchers.use',
  ),
]

/** `mande('/books')`: verbs on an address, with the path behind it first. */
function mande(requests: Requests, call: Call) {
  const base = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, base, { baseUrl: arg(call, 0) })
  const client = plain(requests, `mande:${siteOfCall(call)}`, { verbs: VERBS, bodied: WITH_BODY })
  const whole = makePlain(client, [arg(call, 1), [base]])
  const members = whole.statics
  if (!members) return whole
  // The path may be left out: `post(body)`.
  for (const name of WITH_BODY) {
    const [run] = members.slots.get(name)?.value ?? []
    if (run?.kind !== 'function') continue
    const short: Native = inner => {
      const isPath = arg(inner, 0).some(
        atom => atom.kind === 'text' || atom.kind === 'unknown' || atom.kind === 'constant',
      )
      return run.call(isPath ? inner : { ...inner, args: [[{ kind: 'text', parts: [] }], ...inner.args] })
    }
    members.slots.set(name, { value: [native(name, short, `${client.key}.${name}.short`)], order: members.slots.size })
  }
  return whole
}

/** `up(fetch, () => ({ baseUrl, headers }))`. */
function upFetch(requests: Requests, call: Call) {
  const made = arg(call, 1).filter(atom => atom.kind === 'function')
  const options = made.length > 0 ? callback(call, made, [unknown('input'), unknown('options')]) : arg(call, 1)
  return makePlain(plain(requests, `up-fetch:${siteOfCall(call)}`), [options])
}

/** better-fetch: `params` fill the address, and a call gives `{ data, error }`. */
function betterFetch(requests: Requests): Library {
  const client = (key: string) => plain(requests, key, { query: ['query'], fills: ['params'], result: paired })
  const create: Native = call => [makePlain(client(`better-fetch:${siteOfCall(call)}`), [arg(call, 0)])]
  return {
    betterFetch: [makePlain(client('better-fetch'), [])],
    createFetch: [native('createFetch', create, 'better-fetch.create')],
  }
}

/** A promise of `{ data, error }`. */
export function paired(answers: Value, call: Call): Value {
  const pair = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, pair, { data: answers, error: [...unknown('error'), ...NULL] })
  return promise([pair])
}

/** `m.request({ url, params, body })`. */
function mithril(requests: Requests) {
  return makePlain(plain(requests, 'mithril.request', { query: ['queryParams'], fills: ['params'] }), [])
}
