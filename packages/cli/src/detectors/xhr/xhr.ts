import {
  arg,
  type Call,
  callLater,
  type Frame,
  getMember,
  literalTexts,
  makeThing,
  native,
  putFields,
  setFields,
  siteOfCall,
  type Thing,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'

/** `XMLHttpRequest`: opened, filled, sent; the answer comes to a handler. */
export const xhrDetector: MakeDetector = ({ requests }) => {
  const construct = (call: Call) => make(requests, call)
  return { globals: { XMLHttpRequest: [{ ...native('XMLHttpRequest', construct), construct }] } }
}

function make(requests: Requests, call: Call): Value {
  const { frame } = call
  const request = makeThing(frame, siteOfCall(call), 'instance')
  const headers = makeThing(frame, siteOfCall(call), 'headers')
  putFields(frame, request, { '#headers': [headers] })
  putFields(frame, request, { upload: [makeThing(frame, siteOfCall(call), 'instance')] })
  const steps: Record<string, (inner: Call) => Value> = {
    open: inner => open(request, inner),
    setRequestHeader: inner => {
      for (const name of literalTexts(arg(inner, 0))) setFields(inner.frame, headers, { [name]: arg(inner, 1) })
      return UNDEFINED
    },
    send: inner => send(requests, request, inner),
    addEventListener: inner => {
      callLater(arg(inner, 1), inner.frame, [unknown('event')])
      return UNDEFINED
    },
  }
  request.lazy = name => {
    const step = steps[name]
    return step ? [native(name, step, `${name}:${request.key}`)] : undefined
  }
  request.written = (name, value, at: Frame) => {
    if (name.startsWith('on')) callLater(value, at, [unknown('event')])
  }
  return [request]
}

function open(request: Thing, call: Call): Value {
  setFields(call.frame, request, { '#method': arg(call, 0) })
  setFields(call.frame, request, { '#url': arg(call, 1) })
  return UNDEFINED
}

function send(requests: Requests, request: Thing, call: Call): Value {
  const { frame, node } = call
  const part = (name: string) => getMember([request], name, { frame })
  const url = part('#url')
  const answers = requests.send(
    { url, method: part('#method'), body: arg(call, 0), headers: [part('#headers')], frame, node },
    [url],
  )
  for (const name of ['response', 'responseText']) setFields(frame, request, { [name]: answers })
  return UNDEFINED
}
