import {
  arg,
  type Call,
  type Callable,
  callback,
  ELEMENT,
  getMember,
  holding,
  keysOf,
  makeThing,
  type Native,
  native,
  putFields,
  siteOfCall,
  type Thing,
  text,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { given } from '../clients/options.ts'
import type { MakeDetector } from '../detector.ts'
import { fetchBase } from './base.ts'
import { asked, type Endpoint, initiator, lazyHook, mutationHook, queryHook } from './endpoint.ts'

/** RTK Query: endpoints of `createApi`, the hooks that are named after them, and `endpoints.x.initiate()`. */
export const rtkDetector: MakeDetector = ({ requests }) => {
  const waiting = new Map<string, Endpoint>()
  const define = (name: string, run: Native): Value => [native(name, run, `rtk.${name}`)]
  const library = {
    createApi: define('createApi', call => createApi(waiting, call)),
    buildCreateApi: define('buildCreateApi', () => define('createApi', call => createApi(waiting, call))),
    fetchBaseQuery: define('fetchBaseQuery', call => fetchBase(requests, call)),
    retry: define('retry', call => arg(call, 0)),
    fakeBaseQuery: define('fakeBaseQuery', () => define('fake', () => [])),
    skipToken: UNDEFINED,
    setupListeners: define('setupListeners', () => UNDEFINED),
    ApiProvider: define('ApiProvider', () => ELEMENT),
  }
  return {
    libraries: { '@reduxjs/toolkit/query': library, '@reduxjs/toolkit/query/react': library },
    idle: () => [...waiting.values()].filter(one => !one.asked).map(tryOut),
  }
}

/** What nothing asks for is tried once, with anything. */
function tryOut(endpoint: Endpoint): Callable {
  endpoint.asked = true
  const run: Native = call => asked(endpoint, unknown('arg'), call)
  return native('idle', run, `rtk.idle:${endpoint.key}`)
}

type Waiting = Map<string, Endpoint>

function createApi(waiting: Waiting, call: Call): Value {
  const { frame } = call
  const api = makeThing(frame, siteOfCall(call), 'instance')
  const endpoints = makeThing(frame, siteOfCall(call), 'instance')
  const options = arg(call, 0)
  const owner: Owner = { waiting, api, endpoints, base: getMember(options, 'baseQuery', call) }
  const path = given(options, 'reducerPath', call)
  putFields(frame, api, {
    endpoints: [endpoints],
    reducerPath: path.length > 0 ? path : text('api'),
    reducer: unknown('reducer'),
    middleware: unknown('middleware'),
  })
  addEndpoints(owner, options, call)
  const more: Native = inner => {
    addEndpoints(owner, arg(inner, 0), { ...inner, frame: { ...inner.frame } })
    return [api]
  }
  const holds = [...owner.base, endpoints]
  for (const name of ['injectEndpoints', 'enhanceEndpoints']) {
    putFields(frame, api, { [name]: [holding(native(name, more, `${name}:${api.key}`), holds)] })
  }
  return [api]
}

interface Owner {
  waiting: Waiting
  api: Thing
  endpoints: Thing
  base: Value
}

/** `endpoints: build => ({ … })`. */
function addEndpoints(owner: Owner, options: Value, call: Call): void {
  const build = makeThing(call.frame, siteOfCall(call))
  for (const kind of ['query', 'mutation', 'infiniteQuery']) {
    const mark: Native = inner => {
      const made = makeThing(inner.frame, siteOfCall(inner))
      putFields(inner.frame, made, { '#kind': text(kind), '#options': arg(inner, 0) })
      return [made]
    }
    putFields(call.frame, build, { [kind]: [native(kind, mark, `rtk.build.${kind}`)] })
  }
  const made = callback(
    call,
    given(options, 'endpoints', call).filter(atom => atom.kind === 'function'),
    [[build]],
  )
  for (const name of keysOf(made).names) addEndpoint(owner, { name, made: getMember(made, name, call) }, call)
}

function addEndpoint(owner: Owner, { name, made }: { name: string; made: Value }, call: Call): void {
  const { frame } = call
  const [kind] = getMember(made, '#kind', call)
  const word = kind?.kind === 'text' ? kind.parts.map(part => ('text' in part ? part.text : '')).join('') : undefined
  if (word === undefined) return
  const key = `${owner.api.key}.${name}`
  const known = owner.waiting.get(key)
  const endpoint: Endpoint = {
    key,
    name,
    kind: word === 'mutation' || word === 'infiniteQuery' ? word : 'query',
    options: getMember(made, '#options', call),
    base: owner.base,
    asked: known?.asked ?? false,
  }
  owner.waiting.set(key, endpoint)
  const holds = [...made, ...owner.base]
  const define = (hook: string, run: Native): Value => [holding(native(hook, run, `${hook}:${key}`), holds)]
  const thing = makeThing(frame, siteOfCall(call), 'instance')
  const upper = name.charAt(0).toUpperCase() + name.slice(1)
  putFields(frame, thing, { initiate: define('initiate', initiator(endpoint)), select: define('select', selector) })
  const hooks: Record<string, Native> =
    endpoint.kind === 'mutation'
      ? { [`use${upper}Mutation`]: mutationHook(endpoint) }
      : {
          [`use${upper}Query`]: queryHook(endpoint),
          [`use${upper}InfiniteQuery`]: queryHook(endpoint),
          [`use${upper}QuerySubscription`]: queryHook(endpoint),
          [`use${upper}QueryState`]: () => unknown('state'),
          [`useLazy${upper}Query`]: lazyHook(endpoint),
        }
  for (const [hook, run] of Object.entries(hooks)) {
    const value = define(hook, run)
    putFields(frame, owner.api, { [hook]: value })
    putFields(frame, thing, { [hook.replace(upper, '')]: value })
  }
  putFields(frame, owner.endpoints, { [name]: [thing] })
}

const selector: Native = () => unknown('selector')
