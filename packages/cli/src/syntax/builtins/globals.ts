import { giveGlobal, givenGlobal } from '../machine/given.ts'
import { callLater, release } from '../machine/release.ts'
import { makeGlobal, makeThing } from '../machine/slots.ts'
import { use } from '../machine/use.ts'
import { makeModule } from '../modules/load.ts'
import { exportOf, runModule } from '../modules/modules.ts'
import { elementsOf } from '../objects/elements.ts'
import { getMember } from '../objects/member.ts'
import { controlOf } from '../values/control.ts'
import type { Call, Frame, Native } from '../values/frame.ts'
import { join, truth } from '../values/join.ts'
import { flag, native, text, textOf, UNDEFINED, unknown } from '../values/make.ts'
import { concat, isHole, literalOf, literalText, textsOf, valueOfTexts } from '../values/text.ts'
import type { Text, Thing, Unknown, Value } from '../values/value.ts'
import { arg, callback, siteOfCall } from './call.ts'
import { chosenModule } from './chosen.ts'
import { collection } from './collections.ts'
import { requireContext } from './globs.ts'
import { ARRAY, OBJECT } from './objects.ts'
import { keptIn, pageGlobals } from './page.ts'
import { PROMISE } from './promises.ts'
import { PROXY, REFLECT } from './proxies.ts'
import { URLS } from './urls.ts'
import { WORKERS } from './workers.ts'

function toText(call: Call): Value {
  return arg(call, 0).flatMap((atom): Value => {
    if (atom.kind === 'constant') return textsOf([atom], 'value')
    if (atom.kind === 'unknown') return [atom.is ? atom : { ...atom, is: 'string' as const }]
    return [atom]
  })
}

/** What is encoded as a whole is one value in a path or a query, whatever it is put together from. */
function toSegment(call: Call): Value {
  return toText(call).map(atom => {
    if (atom.kind !== 'text' || atom.parts.length < 2 || isSafe(atom)) return atom
    const hole = atom.parts.find(isHole)
    return hole
      ? textOf([{ name: hole.name, of: { kind: 'unknown', name: hole.name, is: 'string' } }], whenOf(atom))
      : atom
  })
}

/** Begins with a word, and holds nothing that is written otherwise in an address: `raw` + path. */
function isSafe({ parts }: Text): boolean {
  const [first] = parts
  return first !== undefined && 'text' in first && parts.every(part => !('text' in part) || /^[\w.-]+$/.test(part.text))
}

function whenOf({ when }: Text): Pick<Text, 'when'> {
  return when ? { when } : {}
}

function toNumber(call: Call): Value {
  use(arg(call, 0))
  return arg(call, 0).map(atom => {
    const literal = literalOf(atom)
    const number = literal === undefined ? Number.NaN : Number(literal)
    if (!Number.isNaN(number) && literal !== '') return { kind: 'constant', value: number }
    if (atom.kind === 'constant') return atom
    const control = controlOf(atom)
    const name = atom.kind === 'unknown' ? atom.name : 'number'
    return control ? { kind: 'unknown', name, is: 'number', control } : { kind: 'unknown', name, is: 'number' }
  })
}

function stringify(call: Call): Value {
  const json = makeThing(call.frame, siteOfCall(call), 'json')
  json.inner = arg(call, 0)
  return [json]
}

function parse(call: Call): Value {
  return arg(call, 0).flatMap(atom => {
    if (atom.kind === 'object' && atom.tag === 'json') return atom.inner ?? []
    if (atom.kind === 'unknown' && atom.storage !== undefined) return parseStored(atom, atom.storage, call.frame)
    if (atom.kind === 'unknown') return unknown(atom.name)
    return atom.kind === 'answer' ? [atom] : unknown('parsed')
  })
}

function parseStored({ name }: Unknown, storage: string, frame: Frame): Value {
  const kept = keptIn(storage, frame).flatMap(atom => (atom.kind === 'object' ? (atom.inner ?? []) : [atom]))
  return join(unknown(name, { storage }), kept)
}

function date(call: Call): Value {
  for (const one of call.args) use(one)
  const made = makeThing(call.frame, siteOfCall(call), 'date')
  made.holds = []
  made.lazy = name =>
    name === 'constructor' ? undefined : [native(name, () => unknown('date', { is: 'date' }), `Date.${name}`)]
  return [made]
}

/** Of CommonJS; and of AMD, which webpack knows too: `require(['./page.vue'], resolve)`. */
function require(call: Call): Value {
  const asked = arg(call, 0)
  if (!asked.some(atom => atom.kind === 'object' && atom.tag === 'array')) return required(asked, call)
  const modules = elementsOf(asked, call.frame).map(one => required(one, call))
  return callback(call, arg(call, 1), modules)
}

function required(asked: Value, call: Call): Value {
  const specifier = literalText(asked)
  if (specifier === undefined) return chosenModule(asked, call.frame)
  const { machine, module } = call.frame
  const target = machine.host.resolve(specifier, module.path)
  if ('library' in target) {
    const known = machine.world.libraries(target.library)
    if (known) return known.default ?? [makeGlobal(`library:${target.library}`, known)]
    return unknown(target.library, { outside: target.library })
  }
  const from = runModule(machine, target.path) ?? makeModule(machine, target.path)
  if (!from) return unknown('module')
  return exportOf(from, from.exported.size > 0 ? '*' : 'default')
}

