import {
  type Atom,
  addToCell,
  type Call,
  type Callable,
  cellOf,
  classNode,
  contextNamed,
  contextOf,
  type Decoration,
  decorationsOf,
  dependenciesOf,
  ELEMENT,
  elementsOf,
  type Frame,
  frameOfComponent,
  frameOfTemplate,
  getMember,
  invoke,
  join,
  literalText,
  literalTexts,
  type Machine,
  type Mounter,
  makeInstance,
  makeThing,
  placeOf,
  putFields,
  readCell,
  readSlot,
  runTask,
  type Surroundings,
  setFields,
  showTemplate,
  siteOf,
  siteOfCall,
  type Thing,
  templateOf,
  use,
  type Value,
} from '../../syntax/index.ts'
import { handle, valueIn } from '../rxjs/observable.ts'
import { fieldOf, typeInto } from './forms.ts'
import { handedIn, handOn, provide, resolveToken, singleton, withHanded } from './injection.ts'
import { fillSelected } from './ngxs.ts'
import { givenByRoutes } from './routes.ts'
import { isInputSignal, setSignals, storesOf } from './signals.ts'

const CORE = '@angular/core'
const SHOWN = new Set(['Component', 'Directive'])

function describes(owner: Callable): Decoration | undefined {
  return decorationsOf(owner).find(one => one.member === undefined && one.from === CORE)
}

function nameOfClass(kind: string): string {
  return `angular:class:${kind}`
}

/** Notes by what names templates speak of a class. */
export function register(owner: Callable, frame: Frame): void {
  const { machine } = frame
  const one = describes(owner)
  if (!one || !(SHOWN.has(one.name) || one.name === 'Pipe')) return
  const [description = []] = one.args()
  const selector = literalText(getMember(description, 'selector', { frame })) ?? ''
  const name = literalText(getMember(description, 'name', { frame }))
  if (one.name === 'Pipe' && name) addToCell(machine, cellOf(machine, nameOfClass(`|${name}`)), [owner])
  for (const part of one.name === 'Pipe' ? [] : selector.split(',')) {
    const attribute = /\[([\w-]+)[^\]]*\]/.exec(part)?.[1]
    const key = attribute ? `[${attribute}]` : /^\s*([\w-]+)/.exec(part)?.[1]
    if (key) addToCell(machine, cellOf(machine, nameOfClass(key)), [owner])
  }
}

function classesNamed(machine: Machine, keys: readonly string[]): Value {
  return keys.reduce<Value>((found, key) => join(found, readCell(cellOf(machine, nameOfClass(key)))), [])
}

const surroundings = (machine: Machine): Surroundings => ({
  classes: (tag, attributes) => classesNamed(machine, [tag, ...attributes.map(name => `[${name}]`)]),
  pipe: throughPipe,
  field: fieldOf,
  type: typeInto,
  handOn: (given, frame) => handOn(frame.self, given, frame),
})

/** `value | name: args`: `async` waits, pipes of the program transform, all others show what they are given. */
function throughPipe(call: Call): Value {
  const [names = [], value = [], ...args] = call.args
  const [name = ''] = literalTexts(names)
  if (name === 'async') return valueIn(value, call)
  const classes = classesNamed(call.frame.machine, [`|${name}`])
  let result: Value = []
  for (const atom of classes) {
    if (atom.kind !== 'function') continue
    const instance = singleton(atom, call)
    const run = getMember(instance, 'transform', call)
    result = join(result, invoke(run, { ...call, self: instance, args: [value, ...args], types: [] }, name))
  }
  return result.length > 0 ? result : value
}

/** Classes of the framework: components are shown, modules opened, services made. */
export const mountClass: Mounter = (component, props, call) => {
  if (component.kind !== 'function' || !classNode(component)) return undefined
  const one = describes(component)
  if (!one) return undefined
  if (one.name === 'NgModule') openModule(component, one, call)
  else if (SHOWN.has(one.name)) return showOnce(component, props, call)
  else {
    const instance = singleton(component, call)
    for (const name of LOADED) runHook(instance, name, call)
  }
  return ELEMENT
}

