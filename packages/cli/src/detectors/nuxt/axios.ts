import {
  arg,
  awaited,
  type Call,
  type Callable,
  concat,
  type Frame,
  getMember,
  holding,
  invoke,
  literalTexts,
  makeGlobal,
  type Native,
  native,
  promise,
  setMember,
  text,
  textOf,
  textsOf,
  UNDEFINED,
  type Value,
  valueOfTexts,
} from '../../syntax/index.ts'
import { makeClient } from '../axios/instance.ts'
import type { Requests } from '../requests/requests.ts'
import { configIn, objectsOf } from './context.ts'

const METHODS = ['request', 'get', 'delete', 'head', 'options', 'post', 'put', 'patch']

/** `$axios` of `@nuxtjs/axios`, with the base that the configuration names: https://axios.nuxtjs.org/options */
export function axiosOf(requests: Requests, frame: Frame): Callable {
  const config = configIn(frame)
  const member = (name: string) => getMember(config, name, { frame })
  const options = objectsOf(
    member('axios'),
    getMember(objectsOf(member('publicRuntimeConfig')), 'axios', { frame }),
    getMember(objectsOf(getMember(objectsOf(member('runtimeConfig')), 'public', { frame })), 'axios', { frame }),
  )
  const base = ['browserBaseURL', 'browserBaseUrl', 'baseURL', 'baseUrl', 'prefix']
    .map(name => getMember(options, name, { frame }).filter(atom => atom.kind !== 'constant'))
    .find(value => value.length > 0)
  const defaults = makeGlobal('nuxt.axios.defaults', {
    baseURL: base ?? text('/'),
    headers: [makeGlobal('nuxt.axios.headers', { common: [makeGlobal('nuxt.axios.headers.common')] })],
  })
  return withShortcuts(makeClient(requests, defaults, 'nuxt.axios'))
}

/** `$get` and the like give what was answered without its envelope; hooks and headers have functions of their own. */
function withShortcuts(client: Callable): Callable {
  const { statics } = client
  if (!statics) return client
  const put = (name: string, run: Native) =>
    statics.slots.set(name, {
      value: [holding(native(name, run, `${client.key}.${name}`), [statics])],
      order: statics.slots.size,
    })
  for (const name of METHODS) {
    const whole = statics.slots.get(name)?.value ?? []
    put(`$${name}`, call => promise(getMember(awaited(invoke(whole, call), call.frame, call.node), 'data', call)))
  }
  const use = (kind: string, args: (call: Call) => Value[]) => (call: Call) => {
    const hooks = getMember(getMember([statics], 'interceptors', call), kind, call)
    return invoke(getMember(hooks, 'use', call), { ...call, self: hooks, args: args(call) })
  }
  put(
    'onRequest',
    use('request', call => [arg(call, 0)]),
  )
  put(
    'onResponse',
    use('response', call => [arg(call, 0)]),
  )
  for (const name of ['onError', 'onResponseError'])
    put(
      name,
      use('response', call => [UNDEFINED, arg(call, 0)]),
    )
  put(
    'onRequestError',
    use('request', call => [UNDEFINED, arg(call, 0)]),
  )
  put('setBaseURL', call => write(getMember([statics], 'defaults', call), 'baseURL', { value: arg(call, 0), call }))
  put('setHeader', call => setHeader(client, literalTexts(arg(call, 0)), { value: arg(call, 1), call }))
  put('setToken', call => setHeader(client, ['Authorization'], { value: tokenOf(call), call }))
  const create = statics.slots.get('create')?.value ?? []
  put('create', call => invoke(create, call).map(atom => (atom.kind === 'function' ? withShortcuts(atom) : atom)))
  return client
}

interface Writing {
  value: Value
  call: Call
}

function write(object: Value, name: string, { value, call }: Writing): Value {
  setMember(object, { name, value }, call.frame)
  return UNDEFINED
}

function setHeader({ statics }: Callable, names: readonly string[], { value, call }: Writing): Value {
  const defaults = statics ? getMember([statics], 'defaults', call) : []
  const common = getMember(getMember(defaults, 'headers', call), 'common', call)
  for (const name of names) write(common, name, { value, call })
  return UNDEFINED
}

/** `setToken(token, 'Bearer')`. */
function tokenOf(call: Call): Value {
  const kinds = literalTexts(arg(call, 1))
  const begin = kinds.map(kind => textOf([{ text: `${kind} ` }]))
  const tokens = textsOf(arg(call, 0), 'token')
  return begin.length > 0 && tokens.length > 0 ? valueOfTexts(concat(begin, tokens)) : arg(call, 0)
}
