import {
  answer,
  type Call,
  getMember,
  holding,
  invoke,
  makeGlobal,
  makeThing,
  type Native,
  native,
  promise,
  siteOfCall,
  type Thing,
  throwValue,
  unknown,
  type Value,
} from '../../syntax/index.ts'

/** Methods of something that is waited for, by name. */
export type Steps = Readonly<Record<string, Native>>

/**
 * A promise of a value with methods of its own: `ky.get(url).json()`. Whoever awaits it, or calls `then`, gets the value.
 */
export function waitingFor(value: Value, steps: Steps, call: Call): Thing {
  const waiting = makeThing(call.frame, siteOfCall(call), 'answer')
  waiting.holds = value
  const settle = (name: string): Native => {
    return inner => {
      const held = promise(value)
      if (inner.args.length === 0) return held
      return invoke(getMember(held, name, { frame: inner.frame, called: true }), { ...inner, self: held })
    }
  }
  const all = new Map([
    ...['then', 'catch', 'finally'].map(name => [name, settle(name)] as const),
    ...Object.entries(steps),
  ])
  waiting.lazy = name => {
    const step = all.get(name)
    return step && [holding(native(name, step, `${name}:${waiting.key}`), value)]
  }
  return waiting
}

/** The methods that read a body, as `Response` has them. */
export function bodySteps(answers: Value): Steps {
  const file: Native = () => promise(unknown('file', { is: 'file' }))
  const whole: Native = () => promise(answers)
  return {
    json: whole,
    text: whole,
    blob: file,
    arrayBuffer: file,
    bytes: file,
    buffer: file,
    formData: () => promise(unknown('form')),
  }
}

/** Throws what a refused request throws: an error that leads to the refused body by every way that clients offer. */
export function refuse({ frame, node }: Call): void {
  throwValue([refusalIn(frame.machine.refused)], frame, node)
}

function refusalIn(source: Call['frame']['machine']['refused']): Thing {
  const body: Value = [answer(source)]
  const status = unknown('status', { is: 'number' })
  const json: Value = [native('json', () => promise(body), 'refused.json')]
  const response = makeGlobal('refused.response', { body, data: body, _data: body, json, text: json, status })
  return makeGlobal('refused', {
    response: [response],
    data: body,
    json: body,
    body,
    status,
    statusCode: status,
    message: unknown('message'),
  })
}