/** What the router calls on services that its table names. */
const LOADED = ['canActivate', 'canActivateChild', 'canDeactivate', 'canLoad', 'canMatch', 'resolve']
const FIRST = ['ngOnChanges', 'ngOnInit', 'ngDoCheck', 'ngAfterContentInit', 'ngAfterViewInit', 'ngAfterViewChecked']

function runHook(instance: Value, name: string, call: Call): Value {
  const hook = getMember(instance, name, { frame: call.frame }).filter(atom => atom.kind === 'function')
  if (hook.length === 0) return []
  return invoke(hook, { ...call, self: instance, args: [], types: [], free: true })
}

/** Opens a module: what it provides, what it shows first, the modules that it imports. */
function openModule(owner: Callable, one: Decoration, call: Call): void {
  const { frame } = call
  runTask(frame.machine, { name: `angular module ${owner.key}`, inputs: [[owner]] }, () => {
    const [description = []] = one.args()
    const part = (name: string): Value => getMember(description, name, { frame })
    provide(part('providers'), call)
    openAll([...part('imports'), ...part('exports')], call, { modules: true })
    openAll(part('bootstrap'), call, { modules: false })
    singleton(owner, call)
    return []
  })
}

interface Opening {
  /** Only modules: components are shown where a template speaks of them. */
  modules: boolean
  depth?: number
}

/** The modules of a list, also of lists in it. */
function openAll(listed: Value, call: Call, { modules, depth = 0 }: Opening): void {
  if (depth > 6) return
  for (const atom of listed) {
    if (atom.kind === 'object' && atom.tag === 'array') {
      for (const one of elementsOf([atom], call.frame)) openAll(one, call, { modules, depth: depth + 1 })
    } else if (atom.kind === 'function' && (!modules || describes(atom)?.name === 'NgModule'))
      mountClass(atom, [], call)
  }
}

function showOnce(component: Callable, props: Value, call: Call): Value {
  const { frame } = call
  const within = isWithinItself(component, frame)
  const context = within ? 'itself' : contextOf(frame, siteOfCall(call), call.step)
  const name = `${component.key}<${context}${frame.polls ? ' polls' : ''}`
  const place = () => placeOf(frame, call.node)
  return runTask(frame.machine, { name, inputs: [[component], props], place }, () => {
    const apart = { ...frame, context: contextNamed({ ...frame, context: 0 }, name) }
    show(component, props, within ? { ...call, frame: apart } : call)
    return ELEMENT
  })
}

/** A view that shows views in five places is shown once within itself, for all of them. */
function isWithinItself({ code }: Callable, frame: Frame): boolean {
  const site = code && siteOf(code.module, code.node)
  for (let at: Frame | undefined = frame; at; at = at.caller) if (site !== undefined && at.running === site) return true
  return false
}

function show(owner: Callable, props: Value, call: Call): void {
  const node = classNode(owner)
  const frame = frameOfComponent(owner, call)
  const one = describes(owner)
  if (!frame || !node || !one) return
  const [description = []] = one.args()
  const inner: Call = { ...call, self: [], args: [], types: [], frame, node }
  provide(getMember(description, 'providers', { frame }), inner)
  const handed = handedIn(props, frame)
  const instance = withHanded(handed, frame, () => {
    const args = dependenciesOf(owner).map(token => resolveToken(token, inner))
    return makeInstance(owner, { ...inner, args }, made => fillSelected(owner, made, inner))
  })
  handOn(props, instance, frame)
  giveInputs(owner, instance, { props, frame })
  const routed = [...givenByRoutes(owner, frame)].filter(isThing)
  for (const given of routed)
    giveInputs(owner, instance, { props: [inputsAmong(given, owner, { instance, frame })], frame })
  for (const name of FIRST) runHook([instance], name, inner)
  frame.active = false
  runHook([instance], 'ngOnDestroy', inner)
  const template = one.name === 'Component' ? templateOf(owner, description, one.offset) : undefined
  if (template) showTemplate(template.parts, frameOfTemplate(template, instance, frame), surroundings(frame.machine))
  tellOutputs(owner, instance, { props, call: inner })
  listen(owner, instance, inner)
}

