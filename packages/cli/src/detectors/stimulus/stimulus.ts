import {
  addressesInData,
  arg,
  type Call,
  callLater,
  construct,
  type Frame,
  type Library,
  literalTexts,
  makeGlobal,
  native,
  promise,
  readSlot,
  type Thing,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { makePlain, type Plain } from '../clients/plain.ts'
import type { MakeDetector } from '../detector.ts'
import { responseOf } from '../fetch/response.ts'
import type { Requests } from '../requests/requests.ts'

/** Stimulus: controllers that the page's attributes call, and the requests of `@rails/request.js`. */
export const stimulusDetector: MakeDetector = ({ requests }) => {
  const controller: Value = [{ ...native('Controller', open, 'stimulus.Controller'), construct: open }]
  const register = native('register', registerController, 'stimulus.register')
  const application: Value = [makeGlobal('stimulus.application', { register: [register] })]
  const start = makeGlobal('stimulus.Application', { start: [native('start', () => application, 'stimulus.start')] })
  const library: Library = { Controller: controller, Application: [start] }
  return {
    globals: { Stimulus: [makeGlobal('stimulus', library)] },
    libraries: { '@hotwired/stimulus': library, stimulus: library, '@rails/request.js': requestsOfRails(requests) },
  }
}

/** A controller before it is registered: its values and targets stand in the page. */
function open(call: Call): Value {
  for (const atom of call.self) {
    if (atom.kind !== 'object') continue
    atom.holds = []
    atom.lazy = name => unknown(name)
  }
  return call.self
}

/** `application.register('name', Controller)`: the page may call any of its methods. */
function registerController(call: Call): Value {
  const [id = ''] = literalTexts(arg(call, 0))
  for (const owner of arg(call, 1)) {
    if (owner.kind !== 'function') continue
    const made = construct([owner], { ...call, args: [] }, 'controller')
    for (const atom of made) if (atom.kind === 'object') valuesOf(atom, id)
    for (const slot of owner.prototype?.slots.values() ?? []) {
      const methods = readSlot(slot).map(atom =>
        atom.kind === 'function' && atom.code ? { ...atom, code: { ...atom.code, self: made } } : atom,
      )
      callLater(methods, call.frame, [unknown('event')])
    }
  }
  return UNDEFINED
}

/** `this.urlValue` is what `data-name-url-value` says. */
function valuesOf(controller: Thing, id: string): void {
  const camel = (written: string) => written.replace(/[-_]+(\w)/g, (_, letter: string) => letter.toUpperCase())
  controller.lazy = (name: string, frame: Frame) => {
    const key = `${camel(id)}${name.charAt(0).toUpperCase()}${name.slice(1)}`
    const written = name.endsWith('Value') ? addressesInData(key, frame) : []
    return written.length > 0 ? written : unknown(name)
  }
}

function requestsOfRails(requests: Requests): Library {
  const verbs = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', destroy: 'DELETE' }
  const client: Plain = {
    requests,
    key: 'rails.request',
    base: [],
    query: ['query'],
    body: ['body'],
    verbs,
    result: (answers, call) => promise(responseOf(answers, call)),
  }
  const whole = makePlain(client, [])
  const members = Object.fromEntries([...(whole.statics?.slots ?? [])].map(([name, slot]) => [name, slot.value]))
  return members
}
