import {
  type Call,
  type Callable,
  getMember,
  makeGlobal,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  setMember,
  siteOfCall,
  type Thing,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { makeResource } from '../angularjs/resource.ts'
import { joinBase } from '../clients/options.ts'
import { makePlain, VERBS, WITH_BODY } from '../clients/plain.ts'
import type { MakeDetector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'

/** vue-resource: `Vue.http`, and `$http` and `$resource` of every component. */
export const resourcesDetector: MakeDetector = ({ requests }) => {
  const defaults = makeGlobal('vue-resource.options')
  const headers = makeGlobal('vue-resource.headers', { common: [makeGlobal('vue-resource.headers.common')] })
  const http = clientOf(requests, { defaults, headers })
  const resource = resourceOf(requests, defaults)
  const install: Native = call => {
    const [app = []] = call.args
    const write = (owner: Value, name: string, value: Value) =>
      setMember(
        owner.filter(atom => atom.kind === 'object' || atom.kind === 'function'),
        { name, value },
        call.frame,
      )
    write(app, 'http', [http])
    write(app, 'resource', [resource])
    write(getMember(app, 'prototype', call), '$http', [http])
    write(getMember(app, 'prototype', call), '$resource', [resource])
    return UNDEFINED
  }
  const plugin: Value = [native('VueResource', install, 'vue-resource.install')]
  return {
    globals: { VueResource: plugin },
    libraries: { 'vue-resource': { default: plugin, Http: [http], Resource: [resource] } },
  }
}

interface Shared {
  defaults: Thing
  headers: Thing
}

function clientOf(requests: Requests, { defaults, headers }: Shared): Callable {
  const client = {
    requests,
    key: 'vue-resource.http',
    base: ['root', 'baseURL'],
    query: [],
    body: ['body'],
    fills: ['params'],
    verbs: VERBS,
    bodied: WITH_BODY,
    result: respond,
  }
  const common = makeGlobal('vue-resource.common')
  common.lazy = (name, frame) => (name === 'headers' ? getMember([headers], 'common', { frame }) : undefined)
  const interceptors = makeGlobal('vue-resource.interceptors', {
    push: [native('push', () => UNDEFINED, 'vue-resource.push')],
  })
  return makePlain(client, [[defaults], [common]], {
    options: [defaults],
    headers: [headers],
    interceptors: [interceptors],
  })
}

function resourceOf(requests: Requests, defaults: Thing): Callable {
  const based = (url: Value, call: Call) =>
    joinBase(
      getMember([defaults], 'root', call).filter(atom => atom.kind === 'text'),
      url,
    )
  const more = [['update', 'PUT', false]] as const
  return native(
    '$resource',
    makeResource({ requests, key: 'vue-resource', more, based, result: respond }),
    'vue-resource.resource',
  )
}

/** A response with the body read, and to be read. */
function respond(answers: Value, call: Call): Value {
  const response = makeThing(call.frame, siteOfCall(call), 'instance')
  const read: Value = [native('json', () => promise(answers), `json:${response.key}`)]
  putFields(call.frame, response, {
    body: answers,
    data: answers,
    json: read,
    text: read,
    ok: unknown('ok', { is: 'boolean' }),
  })
  return promise([response])
}
