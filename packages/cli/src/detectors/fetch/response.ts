import {
  type Call,
  holding,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  release,
  siteOfCall,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'

/** A `Response` whose body is the answer. */
export function responseOf(answers: Value, call: Call): Value {
  const { frame } = call
  const response = makeThing(frame, siteOfCall(call), 'response')
  const key = (name: string) => `${name}:${response.key}`
  const read = (name: string, body: Value) =>
    putFields(frame, response, {
      [name]: [
        holding(
          native(name, () => promise(body), key(name)),
          body,
        ),
      ],
    })
  read('json', answers)
  read('text', answers)
  for (const name of ['blob', 'arrayBuffer', 'bytes']) read(name, unknown('file', { is: 'file' }))
  read('formData', unknown('form'))
  putFields(frame, response, {
    clone: [
      holding(
        native('clone', () => [response], key('clone')),
        [],
      ),
    ],
  })
  putFields(frame, response, { ok: unknown('ok', { is: 'boolean' }) })
  putFields(frame, response, { status: unknown('status', { is: 'number' }) })
  putFields(frame, response, { body: [streamOf(answers, call)] })
  return [response]
}

// What reads a body piece by piece.
const PIECES = new Set(['pipeThrough', 'getReader', 'tee', 'values'])

/** The body as a stream: read piece by piece, the answer is one that lasts. */
function streamOf(answers: Value, call: Call): Value[number] {
  const stream = makeThing(call.frame, siteOfCall(call), 'instance')
  stream.holds = answers
  const read: Native = inner => {
    use(answers)
    for (const atom of answers) if (atom.kind === 'answer') atom.source.streamed = true
    for (const one of inner.args) release(one, inner.frame)
    return inner.args.length > 0 ? [stream] : unknown('reader')
  }
  stream.lazy = name =>
    PIECES.has(name) ? [holding(native(name, read, `${name}:${stream.key}`), answers)] : unknown(name)
  return stream
}
