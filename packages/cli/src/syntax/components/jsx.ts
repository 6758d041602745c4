import type { JSXAttributeValue, JSXChild, JSXElementName, Node } from 'oxc-parser'
import { callUnknown, invoke } from '../machine/invoke.ts'
import { contextOf, placeOf, siteOf } from '../machine/machine.ts'
import { callLater, release } from '../machine/release.ts'
import { makeThing, putField, putFields, readCell, readSlot } from '../machine/slots.ts'
import { runTask } from '../machine/task.ts'
import { use } from '../machine/use.ts'
import { valueOfName } from '../modules/names.ts'
import { makeArray } from '../objects/elements.ts'
import { getMember } from '../objects/member.ts'
import { spreadInto } from '../objects/spread.ts'
import { elementOf, eventOf, fieldsOfForm } from '../values/control.ts'
import type { Call, Frame } from '../values/frame.ts'
import { join } from '../values/join.ts'
import { TRUE, text, unknown } from '../values/make.ts'
import { literalText } from '../values/text.ts'
import type { Atom, Callable, Control, Thing, Value } from '../values/value.ts'
import { alike } from './alike.ts'
import {
  type Around,
  type At,
  aroundChildren,
  cellAt,
  controlOfElement,
  noteControl,
  noteOption,
  within,
} from './controls.ts'
import { isOnPage, noteElement } from './elements.ts'
import { rowsOf, showWithRows } from './rows.ts'

type Nodes<K extends Node['type']> = Extract<Node, { type: K }>

/** What JSX gives: nothing is read from it. */
export const ELEMENT: Value = unknown('element')

/** What a browser's handler is called with. */
export const EVENT: Value = unknown('event')

/**
 * Handlers of what shows a picture give it another address: `event.target.src = full`. One event for all of a kind, as
 * for others.
 */
const PICTURED: Readonly<Record<string, Value>> = Object.fromEntries(
  ['img', 'video', 'audio', 'source'].map(type => [type, eventOf({ key: `shown:${type}`, type, made: true })]),
)

function evaluateElement(node: Nodes<'JSXElement'>, frame: Frame): Value {
  const { openingElement } = node
  const props = makeThing(frame, siteOf(frame.module, openingElement))
  for (const attribute of openingElement.attributes) {
    if (attribute.type === 'JSXSpreadAttribute') {
      spreadInto(props, frame.machine.evaluate(attribute.argument, frame), frame)
    } else {
      const { name } = attribute
      const key = name.type === 'JSXIdentifier' ? name.name : `${name.namespace.name}:${name.name.name}`
      putField(frame, props, { name: key, value: attributeValue(attribute.value, frame) })
    }
  }
  const component = componentOf(openingElement.name, frame)
  if (component) return showComponent(component, props, { frame, node })
  const name = nameOfElement(openingElement.name)
  const around = aroundChildren(name, () => attributesOf(props), { frame, node })
  const show = () => childrenOf(node.children, frame, true)
  if (around) within(frame.machine, around, show)
  else show()
  renderIntrinsic(name, props, { frame, node })
  return ELEMENT
}

function showComponent(component: Value, props: Thing, { frame, node }: Written): Value {
  // Options that a component is given may be those of a choice in it.
  const isField = node.children.length > 0 && FIELD.some(name => props.slots.has(name))
  const given = isField ? cellAt('given', { frame, node }) : undefined
  const isSent = isForm(component) || (node.children.length > 0 && isOwnForm(component, props))
  const form = isSent ? { form: cellAt('form', { frame, node }), free: true } : {}
  const around = { ...form, ...(given ? { options: given } : {}) }
  const evaluate = () => childrenOf(node.children, frame, false)
  const children = given || 'form' in form ? within(frame.machine, around, evaluate) : evaluate()
  if (children.length > 0) {
    const [only] = children
    putFields(frame, props, {
      children: children.length === 1 && only ? only : makeArray(frame, siteOf(frame.module, node), children),
    })
  }
  const show = () => mount(component, [props], { args: [[props]], self: [], frame, node, types: [] })
  const inside: Around = { handed: 'form' in form ? form.form : undefined, ...(given ? { given: [given] } : {}) }
  if (given || inside.handed !== frame.machine.around.handed) within(frame.machine, inside, show)
  else show()
  return ELEMENT
}

/**
 * A component of the program that shows a form around what it is given: `<Sheet onSubmit={save}><Field name="title"
 * /></Sheet>`.
 */
function isOwnForm(component: Value, { slots }: Thing): boolean {
  return slots.has('onSubmit') && component.some(atom => atom.kind === 'function' && atom.code !== undefined)
}

