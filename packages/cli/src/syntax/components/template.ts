import type { Expression, Node } from 'oxc-parser'
import { callback, isImport } from '../builtins/call.ts'
import { makeClosure } from '../evaluate/functions.ts'
import { bindPattern } from '../evaluate/patterns.ts'
import { contextOf, placeOf, siteOf } from '../machine/machine.ts'
import { findName, inScope, openScope } from '../machine/scope.ts'
import { cellOf, type Field, makeThing, putField, putFields, readCell, readSlot } from '../machine/slots.ts'
import { use } from '../machine/use.ts'
import { providedValue } from '../modules/modules.ts'
import { nameOfExpression } from '../modules/names.ts'
import { elementsOf } from '../objects/elements.ts'
import { keysOf } from '../objects/keys.ts'
import { getMember, refValue } from '../objects/member.ts'
import { keyedPart } from '../objects/over.ts'
import { spreadInto } from '../objects/spread.ts'
import { elementOf, typedInto } from '../values/control.ts'
import type { Call, Frame } from '../values/frame.ts'
import { join, joinAll, truth } from '../values/join.ts'
import { settled, TRUE, text, unknown } from '../values/make.ts'
import { literalText, literalTexts } from '../values/text.ts'
import type { Callable, Primitive, Thing, Value } from '../values/value.ts'
import { assignModel, BOTH_WAYS, updater, updaters } from './assigned.ts'
import type { Attribute, Markup } from './component.ts'
import { aroundChildren, controlOfElement, within } from './controls.ts'
import { fillRef } from './exposed.ts'
import { handlerName } from './handler.ts'
import { attributesOf, mount, renderIntrinsic } from './jsx.ts'
import { handedRow, rowsOf } from './rows.ts'

/** What a template is rendered with. */
export interface Rendering {
  frame: Frame
  props: Value
  options: Value
  /** At the root of a component: the properties whose listeners its element gets. */
  fallen?: Value
  /** The context of the component, for what it holds by `ref`. */
  context?: number
}

/** Renders a template in the scope of its setup script. */
export function renderTemplate(template: readonly (Markup | Expression)[], rendering: Rendering): void {
  const { frame, props } = rendering
  const outer = frame.scope
  frame.scope = openScope(outer, frame)
  for (const atom of props) {
    if (atom.kind !== 'object') continue
    for (const [name, slot] of atom.slots) {
      if (!findName(outer, name)) frame.scope.names.set(name, slot)
    }
  }
  const isVue = frame.module.source.component?.runes === undefined
  const whole = isVue ? { ...rendering, fallen: props, context: frame.context } : rendering
  for (const node of template) renderNode(node, whole)
  frame.scope = outer
}

function renderAll(nodes: readonly (Markup | Expression)[], rendering: Rendering): void {
  const { fallen: _, ...inside } = rendering
  for (const node of nodes) renderNode(node, inside)
}

function renderNode(node: Markup | Expression, rendering: Rendering): void {
  if ('type' in node) use(rendering.frame.machine.evaluate(node, rendering.frame))
  else renderMarkup(node, rendering)
}

function renderMarkup(markup: Markup, rendering: Rendering): void {
  const { frame } = rendering
  if (!markup.each) {
    renderTested(markup, rendering)
    return
  }
  const list = frame.machine.evaluate(markup.each.list, frame)
  const items = keyedItems(markup, list, frame) ?? answeredTogether(elementsOf(list, frame))
  const { context } = frame
  for (const [index, item] of items.slice(0, 20).entries()) {
    frame.context = contextOf({ ...frame, context }, frame.module.index * 2 ** 40 + markup.offset * 2 ** 20, index + 1)
    inScope(frame, () => {
      const [value, ...rest] = markup.each?.params.params ?? []
      if (value && value.type !== 'RestElement' && value.type !== 'TSParameterProperty') bindPattern(value, item, frame)
      for (const param of rest) {
        if (param.type === 'Identifier') bindPattern(param, unknown(param.name), frame)
      }
      renderTested(markup, rendering)
    })
  }
  frame.context = context
}

/** What several answers list is alike for a template: it is shown once for all of them. */
function answeredTogether(items: Value[]): Value[] {
  const answered = items.filter(item => item.length > 0 && item.every(atom => atom.kind === 'answer'))
  if (answered.length < 2) return items
  const [first] = answered
  return items.flatMap(item => (answered.includes(item) ? (item === first ? [joinAll(answered)] : []) : [item]))
}

