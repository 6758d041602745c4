import {
  arg,
  type Call,
  type Callable,
  callLater,
  getMember,
  holding,
  invoke,
  keysOf,
  type Library,
  literalTexts,
  makeGlobal,
  makeThing,
  type Native,
  native,
  putFields,
  siteOfCall,
  spreadInto,
  type Thing,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { collectionMember } from './collection.ts'
import { modelMember, startModel } from './model.ts'

/** What an instance of one of the classes has beyond what the program gives it. */
export interface Role {
  member: (owner: Thing, name: string, call: Pick<Call, 'frame'>) => Value | undefined
  start?: (owner: Thing, call: Call) => void
}

/** Backbone: models and collections that know their address, views and routers. */
export const backboneDetector: MakeDetector = ({ requests }) => {
  const model: Role = { member: (owner, name) => modelMember(requests, owner, name), start: startModel }
  const collection: Role = { member: (owner, name, { frame }) => collectionMember(requests, owner, { name, frame }) }
  const view: Role = { member: (owner, name) => heard(owner, name), start: startView }
  const router: Role = { member: (owner, name) => heard(owner, name), start: startRouter }
  const base: Library = {
    Model: [classOf('Model', model, [])],
    Collection: [classOf('Collection', collection, [])],
    View: [classOf('View', view, [])],
    Router: [classOf('Router', router, [])],
    Events: [makeGlobal('backbone.Events')],
    history: [makeGlobal('backbone.history', { start: [native('start', () => UNDEFINED, 'backbone.start')] })],
  }
  const shown = 'View ItemView LayoutView CollectionView CompositeView Application Object MnObject Behavior Region'
  const marionette: Library = Object.fromEntries(
    shown.split(' ').map(name => [name, [classOf(`Marionette.${name}`, view, [])]]),
  )
  const whole: Value = [makeGlobal('backbone', base)]
  const views: Value = [makeGlobal('marionette', marionette)]
  return {
    globals: { Backbone: whole, Marionette: views },
    libraries: {
      backbone: { ...base, default: whole },
      'backbone.marionette': { ...marionette, default: views },
      marionette: { ...marionette, default: views },
    },
  }
}

/** A class with `extend`; its layers are what it and those before it were extended with, the first one first. */
function classOf(key: string, role: Role, layers: readonly Value[]): Callable {
  const construct: Native = call => {
    const owned = call.self.filter(atom => atom.kind === 'object' && atom.tag === 'instance')
    const [own] = owned
    const made = own?.kind === 'object' ? own : makeThing(call.frame, siteOfCall(call), 'instance')
    for (const layer of layers) spreadInto(made, layer, call.frame)
    begin(made, role, { ...call, self: [made] })
    return [made]
  }
  const extend: Native = call => {
    const made = classOf(`${key}.${siteOfCall(call)}`, role, [...layers, arg(call, 0)])
    const more = arg(call, 1).filter(atom => atom.kind === 'object')
    if (made.statics) spreadInto(made.statics, more, call.frame)
    return [made]
  }
  const statics = makeGlobal(`backbone.${key}`, { extend: [native('extend', extend, `backbone.${key}.extend`)] })
  return holding({ ...native(key, construct, `backbone.${key}`), construct, statics }, layers.flat())
}

function begin(made: Thing, role: Role, call: Call): void {
  made.holds = []
  made.lazy = (name, frame) => role.member(made, name, { frame })
  putFields(call.frame, made, { options: arg(call, 0) })
  role.start?.(made, call)
  const start = getMember([made], 'initialize', call).filter(atom => atom.kind === 'function')
  if (start.length > 0) invoke(start, call)
}

/** A method called by somebody else keeps its object. Functions with an arrow, which construct nothing, have their own. */
export function withSelf(value: Value, self: Value): Value {
  return value.map(atom =>
    atom.kind === 'function' && atom.code && atom.construct ? { ...atom, code: { ...atom.code, self } } : atom,
  )
}

/** `on`, `listenTo` and their like: handlers are called later, with their object. */
export function heard(owner: Thing, name: string): Value | undefined {
  if (!/^(?:on|once|bind|listenTo|listenToOnce|delegate)$/.test(name))
    return /^(?:off|stopListening|trigger|remove|unbind|setElement|delegateEvents|triggerMethod|navigate)$/.test(name)
      ? [native(name, () => [owner], `backbone.${name}:${owner.key}`)]
      : undefined
  const run: Native = call => {
    for (const one of call.args)
      callLater(
        withSelf(
          one.filter(atom => atom.kind === 'function'),
          [owner],
        ),
        call.frame,
        [unknown('event')],
      )
    return [owner]
  }
  return [holding(native(name, run, `backbone.${name}:${owner.key}`), [])]
}

/** Methods that an object names as handlers: `{ 'click .save': 'save' }`. */
function handlersIn(owner: Thing, table: Value, call: Call): void {
  for (const key of keysOf(table).names) {
    const given = getMember(table, key, call)
    const named = literalTexts(given).flatMap(name => getMember([owner], name, call))
    const functions = [...given, ...named].filter(atom => atom.kind === 'function')
    callLater(withSelf(functions, [owner]), call.frame, [unknown(/:(\w+)/.exec(key)?.[1] ?? 'event')])
  }
}

function startView(owner: Thing, call: Call): void {
  const option = (name: string) => getMember(arg(call, 0), name, call)
  for (const name of ['model', 'collection', 'el'])
    if (keysOf(arg(call, 0)).names.includes(name)) putFields(call.frame, owner, { [name]: option(name) })
  for (const name of ['events', 'triggers', 'modelEvents', 'collectionEvents'])
    handlersIn(owner, getMember([owner], name, call), call)
  const methods = ['render', 'onRender', 'onShow', 'onStart', 'onAttach', 'onBeforeRender']
  for (const name of methods) callLater(withSelf(ownFunction(owner, name, call), [owner]), call.frame)
}

function ownFunction(owner: Thing, name: string, call: Call): Value {
  return owner.slots.has(name) ? getMember([owner], name, call).filter(atom => atom.kind === 'function') : []
}

function startRouter(owner: Thing, call: Call): void {
  for (const name of ['routes', 'appRoutes']) handlersIn(owner, getMember([owner], name, call), call)
}
