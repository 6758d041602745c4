import {
  arg,
  type Call,
  getMember,
  makeThing,
  native,
  promise,
  putFields,
  siteOfCall,
  spreadInto,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'
import { responseOf } from './response.ts'

/** `fetch(url, init)` and `new Request(url, init)`. */
export const fetchDetector: MakeDetector = ({ requests }) => ({
  globals: {
    fetch: [native('fetch', call => send(requests, call))],
    Request: [{ ...native('Request', makeRequest), construct: makeRequest }],
  },
})

function send(requests: Requests, call: Call): Value {
  const { frame, node } = call
  const [request] = arg(call, 0)
  const own = request?.kind === 'object' && request.slots.has('url') ? [request] : []
  const init: Value = [...own, ...arg(call, 1)].filter(atom => atom.kind !== 'constant')
  const url = own.length > 0 ? getMember(own, 'url', { frame }) : arg(call, 0)
  const option = (name: string) => (init.length > 0 ? getMember(init, name, { frame }) : [])
  const answers = requests.send(
    { url, method: option('method'), body: option('body'), headers: [option('headers')], frame, node },
    call.args,
  )
  return promise(responseOf(answers, call))
}

function makeRequest(call: Call): Value {
  const request = makeThing(call.frame, siteOfCall(call))
  for (const given of arg(call, 1)) spreadInto(request, [given], call.frame)
  putFields(call.frame, request, { url: arg(call, 0) })
  return [request]
}