/** `(value, key) in answer`: the members of an object under keys that are not known. */
function keyedItems(markup: Markup, list: Value, frame: Frame): Value[] | undefined {
  const key = markup.each?.params.params[1]
  if (key?.type !== 'Identifier') return undefined
  const shown = list.flatMap(atom => (atom.kind === 'object' && atom.tag === 'ref' ? refValue(atom) : [atom]))
  const answers = shown.filter(atom => atom.kind === 'answer' && atom.source === frame.machine.refused)
  return answers.length > 0 ? answers.map(atom => (atom.kind === 'answer' ? keyedPart(atom, key.name) : [])) : undefined
}

function renderTested(markup: Markup, rendering: Rendering): void {
  const { frame } = rendering
  const shown = markup.test ? frame.machine.evaluate(markup.test, frame) : TRUE
  use(shown)
  const isOther =
    truth(shown) === false && markup.test && (compares(markup.test) || isComparedElsewhere(markup.test, shown))
  if (!isOther) renderElement(markup, rendering)
}

/** `isText() { return this.type === 'text' }` compares, too. */
function isComparedElsewhere(test: Expression, shown: Value): boolean {
  return test.type !== 'BinaryExpression' && shown.every(isCompared)
}

function isCompared(atom: Value[number]): boolean {
  return atom.kind === 'constant' && atom.compared === true
}

/** `row.kind === 'book'` says which of several rows an element is for; `isOpen` is what somebody may open. */
function compares(test: Expression): boolean {
  if (test.type === 'LogicalExpression') return compares(test.left) && compares(test.right)
  return (
    test.type === 'BinaryExpression' && /^[!=]==?$/.test(test.operator) && !isFlag(test.left) && !isFlag(test.right)
  )
}

/** `isOpen === true` asks for what somebody may open. */
function isFlag(node: Node): boolean {
  return node.type === 'Literal' && typeof node.value === 'boolean'
}

function renderElement(markup: Markup, rendering: Rendering): void {
  const { frame } = rendering
  const node = { start: markup.offset, end: markup.offset + markup.name.length }
  const props = makeThing(frame, siteOf(frame.module, node))
  for (const attribute of markup.attributes.filter(one => !isModel(one)))
    addAttribute(props, attribute, { markup, frame })
  const component = componentOf(markup, props, rendering)
  const isPlain = component === undefined && /^[a-z]+$/.test(markup.name)
  const models = markup.attributes.filter(isModel).map(model => addModel(props, model, { markup, frame, isPlain }))
  addListeners(props, rendering.fallen ?? [], { frame, nameOf: key => key })
  const call: Call = { args: [[props]], self: [], frame, node, types: [] }
  // What a package shows is typed into like a field of the browser.
  if (!component?.some(atom => atom.kind === 'function' && !isOfPackage(atom, call))) for (const type of models) type()
  else addOldModel(component, props, frame)
  if (component?.some(atom => atom.kind !== 'constant')) mount(component, [props], call)
  else if (markup.name !== 'template' && markup.name !== 'slot') {
    renderIntrinsic(markup.name, props, { frame, node: node as never })
  }
  if (rendering.context !== undefined)
    fillRef(props, elementHeld(markup, props, frame), { frame, context: rendering.context })
  const rows = isPackaged(markup) ? rowsOf(attributesOf(props), frame) : []
  const inside = component ? undefined : aroundChildren(markup.name, () => attributesOf(props), { frame, node })
  const around = rows.length > 0 ? { ...inside, rows } : inside
  const show = () => showChildren(markup, rendering)
  if (around) within(frame.machine, around, show)
  else show()
}

/** What the program gets that holds an element: fields and forms with what is typed into them. */
function elementHeld(markup: Markup, props: Thing, frame: Frame): Value {
  if (!props.slots.has('ref')) return []
  const control = controlOfElement(markup.name, attributesOf(props), { frame, node: { start: markup.offset } })
  return control ? elementOf(control) : unknown('element')
}

/** A component of a package that a function imports when it is shown. */
function isOfPackage(component: Callable, call: Call): boolean {
  const loaded = isImport(component) ? settled(callback(call, [component], [])) : []
  return loaded.length > 0 && loaded.every(atom => atom.kind === 'unknown')
}

/** An element that is none of the browser's. */
function isPackaged({ name }: Markup): boolean {
  return /[-A-Z]/.test(name)
}

