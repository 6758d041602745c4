import {
  answer,
  arg,
  type Call,
  constant,
  elementsOf,
  getMember,
  holding,
  join,
  literalText,
  makeArray,
  makeThing,
  memberType,
  type Native,
  native,
  noteType,
  promise,
  putFields,
  recall,
  siteOfCall,
  type Thing,
  type Type,
  text,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { callHooks, given, joinBase, mergeOptions } from '../clients/options.ts'
import { refuse } from '../clients/waiting.ts'
import type { MakeDetector } from '../detector.ts'
import { responseOf } from '../fetch/response.ts'
import type { Requests } from '../requests/requests.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** openapi-fetch and openapi-react-query, and the client packages that generators of OpenAPI clients lean on. */
export const openapiDetector: MakeDetector = ({ requests }) => {
  const make: Native = call => [makeClient({ requests, options: arg(call, 0), paths: call.types[0] }, call)]
  const hey: Native = call => [makeHeyClient(requests, call)]
  const define = (name: string, run: Native): Value => [native(name, run, `openapi.${name}`)]
  const heyApi = {
    createClient: define('createHeyClient', hey),
    createConfig: define('createConfig', call => arg(call, 0)),
    client: define('client', hey),
  }
  return {
    libraries: {
      'openapi-fetch': { default: define('createClient', make), createClient: define('createClient', make) },
      'openapi-react-query': { default: define('createQueries', call => [queriesOver(call)]) },
      '@hey-api/client-fetch': heyApi,
      '@hey-api/client-axios': heyApi,
    },
  }
}

interface Client {
  requests: Requests
  options: Value
  paths: Type | undefined
}

function makeClient(client: Client, call: Call): Thing {
  const { frame } = call
  const made = makeThing(frame, siteOfCall(call), 'instance')
  const hooks = makeThing(frame, siteOfCall(call))
  const held: Value = [...client.options, hooks]
  const define = (name: string, run: Native) =>
    putFields(frame, made, { [name]: [holding(native(name, run, `${name}:${made.key}`), held)] })
  for (const method of METHODS) {
    define(method, inner => ask(client, { method: text(method), path: arg(inner, 0), given: arg(inner, 1) }, inner))
  }
  define('request', inner => ask(client, { method: arg(inner, 0), path: arg(inner, 1), given: arg(inner, 2) }, inner))
  define('use', inner => {
    for (const middleware of inner.args) watchMiddleware(middleware, inner)
    return UNDEFINED
  })
  return made
}

/** What stands between: `onRequest({ request })` and `onResponse({ response })`. They are called once, for what they ask. */
function watchMiddleware(middleware: Value, call: Call): void {
  const context = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, context, { request: unknown('request'), response: unknown('response') })
  for (const name of ['onRequest', 'onResponse']) callHooks(given(middleware, name, call), [[context]], call)
}

interface Asked {
  method: Value
  path: Value
  given: Value
}

function ask({ requests, options, paths }: Client, asked: Asked, call: Call): Value {
  const { frame, node } = call
  const merged: Value = [mergeOptions([options, asked.given], call)]
  const params = given(merged, 'params', call)
  refuse(call)
  const answers = requests.send(
    {
      url: joinBase(given(merged, 'baseUrl', call), asked.path),
      method: asked.method,
      query: given(params, 'query', call),
      body: given(asked.given, 'body', call),
      headers: [given(merged, 'headers', call), given(params, 'header', call)],
      frame,
      node,
    },
    call.args,
  )
  const typed = noteType(answers, paths && answerType(paths, literalText(asked.path), literalText(asked.method)))
  const result = makeThing(frame, siteOfCall(call), 'instance')
  const refused: Value = [answer(frame.machine.refused)]
  putFields(frame, result, {
    data: join(typed, UNDEFINED),
    error: join(refused, UNDEFINED),
    response: responseOf(answers, call),
  })
  return promise([result])
}