/** A form of a package: it holds the fields between its tags, as the browser's own does. */
function isForm(component: Value): boolean {
  return component.some(
    atom => (atom.kind === 'function' ? !atom.code : true) && 'name' in atom && atom.name === 'Form',
  )
}

const FIELD = ['onChange', 'name', 'value', 'defaultValue']

/** An element as it is written. */
interface Written {
  frame: Frame
  node: Nodes<'JSXElement'>
}

function attributeValue(value: JSXAttributeValue | null, frame: Frame): Value {
  if (!value) return TRUE
  if (value.type === 'Literal') return text(value.value, placeOf(frame, value))
  if (value.type !== 'JSXExpressionContainer') return handedOn(value, frame)
  return value.expression.type === 'JSXEmptyExpression' ? TRUE : handedOn(value.expression, frame)
}

/** An element that is handed to a component brings its fields with it: `<Editor fields={<Inputs />} />`. */
function handedOn(node: Node, frame: Frame): Value {
  if (node.type !== 'JSXElement') return frame.machine.evaluate(node, frame)
  const loose = cellAt('loose', { frame, node })
  const element = within(frame.machine, { loose }, () => frame.machine.evaluate(node, frame))
  const key = `${frame.module.index}:${node.start}:${frame.context}`
  return readCell(loose).length > 0 ? elementOf({ key, type: 'fields', fields: loose }) : element
}

function nameOfElement(name: JSXElementName): string {
  if (name.type === 'JSXIdentifier') return name.name
  return name.type === 'JSXNamespacedName' ? name.name.name : name.property.name
}

/** The component that a name stands for; undefined for an element of the browser. */
function componentOf(name: JSXElementName, frame: Frame): Value | undefined {
  if (name.type === 'JSXIdentifier') return /^[a-z]/.test(name.name) ? undefined : valueOfName(name.name, frame)
  if (name.type !== 'JSXMemberExpression') return undefined
  return getMember(objectOf(name.object, frame), name.property.name, { frame })
}

function objectOf(name: Nodes<'JSXMemberExpression'>['object'], frame: Frame): Value {
  if (name.type === 'JSXMemberExpression') return getMember(objectOf(name.object, frame), name.property.name, { frame })
  if ('name' in name) return name.name === 'this' ? frame.self : valueOfName(name.name, frame)
  return frame.self
}

function childrenOf(children: readonly JSXChild[], frame: Frame, shown: boolean): Value[] {
  const values: Value[] = []
  for (const child of children) {
    if (child.type === 'JSXText') continue
    const node = child.type === 'JSXExpressionContainer' || child.type === 'JSXSpreadChild' ? child.expression : child
    if (node.type === 'JSXEmptyExpression') continue
    const value = frame.machine.evaluate(node, frame)
    if (shown) use(value)
    values.push(value)
  }
  return values
}

/** Where something is shown. */
interface Shown {
  frame: Frame
  node: Node
}

/** Shows an element of the browser: handlers may be called, everything else is seen by somebody. */
export function renderIntrinsic(name: string, props: Thing, at: Shown): void {
  const { frame, node } = at
  const attributes = attributesOf(props)
  if (name === 'option') noteOption(attributes, frame)
  const control = controlOfElement(name, attributes, at)
  if (control) noteControl(control, attributes, frame)
  noteElement(name, attributes, { ...at, control })
  const event = control ? eventOf(control) : (PICTURED[name] ?? EVENT)
  for (const [key, value] of attributes) {
    if (/^on[A-Z]/.test(key)) callLater(value, frame, [event])
    else if (key === 'ref') callLater(value, frame, [control ? elementOf(control) : EVENT])
    else use(value)
  }
  for (const base of props.bases) use(base.value)
  const { written, form } = frame.machine.around
  const sending = control?.fields ? control : form && { key: 'form', type: 'form', fields: form }
  sendToActions(attributes, sending, at)
  // In a component the name of the button is for the program; on a page the browser sends it.
  const withButton = control === sending && isOnPage(frame)
  const fields = () => (sending ? fieldsOfForm(elementOf(sending), readCell, withButton) : [])
  for (const observer of frame.machine.world.observers) {
    observer.element?.({ name, attributes, form: written, fields, place: placeOf(frame, node), frame, node })
  }
}

