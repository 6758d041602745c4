import {
  answer,
  arg,
  type Call,
  getMember,
  holding,
  join,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  siteOfCall,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { callHooks, given, joinBase, mergeOptions } from '../clients/options.ts'
import type { Requests } from '../requests/requests.ts'

/** `fetchBaseQuery({ baseUrl, prepareHeaders })`: a function that sends what an endpoint asks for. */
export function fetchBase(requests: Requests, call: Call): Value {
  const options = arg(call, 0)
  const send: Native = inner => sendThrough(requests, options, inner)
  return [holding(native('baseQuery', send, `rtk.baseQuery:${siteOfCall(call)}:${call.frame.context}`), options)]
}

function sendThrough(requests: Requests, options: Value, call: Call): Value {
  const { frame, node } = call
  const [asked = [], api = []] = call.args
  const given_ = asked.filter(atom => atom.kind === 'object')
  const address = asked.filter(atom => atom.kind === 'text' || atom.kind === 'unknown' || atom.kind === 'answer')
  const merged: Value = [mergeOptions([options, given_], call)]
  const headers = given(merged, 'headers', call)
  const prepared = callHooks(given(options, 'prepareHeaders', call), [headers, api], call)
  const result = makeThing(frame, siteOfCall(call), 'instance')
  const answers: Value = [
    [address, []] as const,
    [given_.length > 0 ? getMember(given_, 'url', { frame }) : [], given_] as const,
  ].flatMap(([url, own]) => {
    if (url.length === 0) return []
    const option = (name: string) => (own.length > 0 ? given(own, name, call) : [])
    return requests.send(
      {
        url: joinBase(given(options, 'baseUrl', call), url),
        method: option('method'),
        query: option('params'),
        body: option('body'),
        headers: [headers, prepared],
        frame,
        node,
      },
      call.args,
    )
  })
  const body: Value = [answer(frame.machine.refused)]
  const error = makeThing(frame, siteOfCall(call))
  putFields(frame, error, { data: body, status: unknown('status', { is: 'number' }) })
  putFields(frame, result, { data: answers, error: join([error], UNDEFINED), meta: unknown('meta') })
  return promise([result])
}
