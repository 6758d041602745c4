import {
  addToCell,
  arg,
  awaited,
  type Call,
  callback,
  cellOf,
  getMember,
  holding,
  join,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  readCell,
  siteOfCall,
  type Thing,
  text,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { callHooks, given, joinBase, mergeOptions } from '../clients/options.ts'
import { waitingFor } from '../clients/waiting.ts'
import type { MakeDetector } from '../detector.ts'
import { responseOf } from '../fetch/response.ts'
import type { Requests } from '../requests/requests.ts'

const METHODS = ['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head']

/** alova: methods that are made and sent later, by themselves or by a hook. */
export const alovaDetector: MakeDetector = ({ requests }) => {
  const define = (name: string, run: Native): Value => [native(name, run, `alova.${name}`)]
  const create = define('createAlova', call => [clientOf(requests, call)])
  const hook = define('useRequest', useMethod)
  const hooks = Object.fromEntries(
    ['useRequest', 'useWatcher', 'useFetcher', 'usePagination', 'useForm', 'useAutoRequest'].map(name => [name, hook]),
  )
  const library = { createAlova: create, ...hooks }
  return { libraries: { alova: library, 'alova/client': library } }
}

function clientOf(requests: Requests, call: Call): Thing {
  const options = arg(call, 0)
  const client = makeThing(call.frame, siteOfCall(call), 'instance')
  for (const name of METHODS) {
    const run: Native = inner => [methodOf(requests, { options, name }, inner)]
    putFields(call.frame, client, { [name]: [holding(native(name, run, `alova.${name}:${client.key}`), options)] })
  }
  return client
}

interface Made {
  options: Value
  name: string
}

/** `alova.Get(url, config)`, `alova.Post(url, body, config)`: sent when somebody waits for it. */
function methodOf(requests: Requests, { options, name }: Made, call: Call): Thing {
  const { frame } = call
  const bodied = /^P/.test(name)
  const config: Value = [mergeOptions([arg(call, bodied ? 2 : 1)], call)]
  const method = makeThing(frame, siteOfCall(call))
  putFields(frame, method, {
    url: arg(call, 0),
    config,
    data: bodied ? arg(call, 1) : UNDEFINED,
    type: text(name.toUpperCase()),
  })
  callHooks(given(options, 'beforeRequest', call), [[method]], call)
  const answers = requests.send(
    {
      url: joinBase(given(options, 'baseURL', call), arg(call, 0)),
      method: text(name.toUpperCase()),
      query: given(config, 'params', call),
      body: bodied ? arg(call, 1).filter(atom => atom.kind !== 'constant') : [],
      headers: [given(config, 'headers', call)],
      frame,
      node: call.node,
    },
    call.args,
  )
  const responded = given(options, 'responded', call)
  const handlers = [
    ...responded,
    ...given(
      responded.filter(atom => atom.kind === 'object'),
      'onSuccess',
      call,
    ),
  ]
  const functions = handlers.filter(atom => atom.kind === 'function')
  const read =
    functions.length > 0
      ? awaited(callback(call, functions, [responseOf(answers, call), [method]]), frame, call.node)
      : answers
  const change = given(config, 'transform', call).filter(atom => atom.kind === 'function')
  const value = change.length > 0 ? awaited(callback(call, change, [read]), frame, call.node) : read
  return waitingFor(value, { send: () => promise(value) }, call)
}

/** `useRequest(method)` and `useRequest((...args) => method)`. */
function useMethod(call: Call): Value {
  const { frame } = call
  const result = makeThing(frame, siteOfCall(call), 'instance')
  const cell = cellOf(frame.machine, `alova:${result.key}`)
  const functions = arg(call, 0).filter(atom => atom.kind === 'function')
  const ask = (args: readonly Value[], inner: Call): Value => {
    const made = functions.length > 0 ? callback(inner, functions, args) : arg(call, 0)
    const data = awaited(made, inner.frame, inner.node)
    addToCell(
      frame.machine,
      cell,
      data.filter(atom => atom.kind !== 'constant'),
    )
    return promise(data)
  }
  const isLater = given(arg(call, 1), 'immediate', call).some(atom => atom.kind === 'constant' && atom.value === false)
  const page = () => [unknown('page', { is: 'number' }), unknown('pageSize', { is: 'number' })]
  if (!isLater) ask(page(), call)
  const send: Value = [
    holding(
      native('send', inner => ask(inner.args, inner), `send:${result.key}`),
      arg(call, 0),
    ),
  ]
  putFields(frame, result, { data: join(readCell(cell), UNDEFINED), send, fetch: send })
  result.holds = []
  result.lazy = name =>
    /^on[A-Z]/.test(name)
      ? [native(name, inner => heard(readCell(cell), inner), `${name}:${result.key}`)]
      : unknown(name)
  return [result]
}

/** `onSuccess(event => …)`. */
function heard(data: Value, call: Call): Value {
  const event = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, event, { data })
  callback(
    call,
    arg(call, 0).filter(atom => atom.kind === 'function'),
    [[event]],
  )
  return getMember(call.self, 'self', call)
}