function showChildren(markup: Markup, rendering: Rendering): void {
  const { frame } = rendering
  const { rows } = frame.machine.around
  const given = rows ? handedRow(rows, { frame, node: { start: markup.offset, end: markup.offset } }) : unknown('slot')
  inScope(frame, () => {
    for (const param of markup.slot?.params ?? []) {
      if (param.type !== 'RestElement' && param.type !== 'TSParameterProperty') bindPattern(param, given, frame)
    }
    renderAll(markup.children, rendering)
  })
}

function isModel({ name }: Attribute): boolean {
  return name === 'v-model' || name.startsWith('v-model:')
}

function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function addAttribute(props: Thing, attribute: Attribute, { markup, frame }: { markup: Markup; frame: Frame }): void {
  const { name, value } = attribute
  if (!value) {
    putFields(frame, props, {
      [camel(name)]:
        attribute.text === undefined ? TRUE : text(attribute.text, placeOf(frame, { start: markup.offset })),
    })
  } else if (name === 'v-on') {
    const nameOf = (key: string) => (LISTENER.test(key) ? key : handlerName(key))
    addListeners(props, frame.machine.evaluate(value, frame), { frame, nameOf })
  } else if (name.startsWith('@'))
    addHandler(props, { name: handlerName(name.slice(1)), value: handlerOf(value, frame) }, frame)
  else if (name === 'v-bind') spreadInto(props, frame.machine.evaluate(value, frame), frame)
  else if (name === BOTH_WAYS) {
    const both = frame.machine.evaluate(value, frame)
    spreadInto(props, both, frame)
    for (const field of updaters(both, frame, markup.offset)) addHandler(props, field, frame)
  } else {
    const shown = frame.machine.evaluate(value, frame)
    // A picture whose address it is, once it comes into view: https://github.com/hilongjw/vue-lazyload
    if (name === 'v-lazy') putField(frame, props, { name: 'src', value: shown })
    else if (name.startsWith('v-')) use(shown)
    else putField(frame, props, { name: camel(name), value: shown })
  }
}

/** `v-model="lamp.on" @update:model-value="toggle(lamp.id)"`: both hear of it. */
function addHandler(props: Thing, { name, value }: Field, frame: Frame): void {
  const known = props.slots.get(name)
  putField(frame, props, { name, value: known ? join(readSlot(known), value) : value })
}

const LISTENER = /^on[A-Z]/

/** Gives listeners to an element that has none of their names: https://vuejs.org/guide/components/attrs.html */
function addListeners(props: Thing, given: Value, { frame, nameOf }: Listening): void {
  for (const atom of given) {
    if (atom.kind !== 'object') continue
    for (const [key, slot] of atom.slots) {
      const name = nameOf(key)
      const value = readSlot(slot).filter(one => one.kind === 'function')
      if (LISTENER.test(name) && value.length > 0 && !props.slots.has(name)) putField(frame, props, { name, value })
    }
  }
}

interface Listening {
  frame: Frame
  /** The property that a member of what is given stands for. */
  nameOf: (key: string) => string
}

function handlerOf(value: Expression, frame: Frame): Value {
  return value.type === 'ArrowFunctionExpression' ? [makeClosure(value, frame)] : frame.machine.evaluate(value, frame)
}

const TYPES: Readonly<Record<string, Primitive>> = {
  number: 'number',
  range: 'number',
  checkbox: 'boolean',
  date: 'date',
}

/** `v-model` reads and writes: a field of the browser gives what the person types. */
/** Binds what somebody types; gives what happens when somebody does. */
function addModel(props: Thing, { name, value }: Attribute, { markup, frame, isPlain }: Bound): () => void {
  if (!value) return () => undefined
  const prop = name === 'v-model' ? 'modelValue' : name.slice('v-model:'.length)
  const shown = frame.machine.evaluate(value, frame)
  putField(frame, props, { name: prop, value: shown })
  const typed = typedModel(props, value, { markup, frame })
  // What is typed goes by the name of what holds it; a list of files, or whether a dialog is open, is no such thing.
  if (!props.slots.has('name') && TYPED.test(prop)) putFields(frame, props, { name: text(nameOfExpression(value)) })
  const write = (given: Value) => assignModel(value, given, frame)
  if (!isPlain)
    addHandler(
      props,
      { name: handlerName(`update:${prop}`), value: [updater(write, frame, `${markup.offset}.${prop}`)] },
      frame,
    )
  return () => write(typed)
}

const TYPED = /^(?:modelValue|value|checked)$/

/**
 * In the second version `v-model` on a component is its property `value` and its event `input`, or what its option `model` says:
 * https://v2.vuejs.org/v2/guide/components-custom-events.html#Customizing-Component-v-model
 */
