import {
  arg,
  type Call,
  callLater,
  getMember,
  holding,
  makeThing,
  type Native,
  native,
  placeOf,
  promise,
  putFields,
  siteOfCall,
  TRUE,
  text,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { given } from '../clients/options.ts'
import type { Findings, MakeDetector } from '../detector.ts'

/** tus-js-client: an upload is made by a POST to the endpoint; where its parts go the server says. */
export const tusDetector: MakeDetector = findings => {
  const make: Native = call => upload(findings, call)
  const library = {
    Upload: [{ ...native('Upload', make, 'tus.Upload'), construct: make }],
    isSupported: TRUE,
  }
  return { libraries: { 'tus-js-client': library } }
}

function upload(findings: Findings, call: Call): Value {
  const { frame } = call
  const options = arg(call, 1)
  const made = makeThing(frame, siteOfCall(call), 'instance')
  const start: Native = inner => {
    send(findings, options, inner)
    for (const name of ['onProgress', 'onChunkComplete', 'onSuccess', 'onError', 'onShouldRetry', 'onAfterResponse']) {
      callLater(given(options, name, inner), inner.frame, [unknown('value'), unknown('total', { is: 'number' })])
    }
    return UNDEFINED
  }
  const held = holding(native('start', start, `start:${made.key}`), options)
  putFields(frame, made, {
    start: [held],
    resumeFromPreviousUpload: [native('resume', () => UNDEFINED, `resume:${made.key}`)],
    findPreviousUploads: [native('find', () => promise(unknown('uploads')), `find:${made.key}`)],
    abort: [native('abort', () => promise(UNDEFINED), `abort:${made.key}`)],
    url: unknown('url'),
    options,
  })
  return [made]
}

/** The request that makes an upload, as options of tus say it. */
export function send({ requests, notes }: Findings, options: Value, call: Call): void {
  const { frame, node } = call
  const url = given(options, 'endpoint', call).filter(atom => atom.kind !== 'constant')
  if (url.length === 0) return
  if (frame.machine.live) notes.add('upload', 'tus', placeOf(frame, node))
  const headers = [getMember(options, 'headers', { frame })]
  requests.send({ url, method: text('POST'), headers, frame, node }, call.args)
}
