import {
  arg,
  type Call,
  callback,
  callLater,
  getMember,
  literalTexts,
  type Native,
  native,
  placeOf,
  promise,
  turn,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { given } from '../clients/options.ts'
import type { Findings, MakeDetector } from '../detector.ts'
import { responseOf } from '../fetch/response.ts'
import { addressOf, heardBy } from '../rooms/message.ts'

/** `fetchEventSource(url, { method, body, onmessage })`: server-sent events over any method. */
export const streamDetector: MakeDetector = findings => {
  const run: Native = call => listen(findings, call)
  const fetchEventSource: Value = [native('fetchEventSource', run, 'fetchEventSource')]
  const library = { fetchEventSource, default: fetchEventSource }
  return {
    libraries: {
      '@microsoft/fetch-event-source': { ...library, EventStreamContentType: unknown('text/event-stream') },
      '@fortaine/fetch-event-source': library,
      '@sentool/fetch-event-source': library,
    },
  }
}

function listen({ requests, sockets }: Findings, call: Call): Value {
  const { frame, node } = call
  const options = arg(call, 1)
  const option = (name: string) => given(options, name, call)
  const answers = requests.send(
    {
      url: arg(call, 0),
      method: option('method'),
      body: option('body'),
      headers: [getMember(options, 'headers', { frame })],
      kind: 'stream',
      frame,
      node,
    },
    call.args,
  )
  const line = sockets.open({ kind: 'eventsource', url: addressOf(arg(call, 0)) }, placeOf(frame, node))
  const functions = (name: string) => option(name).filter(atom => atom.kind === 'function')
  callback(turn(call, 1), functions('onopen'), [responseOf(answers, call)])
  callback(turn(call, 2), functions('onmessage'), [heardBy({ sockets, line })])
  for (const name of ['onclose', 'onerror']) callLater(functions(name), frame, [unknown('error')])
  for (const name of literalTexts(option('event'))) sockets.name(line, 'events', { name, place: placeOf(frame, node) })
  return promise(UNDEFINED)
}
