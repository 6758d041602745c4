import {
  arg,
  type Call,
  callback,
  getMember,
  holding,
  isFunction,
  keysOf,
  type Library,
  literalText,
  makeGlobal,
  makeThing,
  type Native,
  native,
  putFields,
  siteOfCall,
  text,
  turn,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { type Cases, holdsOf, noteCase, reducing } from './slices.ts'

/** redux-actions: creators by type, and reducers by the type of their action. https://redux-actions.js.org/api */
export function handlersLibrary(): Library {
  const define = (name: string, run: Native): [string, Value] => [name, [native(name, run, `handlers.${name}`)]]
  return Object.fromEntries([
    define('createAction', createAction),
    define('createActions', createActions),
    define('handleActions', call => handling(arg(call, 0), arg(call, 1), call)),
    define('handleAction', handleAction),
    define('combineActions', call => typesIn(call.args.flat(), call).flatMap(type => text(type))),
  ])
}

/** `createAction(type, ...args => payload, ...args => meta)`; without the second, what it is called with is the payload. */
function createAction(call: Call): Value {
  const type = literalText(arg(call, 0))
  return type === undefined ? unknown('action') : creator(type, arg(call, 1), arg(call, 2))
}

/** `createActions({ LOAD: payloadCreator }, 'SAVE')`: creators by the names of their types in camel case. */
function createActions(call: Call): Value {
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  const put = (type: string, payload: Value) =>
    putFields(call.frame, made, { [camel(type)]: creator(type, payload, []) })
  for (const given of call.args) {
    const type = literalText(given)
    if (type !== undefined) put(type, [])
    for (const name of keysOf(given.filter(({ kind }) => kind === 'object')).names)
      put(name, getMember(given, name, call))
  }
  return [made]
}

function camel(type: string): string {
  return type.toLowerCase().replace(/[^a-z0-9]+(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function creator(type: string, payloads: Value, metas: Value): Value {
  const [payload, meta] = [payloads.filter(isFunction), metas.filter(isFunction)]
  const make: Native = call => {
    const action = makeThing(call.frame, siteOfCall(call))
    putFields(call.frame, action, {
      type: text(type),
      payload: payload.length > 0 ? callback(call, payload, call.args) : arg(call, 0),
      ...(meta.length > 0 ? { meta: callback(turn(call, 1), meta, call.args) } : {}),
    })
    return [action]
  }
  const named = [native('toString', () => text(type), `toString:${type}`)]
  const statics = makeGlobal(`creator:${type}`, { type: text(type), toString: named })
  return [{ ...holding(native('action', make, `creator:${type}`), [...payload, ...meta]), statics }]
}

function handleAction(call: Call): Value {
  const cases = Object.fromEntries(typesIn(arg(call, 0), call).map(type => [type, arg(call, 1)]))
  return handling([makeGlobal(`handled:${siteOfCall(call)}`, cases)], arg(call, 2), call)
}

function typesIn(value: Value, call: Call): string[] {
  const types = value.flatMap(atom => (atom.kind === 'text' ? [atom] : getMember([atom], 'type', call)))
  return types.flatMap(atom => literalText([atom]) ?? [])
}

/** `handleActions({ [load]: (state, action) => … }, initial)`; a handler may be two: `{ next, throw }`. */
function handling(table: Value, initial: Value, call: Call): Value {
  const cases: Cases = { byType: new Map(), others: [] }
  for (const type of keysOf(table).names) {
    const given = getMember(table, type, call)
    const parts = given.filter(({ kind }) => kind === 'object')
    const both = [...getMember(parts, 'next', call), ...getMember(parts, 'throw', call)]
    noteCase(cases, type, [...given, ...both])
  }
  const key = `handlers:${siteOfCall(call)}:${call.frame.context}`
  return [holding(native('reducer', reducing(cases, initial), key), holdsOf(cases, initial))]
}