/** The type of the answer's body: `paths[path][method].responses[200].content['application/json']`. */
function answerType(paths: Type, path = '', method = ''): Type | undefined {
  const step = (type: Type | undefined, name: string) => (type && memberType(type, name)) ?? undefined
  const responses = step(step(step(paths, path), method.toLowerCase()), 'responses')
  const body = ['200', '201', 'default'].map(status => step(responses, status)).find(found => found !== undefined)
  return step(step(body, 'content'), 'application/json')
}

/** Clients of generated code: `client.get({ url, path, query, body })`, with `client.setConfig({ baseUrl })`. */
function makeHeyClient(requests: Requests, call: Call): Thing {
  const { frame } = call
  const made = makeThing(frame, siteOfCall(call), 'instance')
  const config = makeThing(frame, siteOfCall(call))
  const client: Client = { requests, options: join(arg(call, 0), [config]), paths: undefined }
  const define = (name: string, run: Native) =>
    putFields(frame, made, { [name]: [holding(native(name, run, `${name}:${made.key}`), client.options)] })
  const send = (method: Value, inner: Call) => {
    const params = makeThing(inner.frame, siteOfCall(inner))
    const [options = []] = inner.args
    putFields(inner.frame, params, { query: getMember(options, 'query', inner) })
    const asked = mergeOptions([options], inner)
    putFields(inner.frame, asked, { params: [params] })
    return ask(client, { method, path: getMember(options, 'url', inner), given: [asked] }, inner)
  }
  for (const method of METHODS) define(method.toLowerCase(), inner => send(text(method), inner))
  define('request', inner => send(getMember(arg(inner, 0), 'method', inner), inner))
  define('getConfig', () => client.options)
  return made
}

/** `$api.useQuery('get', '/path', init)` and its like, over a client. */
function queriesOver(call: Call): Thing {
  const { frame } = call
  const client = arg(call, 0)
  const made = makeThing(frame, siteOfCall(call), 'instance')
  const send: Native = inner => {
    const request = getMember(client, 'request', { frame: inner.frame })
    return getMember(
      recall(inner, request, [arg(inner, 0), arg(inner, 1), arg(inner, 2)]).flatMap(atom =>
        atom.kind === 'promise' ? atom.value : [atom],
      ),
      'data',
      { frame: inner.frame },
    )
  }
  const define = (name: string, run: Native) =>
    putFields(frame, made, { [name]: [holding(native(name, run, `${name}:${made.key}`), client)] })
  for (const name of ['useQuery', 'useSuspenseQuery', 'useInfiniteQuery']) {
    define(name, inner => resultOf(send(inner), inner))
  }
  define('queryOptions', inner => optionsOver(send, inner))
  define('useMutation', inner => {
    const mutate: Native = later => promise(send({ ...later, args: [arg(inner, 0), arg(inner, 1), arg(later, 0)] }))
    const result = makeThing(inner.frame, siteOfCall(inner), 'instance')
    for (const name of ['mutate', 'mutateAsync']) {
      putFields(inner.frame, result, { [name]: [holding(native(name, mutate, `${name}:${result.key}`), client)] })
    }
    return [result]
  })
  return made
}

function resultOf(data: Value, call: Call): Value {
  const result = makeThing(call.frame, siteOfCall(call), 'instance')
  putFields(call.frame, result, { data: join(data, UNDEFINED), error: join(unknown('error'), constant(null)) })
  return [result]
}

function optionsOver(send: Native, call: Call): Value {
  const { frame } = call
  const options = makeThing(frame, siteOfCall(call))
  const key = elementsOf(makeArray(frame, siteOfCall(call), [...call.args]), frame)
  const ask: Native = inner => promise(send({ ...call, frame: inner.frame }))
  putFields(frame, options, {
    queryKey: makeArray(frame, siteOfCall(call), key),
    queryFn: [holding(native('queryFn', ask, `queryFn:${options.key}`), call.args.flat())],
  })
  return [options]
}
