import {
  addToCell,
  arg,
  type Call,
  callback,
  cellOf,
  type Frame,
  getMember,
  literalTexts,
  makeThing,
  openField,
  putFields,
  readCell,
  release,
  type Thing,
  UNDEFINED,
  type Value,
} from '../../syntax/index.ts'
import { busMember } from './bus.ts'

const PROTOTYPE = 'vue.prototype'

/** What `Vue.prototype` and `app.config.globalProperties` are: the members that every instance has. */
export function prototypeIn(frame: Frame): Thing {
  return sharedIn(frame, PROTOTYPE)
}

/**
 * One object for each program, made of cells: who holds it writes to it at any time, and whoever reads it is told.
 * `lazy` gives the members that nobody wrote.
 */
export function sharedIn(frame: Frame, name: string, lazy?: Thing['lazy']): Thing {
  const cell = cellOf(frame.machine, name)
  const [known] = cell.value
  if (known?.kind === 'object') return known
  const tag = lazy ? 'instance' : 'plain'
  const made: Thing = { kind: 'object', key: `global:${name}`, round: 0, tag, slots: new Map(), bases: [] }
  if (lazy) {
    made.lazy = (member, at) => writtenTo(made, member, at) ?? lazy(member, at)
    made.written = (member, _, at) => firstWritten(made, member, at)
  }
  cell.value = [made]
  return made
}

/** What `$root` is: components hang on it what others find there. */
export function rootIn(frame: Frame): Thing {
  return sharedIn(frame, 'vue.root', (name, at) => plugged(name, at) ?? busMember(rootIn(at), name))
}

/** Who looks whether somebody wrote it before may be the first: `if (this.$root.line) return`. */
function firstWritten(thing: Thing, name: string, frame: Frame): boolean {
  if (!name.startsWith('$')) {
    openField(frame, thing, name)
    const slot = thing.slots.get(name)
    if (slot?.value.length === 0) slot.value = UNDEFINED
  }
  return false
}

/** A member that somebody writes at any time; undefined while nobody has. */
function writtenTo(thing: Thing, name: string, frame: Frame): Value | undefined {
  if (!frame.machine.assigned.has(`.${name}`)) return undefined
  openField(frame, thing, name)
  const slot = thing.slots.get(name)
  const value = slot?.cell ? readCell(slot.cell) : []
  return value.length > 0 ? value : undefined
}

/** A member that a plugin gave to every instance. */
export function plugged(name: string, frame: Frame): Value | undefined {
  const { machine } = frame
  if (!name.startsWith('$') && !machine.assigned.has(`.${name}`)) return undefined
  const prototype = prototypeIn(frame)
  openField(frame, prototype, name)
  const slot = prototype.slots.get(name)
  const value = slot?.cell ? readCell(slot.cell) : []
  return value.length > 0 ? value : undefined
}

/** The options that `Vue.mixin` adds to every component. */
export function mixedIn(frame: Frame): Value {
  return readCell(cellOf(frame.machine, 'vue.mixins'))
}

/** `Vue.mixin(options)` and `app.mixin(options)`. */
export function mixin(call: Call): Value {
  addToCell(call.frame.machine, cellOf(call.frame.machine, 'vue.mixins'), arg(call, 0))
  return UNDEFINED
}

/** `Vue.use(plugin, options)` and `app.use(plugin, options)`: the plugin is given the app. */
export function install(app: Value, call: Call): Value {
  const plugin = arg(call, 0)
  const isFunction = plugin.some(atom => atom.kind === 'function')
  const installer = isFunction ? plugin : getMember(plugin, 'install', { frame: call.frame })
  callback(
    call,
    installer.filter(atom => atom.kind === 'function'),
    [app, arg(call, 1)],
  )
  release(plugin, call.frame)
  return app
}

/** `Vue.component(name, component)` and `app.component(name, component)`. */
export function register(call: Call): Value {
  const { machine } = call.frame
  for (const name of literalTexts(arg(call, 0))) addToCell(machine, cellOf(machine, `component:${name}`), arg(call, 1))
  return arg(call, 1)
}

/** `app.config`, whose `globalProperties` every instance has. */
export function configOf(call: Call, site: number): Thing {
  const config = makeThing(call.frame, site, 'instance')
  putFields(call.frame, config, { globalProperties: [prototypeIn(call.frame)] })
  return config
}
