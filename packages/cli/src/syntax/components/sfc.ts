import type { Node } from 'oxc-parser'
import { arg } from '../builtins/call.ts'
import { runBlock } from '../evaluate/statements.ts'
import { invoke } from '../machine/invoke.ts'
import { contextOf, siteOf } from '../machine/machine.ts'
import { noteType } from '../machine/note.ts'
import { callLater, withQueue } from '../machine/release.ts'
import { bind, openScope } from '../machine/scope.ts'
import { isRunning, makeGlobal, makeThing, putFields, readSlot } from '../machine/slots.ts'
import { defaultName } from '../modules/load.ts'
import { DEFAULT, type Module } from '../modules/module.ts'
import { getMember } from '../objects/member.ts'
import { spreadInto } from '../objects/spread.ts'
import type { Call, Frame } from '../values/frame.ts'
import { join } from '../values/join.ts'
import { holding, native, UNDEFINED, unknown } from '../values/make.ts'
import { literalTexts } from '../values/text.ts'
import type { Callable, Thing, Value } from '../values/value.ts'
import type { Component } from './component.ts'
import { addDeclared, ofType } from './declared.ts'
import { expose } from './exposed.ts'
import { handlerName } from './handler.ts'
import { isNested } from './nested.ts'
import { renderTemplate } from './template.ts'

/** Runs the part of a component's file that runs once: everything but the setup script. */
export function runComponentModule(module: Module, component: Component, frame: Frame): void {
  const { body } = module.source.program
  runBlock(
    body.filter(statement => !isSetup(statement, component)),
    frame,
  )
  const options = frame.scope.names.get(nameOfDefault(module))
  const made = makeComponent(module, component, options ? readSlot(options) : [])
  bind(frame.scope, DEFAULT, [made])
  module.exported.set('default', DEFAULT)
}

/** A class that is exported has a name of its own. */
function nameOfDefault({ source }: Module): string {
  const exported = source.program.body.find(one => one.type === 'ExportDefaultDeclaration')
  return exported?.type === 'ExportDefaultDeclaration' ? defaultName(exported.declaration) : DEFAULT
}

function isSetup(node: Node, { setup }: Component): boolean {
  return setup !== undefined && node.start >= setup[0] && node.end <= setup[1]
}

/** A single-file component as something that can be rendered with properties. */
function makeComponent(module: Module, component: Component, options: Value): Callable {
  const mountAs = (call: Call) => mountFile(module, { component, options }, call)
  const made = holding(native('component', mountAs, `component:${module.path}`), options)
  made.statics = makeGlobal(`component:${module.path}`)
  // What its options are told besides: `Page.install(app)`, `Page.name`.
  made.statics.lazy = (name, frame) => optionOf(options, name, frame)
  // Svelte's third and fourth version: `new App({ target, props })`.
  if (component.runes) made.construct = call => mountAs({ ...call, args: [propsOption(call)] })
  module.scope.frame.machine.files.set(module.path, made)
  return made
}

function optionOf(options: Value, name: string, frame: Frame): Value | undefined {
  const told = options.filter(atom => atom.kind === 'object' && atom.slots.has(name))
  return told.length > 0 ? getMember(told, name, { frame }) : undefined
}

function propsOption({ args: [options = []], frame }: Call): Value {
  return getMember(
    options.filter(atom => atom.kind === 'object'),
    'props',
    { frame },
  )
}

interface Parts {
  component: Component
  options: Value
}

function mountFile(module: Module, { component, options }: Parts, call: Call): Value {
  const { machine } = call.frame
  const frame = frameFor(module, call)
  if (!frame) return unknown('element')
  machine.mounted.add(module.path)
  const props = propsOf(call, frame)
  for (const atom of props)
    if (atom.kind === 'object') putFields(frame, atom, machine.world.properties?.(module.path, frame) ?? {})
  addDeclared(props, getMember(options, 'props', { frame }), frame)
  const setup = module.source.program.body.filter(statement => isSetup(statement, component))
  withQueue(machine, drain => {
    const instance = machine.world.instance?.(options, { ...call, frame, args: [props] }) ?? []
    for (const atom of instance) if (atom.kind === 'object') bindMembers(frame, atom)
    if (options.length > 0) expose(arg(call, 0), instance, frame)
    if (component.runes) bindRunes(frame, props)
    else bindMacros(frame, props, arg(call, 0))
    runBlock(setup, frame)
    drain()
  })
  renderTemplate(component.template, { frame, props, options })
  frame.active = false
  return unknown('element')
}

/** The frame in which a component is made; undefined where components nest without end. */
export function frameFor(module: Module, call: Call): Frame | undefined {
  const { frame } = call
  if (isNested(frame, -module.index)) return undefined
  const made = {
    machine: frame.machine,
    module,
    self: [],
    context: contextOf(frame, siteOf(frame.module, call.node), call.step),
    depth: frame.depth + 1,
    caller: frame,
    node: call.node,
    args: call.args,
    returns: [],
    yields: [],
    active: true,
    running: -module.index,
    begun: frame.machine.steps,
  } as Omit<Frame, 'scope'> as Frame
  made.scope = openScope(module.scope, made)
  return made
}

