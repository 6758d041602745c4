import {
  arg,
  type Call,
  getMember,
  makeGlobal,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  serviceWorker,
  siteOfCall,
  spreadInto,
  type Thing,
  text,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'
import { responseOf } from './response.ts'

/** `fetch(url, init)` and `new Request(url, init)`. */
export const fetchDetector: MakeDetector = ({ requests }) => ({
  globals: {
    fetch: [native('fetch', call => send(requests, call))],
    navigator: [navigatorOf(requests)],
    Request: [{ ...native('Request', makeRequest), construct: makeRequest }],
  },
})

/** `navigator.sendBeacon(url, data)` is a POST whose answer nobody reads. */
function navigatorOf(requests: Requests): Thing {
  const beacon: Native = ({ frame, node, args, ...call }) => {
    const [url = [], body = []] = args
    requests.send({ url, method: text('POST'), body, frame, node }, args)
    return call.self.length > 0 ? unknown('sent', { is: 'boolean' }) : UNDEFINED
  }
  const navigator = makeGlobal('navigator', {
    sendBeacon: [native('sendBeacon', beacon, 'navigator.sendBeacon')],
    serviceWorker: [serviceWorker()],
  })
  navigator.lazy = name => unknown(name)
  return navigator
}

function send(requests: Requests, call: Call): Value {
  const { frame, node } = call
  const [request] = arg(call, 0)
  const own = request?.kind === 'object' && request.slots.has('url') ? [request] : []
  const init = arg(call, 1).filter(atom => atom.kind !== 'constant')
  const url = own.length > 0 ? getMember(own, 'url', { frame }) : arg(call, 0)
  const says = (name: string) => init.some(atom => atom.kind !== 'object' || atom.slots.has(name))
  // What the call says counts, and not what the request says.
  const option = (name: string): Value => {
    const from = says(name) ? init : [...own, ...init]
    return from.length > 0 ? getMember(from, name, { frame }) : []
  }
  const answers = requests.send(
    { url, method: option('method'), body: option('body'), headers: [option('headers')], frame, node },
    call.args,
  )
  return promise(responseOf(answers, call))
}

function makeRequest(call: Call): Value {
  const request = makeThing(call.frame, siteOfCall(call))
  const before = arg(call, 0).filter(atom => atom.kind === 'object' && atom.slots.has('url'))
  for (const given of [...before, ...arg(call, 1)]) spreadInto(request, [given], call.frame)
  if (before.length === 0) putFields(call.frame, request, { url: arg(call, 0) })
  return [request]
}
