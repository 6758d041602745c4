import { showAttribute } from '../components/written.ts'
import { placeOf } from '../machine/machine.ts'
import { callLater } from '../machine/release.ts'
import { addToCell, cellOf, makeGlobal, readCell } from '../machine/slots.ts'
import { use } from '../machine/use.ts'
import type { Call, Frame } from '../values/frame.ts'
import { EITHER, FALSE, native, TRUE, text, UNDEFINED, unknown } from '../values/make.ts'
import { literalText } from '../values/text.ts'
import type { Thing, Value } from '../values/value.ts'
import { arg } from './call.ts'
import { madeElement, makeDocument } from './document.ts'
import { ownAddress } from './urls.ts'

function navigate(address: Value, frame: Frame, node: { start: number; end: number }): void {
  use(address)
  const navigation = { address, place: placeOf(frame, node), frame, node }
  for (const one of frame.machine.world.observers) one.navigation?.(navigation)
}

function makeLocation(): Thing {
  const go = (call: Call) => {
    navigate(arg(call, 0), call.frame, call.node)
    return UNDEFINED
  }
  const location = makeGlobal('location', {
    assign: [native('assign', go, 'location.assign')],
    replace: [native('replace', go, 'location.replace')],
  })
  location.lazy = name => ownAddress(name)
  location.written = (name, value, frame) => {
    if (name === 'href') navigate(value, frame, frame.node ?? { start: 0, end: 0 })
    // Who goes elsewhere is still here until then: what is read of it stays the page's own.
    return ownAddress(name) !== undefined
  }
  return location
}

/** The name of a storage key as a hole: `token` of `shop.accessToken` is `accessToken`. */
function keyName(key: string): string {
  return (
    key
      .split(/[^A-Za-z0-9]+/)
      .filter(Boolean)
      .at(-1) ?? 'value'
  )
}

function stored(key: string): Value {
  return unknown(keyName(key), { storage: key, is: 'string' })
}

/** What the program keeps under a key. It is asked for when a text is taken apart: most only pass it on, as a token. */
export function keptIn(key: string, { machine }: Frame): Value {
  return readCell(cellOf(machine, `storage:${key}`))
}

function makeStorage(name: string): Thing {
  const storage = makeGlobal(name, {
    getItem: [native('getItem', call => getItem(call), `${name}.getItem`)],
    setItem: [native('setItem', setItem, `${name}.setItem`)],
    removeItem: [native('removeItem', () => UNDEFINED, `${name}.removeItem`)],
    clear: [native('clear', () => UNDEFINED, `${name}.clear`)],
  })
  storage.lazy = key => stored(key)
  storage.written = (key, value, frame) => keep(key, value, frame)
  return storage
}

function getItem(call: Call): Value {
  const key = literalText(arg(call, 0))
  return key === undefined ? unknown('stored', { storage: '*', is: 'string' }) : stored(key)
}

function setItem(call: Call): Value {
  for (const atom of arg(call, 0)) {
    if (atom.kind !== 'text') continue
    const key = literalText([atom])
    if (key !== undefined) keep(key, arg(call, 1), { ...call.frame, node: call.node })
  }
  return UNDEFINED
}

function keep(key: string, value: Value, frame: Frame): void {
  use(value.filter(atom => atom.kind !== 'object'))
  const worth = value.filter(atom => atom.kind === 'answer' || (atom.kind === 'object' && atom.tag === 'json'))
  const cell = cellOf(frame.machine, `storage:${key}`)
  addToCell(frame.machine, cell, worth)
  for (const one of frame.machine.world.observers) one.stored?.(key, value, placeOf(frame, frame.node ?? { start: 0 }))
}

/** A variable of the build: the value from the frontend's own `.env` files, or one that only the outside knows. */
function variable(name: string, frame: Frame): Value {
  const value = frame.machine.host.variable(name)
  const place = placeOf(frame, frame.node ?? { start: 0 })
  for (const one of frame.machine.world.observers) one.variable?.(name, value, place)
  if (value === undefined) return unknown(name, { env: name })
  return text(value).map(atom => (atom.kind === 'text' ? { ...atom, likely: true as const } : atom))
}

const BUILT: Readonly<Record<string, Value>> = {
  PROD: TRUE,
  DEV: FALSE,
  SSR: FALSE,
  MODE: text('production'),
  BASE_URL: text('/'),
  NODE_ENV: text('production'),
}

function makeEnvironment(name: string): Thing {
  const env = makeGlobal(name)
  env.lazy = (key, frame) => BUILT[key] ?? variable(key, frame)
  return env
}

function later(polls: boolean) {
  return (call: Call): Value => {
    const frame = polls ? { ...call.frame, polls: true } : call.frame
    callLater(arg(call, 0), frame, call.args.slice(2))
    return unknown('timer', { is: 'number' })
  }
}

/** `new Image()`, `new Audio(address)`. */
function made(type: string): Value {
  const construct = (call: Call): Value => {
    const element = madeElement(type, call)
    const [atom] = element
    const [source] = type === 'audio' ? call.args : []
    if (atom?.kind === 'unknown' && source)
      showAttribute(atom, { name: 'src', value: source }, { ...call.frame, node: call.node })
    return element
  }
  return [{ ...native(type, construct), construct }]
}

function open(call: Call): Value {
  navigate(arg(call, 0), call.frame, call.node)
  return unknown('window')
}

/** The globals that belong to the page and the build. */
export function pageGlobals(): Record<string, Value> {
  // Pages that a server renders first run in both places: what is only for the browser is asked for, and the rest, too.
  const process = makeGlobal('process', { env: [makeEnvironment('process.env')], client: EITHER, browser: EITHER })
  const listen = native('addEventListener', call => {
    callLater(arg(call, 1), call.frame, [unknown('event')])
    return UNDEFINED
  })
  return {
    location: [makeLocation()],
    document: [makeDocument()],
    Image: made('img'),
    Audio: made('audio'),
    localStorage: [makeStorage('localStorage')],
    sessionStorage: [makeStorage('sessionStorage')],
    process: [process],
    'import.meta.env': [makeEnvironment('import.meta.env')],
    setTimeout: [native('setTimeout', later(false))],
    setInterval: [native('setInterval', later(true))],
    queueMicrotask: [native('queueMicrotask', later(false))],
    requestAnimationFrame: [native('requestAnimationFrame', later(false))],
    addEventListener: [listen],
    open: [native('open', open)],
  }
}
