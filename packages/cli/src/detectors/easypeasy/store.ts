import {
  arg,
  assignInto,
  type Call,
  callback,
  callLater,
  type Frame,
  getMember,
  holding,
  invoke,
  keysOf,
  literalText,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  siteOfCall,
  type Thing,
  text,
  turn,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'

/** A store: what its model holds, and what can be done to it. */
export interface Store {
  thing: Thing
  state: Value
  actions: Value
}

/** One level of a model. */
interface Part {
  state: Thing
  actions: Thing
  computed: Map<string, Thing>
}

interface Making {
  call: Call
  root: Part
  injections: Value
  depth: number
}

const KIND = 'easy-peasy'
const DEEPEST = 5

/** `action(run)` and its like: a member of a model that becomes something else in a store. */
export function marked(kind: string): Native {
  return call => {
    const mark = makeThing(call.frame, siteOfCall(call), 'instance')
    putFields(call.frame, mark, { [KIND]: text(kind), run: call.args.at(-1) ?? [], first: arg(call, 0) })
    return [mark]
  }
}

/** Makes the store of a model. */
export function makeStore(call: Call, model: Value, config: Value): Store {
  const { frame } = call
  const root = makePart(call)
  const injections = getMember(config, 'injections', { frame })
  fill(root, model, { call, root, injections, depth: 0 })
  const thing = makeThing(frame, siteOfCall(call), 'instance')
  const give = (name: string, value: Value) =>
    putFields(frame, thing, {
      [name]: [
        holding(
          native(name, () => value, `${name}:${thing.key}`),
          value,
        ),
      ],
    })
  give('getState', [root.state])
  give('getActions', [root.actions])
  putFields(frame, thing, { dispatch: [root.actions] })
  return { thing, state: [root.state], actions: [root.actions] }
}

function makePart(call: Call): Part {
  const made = (): Thing => makeThing(call.frame, siteOfCall(call), 'instance')
  return { state: made(), actions: made(), computed: new Map() }
}

function fill(part: Part, model: Value, making: Making): void {
  const { frame } = making.call
  part.state.holds = model
  part.state.lazy = (name, at) => {
    const mark = part.computed.get(name)
    return mark && compute(part, mark, { ...making, call: { ...making.call, frame: at } })
  }
  for (const name of keysOf(model).names) {
    const value = getMember(model, name, { frame })
    const marks = value.flatMap(atom => (atom.kind === 'object' && atom.slots.has(KIND) ? [atom] : []))
    for (const mark of marks) addMarked(part, { name, mark }, making)
    if (marks.length > 0) continue
    if (making.depth < DEEPEST && holdsMarks(value, frame, 0)) {
      const inner = makePart(making.call)
      putFields(frame, part.state, { [name]: [inner.state] })
      putFields(frame, part.actions, { [name]: [inner.actions] })
      fill(inner, value, { ...making, depth: making.depth + 1 })
    } else putFields(frame, part.state, { [name]: value })
  }
}

function holdsMarks(value: Value, frame: Frame, depth: number): boolean {
  return value.some(atom => {
    if (atom.kind !== 'object') return false
    if (atom.slots.has(KIND)) return true
    if (atom.tag !== 'plain' || depth > DEEPEST) return false
    return keysOf([atom]).names.some(name => holdsMarks(getMember([atom], name, { frame }), frame, depth + 1))
  })
}

function addMarked(part: Part, { name, mark }: Marked, making: Making): void {
  const { call } = making
  const { frame } = call
  const member = (field: string) => getMember([mark], field, { frame })
  const run = member('run')
  switch (literalText(member(KIND))) {
    case 'action':
      addAction(part, name, { run, frame, act: inner => change(part, run, inner) })
      break
    case 'thunk':
      addAction(part, name, { run, frame, act: inner => promise(think(part, making, { run, call: inner })) })
      break
    case 'computed':
      part.computed.set(name, mark)
      break
    case 'reducer':
      putFields(frame, part.state, { [name]: callback(call, run, [UNDEFINED, unknown('action')]) })
      break
    case 'actionOn':
      callLater(run, frame, [[part.state], unknown('target')])
      break
    default:
      callLater(run, frame, [[part.actions], unknown('target'), [helpersOf(part, making, call)]])
  }
}

interface Marked {
  name: string
  mark: Thing
}

interface Acting {
  run: Value
  frame: Frame
  act: Native
}

/** Whoever is handed an action may call it as any other function. */
function addAction({ actions }: Part, name: string, { run, frame, act }: Acting): void {
  const bound = holding(native(name, act, `${name}:${actions.key}`), run)
  const [only] = run
  const code = only?.kind === 'function' && run.length === 1 ? only.code : undefined
  putFields(frame, actions, { [name]: [code ? { ...bound, code } : bound] })
}

/** What an action changes in place, and what it gives instead. */
function change({ state }: Part, run: Value, call: Call): Value {
  const given = invoke(run, { ...call, args: [[state], arg(call, 0)], types: [] })
  assignInto(
    state,
    given.filter(atom => atom.kind === 'object' && atom !== state),
    call.frame,
  )
  return UNDEFINED
}

function think(part: Part, making: Making, { run, call }: { run: Value; call: Call }): Value {
  const helpers = helpersOf(part, making, call)
  return invoke(run, { ...call, args: [[part.actions], arg(call, 0), [helpers]], types: [] })
}

function helpersOf(part: Part, { root, injections }: Making, call: Call): Thing {
  const { frame } = call
  const helpers = makeThing(frame, siteOfCall(call), 'instance')
  const give = (name: string, thing: Thing) =>
    putFields(frame, helpers, {
      [name]: [
        holding(
          native(name, () => [thing], `${name}:${thing.key}`),
          [thing],
        ),
      ],
    })
  give('getState', part.state)
  give('getStoreState', root.state)
  give('getActions', part.actions)
  give('getStoreActions', root.actions)
  putFields(frame, helpers, { injections, dispatch: [root.actions] })
  return helpers
}

/** `computed(run)` and `computed([resolvers], run)`. */
function compute(part: Part, mark: Thing, { root, call }: Making): Value {
  const { frame } = call
  const run = getMember([mark], 'run', { frame })
  const first = getMember([mark], 'first', { frame })
  const listed = first.some(atom => atom.kind === 'object' && atom.tag === 'array')
  const resolvers = listed ? keysOf(first).names.map(name => getMember(first, name, { frame })) : []
  const args = resolvers.map((resolver, at) => callback(turn(call, at), resolver, [[part.state], [root.state]]))
  return callback(call, run, listed ? args : [[part.state], [root.state]])
}