/** `<form action={save}>` and `<button formAction={drop}>`: functions that get what is in the form. */
function sendToActions(attributes: ReadonlyMap<string, Value>, form: Control | undefined, at: Shown): void {
  const actions = ['action', 'formAction'].flatMap(name => attributes.get(name) ?? [])
  const functions = actions.filter(atom => atom.kind === 'function')
  if (functions.length === 0) return
  const filled = makeThing(at.frame, siteOf(at.frame.module, at.node), 'form')
  const fields = form ? fieldsOfForm(elementOf(form), readCell) : []
  for (const [name, value] of fields) putField(at.frame, filled, { name, value })
  callLater(functions, at.frame, [[filled]])
}

/** The properties of an element by name. */
export function attributesOf(props: Thing): Map<string, Value> {
  const attributes = new Map<string, Value>()
  for (const [key, slot] of props.slots) attributes.set(key, readSlot(slot))
  return attributes
}

/** Renders a component with its properties. */
export function mount(component: Value, props: Value, call: Call): Value {
  let result: Value = []
  for (const atom of component) {
    const made = mounted(atom, props, call)
    if (made) result = join(result, made)
    else if (atom.kind === 'unknown' && atom.wraps) result = join(result, mount(atom.wraps, props, call))
    else if (atom.kind === 'function') result = join(result, renderOnce(atom, props, call))
    else if (atom.kind === 'text') result = join(result, renderNamed(literalText([atom]) ?? 'div', props, call))
    else if (atom.kind === 'unknown') {
      keepHandlers(atom, props, call)
      result = join(result, callUnknown(undefined, call, atom.name))
    }
  }
  return result
}

function mounted(atom: Value[number], props: Value, call: Call): Value | undefined {
  for (const mounter of call.frame.machine.world.mounters) {
    const made = mounter(atom, props, call)
    if (made) return made
  }
  return undefined
}

/** `<component :is="'button'">` and `const Tag = 'li'`: an element of the browser under a name that is chosen. */
function renderNamed(name: string, props: Value, { frame, node }: Call): Value {
  for (const atom of props) if (atom.kind === 'object') renderIntrinsic(name, atom, { frame, node: node as Node })
  return ELEMENT
}

/** A component of a package calls the handlers and render functions that it is given. */
function keepHandlers(component: Atom, props: Value, { frame, node }: Call): void {
  for (const atom of props) {
    if (atom.kind !== 'object') continue
    const attributes = attributesOf(atom)
    const control = isForm([component]) ? formAt({ frame, node }) : fieldOf(attributes, { frame, node })
    if (control) noteControl(control, attributes, frame)
    const shown = { rows: rowsOf(attributes, frame), at: { frame, node } }
    for (const [key, value] of attributes) {
      if (/^on[A-Z]/.test(key)) callLater(value, frame, [control ? eventOf(control) : EVENT])
      else if (!showWithRows(key, value, shown)) release(value, frame)
    }
  }
}

function formAt(at: At): Control {
  return { key: `form:${at.node.start}`, type: 'form', fields: cellAt('form', at) }
}

/** The form that a component of a package, which is called so, shows where it stands. */
export function formShownAt({ frame, node }: Call): Value {
  return elementOf(formAt({ frame, node }))
}

function fieldOf(attributes: ReadonlyMap<string, Value>, at: At): Control | undefined {
  const isNamed = at.frame.machine.around.form !== undefined && attributes.has('name')
  return isNamed || LIMITS.some(name => attributes.has(name)) ? controlOfElement('input', attributes, at) : undefined
}

// A component of a package with one of these is most likely a field.
const LIMITS = ['required', 'maxLength', 'minLength', 'pattern', 'min', 'max']

function renderOnce(component: Callable, props: Value, call: Call): Value {
  const { frame } = call
  const once = alike(component, props, call)
  if (once) {
    return runTask(
      frame.machine,
      { name: once.name, inputs: once.inputs, place: () => placeOf(frame, call.node) },
      () => {
        use(invoke([component], { ...once.call, args: [props] }, component.name))
        return ELEMENT
      },
    )
  }
  const context = contextOf(frame, siteOf(frame.module, call.node), call.step)
  const name = `${component.key}<${context}${frame.polls ? ' polls' : ''}`
  const place = () => placeOf(frame, call.node)
  return runTask(frame.machine, { name, inputs: [[component], props], place }, () => {
    use(invoke([component], { ...call, args: [props] }, component.name))
    return ELEMENT
  })
}

/** JSX, by kind of expression. */
export const JSX = {
  JSXElement: evaluateElement,
  JSXFragment: (node: Nodes<'JSXFragment'>, frame: Frame): Value => {
    childrenOf(node.children, frame, true)
    return ELEMENT
  },
}
