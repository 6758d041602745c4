import {
  arg,
  type Call,
  callback,
  getMember,
  holding,
  isFunction,
  join,
  keysOf,
  literalText,
  literalTexts,
  makeGlobal,
  makeThing,
  type Native,
  native,
  putFields,
  siteOfCall,
  text,
  turn,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'

/** What reducers do for actions of a type; matchers are for any. */
export interface Cases {
  byType: Map<string, Value>
  others: Value[]
}

/** `createSlice({ name, initialState, reducers, extraReducers })`. */
export function createSlice(call: Call): Value {
  const { frame } = call
  const options = arg(call, 0)
  const name = literalText(getMember(options, 'name', call)) ?? `slice${siteOfCall(call)}`
  const cases: Cases = { byType: new Map(), others: [] }
  const actions = makeThing(frame, siteOfCall(call), 'instance')
  const reducers = getMember(options, 'reducers', call)
  for (const key of keysOf(reducers).names) {
    const given = getMember(reducers, key, call)
    const prepared = given.filter(atom => atom.kind === 'object')
    const prepare = getMember(prepared, 'prepare', call)
    noteCase(cases, `${name}/${key}`, [...given.filter(isFunction), ...getMember(prepared, 'reducer', call)])
    putFields(frame, actions, { [key]: actionCreator(`${name}/${key}`, prepare) })
  }
  collect(cases, getMember(options, 'extraReducers', call), turn(call, 1))
  const initial = initialOf(getMember(options, 'initialState', call), turn(call, 2))
  const slice = makeThing(frame, siteOfCall(call), 'instance')
  putFields(frame, slice, {
    name: text(name),
    actions: [actions],
    caseReducers: reducers,
    reducer: [holding(native('reducer', reducing(cases, initial), `slice:${name}`), holdsOf(cases, initial))],
    getInitialState: [
      holding(
        native('getInitialState', () => initial, `initial:${name}`),
        initial,
      ),
    ],
    selectors: sliceSelectors(getMember(options, 'selectors', call), name, call),
  })
  return [slice]
}

/** `createReducer(initialState, builder => …)`, and a table in its place. */
export function createReducer(call: Call): Value {
  const cases: Cases = { byType: new Map(), others: [] }
  collect(cases, arg(call, 1), turn(call, 1))
  const initial = initialOf(arg(call, 0), turn(call, 2))
  const key = `reducer:${siteOfCall(call)}:${call.frame.context}`
  return [holding(native('reducer', reducing(cases, initial), key), holdsOf(cases, initial))]
}

function initialOf(value: Value, call: Call): Value {
  const functions = value.filter(isFunction)
  return functions.length > 0 ? callback(call, functions, []) : value
}

/** What a reducer reads when it is called. */
export function holdsOf(cases: Cases, initial: Value): Value {
  return [...initial, ...[...cases.byType.values()].flat(), ...cases.others.flat()]
}

/** Adds what a reducer does for actions of a type. */
export function noteCase(cases: Cases, type: string, handler: Value): void {
  cases.byType.set(type, join(cases.byType.get(type) ?? [], handler.filter(isFunction)))
}

/** `builder => builder.addCase(load.fulfilled, …).addMatcher(…)`, or handlers by the type of their action. */
function collect(cases: Cases, given: Value, call: Call): void {
  for (const type of keysOf(given.filter(atom => atom.kind === 'object')).names)
    noteCase(cases, type, getMember(given, type, call))
  const functions = given.filter(isFunction)
  if (functions.length === 0) return
  const builder = makeGlobal(`builder:${siteOfCall(call)}`)
  const addCase: Native = inner => {
    for (const type of typesOf(arg(inner, 0), inner)) noteCase(cases, type, arg(inner, 1))
    return [builder]
  }
  const addMatcher: Native = inner => {
    const types = literalTexts(getMember(arg(inner, 0), '#types', inner))
    for (const type of types) noteCase(cases, type, arg(inner, 1))
    if (types.length === 0) cases.others.push(arg(inner, 1).filter(isFunction))
    return [builder]
  }
  const addDefault: Native = () => [builder]
  const order = { order: 0 }
  builder.slots.set('addCase', { ...order, value: [native('addCase', addCase, `addCase:${builder.key}`)] })
  builder.slots.set('addMatcher', { ...order, value: [native('addMatcher', addMatcher, `addMatcher:${builder.key}`)] })
  builder.slots.set('addAsyncThunk', { ...order, value: [native('addAsyncThunk', addDefault)] })
  builder.slots.set('addDefaultCase', { ...order, value: [native('addDefaultCase', addDefault)] })
  callback(call, functions, [[builder]])
}

/** The types of actions that a creator, or a text, stands for. */
export function typesOf(value: Value, call: Call): string[] {
  const creators = value.filter(atom => atom.kind !== 'text')
  return [...literalTexts(value), ...literalTexts(getMember(creators, 'type', call))]
}

/** Reducers write to the state that they are given, or give another: what it began with stands for all of its versions. */
export function reducing({ byType, others }: Cases, initial: Value): Native {
  return call => {
    const handlers = [
      ...literalTexts(getMember(arg(call, 1), 'type', call)).flatMap(type => byType.get(type) ?? []),
      ...others.flat(),
    ]
    if (handlers.length === 0) return initial
    const given = callback(call, handlers, [initial, arg(call, 1)])
    return join(
      initial,
      given.filter(atom => !(atom.kind === 'constant' && atom.value === undefined)),
    )
  }
}

/** A function that makes actions of one type. */
export function actionCreator(type: string, prepare: Value = []): Value {
  const make: Native = call => {
    const action = makeThing(call.frame, siteOfCall(call))
    const functions = prepare.filter(isFunction)
    const given = functions.length > 0 ? callback(call, functions, call.args) : []
    const payload = functions.length > 0 ? getMember(given, 'payload', call) : arg(call, 0)
    putFields(call.frame, action, { type: text(type), payload, meta: getMember(given, 'meta', call) })
    return [action]
  }
  const statics = makeGlobal(`action:${type}`, {
    type: text(type),
    '#types': text(type),
    match: [
      {
        ...native('match', () => unknown('match'), `match:${type}`),
        statics: makeGlobal(`match:${type}`, { '#types': text(type) }),
      },
    ],
  })
  return [{ ...holding(native('action', make, `action:${type}`), prepare), statics }]
}

/** `createAction(type, prepare)`. */
export function createAction(call: Call): Value {
  const type = literalText(arg(call, 0))
  return type === undefined ? unknown('action') : actionCreator(type, call.args[1] ?? [])
}

/** `isAnyOf(load.fulfilled, save.fulfilled)`: stands for all their types. */
export function anyOf(call: Call): Value {
  const types = call.args.flatMap(one => [...typesOf(one, call), ...literalTexts(getMember(one, '#types', call))])
  const value = [...new Set(types)].flatMap(type => text(type))
  const statics = makeGlobal(`matcher:${types.join()}`, { '#types': value })
  return [{ ...native('matcher', () => unknown('match', { is: 'boolean' }), `matcher:${types.join()}`), statics }]
}

/** `selectors: { selectOpen: state => … }`: they get the slice, out of the whole state. */
function sliceSelectors(selectors: Value, name: string, call: Call): Value {
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  for (const key of keysOf(selectors).names) {
    const one = getMember(selectors, key, call).filter(isFunction)
    const run: Native = inner => callback(inner, one, [getMember(arg(inner, 0), name, inner), ...inner.args.slice(1)])
    putFields(call.frame, made, { [key]: [holding(native(key, run, `selector:${name}.${key}`), one)] })
  }
  return selectors.length > 0 ? [made] : UNDEFINED
}