/** The member behind an input's or output's name. */
function memberNamed(owner: Callable, name: string): string {
  for (const one of [owner, ...(owner.parent ?? [])]) {
    if (one.kind !== 'function') continue
    for (const decoration of decorationsOf(one)) {
      if (decoration.member === undefined || !/^(?:In|Out)put$/.test(decoration.name)) continue
      if (decoration.args().some(given => literalText(given) === name)) return decoration.member
    }
  }
  return name
}

/** A route gives to inputs, and to no other member that is called so. */
function inputsAmong(given: Thing, owner: Callable, { instance, frame }: { instance: Thing; frame: Frame }): Thing {
  const declared = [owner, ...(owner.parent ?? [])].flatMap(one => (one.kind === 'function' ? decorationsOf(one) : []))
  const isInput = (name: string): boolean => {
    const held = instance.slots.get(name)
    if (held && isInputSignal(readSlot(held))) return true
    const member = memberNamed(owner, name)
    return declared.some(one => one.name === 'Input' && one.member === member)
  }
  const made = makeThing(frame, -1)
  for (const [name, slot] of given.slots) if (isInput(name)) putFields(frame, made, { [name]: readSlot(slot) })
  const members = declared.flatMap(one => (one.name === 'Input' && one.member !== undefined ? [one.member] : []))
  for (const name of [...instance.slots.keys(), ...members]) {
    const value = isInput(name) && !made.slots.has(name) ? given.lazy?.(name, frame) : undefined
    if (value) putFields(frame, made, { [name]: value })
  }
  return made
}

interface Given {
  props: Value
  frame: Frame
}

function giveInputs(owner: Callable, instance: Thing, { props, frame }: Given): void {
  for (const atom of props) {
    if (atom.kind !== 'object') continue
    for (const [name, slot] of atom.slots) {
      if (/^[(#]/.test(name)) continue
      const member = memberNamed(owner, name)
      const value = readSlot(slot)
      const setter = getMember([instance], `set ${member}`, { frame }).filter(one => one.kind === 'function')
      if (setter.length > 0) callSetter(setter, value, { self: [instance], frame })
      const held = instance.slots.get(member)
      if (held && setSignals(readSlot(held), value, frame)) continue
      setFields(frame, instance, { [member]: value })
    }
  }
}

function callSetter(setter: Value, value: Value, { self, frame }: { self: Value; frame: Frame }): void {
  const node = frame.node ?? { start: 0, end: 0 }
  invoke(setter, { args: [value], self, types: [], frame, node })
}

function tellOutputs(owner: Callable, instance: Thing, { props, call }: { props: Value; call: Call }): void {
  for (const atom of props) {
    if (atom.kind !== 'object') continue
    for (const [name, slot] of atom.slots) {
      if (!name.startsWith('(')) continue
      const output = getMember([instance], memberNamed(owner, name.slice(1, -1)), call)
      const stores: Atom[] = storesOf(output)
      handle(call, readSlot(slot), valueIn(stores.length > 0 ? stores : output.filter(isThing), call))
    }
  }
}

function isThing(atom: Atom): atom is Thing {
  return atom.kind === 'object'
}

/** `@HostListener('click')` methods are handlers. */
function listen(owner: Callable, instance: Thing, call: Call): void {
  for (const { name, member } of decorationsOf(owner)) {
    if (name === 'HostListener' && member !== undefined) runHook([instance], member, call)
  }
}

/** `bootstrapApplication(App, { providers })`. */
export function start(call: Call): void {
  const [component = [], options = []] = call.args
  provide(getMember(options, 'providers', call), call)
  for (const atom of component) mountClass(atom, [], call)
  use(options)
}
