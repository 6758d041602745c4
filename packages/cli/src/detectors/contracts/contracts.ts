import {
  arg,
  type Call,
  concat,
  elementsOf,
  getMember,
  holding,
  keysOf,
  literalTexts,
  makeGlobal,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  siteOfCall,
  spreadInto,
  type Thing,
  text,
  textsOf,
  unknown,
  type Value,
  valueOfTexts,
} from '../../syntax/index.ts'
import { filled } from '../addresses/addresses.ts'
import { joinBase } from '../clients/options.ts'
import type { MakeDetector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'

/** Clients of contracts that the program writes down itself: ts-rest and Zodios. */
export const contractsDetector: MakeDetector = ({ requests }) => {
  const define = (name: string, run: Native): Value => [native(name, run, `contracts.${name}`)]
  const first = define('first', call => arg(call, 0))
  const contract = makeGlobal('ts-rest.contract', {
    router: define('router', router),
    query: first,
    mutation: first,
    responses: first,
  })
  contract.lazy = name => define(name, () => unknown(name))
  const client = define('initClient', call => [
    routeOf(requests, { routes: arg(call, 0), base: getMember(arg(call, 1), 'baseUrl', call) }, call),
  ])
  const zodios: Native = call => [zodiosOf(requests, call)]
  return {
    libraries: {
      '@ts-rest/core': { initContract: define('initContract', () => [contract]), initClient: client },
      ...Object.fromEntries(
        ['@ts-rest/react-query', '@ts-rest/react-query/v5', '@ts-rest/vue-query', '@ts-rest/solid-query'].map(name => [
          name,
          { initQueryClient: client, initTsrReactQuery: client },
        ]),
      ),
      '@zodios/core': {
        Zodios: [{ ...native('Zodios', zodios, 'contracts.Zodios'), construct: zodios }],
        makeApi: first,
        makeEndpoint: first,
      },
    },
  }
}

/** `c.router(routes, { pathPrefix })`. */
function router(call: Call): Value {
  const prefix = getMember(arg(call, 1), 'pathPrefix', call).filter(atom => atom.kind === 'text')
  return prefix.length > 0 ? prefixed(arg(call, 0), prefix, call) : arg(call, 0)
}

function prefixed(routes: Value, prefix: Value, call: Call): Value {
  const made = makeThing(call.frame, siteOfCall(call))
  spreadInto(made, routes, call.frame)
  for (const name of keysOf(routes).names) {
    const inner = getMember(routes, name, call)
    if (name === 'path') {
      const path = valueOfTexts(concat(textsOf(prefix, 'prefix'), textsOf(inner, 'path')))
      putFields(call.frame, made, { path })
    } else if (keysOf(inner).names.some(one => one === 'path') || !keysOf(routes).names.includes('path'))
      putFields(call.frame, made, { [name]: prefixed(inner, prefix, call) })
  }
  return [made]
}

interface Reached {
  routes: Value
  base: Value
}

const HOOKS = /^(?:use\w+|query|mutation|mutate|fetchQuery|prefetchQuery)$/

/** A part of the contract: other parts as members, and a route as a function. */
function routeOf(requests: Requests, { routes, base }: Reached, call: Call): Thing {
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  made.holds = [...routes, ...base]
  made.lazy = (name, frame) => {
    if (!keysOf(routes).names.includes(name)) return undefined
    const route = getMember(routes, name, { frame })
    if (!keysOf(route).names.includes('path')) return [routeOf(requests, { routes: route, base }, call)]
    const send: Native = inner => promise(ask(requests, { routes: route, base }, inner))
    const statics = makeGlobal(`ts-rest:${made.key}.${name}`)
    statics.lazy = hook =>
      HOOKS.test(hook)
        ? [native(hook, inner => hooked(requests, { routes: route, base, hook }, inner), `${hook}:${made.key}.${name}`)]
        : undefined
    return [{ ...holding(native(name, send, `ts-rest.${name}:${made.key}`), route), statics }]
  }
  return made
}

/** Sends what a route says, with what the call gives. */
function ask(requests: Requests, { routes, base }: Reached, call: Call): Value {
  const { frame, node } = call
  const route = (name: string): Value => getMember(routes, name, { frame })
  const part = (name: string): Value => getMember(arg(call, 0), name, call).filter(atom => atom.kind !== 'constant')
  const answers = requests.send(
    {
      url: joinBase(base, filled(route('path'), part('params'), call)),
      method: route('method'),
      query: part('query'),
      body: part('body'),
      headers: [part('headers')],
      frame,
      node,
    },
    call.args,
  )
  const response = makeThing(frame, siteOfCall(call))
  putFields(frame, response, { body: answers, status: unknown('status', { is: 'number' }) })
  return [response]
}

/** `useQuery(key, { params })`, `useQuery({ queryData: { params } })`, `useMutation()` and their like. */
function hooked(requests: Requests, { hook, ...reached }: Reached & { hook: string }, call: Call): Value {
  const { frame } = call
  const result = makeThing(frame, siteOfCall(call), 'instance')
  if (/mutation/i.test(hook) && hook !== 'mutation') {
    const mutate: Native = inner => promise(ask(requests, reached, inner))
    const run: Value = [holding(native('mutate', mutate, `mutate:${result.key}`), reached.routes)]
    putFields(frame, result, { mutate: run, mutateAsync: run })
    return [result]
  }
  const options =
    call.args.find(one => keysOf(one).names.some(name => /^(?:params|query|body|queryData)$/.test(name))) ?? []
  const inner = getMember(options, 'queryData', call).filter(atom => atom.kind === 'object')
  const data = ask(requests, reached, { ...call, args: [inner.length > 0 ? inner : options] })
  if (!hook.startsWith('use')) return promise(data)
  putFields(frame, result, { data })
  return [result]
}

const VERBS = ['get', 'post', 'put', 'patch', 'delete']

/** `new Zodios(base, api)`: a method for each alias, and one for each verb. */
function zodiosOf(requests: Requests, call: Call): Thing {
  const isBase = arg(call, 0).some(atom => atom.kind === 'text')
  const base = isBase ? arg(call, 0) : []
  const endpoints = elementsOf(arg(call, isBase ? 1 : 0), call.frame)
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  made.holds = endpoints.flat()
  const define = (name: string, run: Native): Value => [
    holding(native(name, run, `zodios.${name}:${made.key}`), endpoints.flat()),
  ]
  for (const endpoint of endpoints)
    for (const alias of literalTexts(getMember(endpoint, 'alias', call))) {
      const run: Native = inner => zodiosSend(requests, { base, endpoint, args: inner.args }, inner)
      putFields(call.frame, made, { [alias]: define(alias, run) })
    }
  for (const verb of VERBS) {
    const run: Native = inner => {
      const endpoint = makeThing(inner.frame, siteOfCall(inner))
      putFields(inner.frame, endpoint, { method: text(verb), path: arg(inner, 0) })
      return zodiosSend(requests, { base, endpoint: [endpoint], args: inner.args.slice(1) }, inner)
    }
    putFields(call.frame, made, { [verb]: define(verb, run) })
  }
  made.lazy = name => unknown(name)
  return made
}

function zodiosSend(
  requests: Requests,
  { base, endpoint, args }: { base: Value; endpoint: Value; args: readonly Value[] },
  call: Call,
): Value {
  const { frame, node } = call
  const method = getMember(endpoint, 'method', call)
  const isRead = literalTexts(method).some(name => /^get$/i.test(name))
  const config = args[isRead ? 0 : 1] ?? []
  const part = (name: string): Value => getMember(config, name, call).filter(atom => atom.kind !== 'constant')
  const body = isRead ? [] : (args[0] ?? []).filter(atom => atom.kind !== 'constant')
  const url = joinBase(base, filled(getMember(endpoint, 'path', call), part('params'), call))
  return promise(
    requests.send({ url, method, query: part('queries'), body, headers: [part('headers')], frame, node }, call.args),
  )
}
