import {
  arg,
  type Call,
  callLater,
  getMember,
  keysOf,
  literalTexts,
  makeThing,
  type Native,
  native,
  setFields,
  siteOfCall,
  spreadInto,
  text,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { given } from '../clients/options.ts'
import type { MakeDetector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'
import { thingOf } from '../sdk/members.ts'

/** Resumable.js and Flow.js: `new Resumable({ target, query })` sends files piece by piece, and asks first which are there. */
export const chunksDetector: MakeDetector = ({ requests }) => {
  const make: Native = call => construct(requests, call)
  const library = (name: string): Value => [{ ...native(name, make, `chunks.${name}`), construct: make }]
  const resumable = library('Resumable')
  const flow = library('Flow')
  return {
    globals: { Resumable: resumable, Flow: flow },
    libraries: {
      resumablejs: { default: resumable, Resumable: resumable },
      '@flowjs/flow.js': { default: flow, Flow: flow },
      'flow.js': { default: flow },
    },
  }
}

/** What its events tell: the file, what the server said of it, and the piece. */
const TOLD: readonly Value[] = [unknown('file', { is: 'file' }), unknown('message'), unknown('chunk')]

function construct(requests: Requests, call: Call): Value {
  const { frame, node } = call
  const options = arg(call, 0)
  const url = given(options, 'target', call).filter(atom => atom.kind !== 'function')
  const headers = [given(options, 'headers', call)]
  for (const name of keysOf(options).names)
    callLater(
      getMember(options, name, { frame }).filter(atom => atom.kind === 'function'),
      frame,
      TOLD,
    )
  if (url.length > 0) {
    const told = getMember(options, 'testChunks', { frame })
    const asks = !told.some(atom => atom.kind === 'constant' && atom.value === false)
    if (asks) requests.send({ url, method: text('GET'), headers, frame, node }, call.args)
    const body = bodyOf(options, call)
    const method = given(options, 'uploadMethod', call)
    requests.send(
      { url, method: method.length > 0 ? method : text('POST'), body: [body], headers, frame, node },
      call.args,
    )
  }
  const made = thingOf(
    () => inner => {
      for (const one of inner.args) callLater(one, inner.frame, TOLD)
      return [made]
    },
    options,
    call,
  )
  return [made]
}

/** The piece under its name, and what the options send beside it. */
function bodyOf(options: Value, call: Call): Value[number] {
  const { frame } = call
  const body = makeThing(frame, siteOfCall(call), 'form')
  spreadInto(
    body,
    given(options, 'query', call).filter(atom => atom.kind === 'object'),
    frame,
  )
  const [name = 'file'] = literalTexts(getMember(options, 'fileParameterName', { frame }))
  setFields(frame, body, { [name]: unknown('file', { is: 'file' }) })
  return body
}