function quiet(name: string): Thing {
  const thing = makeGlobal(name)
  thing.lazy = key => [native(key, () => UNDEFINED, `${name}.${key}`)]
  return thing
}

function mathematics(): Thing {
  const thing = makeGlobal('Math')
  thing.lazy = key => {
    if (key.toUpperCase() === key) return unknown(key, { is: 'number' })
    return [native(key, counted, `Math.${key}`)]
  }
  return thing
}

const counted: Native = call => {
  for (const one of call.args) use(one)
  return unknown('number', { is: 'number' })
}

/** `Symbol('row')`: a name that is told from all others by what it is called, or by where it is made. */
function symbols(): Value {
  const make: Native = call => text(`@@${literalText(arg(call, 0)) ?? `${siteOfCall(call)}:${call.frame.context}`}`)
  const statics = makeGlobal('Symbol', { for: [native('for', make, 'Symbol.for')] })
  statics.lazy = name => unknown(name)
  return [{ ...native('Symbol', make), statics }]
}

function both(name: string, run: Native): Value {
  return [{ ...native(name, run), construct: run }]
}

/** The global `String`. */
function strings(): Value {
  const raw: Native = call => {
    const [given = [], ...values] = call.args
    const isWrapped = given.some(atom => atom.kind === 'object' && atom.slots.has('raw'))
    const pieces = isWrapped ? getMember(given, 'raw', call) : given
    if (pieces.some(atom => atom.kind === 'text')) return pieces
    const parts = elementsOf(pieces, call.frame)
    const texts = parts.flatMap((part, index) => [
      textsOf(part, ''),
      ...(index < parts.length - 1 ? [textsOf(values[index] ?? [], 'value')] : []),
    ])
    return valueOfTexts(texts.reduce((before, one) => concat(before, one), [textOf([])]))
  }
  const statics = makeGlobal('String', {
    raw: [native('raw', raw, 'String.raw')],
    fromCharCode: [native('fromCharCode', () => unknown('text', { is: 'string' }), 'String.fromCharCode')],
  })
  return [{ ...native('String', toText), construct: toText, statics }]
}

const error: Native = call => {
  for (const one of call.args) use(one)
  return call.self.some(atom => atom.kind === 'object') ? call.self : unknown('error')
}

/** The globals of the language and the browser, except those that send requests. */
export function languageGlobals(): Record<string, Value> {
  const globals: Record<string, Value> = {
    ...pageGlobals(),
    Object: OBJECT,
    Array: ARRAY,
    Promise: PROMISE,
    JSON: [makeGlobal('JSON', { stringify: [native('stringify', stringify)], parse: [native('parse', parse)] })],
    Math: [mathematics()],
    console: [quiet('console')],
    String: strings(),
    Symbol: symbols(),
    Number: both('Number', toNumber),
    parseInt: [native('parseInt', toNumber)],
    parseFloat: [native('parseFloat', toNumber)],
    Boolean: both('Boolean', call => flag(truth(arg(call, 0)))),
    encodeURIComponent: [native('encodeURIComponent', toSegment)],
    encodeURI: [native('encodeURI', toText)],
    decodeURIComponent: [native('decodeURIComponent', toText)],
    structuredClone: [native('structuredClone', call => arg(call, 0))],
    require: [
      {
        ...native('require', require),
        statics: makeGlobal('require', { context: [native('context', requireContext, 'require.context')] }),
      },
    ],
    Date: dateGlobal(),
    Error: both('Error', error),
    TypeError: both('TypeError', error),
    ...WORKERS,
    Proxy: PROXY,
    Reflect: REFLECT,
    URL: URLS,
    URLSearchParams: collection('URLSearchParams', 'params'),
    FormData: collection('FormData', 'form'),
    Headers: collection('Headers', 'headers'),
    Map: collection('Map', 'map'),
    WeakMap: collection('WeakMap', 'map'),
    Set: collection('Set', 'map'),
  }
  for (const name of ['window', 'globalThis', 'self', 'global']) globals[name] = [pageObject(name, globals)]
  return globals
}

function dateGlobal(): Value {
  const now = native('now', () => unknown('now', { is: 'number' }), 'Date.now')
  return [{ ...native('Date', () => text('date')), construct: date, statics: makeGlobal('Date', { now: [now] }) }]
}

function pageObject(name: string, globals: Record<string, Value>): Thing {
  const page = makeGlobal(name)
  page.lazy = (key, frame) =>
    Object.hasOwn(globals, key)
      ? globals[key]
      : (givenGlobal(frame.machine, key) ?? unknown(key, { env: key, outside: key }))
  page.written = (key, value, frame) => {
    const [location] = key === 'location' ? (globals.location ?? []) : []
    if (location?.kind === 'object') {
      location.written?.('href', value, frame)
      // Who is sent elsewhere by one handler is sent elsewhere by the next, too.
      return true
    }
    if (/^on[a-z]+$/.test(key)) callLater(value, frame, [unknown('event')])
    // What stands in front of `fetch` from now on calls what was there before.
    if (!Object.hasOwn(globals, key)) return giveGlobal(frame.machine, key, value)
    release(value, frame)
    return true
  }
  return page
}
