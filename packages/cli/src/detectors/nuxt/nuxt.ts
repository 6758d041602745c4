import {
  addToCell,
  answer,
  arg,
  awaited,
  type Call,
  callback,
  callLater,
  cellOf,
  getMember,
  holding,
  isFunction,
  join,
  keysOf,
  type Library,
  literalText,
  makeGlobal,
  makeThing,
  type Native,
  native,
  noteType,
  promise,
  putFields,
  recall,
  release,
  siteOfCall,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { given } from '../clients/options.ts'
import { waitingFor } from '../clients/waiting.ts'
import type { MakeDetector } from '../detector.ts'
import { askWith } from '../ofetch/ofetch.ts'
import type { Requests } from '../requests/requests.ts'
import { makeRef, unwrap } from '../vue/reactive.ts'
import { compositionApi } from './composition.ts'
import { contextIn, keep, runtimeConfig } from './context.ts'
import { conventions } from './conventions.ts'

/** Nuxt: data that pages ask for, its configuration, plugins and what they provide. All of it is seen without imports. */
export const nuxtDetector: MakeDetector = ({ requests }) => {
  const first: Native = call => arg(call, 0)
  const define = (name: string, run: Native): [string, Value] => [name, [native(name, run, `nuxt.${name}`)]]
  const members: Library = Object.fromEntries([
    ...['useFetch', 'useLazyFetch'].map(name => define(name, call => fetchData(requests, [], call))),
    ...['useAsyncData', 'useLazyAsyncData'].map(name => define(name, handlerData)),
    define('createUseFetch', call => createUseFetch(requests, call)),
    define('useRuntimeConfig', ({ frame }) => runtimeConfig(frame)),
    define('useNuxtApp', ({ frame }) => [contextIn(frame)]),
    define('tryUseNuxtApp', ({ frame }) => [contextIn(frame)]),
    define('defineNuxtPlugin', plugin),
    define('defineNuxtRouteMiddleware', routeMiddleware),
    define('callOnce', once),
    define('useState', state),
    define('useCookie', call => [makeRef(unknown(literalText(arg(call, 0)) ?? 'cookie'), call)]),
    ...['proxyRequest', 'sendProxy'].map(name => define(name, call => passOn(requests, call))),
    define('useRequestFetch', ({ frame }) => frame.machine.world.globals.$fetch ?? []),
    ...['defineNuxtConfig', 'defineNuxtComponent', 'defineAppConfig'].map(name => define(name, first)),
  ])
  const { defineNuxtConfig = [] } = members
  const libraries = {
    '#imports': members,
    '#app': members,
    'nuxt/app': members,
    'nuxt/config': { defineNuxtConfig },
    '@nuxtjs/composition-api': compositionApi(),
  }
  return { globals: { ...members }, libraries, ...conventions(requests) }
}

/** `useFetch(url, options)`: the address may be a ref or a getter, and so may what is sent. */
function fetchData(requests: Requests, defaults: readonly Value[], call: Call): Value {
  const options = arg(call, 1).filter(atom => atom.kind === 'object')
  const plain = plainOptions(options, call)
  const address = valueBehind(arg(call, 0), call)
  const through = given(options, '$fetch', call).filter(atom => atom.kind === 'function')
  const sent = { ...call, args: [address, [plain]] }
  const ask = () =>
    through.length > 0
      ? awaited(callback(sent, through, sent.args), call.frame, call.node)
      : askWith(requests, defaults, sent)
  return asyncData(ask(), options, call)
}

/** `proxyRequest(event, address)` of a route: the request that it was asked by, sent to another server. */
function passOn(requests: Requests, call: Call): Value {
  return promise(askWith(requests, [], { ...call, args: call.args.slice(1) }))
}

const SENT = ['query', 'params', 'body', 'method', 'baseURL', 'headers']

/** The options with the values behind refs and getters. */
function plainOptions(options: Value, call: Call) {
  const plain = makeThing(call.frame, siteOfCall(call))
  for (const name of keysOf(options).names) {
    const value = getMember(options, name, call)
    putFields(call.frame, plain, { [name]: SENT.includes(name) ? valueBehind(value, call) : value })
  }
  return plain
}

/** What a ref holds and a getter gives. */
function valueBehind(value: Value, call: Call): Value {
  const functions = value.filter(atom => atom.kind === 'function')
  const got = functions.length > 0 ? callback(call, functions, []) : []
  const others = value.filter(atom => atom.kind !== 'function')
  return [...unwrap(got, call.frame), ...unwrap(others, call.frame)]
}

/** `useAsyncData(key, handler, options)`; the key may be left out. */
function handlerData(call: Call): Value {
  const at = arg(call, 0).some(atom => atom.kind === 'function') && !arg(call, 1).some(isFunction) ? 0 : 1
  const app: Value = [contextIn(call.frame)]
  const data = awaited(recall(call, arg(call, at).filter(isFunction), [app]), call.frame, call.node)
  return asyncData(noteType(data, call.types[0]), arg(call, at + 1), call)
}

/** What pages get: refs with the data and how it stands, at once or after `await`. */
function asyncData(asked: Value, options: Value, call: Call): Value {
  const { frame } = call
  const transform = given(options, 'transform', call).filter(isFunction)
  const data = transform.length > 0 ? awaited(callback(call, transform, [asked]), frame, call.node) : asked
  const initial = given(options, 'default', call).filter(isFunction)
  const whole = join(data, initial.length > 0 ? callback(call, initial, []) : UNDEFINED)
  const result = makeThing(frame, siteOfCall(call), 'instance')
  const refused: Value = [answer(frame.machine.refused)]
  const error = makeGlobal('nuxt.error', { data: refused, statusCode: unknown('status', { is: 'number' }) })
  putFields(frame, result, {
    data: [makeRef(whole, call)],
    error: [makeRef(join([error], UNDEFINED), call)],
    pending: [makeRef(unknown('pending', { is: 'boolean' }), call)],
    status: [makeRef(unknown('status'), call)],
  })
  for (const name of ['refresh', 'execute', 'clear']) {
    putFields(frame, result, {
      [name]: [
        holding(
          native(name, () => promise(UNDEFINED), `${name}:${result.key}`),
          [],
        ),
      ],
    })
  }
  // Awaiting it gives the same object; its members are there before.
  const waiting = waitingFor([result], {}, call)
  const step = waiting.lazy
  waiting.lazy = (name, at) => step?.(name, at) ?? getMember([result], name, { frame: at })
  return [waiting]
}

function createUseFetch(requests: Requests, call: Call): Value {
  const run: Native = inner => fetchData(requests, [arg(call, 0)], inner)
  return [holding(native('useFetch', run, `nuxt.useFetch:${siteOfCall(call)}`), arg(call, 0))]
}

/** `defineNuxtPlugin(app => ({ provide: { api } }))`, or an object with `setup`. */
function plugin(call: Call): Value {
  const setup = arg(call, 0).some(isFunction) ? arg(call, 0) : given(arg(call, 0), 'setup', call)
  const result = awaited(callback(call, setup.filter(isFunction), [[contextIn(call.frame)]]), call.frame, call.node)
  const provided = given(result, 'provide', call)
  for (const name of keysOf(provided).names) keep(name, getMember(provided, name, call), call.frame)
  const hooks = given(arg(call, 0), 'hooks', call)
  release(hooks, call.frame)
  return UNDEFINED
}

function routeMiddleware(call: Call): Value {
  callLater(arg(call, 0), call.frame, [unknown('to'), unknown('from')])
  return UNDEFINED
}

function once(call: Call): Value {
  return promise(callback(call, [...arg(call, 0), ...arg(call, 1)].filter(isFunction), []))
}

/** `useState(key, init)`: one ref for all who ask for the key. */
function state(call: Call): Value {
  const key = literalText(arg(call, 0)) ?? `${siteOfCall(call)}`
  const init = call.args.flat().filter(isFunction)
  const made = makeGlobal(`nuxt.state.${key}`)
  made.tag = 'ref'
  const cell = cellOf(call.frame.machine, `nuxt.state.${key}`)
  if (init.length > 0) addToCell(call.frame.machine, cell, noteType(callback(call, init, []), call.types[0]))
  made.slots.set('value', { value: [], cell, order: 0 })
  return [made]
}
