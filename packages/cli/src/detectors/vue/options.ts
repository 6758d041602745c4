import {
  addToCell,
  arg,
  type Call,
  callback,
  callLater,
  cellOf,
  elementsOf,
  type Frame,
  getMember,
  handlerName,
  holding,
  invoke,
  join,
  keysOf,
  literalTexts,
  makeRefs,
  makeThing,
  native,
  putFields,
  readCell,
  readSlot,
  setFields,
  setMember,
  siteOfCall,
  spreadInto,
  type Thing,
  turn,
  UNDEFINED,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'
import { busMember } from './bus.ts'
import { remembered } from './computed.ts'
import { described } from './decorated/options.ts'
import { runGuards } from './guards.ts'
import { RENDERER } from './hyperscript.ts'
import { dataOfPage, runPageOptions } from './pages.ts'
import { mixedIn, plugged, rootIn } from './plugins.ts'
import { ROUTE } from './routes.ts'

const LIFE = [
  'beforeCreate',
  'created',
  'beforeMount',
  'mounted',
  'serverPrefetch',
  'beforeUpdate',
  'updated',
  'activated',
  'deactivated',
  'errorCaptured',
  'beforeUnmount',
  'beforeDestroy',
  'destroyed',
  'unmounted',
]

/** The instance of a component that is described by options: data, properties, computed members and methods in one object. */
export function instanceOf(options: Value, call: Call): Value {
  const layer = described(options)
  const { frame } = call
  const instance = makeThing(frame, siteOfCall(call), 'instance')
  if (layer.length === 0) {
    // A setup script describes nothing, and its template has what plugins give all the same.
    instance.lazy = (name, inner) => plugged(name, inner) ?? busMember(instance, name)
    instance.holds = []
    return [instance]
  }
  const self: Value = [instance]
  const props = arg(call, 0)
  const layers = layersOf(layer, frame, 0)
  const data = layers.flatMap(layer => dataOfPage(layer, call))
  spreadInto(instance, props, frame)
  spreadInto(instance, data, frame)
  // What nobody knows of the properties comes after what plugins give: else it would be all there is.
  const open = instance.bases.flatMap(base => base.value)
  instance.bases = []
  instance.lazy = (name, inner) => plugged(name, inner) ?? givenBy(open, name, inner)
  addHelpers(instance, { props, options: layer }, frame)
  for (const layer of layers) fillFrom(layer, { ...call, self }, instance)
  // It takes the place of what a page begins with.
  for (const atom of data)
    if (atom.kind === 'object') spreadInto(instance, [{ ...atom, key: atom.key, bases: [] }], frame)
  keepForms(instance)
  for (const layer of layers) runPageOptions(layer, { ...call, self }, instance)
  for (const name of LIFE)
    for (const layer of layers) run(getMember(layer, name, { frame }), { ...call, self, args: [] })
  for (const layer of layers) runGuards(layer, { ...call, self })
  for (const layer of layers) runWatchers(getMember(layer, 'watch', { frame }), { ...call, self })
  for (const layer of layers) use(run(getMember(layer, 'render', { frame }), { ...call, self, args: [[RENDERER]] }))
  return self
}

/** An answer takes the place of an empty form that is written down, and has its fields. */
function keepForms(instance: Thing): void {
  const { written } = instance
  instance.written = (name, value, frame) => {
    if (written?.(name, value, frame) === true) return true
    const before = instance.slots.get(name)
    const isLoaded = before && value.some(atom => atom.kind === 'answer') && readSlot(before).some(isForm)
    if (isLoaded) setFields(frame, instance, { [name]: join(readSlot(before), value) })
    return isLoaded === true
  }
}

function isForm(atom: Value[number]): boolean {
  return atom.kind === 'object' && atom.tag === 'plain' && atom.slots.size > 1
}

function givenBy(open: Value, name: string, frame: Frame): Value | undefined {
  return open.length > 0 ? getMember(open, name, { frame }) : undefined
}

const MOST_LAYERS = 5

/** What a component is put together from: mixins for all, its own mixins, what it extends, and itself. */
function layersOf(options: Value, frame: Frame, depth: number): Value[] {
  if (depth > MOST_LAYERS) return []
  const own = elementsOf(getMember(options, 'mixins', { frame }), frame)
  const above = getMember(options, 'extends', { frame })
  // A class may stand for several that it is mixed of.
  const given = [...above.map(atom => [atom]), ...own, ...(depth === 0 ? [mixedIn(frame)] : [])]
  const below = given.map(described).filter(value => value.length > 0)
  return [...below.flatMap(value => layersOf(value, frame, depth + 1)), options]
}

/** Everything of one layer that can be read from the instance. */
function fillFrom(layer: Value, call: Call, instance: Thing): void {
  const { frame, self } = call
  const part = (name: string) => getMember(layer, name, { frame })
  addInjected(instance, part('inject'), frame)
  addMethods(instance, part('methods'), call)
  const data = part('data')
  const isFunction = data.some(atom => atom.kind === 'function')
  spreadInto(instance, isFunction ? invoke(data, { ...call, args: [self] }) : data, frame)
  addComputed(instance, part('computed'), call)
  const provided = part('provide')
  const given = provided.some(atom => atom.kind === 'function') ? run(provided, { ...call, args: [] }) : provided
  for (const name of keysOf(given).names) {
    addToCell(frame.machine, cellOf(frame.machine, `provide:${name}`), getMember(given, name, { frame }))
  }
  const setup = part('setup').filter(atom => atom.kind === 'function')
  if (setup.length === 0) return
  const made = invoke(setup, { ...call, self: [], args: [arg(call, 0), self] })
  spreadInto(instance, made, frame)
  // What a setup gives may be what shows the component.
  use(run(made, { ...call, args: [] }))
}

/** `inject: ['client']` and `inject: { client: 'name' }`. */
function addInjected(instance: Thing, injected: Value, frame: Frame): void {
  const listed = elementsOf(
    injected.filter(atom => atom.kind === 'object' && atom.tag === 'array'),
    frame,
  ).flatMap(literalTexts)
  const named = keysOf(injected.filter(atom => atom.kind === 'object' && atom.tag !== 'array')).names
  for (const name of [...listed, ...named]) {
    const [from = name] = literalTexts(getMember(injected, name, { frame }))
    const given = readCell(cellOf(frame.machine, `provide:${from}`))
    putFields(frame, instance, { [name]: given.length > 0 ? given : unknown(name) })
  }
}

function runWatchers(watchers: Value, call: Call): void {
  const { frame, self } = call
  for (const [index, name] of keysOf(watchers).names.entries()) {
    const watcher = getMember(watchers, name, { frame })
    const isPlain = watcher.some(atom => atom.kind === 'function')
    const handler = isPlain ? watcher : getMember(watcher, 'handler', { frame })
    const named = literalTexts(isPlain ? watcher : [...watcher, ...handler]).map(method =>
      getMember(self, method, { frame }),
    )
    const told = { ...turn(call, index), args: nowAndBefore(pathMember(self, name, frame)) }
    for (const one of [handler, ...named]) run(one, told)
  }
}

/** What a watcher is told: a value, and the one before it, which was there. */
function nowAndBefore(value: Value): Value[] {
  const before = value.filter(atom => atom.kind !== 'constant' || atom.value !== undefined)
  return [value, before.length > 0 ? before : unknown('before')]
}

/** `form.title` */
function pathMember(value: Value, path: string, frame: Frame): Value {
  return path.split('.').reduce((inner, name) => getMember(inner, name, { frame }), value)
}

function run(value: Value, call: Call): Value {
  const functions = value.filter(atom => atom.kind === 'function')
  return functions.length > 0 ? invoke(functions, call) : []
}

function addMethods(instance: Thing, methods: Value, call: Call): void {
  for (const name of keysOf(methods).names) {
    const method = getMember(methods, name, call).filter(atom => atom.kind === 'function')
    const key = `${name}:${instance.key}`
    const bound = holding(
      native(name, inner => invoke(method, { ...inner, self: call.self }), key),
      method,
    )
    // Whoever is handed a method may call it as any other function.
    const [only] = method
    const code = method.length === 1 ? only?.code : undefined
    putFields(call.frame, instance, { [name]: [code ? { ...bound, code: { ...code, self: call.self } } : bound] })
  }
}

function addComputed(instance: Thing, computed: Value, call: Call): void {
  const members = new Map<string, Value>()
  for (const name of keysOf(computed).names) {
    const given = getMember(computed, name, call)
    const getter = given.some(atom => atom.kind === 'function') ? given : getMember(given, 'get', call)
    members.set(
      name,
      getter.filter(atom => atom.kind === 'function'),
    )
  }
  const setters = new Map(keysOf(computed).names.map(name => [name, setterOf(getMember(computed, name, call), call)]))
  const written = instance.written
  instance.written = (name, value, frame) => {
    const setter = setters.get(name) ?? []
    if (setter.length === 0) return written?.(name, value, frame)
    invoke(setter, { ...call, frame, args: [value] })
    return true
  }
  const before = instance.lazy
  instance.holds = [...(instance.holds ?? []), ...[...members.values()].flat()]
  instance.lazy = (name, frame) => {
    const getter = members.get(name)
    if (!getter) return before?.(name, frame)
    return remembered({ instance, name, frame }, () => invoke(getter, { ...call, frame, args: [call.self] }))
  }
}

/** `computed: { all: { get() { … }, set(rows) { … } } }` */
function setterOf(described: Value, call: Call): Value {
  const parts = described.filter(atom => atom.kind === 'object')
  return parts.length > 0 ? getMember(parts, 'set', call).filter(atom => atom.kind === 'function') : []
}

interface Described {
  props: Value
  options: Value
}

function addHelpers(instance: Thing, { props, options }: Described, frame: Frame): void {
  const helper = (name: string, call: (call: Call) => Value, holds: Value = []) =>
    putFields(frame, instance, { [name]: [holding(native(name, call, `${name}:${instance.key}`), holds)] })
  putFields(frame, instance, { $props: props, $attrs: props, $listeners: props, $options: options })
  putFields(frame, instance, { $root: [rootIn(frame)], $refs: [makeRefs(frame, instance.key)], $route: [ROUTE] })
  helper('$nextTick', call => {
    callLater(arg(call, 0), call.frame)
    return unknown('tick')
  })
  helper('$emit', call => emit(props, call), props)
  helper('$watch', call => {
    const watched = literalTexts(arg(call, 0)).flatMap(path => pathMember([instance], path, call.frame))
    const value = watched.length > 0 ? watched : run(arg(call, 0), { ...call, self: [instance], args: [] })
    callLater(arg(call, 1), call.frame, nowAndBefore(value))
    return unknown('unwatch')
  })
  helper('$set', call => {
    for (const name of literalTexts(arg(call, 1))) setMember(arg(call, 0), { name, value: arg(call, 2) }, call.frame)
    return arg(call, 2)
  })
}

/** `this.$emit('save', item)` calls the handler that the parent gave. */
function emit(props: Value, call: Call): Value {
  for (const name of literalTexts(arg(call, 0))) {
    const handler = getMember(props, handlerName(name), { frame: call.frame })
    callback(
      call,
      handler.filter(atom => atom.kind === 'function'),
      call.args.slice(1),
    )
  }
  return UNDEFINED
}
