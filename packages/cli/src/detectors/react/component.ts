import {
  type Atom,
  addToSlot,
  arg,
  type Call,
  type Callable,
  callback,
  callLater,
  type Frame,
  getMember,
  holding,
  invoke,
  keysOf,
  type Mounter,
  makeThing,
  native,
  prototypeMember,
  putFields,
  setFields,
  siteOfCall,
  type Thing,
  turn,
  UNDEFINED,
  use,
  type Value,
} from '../../syntax/index.ts'
import { contextValue } from './context.ts'

const LIFECYCLE = [
  'componentWillMount',
  'UNSAFE_componentWillMount',
  'componentDidMount',
  'shouldComponentUpdate',
  'componentWillReceiveProps',
  'UNSAFE_componentWillReceiveProps',
  'componentDidUpdate',
  'componentDidCatch',
  'componentWillUnmount',
]

const mounting = new WeakMap<Frame['machine'], Set<string>>()

/** Renders class components: an instance with its properties, its life, and what it shows. */
export const mountClass: Mounter = (component, props, call) => {
  if (component.kind !== 'function' || !component.construct || !isComponent(component, call)) return undefined
  const busy = busyIn(call.frame.machine)
  if (busy.has(component.key)) return UNDEFINED
  busy.add(component.key)
  try {
    for (const instance of component.construct({ ...call, args: [props] })) {
      if (instance.kind !== 'object') continue
      giveContext(component, instance, call)
      live(instance, props, call)
    }
  } finally {
    busy.delete(component.key)
  }
  return UNDEFINED
}

/** `static contextType = Session`: what the context holds is `this.context`. */
function giveContext(component: Callable, instance: Thing, call: Call): void {
  const { frame } = call
  const given = getMember([component], 'contextType', { frame }).filter(atom => atom.kind === 'function')
  if (given.length > 0) putFields(frame, instance, { context: contextValue(given, call) })
}

function busyIn(machine: Frame['machine']): Set<string> {
  const known = mounting.get(machine) ?? new Set<string>()
  mounting.set(machine, known)
  return known
}

function isComponent(component: Callable, { frame }: Call): boolean {
  return component.code !== undefined && prototypeMember(component, 'render', { self: [], frame }) !== undefined
}

function live(instance: Thing, props: Value, call: Call): void {
  const { frame } = call
  if (!instance.slots.has('props')) putFields(frame, instance, { props })
  const given = props.filter(atom => atom.kind === 'object')
  if (given.length > 0) refer(getMember(given, 'ref', { frame }), instance, call)
  for (const name of LIFECYCLE) {
    const method = getMember([instance], name, { frame })
    if (method.some(isCode))
      invoke(method.filter(isCode), { ...call, self: [instance], args: [props, state(instance, frame)] })
  }
  const render = getMember([instance], 'render', { frame })
  // Preact hands both to it.
  use(invoke(render.filter(isCode), { ...call, self: [instance], args: [props, state(instance, frame)] }))
}

/** Who names a component by `ref` gets its instance. */
function refer(ref: Value, instance: Thing, call: Call): void {
  callLater(ref.filter(isCode), call.frame, [[instance]])
  for (const atom of ref)
    if (atom.kind === 'object' && atom.slots.has('current')) setFields(call.frame, atom, { current: [instance] })
}

function isCode(atom: Atom): boolean {
  return atom.kind === 'function'
}

function state(instance: Thing, frame: Frame): Value {
  return getMember([instance], 'state', { frame })
}

/** `React.Component`: its instances have properties, and state that is merged. */
export function componentClass(name: string): Value {
  const construct = (call: Call): Value => {
    for (const atom of call.self) {
      if (atom.kind !== 'object') continue
      if (call.args.length > 0) putFields(call.frame, atom, { props: arg(call, 0) })
      const key = `${name}.setState:${atom.key}`
      putFields(call.frame, atom, {
        setState: [
          holding(
            native('setState', inner => setState(atom, inner), key),
            [],
          ),
        ],
      })
      putFields(call.frame, atom, {
        forceUpdate: [
          holding(
            native('forceUpdate', () => UNDEFINED, `${key}.force`),
            [],
          ),
        ],
      })
    }
    return call.self
  }
  return [{ ...native(name, construct), construct }]
}

function setState(instance: Thing, call: Call): Value {
  const { frame } = call
  const functions = arg(call, 0).filter(isCode)
  const props = getMember([instance], 'props', { frame })
  const given = functions.length > 0 ? callback(call, functions, [state(instance, frame), props]) : arg(call, 0)
  const target = stateThing(instance, call)
  for (const field of keysOf(given).names) {
    const slot = target.slots.get(field)
    const value = getMember(given, field, { frame })
    if (slot) addToSlot(frame.machine, slot, value)
    else setFields(frame, target, { [field]: value })
  }
  if (call.args.length > 1) callback(turn(call, 1), arg(call, 1), [])
  return UNDEFINED
}

function stateThing(instance: Thing, call: Call): Thing {
  const known = state(instance, call.frame).find(atom => atom.kind === 'object')
  if (known) return known
  const made = makeThing(call.frame, siteOfCall(call))
  setFields(call.frame, instance, { state: [made] })
  return made
}
