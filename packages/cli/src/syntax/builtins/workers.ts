import { callLater } from '../machine/release.ts'
import { makeGlobal, makeThing } from '../machine/slots.ts'
import { runModule } from '../modules/modules.ts'
import type { Call, Native } from '../values/frame.ts'
import { native, promise, UNDEFINED, unknown } from '../values/make.ts'
import { printText, textsOf } from '../values/text.ts'
import type { Thing, Value } from '../values/value.ts'
import { arg, siteOfCall } from './call.ts'

/** Runs the scripts that a page starts beside itself. */
function start(call: Call): void {
  const { machine, module } = call.frame
  for (const given of call.args) {
    for (const one of textsOf(given, 'script')) {
      const specifier = printText(one)
      if (!/^[\w./@-]+$/.test(specifier)) continue
      const target = machine.host.resolve(/^[./]/.test(specifier) ? specifier : `./${specifier}`, module.path)
      if ('path' in target) runModule(machine, target.path)
    }
  }
}

/** `new Worker(new URL('./sync.js', import.meta.url))`: its messages come to handlers. */
const construct: Native = call => {
  start({ ...call, args: [arg(call, 0)] })
  const worker = makeThing(call.frame, siteOfCall(call), 'instance')
  worker.lazy = name =>
    name === 'addEventListener' ? [native(name, listen, `worker.${name}:${worker.key}`)] : undefined
  worker.written = (name, value, frame) => {
    if (name.startsWith('on')) callLater(value, frame, [unknown('event')])
  }
  return [worker]
}

const listen: Native = call => {
  callLater(arg(call, 1), call.frame, [unknown('event')])
  return UNDEFINED
}

const WORKER: Value = [{ ...native('Worker', construct), construct }]

/** `navigator.serviceWorker`. */
export function serviceWorker(): Thing {
  const register: Native = call => {
    start({ ...call, args: [arg(call, 0)] })
    return promise(unknown('registration'))
  }
  const made = makeGlobal('navigator.serviceWorker', {
    register: [native('register', register, 'serviceWorker.register')],
  })
  made.lazy = name => (name === 'addEventListener' ? [native(name, listen, `serviceWorker.${name}`)] : unknown(name))
  return made
}

/** The globals that start scripts. */
export const WORKERS: Readonly<Record<string, Value>> = {
  Worker: WORKER,
  SharedWorker: WORKER,
  importScripts: [
    native('importScripts', call => {
      start(call)
      return UNDEFINED
    }),
  ],
}
