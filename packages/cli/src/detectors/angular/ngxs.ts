import {
  type Atom,
  addToCell,
  arg,
  arity,
  type Call,
  type Callable,
  callback,
  cellOf,
  classNode,
  decorationsOf,
  elementsOf,
  type Frame,
  getMember,
  holding,
  homeOf,
  invoke,
  keysOf,
  type Library,
  literalText,
  literalTexts,
  makeGlobal,
  makeThing,
  type Native,
  native,
  putFields,
  readCell,
  runTask,
  setFields,
  siteOf,
  type Thing,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { makeObservable, valueIn } from '../rxjs/observable.ts'
import { singleton } from './injection.ts'
import { makeSignal } from './signals.ts'

const PACKAGE = '@ngxs/store'

/** Notes the methods that name actions, and the name of a state. */
export function registerState(owner: Callable, frame: Frame): void {
  const { machine } = frame
  for (const { from, name, member, args } of decorationsOf(owner)) {
    if (from !== PACKAGE) continue
    const [given = []] = args()
    if (name === 'Action' && member !== undefined) {
      const actions = given.flatMap(atom => (atom.kind === 'object' ? elementsOf([atom], frame).flat() : [atom]))
      const run = handlerOf(owner, member)
      for (const key of actions.map(keyOfAction)) addToCell(machine, cellOf(machine, `ngxs:action:${key}`), [run])
    } else if (name === 'State') {
      const word = literalText(getMember(given, 'name', { frame }))
      if (word) addToCell(machine, cellOf(machine, `ngxs:state:${word}`), [owner])
    }
  }
}

/** Actions are told apart by their class. */
function keyOfAction(atom: Atom): string {
  if (atom.kind === 'function') return atom.key
  return atom.kind === 'object' && atom.class ? atom.class.key : 'unknown'
}

function handlerOf(owner: Callable, member: string): Callable {
  const run: Native = call => {
    const self = singleton(owner, call)
    const method = getMember(self, member, call)
    const made = invoke(method, { ...call, self, args: [[contextFor(owner, call)], arg(call, 0)], types: [] }, member)
    return valueIn(made, call)
  }
  return holding(native(member, run, `ngxs.${member}:${owner.key}`), [owner])
}

/** What a state holds: one object, whoever asks. */
function stateOf(owner: Callable, call: Call): Value {
  const { machine } = call.frame
  const home = homeOf(owner)
  const node = classNode(owner)
  if (!home || !node) return unknown('state')
  const again = (): void => void stateOf(owner, call)
  return runTask(machine, { name: `ngxs state ${owner.key}`, inputs: [[owner]], again }, () => {
    const frame: Frame = { ...home, context: 0, active: true }
    const state = makeThing(frame, siteOf(home.module, node), 'instance')
    const described = decorationsOf(owner).find(one => one.from === PACKAGE && one.name === 'State')
    const defaults = getMember(described?.args()[0] ?? [], 'defaults', { frame })
    for (const name of keysOf(defaults).names) putFields(frame, state, { [name]: getMember(defaults, name, { frame }) })
    frame.active = false
    return [state]
  })
}

function contextFor(owner: Callable, call: Call): Thing {
  const state = stateOf(owner, call)
  const step = (name: string, run: Native): Value => [holding(native(name, run, `ngxs.${name}:${owner.key}`), state)]
  const patch: Native = inner => {
    const given = arg(inner, 0)
    const functions = given.filter(atom => atom.kind === 'function')
    const changes = [
      ...given.filter(atom => atom.kind !== 'function'),
      ...(functions.length > 0 ? callback(inner, functions, [state]) : []),
    ]
    for (const atom of state) if (atom.kind === 'object') merge(atom, changes, inner.frame)
    return state
  }
  return makeGlobal(`ngxs.context:${owner.key}`, {
    getState: step('getState', () => state),
    patchState: step('patchState', patch),
    setState: step('setState', patch),
    dispatch: step('dispatch', dispatch),
  })
}

function merge(state: Thing, changes: Value, frame: Frame): void {
  for (const name of keysOf(changes).names) {
    setFields(frame, state, { [name]: getMember(changes, name, { frame }) })
  }
}

const dispatch: Native = call => {
  const { frame } = call
  const given = arg(call, 0).flatMap(atom =>
    atom.kind === 'object' && atom.tag === 'array' ? elementsOf([atom], frame).flat() : [atom],
  )
  for (const atom of given) {
    const handlers = readCell(cellOf(frame.machine, `ngxs:action:${keyOfAction(atom)}`))
    if (handlers.length > 0) callback(call, handlers, [[atom]])
  }
  return [makeObservable(unknown('state'), call)]
}

/** The states of a program, by their names. */
const root: Thing = {
  ...makeGlobal('ngxs.root'),
  tag: 'instance',
  lazy: (name, frame) => {
    const [owner] = readCell(cellOf(frame.machine, `ngxs:state:${name}`))
    if (owner?.kind !== 'function') return undefined
    return stateOf(owner, { args: [], self: [], types: [], frame, node: frame.node ?? { start: 0, end: 0 } })
  },
}

/** What a selector gives: a class of a state, a selector of one, a function of all, or a path. */
function selected(selector: Value, call: Call): Value {
  const { frame } = call
  const paths = literalTexts(selector).flatMap(path =>
    path.split('.').reduce<Value>((held, name) => getMember(held, name, { frame }), [root]),
  )
  return [...paths, ...selector.flatMap(atom => selectedBy(atom, call))]
}

function selectedBy(atom: Atom, call: Call): Value {
  if (atom.kind !== 'function') return []
  if (classNode(atom)) return stateOf(atom, call)
  const owner = atom.code?.home
  const decoration = owner && decorationsOf(owner).find(one => one.name === 'Selector' && one.member === atom.name)
  if (!owner || !decoration) return callback(call, [atom], [[root]])
  const others = elementsOf(decoration.args()[0] ?? [], call.frame).map(one => selected(one, call))
  const args = arity(atom) > others.length ? [stateOf(owner, call), ...others] : others
  return callback(call, [atom], args)
}

/** Fields that show a part of the state: `@Select(State.items) items$`. */
export function fillSelected(owner: Callable, made: Thing, call: Call): void {
  for (const { from, name, member, args } of decorationsOf(owner)) {
    if (from !== PACKAGE || !(name === 'Select' || name === 'ViewSelectSnapshot') || member === undefined) continue
    const [selector] = args()
    const word = member.replace(/\$$/, '')
    const value = selector ? selected(selector, call) : getMember([root], word, { frame: call.frame })
    putFields(call.frame, made, { [member]: [makeObservable(value, call)] })
  }
}

const STORE = makeGlobal('ngxs.store', {
  dispatch: [native('dispatch', dispatch, 'ngxs.dispatch')],
  ...Object.fromEntries(
    ['select', 'selectOnce'].map(name => [
      name,
      [native(name, call => [makeObservable(selected(arg(call, 0), call), call)], `ngxs.${name}`)],
    ]),
  ),
  selectSnapshot: [native('selectSnapshot', call => selected(arg(call, 0), call), 'ngxs.selectSnapshot')],
  selectSignal: [native('selectSignal', call => makeSignal(selected(arg(call, 0), call), call), 'ngxs.selectSignal')],
  snapshot: [native('snapshot', () => [root], 'ngxs.snapshot')],
})

/** `NgxsModule.forRoot([States])`: states begin. */
const begin: Native = call => {
  const { frame } = call
  for (const one of elementsOf(arg(call, 0), frame)) {
    for (const atom of one) {
      if (atom.kind !== 'function' || !classNode(atom)) continue
      const self = singleton(atom, call)
      const hook = getMember(self, 'ngxsOnInit', { frame }).filter(hooked => hooked.kind === 'function')
      if (hook.length > 0) invoke(hook, { ...call, self, args: [[contextFor(atom, call)]], types: [] })
    }
  }
  return unknown('module')
}

/** NGXS: actions are dispatched to the methods that name them, states are one object each. */
export function ngxs(): Library {
  const started = ['forRoot', 'forFeature'].map(name => [name, [native(name, begin, `ngxs.${name}`)]] as const)
  return {
    Store: [{ ...native('Store', () => UNDEFINED, 'ngxs.Store'), construct: () => [STORE] }],
    NgxsModule: [makeGlobal('ngxs.NgxsModule', Object.fromEntries(started))],
    provideStore: [native('provideStore', begin, 'ngxs.provideStore')],
    provideStates: [native('provideStates', begin, 'ngxs.provideStates')],
    createSelector: [
      native('createSelector', call => {
        const others = arg(call, 0)
        const project = arg(call, 1)
        const run: Native = inner =>
          callback(
            inner,
            project,
            elementsOf(others, inner.frame).map(one => selected(one, inner)),
          )
        return [holding(native('selector', run, `ngxs.selector:${siteOf(call.frame.module, call.node)}`), project)]
      }),
    ],
  }
}