function addOldModel(component: Value, props: Thing, frame: Frame): void {
  const given = props.slots.get('modelValue')
  const update = props.slots.get(handlerName('update:modelValue'))
  if (!given || !update) return
  const own = component.filter(atom => atom.kind === 'function' && atom.statics !== undefined)
  const told = getMember(own, 'model', { frame })
  const word = (name: string, usual: string): string => literalTexts(getMember(told, name, { frame }))[0] ?? usual
  const prop = word('prop', 'value')
  const declared = namesIn(getMember(own, 'props', { frame }), frame)
  if (!declared.includes(prop) || declared.includes('modelValue')) return
  const said: [string, Value][] = [
    [prop, readSlot(given)],
    [handlerName(word('event', 'input')), readSlot(update)],
  ]
  for (const [name, value] of said) if (!props.slots.has(name)) putField(frame, props, { name, value })
}

/** `props: ['title']` and `props: { title: String }`. */
function namesIn(declared: Value, frame: Frame): string[] {
  const lists = declared.filter(atom => atom.kind === 'object' && atom.tag === 'array')
  const tables = declared.filter(atom => atom.kind === 'object' && atom.tag !== 'array')
  return [...elementsOf(lists, frame).flatMap(literalTexts), ...keysOf(tables).names]
}

interface Bound {
  markup: Markup
  frame: Frame
  /** An element of the browser. */
  isPlain: boolean
}

/** What is typed: numbers and dates where the field is for them. */
function typedModel(props: Thing, value: Expression, { markup, frame }: { markup: Markup; frame: Frame }): Value {
  const name = nameOfExpression(value)
  const control = controlOfElement(markup.name, attributesOf(props), { frame, node: { start: markup.offset } })
  const isFile = /^[a-z-]*-(?:file|upload)\b|File(?:Input|Upload)|Upload/.test(markup.name)
  // Radios, switches and lists of a package give values of the kind that the state begins with.
  const isChosen = isPackaged(markup) && !control && !TEXTS.test(markup.name)
  const plain = isChosen ? undefined : 'string'
  const is = isFile && isPackaged(markup) ? 'file' : (TYPES[control?.type ?? 'text'] ?? plain)
  const known = is === undefined ? {} : { is }
  if (!control) return unknown(name, known)
  return control.type === 'radio' ? typedInto(control, name) : unknown(name, { ...known, control })
}

/** Parts of packages into which a text is typed. */
const TEXTS = /input|text|field/i

function pascal(name: string): string {
  const joined = camel(name)
  return joined.charAt(0).toUpperCase() + joined.slice(1)
}

/** The component that a tag stands for; undefined for an element of the browser. */
function componentOf(markup: Markup, props: Thing, rendering: Rendering): Value | undefined {
  if (markup.name !== 'component') return componentNamed(markup.name, rendering)
  const slot = props.slots.get('is')
  const chosen =
    slot && readSlot(slot).flatMap(atom => (atom.kind === 'object' && atom.tag === 'ref' ? refValue(atom) : [atom]))
  return chosen?.flatMap(atom => {
    const name = atom.kind === 'text' ? literalText([atom]) : undefined
    return (name === undefined ? undefined : componentNamed(name, rendering)) ?? [atom]
  })
}

function componentNamed(written: string, { frame, options }: Rendering): Value | undefined {
  for (const name of [written, pascal(written), camel(written)]) {
    const found = findName(frame.scope, name)
      ? frame.machine.evaluate({ type: 'Identifier', name, start: 0, end: 0 }, frame)
      : undefined
    if (found && name !== written.toLowerCase()) return found
    if (frame.module.imports.has(name))
      return frame.machine.evaluate({ type: 'Identifier', name, start: 0, end: 0 }, frame)
    const own = getMember(getMember(options, 'components', { frame }), name, { frame })
    if (own.some(isComponent)) return own
    const registered = readCell(cellOf(frame.machine, `component:${name}`))
    if (registered.length > 0) return registered
    const byBuild = providedValue(`#component.${name}`, frame)
    if (byBuild) return byBuild
  }
  const plain = /^[a-z][a-z0-9]*$/.test(written)
  return plain ? undefined : unknown(written)
}

/** A component of a file, or the options of one. */
function isComponent(atom: Value[number]): boolean {
  return atom.kind === 'function' || (atom.kind === 'object' && atom.tag === 'plain' && atom.slots.size > 0)
}
