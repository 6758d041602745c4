import {
  type Call,
  holding,
  makeThing,
  native,
  promise,
  putFields,
  siteOfCall,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'

/** A `Response` whose body is the answer. */
export function responseOf(answers: Value, call: Call): Value {
  const { frame } = call
  const response = makeThing(frame, siteOfCall(call), 'instance')
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
  putFields(frame, response, {
    body: [
      holding(
        native(
          'body',
          () => {
            use(answers)
            return unknown('stream')
          },
          key('body'),
        ),
        answers,
      ),
    ],
  })
  return [response]
}
