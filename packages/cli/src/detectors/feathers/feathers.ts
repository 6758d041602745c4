import {
  arg,
  type Call,
  getMember,
  holding,
  join,
  makeGlobal,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  siteOfCall,
  type Thing,
  text,
  textsOf,
  unknown,
  type Value,
  valueOfTexts,
} from '../../syntax/index.ts'
import { joinBase } from '../clients/options.ts'
import type { MakeDetector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'

/** What each method of a service sends: https://feathersjs.com/api/client/rest */
const METHODS: Readonly<Record<string, { method: string; id: boolean; body: boolean }>> = {
  find: { method: 'GET', id: false, body: false },
  get: { method: 'GET', id: true, body: false },
  create: { method: 'POST', id: false, body: true },
  update: { method: 'PUT', id: true, body: true },
  patch: { method: 'PATCH', id: true, body: true },
  remove: { method: 'DELETE', id: true, body: false },
}

/** Feathers' client over REST: services by their path. */
export const feathersDetector: MakeDetector = ({ requests }) => {
  // One program speaks to one server: services find its address wherever it is set up.
  const rest = makeGlobal('feathers.rest')
  const setUp: Native = call => {
    putFields(call.frame, rest, { base: join(getMember([rest], 'base', call), arg(call, 0)) })
    const adapter = makeThing(call.frame, siteOfCall(call))
    adapter.holds = []
    adapter.lazy = name => [native(name, () => unknown('adapter'), `feathers.${name}`)]
    return [adapter]
  }
  const client: Value = [native('rest', setUp, 'feathers.rest')]
  const make: Value = [native('feathers', call => [appOf(requests, rest, call)], 'feathers.feathers')]
  const library = { default: make, feathers: make }
  return {
    libraries: {
      '@feathersjs/feathers': library,
      '@feathersjs/client': library,
      '@feathersjs/rest-client': { default: client, rest: client },
    },
  }
}

function appOf(requests: Requests, rest: Thing, call: Call): Thing {
  const app = makeThing(call.frame, siteOfCall(call), 'instance')
  const service: Native = inner => [serviceOf(requests, { rest, path: arg(inner, 0) }, inner)]
  const login: Native = inner => {
    const url = joinBase(baseOf(rest, inner), text('authentication'))
    const { frame, node } = inner
    return promise(requests.send({ url, method: text('POST'), body: arg(inner, 0), frame, node }, inner.args))
  }
  const key = (name: string) => `feathers.${name}:${app.key}`
  putFields(call.frame, app, {
    service: [native('service', service, key('service'))],
    authenticate: [native('authenticate', login, key('authenticate'))],
    configure: [native('configure', () => [app], key('configure'))],
  })
  app.holds = []
  app.lazy = name => unknown(name)
  return app
}

const baseOf = (rest: Thing, call: Call): Value => getMember([rest], 'base', call).filter(atom => atom.kind === 'text')

interface Service {
  rest: Thing
  path: Value
}

function serviceOf(requests: Requests, { rest, path }: Service, call: Call): Thing {
  const service = makeThing(call.frame, siteOfCall(call), 'instance')
  service.holds = path
  service.lazy = name => {
    const known = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
    if (!known) return unknown(name)
    const run: Native = inner => {
      const { frame, node } = inner
      const given = [...inner.args]
      const whole = joinBase(baseOf(rest, inner), path)
      const id = known.id ? (given.shift() ?? []) : []
      const named = id.map(atom => (atom.kind === 'constant' ? (unknown('id')[0] ?? atom) : atom))
      const body = known.body ? { body: given.shift() ?? [] } : {}
      const query = getMember(given[0] ?? [], 'query', inner)
      const url = known.id ? joinBase(whole, valueOfTexts(textsOf(named, 'id'))) : whole
      return promise(requests.send({ url, method: text(known.method), query, ...body, frame, node }, inner.args))
    }
    return [holding(native(name, run, `feathers.${name}:${service.key}`), path)]
  }
  return service
}
