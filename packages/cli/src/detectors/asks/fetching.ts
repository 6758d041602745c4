import {
  addToCell,
  arg,
  awaited,
  type Call,
  type Callable,
  callback,
  callLater,
  cellOf,
  getMember,
  holding,
  invoke,
  join,
  type Library,
  makeArray,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  readCell,
  siteOfCall,
  spreadInto,
  type Thing,
  text,
  truth,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { callHooks, given, joinBase, mergeOptions } from '../clients/options.ts'
import { makePlain, VERBS, WITH_BODY } from '../clients/plain.ts'
import { refuse } from '../clients/waiting.ts'
import type { MakeDetector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'
import { makeRef, unwrap } from '../vue/reactive.ts'

/** Hooks that are given an address: VueUse's `useFetch`, use-http, axios-hooks, usehooks-ts. */
export const fetchingDetector: MakeDetector = ({ requests }) => {
  const define = (name: string, run: Native): Value => [native(name, run, `fetching.${name}`)]
  const create: Native = call => [fetcher(requests, arg(call, 0), `vueuse.fetch:${siteOfCall(call)}`)]
  const axios = axiosHook(define)
  const state = define('useFetch', call => simple(requests, call))
  const http = define('useHttp', call => verbsOf(requests, call))
  return {
    libraries: {
      '@vueuse/core': { useFetch: [fetcher(requests, [], 'vueuse.fetch')], createFetch: define('createFetch', create) },
      'use-http': { default: http, useFetch: http },
      'usehooks-ts': { useFetch: state },
      'react-fetch-hook': { default: state },
      'axios-hooks': axios,
      ...Object.fromEntries(
        ['@vueuse/integrations/useAxios', '@vueuse/integrations'].map(name => [
          name,
          { useAxios: define('vueuse.useAxios', ofAxios) },
        ]),
      ),
    },
  }
}

/** A `useFetch` with what `createFetch` was given. */
function fetcher(requests: Requests, defaults: Value, key: string): Callable {
  const run: Native = call => {
    const options = call.args.slice(1).flatMap(one => one.filter(atom => atom.kind === 'object'))
    return [asking(requests, { defaults, url: arg(call, 0), options, method: [], body: [] }, call)]
  }
  return holding(native('useFetch', run, key), defaults)
}

interface Asking {
  defaults: Value
  url: Value
  options: Value
  method: Value
  body: Value
}

const MEMBERS = /^(?:error|isF|statusCode|response|canAbort|aborted|abort|onF)/

/** A request that its chain may change; it is sent when the chain is done. */
function asking(requests: Requests, asked: Asking, call: Call): Thing {
  const made = makeThing(call.frame, siteOfCall(call), 'answer')
  let answers: Value | undefined
  let isChanged = false
  const ask = (): Value => {
    answers ??= send(requests, asked, call)
    return answers
  }
  const last = native('asked', () => [isChanged ? [] : ask(), UNDEFINED][1] ?? [], `asked:${made.key}`)
  callLater([holding(last, [...asked.url, ...asked.method, ...asked.body])], call.frame)
  const step = (name: string, run: Native): Value => [holding(native(name, run, `${name}:${made.key}`), asked.url)]
  const change = (method: string): Native => {
    return inner => {
      isChanged = true
      const body = arg(inner, 0).filter(atom => atom.kind !== 'constant')
      return [asking(requests, { ...asked, method: text(method), body: [...asked.body, ...body] }, inner)]
    }
  }
  const verbs = new Map(Object.entries(VERBS))
  made.holds = [...asked.url, ...asked.method, ...asked.body]
  made.lazy = name => {
    const method = verbs.get(name)
    if (method) return step(name, change(method))
    if (name === 'data') return [makeRef(join(ask(), UNDEFINED), call)]
    if (name === 'execute') return step(name, () => promise(ask()))
    if (name === 'then') return step(name, inner => settledBy([resultOf(ask(), call)], inner))
    return MEMBERS.test(name) ? unknown(name) : step(name, () => [made])
  }
  return made
}

function settledBy(value: Value, call: Call): Value {
  return call.args.length === 0 ? promise(value) : promise(callback(call, arg(call, 0), [value]))
}

function resultOf(answers: Value, call: Call): Thing {
  const result = makeThing(call.frame, siteOfCall(call), 'instance')
  const again = native('execute', () => promise(answers), `execute:${result.key}`)
  putFields(call.frame, result, { data: [makeRef(join(answers, UNDEFINED), call)], execute: [holding(again, answers)] })
  result.holds = answers
  result.lazy = name => unknown(name)
  return result
}

function plainValue(value: Value, call: Call): Value {
  const functions = value.filter(atom => atom.kind === 'function')
  const called = functions.length > 0 ? callback(call, functions, []) : []
  return unwrap([...value.filter(atom => atom.kind !== 'function'), ...called], call.frame)
}

function send(requests: Requests, asked: Asking, call: Call): Value {
  const { frame, node } = call
  const option = (name: string) => given(asked.defaults, name, call)
  const options: Value = [mergeOptions([option('fetchOptions'), asked.options], call)]
  const url = joinBase(plainValue(option('baseUrl'), call), plainValue(asked.url, call))
  const context = makeThing(frame, siteOfCall(call))
  putFields(frame, context, { url, options, cancel: unknown('cancel') })
  for (const hooks of [given(option('options'), 'beforeFetch', call), given(options, 'beforeFetch', call)])
    callHooks(hooks, [[context]], call)
  refuse(call)
  const answers = requests.send(
    {
      url,
      method: asked.method.length > 0 ? asked.method : given(options, 'method', call),
      body: asked.body.length > 0 ? plainValue(asked.body, call) : given(options, 'body', call),
      headers: [given(options, 'headers', call)],
      frame,
      node,
    },
    call.args,
  )
  putFields(frame, context, { data: answers })
  callHooks(given(options, 'afterFetch', call), [[context]], call)
  return answers
}

/** `useFetch(url, init)` that asks at once and gives `{ data }`. */
function simple(requests: Requests, call: Call): Value {
  const answers = send(requests, { defaults: [], url: arg(call, 0), options: arg(call, 1), method: [], body: [] }, call)
  const result = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, result, { data: join(answers, UNDEFINED), error: unknown('error') })
  return [result]
}

/** use-http: verbs on an address; with a third argument it asks by itself. */
function verbsOf(requests: Requests, call: Call): Value {
  const { frame } = call
  const base = makeThing(frame, siteOfCall(call))
  putFields(frame, base, { baseUrl: arg(call, 0) })
  const options = arg(call, 1).filter(atom => atom.kind === 'object' && atom.tag === 'plain')
  const verbs = { ...VERBS, del: 'DELETE' }
  const client = makePlain(
    {
      requests,
      key: `use-http:${siteOfCall(call)}`,
      base: ['baseUrl'],
      query: [],
      body: ['body'],
      verbs,
      bodied: new Set([...WITH_BODY, 'delete', 'del']),
    },
    [options, [base]],
  )
  const result = makeThing(frame, siteOfCall(call), 'instance')
  spreadInto(result, client.statics ? [client.statics] : [], frame)
  const asks = call.args.some(
    (one, index) => index > 0 && one.some(atom => atom.kind === 'object' && atom.tag === 'array'),
  )
  const data = asks ? send(requests, { defaults: [], url: arg(call, 0), options, method: [], body: [] }, call) : []
  putFields(frame, result, { data: join(data, UNDEFINED), response: unknown('response'), error: unknown('error') })
  return [result]
}

// The client that axios-hooks was set up with.
const CONFIGURED = 'axios-hooks'

const axiosOf = ({ frame }: Call): Value => {
  const own = readCell(cellOf(frame.machine, CONFIGURED))
  return own.length > 0 ? own : (frame.machine.world.libraries('axios')?.default ?? [])
}

function axiosHook(define: (name: string, run: Native) => Value): Library {
  const configure: Native = call => {
    const client = getMember(arg(call, 0), 'axios', call).filter(atom => atom.kind === 'function')
    addToCell(call.frame.machine, cellOf(call.frame.machine, CONFIGURED), client)
    return UNDEFINED
  }
  const make: Native = call => {
    const client = getMember(arg(call, 0), 'axios', call).filter(atom => atom.kind === 'function')
    const run: Native = inner => useAxios(client.length > 0 ? client : axiosOf(inner), inner)
    return [holding(native('useAxios', run, `axios-hooks:${siteOfCall(call)}`), client)]
  }
  const hook = define('useAxios', call => useAxios(axiosOf(call), call))
  return {
    default: hook,
    useAxios: hook,
    configure: define('configure', configure),
    makeUseAxios: define('makeUseAxios', make),
  }
}

/** `useAxios(config, { manual })` gives `[{ data }, execute]`. */
function useAxios(client: Value, call: Call): Value {
  const { frame } = call
  const state = makeThing(frame, siteOfCall(call), 'instance')
  const cell = cellOf(frame.machine, `axios-hooks:${state.key}`)
  const base = makeThing(frame, siteOfCall(call))
  const written = arg(call, 0).filter(atom => atom.kind === 'text')
  spreadInto(
    base,
    arg(call, 0).filter(atom => atom.kind === 'object'),
    frame,
  )
  if (written.length > 0) putFields(frame, base, { url: written })
  const ask = (config: Value, inner: Call): Value => {
    const response = awaited(invoke(client, { ...inner, args: [config] }), inner.frame, inner.node)
    addToCell(frame.machine, cell, getMember(response, 'data', inner))
    return promise(response)
  }
  const run: Native = inner => ask([mergeOptions([[base], arg(inner, 0)], inner)], inner)
  const manual = getMember(arg(call, 1), 'manual', call)
  if (!(truth(manual) === true && manual.some(atom => atom.kind === 'constant'))) ask([base], call)
  putFields(frame, state, {
    data: join(readCell(cell), UNDEFINED),
    loading: unknown('loading'),
    error: unknown('error'),
  })
  const again: Value = [holding(native('execute', run, `execute:${state.key}`), [...client, base])]
  return makeArray(frame, siteOfCall(call), [[state], again])
}

/** VueUse's `useAxios(url, config, instance)`. */
function ofAxios(call: Call): Value {
  const { frame } = call
  const isClient = (atom: Value[number]) => atom.kind === 'function'
  const own = call.args.flatMap(one => one.filter(isClient))
  const client = own.length > 0 ? own : (frame.machine.world.libraries('axios')?.default ?? [])
  const config = call.args.slice(1, 2).flatMap(one => one.filter(atom => atom.kind === 'object'))
  const made = makeThing(frame, siteOfCall(call), 'instance')
  const cell = cellOf(frame.machine, `useAxios:${made.key}`)
  const ask = (url: Value, more: Value, inner: Call): Value => {
    const whole = mergeOptions([config, more], inner)
    putFields(inner.frame, whole, { url })
    const response = awaited(invoke(client, { ...inner, args: [[whole]] }), inner.frame, inner.node)
    addToCell(frame.machine, cell, getMember(response, 'data', inner))
    return promise([made])
  }
  const written = arg(call, 0).filter(atom => atom.kind === 'text')
  const run: Native = inner => {
    const url = arg(inner, 0).filter(atom => atom.kind === 'text')
    return ask(url.length > 0 ? url : written, arg(inner, url.length > 0 ? 1 : 0), inner)
  }
  const options = call.args.slice(2).flatMap(one => one.filter(atom => atom.kind === 'object'))
  const isLater = given(options, 'immediate', call).some(atom => atom.kind === 'constant' && atom.value === false)
  if (written.length > 0 && !isLater) ask(written, [], call)
  const data: Value = [makeRef(join(readCell(cell), UNDEFINED), call)]
  const execute: Value = [holding(native('execute', run, `execute:${made.key}`), [...client, ...written])]
  putFields(frame, made, { data, execute, isLoading: unknown('loading'), error: unknown('error') })
  return [made]
}
