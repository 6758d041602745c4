import {
  answer,
  arg,
  type Call,
  type Callable,
  getMember,
  makeGlobal,
  makeThing,
  native,
  noteType,
  promise,
  putFields,
  siteOfCall,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { callHooks, given, joinBase, mergeOptions } from '../clients/options.ts'
import { refuse } from '../clients/waiting.ts'
import type { MakeDetector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'

/** ofetch, and Nuxt's `$fetch`, which is the same function. */
export const ofetchDetector: MakeDetector = ({ requests }) => {
  const ofetch: Value = [makeOfetch(requests, [], 'ofetch')]
  const create: Value = [
    native(
      'createFetch',
      call => [makeOfetch(requests, [getMember(arg(call, 0), 'defaults', call)], `ofetch.${siteOfCall(call)}`)],
      'createFetch',
    ),
  ]
  const library = { ofetch, $fetch: ofetch, default: ofetch, createFetch: create }
  return { globals: { $fetch: ofetch }, libraries: { ofetch: library, ohmyfetch: library } }
}

/** A client with options of its own, the outermost first. */
export function makeOfetch(requests: Requests, defaults: readonly Value[], key: string): Callable {
  const members: Record<string, Value> = {
    raw: [native('raw', call => promise(responseOf(askWith(requests, defaults, call), call)), `${key}.raw`)],
    native: [native('native', call => promise(askWith(requests, defaults, call)), `${key}.native`)],
    create: [
      native(
        'create',
        call => [makeOfetch(requests, [...defaults, arg(call, 0)], `${key}.${siteOfCall(call)}`)],
        `${key}.create`,
      ),
    ],
  }
  return {
    ...native('ofetch', call => promise(askWith(requests, defaults, call)), key),
    holds: defaults.flat(),
    statics: makeGlobal(key, members),
  }
}

function responseOf(answers: Value, call: Call): Value {
  const response = makeThing(call.frame, siteOfCall(call), 'instance')
  putFields(call.frame, response, { _data: answers, status: unknown('status', { is: 'number' }) })
  return [response]
}

/** Sends a request as `ofetch(url, options)` does, and gives the answer's body. */
export function askWith(requests: Requests, defaults: readonly Value[], call: Call): Value {
  const { frame, node } = call
  const options: Value = [mergeOptions([...defaults, arg(call, 1)], call)]
  const context = makeThing(frame, siteOfCall(call))
  putFields(frame, context, { request: arg(call, 0), options })
  callHooks(given(options, 'onRequest', call), [[context]], call)
  refuse(call)
  const answers = requests.send(
    {
      url: joinBase(given(options, 'baseURL', call), arg(call, 0)),
      method: given(options, 'method', call),
      query: [...given(options, 'query', call), ...given(options, 'params', call)],
      body: given(options, 'body', call),
      headers: [given(options, 'headers', call)],
      frame,
      node,
    },
    call.args,
  )
  putFields(frame, context, { response: responseOf(answers, call) })
  callHooks(given(options, 'onResponse', call), [[context]], call)
  failWith(given(options, 'onResponseError', call), options, call)
  return noteType(answers, call.types[0])
}

function failWith(hooks: Value, options: Value, call: Call): void {
  const { frame } = call
  const body: Value = [answer(frame.machine.refused)]
  const context = makeThing(frame, siteOfCall(call))
  putFields(frame, context, { request: arg(call, 0), options, response: responseOf(body, call) })
  callHooks(hooks, [[context]], call)
}