/** What a component is given, in one object. */
export function propsOf(call: Call, frame: Frame): Value {
  const props = makeThing(frame, -frame.module.index)
  for (const given of call.args) spreadInto(props, given, frame)
  return [props]
}

function bindMacros(frame: Frame, props: Value, given: Value): void {
  const { scope, module } = frame
  const key = (name: string) => `${name}:${module.path}:${frame.context}`
  const define = (name: string, run: (call: Call) => Value) =>
    bind(scope, name, [holding(native(name, run, key(name)), props)])
  // Names with a dollar sign, and those of one event, are those of Vue Macros: https://vue-macros.dev
  for (const name of ['defineProps', '$defineProps'])
    define(name, call => {
      addDeclared(props, arg(call, 0), call.frame)
      return ofType(props, call.types[0])
    })
  define('withDefaults', call => addDefaults(call))
  const emit = holding(
    native('emit', call => emitTo(props, call), key('emit')),
    props,
  )
  for (const name of ['defineEmits', '$defineEmits']) define(name, () => [emit])
  define('defineEmit', call => [
    holding(
      native('emit', inner => emitTo(props, { ...inner, args: [arg(call, 0), ...inner.args] }), key('emitOne')),
      [...props, ...arg(call, 0)],
    ),
  ])
  define('defineExpose', call => {
    expose(given, arg(call, 0), call.frame)
    return UNDEFINED
  })
  define('defineOptions', () => UNDEFINED)
  define('defineModel', call => modelRef(props, call))
  bind(scope, '$emit', [emit])
  bind(scope, '$props', props)
  bind(scope, '$attrs', props)
  bind(scope, '$listeners', props)
  bind(scope, '$route', unknown('route'))
  bind(scope, '$router', unknown('router'))
}

/** Svelte's words: what is derived or kept is the value itself. */
function bindRunes(frame: Frame, props: Value): void {
  const { scope, module } = frame
  const define = (name: string, run: (call: Call) => Value): Callable =>
    holding(native(name, run, `${name}:${module.path}:${frame.context}`), props)
  const first = (call: Call): Value => call.args[0] ?? UNDEFINED
  const run = (call: Call): Value => invoke(first(call), { ...call, args: [], self: [] })
  const rune = (name: string, own: (call: Call) => Value, members: Record<string, Value> = {}): void => {
    const made = define(name, own)
    bind(scope, name, [Object.keys(members).length > 0 ? { ...made, statics: makeGlobal(made.key, members) } : made])
  }
  bind(scope, '$$props', props)
  bind(scope, '$$restProps', props)
  rune('$props', call => noteType(props, call.types[0]))
  rune('$state', first, { raw: [define('$state.raw', first)], snapshot: [define('$state.snapshot', first)] })
  rune('$derived', first, { by: [define('$derived.by', run)] })
  rune('$bindable', first)
  rune('$effect', call => [run(call), UNDEFINED][1] as Value, { pre: [define('$effect.pre', run)] })
  rune('createEventDispatcher', () => [define('dispatch', call => emitTo(props, call))])
}

/** The members of an instance that is described by options are names in its template. */
export function bindMembers(frame: Frame, instance: Thing): void {
  frame.self = [instance]
  for (const [name, slot] of instance.slots) frame.scope.names.set(name, slot)
}

function addDefaults(call: Call): Value {
  const [props = [], defaults = []] = call.args
  for (const atom of props) {
    if (atom.kind !== 'object') continue
    for (const given of defaults) {
      for (const [name, slot] of given.kind === 'object' ? given.slots : []) {
        if (!atom.slots.has(name)) putFields(call.frame, atom, { [name]: readSlot(slot) })
      }
    }
  }
  return props
}

function emitTo(props: Value, call: Call): Value {
  const [event = [], ...args] = call.args
  let result: Value = []
  for (const name of literalTexts(event)) {
    const handler = getMember(props, handlerName(name), { frame: call.frame })
    if (handler.some(atom => atom.kind === 'function'))
      result = join(result, invoke(handler, { ...call, self: [], args }))
  }
  return result.length > 0 ? result : UNDEFINED
}

function modelRef(props: Value, call: Call): Value {
  const [name = 'modelValue'] = literalTexts(call.args[0] ?? [])
  const ref = makeThing(call.frame, siteOf(call.frame.module, call.node), 'ref')
  putFields(call.frame, ref, { value: getMember(props, name, { frame: call.frame }) })
  ref.written = (_field, value, frame) => {
    const told = getMember(props, handlerName(`update:${name}`), { frame }).filter(atom => atom.kind === 'function')
    if (isRunning(frame)) invoke(told, { ...call, frame, self: [], args: [value] })
    else callLater(told, frame, [value])
  }
  return [ref]
}
