import {
  addToCell,
  arg,
  type Call,
  callback,
  cellOf,
  classNode,
  elementsOf,
  type Frame,
  getMember,
  holding,
  isFunction,
  keysOf,
  type Library,
  literalText,
  literalTexts,
  makeArray,
  makeGlobal,
  makeThing,
  type Native,
  native,
  putFields,
  readCell,
  runTask,
  siteOfCall,
  spreadInto,
  text,
  turn,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { typesOf } from '../redux/slices.ts'
import { makeObservable, observe, valueIn } from '../rxjs/observable.ts'
import { singleton } from './injection.ts'

/** The actions of a type that were ever dispatched. */
const actionsOf = (type: string, { machine }: Frame) => cellOf(machine, `ngrx:action:${type}`)

/** NgRx: what is dispatched comes to the effects that ask for its type. What its state holds is not followed. */
export function ngrx(): Readonly<Record<string, Library>> {
  const define = (name: string, run: Native): [string, Value] => [name, [native(name, run, `ngrx.${name}`)]]
  const latest = define('concatLatestFrom', withLatest)
  const told = ['tapResponse', 'mapResponse'].map(name => define(name, tapped))
  const makes = (name: string, made: Value): [string, Value] => [
    name,
    [{ ...native(name, () => UNDEFINED, `ngrx.${name}`), construct: () => made }],
  ]
  const effects = Object.fromEntries(['forRoot', 'forFeature'].map(name => define(name, begin)))
  return {
    '@ngrx/store': Object.fromEntries([
      define('createAction', createAction),
      define('createActionGroup', createGroup),
      ...['props', 'emptyProps', 'payload'].map(name => define(name, () => [PROPS])),
      makes('Store', [STORE]),
    ]),
    '@ngrx/effects': Object.fromEntries([
      define('createEffect', createEffect),
      define('ofType', ofType),
      define('provideEffects', begin),
      ['EffectsModule', [makeGlobal('ngrx.EffectsModule', effects)]],
      makes('Actions', [ACTIONS]),
      latest,
    ]),
    '@ngrx/operators': Object.fromEntries([latest, ...told]),
    '@ngrx/component-store': Object.fromEntries(told),
  }
}

const dispatch: Native = call => {
  const { frame } = call
  const given = arg(call, 0)
  const functions = given.filter(isFunction)
  const made = functions.length > 0 ? callback(call, functions, []) : []
  for (const atom of [...given, ...made]) {
    if (atom.kind !== 'object') continue
    for (const type of literalTexts(getMember([atom], 'type', call)))
      addToCell(frame.machine, actionsOf(type, frame), [atom])
  }
  return UNDEFINED
}

const STORE = makeGlobal('ngrx.store', { dispatch: [native('dispatch', dispatch, 'ngrx.dispatch')] })
STORE.lazy = name => unknown(name)

/** All actions: which ones an effect gets is said by `ofType`. */
const ACTIONS = makeGlobal('ngrx.actions')
ACTIONS.lazy = name => (name === 'pipe' ? PIPE : unknown(name))

const PIPE: Value = [
  native(
    'pipe',
    call => {
      const source = makeObservable(unknown('action'), call)
      return getMember([source], 'pipe', call).flatMap(one =>
        one.kind === 'function' ? one.call({ ...call, self: [source] }) : [],
      )
    },
    'ngrx.pipe',
  ),
]

const PROPS = makeGlobal('ngrx.props', { '#props': text('props') })

/** `createAction('[Page] load', props<{ id: number }>())`, and with a function that makes what the action has. */
function createAction(call: Call): Value {
  return creator(literalText(arg(call, 0)) ?? `action${siteOfCall(call)}`, arg(call, 1))
}

function creator(type: string, given: Value): Value {
  const functions = given.filter(isFunction)
  const make: Native = call => {
    const action = makeThing(call.frame, siteOfCall(call))
    const has = functions.length > 0 ? callback(call, functions, call.args) : arg(call, 0)
    spreadInto(
      action,
      has.filter(atom => atom.kind !== 'constant' && !isFunction(atom)),
      call.frame,
    )
    putFields(call.frame, action, { type: text(type) })
    return [action]
  }
  const statics = makeGlobal(`ngrx.action:${type}`, { type: text(type) })
  return [{ ...holding(native('action', make, `ngrx.action:${type}`), given), statics }]
}

/** `createActionGroup({ source: 'Page', events: { 'Load Rooms': props() } })` has `loadRooms`. */
function createGroup(call: Call): Value {
  const group = makeThing(call.frame, siteOfCall(call), 'instance')
  const source = literalText(getMember(arg(call, 0), 'source', call)) ?? ''
  const events = getMember(arg(call, 0), 'events', call)
  for (const event of keysOf(events).names) {
    const made = creator(`[${source}] ${event}`, getMember(events, event, call))
    putFields(call.frame, group, { [nameOf(event)]: made })
  }
  return [group]
}

function nameOf(event: string): string {
  const joined = event
    .trim()
    .split(/\s+/)
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
  return joined.charAt(0).toLowerCase() + joined.slice(1)
}

/** `ofType(load, save)`: what was dispatched of these types. */
function ofType(call: Call): Value {
  const types = [...new Set(call.args.flatMap(one => typesOf(one, call)))]
  const run: Native = inner => {
    const actions = types.flatMap(type => readCell(actionsOf(type, inner.frame)))
    return [makeObservable(types.length > 0 ? actions : unknown('action'), inner)]
  }
  const key = `ngrx.ofType:${siteOfCall(call)}:${call.frame.context}`
  return [{ ...holding(native('ofType', run, key), call.args.flat()), called: true }]
}

/** `createEffect(() => this.actions$.pipe(…))`: what it gives is dispatched, unless it says otherwise. */
function createEffect(call: Call): Value {
  const isQuiet = getMember(
    arg(call, 1).filter(atom => atom.kind === 'object'),
    'dispatch',
    call,
  ).some(atom => atom.kind === 'constant' && atom.value === false)
  const again = (): void => void createEffect(call)
  const name = `ngrx effect ${siteOfCall(call)}:${call.frame.context}`
  return runTask(call.frame.machine, { name, inputs: [arg(call, 0)], again }, () => {
    const made = callback(call, arg(call, 0), [])
    if (!isQuiet) dispatch({ ...turn(call, 1), args: [valueIn(made, call)] })
    return made
  })
}

/** `EffectsModule.forRoot([RoomEffects])`, `provideEffects(RoomEffects)`: classes of effects are made. */
function begin(call: Call): Value {
  for (const atom of call.args.flatMap(given => [...given, ...listed(given, call)]))
    if (atom.kind === 'function' && classNode(atom)) singleton(atom, call)
  return unknown('effects')
}

function listed(given: Value, { frame }: Call): Value {
  const lists = given.filter(atom => atom.kind === 'object' && atom.tag === 'array')
  return elementsOf(lists, frame).flat()
}

/** `concatLatestFrom(() => [a$, b$])`: what came, and what others gave last. */
function withLatest(call: Call): Value {
  const run: Native = inner => {
    const value = valueIn(arg(inner, 0), inner)
    const given = callback(inner, arg(call, 0).filter(isFunction), [value])
    const lists = given.filter(atom => atom.kind === 'object' && atom.tag === 'array')
    const others = lists.length > 0 ? elementsOf(lists, inner.frame) : [given]
    const all = [value, ...others.map(one => valueIn(one, inner))]
    const joined = value.length > 0 ? makeArray(inner.frame, siteOfCall(inner), all) : []
    return [makeObservable(joined, inner)]
  }
  const key = `ngrx.latest:${siteOfCall(call)}:${call.frame.context}`
  return [{ ...holding(native('concatLatestFrom', run, key), call.args.flat()), called: true }]
}

/** `tapResponse({ next, error })`, `tapResponse(next, error)`. */
function tapped(call: Call): Value {
  const run: Native = inner => {
    observe(arg(inner, 0), call.args, inner)
    return arg(inner, 0)
  }
  const key = `ngrx.tap:${siteOfCall(call)}:${call.frame.context}`
  return [{ ...holding(native('tapResponse', run, key), call.args.flat()), called: true }]
}
